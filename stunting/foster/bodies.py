"""Records as the casebook keeps them, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from stunting.errors import LedgerError
from stunting.foster.programmes import Fact, Programme
from stunting.foster.records import Ending, Help, Parent, Placement
from stunting.languages import _, in_indonesian

FORM = 1
PROGRAMME, PARENT, PLACEMENT, HELP, ENDING = "asuh_program", "orang_tua_asuh", "asuh", "asuh_bantuan", "asuh_selesai"
PUBLISHED = "asuh_ringkasan"
DAYS = ("start", "end", "day")

Record = Programme | Parent | Placement | Help | Ending


@in_indonesian
def as_body(record: Record) -> dict[str, Any]:
    """JSON values by the names of the fields; id and days as text. Indonesian, whoever writes."""
    body: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, dt.date):
            value = value.isoformat()
        elif one.name == "facts":
            value = [[fact.text, fact.source, fact.is_verified] for fact in value]
        elif isinstance(value, tuple):
            value = list(value)
        if one.name != "id":
            body[one.name] = value
    return body


def from_body(cls: type[Any], body: Mapping[str, Any], *, identity: str, seq: int) -> Any:
    """The record of an entry; fields of a later program are passed over.

    Raises:
        LedgerError: the entry was changed by hand into something else.
    """
    known = {one.name for one in fields(cls)}
    try:
        values = {name: value for name, value in body.items() if name in known}
        for name in DAYS:
            if name in values:
                values[name] = dt.date.fromisoformat(values[name])
        if "facts" in values:
            values["facts"] = tuple(Fact(text=a, source=b, is_verified=c) for a, b, c in values["facts"])
        values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        if "id" in known:
            values["id"] = identity
        return cls(**values)
    except (TypeError, ValueError, AttributeError) as error:
        raise LedgerError(
            _("Catatan nomor {seq} di buku kasus tidak dapat dibaca. Pulihkan cadangan buku kasus.", seq=seq)
        ) from error
