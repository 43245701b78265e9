"""Read the casebook: what stands of each record after its corrections, and where each case is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.cases import bodies
from stunting.cases.persons import CaseError
from stunting.cases.records import Audit, Case, CaseFollowUp, CaseStep, FollowUpReport, Outcome, Status, Step, Workshop
from stunting.languages import _
from stunting.ledger import Entry, Ledger
from stunting.minutes.records import Written


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A line of the plan with the last report of it.

    overdue_days: since the deadline, 0 where there is none, it has not passed, or the line is done or dropped
    """

    written: Written[CaseFollowUp]
    reports: tuple[Written[FollowUpReport], ...]

    @property
    def first(self) -> int:
        return self.written.first

    @property
    def line(self) -> CaseFollowUp:
        return self.written.record

    @property
    def status(self) -> Status:
        return self.reports[-1].record.status if self.reports else self.line.status

    @property
    def done_on(self) -> dt.date | None:
        return self.reports[-1].record.done_on if self.reports else self.line.done_on

    @property
    def evidence(self) -> str:
        return next((one.record.evidence for one in reversed(self.reports) if one.record.evidence), self.line.evidence)

    @property
    def is_open(self) -> bool:
        return self.status in (Status.PLANNED, Status.RUNNING)

    def overdue_days(self, today: dt.date) -> int:
        if not self.is_open or self.line.deadline is None:
            return 0
        return max(0, (today - self.line.deadline).days)


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """Everything the casebook has of one case."""

    written: Written[Case]
    steps: tuple[Written[CaseStep], ...] = ()
    follow_ups: tuple[PlanLine, ...] = ()

    @property
    def case(self) -> Case:
        return self.written.record

    @property
    def step(self) -> Step:
        return self.steps[-1].record.step if self.steps else Step.IDENTIFIED

    @property
    def step_on(self) -> dt.date:
        """Since when it stands there."""
        return self.steps[-1].record.on if self.steps else self.case.opened_on

    @property
    def outcome(self) -> Outcome | None:
        return self.steps[-1].record.outcome if self.steps else None

    @cached_property
    def next_deadline(self) -> dt.date | None:
        """The earliest deadline of a line that is not done."""
        days = [one.line.deadline for one in self.follow_ups if one.is_open and one.line.deadline]
        return min(days, default=None)

    def overdue_days(self, today: dt.date) -> int:
        return max((one.overdue_days(today) for one in self.follow_ups), default=0)


def cases(book: Ledger, within: str) -> tuple[CaseFile, ...]:
    """The cases of a kabupaten, kecamatan or desa, oldest first; a reopened case is a case of its own.

    Of those whoever looks may see: an entry of the casebook is filed under the kabupaten, a case lies in its desa.

    Raises:
        LedgerError: the casebook cannot be read.
        CaseError: an entry in it was changed into something else.
    """
    entries = book.entries(subject=within[:4], newest_first=False)
    found: list[tuple[Written[Case], list[Written[Any]]]] = []
    last_of: dict[str, list[Written[Any]]] = {}
    for one in _standing(entries):
        if isinstance(one.record, Case):
            # Two windows opened it at once: it is one case, the earlier.
            if not _is_open(last_of.get(one.record.case_no)):
                last_of[one.record.case_no] = []
                found.append((one, last_of[one.record.case_no]))
        elif isinstance(one.record, CaseStep | CaseFollowUp | FollowUpReport) and one.record.case_no in last_of:
            last_of[one.record.case_no].append(one)
    return tuple(
        _file(one, parts)
        for one, parts in found
        if one.record.desa_code.startswith(within) and gate.allows(Thing.CHILDREN, one.record.desa_code)
    )


def case_file(book: Ledger, case: Case) -> CaseFile:
    """The newest file of a case.

    Raises:
        CaseError: there is no such case.
        LedgerError: the casebook cannot be read.
    """
    found = [one for one in cases(book, case.desa_code[:4]) if one.case.case_no == case.case_no]
    if not found:
        raise CaseError(_("Kasus {case_no} tidak ada di buku kasus.", case_no=case.case_no))
    return found[-1]


def audits(book: Ledger, kabupaten_code: str) -> tuple[Written[Audit], ...]:
    """The audits of a kabupaten, oldest first."""
    found = _standing(book.entries(kind=bodies.AUDIT, subject=kabupaten_code, newest_first=False))
    return tuple(sorted(found, key=lambda one: (one.record.year, one.record.id)))


def workshops(book: Ledger, within: str) -> tuple[Written[Workshop], ...]:
    """The workshops of a kecamatan, or of all of a kabupaten, oldest first."""
    found = _standing(book.entries(kind=bodies.WORKSHOP, subject=within[:4], newest_first=False))
    inside = (
        one
        for one in found
        if one.record.kecamatan_code.startswith(within[:6]) and gate.parts(Thing.CHILDREN, one.record.kecamatan_code)
    )
    return tuple(sorted(inside, key=lambda one: (one.record.date, one.record.id)))


def record_at(entry: Entry) -> Any:
    """What an entry says; None where it withdrew a record.

    Raises:
        CaseError: it was changed into something else.
    """
    try:
        body = entry.body
        if body["form"] != bodies.FORM:
            raise ValueError("another form")
        return None if body["record"] is None else bodies.record_of(entry.kind, body["record"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CaseError(
            _(
                "Catatan nomor {seq} di buku kasus tidak dapat dibaca. Jalankan `python -m stunting cases verify`.",
                seq=entry.seq,
            )
        ) from error


def _standing(entries: Iterable[Entry]) -> list[Written[Any]]:
    """The records that count, in the order in which they were first written; other kinds of entries are passed by."""
    root: dict[int, int] = {}
    last: dict[int, Entry] = {}
    for one in entries:
        if one.kind not in bodies.CLASS_OF:
            continue
        root[one.seq] = root.get(one.corrects_seq, one.corrects_seq) if one.corrects_seq else one.seq
        last[root[one.seq]] = one
    found = []
    for first, entry in sorted(last.items()):
        record = record_at(entry)
        if record is not None:
            written = Written(
                record=record,
                seq=entry.seq,
                first=first,
                written_at=entry.moment,
                author=entry.author,
                role=entry.role,
            )
            found.append(written)
    return found


def _is_open(parts: list[Written[Any]] | None) -> bool:
    """Whether a case with these parts is open; None where there is no such case."""
    if parts is None:
        return False
    steps = [one.record.step for one in parts if isinstance(one.record, CaseStep)]
    return not steps or steps[-1] is not Step.CLOSED


def _file(written: Written[Case], parts: list[Written[Any]]) -> CaseFile:
    reports = [one for one in parts if isinstance(one.record, FollowUpReport)]
    return CaseFile(
        written=written,
        steps=tuple(one for one in parts if isinstance(one.record, CaseStep)),
        follow_ups=tuple(
            PlanLine(written=one, reports=tuple(r for r in reports if r.record.follow_up == one.first))
            for one in parts
            if isinstance(one.record, CaseFollowUp)
        ),
    )
