"""Windows of several kabupaten under one name: the same days have the same key, whoever named them.

Days that this installation has a name for keep that name. A whole month is called as this program calls it
("2025-08"), a calendar year by its year, anything else by its days. Bulan Timbang on other days therefore stay apart,
and the order in which files come changes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting import formats
from stunting.delivery.definitions import is_whole_month

YEAR = "tahun"


def named(tables: dict[str, pa.Table], *, own: pa.Table | None) -> dict[str, pa.Table]:
    """The tables of one file with the keys and labels that hold for all; of windows on the same days one is kept.

    own: the windows of this installation, in the columns of `weighing_window`
    """
    if "weighing_window" not in tables:
        return tables
    rows = sorted(tables["weighing_window"].to_pylist(), key=lambda one: one["key"])
    known = {_span(one): (one["key"], one["label"]) for one in (own.to_pylist() if own is not None else [])}
    taken = {key for key, _ in known.values()}
    renamed: dict[str, str] = {}
    kept: dict[str, dict[str, Any]] = {}
    for one in rows:
        key, label = known.get(_span(one)) or _called(one, taken)
        if key not in kept:
            kept[key] = {**one, "key": key, "label": label}
            renamed[one["key"]] = key
    made = dict(tables)
    made["weighing_window"] = pa.Table.from_pylist(list(kept.values()), schema=tables["weighing_window"].schema)
    for name in ("growth_window", "growth_total"):
        if name in tables:
            made[name] = _with_keys(tables[name], renamed)
    return made


def _span(one: dict[str, Any]) -> tuple[bool, dt.date, dt.date]:
    start, end = (pd.Timestamp(one[name]).date() for name in ("start_date", "end_date"))
    return one["kind"] == YEAR, start, end


def _called(one: dict[str, Any], taken: set[str]) -> tuple[str, str]:
    """Key and label of a window that has no name here; a key that means other days here is not used again."""
    is_year, start, end = _span(one)
    if is_year:
        return one["key"], f"tahun {one['key']}"
    if is_whole_month(start, end) and f"{start:%Y-%m}" not in taken:
        return f"{start:%Y-%m}", f"Bulan Timbang {formats.month(start.year, start.month)}"
    return f"{start:%Y%m%d}-{end:%Y%m%d}", f"Bulan Timbang {_days(start, end)}"


def _days(start: dt.date, end: dt.date) -> str:
    return f"{formats.date(start)}–{formats.date(end)}"


def _with_keys(table: pa.Table, renamed: dict[str, str]) -> pa.Table:
    """Rows of a window that was kept, under its new key; months have none."""
    encoded = table["window_key"].combine_chunks().dictionary_encode()
    keys = [renamed.get(key, "" if key == "" else None) for key in encoded.dictionary.to_pylist()]
    values = pc.take(pa.array(keys, pa.string()), encoded.indices)
    place = table.column_names.index("window_key")
    return table.set_column(place, "window_key", pa.chunked_array([values])).filter(pc.is_valid(values))
