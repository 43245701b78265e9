"""Counts of a kabupaten with an invented file say that they are a sample, every one of them.

Real children beside invented ones cannot be told apart in a sum: the whole kabupaten is marked until the practice
import is revoked.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

# Table with `is_sample` -> the column that begins with the kabupaten. Weighing windows belong to none.
COLUMNS = {
    "growth": "desa_code",
    "growth_window": "desa_code",
    "growth_posyandu": "desa_code",
    "routine_target": "desa_code",
    "puskesmas": "kabupaten_code",
    "posyandu": "desa_code",
    "quality": "kabupaten_code",
}


def marked(tables: dict[str, pa.Table], kabupaten: frozenset[str]) -> dict[str, pa.Table]:
    """The counted tables with all rows of these kabupaten marked; a window is a sample unless real rows count in it."""
    if not kabupaten:
        return tables
    done = {name: as_sample(tables[name], column, kabupaten) for name, column in COLUMNS.items()}
    counts, windows = done["growth_window"], tables["weighing_window"]
    real = counts.filter(pc.invert(counts["is_sample"]))["window_key"].cast(pa.string()).unique()
    is_real = pc.is_in(windows["key"].cast(pa.string()), value_set=real)
    return {**tables, **done, "weighing_window": _with(windows, pc.invert(is_real))}


def as_sample(table: pa.Table, column: str, kabupaten: Iterable[str]) -> pa.Table:
    """The table with `is_sample` also true where the code in `column` lies in one of these kabupaten."""
    codes = pc.utf8_slice_codeunits(table[column].cast(pa.string()), 0, 4)
    inside = pc.is_in(codes, value_set=pa.array(sorted(kabupaten), pa.string()))
    return _with(table, pc.or_(table["is_sample"].cast(pa.bool_()), inside))


def _with(table: pa.Table, marks: pa.ChunkedArray) -> pa.Table:
    return table.set_column(table.column_names.index("is_sample"), "is_sample", marks)
