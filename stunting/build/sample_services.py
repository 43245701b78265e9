"""Counts of services of the sample: per desa and year, and for 2025 also by quarter and, in one kabupaten, by month.

They follow the invented counts of `growth.parquet` and the invented families of `desa_figure.parquet`. Run alone with
`python -m stunting.build.sample_services`; it takes some seconds, for nothing is imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from stunting.build import sample_files
from stunting.build.sample_desa_figures import LEVELS, MORE_THAN_DUE, YEARS
from stunting.build.sample_shape import SEED
from stunting.paths import Layout
from stunting.sample.options import NOTICE
from stunting.services.registry import BY_KEY

FILE = "service.parquet"
DRAW = 3
SCHEMA = pa.schema(
    [
        ("area_code", pa.string()),
        ("year", pa.int32()),
        ("period", pa.string()),
        ("service_key", pa.string()),
        ("numerator_n", pa.int64()),
        ("denominator_n", pa.int64()),
        ("is_scheduled", pa.bool_()),
        ("source", pa.string()),
        ("is_sample", pa.bool_()),
        ("is_user_added", pa.bool_()),
    ]
)
SOURCE = f"{NOTICE}: laporan layanan desa dikarang generator"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What one service is drawn around: the target group as a share of a base, and percent reached in 2024.

    base: balita (listed children), family, krs or one (each desa is one)
    """

    base: str
    share: float
    pct: float


DRAWN = {
    "rematri_ttd": Drawn(base="balita", share=0.75, pct=74),
    "rematri_hb": Drawn(base="balita", share=0.3, pct=61),
    "catin_ttd": Drawn(base="balita", share=0.11, pct=78),
    "catin_periksa": Drawn(base="balita", share=0.11, pct=82),
    "catin_damping": Drawn(base="balita", share=0.11, pct=71),
    "catin_bimwin": Drawn(base="balita", share=0.1, pct=76),
    "pus_tunai": Drawn(base="family", share=0.12, pct=68),
    "pus_pangan": Drawn(base="family", share=0.12, pct=72),
    "pus_pbi": Drawn(base="family", share=0.15, pct=85),
    "bumil_kek": Drawn(base="balita", share=0.03, pct=83),
    "bumil_ttd": Drawn(base="balita", share=0.22, pct=80),
    "unmet_need": Drawn(base="family", share=0.8, pct=10),
    "ktd": Drawn(base="balita", share=0.24, pct=12),
    "asi": Drawn(base="balita", share=0.09, pct=70),
    "mpasi": Drawn(base="balita", share=0.29, pct=76),
    "gizi_buruk": Drawn(base="balita", share=0.005, pct=92),
    "pantau": Drawn(base="balita", share=1, pct=85),
    "gizi_kurang": Drawn(base="balita", share=0.05, pct=79),
    "idl": Drawn(base="balita", share=0.19, pct=84),
    "stop_babs": Drawn(base="family", share=1, pct=88),
    "phbs": Drawn(base="family", share=1, pct=67),
    "ikan": Drawn(base="krs", share=1, pct=52),
    "kb_pasca": Drawn(base="balita", share=0.2, pct=62),
    "krs_damping": Drawn(base="krs", share=1, pct=81),
    "pekarangan": Drawn(base="krs", share=1, pct=46),
    "air_minum": Drawn(base="family", share=1.1, pct=89),
    "sanitasi": Drawn(base="family", share=1.1, pct=83),
    "p2k2": Drawn(base="family", share=0.008, pct=73),
    "variasi_pangan": Drawn(base="balita", share=0.12, pct=58),
    "pbi": Drawn(base="family", share=0.35, pct=87),
    "keluarga_tunai": Drawn(base="family", share=0.14, pct=70),
    "paham_stunting": Drawn(base="balita", share=0.2, pct=64),
    "keluarga_pangan": Drawn(base="family", share=0.16, pct=74),
    "desa_stop_babs": Drawn(base="one", share=1, pct=55),
    "vitamin_a": Drawn(base="balita", share=0.88, pct=90),
}
# Logits: of a kabupaten, per year, of a kabupaten and of a kecamatan in one service, of a desa, of a desa in one.
KABUPATEN = {"1801": 0.15, "1811": -0.2, "3514": -0.05, "3520": 0.45, "6209": -0.4}
BY_YEAR, KABUPATEN_SD, KECAMATAN_SD, DESA_SD, OWN_SD = 0.2, 0.3, 0.35, 0.35, 0.3
# How much less the desa with more stunting reach, per SD: a little.
BY_STUNTING = -0.15
# Of the last year the reports of mothers and children are also there by quarter, and four of one kabupaten by month.
QUARTERLY = tuple(key for key, one in BY_KEY.items() if one.group in ("bumil", "balita"))
MONTHLY_KABUPATEN, MONTHLY = "3514", ("asi", "mpasi", "pantau", "vitamin_a")
# Whose target group is new in every quarter.
FLOWS = ("bumil_ttd", "ktd", "idl")
# Share of desa whose report of a year is not there, and of single cells that were left blank.
WITHOUT_REPORT, BLANK = 0.03, 0.01
# The error that real sheets have: more reached than were to be reached. Desa and year as in the other sample figures.
IMPOSSIBLE = (*MORE_THAN_DUE, "krs_damping")


def service_table(growth: pa.Table, figures: pa.Table) -> pa.Table:
    """The counts of all desa with invented families; columns of the release table `service`."""
    desa = _desa(growth, figures)
    parts = [_of_kabupaten(desa[desa["code"].str.startswith(code)], code) for code in sorted(LEVELS)]
    frame = pd.concat(parts).sort_values(["service_key", "year", "period", "area_code"], ignore_index=True)
    return pa.Table.from_pandas(
        frame.assign(source=SOURCE, is_sample=True, is_user_added=False), schema=SCHEMA, preserve_index=False
    )


def write(table: pa.Table, folder: Path) -> None:
    """Write the table and its card."""
    sample_files.write(
        table,
        folder / FILE,
        title=f"cakupan layanan rekaan {YEARS[0]}-{YEARS[-1]} per desa/kelurahan untuk lima kabupaten",
        licence="CC0-1.0 (data rekaan, bukan data keluarga sebenarnya)",
        generator="sample_services",
        notes=f"{NOTICE}. Semua angka rekaan; benih {SEED}. Desa yang prevalensi contohnya tinggi cenderung sedikit "
        "lebih rendah cakupannya: hubungan itu dibuat, bukan temuan. Sebagian desa sengaja tanpa laporan dan sebagian "
        "sel kosong; ASI, MP-ASI, dan vitamin A tidak dijadwalkan di sebagian periode; satu desa Kab. Pasuruan menulis "
        "terlayani lebih banyak daripada sasaran.",
    )


def _desa(growth: pa.Table, figures: pa.Table) -> pd.DataFrame:
    """One row per desa and year with invented families: listed children, families, families at risk, stunting."""
    counts = growth.select(["desa_code", "year", "month", "target_n", "measured_n", "stunted_n"]).to_pandas()
    counts = counts[(counts["month"] == 8) & counts["year"].isin(YEARS)]
    listed = counts.groupby(["desa_code", "year"])["target_n"].sum().rename("balita")
    whole = counts.groupby("desa_code")[["measured_n", "stunted_n"]].sum()
    rate = ((whole["stunted_n"] + 1) / (whole["measured_n"] + 12)).rename("rate")
    chosen = figures.to_pandas()
    chosen = chosen[chosen["key"].isin(["krs_n", "family_n"])]
    families = chosen.pivot(index=["desa_code", "year"], columns="key", values="value")
    joined = families.join(listed).join(rate, on="desa_code").reset_index()
    renamed = joined.rename(columns={"desa_code": "code", "krs_n": "krs", "family_n": "family"})
    return renamed.sort_values(["year", "code"], ignore_index=True).assign(one=1.0)


def _of_kabupaten(desa: pd.DataFrame, code: str) -> pd.DataFrame:
    rng = np.random.default_rng([SEED, int(code), DRAW])
    codes = sorted(set(desa["code"]))
    at_desa = desa["code"].map({one: at for at, one in enumerate(codes)}).to_numpy()
    kecamatan = sorted({one[:6] for one in codes})
    at_kecamatan = desa["code"].str[:6].map({one: at for at, one in enumerate(kecamatan)}).to_numpy()
    rates = desa.groupby("code")["rate"].first().reindex(codes).to_numpy()
    stunting = np.clip((rates - rates.mean()) / rates.std(), -2.5, 2.5)
    shared = KABUPATEN[code] + BY_STUNTING * stunting + DESA_SD * rng.normal(size=len(codes))
    is_reported = rng.random(len(desa)) >= WITHOUT_REPORT
    # The desa of the known error has a report.
    is_reported |= (desa["code"] == IMPOSSIBLE[0]).to_numpy()
    last = (desa["year"] == YEARS[-1]).to_numpy()
    parts = []
    for key, drawn in DRAWN.items():
        service = BY_KEY[key]
        own = shared + OWN_SD * rng.normal(size=len(codes))
        logit = np.log(drawn.pct / (100 - drawn.pct)) * (1 if service.is_higher_better else -1)
        logit = logit + KABUPATEN_SD * rng.normal() + (KECAMATAN_SD * rng.normal(size=len(kecamatan)))[at_kecamatan]
        logit = logit + own[at_desa] + BY_YEAR * (desa["year"].to_numpy() - 2024)
        reached = 1 / (1 + np.exp(-logit))
        chance = reached if service.is_higher_better else 1 - reached
        due = np.round(desa[drawn.base].to_numpy() * drawn.share).astype(int)
        periods = [("tahun", is_reported, due)]
        if key in QUARTERLY:
            quarterly = np.ceil(due / 4).astype(int) if key in FLOWS else due
            periods += [(f"tw{quarter}", is_reported & last, quarterly) for quarter in range(1, 5)]
        if key in MONTHLY and code == MONTHLY_KABUPATEN:
            periods += [(f"m{month:02}", is_reported & last, due) for month in range(1, 13)]
        parts += [
            _rows(desa[rows], key, period, reached=rng.binomial(asked, chance)[rows], due=asked[rows], rng=rng)
            for period, rows, asked in periods
        ]
    return pd.concat(parts, ignore_index=True)


def _rows(
    desa: pd.DataFrame, key: str, period: str, *, reached: np.ndarray, due: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    service = BY_KEY[key]
    is_scheduled = service.is_scheduled(period)
    frame = pd.DataFrame(
        {
            "area_code": desa["code"].to_numpy(dtype=object),
            "year": desa["year"].to_numpy(),
            "period": period,
            "service_key": key,
            "numerator_n": pd.array(reached, dtype="Int64"),
            "denominator_n": pd.array(due, dtype="Int64"),
            "is_scheduled": is_scheduled,
        }
    )
    is_wrong = ((frame["area_code"] == IMPOSSIBLE[0]) & (frame["year"] == IMPOSSIBLE[1])).to_numpy()
    is_blank = (rng.random(len(frame)) < BLANK) & ~is_wrong
    if is_scheduled:
        frame.loc[is_blank, "numerator_n"] = pd.NA
        if key == IMPOSSIBLE[2]:
            frame.loc[is_wrong, "numerator_n"] = 3 * frame["denominator_n"]
    else:
        frame["numerator_n"] = pd.NA
    if not is_scheduled or not service.has_coverage:
        frame["denominator_n"] = pd.NA
    return frame.astype({"numerator_n": "Int64", "denominator_n": "Int64"})


if __name__ == "__main__":
    folder = Layout.default().raw / "contoh"
    made_table = service_table(pq.read_table(folder / "growth.parquet"), pq.read_table(folder / "desa_figure.parquet"))
    write(made_table, folder)
    print(f"Layanan per desa/kelurahan: {made_table.num_rows} baris")
