"""Tables of a release that are made from its counts so that pages do not have to: sums, and what mode publik hides.

The sums stand in every release. The bundles of mode publik depend on all desa together; from some number of cells on
working them out is too slow for a page, so they are worked out here, once, by the code that a page would use.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from stunting import routine_queries
from stunting.db import Database
from stunting.geography import COUNTRY
from stunting.routine.public_store import PublicStore
from stunting.routine.suppression import LEVELS_WITH_GROUPS, PublicCounts, public_periods

SUMS = (Path(__file__).with_name("counted_kabupaten.sql"), Path(__file__).with_name("counted_desa.sql"))
# Cells (desa, puskesmas and period) from which on the bundles are stored. A kabupaten of 365 desa with 60 months has
# 22,000 and takes a second for its longest series; a province has some 400,000.
STORED_FROM = 200_000
SORTED = (
    "insert into public_bundle by name select * from public_bundle_made "
    "order by left(desa_code, 4), window_key, year, month, desa_code, puskesmas_id"
)


def fill(opened: duckdb.DuckDBPyConnection, *, stored_from: int = STORED_FROM) -> None:
    """Fill the tables that are made from `counted`."""
    for statement in SUMS:
        opened.execute(statement.read_text(encoding="utf-8"))
    cell_n = opened.execute("select count(*) from counted_desa").fetchall()[0][0]
    if cell_n >= stored_from:
        fill_bundles(opened)


def fill_bundles(opened: duckdb.DuckDBPyConnection) -> None:
    """Fill `public_bundle` and `public_area` for every period of mode publik."""
    release = Database(Path("rilis"), connection=opened)
    opened.execute("create temp table public_bundle_made as select * from public_bundle limit 0")
    store, first = PublicStore(release), 0
    for period in public_periods(routine_queries.routine_periods(release, within=COUNTRY)):
        made = store.made(period)
        window_key, year, month = routine_queries.row_key(period)
        cells, first = bundles_of(made, first=first)
        for table, frame in (("public_bundle_made", cells), *(("public_area", one) for one in _areas(made))):
            opened.register("made", frame.assign(window_key=window_key, year=year, month=month))
            opened.execute(f"insert into {table} by name select * from made")
            opened.unregister("made")
    opened.execute(SORTED)
    opened.execute("drop table public_bundle_made")


def bundles_of(made: PublicCounts, *, first: int) -> tuple[pd.DataFrame, int]:
    """The rows of `public_bundle` of one period, with numbers from `first` on; and the next free number."""
    frame = made.cells
    for protected, bundles in made.every_bundle():
        size = bundles.size[bundles.number]
        alone = (size == 1) & ~bundles.is_open
        number, found = pd.factorize(np.where(size > 1, bundles.number, -1))
        # One number for the cells that share a bundle; a cell that stands alone and is open has a number of its own.
        own = first + len(found) + np.arange(len(frame))
        frame[f"{protected.key}_bundle"] = pd.array(np.where(size > 1, first + number, own), dtype="Int64")
        frame[f"{protected.key}_size"] = pd.array(np.where(bundles.is_open, -size, size), dtype="Int64")
        frame.loc[alone, [f"{protected.key}_bundle", f"{protected.key}_size"]] = pd.NA
    return frame, first + 2 * len(frame)


def _areas(made: PublicCounts) -> Iterator[pd.DataFrame]:
    for level in LEVELS_WITH_GROUPS:
        frame = made.hidden_of_level(level)
        yield frame.rename(columns={name: f"{name}_hidden" for name in frame if name != "area_code"}).assign(
            level=level
        )
