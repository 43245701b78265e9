"""Routine data of a release: what was imported, and the sample series where nothing was.

Invented files that were imported (`imports/practice`) are imports like others: they take the place of the sample series
and stay when the series is removed, and their rows are marked as sample until they are revoked.

The sample series lie in `data/raw/contoh/<table>.parquet`, with the columns of the release's tables. They stand for a
kabupaten only until it has routine data of its own, and until someone removes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stunting.build import action_tables, country
from stunting.build.desa_figures import figure_tables
from stunting.imports.aggregates import release_tables
from stunting.imports.practice_marks import as_sample
from stunting.imports.state import State
from stunting.paths import Layout

FOLDER = "contoh"
# Table -> the column whose first four digits are the kabupaten/kota.
SAMPLE_TABLES = {
    "growth": "desa_code",
    "growth_window": "desa_code",
    "growth_posyandu": "desa_code",
    "routine_target": "desa_code",
    "puskesmas": "kabupaten_code",
    "posyandu": "desa_code",
    "quality": "kabupaten_code",
    "lokus": "desa_code",
    "desa_figure": "desa_code",
    "service": "area_code",
    "campaign_event": "area_code",
    "village_fund": "area_code",
}
# Sample tables that alone do not make the routine data of a kabupaten sample.
BESIDE_COUNTS = ("lokus", "desa_figure", *action_tables.MODULES)
# How the rows lie in a release: DuckDB then skips the blocks of other months and areas.
ORDER = {
    "growth": ("year", "month", "desa_code", "puskesmas_id", "sex", "age_group"),
    "growth_window": ("window_key", "desa_code", "puskesmas_id", "sex", "age_group"),
    "growth_posyandu": ("year", "month", "desa_code", "posyandu_id"),
    "desa_figure": ("desa_code", "key", "year"),
    "service": ("year", "period", "area_code", "service_key"),
    "village_fund": ("year", "area_code"),
}
OWN_DATA = ("growth", "village_report", "routine_target")


def routine_tables(layout: Layout, state: State, *, delivered: Collection[str] = frozenset()) -> dict[str, pa.Table]:
    """Every table with routine data, figures per desa and what is done; imported, own and sample rows together.

    delivered: codes of kabupaten that have data from elsewhere, so that the sample series is not theirs

    Raises:
        DamagedStoreError: a folder of an active batch is not there.
        BuildError: the own figures per desa are not those their card describes.
    """
    tables = _counts(layout, state, delivered=delivered)
    made = tables | figure_tables(layout, tables.get("desa_figure")) | action_tables.tables(layout, tables)
    if "foster_summary" in made:
        # Its children are those that were imported.
        made["foster_summary"] = as_sample(made["foster_summary"], "area_code", state.sample_kabupaten)
    return made


def _counts(layout: Layout, state: State, *, delivered: Collection[str]) -> dict[str, pa.Table]:
    tables = release_tables(layout, state)
    if state.is_sample_removed or not sample_files(layout):
        return tables
    return _joined(tables, _sample(layout, own=counted_kabupaten(tables) | set(delivered) | country.kabupaten(layout)))


def counted_kabupaten(tables: dict[str, pa.Table]) -> set[str]:
    """Codes of the kabupaten/kota that have routine data in these tables."""
    return {code[:4] for name in OWN_DATA if name in tables for code in tables[name]["desa_code"].unique().to_pylist()}


def sample_files(layout: Layout) -> list[Path]:
    """The files of the sample series, none where there is no sample."""
    return sorted((layout.raw / FOLDER).glob("*.parquet"))


def sample_kabupaten(tables: dict[str, pa.Table], also: Iterable[str] = ()) -> str:
    """Codes of the kabupaten/kota whose routine data are sample, and of those in `also`, joined by ";"."""
    codes = set(also)
    for name, column in (SAMPLE_TABLES | {"growth_total": "desa_code"}).items():
        if name in tables and name not in BESIDE_COUNTS:
            table = tables[name]
            chosen = table.filter(pc.field("is_sample"))
            codes |= {code[:4] for code in chosen[column].unique().to_pylist()}
    return ";".join(sorted(codes))


def _sample(layout: Layout, *, own: set[str]) -> dict[str, pa.Table]:
    """Sample rows of every kabupaten without data of its own."""
    found = {path.stem: pq.read_table(path) for path in sample_files(layout)}
    sample = {name: _elsewhere(found[name], column, own=own) for name, column in SAMPLE_TABLES.items() if name in found}
    if "puskesmas_desa" in found:
        sample["puskesmas_desa"] = _elsewhere(found["puskesmas_desa"], "desa_code", own=own)
    if "weighing_window" in found and "growth_window" in sample:
        used = pc.field("key").isin(sample["growth_window"]["window_key"].unique())
        sample["weighing_window"] = found["weighing_window"].filter(used)
    return sample


def _elsewhere(table: pa.Table, column: str, *, own: set[str]) -> pa.Table:
    inside = pc.is_in(pc.utf8_slice_codeunits(table[column], 0, 4), value_set=pa.array(sorted(own), pa.string()))
    return table.filter(pc.invert(inside))


def _joined(tables: dict[str, pa.Table], sample: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Imported rows first; a weighing window that is in both is the imported one."""
    joined = dict(tables)
    for name, table in sample.items():
        if name not in tables:
            joined[name] = table
            continue
        own = tables[name]
        added = table
        if name == "weighing_window":
            # Without a month of weighing in the files the imported windows are none, and their column has no type.
            keys = pa.array(own["key"].to_pylist(), pa.string())
            added = table.filter(pc.invert(pc.is_in(table["key"], value_set=keys)))
        joined[name] = pa.concat_tables([own, added.select(own.column_names)], promote_options="permissive")
    return joined
