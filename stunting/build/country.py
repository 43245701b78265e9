"""Counts of a whole country in a release: what `python -m stunting aggregate` wrote, month after month.

They lie in `data/tambahan/negeri/<hash>/`; `aktif.txt` beside it names the one that counts. A kabupaten with imports of
its own is counted from those. Sixty million rows do not fit into the memory, so each month goes from its file into the
table.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from stunting.nation import results
from stunting.nation.results import Manifest
from stunting.paths import Layout

FOLDER = "negeri"
ACTIVE = "aktif.txt"
COUNTS = {
    "growth": "insert into growth by name select *, $year::integer as year, $month::integer as month, "
    "'individu' as origin, $is_sample as is_sample from read_parquet($files, hive_partitioning = false) "
    "where not list_contains($own, left(desa_code, 4)) order by desa_code, puskesmas_id, sex, age_group",
    "growth_window": "insert into growth_window by name select *, $window_key as window_key, 'individu' as origin, "
    "$is_sample as is_sample from read_parquet($files, hive_partitioning = false) "
    "where not list_contains($own, left(desa_code, 4)) order by desa_code, puskesmas_id, sex, age_group",
}
OTHERS = {
    "weighing_window": "insert into weighing_window by name select *, $is_sample as is_sample "
    "from read_parquet($file) where key not in (select key from weighing_window) order by kind, start_date, key",
    "puskesmas": "insert into puskesmas by name select *, $is_sample as is_sample from read_parquet($file) "
    "where not list_contains($own, kabupaten_code) and id not in (select id from puskesmas)",
    "puskesmas_desa": "insert into puskesmas_desa by name select * from read_parquet($file) "
    "where not list_contains($own, left(desa_code, 4))",
}


def active(layout: Layout) -> Path | None:
    """The folder of the counts that are used, None without any."""
    try:
        name = (layout.additions / FOLDER / ACTIVE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return layout.additions / FOLDER / name if name else None


def card(layout: Layout) -> Manifest | None:
    """What the active counts say of themselves."""
    folder = active(layout)
    return None if folder is None else results.read_manifest(folder)


def kabupaten(layout: Layout) -> set[str]:
    """Codes of the kabupaten/kota that the active counts hold."""
    found = card(layout)
    return set() if found is None else set(found.kabupaten)


def sample_kabupaten(layout: Layout, *, own: set[str]) -> set[str]:
    """Codes of the kabupaten/kota whose active counts are of invented children."""
    found = card(layout)
    return set(found.kabupaten) - own if found is not None and found.is_sample else set()


def insert(opened: duckdb.DuckDBPyConnection, layout: Layout, *, own: set[str]) -> None:
    """Add the active counts to the tables of a release, except for the kabupaten in `own`."""
    folder, found = active(layout), card(layout)
    if folder is None or found is None:
        return
    shared: dict[str, bool | list[str]] = {"own": sorted(own), "is_sample": found.is_sample}
    for table, statement in OTHERS.items():
        facts = shared | {"file": str(folder / f"{table}.parquet")}
        opened.execute(statement, {name: value for name, value in facts.items() if f"${name}" in statement})
    for table, statement in COUNTS.items():
        for name, files in sorted(results.partitions(folder, table), key=lambda one: _order(one[0])):
            where = dict(field.split("=", 1) for field in name.split("/"))
            opened.execute(statement, shared | where | {"files": [str(file) for file in files]})


def source_rows(layout: Layout) -> list[dict[str, str]]:
    """Provenance of the active counts."""
    found = card(layout)
    if found is None:
        return []
    return [
        {
            "file": f"tambahan/{FOLDER}/{results.MANIFEST}",
            "producer": f"{found.engine} {found.engine_version}",
            "title": f"hitungan nasional {found.first_period}-{found.last_period}",
            "licence": "milik penyedia data",
            "link": "",
            "accessed": found.created_at[:10],
            "comparable_with": "",
            "sha256": found.content_sha256,
            "notes": f"{found.rows_used} baris dipakai dari {found.rows_read}",
        }
    ]


def adopt(layout: Layout, source: Path, found: Manifest) -> Path:
    """Copy a result beside the additions; it counts from `use` on."""
    target = layout.additions / FOLDER / found.content_sha256[:16]
    if not target.exists():
        building = target.with_name(f"{target.name}.sementara")
        shutil.rmtree(building, ignore_errors=True)
        shutil.copytree(source, building)
        building.rename(target)
    return target


def use(layout: Layout, folder: Path | None) -> None:
    """Let one folder count, or none."""
    pointer = layout.additions / FOLDER / ACTIVE
    pointer.parent.mkdir(parents=True, exist_ok=True)
    written = pointer.with_suffix(".tmp")
    written.write_text(f"{folder.name if folder else ''}\n", encoding="utf-8")
    written.replace(pointer)


def sweep(layout: Layout) -> None:
    """Remove the folders that do not count."""
    kept = active(layout)
    for folder in (layout.additions / FOLDER).iterdir():
        if folder.is_dir() and folder != kept:
            shutil.rmtree(folder)


def _order(partition: str) -> tuple[int | str, ...]:
    """Months in the order of time, windows by key."""
    values = [field.partition("=")[2] for field in partition.split("/")]
    return tuple(int(value) for value in values) if len(values) > 1 else tuple(values)
