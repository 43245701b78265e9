"""Commitments of the ledger as lines of a sheet, by the area whose meeting it was."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from stunting.desa_sheet.facts import PromiseLine
from stunting.minutes.kinds import COMMITMENT
from stunting.promises.book import PromiseBook
from stunting.promises.states import STATE_LABELS, State, standing_at


def promises_of(book: PromiseBook, *, day: dt.date) -> dict[str, list[PromiseLine]]:
    """What was promised until a day and is not cancelled, by code of the area."""
    found: dict[str, list[PromiseLine]] = defaultdict(list)
    for one in book.promises:
        standing = standing_at(one, day)
        if one.kind != COMMITMENT or one.meeting.date > day or standing.state is State.CANCELLED:
            continue
        label = STATE_LABELS[standing.state].lower()
        found[one.meeting.area_code].append(
            PromiseLine(
                text=one.text,
                institution=one.who,
                deadline=one.deadline,
                state=f"{label} ({standing.words})" if standing.words else label,
                is_late=standing.state is State.LATE,
                is_fulfilled=standing.state is State.KEPT,
                area_code=one.meeting.area_code,
            )
        )
    return dict(found)
