"""Tiny inputs of `aggregate`, and what the statements make of them."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from stunting.nation import limits, measurements
from stunting.nation.duckdb_engine import DuckDBEngine
from stunting.nation.measurements import MEASUREMENT, Measurements

DESA = "3514061001"
LAST_DAY = dt.date(2025, 12, 31)


def measured(child: int | None, day: str = "2025-08-05", **given: Any) -> dict[str, Any]:
    """One row: a boy of 400 days with every value normal, unless told otherwise."""
    facts = {
        "child": child,
        "received_no": 1,
        "desa_code": DESA,
        "puskesmas_id": "3514-kejayan",
        "sex": "m",
        "measured_on": dt.date.fromisoformat(day),
        "listed_in": None,
        "age_days": 400,
        "weight_g": 10_000,
        "height_mm": 755,
        "posture": "l",
        "oedema": False,
        "is_complete_list": False,
        "label_haz": None,
        "weight_gain": None,
    }
    return facts | given


def as_input(folder: Path, *rows: dict[str, Any]) -> Measurements:
    """The rows as a folder with one part."""
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=MEASUREMENT), folder / "ukur.parquet")
    return measurements.look(folder)


def given(*desa: str) -> dict[str, pa.Table]:
    """The small tables, with only these desa."""
    return {
        "age_limit": limits.age_limits(),
        "length_limit": limits.length_limits(),
        "known_desa": pa.table({"code": list(desa)}),
        "run": pa.table({"last_day": [LAST_DAY]}),
    }


def visits(*rows: dict[str, Any]) -> pa.Table:
    """The answer of `visit.sql`."""
    with tempfile.TemporaryDirectory() as name:
        found = as_input(Path(name) / "masuk", *rows)
        with DuckDBEngine.opened(Path(name)) as engine:
            engine.reading_counts(found, given(DESA))
            return engine.table("visit")
