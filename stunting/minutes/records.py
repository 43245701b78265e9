"""What is written down of one rembuk. Officials are named with their office; nobody else is.

Every text is one line of at most 300 letters (names and places 120, a decision and its reason 5.000).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from stunting.languages import N_, _
from stunting.lokus.decisions import Decision
from stunting.minutes.typed import NAME, PARAGRAPH, MinutesError, check_count, checked, typed

ID_FORM = re.compile(r"[a-z0-9][a-z0-9-]{2,59}")
LONGEST_STEP, MOST_STEPS = 24 * 60, 100

T = TypeVar("T")


class Kind(StrEnum):
    """What is held."""

    REMBUK = "rembuk"
    WORKSHOP = "minilokakarya"
    COORDINATION = "rapat koordinasi"


class Mode(StrEnum):
    """Where the participants are."""

    ON_SITE = "luring"
    ONLINE = "daring"
    HYBRID = "hibrida"


@dataclass(frozen=True, kw_only=True)
class AgendaStep:
    """One step of the agenda; minutes as planned, 0 where none were."""

    title: str = typed(N_("Acara"), is_needed=True)
    minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """One group of participants: how many were invited (None where nobody counted) and came."""

    institution: str = typed(N_("Lembaga peserta"), longest=NAME, is_needed=True)
    invited_n: int | None = None
    present_n: int = 0


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs; what is empty is a dotted line to fill in by hand."""

    title: str = typed(N_("Jabatan penanda tangan"), longest=NAME, is_needed=True)
    name: str = typed(N_("Nama penanda tangan"), longest=NAME)
    nip: str = typed("NIP", longest=NAME)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One rembuk.

    id:             letters, digits and hyphens; see `meeting_id`
    area_code:      kabupaten, kecamatan or desa
    number:         of the letter (berita acara); "" leaves a dotted line
    release_id:     the release that was shown
    started, ended: local time of the place, without offset
    """

    id: str
    area_code: str
    kind: Kind = Kind.REMBUK
    date: dt.date
    place: str = typed(N_("Tempat"), is_needed=True)
    mode: Mode = Mode.ON_SITE
    chair: str = typed(N_("Pimpinan rapat"), longest=NAME, is_needed=True)
    number: str = typed(N_("Nomor berita acara"), longest=NAME)
    release_id: str = typed(N_("Nomor rilis"), longest=NAME)
    agenda: tuple[AgendaStep, ...] = ()
    started: dt.datetime | None = None
    ended: dt.datetime | None = None
    signers: tuple[Signer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeetingDecision:
    """What was decided. lokus_seq: number of the decided list in the ledger, where the decision is about one."""

    question: str = typed(N_("Hal yang diputuskan"), longest=PARAGRAPH, is_needed=True)
    answer: str = typed(N_("Keputusan"), longest=PARAGRAPH, is_needed=True)
    reason: str = typed(N_("Alasan"), longest=PARAGRAPH)
    lokus_seq: int | None = None


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """What an institution promised; it is heard again at the next rembuk.

    signatory:      office of the official who signed it; the hall sees the office, paper also the name
    signatory_name: name of that official
    budget_rp:      whole rupiah, None where none was named
    """

    text: str = typed(N_("Komitmen"), is_needed=True)
    person_in_charge: str = typed(N_("Penanggung jawab"), longest=NAME)
    institution: str = typed(N_("Lembaga"), longest=NAME)
    target: str = typed(N_("Target"))
    deadline: dt.date | None = None
    budget_source: str = typed(N_("Sumber anggaran"), longest=NAME)
    # Later than the others: bodies of older entries lack them, see `bodies.item_of`.
    signatory: str = typed(N_("Penanda tangan komitmen"), longest=NAME)
    signatory_name: str = typed(N_("Nama penanda tangan komitmen"), longest=NAME)
    budget_rp: int | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """One line of the rencana tindak lanjut (RTL)."""

    activity: str = typed(N_("Kegiatan"), is_needed=True)
    implementer: str = typed(N_("Pelaksana"), longest=NAME)
    person_in_charge: str = typed(N_("Penanggung jawab"), longest=NAME)
    when: str = typed(N_("Waktu"), longest=NAME)
    note: str = typed(N_("Keterangan"))


@dataclass(frozen=True, kw_only=True)
class ReleaseFacts:
    """What the minutes say about the data that were shown; sources: one line each, with coverage where it is known."""

    id: str
    created: dt.datetime
    sources: tuple[str, ...] = ()
    is_sample: bool = False


@dataclass(frozen=True, kw_only=True)
class Written(Generic[T]):
    """A record as it stands in the ledger.

    seq:   number of the entry that counts; a later one may correct it
    first: number of the entry that began it, so that a corrected record keeps its place
    """

    record: T
    seq: int
    first: int
    written_at: dt.datetime
    author: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Everything the ledger has of one rembuk, in the order in which it was first written.

    lokus:   the decided lists that its decisions name
    release: None where the release that was shown is not on this computer
    gaps:    sentences about what is missing
    """

    meeting: Meeting
    attendance: tuple[Attendance, ...]
    decisions: tuple[Written[MeetingDecision], ...]
    commitments: tuple[Written[Commitment], ...]
    follow_ups: tuple[Written[FollowUp], ...]
    lokus: tuple[Decision, ...]
    release: ReleaseFacts | None
    gaps: tuple[str, ...]


def meeting_id(area_code: str, date: dt.date, kind: Kind = Kind.REMBUK) -> str:
    """ "rembuk-3514-20260222"; a second one of the same day needs another."""
    return f"{kind.value.replace(' ', '-')}-{area_code}-{date:%Y%m%d}"


def checked_meeting(meeting: Meeting) -> Meeting:
    """The meeting with its texts cleaned.

    Raises:
        MinutesError: something in it cannot be kept or printed.
    """
    if not ID_FORM.fullmatch(meeting.id):
        raise MinutesError(_("Kode rembuk hanya huruf kecil, angka, dan tanda hubung, misalnya rembuk-3514-20260222."))
    if not re.fullmatch(r"[0-9]{4}([0-9]{2}([0-9]{4})?)?", meeting.area_code):
        raise MinutesError(
            _("Rembuk dicatat untuk satu kabupaten/kota, kecamatan, atau desa. Periksa kode wilayahnya.")
        )
    for step in meeting.agenda:
        if type(step.minutes) is not int or not 0 <= step.minutes <= LONGEST_STEP:
            raise MinutesError(_("Lama satu acara harus bilangan bulat dari 0 sampai 1.440 menit."))
    if max(len(meeting.agenda), len(meeting.signers)) > MOST_STEPS:
        raise MinutesError(
            _("Acara dan penanda tangan masing-masing paling banyak {most_steps}.", most_steps=MOST_STEPS)
        )
    moments = [one for one in (meeting.started, meeting.ended) if one is not None]
    if any(one.tzinfo is not None for one in moments):
        raise MinutesError(_("Tulis jam mulai dan selesai menurut waktu setempat, tanpa zona waktu."))
    if meeting.started and meeting.ended and meeting.ended < meeting.started:
        raise MinutesError(_("Jam selesai lebih awal dari jam mulai. Periksa keduanya."))
    return replace(
        checked(meeting),
        agenda=tuple(checked(one) for one in meeting.agenda),
        signers=tuple(checked(one) for one in meeting.signers),
    )


def checked_attendance(groups: tuple[Attendance, ...]) -> tuple[Attendance, ...]:
    """The groups with their names cleaned.

    Raises:
        MinutesError: a number is no count, or an institution stands there twice.
    """
    cleaned = tuple(checked(one) for one in groups)
    for one in cleaned:
        check_count(one.present_n, _("Jumlah hadir"))
        if one.invited_n is not None:
            check_count(one.invited_n, _("Jumlah diundang"))
    names = [one.institution.casefold() for one in cleaned]
    if len(set(names)) < len(names):
        raise MinutesError(_("Ada lembaga peserta yang tercantum dua kali. Jumlahkan, lalu catat lagi."))
    return cleaned
