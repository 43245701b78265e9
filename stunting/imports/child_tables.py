"""Rows of the active batches -> what is kept of single children, for officers alone: never part of a release.

    child         one row per child
    child_visit   one row per child and measuring day, or month where it is only listed
    child_alarm   one row per child and rule of `cases/rules.py` that tells of it

They lie beside the counted tables of the same state, mode 0600, in the order of the desa: one area is read without the
others.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stunting.cases import numbers, rules
from stunting.imports import private_files
from stunting.imports.engine import Workspace

CHILD, VISIT, ALARM = "child", "child_visit", "child_alarm"
TABLES = (CHILD, VISIT, ALARM)
# So that a kecamatan is a few groups of rows, and a child one.
GROUP_ROWS = {CHILD: 4_000, VISIT: 40_000, ALARM: 4_000}
# As `child_visit.sql` answers.
VISITS = pa.schema(
    [
        ("child_no", pa.int32()),
        ("measured_on", pa.date32()),
        ("period", pa.int32()),
        ("age_days", pa.int32()),
        ("weight_g", pa.int32()),
        ("height_mm", pa.int32()),
        ("posture", pa.string()),
        ("haz_i", pa.int16()),
        ("waz_i", pa.int16()),
        ("whz_i", pa.int16()),
        ("weight_gain", pa.string()),
        ("desa_code", pa.string()),
    ]
)
# Each a statement of its own, so that not all of them have to be in memory at once; with the thresholds they bind.
STEPS: dict[str, tuple[str, ...]] = {
    "child_latest": (),
    "child_gain": ("within_days", "weighed_apart_days"),
    "child_length": ("within_days",),
    "child_now": ("within_days", "gone_days", "severe_below", "wasted_below", "apart_days"),
}
TOLD = (
    *("within_days", "gone_days", "severe_below", "wasted_below", "fall_at_least", "new_days", "no_gain_times"),
    *("not_weighed_days", "moved_days", "shrunk_more_mm"),
)


def is_kept(folder: Path) -> bool:
    """Whether all of them are in a folder."""
    return all((folder / f"{name}.parquet").exists() for name in TABLES)


def write(work: Workspace, folder: Path) -> None:
    """Make them from the visits, after `month_lists`, and keep them in a folder."""
    for step, bound in STEPS.items():
        work.run(step, **rules.params(*bound))
    children = work.table(CHILD)
    case_no = pa.array([numbers.case_number(key) for key in children["key"].to_pylist()], pa.string())
    children = children.append_column("case_no", case_no)
    _write(folder, CHILD, children.schema, children.to_batches())
    with work.given("named_child", children.select(["child_no", "key", "case_no"])):
        alarms = work.table(ALARM, **rules.params(*TOLD))
    _write(folder, ALARM, alarms.schema, alarms.to_batches())
    pieces = work.batches(VISIT, rows=GROUP_ROWS[VISIT])
    # Millions of visits pass here in pieces.
    first = next(pieces, None) or pa.RecordBatch.from_pylist([], schema=VISITS)
    _write(folder, VISIT, first.schema, chain([first], pieces))


def _write(folder: Path, name: str, schema: pa.Schema, pieces: Iterable[pa.RecordBatch]) -> None:
    with private_files.create(folder / f"{name}.parquet") as stream, pq.ParquetWriter(stream, schema) as writer:
        for piece in pieces:
            writer.write_batch(piece, row_group_size=GROUP_ROWS[name])
