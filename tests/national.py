"""A release of four kabupaten with so few children that mode publik hides much, with and without stored bundles."""

from __future__ import annotations

from pathlib import Path

import duckdb

from scripts.bench.big_releases import CELLS, MONTH, SEED, SERVED, WINDOW
from stunting import fingerprint
from stunting.build import derived
from stunting.build.routine import ORDER
from stunting.paths import ROOT

KABUPATEN = ("1811", "3514", "3575", "6209")
MONTHS = ((2025, 2), (2025, 3), (2025, 8))


def release(path: Path, *, stored_from: int, child_n: int = 30) -> Path:
    """A file with the tables of routine counts; `stored_from` as in `derived.fill`."""
    with duckdb.connect(str(path)) as writing:
        writing.execute(fingerprint.SCHEMA.read_text(encoding="utf-8"))
        writing.execute(
            "insert into area by name select code, level, kind, name, official_name, search_name, parent_code, lat, "
            "lon from read_parquet($file) where length(code) = 2 or list_contains($kabupaten, code[:4])",
            {"file": str(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet"), "kabupaten": list(KABUPATEN)},
        )
        writing.execute("insert into meta values ('sample_kabupaten', '1811')")
        writing.execute(SERVED, {"within": "", "seed": SEED})
        writing.execute(CELLS)
        for year, month in MONTHS:
            bound = {"year": year, "month": month}
            more = {"seed": SEED, "child_n": child_n}
            writing.execute(MONTH.format(order=", ".join(ORDER["growth"])), bound | more)
        for month, key in ((8, "2025-08"), (3, "2025")):
            sql = WINDOW.format(order=", ".join(ORDER["growth_window"]))
            writing.execute(sql, {"year": 2025, "month": month, "key": key})
        # A village without a list of the unmeasured, and one whose list has them for some of its puskesmas alone.
        writing.execute("update growth set target_n = null where desa_code like '%2003' or puskesmas_id like '%-2'")
        writing.execute(
            "insert into weighing_window values ('2025-08', 'Bulan Timbang Agustus 2025', 'bulan_timbang', "
            "'2025-08-01', '2025-08-31', true), ('2025', 'tahun 2025', 'tahun', '2025-01-01', '2025-12-31', true)"
        )
        writing.execute(
            "insert into lokus (desa_code, lokus_year, decided_year, status, decree, source, is_sample) "
            "select code, year, year - 1, 'baru', 'SK', 'uji', true from area, range(2024, 2027) as years (year) "
            "where level = 'desa' and hash(code, year) % 6 = 0"
        )
        derived.fill(writing, stored_from=stored_from)
        # A build goes on as well.
        writing.execute("checkpoint")
    return path
