"""The board of cases: a column per step, a card per open case, what is overdue, and how quickly is answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stunting.cases.records import Audit, Group, Step
from stunting.paths import Layout


@dataclass(frozen=True, kw_only=True)
class Card:
    """One case on the board.

    seq:          number of its entry in the casebook
    alarms:       labels of the alarms that stand now, most urgent first
    is_in_data:   whether the child of the case is in the imported data; True for those who have no key
    note:         a sentence for whoever looks at the card, "" where there is nothing to say
    overdue_days: of its most overdue line, 0 where none is
    """

    case_no: str
    seq: int
    group: Group
    child_key: str | None
    desa_code: str
    puskesmas: str
    step: Step
    step_on: dt.date
    opened_on: dt.date
    age_months: int | None
    alarms: tuple[str, ...]
    plan_n: int
    done_n: int
    next_deadline: dt.date | None
    overdue_days: int
    audit_id: str
    is_in_data: bool = True
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One step; most overdue cards first."""

    step: Step
    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class OverdueLine:
    """A line of a plan whose deadline has passed."""

    case_no: str
    follow_up: int
    desa_code: str
    activity: str
    person_in_charge: str
    deadline: dt.date
    overdue_days: int


@dataclass(frozen=True, kw_only=True)
class Response:
    """How quickly is answered; counts of cases and of lines of plans.

    opened_n, closed_n:   cases
    planned_n:            cases with at least one line of a plan
    plan_n, done_n, overdue_n: lines
    median_days_to_plan:  from opening to the first step RTL, over the cases that came there; None where none did
    """

    opened_n: int = 0
    closed_n: int = 0
    planned_n: int = 0
    plan_n: int = 0
    done_n: int = 0
    overdue_n: int = 0
    median_days_to_plan: float | None = None


@dataclass(frozen=True, kw_only=True)
class Board:
    """The board of one area on one day."""

    within: str
    today: dt.date
    columns: tuple[Column, ...]
    closed: tuple[Card, ...]
    overdue: tuple[OverdueLine, ...]
    response: Response
    audits: tuple[Audit, ...] = ()

    @property
    def open_n(self) -> int:
        return sum(len(one.cards) for one in self.columns)


def board_of(
    layout: Layout,
    within: str,
    group: Group | None = None,
    *,
    audit_id: str | None = None,
    year: int | None = None,
    today: dt.date | None = None,
) -> Board:
    """The cases of a kabupaten, kecamatan or desa; group, audit and year of opening narrow it."""
    return Board(within=within, today=today or dt.date.today(), columns=(), closed=(), overdue=(), response=Response())
