"""Every promise of an area with its reports, as the ledger has them now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stunting import formats
from stunting.languages import _
from stunting.ledger import Entry, Ledger
from stunting.minutes.bodies import item_of, meeting_of
from stunting.minutes.kinds import COMMITMENT, FOLLOW_UP, MEETING
from stunting.minutes.reading import as_written, last_of_each, meeting_id_of, read_body, record_of
from stunting.minutes.records import Commitment, FollowUp, Meeting, Written
from stunting.promises.due import due_of
from stunting.promises.reports import REPORT_OF, Report, report_of

Reports = dict[int, list[Written[Report]]]


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A commitment, or a line of a follow-up plan.

    kind:           "komitmen" or "rtl"
    seq, first:     number of the entry that counts, and of the one that began it: reports hang on the first
    code:           beginning of the hash of the first entry, so that a sheet of another ledger is recognised
    deadline_words: as written, where it is no plain day
    reports:        those that count, by the day they speak of
    """

    kind: str
    seq: int
    first: int
    code: str
    meeting: Meeting
    text: str
    institution: str = ""
    person_in_charge: str = ""
    signatory: str = ""
    signatory_name: str = ""
    target: str = ""
    deadline: dt.date | None = None
    deadline_words: str = ""
    budget_source: str = ""
    budget_rp: int | None = None
    reports: tuple[Written[Report], ...] = ()

    @property
    def who(self) -> str:
        """Who promised, by office: the institution, else the office that signed; "" where nobody was written down."""
        return self.institution or self.signatory

    @property
    def due_words(self) -> str:
        """The deadline as it is read out."""
        if self.deadline_words:
            return self.deadline_words
        return formats.date(self.deadline) if self.deadline else _("tanpa tenggat")

    @property
    def budget_words(self) -> str:
        """Source and amount, "" for neither."""
        amount = "" if self.budget_rp is None else f"Rp{formats.number(self.budget_rp)}"
        return " ".join(filter(None, (self.budget_source, amount)))


@dataclass(frozen=True, kw_only=True)
class PromiseBook:
    """What the ledger says of the promises of an area.

    within:   code of the area, "" for all
    meetings: those in which something was promised, newest first
    entry_n:  entries of the whole ledger; last_at, sha256: moment and hash of the last one
    notes:    sentences about entries that point to nothing
    """

    within: str
    promises: tuple[Promise, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    entry_n: int = 0
    last_at: dt.datetime | None = None
    sha256: str = ""
    notes: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The source line of everything that is made from it."""
        if self.last_at is None:
            return _("Sumber: Buku keputusan, belum ada catatan.")
        return _(
            "Sumber: Buku keputusan, {entry_n} catatan, data per {date}; rantai {sha256}.",
            entry_n=formats.number(self.entry_n),
            date=formats.date(self.last_at.date()),
            sha256=self.sha256[:12],
        )

    def inside(self, code: str) -> PromiseBook:
        """The same book with the promises of an area and of the areas inside it; "00" for all."""
        if code in ("", "00"):
            return self
        return replace(
            self,
            within=code,
            promises=tuple(one for one in self.promises if one.meeting.area_code.startswith(code)),
            meetings=tuple(one for one in self.meetings if one.area_code.startswith(code)),
        )

    def has(self, kind: str, *, within: str) -> bool:
        """Whether there is a promise of this kind in an area or in the areas inside it."""
        return any(one.kind == kind for one in self.inside(within).promises)

    def promise(self, first: int) -> Promise | None:
        """The promise that an entry began."""
        return next((one for one in self.promises if one.first == first), None)


def book_of(ledger: Ledger, *, within: str = "") -> PromiseBook:
    """Read the promises of an area and of the areas inside it; "" or "00" for all.

    Raises:
        LedgerError: the ledger cannot be read.
        MinutesError: an entry was changed into something else.
    """
    within = "" if within == "00" else within
    newest = ledger.entries(limit=1)
    meetings = _meetings(ledger, within)
    notes: list[str] = []
    promises: list[Promise] = []
    for kind in (COMMITMENT, FOLLOW_UP):
        promises += _promises(ledger, kind, within, meetings, notes)
    held = {one.meeting.id: one.meeting for one in promises}
    return PromiseBook(
        within=within,
        promises=tuple(sorted(promises, key=lambda one: one.first)),
        meetings=tuple(sorted(held.values(), key=lambda one: (one.date, one.id), reverse=True)),
        entry_n=newest[0].seq if newest else 0,
        last_at=newest[0].moment if newest else None,
        sha256=newest[0].sha256 if newest else "",
        notes=tuple(notes),
    )


def _meetings(ledger: Ledger, within: str) -> dict[str, Meeting]:
    entries = ledger.entries(kind=MEETING, within=within, newest_first=False)
    found = [as_written(last, first, meeting_of).record for first, last in last_of_each(entries)]
    return {one.id: one for one in found}


def _promises(
    ledger: Ledger, kind: str, within: str, meetings: Mapping[str, Meeting], notes: list[str]
) -> Iterator[Promise]:
    entries = ledger.entries(kind=kind, within=within, newest_first=False)
    by_seq = {one.seq: one for one in entries}
    standing = last_of_each(entries)
    reports, lost = _reports(ledger, kind, within, entries)
    notes += [
        _(
            "Kabar nomor {seq} menunjuk catatan nomor {of}, yang tidak ada di buku. Periksa keutuhan buku.",
            seq=seq,
            of=of,
        )
        for seq, of in lost
    ]
    for first, last in standing:
        if record_of(last) is None:
            continue
        meeting = meetings.get(meeting_id_of(last))
        if meeting is None:
            notes.append(
                _("Catatan nomor {seq} menunjuk rapat yang tidak ada di buku. Periksa keutuhan buku.", seq=last.seq)
            )
            continue
        known = sorted(reports.get(first, []), key=lambda one: (one.record.day, one.first))
        code = by_seq[first].sha256[:8] if first in by_seq else last.sha256[:8]
        yield _promise(kind, last, first, code, meeting, tuple(known))


def _promise(
    kind: str, entry: Entry, first: int, code: str, meeting: Meeting, reports: tuple[Written[Report], ...]
) -> Promise:
    if kind == COMMITMENT:
        one = as_written(entry, first, lambda body: item_of(Commitment, body)).record
        assert isinstance(one, Commitment)
        return Promise(
            kind=kind, seq=entry.seq, first=first, code=code, meeting=meeting, text=one.text,
            institution=one.institution, person_in_charge=one.person_in_charge, signatory=one.signatory,
            signatory_name=one.signatory_name, target=one.target, deadline=one.deadline,
            budget_source=one.budget_source, budget_rp=one.budget_rp, reports=reports,
        )  # fmt: skip
    plan = as_written(entry, first, lambda body: item_of(FollowUp, body)).record
    assert isinstance(plan, FollowUp)
    return Promise(
        kind=kind, seq=entry.seq, first=first, code=code, meeting=meeting, text=plan.activity,
        institution=plan.implementer, person_in_charge=plan.person_in_charge, target=plan.note,
        deadline=due_of(plan.when), deadline_words=plan.when, reports=reports,
    )  # fmt: skip


def _reports(
    ledger: Ledger, kind: str, within: str, promised: tuple[Entry, ...]
) -> tuple[Reports, list[tuple[int, int]]]:
    """The reports that count by the first entry of their promise, and those whose promise is not there."""
    root: dict[int, int] = {}
    for one in promised:
        root[one.seq] = root.get(one.corrects_seq, one.corrects_seq) if one.corrects_seq else one.seq
    found: Reports = defaultdict(list)
    lost = []
    entries = ledger.entries(kind=REPORT_OF[kind], within=within, newest_first=False)
    for first, last in last_of_each(entries):
        if record_of(last) is None:
            continue
        of = read_body(last, lambda entry=last: int(entry.body["promise_seq"]))  # type: ignore[misc]
        if of in root:
            found[root[of]].append(as_written(last, first, report_of))
        else:
            lost.append((last.seq, of))
    return found, lost
