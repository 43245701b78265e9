"""Records of a rembuk as the JSON bodies of the ledger, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from stunting.minutes.records import (
    AgendaStep,
    Attendance,
    Commitment,
    FollowUp,
    Kind,
    Meeting,
    MeetingDecision,
    Mode,
    Signer,
)

# A later form of a body gets another number.
FORM = 1

# What entries that were written before these fields do not say.
LATER = {"signatory": "", "signatory_name": "", "budget_rp": None}

Item = MeetingDecision | Commitment | FollowUp


def as_body(record: Any) -> dict[str, Any]:
    """The fields of a record with days and moments as ISO texts."""
    return {name: _plain(value) for name, value in asdict(record).items()}


def meeting_of(body: Mapping[str, Any]) -> Meeting:
    """The meeting of a body.

    Raises:
        KeyError, TypeError, ValueError: the body is none.
    """
    return Meeting(
        **{
            **body,
            "kind": Kind(body["kind"]),
            "mode": Mode(body["mode"]),
            "date": dt.date.fromisoformat(body["date"]),
            "agenda": tuple(AgendaStep(**one) for one in body["agenda"]),
            "started": _moment(body["started"]),
            "ended": _moment(body["ended"]),
            "signers": tuple(Signer(**one) for one in body["signers"]),
        }
    )


def attendance_of(body: list[Mapping[str, Any]]) -> tuple[Attendance, ...]:
    """The groups of a body."""
    return tuple(Attendance(**one) for one in body)


def item_of(cls: type[Item], body: Mapping[str, Any]) -> Item:
    """A decision, commitment or follow-up of a body."""
    told = {**LATER, **body}
    given = {one.name: told[one.name] for one in fields(cls)}
    if given.get("deadline") is not None:
        given["deadline"] = dt.date.fromisoformat(given["deadline"])
    return cls(**given)


def _moment(said: str | None) -> dt.datetime | None:
    return None if said is None else dt.datetime.fromisoformat(said)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
