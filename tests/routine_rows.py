"""Tiny imports: rows as the reading part of the import hands them over, and their commit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa

from stunting.imports.commit import commit, locked
from stunting.imports.rows import FACILITIES, PLACES, REJECTED, STAGED, TARGET_ROWS, VILLAGE_ITEMS
from stunting.imports.staging import Settled, Staging
from stunting.imports.state import Batch, BatchFile, State, new_batch_id, read_state, with_batch
from stunting.paths import Layout
from tests.small import TINY

DESA = "3514061001"
MOMENT = dt.datetime(2025, 9, 1, 8, 0, tzinfo=dt.UTC)


def row(child: str | None, day: str | None = "2025-08-05", **given: Any) -> dict[str, Any]:
    """One staged row: a boy of 400 days with every value normal, unless told otherwise.

    `child` is the NIK key, and the person key as well; without it `person` names the child.
    """
    measured_on = dt.date.fromisoformat(day) if day else None
    person = given.pop("person", child)
    facts: dict[str, Any] = {
        "file_no": 1,
        "nik_key": child,
        "person_key": f"orang-{person}",
        "desa_code": DESA,
        "puskesmas_id": "3514-kejayan",
        "posyandu_id": f"{DESA}-melati-1",
        "sex": "m",
        "birth_month": 202407,
        "measured_on": measured_on,
        "period": measured_on.year * 100 + measured_on.month if measured_on else 202508,
        "age_days": 400,
        "is_complete_list": False,
        "name_key": f"nama-{person}",
        "birth_date": dt.date(2024, 7, 1),
    }
    if measured_on:
        facts |= {"weight_kg": 10.0, "height_cm": 75.0, "posture": "l", "haz": -1.0, "waz": -0.5, "whz": 0.0}
        facts |= {"is_haz_flagged": False, "is_waz_flagged": False, "is_whz_flagged": False}
    return facts | given


def staged(*rows: dict[str, Any]) -> pa.Table:
    """Rows as a table of `STAGED`, numbered in the order given."""
    numbered = [{"row_id": number, "row_no": number, **one} for number, one in enumerate(rows, start=2)]
    return pa.Table.from_pylist(numbered, schema=STAGED)


def give(staging: Staging, *rows: dict[str, Any], **tables: list[dict[str, Any]]) -> None:
    """Append everything of one tiny import."""
    staging.append_rows(staged(*rows))
    schemas = {"places": PLACES, "village": VILLAGE_ITEMS, "targets": TARGET_ROWS, "facilities": FACILITIES}
    for name, facts in tables.items():
        schema = REJECTED if name == "rejected" else schemas[name]
        getattr(staging, f"append_{name}")(pa.Table.from_pylist(facts, schema=schema))


def batch_of(batch_id: str, settled: Settled, *, sha256: str = "0" * 64, **given: Any) -> Batch:
    """The record of a tiny import."""
    used, left = sum(settled.used.values()), sum(settled.duplicates.values()) + sum(settled.waiting.values())
    file = BatchFile(
        name="uji.csv",
        sha256=sha256,
        kind="individu",
        generation="B",
        sheet="Sheet1",
        rows_read=used + left,
        rows_used=used,
        rows_rejected=left,
    )
    facts = {
        "id": batch_id,
        "created_at": MOMENT.isoformat(),
        "kabupaten_code": "3514",
        "files": (file,),
        "used_n": used,
        "rejected_n": left,
        "first_period": settled.first_period,
        "last_period": settled.last_period,
        "rejected": {"wilayah_menunggu_tinjauan": sum(settled.waiting.values())},
    }
    return Batch(**(facts | given))


def store(layout: Layout, *rows: dict[str, Any], state: State | None = None, **tables: list[dict[str, Any]]) -> State:
    """Put the rows of one import into their folder, without a release; returns the state that would follow."""
    before = state or State()
    batch_id = new_batch_id(before, MOMENT)
    with Staging(layout, batch_id, kabupaten_code="3514") as staging:
        give(staging, *rows, **tables)
        after = with_batch(before, batch_of(batch_id, staging.settle(before)))
        staging.adopt(layout.restricted / "kiriman" / batch_id)
    return after


def import_rows(layout: Layout, *rows: dict[str, Any], **tables: list[dict[str, Any]]) -> str:
    """A whole tiny import with its release; returns the id of the batch."""
    with locked(layout):
        before = read_state(layout)
        batch_id = new_batch_id(before, MOMENT)
        with Staging(layout, batch_id, kabupaten_code="3514") as staging:
            give(staging, *rows, **tables)
            settled = staging.settle(before)
            commit(layout, staging, with_batch(before, batch_of(batch_id, settled)), expected=TINY)
    return batch_id
