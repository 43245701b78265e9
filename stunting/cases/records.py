"""What is written down of a case, an audit and a workshop. Officials are named with their office, children never.

Who a case is about is its case number; children have the one of their key, all others a random one. No text may hold
what tells a person (`persons.py`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from stunting.cases import factors
from stunting.cases import rules as alarm_rules
from stunting.cases.persons import CaseError, check_texts
from stunting.languages import N_, Words, _
from stunting.minutes.typed import NAME, PARAGRAPH, MinutesError, checked, typed

KEY_FORM = re.compile(r"[0-9a-f]{32}")
CASE_FORM = re.compile(r"[KCHNB]-[A-HJ-KM-NP-Z2-9]{7}")
MOST_LINES, MOST_PEOPLE = 200, 10_000

T = TypeVar("T")


class Group(StrEnum):
    """Whom an audit is about; children have a key, the others only a number."""

    BRIDE = "catin"
    PREGNANT = "bumil"
    POSTPARTUM = "bufas"
    UNDER2 = "baduta"
    UNDER5 = "balita"


GROUP_WORDS = Words(
    {
        Group.BRIDE: "Calon pengantin",
        Group.PREGNANT: "Ibu hamil",
        Group.POSTPARTUM: "Ibu nifas/menyusui",
        Group.UNDER2: "Baduta (0–23 bulan)",
        Group.UNDER5: "Balita (24–59 bulan)",
    }
)


class Step(StrEnum):
    """Where a case stands, in this order."""

    IDENTIFIED = "identifikasi"
    REVIEW = "kajian"
    PLAN = "rtl"
    EVALUATION = "evaluasi"
    CLOSED = "selesai"


STEP_WORDS = Words(
    {
        Step.IDENTIFIED: "Identifikasi",
        Step.REVIEW: "Kajian",
        Step.PLAN: "RTL",
        Step.EVALUATION: "Evaluasi",
        Step.CLOSED: "Selesai",
    }
)


class Status(StrEnum):
    """How far a line of the follow-up plan is."""

    PLANNED = "belum"
    RUNNING = "berjalan"
    DONE = "selesai"
    DROPPED = "batal"


class Outcome(StrEnum):
    """Why a case was closed."""

    BETTER = "membaik"
    SAME = "tidak berubah"
    WORSE = "memburuk"
    AGED_OUT = "lewat usia sasaran"
    MOVED = "pindah"
    NO_CASE = "bukan kasus"
    DIED = "meninggal"


OUTCOME_WORDS = Words(
    {
        Outcome.BETTER: "membaik",
        Outcome.SAME: "tidak berubah",
        Outcome.WORSE: "memburuk",
        Outcome.AGED_OUT: "lewat usia sasaran",
        Outcome.MOVED: "pindah",
        Outcome.NO_CASE: "bukan kasus",
        Outcome.DIED: "meninggal",
    }
)


class Semester(StrEnum):
    """Half of a year."""

    FIRST = "I"
    SECOND = "II"


class Round(StrEnum):
    """Which audit of the year; where they are tied to semesters is up to the kabupaten."""

    FIRST = "Audit I"
    SECOND = "Audit II"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case.

    case_no:    of the child (`numbers.case_number`), or random (`recording.new_case_number`)
    child_key:  of a child that was imported; None for mothers and brides, and for a child that is not in the data
    rules:      keys of the alarms that stood when it was opened
    audit_id:   of `Audit`, "" where it belongs to none
    """

    case_no: str
    group: Group
    desa_code: str
    opened_on: dt.date
    semester: Semester
    year: int
    child_key: str | None = None
    puskesmas: str = typed(N_("Puskesmas"), longest=NAME)
    reason: str = typed(N_("Alasan kasus"))
    rules: tuple[str, ...] = ()
    direct_factors: tuple[str, ...] = ()
    indirect_factors: tuple[str, ...] = ()
    note: str = typed(N_("Catatan"), longest=PARAGRAPH)
    audit_id: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseStep:
    """A case moved to a step; outcome is needed where it is closed, and None elsewhere."""

    case_no: str
    step: Step
    on: dt.date
    note: str = typed(N_("Catatan langkah"), longest=PARAGRAPH)
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class CaseFollowUp:
    """One line of the follow-up plan (RTL) of a case; what is reported later is a `FollowUpReport`."""

    case_no: str
    activity: str = typed(N_("Kegiatan"), is_needed=True)
    implementer: str = typed(N_("Pelaksana"), longest=NAME)
    person_in_charge: str = typed(N_("Penanggung jawab"), longest=NAME)
    deadline: dt.date | None = None
    status: Status = Status.PLANNED
    done_on: dt.date | None = None
    evidence: str = typed(N_("Bukti"))


@dataclass(frozen=True, kw_only=True)
class FollowUpReport:
    """How far a line of the plan is; follow_up is the number of the entry that began the line."""

    case_no: str
    follow_up: int
    status: Status
    done_on: dt.date | None = None
    evidence: str = typed(N_("Bukti"))


@dataclass(frozen=True, kw_only=True)
class Audit:
    """One audit of a kabupaten; the days of the four steps are None until they were done."""

    id: str
    kabupaten_code: str
    semester: Semester
    year: int
    round: Round = Round.FIRST
    decree: str = typed(N_("SK tim audit"), longest=NAME)
    experts: str = typed(N_("Tim pakar"), longest=PARAGRAPH)
    formed_on: dt.date | None = None
    audited_on: dt.date | None = None
    disseminated_on: dt.date | None = None
    evaluated_on: dt.date | None = None
    note: str = typed(N_("Catatan audit"), longest=PARAGRAPH)


AUDIT_STEPS = Words(
    {
        "formed_on": "Pembentukan tim",
        "audited_on": "Audit dan pendampingan",
        "disseminated_on": "Diseminasi",
        "evaluated_on": "Tindak lanjut dan evaluasi",
    }
)


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """One line of the rencana kerja; weeks are of 1-4."""

    activity: str = typed(N_("Kegiatan"), is_needed=True)
    implementer: str = typed(N_("Pelaksana"), longest=NAME)
    person_in_charge: str = typed(N_("Penanggung jawab"), longest=NAME)
    weeks: tuple[int, ...] = ()
    note: str = typed(N_("Keterangan"))


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """One minilokakarya of a kecamatan; participants are institutions and offices, plan is what was promised."""

    id: str
    kecamatan_code: str
    date: dt.date
    place: str = typed(N_("Tempat"), is_needed=True)
    participants: str = typed(N_("Peserta"), longest=PARAGRAPH)
    present_n: int | None = None
    summary: str = typed(N_("Ringkasan"), longest=PARAGRAPH)
    plan: tuple[WorkLine, ...] = ()


Record = Case | CaseStep | CaseFollowUp | FollowUpReport | Audit | Workshop


def audit_id(kabupaten_code: str, year: int, round_: Round) -> str:
    """ "audit-3514-2026-1"."""
    return f"audit-{kabupaten_code}-{year}-{list(Round).index(round_) + 1}"


def workshop_id(kecamatan_code: str, date: dt.date) -> str:
    """ "minilok-351406-20260222"."""
    return f"minilok-{kecamatan_code}-{date:%Y%m%d}"


def semester_of(day: dt.date) -> Semester:
    return Semester.FIRST if day.month <= 6 else Semester.SECOND


def checked_record(record: T) -> T:
    """The record with its texts cleaned, and nothing in them that tells a person.

    Raises:
        CaseError: something in it cannot be kept.
    """
    try:
        cleaned: T = checked(record)
    except MinutesError as error:
        raise CaseError(str(error)) from error
    check_texts(cleaned)
    if isinstance(cleaned, Workshop):
        cleaned = replace(cleaned, plan=tuple(checked_record(one) for one in cleaned.plan))
    _check(cleaned)
    return cleaned


def _check(record: object) -> None:
    match record:
        case Case():
            _check_case(record)
        case CaseStep(step=step, outcome=outcome):
            if (outcome is not None) != (step is Step.CLOSED):
                raise CaseError(_("Pilih hasil akhir kasus bila kasus ditutup, dan hanya bila ditutup."))
        case CaseFollowUp() | FollowUpReport():
            if (record.done_on is not None) and record.status is not Status.DONE:
                raise CaseError(_("Tanggal selesai hanya untuk tindak lanjut yang selesai. Periksa statusnya."))
        case Audit():
            _check_area(record.kabupaten_code, 4)
            _check_year(record.year)
            days = [day for name in AUDIT_STEPS if (day := getattr(record, name)) is not None]
            if days != sorted(days):
                raise CaseError(_("Tanggal langkah audit tidak berurutan: bentuk tim, audit, diseminasi, evaluasi."))
        case Workshop():
            _check_area(record.kecamatan_code, 6)
            if record.present_n is not None and not 0 <= record.present_n <= MOST_PEOPLE:
                raise CaseError(_("Jumlah hadir harus bilangan bulat dari 0 sampai 10.000."))
            if len(record.plan) > MOST_LINES:
                raise CaseError(_("Rencana kerja paling banyak {most_lines} baris.", most_lines=MOST_LINES))
        case WorkLine():
            if not set(record.weeks) <= {1, 2, 3, 4}:
                raise CaseError(_("Minggu rencana kerja hanya 1 sampai 4."))


def _check_case(case: Case) -> None:
    _check_area(case.desa_code, 10)
    _check_year(case.year)
    if not CASE_FORM.fullmatch(case.case_no):
        raise CaseError(_("Nomor kasus {case_no} tidak sah. Contoh yang sah: K-7QX4M2B.", case_no=case.case_no[:20]))
    is_child = case.group in (Group.UNDER2, Group.UNDER5)
    if case.child_key is not None and (not is_child or not KEY_FORM.fullmatch(case.child_key)):
        raise CaseError(_("Kasus ini menunjuk anak dengan cara yang tidak sah. Buka kasusnya dari daftar peringatan."))
    for key in case.rules:
        alarm_rules.rule(key)
    factors.check(case.direct_factors, factors.DIRECT)
    factors.check(case.indirect_factors, factors.INDIRECT)


def _check_area(code: str, digits: int) -> None:
    if not re.fullmatch(rf"[0-9]{{{digits}}}", code):
        raise CaseError(_("Kode wilayah {code} tidak sah; yang diminta {digits} angka.", code=code[:20], digits=digits))


def _check_year(year: int) -> None:
    if type(year) is not int or not 2015 <= year <= 2100:
        raise CaseError(_("Tahun harus dari 2015 sampai 2100."))
