"""The agenda of a kecamatan's next minilok, made from what is known: nothing in it is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.cases import children, reading
from stunting.cases.board import COLUMNS, Card, DueLine, OverdueLine, cards_of, overdue_lines
from stunting.cases.casebook import open_casebook
from stunting.cases.reading import CaseFile
from stunting.cases.records import STEP_WORDS, Step, WorkLine, Workshop
from stunting.cases.rules import NOT_WEIGHED, RULE, Severity
from stunting.geography import Register
from stunting.languages import _, in_indonesian
from stunting.minutes.records import Written
from stunting.paths import Layout

MOST_PER_DESA, MOST_NOT_WEIGHED, MOST_NAMED = 8, 40, 4
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
        return _("dan {left_n} lagi", left_n=formats.number(self.left_n)) if self.left_n else ""


@dataclass(frozen=True, kw_only=True)
class StepWaiting:
    """Open cases that wait in a step."""

    step: Step
    label: str
    cards: tuple[Card, ...]


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
    due:        lines that fall due within the next four weeks
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
    placed: Mapping[str, dt.date] | None = None,
    most: int = MOST_PER_DESA,
) -> WorkshopAgenda:
    """The agenda of one kecamatan for one day.

    register: names desa in sentences, and tells which desa have no data
    ending:   placements with foster parents that end soon
    placed:   as in `children.alarms_in`

    Raises:
        LedgerError, CaseError: the casebook cannot be read.
    """
    alarms = children.alarms_in(layout, kecamatan_code, register=register, placed=placed, today=day)
    known = children.children_in(layout, kecamatan_code)
    book = open_casebook(layout)
    files = [one for one in reading.cases(book, kecamatan_code) if one.step is not Step.CLOSED]
    cards = cards_of(layout, files, today=day)
    with_case = {one.child_key for one in cards if one.child_key}
    told = _children(alarms, with_case)
    not_weighed = [one for one in told.values() if NOT_WEIGHED in one.rules]
    overdue = overdue_lines(files, day)
    earlier = [one for one in reading.workshops(book, kecamatan_code) if one.record.date < day]
    return WorkshopAgenda(
        kecamatan_code=kecamatan_code,
        day=day,
        as_of=max(known["as_of"], default=None),
        last=earlier[-1] if earlier else None,
        rule_n={key: int(n) for key in RULE if (n := (alarms["rule"] == key).sum())},
        desa=_by_desa(alarms, told, most),
        not_weighed=tuple(not_weighed[:MOST_NOT_WEIGHED]),
        not_weighed_n=len(not_weighed),
        waiting=tuple(
            StepWaiting(step=step, label=STEP_WORDS[step], cards=found)
            for step in COLUMNS
            if (found := tuple(one for one in cards if one.step is step))
        ),
        overdue=overdue,
        due=_due(files, day),
        ending=tuple(sorted(ending, key=lambda one: (one.ends_on, one.case_no))),
        silent=_silent(register, kecamatan_code, set(known["desa_code"])),
        plan=_plan(alarms, overdue, register),
    )


def _children(alarms: pd.DataFrame, with_case: set[str]) -> dict[str, AgendaChild]:
    """Every child with an alarm, in the order of its most urgent one; alarms come most urgent first."""
    found: dict[str, AgendaChild] = {}
    for one in alarms.to_dict("records"):
        before = found.get(one["key"])
        found[one["key"]] = AgendaChild(
            key=one["key"],
            case_no=one["case_no"],
            sex=one["sex"],
            age_months=int(one["age_months"]),
            posyandu_id=one["posyandu_id"],
            rules=(*(before.rules if before else ()), one["rule"]),
            details=(*(before.details if before else ()), one["detail"]),
            has_case=one["key"] in with_case,
        )
    return found


def _by_desa(alarms: pd.DataFrame, told: Mapping[str, AgendaChild], most: int) -> tuple[DesaAlarms, ...]:
    """Desa with the most urgent children first."""
    of_desa: dict[str, list[AgendaChild]] = {}
    for desa, key in dict.fromkeys(zip(alarms["desa_code"], alarms["key"], strict=True)):
        of_desa.setdefault(desa, []).append(told[key])
    made = [
        DesaAlarms(
            desa_code=desa,
            child_n=len(found),
            urgent_n=sum(RULE[one.rules[0]].severity is Severity.URGENT for one in found),
            children=tuple(found[:most]),
            left_n=max(0, len(found) - most),
        )
        for desa, found in of_desa.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.urgent_n, -one.child_n, one.desa_code)))


def _due(files: Sequence[CaseFile], day: dt.date) -> tuple[DueLine, ...]:
    last = day + dt.timedelta(weeks=WEEKS_AHEAD)
    found = [
        DueLine(
            case_no=one.case.case_no,
            follow_up=line.first,
            desa_code=one.case.desa_code,
            activity=line.line.activity,
            person_in_charge=line.line.person_in_charge,
            deadline=line.line.deadline,
        )
        for one in files
        for line in one.follow_ups
        if line.is_open and line.line.deadline is not None and day <= line.line.deadline <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.deadline, one.follow_up)))


def _silent(register: Register | None, kecamatan_code: str, known: set[str]) -> tuple[str, ...]:
    if register is None or not known:
        return ()
    return tuple(area.code for area in register.children(kecamatan_code) if area.code not in known)


@in_indonesian
def _plan(alarms: pd.DataFrame, overdue: Sequence[OverdueLine], register: Register | None) -> tuple[WorkLine, ...]:
    """One line per rule that tells of somebody, one for what is overdue; who does it is for the meeting to fill in.

    The lines are written down as they are, so they are Indonesian for every reader.
    """
    lines = []
    for key, rule in RULE.items():
        desa = alarms.loc[alarms["rule"] == key, "desa_code"]
        if len(desa):
            weeks = (1,) if rule.severity is Severity.URGENT else ()
            lines.append(WorkLine(activity=rule.activity, weeks=weeks, note=_note(desa, register)))
    if overdue:
        said = f"{formats.number(len(overdue))} tindak lanjut lewat tenggat"  # no text
        activity = "Selesaikan RTL yang lewat tenggat"  # no text
        lines.append(WorkLine(activity=activity, weeks=(1,), note=said))
    return tuple(lines)


def _note(desa: pd.Series, register: Register | None) -> str:
    """ "12 anak: Klinter 5, Kejayan 4, dan 2 desa/kelurahan lain"."""
    counts = desa.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    shown = counts.head(MOST_NAMED)
    names = [f"{register.get(str(code)).name if register else code} {formats.number(n)}" for code, n in shown.items()]
    left = len(counts) - len(shown)
    if left:
        names.append(f"dan {formats.number(left)} desa/kelurahan lain")  # no text
    return f"{formats.number(len(desa))} anak: {', '.join(names)}"  # no text
