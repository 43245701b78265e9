"""The papers of a minilokakarya kecamatan: agenda, cases by number, rencana kerja of four weeks, RTL, signatures.

The form follows the attachments of the minilok: susunan acara, form rencana kerja (No, Kegiatan, Pelaksana, Penanggung
Jawab, Minggu 1-4, Keterangan) and form RTL. A case is its number; nobody's name is on it but that of who signs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from stunting import formats
from stunting.exports.office_paper import Facts, Heading, Line, Paper, Signature, Table
from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.letterhead import Letterhead, full_name

WEEKS = (1, 2, 3, 4)
CROSS = "X"
# Rows to fill in by hand, so that the meeting can add what nobody foresaw.
BLANK_PLAN, BLANK_FOLLOW_UPS, BLANK_AGREED = 5, 4, 3
SIGNERS = ("Camat {name}", "Kepala Puskesmas {puskesmas}", "Penyuluh KB (PKB/PLKB)")
NO_NAMES = "Kasus disebut dengan nomornya. Jangan menulis nama, NIK, atau alamat pada lembar ini."
FROM_DATA = "Peringatan dihitung dari pencatatan yang diimpor; ukur ulang dan periksa sebelum memutuskan."
LOOK_UP = "Nomor dicocokkan dengan anaknya oleh petugas: ketik NIK di dasbor, Kasus, tab Anak. NIK tidak disimpan."


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One case as it is printed; texts are finished. deadline: with the words of an overdue one."""

    case_no: str
    group: str
    desa: str
    age: str
    concerns: str
    step: str
    deadline: str


@dataclass(frozen=True, kw_only=True)
class ChildLine:
    """One child with alarms that has no case; texts are finished."""

    case_no: str
    desa: str
    age: str
    concerns: str


@dataclass(frozen=True, kw_only=True)
class FollowUpLine:
    """One line of a follow-up plan; about: the case it belongs to, or "minilok"."""

    about: str
    activity: str
    implementer: str
    person_in_charge: str
    deadline: str
    status: str


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One line of the rencana kerja; weeks of 1-4."""

    activity: str
    implementer: str
    person_in_charge: str
    weeks: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkshopContent:
    """What a meeting prints.

    counts:       label and number of children per kind of alarm
    children:     those with alarms and without a case; more_children_n: how many are left out
    agenda:       items in order: what, and in how much detail
    participants: "Puskesmas Kejayan 4, PKB 2", "" before the meeting
    """

    kecamatan: Area
    kabkota: Area
    day: dt.date
    place: str
    puskesmas: tuple[str, ...]
    agenda: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    cases: tuple[CaseLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    plan: tuple[PlanLine, ...]
    children: tuple[ChildLine, ...] = ()
    more_children_n: int = 0
    participants: str = ""
    present_n: int | None = None
    summary: str = ""


@in_indonesian
def workshop_paper(
    content: WorkshopContent,
    *,
    letterhead: Letterhead,
    source: str,
    release_id: str,
    is_sample: bool = False,
) -> Paper:
    """The paper of one meeting, before or after it: A4 landscape, for officers."""
    return Paper(
        letterhead=letterhead,
        title=f"Minilokakarya stunting {content.kecamatan.official_name}",
        subtitle=f"{full_name(content.kabkota)}, {formats.date(content.day)}",
        blocks=(
            _facts(content),
            Heading(text="Susunan acara"),
            Table(head=("Acara", "Bahan"), rows=content.agenda, widths=(3, 7)),
            *_summary(content),
            Heading(text="Peringatan dari pencatatan"),
            Table(
                head=("Peringatan", "Anak"),
                rows=tuple((label, formats.number(n)) for label, n in content.counts),
                widths=(5, 1),
                right=(1,),
            ),
            Heading(text="Kasus yang dibahas"),
            cases_table(content.cases),
            Line(text=NO_NAMES),
            *_children(content),
            Heading(text="Rencana tindak lanjut (RTL)"),
            follow_up_table(content.follow_ups, blank_n=BLANK_FOLLOW_UPS),
            Heading(text="Rencana kerja empat minggu", starts_page=True),
            plan_table(content.plan, blank_n=BLANK_PLAN),
        ),
        signatures=_signatures(content),
        source=source,
        notes=(FROM_DATA, LOOK_UP),
        release_id=release_id,
        is_restricted=True,
        is_landscape=True,
        is_sample=is_sample,
    )


def cases_table(cases: Sequence[CaseLine], *, blank_n: int = 0) -> Table:
    """One row per case, by its number."""
    return Table(
        head=("Nomor kasus", "Kelompok", "Desa/kelurahan", "Umur", "Yang perlu perhatian", "Langkah", "Tenggat"),
        rows=tuple((one.case_no, one.group, one.desa, one.age, one.concerns, one.step, one.deadline) for one in cases),
        widths=(15, 12, 18, 11, 29, 14, 21),
        blank_n=blank_n,
    )


def follow_up_table(lines: Sequence[FollowUpLine], *, blank_n: int) -> Table:
    """The RTL form, with what is open and empty rows."""
    return Table(
        head=("Untuk", "Kegiatan", "Pelaksana", "Penanggung jawab", "Tenggat", "Keadaan"),
        rows=tuple(
            (one.about, one.activity, one.implementer, one.person_in_charge, one.deadline, one.status) for one in lines
        ),
        widths=(12, 34, 17, 17, 18, 14),
        blank_n=blank_n,
    )


def plan_table(lines: Sequence[PlanLine], *, blank_n: int) -> Table:
    """The form of the rencana kerja, a column per week."""
    return Table(
        head=("Kegiatan", "Pelaksana", "Penanggung jawab", *(f"Minggu {week}" for week in WEEKS), "Keterangan"),
        rows=tuple(
            (
                one.activity,
                one.implementer,
                one.person_in_charge,
                *(CROSS if week in one.weeks else "" for week in WEEKS),
                one.note,
            )
            for one in lines
        ),
        widths=(34, 18, 18, 8, 8, 8, 8, 20),
        centre=(3, 4, 5, 6),
        blank_n=blank_n,
    )


def _facts(content: WorkshopContent) -> Facts:
    present = "" if content.present_n is None else formats.number(content.present_n)
    return Facts(
        rows=(
            ("Kecamatan", content.kecamatan.name),
            ("Tanggal", formats.date(content.day)),
            ("Tempat", content.place),
            ("Puskesmas", ", ".join(content.puskesmas)),
            ("Jumlah hadir", present),
            ("Peserta", content.participants),
        )
    )


def _children(content: WorkshopContent) -> tuple[Heading | Table | Line, ...]:
    if not content.children:
        return ()
    more = f"Dan {formats.number(content.more_children_n)} anak lain; daftar lengkapnya di dasbor."
    return (
        Heading(text="Anak dengan peringatan yang belum punya kasus"),
        Table(
            head=("Nomor", "Desa/kelurahan", "Umur", "Yang perlu perhatian", "Keputusan"),
            rows=tuple((one.case_no, one.desa, one.age, one.concerns, "") for one in content.children),
            widths=(12, 18, 10, 36, 24),
        ),
        *((Line(text=more),) if content.more_children_n else ()),
    )


def _summary(content: WorkshopContent) -> tuple[Heading | Line, ...]:
    return (Heading(text="Ringkasan pertemuan"), Line(text=content.summary)) if content.summary else ()


def _signatures(content: WorkshopContent) -> tuple[Signature, ...]:
    puskesmas = " dan ".join(content.puskesmas[:2]) or "." * 20
    place = f"{content.kecamatan.name}, {formats.date(content.day)}"
    return tuple(
        Signature(title=title.format(name=content.kecamatan.name, puskesmas=puskesmas), place=place if at == 0 else "")
        for at, title in enumerate(SIGNERS)
    )
