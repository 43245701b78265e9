"""Write a rembuk into the ledger: each record is an entry, a correction is a new entry that names the one it replaces.

    rembuk             facts of the meeting, agenda, who signs
    rembuk_hadir       who came, all groups in one entry
    rembuk_keputusan   one decision
    komitmen           one commitment
    rtl                one line of the follow-up plan

The subject is the code of the area; the body is {"form", "meeting_id", "record"}. A record that was withdrawn has the
body {"form", "meeting_id", "record": null}.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stunting.languages import _
from stunting.ledger import Entry, Ledger
from stunting.lokus.decisions import KIND as LOKUS_KIND
from stunting.minutes import reading
from stunting.minutes.bodies import FORM, Item, as_body
from stunting.minutes.kinds import ATTENDANCE, KIND_OF, MEETING
from stunting.minutes.records import (
    Attendance,
    Commitment,
    Meeting,
    MeetingDecision,
    checked_attendance,
    checked_meeting,
)
from stunting.minutes.typed import MinutesError, check_rupiah, checked


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who writes into the ledger, as typed in; reason is needed for a correction."""

    author: str
    role: str = ""
    reason: str = ""


def record_meeting(ledger: Ledger, meeting: Meeting, *, by: Writer, corrects: int | None = None) -> Entry:
    """Write the facts of a meeting; corrects names the entry of the same meeting that this one replaces.

    Raises:
        MinutesError: a text is missing, too long or not printable, or the id is taken.
        LedgerError: the ledger cannot be written.
    """
    meeting = checked_meeting(meeting)
    if corrects is None and reading.has_meeting(ledger, meeting.id):
        raise MinutesError(_("Rembuk {id} sudah tercatat. Perbaiki catatan itu, atau pakai kode lain.", id=meeting.id))
    return _append(ledger, meeting, MEETING, as_body(meeting), by=by, corrects=corrects)


def record_attendance(
    ledger: Ledger, meeting: Meeting, groups: tuple[Attendance, ...], *, by: Writer, corrects: int | None = None
) -> Entry:
    """Write who came; a later list replaces the earlier one as a whole.

    Raises:
        MinutesError: a number is no count, a group stands there twice, or there is a list already and corrects is None.
        LedgerError: the ledger cannot be written.
    """
    rows = [as_body(one) for one in checked_attendance(groups)]
    if corrects is None and reading.attendance_entry(ledger, meeting) is not None:
        raise MinutesError(_("Kehadiran rembuk ini sudah dicatat. Perbaiki catatan itu."))
    return _append(ledger, meeting, ATTENDANCE, rows, by=by, corrects=corrects)


def record_item(ledger: Ledger, meeting: Meeting, item: Item, *, by: Writer, corrects: int | None = None) -> Entry:
    """Write a decision, a commitment or a line of the follow-up plan.

    Raises:
        MinutesError: a text is missing, too long or not printable, or the decision names no list of the ledger.
        LedgerError: the ledger cannot be written.
    """
    item = checked(item)
    if isinstance(item, Commitment) and item.budget_rp is not None:
        check_rupiah(item.budget_rp, _("Anggaran komitmen"))
    if isinstance(item, MeetingDecision) and item.lokus_seq is not None:
        _check_lokus(ledger, meeting, item.lokus_seq)
    return _append(ledger, meeting, KIND_OF[type(item)], as_body(item), by=by, corrects=corrects)


def withdraw(ledger: Ledger, meeting: Meeting, kind: str, *, seq: int, by: Writer) -> Entry:
    """Take a decision, commitment or line of the plan back; it stays in the ledger.

    Raises:
        MinutesError: there is no reason.
        LedgerError: there is no such entry, or the ledger cannot be written.
    """
    if kind not in KIND_OF.values():
        raise ValueError(f"{kind!r} cannot be withdrawn")
    return _append(ledger, meeting, kind, None, by=by, corrects=seq)


def _append(ledger: Ledger, meeting: Meeting, kind: str, record: Any, *, by: Writer, corrects: int | None) -> Entry:
    if corrects is not None:
        if not by.reason.strip():
            raise MinutesError(_("Tulis dulu alasan perbaikannya, misalnya “Salah ketik target”."))
        reading.check_same_meeting(ledger, meeting, kind, corrects)
        reading.check_standing(ledger, meeting, kind, corrects)
    return ledger.append(
        kind=kind,
        subject=meeting.area_code,
        author=by.author,
        role=by.role,
        reason=by.reason,
        release_id=meeting.release_id,
        body={"form": FORM, "meeting_id": meeting.id, "record": record},
        corrects=corrects,
    )


def _check_lokus(ledger: Ledger, meeting: Meeting, seq: int) -> None:
    known = ledger.entries(kind=LOKUS_KIND, subject=meeting.area_code[:4])
    if not any(one.seq == seq for one in known):
        offered = (
            _(" Yang ada: nomor {seq}.", seq=known[0].seq) if known else _(" Catat dulu daftarnya di halaman Lokus.")
        )
        raise MinutesError(
            _(
                "Keputusan lokus nomor {seq} tidak ada di buku untuk kabupaten/kota ini.{offered}",
                seq=seq,
                offered=offered,
            )
        )
