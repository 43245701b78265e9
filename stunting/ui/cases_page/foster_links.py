"""What the placements with foster parents say to the page Kasus: who has one, and whose ends soon."""

from __future__ import annotations

import datetime as dt

from stunting.cases import children
from stunting.cases.workshop import WEEKS_AHEAD, EndingPlacement
from stunting.foster.book import book_of
from stunting.foster.placed import placed_children
from stunting.frames import records
from stunting.ui.cases_page.desk import Desk


def placed(at: Desk, *, today: dt.date | None = None) -> dict[str, dt.date]:
    """Key of each child of the kabupaten with a foster parent -> first day."""
    return placed_children(at.layout, at.kabkota.code, today=today)


def ending(at: Desk, within: str, day: dt.date) -> list[EndingPlacement]:
    """Placements of children of an area that are planned to end within four weeks of a day, soonest first."""
    last = day + dt.timedelta(weeks=WEEKS_AHEAD)
    book = book_of(at.book, at.kabkota.code)
    soon = [one for one in book.active(day) if one.last_day <= last]
    if not soon:
        return []
    where = {row.key: row for row in records(children.children_of(at.layout, [one.record.child for one in soon]))}
    found = [
        EndingPlacement(
            key=one.record.child,
            case_no=where[one.record.child].case_no,
            desa_code=where[one.record.child].desa_code,
            ends_on=one.last_day,
            programme=book.programme(one.record.programme).name,
        )
        for one in soon
        if one.record.child in where and where[one.record.child].desa_code.startswith(within)
    ]
    return sorted(found, key=lambda one: (one.ends_on, one.case_no))
