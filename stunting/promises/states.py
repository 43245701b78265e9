"""In which state a promise is on a day, from its deadline and from what was reported until that day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stunting import formats
from stunting.languages import Words, _
from stunting.promises.reports import STATUS_LABELS, Status

if TYPE_CHECKING:
    from stunting.minutes.records import Written
    from stunting.promises.book import Promise
    from stunting.promises.reports import Report

# A report that is older says nothing about today.
SILENT_MONTHS = 6


class State(StrEnum):
    """What the hall has to hear, in the order in which it must answer."""

    LATE = "terlambat"
    SILENT = "tanpa-kabar"
    RUNNING = "berjalan"
    CANCELLED = "dibatalkan"
    KEPT = "dipenuhi"


STATE_LABELS = Words(
    {
        State.LATE: "Terlambat",
        State.SILENT: "Tanpa kabar",
        State.RUNNING: "Berjalan",
        State.CANCELLED: "Dibatalkan",
        State.KEPT: "Dipenuhi",
    }
)
# With SILENT_MONTHS in words.
STATE_MEANINGS = Words(
    {
        State.LATE: "tenggat sudah lewat dan belum dilaporkan terpenuhi",
        State.SILENT: "belum ada kabar sejak rembuk, atau kabar terakhir lebih dari 6 bulan lalu",
        State.RUNNING: "tenggat belum lewat atau tidak ada, dan ada kabar",
        State.CANCELLED: "dilaporkan dibatalkan",
        State.KEPT: "dilaporkan terpenuhi",
    }
)
# Never told by colour alone.
STATE_SIGNS = {State.LATE: "!", State.SILENT: "?", State.RUNNING: "→", State.CANCELLED: "×", State.KEPT: "✓"}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A promise on a day.

    latest:    the newest report until that day, None where nobody reported
    days_late: days after the deadline: until the day while it is open, until it was reported as kept when it is
    """

    promise: Promise
    day: dt.date
    state: State
    days_late: int = 0
    latest: Written[Report] | None = None

    @property
    def is_reported(self) -> bool:
        return self.latest is not None

    @property
    def words(self) -> str:
        """How it stands, in one line: "lewat 84 hari; kabar terakhir 12 Mei 2026: belum"."""
        late = formats.number(self.days_late)
        if self.state is State.LATE:
            said = _("lewat {late} hari", late=late)
        elif self.state is State.KEPT and self.days_late:
            said = _("{late} hari sesudah tenggat", late=late)
        else:
            said = ""
        return "; ".join(filter(None, (said, self.report_words)))

    @property
    def report_words(self) -> str:
        """What was said last, and when."""
        if self.latest is None:
            return _("belum ada kabar")
        report = self.latest.record
        return _(
            "kabar terakhir {date}: {status}",
            date=formats.date(report.day),
            status=STATUS_LABELS[report.status].lower(),
        )


def standing_at(promise: Promise, day: dt.date, *, silent_months: int = SILENT_MONTHS) -> Standing:
    """How a promise stands on a day, by what is known of that day now.

    On the day of its deadline a promise is not late yet. On the day of its meeting nobody can have reported.
    """
    known = [one for one in promise.reports if one.record.day <= day]
    latest = known[-1] if known else None
    status = latest.record.status if latest else None
    deadline = promise.deadline
    if status is Status.CANCELLED:
        state, late = State.CANCELLED, 0
    elif status is Status.KEPT:
        state, late = State.KEPT, _days(deadline, _kept_since(known))
    elif deadline is not None and deadline < day:
        state, late = State.LATE, _days(deadline, day)
    elif latest is None:
        state, late = (State.SILENT if promise.meeting.date < day else State.RUNNING), 0
    else:
        is_old = latest.record.day < months_before(day, silent_months)
        state, late = (State.SILENT if is_old else State.RUNNING), 0
    return Standing(promise=promise, day=day, state=state, days_late=late, latest=latest)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier; the last of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    first_of_next = dt.date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    last = (first_of_next - dt.timedelta(days=1)).day
    return dt.date(index // 12, index % 12 + 1, min(day.day, last))


def _kept_since(known: list[Written[Report]]) -> dt.date:
    """The first day of the unbroken reports that it was kept."""
    day = known[-1].record.day
    for one in reversed(known):
        if one.record.status is not Status.KEPT:
            break
        day = one.record.day
    return day


def _days(deadline: dt.date | None, day: dt.date) -> int:
    return max((day - deadline).days, 0) if deadline else 0
