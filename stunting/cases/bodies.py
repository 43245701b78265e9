"""Records of the casebook as the JSON bodies of its entries, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from stunting.cases.records import (
    Audit,
    Case,
    CaseFollowUp,
    CaseStep,
    FollowUpReport,
    Group,
    Outcome,
    Record,
    Round,
    Semester,
    Status,
    Step,
    WorkLine,
    Workshop,
)

# A later form of a body gets another number.
FORM = 1
CASE, STEP, FOLLOW_UP, REPORT = "kasus", "kasus_langkah", "kasus_rtl", "kasus_rtl_kabar"
AUDIT, WORKSHOP = "audit", "minilok"
KIND_OF: dict[type, str] = {
    Case: CASE,
    CaseStep: STEP,
    CaseFollowUp: FOLLOW_UP,
    FollowUpReport: REPORT,
    Audit: AUDIT,
    Workshop: WORKSHOP,
}
CLASS_OF: dict[str, type] = {kind: cls for cls, kind in KIND_OF.items()}
DAYS = frozenset(
    ("opened_on", "on", "deadline", "done_on", "date", "formed_on", "audited_on", "disseminated_on", "evaluated_on")
)
CHOICES: dict[str, Callable[[str], Any]] = {
    "group": Group,
    "step": Step,
    "status": Status,
    "outcome": Outcome,
    "semester": Semester,
    "round": Round,
}
LISTS = frozenset(("rules", "direct_factors", "indirect_factors", "weeks"))


def subject_of(record: Record, *, kabupaten_code: str = "") -> str:
    """The kabupaten a record belongs to; steps and plans belong to that of their case, which is given."""
    match record:
        case Case():
            return record.desa_code[:4]
        case Audit():
            return record.kabupaten_code
        case Workshop():
            return record.kecamatan_code[:4]
    return kabupaten_code


def as_body(record: Any) -> dict[str, Any]:
    """The fields of a record with days as ISO texts."""
    return {one.name: _plain(getattr(record, one.name)) for one in fields(record)}


def record_of(kind: str, body: Mapping[str, Any]) -> Any:
    """The record of a body.

    Raises:
        KeyError, TypeError, ValueError: the body is none.
    """
    return _record(CLASS_OF[kind], body)


def _record(cls: type, body: Mapping[str, Any]) -> Any:
    given = {name: _read(name, value) for name, value in body.items()}
    return cls(**given)


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in DAYS:
        return dt.date.fromisoformat(value)
    if name in CHOICES:
        return CHOICES[name](value)
    if name == "plan":
        return tuple(_record(WorkLine, one) for one in value)
    return tuple(value) if name in LISTS else value


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, WorkLine):
        return as_body(value)
    return str(value) if isinstance(value, str) else value
