"""The board of cases: a column per step, a card per open case, what is overdue, and how quickly is answered."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stunting.cases import children, reading
from stunting.cases.casebook import open_casebook
from stunting.cases.reading import CaseFile
from stunting.cases.records import STEP_WORDS, Audit, Group, Status, Step
from stunting.languages import N_, _
from stunting.paths import Layout

COLUMNS = (Step.IDENTIFIED, Step.REVIEW, Step.PLAN, Step.EVALUATION)
VANISHED = N_("Anak ini tidak ada lagi di data yang diimpor; kasusnya tetap tercatat.")
ELSEWHERE = N_("Menurut data terbaru anak ini tercatat di desa/kelurahan lain.")


@dataclass(frozen=True, kw_only=True)
class Card:
    """One case on the board.

    seq:          number of its entry in the casebook
    alarms:       keys of the rules that tell of the child now, most urgent first
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
class DueLine:
    """A line of a plan and its deadline."""

    case_no: str
    follow_up: int
    desa_code: str
    activity: str
    person_in_charge: str
    deadline: dt.date


@dataclass(frozen=True, kw_only=True)
class OverdueLine(DueLine):
    """A line of a plan whose deadline has passed."""

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
    """The cases of a kabupaten, kecamatan or desa; group, audit and year of opening narrow it.

    Raises:
        LedgerError: the casebook cannot be read.
        CaseError: an entry in it was changed into something else.
    """
    today = today or dt.date.today()
    book = open_casebook(layout)
    files = [
        one
        for one in reading.cases(book, within)
        if group in (None, one.case.group) and audit_id in (None, one.case.audit_id) and year in (None, one.case.year)
    ]
    cards = cards_of(layout, files, today=today)
    return Board(
        within=within,
        today=today,
        columns=tuple(
            Column(step=step, label=STEP_WORDS[step], cards=tuple(one for one in cards if one.step is step))
            for step in COLUMNS
        ),
        closed=tuple(one for one in cards if one.step is Step.CLOSED),
        overdue=overdue_lines(files, today),
        response=response_of(files, today),
        audits=tuple(one.record for one in reading.audits(book, within[:4])),
    )


def cards_of(layout: Layout, files: Sequence[CaseFile], *, today: dt.date) -> tuple[Card, ...]:
    """A card per case: the most overdue first, then those that wait longest."""
    keys = {one.case.child_key for one in files if one.case.child_key}
    # A child may have moved out of the desa in which its case was opened.
    found = children.children_of(layout, keys) if keys else children.NOBODY
    known = {
        key: (desa, int(age))
        for key, desa, age in zip(found["key"], found["desa_code"], found["age_months"], strict=True)
    }
    alarms = children.rules_of(layout, known) if known else {}
    cards = [_card(one, known, alarms, today) for one in files]
    return tuple(sorted(cards, key=lambda one: (-one.overdue_days, one.step_on, one.seq)))


def overdue_lines(files: Iterable[CaseFile], today: dt.date) -> tuple[OverdueLine, ...]:
    """Lines of open cases whose deadline has passed, longest ago first."""
    found = [
        OverdueLine(
            case_no=one.case.case_no,
            follow_up=line.first,
            desa_code=one.case.desa_code,
            activity=line.line.activity,
            person_in_charge=line.line.person_in_charge,
            deadline=line.line.deadline,
            overdue_days=line.overdue_days(today),
        )
        for one in files
        if one.step is not Step.CLOSED
        for line in one.follow_ups
        if line.line.deadline is not None and line.overdue_days(today) > 0
    ]
    return tuple(sorted(found, key=lambda one: (one.deadline, one.follow_up)))


def response_of(files: Sequence[CaseFile], today: dt.date) -> Response:
    """How quickly cases are answered; lines that were dropped do not count, nor do overdue ones of closed cases."""
    lines = [(one, line) for one in files for line in one.follow_ups if line.status is not Status.DROPPED]
    waits = [
        (first - one.case.opened_on).days
        for one in files
        if (first := next((step.record.on for step in one.steps if step.record.step is Step.PLAN), None))
    ]
    return Response(
        opened_n=len(files),
        closed_n=sum(one.step is Step.CLOSED for one in files),
        planned_n=sum(bool(one.follow_ups) for one in files),
        plan_n=len(lines),
        done_n=sum(line.status is Status.DONE for _one, line in lines),
        overdue_n=len(overdue_lines(files, today)),
        median_days_to_plan=statistics.median(waits) if waits else None,
    )


def _card(
    file: CaseFile, known: Mapping[str, tuple[str, int]], alarms: Mapping[str, tuple[str, ...]], today: dt.date
) -> Card:
    case, lines = file.case, [one for one in file.follow_ups if one.status is not Status.DROPPED]
    is_open = file.step is not Step.CLOSED
    desa_now, age = known.get(case.child_key, ("", None)) if case.child_key else ("", None)
    is_in_data = case.child_key is None or case.child_key in known
    return Card(
        case_no=case.case_no,
        seq=file.written.seq,
        group=case.group,
        child_key=case.child_key,
        desa_code=case.desa_code,
        puskesmas=case.puskesmas,
        step=file.step,
        step_on=file.step_on,
        opened_on=case.opened_on,
        age_months=age,
        alarms=alarms.get(case.child_key or "", ()),
        plan_n=len(lines),
        done_n=sum(one.status is Status.DONE for one in lines),
        next_deadline=file.next_deadline if is_open else None,
        overdue_days=file.overdue_days(today) if is_open else 0,
        audit_id=case.audit_id,
        is_in_data=is_in_data,
        note=_(VANISHED) if not is_in_data else _(ELSEWHERE) if desa_now and desa_now != case.desa_code else "",
    )
