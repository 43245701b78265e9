"""Figures per desa of the sample: families at risk and services, for choosing lokus.

They follow the invented counts of `data/raw/contoh/growth.parquet`. Run alone with
`python -m stunting.build.sample_desa_figures`; it takes a second, for nothing is imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from stunting.build import sample_files
from stunting.build.desa_figures import PAIRS
from stunting.build.family_recap import ALL_FAMILIES, NOT_AT_RISK, WELFARE, of_part
from stunting.build.sample_shape import SEED
from stunting.geography import Register
from stunting.paths import Layout
from stunting.sample.options import NOTICE

FILE = "desa_figure.parquet"
YEARS = (2023, 2024, 2025)
DRAW = 2
SCHEMA = pa.schema(
    [
        ("desa_code", pa.string()),
        ("year", pa.int32()),
        ("key", pa.string()),
        ("value", pa.float64()),
        ("source", pa.string()),
        ("is_sample", pa.bool_()),
        ("is_user_added", pa.bool_()),
    ]
)


@dataclass(frozen=True, kw_only=True)
class Level:
    """What the figures of one kabupaten are drawn around.

    krs_n:       families at risk in `krs_year`, together with those of the few desa that are left out
    krs_pct:     of the families in the target
    service_pct: services received of those due, in each of `YEARS`
    announced:   who said the number of families at risk, "" where it is invented
    """

    krs_n: int
    krs_year: int
    krs_pct: float
    service_pct: tuple[float, float, float]
    announced: str = ""


LEVELS = {
    "1801": Level(
        krs_n=22_450,
        krs_year=2025,
        krs_pct=9.0,
        service_pct=(72, 77, 81),
        announced="22.450 keluarga berisiko di Kab. Lampung Selatan, Media Lampung 11 Maret 2025",
    ),
    "1811": Level(krs_n=5_100, krs_year=2025, krs_pct=10.5, service_pct=(66, 71, 76)),
    "3514": Level(
        krs_n=8_525,
        krs_year=2023,
        krs_pct=5.5,
        service_pct=(68, 73, 77),
        announced="8.525 keluarga berisiko di Kab. Pasuruan, Tugu Jatim Januari 2023",
    ),
    "3520": Level(krs_n=9_800, krs_year=2025, krs_pct=7.5, service_pct=(80, 84, 87)),
    "6209": Level(krs_n=2_700, krs_year=2025, krs_pct=12.5, service_pct=(58, 63, 69)),
}
# Families at risk become fewer by this share each year.
FALL = 0.06
# How strongly the desa with more stunting have more risk and fewer services: log points and logits per SD.
RISK_BY_STUNTING, RISK_SD = 0.18, 0.28
SERVICE_BY_STUNTING, SERVICE_SD, SERVICE_YEAR_SD = -0.3, 0.5, 0.2
# A desa further from the mean than this weighs no more.
FARTHEST_SD = 2.5
# Of ten listed children so many mothers and children are followed, each with so many services due in a year.
FOLLOWED, DUE_EACH = 0.55, 9
# Desa of each kabupaten without any figure, and the share without a report of services in a year.
WITHOUT_ANY, WITHOUT_SERVICES = 2, 0.03
# Of the recap of families: ranks of welfare of those at risk, and each other column as a share of another. More couples
# are "too old" than families are at risk, as in real recaps; homes without water or latrine are all at risk.
RECAP_DRAW = 4
WELFARE_SHARES = (0.22, 0.24, 0.2, 0.15, 0.19)
RECAP_SHARES = {
    "pus_n": ("family_n", 0.8),
    "pus_pregnant_n": ("pus_n", 0.05),
    "baduta_n": ("family_n", 0.17),
    "balita_n": ("family_n", 0.28),
    "bad_water_n": ("krs_n", 0.3),
    "bad_latrine_n": ("krs_n", 0.42),
    "too_young_n": ("pus_n", 0.01),
    "too_old_n": ("pus_n", 0.24),
    "too_close_n": ("pus_n", 0.03),
    "too_many_n": ("pus_n", 0.11),
}
# The error that real reports show: more received than due.
MORE_THAN_DUE = ("3514062010", 2025)


def desa_figure_table(growth: pa.Table, register: Register) -> pa.Table:
    """The figures of all desa in the counts; columns of the release table `desa_figure`."""
    counts = growth.select(["desa_code", "year", "month", "target_n", "measured_n", "stunted_n"]).to_pandas()
    counts = counts[(counts["month"] == 8) & counts["year"].isin(YEARS)]
    parts = []
    for code in sorted(set(counts["desa_code"].str[:4]) & set(LEVELS)):
        level = LEVELS[code]
        wide = _of_kabupaten(counts[counts["desa_code"].str.startswith(code)], level, code=code)
        long = wide.melt(["desa_code", "year"], var_name="key", value_name="value").dropna(subset="value")
        parts.append(long.assign(source=long["key"].map(lambda key, level=level: _source(key, level))))
    frame = pd.concat(parts).sort_values(["desa_code", "year", "key"], ignore_index=True)
    assert frame["desa_code"].map(lambda one: one in register).all()
    return pa.Table.from_pandas(frame.assign(is_sample=True, is_user_added=False), schema=SCHEMA, preserve_index=False)


def write(table: pa.Table, folder: Path) -> None:
    """Write the table and its card."""
    announced = "; ".join(one.announced for one in LEVELS.values() if one.announced)
    sample_files.write(
        table,
        folder / FILE,
        title=f"angka rekaan {YEARS[0]}-{YEARS[-1]} per desa/kelurahan untuk lima kabupaten, KRS dan layanan",
        licence="CC0-1.0 (data rekaan, bukan data keluarga sebenarnya)",
        generator="sample_desa_figures",
        notes=f"{NOTICE}. Keluarga dan layanan rekaan; benih {SEED}. Hanya jumlah KRS dua kabupaten meniru yang "
        f"diumumkan: {announced}. Desa yang prevalensi contohnya tinggi cenderung punya KRS lebih banyak dan layanan "
        f"lebih sedikit. Di tiap kabupaten {WITHOUT_ANY} desa sengaja tanpa angka, sebagian tanpa laporan layanan, dan "
        "satu desa Kab. Pasuruan menulis layanan diterima lebih banyak daripada yang seharusnya.",
    )


def _of_kabupaten(counts: pd.DataFrame, level: Level, *, code: str) -> pd.DataFrame:
    """One row per desa and year, with a column for each key; services are null where no report was made."""
    rng = np.random.default_rng([SEED, int(code), DRAW])
    desa = counts.groupby("desa_code")[["target_n", "measured_n", "stunted_n"]].sum()
    listed = np.maximum(desa["target_n"].to_numpy() / len(YEARS), 1)
    stunting = _standardised((desa["stunted_n"] + 1).to_numpy() / (desa["measured_n"] + 12).to_numpy())
    risk = np.exp(RISK_BY_STUNTING * stunting + RISK_SD * rng.normal(size=len(desa)))
    families = listed * np.exp(0.12 * rng.normal(size=len(desa)))
    families *= 100 * level.krs_n / level.krs_pct / families.sum()
    served = SERVICE_BY_STUNTING * stunting + SERVICE_SD * rng.normal(size=len(desa))
    years = []
    for at, year in enumerate(YEARS):
        family_n = np.round(families * (1 + 0.01 * at))
        total = round(level.krs_n * (1 - FALL) ** (year - level.krs_year))
        krs_n = _shared_out(family_n * risk * np.exp(0.08 * rng.normal(size=len(desa))), total=total)
        due_n = np.maximum(np.round(listed * FOLLOWED), 1) * DUE_EACH
        logit = np.log(level.service_pct[at] / (100 - level.service_pct[at]))
        logit = logit + served + SERVICE_YEAR_SD * rng.normal(size=len(desa))
        received_n = rng.binomial(due_n.astype(int), 1 / (1 + np.exp(-logit))).astype(float)
        is_unreported = rng.random(len(desa)) < WITHOUT_SERVICES
        frame = pd.DataFrame(
            {
                "desa_code": desa.index,
                "year": year,
                "krs_n": np.minimum(krs_n, family_n),
                "family_n": family_n,
                "service_received_n": np.where(is_unreported, np.nan, received_n),
                "service_due_n": np.where(is_unreported, np.nan, due_n),
            }
        )
        wrong = (frame["desa_code"] == MORE_THAN_DUE[0]) & (year == MORE_THAN_DUE[1])
        frame.loc[wrong, "service_due_n"] = due_n[wrong]
        frame.loc[wrong, "service_received_n"] = due_n[wrong] * 7
        years.append(frame)
    without = rng.choice([one for one in desa.index if one != MORE_THAN_DUE[0]], WITHOUT_ANY, replace=False)
    made = _with_recap(pd.concat(years, ignore_index=True), code=code)
    return made[~made["desa_code"].isin(without)]


def _with_recap(frame: pd.DataFrame, *, code: str) -> pd.DataFrame:
    """With the other columns of the recap of families; drawn apart, so that the first figures stay what they were."""
    rng = np.random.default_rng([SEED, int(code), RECAP_DRAW])
    krs, family = frame["krs_n"].to_numpy().astype(int), frame["family_n"].to_numpy().astype(int)
    recap = {NOT_AT_RISK: family - krs, ALL_FAMILIES: np.round(1.25 * family)}
    ranks = rng.multinomial(krs, WELFARE_SHARES)
    recap |= {one.key: ranks[:, at] for at, one in enumerate(of_part(WELFARE))}
    whole = {"family_n": family, "krs_n": krs}
    for key, (base, share) in RECAP_SHARES.items():
        recap[key] = whole[key] = rng.binomial(whole[base], share)
    return frame.assign(**{key: np.asarray(values, dtype=float) for key, values in recap.items()})


def _standardised(values: np.ndarray) -> np.ndarray:
    return np.clip((values - values.mean()) / values.std(), -FARTHEST_SD, FARTHEST_SD)


def _shared_out(weight: np.ndarray, *, total: int) -> np.ndarray:
    """Whole families in proportion to a weight, together exactly `total`: the largest remainders are rounded up."""
    share = weight * total / weight.sum()
    whole = np.floor(share)
    up = np.argsort(-(share - whole), kind="stable")[: total - int(whole.sum())]
    whole[up] += 1
    return whole


def _source(key: str, level: Level) -> str:
    if key in PAIRS[0]:
        told = f"jumlah kabupaten meniru {level.announced}; " if level.announced and key == "krs_n" else ""
        return f"{NOTICE}: {told}angka desa dikarang generator"
    return f"{NOTICE}: laporan konvergensi desa dikarang generator"


if __name__ == "__main__":
    raw = Layout.default().raw
    made_table = desa_figure_table(pq.read_table(raw / "contoh" / "growth.parquet"), Register.shipped(raw))
    write(made_table, raw / "contoh")
    print(f"Angka per desa/kelurahan: {made_table.num_rows} baris")
