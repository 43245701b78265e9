"""Write cases, audits and workshops into the casebook: each record is an entry, a correction is a new entry.

    kasus             a case as it was opened
    kasus_langkah     it moved to a step; the last one says where it stands
    kasus_rtl         one line of its follow-up plan
    kasus_rtl_kabar   what was reported of such a line; the last one counts
    audit, minilok    an audit of a kabupaten, a workshop of a kecamatan

The subject is always the kabupaten, so that a corrected desa stays in the same chain. The body is {"form", "record"};
a record that was withdrawn has {"form", "record": null}.
"""

from __future__ import annotations

import datetime as dt
import secrets

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.cases import bodies, reading
from stunting.cases.numbers import LENGTH, LETTERS
from stunting.cases.persons import CaseError, check_text
from stunting.cases.records import (
    Audit,
    Case,
    CaseFollowUp,
    CaseStep,
    FollowUpReport,
    Group,
    Outcome,
    Record,
    Step,
    Workshop,
    checked_record,
)
from stunting.languages import _
from stunting.ledger import Entry, Ledger
from stunting.minutes.recording import Writer

# B: a child that is not in the imported data.
PREFIX = {Group.BRIDE: "C", Group.PREGNANT: "H", Group.POSTPARTUM: "N", Group.UNDER2: "B", Group.UNDER5: "B"}


def new_case_number(group: Group) -> str:
    """A random number for somebody without a key: "H-7QX4M2B". It is made from nothing."""
    return f"{PREFIX[group]}-{''.join(secrets.choice(LETTERS) for _place in range(LENGTH))}"


def open_case(book: Ledger, case: Case, *, by: Writer) -> Entry:
    """Write a new case; it stands at identification.

    Raises:
        CaseError: a text cannot be kept or tells a person, or the same child has an open case.
        LedgerError: the casebook cannot be written.
    """
    case = checked_record(case)
    for one in reading.cases(book, case.desa_code[:4]):
        if one.case.case_no == case.case_no and one.step is not Step.CLOSED:
            raise CaseError(
                _("Kasus {case_no} masih terbuka. Lanjutkan kasus itu, atau tutup dulu.", case_no=case.case_no)
            )
    return _append(book, case, subject=case.desa_code[:4], by=by)


def move_step(book: Ledger, case: Case, step: Step, *, on: dt.date, note: str = "", by: Writer) -> Entry:
    """Move an open case to another step; backwards is allowed, closing is `close_case`.

    Raises:
        CaseError: the note cannot be kept, the case is closed, or it stands there already.
        LedgerError: the casebook cannot be written.
    """
    if step is Step.CLOSED:
        raise ValueError("a case is closed with its outcome")
    _check_open(book, case, step)
    moved = checked_record(CaseStep(case_no=case.case_no, step=step, on=on, note=note))
    return _append(book, moved, subject=case.desa_code[:4], by=by)


def close_case(book: Ledger, case: Case, outcome: Outcome, *, on: dt.date, note: str = "", by: Writer) -> Entry:
    """Close a case; it stays in the casebook.

    Raises:
        CaseError: the note cannot be kept, or the case is closed.
        LedgerError: the casebook cannot be written.
    """
    _check_open(book, case, Step.CLOSED)
    closed = checked_record(CaseStep(case_no=case.case_no, step=Step.CLOSED, on=on, note=note, outcome=outcome))
    return _append(book, closed, subject=case.desa_code[:4], by=by)


def add_follow_up(book: Ledger, case: Case, follow_up: CaseFollowUp, *, by: Writer) -> Entry:
    """Write a line of the follow-up plan of an open case.

    Raises:
        CaseError: a text cannot be kept, or the case is closed or another one.
        LedgerError: the casebook cannot be written.
    """
    _check_open(book, case, None)
    if follow_up.case_no != case.case_no:
        raise ValueError("the line belongs to another case")
    return _append(book, checked_record(follow_up), subject=case.desa_code[:4], by=by)


def report_follow_up(book: Ledger, case: Case, report: FollowUpReport, *, by: Writer) -> Entry:
    """Write how far a line of the plan is; the last report counts.

    Raises:
        CaseError: a text cannot be kept, or the case has no such line.
        LedgerError: the casebook cannot be written.
    """
    report = checked_record(report)
    known = reading.case_file(book, case)
    if report.case_no != case.case_no or all(one.first != report.follow_up for one in known.follow_ups):
        raise CaseError(
            _(
                "Tindak lanjut nomor {follow_up} bukan bagian dari kasus {case_no}.",
                follow_up=report.follow_up,
                case_no=case.case_no,
            )
        )
    return _append(book, report, subject=case.desa_code[:4], by=by)


def record_audit(book: Ledger, audit: Audit, *, by: Writer, corrects: int | None = None) -> Entry:
    """Write an audit; corrects names the entry of the same audit that this one replaces.

    Raises:
        CaseError: a text cannot be kept, or there is this audit already and corrects is None.
        LedgerError: the casebook cannot be written.
    """
    audit = checked_record(audit)
    if corrects is not None:
        return correct(book, corrects, audit, by=by)
    if any(one.record.id == audit.id for one in reading.audits(book, audit.kabupaten_code)):
        raise CaseError(_("{round} {year} sudah tercatat. Perbaiki catatan itu.", round=audit.round, year=audit.year))
    return _append(book, audit, subject=audit.kabupaten_code, by=by)


def record_workshop(book: Ledger, workshop: Workshop, *, by: Writer, corrects: int | None = None) -> Entry:
    """Write a workshop with what was promised; corrects names the entry of the same workshop that this one replaces.

    Raises:
        CaseError: a text cannot be kept, or there is this workshop already and corrects is None.
        LedgerError: the casebook cannot be written.
    """
    workshop = checked_record(workshop)
    if corrects is not None:
        return correct(book, corrects, workshop, by=by)
    if any(one.record.id == workshop.id for one in reading.workshops(book, workshop.kecamatan_code)):
        raise CaseError(_("Minilok kecamatan ini pada tanggal itu sudah tercatat. Perbaiki catatan itu."))
    return _append(book, workshop, subject=workshop.kecamatan_code[:4], by=by)


def correct(book: Ledger, seq: int, record: Record, *, by: Writer) -> Entry:
    """Replace what an entry says; the earlier entry stays in the casebook.

    Raises:
        CaseError: there is no reason, the entry was replaced already, or is about something else.
        LedgerError: there is no such entry, or the casebook cannot be written.
    """
    record = checked_record(record)
    entry = _replaceable(book, seq, bodies.KIND_OF[type(record)], by=by)
    earlier = reading.record_at(entry)
    if earlier is not None and any(
        getattr(earlier, name, None) != getattr(record, name, None) for name in ("id", "case_no", "follow_up")
    ):
        raise CaseError(_("Catatan nomor {seq} tentang hal lain. Pilih catatan yang diperbaiki.", seq=seq))
    subject = bodies.subject_of(record, kabupaten_code=entry.subject)
    return _append(book, record, subject=subject, by=by, corrects=seq)


def withdraw(book: Ledger, kind: str, seq: int, *, by: Writer) -> Entry:
    """Take back what an entry says; the entry stays in the casebook.

    Raises:
        CaseError: there is no reason, or the entry was replaced already.
        LedgerError: there is no such entry, or the casebook cannot be written.
    """
    entry = _replaceable(book, seq, kind, by=by)
    return _append(book, None, subject=entry.subject, by=by, corrects=seq, kind=kind)


def _replaceable(book: Ledger, seq: int, kind: str, *, by: Writer) -> Entry:
    if not by.reason.strip():
        raise CaseError(_("Tulis dulu alasan perbaikannya, misalnya “Salah pilih desa”."))
    entries = book.entries(kind=kind)
    found = next((one for one in entries if one.seq == seq), None)
    if found is None:
        raise CaseError(_("Catatan nomor {seq} tidak ada di buku kasus. Muat ulang halaman, lalu pilih lagi.", seq=seq))
    later = next((one.seq for one in entries if one.corrects_seq == seq), None)
    if later is not None:
        raise CaseError(
            _(
                "Catatan nomor {seq} sudah diganti nomor {later}, mungkin dari jendela lain. Muat ulang.",
                seq=seq,
                later=later,
            )
        )
    _require_own(book, reading.record_at(found), kabupaten_code=found.subject)
    return found


def _require_own(book: Ledger, record: Record | None, *, kabupaten_code: str) -> None:
    """Let a record pass that is about an area in which whoever looks may write.

    Raises:
        AccessDeniedError: it is about another area.
    """
    match record:
        case Case():
            gate.require(Thing.CASES, record.desa_code)
        case Workshop():
            gate.require(Thing.CASES, record.kecamatan_code)
        case CaseStep() | CaseFollowUp() | FollowUpReport():
            # Of the cases only those that may be seen are told.
            own = {one.case.case_no: one.case.desa_code for one in reading.cases(book, kabupaten_code)}
            gate.require(Thing.CASES, own.get(record.case_no, kabupaten_code))
        case _:
            gate.require(Thing.CASES, kabupaten_code)


def _check_open(book: Ledger, case: Case, step: Step | None) -> None:
    known = reading.case_file(book, case)
    if known.step is Step.CLOSED:
        raise CaseError(_("Kasus {case_no} sudah ditutup. Buka kasus baru bila perlu.", case_no=case.case_no))
    if known.step is step:
        raise CaseError(_("Kasus {case_no} sudah pada langkah itu.", case_no=case.case_no))


def _append(
    book: Ledger,
    record: Record | None,
    *,
    subject: str,
    by: Writer,
    corrects: int | None = None,
    kind: str = "",
) -> Entry:
    if record is not None:
        _require_own(book, record, kabupaten_code=subject)
    check_text(by.reason, _("Alasan"))
    check_text(by.author, _("Nama yang mencatat"))
    return book.append(
        kind=kind or bodies.KIND_OF[type(record)],
        subject=subject,
        author=by.author,
        role=by.role,
        reason=by.reason,
        release_id="",
        body={"form": bodies.FORM, "record": None if record is None else bodies.as_body(record)},
        corrects=corrects,
    )
