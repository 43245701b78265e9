"""Money of the sample: dana desa per desa, BOK per kecamatan and APBD of the kabupaten, for the five kabupaten.

Run alone with `python -m stunting.build.sample_village_funds`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from stunting.build import sample_files
from stunting.build.sample_shape import SEED
from stunting.build.village_funds import COLUMNS
from stunting.geography import Register
from stunting.paths import Layout
from stunting.sample.options import NOTICE

FILE = "village_fund.parquet"
YEARS = (2024, 2025)
KABUPATEN = ("1801", "1811", "3514", "3520", "6209")
DRAW = 4
# Activity, whether it reaches the target group itself, share of a desa's money for stunting.
OF_DESA = (
    ("Pemberian makanan tambahan lokal", True, 0.45),
    ("Insentif kader posyandu dan KPM", False, 0.3),
    ("Jamban keluarga dan air bersih", True, 0.25),
)
# Rupiah per listed child, and how far desa differ from it (log).
PER_CHILD, SPREAD = 260_000, 0.75
WITHOUT_ANY = 0.08
OF_KECAMATAN, OF_KABUPATEN = 180_000_000, 1_250_000_000
ROUNDED = 50_000


def village_fund_table(growth: pa.Table, register: Register) -> pa.Table:
    """The invented money; columns of the release table `village_fund`."""
    counts = growth.select(["desa_code", "year", "month", "target_n"]).to_pandas()
    counts = counts[counts["month"] == 8]
    rows = [
        row
        for code in KABUPATEN
        for year in YEARS
        for row in _of_year(counts[counts["desa_code"].str.startswith(code)], register, code, year)
    ]
    frame = pd.DataFrame(rows).assign(is_sample=True, is_user_added=False)
    frame = frame.astype({"budget_rp": "int64", "realised_rp": "Int64"})[COLUMNS]
    return pa.Table.from_pandas(frame, preserve_index=False)


def _of_year(counts: pd.DataFrame, register: Register, code: str, year: int) -> list[dict[str, object]]:
    rng = np.random.default_rng([SEED, int(code), year, DRAW])
    listed = counts[counts["year"] == year].groupby("desa_code")["target_n"].sum()
    rows = []
    for desa, child_n in listed.items():
        if rng.random() < WITHOUT_ANY:
            continue
        whole = max(float(child_n), 20) * PER_CHILD * np.exp(SPREAD * rng.normal())
        for activity, is_direct, share in OF_DESA:
            if rng.random() < 0.12:
                continue
            rows.append(_row(rng, str(desa), year, "DD", activity, whole * share, is_direct=is_direct))
    for kecamatan in register.children(code):
        size = OF_KECAMATAN * np.exp(0.3 * rng.normal())
        rows.append(_row(rng, kecamatan.code, year, "BOK", "Pelacakan dan pendampingan gizi", size, is_direct=True))
    rows.append(_row(rng, code, year, "APBD", "Koordinasi TPPS dan pemantauan", OF_KABUPATEN, is_direct=False))
    return rows


def _row(
    rng: np.random.Generator, code: str, year: int, fund: str, activity: str, size: float, *, is_direct: bool
) -> dict[str, object]:
    budget = int(round(size / ROUNDED) * ROUNDED)
    # The accounts of the running year are not closed everywhere.
    is_known = year < YEARS[-1] or rng.random() < 0.6
    share = float(np.clip(rng.normal(0.86, 0.12), 0.2, 1))
    return {
        "area_code": code,
        "year": year,
        "fund": fund,
        "activity": activity,
        "budget_rp": budget,
        "realised_rp": int(round(budget * share / ROUNDED) * ROUNDED) if is_known else None,
        "is_direct": is_direct,
        "source": f"{NOTICE}: anggaran dikarang generator",
    }


def write(table: pa.Table, folder: Path) -> None:
    """Write the table and its card."""
    sample_files.write(
        table,
        folder / FILE,
        title=f"dana rekaan {YEARS[0]}-{YEARS[-1]} untuk stunting di lima kabupaten",
        generator="sample_village_funds",
        notes=f"{NOTICE}. Anggaran dan realisasi rekaan; benih {SEED}. Besarnya mengikuti jumlah balita sasaran "
        "contoh, bukan jumlah balita stunting. Sebagian desa sengaja tanpa dana, sebagian realisasi belum diketahui.",
    )


if __name__ == "__main__":
    raw = Layout.default().raw
    made = village_fund_table(pq.read_table(raw / "contoh" / "growth.parquet"), Register.shipped(raw))
    write(made, raw / "contoh")
    print(f"Dana: {made.num_rows} baris")
