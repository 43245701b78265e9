"""The agenda of a kecamatan's next minilok, made from what is known: nothing in it is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from stunting.cases.board import Card, OverdueLine
from stunting.cases.reading import Written
from stunting.cases.records import Step, WorkLine, Workshop
from stunting.geography import Register
from stunting.paths import Layout

MOST_PER_DESA = 8
WEEKS_AHEAD = 4


@dataclass(frozen=True, kw_only=True)
class AgendaChild:
    """A child with its alarms, most urgent first; details are their sentences."""

    key: str
    case_no: str
    sex: str
    age_months: int
    posyandu_id: str
    rules: tuple[str, ...]
    details: tuple[str, ...]
    has_case: bool


@dataclass(frozen=True, kw_only=True)
class DesaAlarms:
    """The children of one desa with alarms; children are at most `most`, left_n says how many more there are."""

    desa_code: str
    child_n: int
    urgent_n: int
    children: tuple[AgendaChild, ...]
    left_n: int

    @property
    def left_words(self) -> str:
        return f"dan {self.left_n} lagi" if self.left_n else ""


@dataclass(frozen=True, kw_only=True)
class StepWaiting:
    """Open cases that wait in a step."""

    step: Step
    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """A line of a plan that falls due within the next four weeks."""

    case_no: str
    follow_up: int
    desa_code: str
    activity: str
    person_in_charge: str
    deadline: dt.date


@dataclass(frozen=True, kw_only=True)
class EndingPlacement:
    """A child whose support by a foster parent ends soon; given by who knows the placements."""

    key: str
    case_no: str
    desa_code: str
    ends_on: dt.date
    programme: str


@dataclass(frozen=True, kw_only=True)
class WorkshopAgenda:
    """What a minilok of a kecamatan has to speak about, in this order.

    as_of:      day of the newest data of the kecamatan, None without data
    silent:     codes of desa without a child in the imported data
    rule_n:     children per rule, only rules that occur
    last:       the last workshop before `day`, with what was promised
    plan:       lines for the form of the rencana kerja, made from the alarms by rule, then from what is overdue
    """

    kecamatan_code: str
    day: dt.date
    as_of: dt.date | None
    last: Written[Workshop] | None
    rule_n: dict[str, int]
    desa: tuple[DesaAlarms, ...]
    not_weighed: tuple[AgendaChild, ...]
    not_weighed_n: int
    waiting: tuple[StepWaiting, ...]
    overdue: tuple[OverdueLine, ...]
    due: tuple[DueLine, ...]
    ending: tuple[EndingPlacement, ...]
    silent: tuple[str, ...]
    plan: tuple[WorkLine, ...]


def workshop_agenda(
    layout: Layout,
    kecamatan_code: str,
    day: dt.date,
    *,
    register: Register | None = None,
    ending: Sequence[EndingPlacement] = (),
    most: int = MOST_PER_DESA,
) -> WorkshopAgenda:
    """The agenda of one kecamatan for one day."""
    return WorkshopAgenda(
        kecamatan_code=kecamatan_code,
        day=day,
        as_of=None,
        last=None,
        rule_n={},
        desa=(),
        not_weighed=(),
        not_weighed_n=0,
        waiting=(),
        overdue=(),
        due=(),
        ending=tuple(ending),
        silent=(),
        plan=(),
    )
