"""Read a rembuk back from the ledger, and say what is missing in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from stunting import formats
from stunting.errors import nearest
from stunting.languages import _, _n
from stunting.ledger import Entry, Ledger
from stunting.lokus.decisions import decisions
from stunting.minutes.bodies import FORM, Item, attendance_of, item_of, meeting_of
from stunting.minutes.kinds import ATTENDANCE, COMMITMENT, DECISION, FOLLOW_UP, KIND_OF, MEETING
from stunting.minutes.records import (
    Commitment,
    FollowUp,
    Meeting,
    MeetingDecision,
    Minutes,
    ReleaseFacts,
    Written,
)
from stunting.minutes.typed import MinutesError

T = TypeVar("T")


def meetings(ledger: Ledger, *, area_code: str | None = None) -> tuple[Written[Meeting], ...]:
    """Every meeting of the ledger, or of one area, newest day first.

    Raises:
        LedgerError: the ledger cannot be read.
        MinutesError: an entry in it was changed into something else.
    """
    entries = ledger.entries(kind=MEETING, subject=area_code, newest_first=False)
    found = [as_written(last, first, meeting_of) for first, last in last_of_each(entries)]
    return tuple(sorted(found, key=lambda one: (one.record.date, one.first), reverse=True))


def has_meeting(ledger: Ledger, meeting_id: str) -> bool:
    """Whether the ledger has a meeting of this id."""
    return any(meeting_id_of(one) == meeting_id for one in ledger.entries(kind=MEETING))


def written_meeting(ledger: Ledger, meeting_id: str) -> Written[Meeting]:
    """One meeting as it stands.

    Raises:
        MinutesError: there is no such meeting; the nearest are offered.
    """
    known = meetings(ledger)
    for one in known:
        if one.record.id == meeting_id:
            return one
    ids = [one.record.id for one in known]
    close = nearest(meeting_id, ids) or tuple(ids[:3])
    offered = (
        _(" Maksud Anda {candidates}?", candidates=_(" atau ").join(close))
        if close
        else _(" Belum ada rembuk yang tercatat.")
    )
    raise MinutesError(
        _("Rembuk '{meeting_id}' tidak ada di buku.{offered}", meeting_id=meeting_id[:60], offered=offered)
    )


def attendance_entry(ledger: Ledger, meeting: Meeting) -> Entry | None:
    """The entry of the list of participants that counts; None where nobody wrote one."""
    entries = [one for one in _entries(ledger, ATTENDANCE, meeting) if record_of(one) is not None]
    return entries[-1] if entries else None


def minutes_of(ledger: Ledger, meeting_id: str, release: ReleaseFacts | None = None) -> Minutes:
    """Everything that was written down of a meeting.

    release: facts of the release that was shown; None, or another one, leaves the basis of the data to its number

    Raises:
        MinutesError: there is no such meeting, or an entry was changed into something else.
        LedgerError: the ledger cannot be read.
    """
    meeting = written_meeting(ledger, meeting_id).record
    shown = release if release is not None and release.id == meeting.release_id else None
    attending = attendance_entry(ledger, meeting)
    decided = _items(ledger, DECISION, meeting, MeetingDecision)
    promised = _items(ledger, COMMITMENT, meeting, Commitment)
    planned = _items(ledger, FOLLOW_UP, meeting, FollowUp)
    named = {one.record.lokus_seq for one in decided}
    lokus = tuple(one for one in reversed(decisions(ledger, meeting.area_code[:4])) if one.seq in named)
    attendance = read_body(attending, lambda: attendance_of(record_of(attending))) if attending else ()
    minutes = Minutes(
        meeting=meeting,
        attendance=attendance,
        decisions=decided,
        commitments=promised,
        follow_ups=planned,
        lokus=lokus,
        release=shown,
        gaps=(),
    )
    return replace(minutes, gaps=tuple(gaps(minutes)))


def gaps(minutes: Minutes) -> Iterator[str]:
    """What is missing, one sentence each with what to do."""
    meeting = minutes.meeting
    if not meeting.agenda:
        yield _("Susunan acara belum dicatat.")
    if meeting.started is None or meeting.ended is None:
        yield _("Jam mulai atau selesai belum dicatat.")
    if not minutes.attendance:
        yield _("Kehadiran belum dicatat. Isi jumlah peserta per lembaga.")
    if not minutes.decisions:
        yield _("Belum ada keputusan yang dicatat.")
    yield from _lokus_gaps(minutes)
    if not minutes.commitments:
        yield _("Belum ada komitmen yang dicatat.")
    commitments, plan = [one.record for one in minutes.commitments], [one.record for one in minutes.follow_ups]
    if lacking := sum(one.deadline is None for one in commitments):
        yield _n("Ada {n} komitmen tanpa tenggat. Lengkapi, supaya dapat ditagih.", lacking, n=formats.number(lacking))
    if lacking := sum(not one.person_in_charge for one in commitments):
        yield _n(
            "Ada {n} komitmen tanpa penanggung jawab. Lengkapi, supaya dapat ditagih.",
            lacking,
            n=formats.number(lacking),
        )
    if lacking := sum(not one.when for one in plan):
        yield _n(
            "Ada {n} rencana tindak lanjut tanpa waktu. Lengkapi, supaya dapat ditagih.",
            lacking,
            n=formats.number(lacking),
        )
    if not minutes.follow_ups:
        yield _("Rencana tindak lanjut belum dicatat.")
    if not meeting.signers:
        yield _("Penanda tangan belum dicatat; berita acara memuat satu tempat tanda tangan kosong.")
    if not meeting.release_id:
        yield _("Rilis data yang ditampilkan belum dicatat, jadi angkanya tidak dapat dilacak.")
    elif minutes.release is None:
        yield _(
            "Rilis {release_id} tidak ada di komputer ini; dasar data hanya memuat nomornya.",
            release_id=meeting.release_id,
        )


def check_same_meeting(ledger: Ledger, meeting: Meeting, kind: str, seq: int) -> None:
    """Whether an entry that is to be corrected is of the same meeting.

    Raises:
        MinutesError: it is not.
    """
    for one in ledger.entries(kind=kind, subject=meeting.area_code):
        if one.seq == seq and meeting_id_of(one) == meeting.id:
            return
    raise MinutesError(
        _("Catatan nomor {seq} bukan bagian dari rembuk {id}. Pilih catatan yang diperbaiki.", seq=seq, id=meeting.id)
    )


def replacement(ledger: Ledger, meeting: Meeting, kind: str, seq: int) -> int | None:
    """Number of the entry that counts in the place of this one; None where this one counts."""
    entries = _entries(ledger, kind, meeting)
    replaced = {one.corrects_seq: one.seq for one in entries}
    last = seq
    while last in replaced:
        last = replaced[last]
    return None if last == seq else last


def check_standing(ledger: Ledger, meeting: Meeting, kind: str, seq: int) -> None:
    """Whether an entry that is to be corrected still counts; another window may have corrected it meanwhile.

    Raises:
        MinutesError: a later entry replaces it.
    """
    later = replacement(ledger, meeting, kind, seq)
    if later is not None:
        raise MinutesError(
            _(
                "Catatan nomor {seq} sudah diganti nomor {later}, mungkin dari jendela lain. "
                "Lihat isinya, lalu perbaiki nomor {later}.",
                seq=seq,
                later=later,
            )
        )


def item_at(ledger: Ledger, meeting: Meeting, cls: type[Item], seq: int) -> Item | None:
    """A decision, commitment or line of the plan as this entry says it, also when it was replaced since; None where
    the meeting has no such entry, or it was withdrawn by it."""
    for one in _entries(ledger, KIND_OF[cls], meeting):
        if one.seq == seq and (body := record_of(one)) is not None:
            return read_body(one, lambda: item_of(cls, body))
    return None


def last_entry(ledger: Ledger, meeting: Meeting) -> Entry | None:
    """The newest entry of the meeting; None before the first one."""
    kinds = (MEETING, ATTENDANCE, DECISION, COMMITMENT, FOLLOW_UP)
    newest = (one for one in ledger.entries(subject=meeting.area_code) if one.kind in kinds)
    return next((one for one in newest if meeting_id_of(one) == meeting.id), None)


def _lokus_gaps(minutes: Minutes) -> Iterator[str]:
    for one in minutes.lokus:
        if one.corrected_by is not None:
            yield (
                _(
                    "Daftar lokus nomor {seq} sudah diganti nomor {corrected_by}. Perbaiki "
                    "keputusan rembuk supaya menunjuk daftar yang berlaku.",
                    seq=one.seq,
                    corrected_by=one.corrected_by,
                )
            )
        if one.release_id != minutes.meeting.release_id:
            yield (
                _(
                    "Daftar lokus nomor {seq} disusun dari rilis {release}, bukan dari rilis yang "
                    "ditampilkan dalam rembuk. Periksa mana yang dimaksud.",
                    seq=one.seq,
                    release=one.release_id or _("yang tidak tercatat"),
                )
            )
    known = {one.seq for one in minutes.lokus}
    for item in minutes.decisions:
        if item.record.lokus_seq is not None and item.record.lokus_seq not in known:
            yield _("Daftar lokus nomor {lokus_seq} tidak ada di buku ini.", lokus_seq=item.record.lokus_seq)


def _items(ledger: Ledger, kind: str, meeting: Meeting, cls: Any) -> tuple[Written[Any], ...]:
    standing = last_of_each(_entries(ledger, kind, meeting))
    return tuple(
        as_written(last, first, lambda body: item_of(cls, body))
        for first, last in standing
        if record_of(last) is not None
    )


def _entries(ledger: Ledger, kind: str, meeting: Meeting) -> list[Entry]:
    found = ledger.entries(kind=kind, subject=meeting.area_code, newest_first=False)
    return [one for one in found if meeting_id_of(one) == meeting.id]


def last_of_each(entries: Iterable[Entry]) -> list[tuple[int, Entry]]:
    """Number of the first entry and the last entry of each record, in the order of the first ones."""
    root: dict[int, int] = {}
    last: dict[int, Entry] = {}
    for one in entries:
        root[one.seq] = root.get(one.corrects_seq, one.corrects_seq) if one.corrects_seq else one.seq
        last[root[one.seq]] = one
    return sorted(last.items())


def as_written(entry: Entry, first: int, make: Callable[[Any], T]) -> Written[T]:
    """The record of an entry with who wrote it; first: number of the entry that began it.

    Raises:
        MinutesError: the entry was changed into something else.
    """
    return Written(
        record=read_body(entry, lambda: make(record_of(entry))),
        seq=entry.seq,
        first=first,
        written_at=read_body(entry, lambda: dt.datetime.fromisoformat(entry.written_at)),
        author=entry.author,
        role=entry.role,
    )


def meeting_id_of(entry: Entry) -> str:
    """The meeting an entry belongs to."""
    return str(entry.body.get("meeting_id", ""))


def record_of(entry: Entry) -> Any:
    """The record of an entry as JSON; None where it was withdrawn.

    Raises:
        MinutesError: the entry has another form.
    """
    body = entry.body
    if body.get("form") != FORM:
        raise unreadable(entry)
    return body.get("record")


def read_body(entry: Entry, make: Callable[[], T]) -> T:
    """What `make` reads from an entry.

    Raises:
        MinutesError: the entry was changed into something else.
    """
    try:
        return make()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable(entry) from error


def unreadable(entry: Entry) -> MinutesError:
    return MinutesError(
        _("Catatan nomor {seq} di buku tidak dapat dibaca. Jalankan `python -m stunting ledger verify`.", seq=entry.seq)
    )
