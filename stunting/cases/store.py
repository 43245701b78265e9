"""The tables of single children of the committed state, read by area; counted again only where they are not there."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import reduce
from operator import or_
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.geography import COUNTRY
from stunting.imports import aggregates, child_tables, commit, private_files
from stunting.imports.state import read_state
from stunting.paths import Layout

_counting = threading.Lock()


def read(layout: Layout, table: str, *, where: pc.Expression | None, columns: Sequence[str]) -> pa.Table | None:
    """Rows of `child_tables.CHILD`, VISIT or ALARM about children whom whoever looks may see; None without any import.

    Raises:
        AccessDeniedError: they may see none, anywhere.
        DamagedStoreError: the restricted store is not as the program left it.
        BusyReleaseError: the tables are not there, and another process is writing.
    """
    own = gate.require_part(Thing.CHILDREN)
    if own != (COUNTRY,):
        allowed = _of_children(layout, own) if table == child_tables.VISIT else _in_areas(own)
        where = allowed if where is None else where & allowed
    return _read(layout, table, where=where, columns=columns)


def _read(layout: Layout, table: str, *, where: pc.Expression | None, columns: Sequence[str]) -> pa.Table | None:
    folder = _folder(layout)
    if folder is None:
        return None
    try:
        return pq.read_table(folder / f"{table}.parquet", columns=list(columns), filters=where)
    except (FileNotFoundError, pa.ArrowInvalid):
        # A power cut spoiled it, or another window changed the state since.
        private_files.remove_folder(folder)
    folder = _folder(layout)
    return None if folder is None else pq.read_table(folder / f"{table}.parquet", columns=list(columns), filters=where)


def _in_areas(codes: Sequence[str]) -> pc.Expression:
    desa = pc.field("desa_code")
    return reduce(or_, ((desa >= code) & (desa < f"{code}:") for code in codes))


def _of_children(layout: Layout, codes: Sequence[str]) -> pc.Expression:
    """The visits of the children who live in some areas now; a visit in another desa belongs to its child."""
    found = _read(layout, child_tables.CHILD, where=_in_areas(codes), columns=["child_no"])
    numbers = [] if found is None else found["child_no"].to_pylist()
    return pc.field("child_no").isin(numbers)


def inside(within: str) -> pc.Expression | None:
    """The rows of a province, kabupaten, kecamatan, desa, or of a puskesmas by its id; None for all."""
    if within == COUNTRY:
        return None
    if not within.isdigit():
        return pc.field("puskesmas_id") == within
    desa = pc.field("desa_code")
    # A range of codes, so that groups of rows outside of it are not read.
    return (desa >= within) & (desa < f"{within}:")


def _folder(layout: Layout) -> Path | None:
    state = read_state(layout)
    if not state.active:
        return None
    folder = aggregates.kept_folder(layout, state)
    if child_tables.is_kept(folder):
        return folder
    # After an update of the program, or where the counts were removed by hand.
    with _counting, commit.locked(layout):
        state = read_state(layout)
        folder = aggregates.kept_folder(layout, state)
        if state.active and not child_tables.is_kept(folder):
            aggregates.release_tables(layout, state)
    return folder if state.active else None
