"""Bring what a file or form says into the ledger: only what differs from what stands there is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stunting import formats
from stunting.ledger import Ledger
from stunting.minutes import reading, recording
from stunting.minutes.bodies import Item
from stunting.minutes.kinds import COMMITMENT, DECISION, FOLLOW_UP, KIND_OF
from stunting.minutes.meeting_files import MeetingFile
from stunting.minutes.recording import Writer
from stunting.minutes.records import Meeting, Minutes, Written, checked_attendance, checked_meeting
from stunting.minutes.typed import MinutesError, checked

NOUNS = {DECISION: "keputusan", COMMITMENT: "komitmen", FOLLOW_UP: "baris rencana tindak lanjut"}


@dataclass(frozen=True, kw_only=True)
class Synced:
    """What was written: how many entries, and a sentence each."""

    meeting_id: str
    entry_n: int
    sentences: tuple[str, ...]


def sync(ledger: Ledger, said: MeetingFile) -> Synced:
    """Write what is new or different; rows are compared by their place in the list.

    A file that names no release keeps the one that stands in the ledger. A process that is killed in between leaves
    a part; the same call again completes it.

    Raises:
        MinutesError: a text is missing, too long or not printable, or a change has no reason.
        LedgerError: the ledger cannot be written.
    """
    if not said.by.author.strip():
        raise MinutesError("Tulis dulu siapa yang mencatat: bagian 'pencatat' dengan 'nama'.")
    # Everything is checked before the first entry is written.
    meeting = checked_meeting(said.meeting)
    attendance = checked_attendance(said.attendance)
    items = [(cls, tuple(checked(one) for one in found)) for cls, found in said.items]
    sentences: list[str] = []
    if not reading.has_meeting(ledger, meeting.id):
        recording.record_meeting(ledger, meeting, by=said.by)
        sentences.append(f"Rembuk {meeting.id} dicatat.")
    standing = reading.written_meeting(ledger, meeting.id)
    if not meeting.release_id:
        meeting = replace(meeting, release_id=standing.record.release_id)
    if meeting != standing.record:
        recording.record_meeting(ledger, meeting, by=said.by, corrects=standing.seq)
        sentences.append("Keterangan rembuk diperbaiki.")
    minutes = reading.minutes_of(ledger, meeting.id)
    if attendance != minutes.attendance:
        earlier = reading.attendance_entry(ledger, meeting)
        recording.record_attendance(
            ledger, meeting, attendance, by=said.by, corrects=earlier.seq if earlier is not None else None
        )
        sentences.append(f"Kehadiran {formats.number(len(attendance))} lembaga dicatat.")
    for cls, wanted in items:
        kind = KIND_OF[cls]
        sentences += _synced(ledger, meeting, kind, wanted, _standing(minutes, kind), by=said.by)
    written = len(sentences)
    return Synced(
        meeting_id=meeting.id,
        entry_n=written,
        sentences=tuple(sentences or ["Tidak ada yang berubah; tidak ada yang ditulis."]),
    )


def _synced(
    ledger: Ledger,
    meeting: Meeting,
    kind: str,
    wanted: Sequence[Item],
    standing: Sequence[Written],
    *,
    by: Writer,
) -> Iterator[str]:
    noun = NOUNS[kind]
    for at, one in enumerate(wanted):
        if at >= len(standing):
            recording.record_item(ledger, meeting, one, by=by)
            yield f"{noun.capitalize()} nomor {at + 1} dicatat."
        elif one != standing[at].record:
            recording.record_item(ledger, meeting, one, by=by, corrects=standing[at].seq)
            yield f"{noun.capitalize()} nomor {at + 1} diperbaiki."
    for at, gone in enumerate(standing[len(wanted) :], start=len(wanted) + 1):
        recording.withdraw(ledger, meeting, kind, seq=gone.seq, by=by)
        yield f"{noun.capitalize()} nomor {at} ditarik."


def _standing(minutes: Minutes, kind: str) -> tuple[Written, ...]:
    if kind == DECISION:
        return minutes.decisions
    return minutes.commitments if kind == COMMITMENT else minutes.follow_ups
