import contextlib
import datetime as dt
import re
import sqlite3
import stat

import pytest

from stunting.cases import reading, recording
from stunting.cases.casebook import open_casebook
from stunting.cases.persons import CaseError
from stunting.cases.records import (
    Audit,
    CaseFollowUp,
    FollowUpReport,
    Group,
    Outcome,
    Round,
    Semester,
    Status,
    Step,
    WorkLine,
    Workshop,
    audit_id,
    semester_of,
    workshop_id,
)
from tests.case_rows import BY, TODAY, WHY, case
from tests.routine_rows import DESA
from tests.small import layout_in

DAY = dt.date(2025, 8, 10)
LINE = CaseFollowUp(
    case_no="B-AAAAAAA",
    activity="Rujuk ke RSUD",
    implementer="Bidan desa",
    person_in_charge="Kepala Puskesmas Kejayan",
    deadline=dt.date(2025, 8, 20),
)
AUDIT = Audit(
    id=audit_id("3514", 2025, Round.FIRST),
    kabupaten_code="3514",
    semester=Semester.FIRST,
    year=2025,
    decree="188/45/2025",
    formed_on=dt.date(2025, 3, 1),
)
WORKSHOP = Workshop(
    id=workshop_id("351406", DAY),
    kecamatan_code="351406",
    date=DAY,
    place="Pendopo Kecamatan Kejayan",
    participants="Camat, dua puskesmas, TP PKK",
    present_n=42,
    plan=(WorkLine(activity="Sweeping", weeks=(1, 2)),),
)


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


@pytest.fixture
def book(layout):
    return open_casebook(layout)


def only(book, within=DESA):
    (found,) = reading.cases(book, within)
    return found


def test_a_case_goes_through_its_steps(book):
    one = case(reason="Gizi buruk", rules=("gizi_buruk",), direct_factors=("bblr",), indirect_factors=("asap_rokok",))
    recording.open_case(book, one, by=BY)
    assert (only(book).case, only(book).step, only(book).step_on) == (one, Step.IDENTIFIED, one.opened_on)

    recording.move_step(book, one, Step.REVIEW, on=DAY, note="Tim pakar 12 Agustus", by=BY)
    assert (only(book).step, only(book).step_on) == (Step.REVIEW, DAY)

    recording.close_case(book, one, Outcome.BETTER, on=DAY, by=BY)
    assert (only(book).step, only(book).outcome) == (Step.CLOSED, Outcome.BETTER)
    assert book.verify().is_sound


def test_a_closed_case_stays_and_a_new_one_may_be_opened(book):
    recording.open_case(book, case(), by=BY)
    recording.close_case(book, case(), Outcome.SAME, on=DAY, by=BY)
    with pytest.raises(CaseError, match="sudah ditutup"):
        recording.move_step(book, case(), Step.REVIEW, on=DAY, by=BY)

    recording.open_case(book, case(opened_on=TODAY), by=BY)

    assert [one.step for one in reading.cases(book, DESA)] == [Step.CLOSED, Step.IDENTIFIED]
    recording.move_step(book, case(), Step.REVIEW, on=TODAY, by=BY)
    assert [one.step for one in reading.cases(book, DESA)] == [Step.CLOSED, Step.REVIEW]


def test_a_case_that_is_open_is_not_opened_again(book):
    recording.open_case(book, case(), by=BY)

    with pytest.raises(CaseError, match="masih terbuka"):
        recording.open_case(book, case(), by=BY)


def test_a_case_opened_in_two_windows_at_once_is_one_case(book):
    recording.open_case(book, case(), by=BY)
    first = book.entries(kind="kasus")[0]
    book.append(kind="kasus", subject="3514", author="B", reason="", release_id="", body=first.body)

    recording.move_step(book, case(), Step.REVIEW, on=DAY, by=BY)

    assert (only(book).step, only(book).written.author) == (Step.REVIEW, "Siti")


def test_a_line_of_the_plan_and_its_reports(book):
    recording.open_case(book, case(), by=BY)
    entry = recording.add_follow_up(book, case(), LINE, by=BY)
    (line,) = only(book).follow_ups
    assert (line.status, line.overdue_days(TODAY), line.overdue_days(DAY)) == (Status.PLANNED, 12, 0)

    for status, done in ((Status.RUNNING, None), (Status.DONE, dt.date(2025, 8, 25))):
        report = FollowUpReport(case_no="B-AAAAAAA", follow_up=entry.seq, status=status, done_on=done, evidence="Surat")
        recording.report_follow_up(book, case(), report, by=BY)

    (line,) = only(book).follow_ups
    assert (line.status, line.done_on, line.evidence, len(line.reports)) == (
        Status.DONE,
        dt.date(2025, 8, 25),
        "Surat",
        2,
    )
    assert (line.overdue_days(TODAY), only(book).next_deadline) == (0, None)


def test_a_report_on_another_cases_line_is_refused(book):
    recording.open_case(book, case(), by=BY)
    recording.open_case(book, case(case_no="B-BBBBBBB"), by=BY)
    entry = recording.add_follow_up(book, case(), LINE, by=BY)

    with pytest.raises(CaseError, match="bukan bagian"):
        report = FollowUpReport(case_no="B-BBBBBBB", follow_up=entry.seq, status=Status.DONE)
        recording.report_follow_up(book, case(case_no="B-BBBBBBB"), report, by=BY)


def test_a_correction_is_a_new_entry_and_needs_a_reason(book):
    entry = recording.open_case(book, case(note="Salah"), by=BY)
    with pytest.raises(CaseError, match="alasan"):
        recording.correct(book, entry.seq, case(note="Benar"), by=BY)

    recording.correct(book, entry.seq, case(note="Benar", desa_code="3514061002"), by=WHY)

    assert (only(book, "3514").case.note, only(book, "3514").written.first) == ("Benar", entry.seq)
    assert reading.cases(book, DESA) == ()
    assert [one.body["record"]["note"] for one in book.entries(kind="kasus", newest_first=False)] == ["Salah", "Benar"]
    with pytest.raises(CaseError, match="sudah diganti nomor 2"):
        recording.correct(book, entry.seq, case(note="Lain"), by=WHY)


def test_a_correction_keeps_to_its_case(book):
    entry = recording.open_case(book, case(), by=BY)

    with pytest.raises(CaseError, match="hal lain"):
        recording.correct(book, entry.seq, case(case_no="B-BBBBBBB"), by=WHY)


def test_a_step_that_was_withdrawn_counts_no_more(book):
    recording.open_case(book, case(), by=BY)
    entry = recording.move_step(book, case(), Step.PLAN, on=DAY, by=BY)

    recording.withdraw(book, "kasus_langkah", entry.seq, by=WHY)

    assert only(book).step is Step.IDENTIFIED
    assert len(book.entries()) == 3


def test_audits_and_workshops_are_kept_and_corrected(book):
    first = recording.record_audit(book, AUDIT, by=BY)
    recording.record_workshop(book, WORKSHOP, by=BY)
    with pytest.raises(CaseError, match="sudah tercatat"):
        recording.record_audit(book, AUDIT, by=BY)
    with pytest.raises(CaseError, match="sudah tercatat"):
        recording.record_workshop(book, WORKSHOP, by=BY)

    later = Audit(**{**vars(AUDIT), "audited_on": dt.date(2025, 5, 2)})
    recording.record_audit(book, later, by=WHY, corrects=first.seq)

    assert [one.record for one in reading.audits(book, "3514")] == [later]
    assert [one.record for one in reading.workshops(book, "351406")] == [WORKSHOP]
    assert reading.workshops(book, "351407") == ()


def test_days_of_an_audit_come_in_order(book):
    wrong = Audit(**{**vars(AUDIT), "audited_on": dt.date(2025, 1, 2)})

    with pytest.raises(CaseError, match="tidak berurutan"):
        recording.record_audit(book, wrong, by=BY)


def test_numbers_of_mothers_and_brides_are_made_from_nothing():
    made = {group: recording.new_case_number(group) for group in Group}

    assert {group: number[:2] for group, number in made.items()} == {
        Group.BRIDE: "C-",
        Group.PREGNANT: "H-",
        Group.POSTPARTUM: "N-",
        Group.UNDER2: "B-",
        Group.UNDER5: "B-",
    }
    assert all(re.fullmatch(r"[CHNB]-[A-HJ-KM-NP-Z2-9]{7}", number) for number in made.values())
    assert len({recording.new_case_number(Group.BRIDE) for _ in range(200)}) == 200


def test_semesters_are_halves_of_a_year():
    assert [semester_of(dt.date(2025, month, 1)).value for month in (1, 6, 7, 12)] == ["I", "I", "II", "II"]


def test_a_reason_or_author_may_not_tell_a_person_either(book):
    with pytest.raises(CaseError, match="Nama yang mencatat"):
        recording.open_case(book, case(), by=type(BY)(author="Siti 081234567890"))


def test_entries_of_other_kinds_are_passed_by(book):
    book.append(kind="asuh", subject="3514", author="A", reason="", release_id="", body={"form": 9})
    recording.open_case(book, case(), by=BY)

    assert len(reading.cases(book, "3514")) == 1


def test_the_casebook_is_readable_by_its_owner_alone(layout, book):
    recording.open_case(book, case(), by=BY)

    folder = layout.restricted / "kasus"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in folder.iterdir()} == {0}


def test_an_entry_changed_by_hand_is_named(layout, book):
    recording.open_case(book, case(), by=BY)
    recording.move_step(book, case(), Step.REVIEW, on=DAY, by=BY)

    with contextlib.closing(sqlite3.connect(layout.restricted / "kasus" / "kasus.sqlite")) as file, file:
        file.execute("drop trigger entry_keeps_its_rows")
        file.execute("update entry set author = 'Lain' where seq = 2")

    found = open_casebook(layout).verify()
    assert (found.is_sound, found.broken_seq) == (False, 2)
