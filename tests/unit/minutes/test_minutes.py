"""A rembuk is read back from the ledger as it was written, with its corrections and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stunting.errors import LedgerError
from stunting.languages import ENGLISH, use
from stunting.ledger import Ledger
from stunting.minutes import reading
from stunting.minutes.kinds import COMMITMENT
from stunting.minutes.recording import Writer, record_attendance, record_item, record_meeting, withdraw
from stunting.minutes.records import AgendaStep, Attendance, Commitment, MeetingDecision
from stunting.minutes.typed import MinutesError
from tests.meetings import BY, FACTS, FOLLOW_UP, GROUPS, MEETING, decided_list, write_all, write_lokus
from tests.meetings import COMMITMENT as PROMISE
from tests.spoken import left_over

CORRECTING = replace(BY, reason="Salah ketik")


def test_a_new_process_reads_the_whole_rembuk_back(ledger, layout):
    seq = write_all(ledger, rows=2)

    minutes = reading.minutes_of(Ledger.open(layout), MEETING.id, FACTS)

    assert minutes.meeting == MEETING
    assert minutes.attendance == GROUPS
    assert [one.record.target for one in minutes.commitments] == ["Cakupan 61%", "Cakupan 62%"]
    assert [one.record.note for one in minutes.follow_ups] == ["501 keluarga", "502 keluarga"]
    assert minutes.decisions[0].record.lokus_seq == seq
    assert minutes.lokus[0].decided == decided_list()
    assert minutes.release == FACTS
    assert minutes.gaps == ()
    assert minutes.commitments[0].author == "Siti Aminah"
    assert minutes.commitments[0].written_at.utcoffset() is not None


def test_what_is_missing_is_said_in_the_language_of_the_reader(ledger):
    bare = replace(MEETING, agenda=(), started=None, signers=(), release_id="")
    record_meeting(ledger, bare, by=BY)
    record_item(ledger, bare, replace(PROMISE, deadline=None, person_in_charge=""), by=BY)
    record_item(ledger, bare, replace(FOLLOW_UP, when=""), by=BY)

    with use(ENGLISH):
        gaps = reading.minutes_of(ledger, bare.id).gaps

    assert "1 commitment has no due date. Complete it, so that it can be followed up." in gaps
    assert [one for one in gaps if left_over(one, frozenset())] == []
    assert len(gaps) == len(reading.minutes_of(ledger, bare.id).gaps) == 9


def test_a_refusal_names_the_field_in_the_language_of_the_reader(ledger):
    with use(ENGLISH), pytest.raises(MinutesError, match=r"^Chair is empty\. Fill it in, then record again\.$"):
        record_meeting(ledger, replace(MEETING, chair=" "), by=BY)


def test_a_corrected_commitment_keeps_its_place(ledger):
    write_all(ledger, rows=3)
    second = reading.minutes_of(ledger, MEETING.id).commitments[1]

    record_item(ledger, MEETING, replace(PROMISE, target="Cakupan 99%"), by=CORRECTING, corrects=second.seq)
    after = reading.minutes_of(ledger, MEETING.id).commitments[1]
    record_item(ledger, MEETING, replace(PROMISE, target="Cakupan 98%"), by=CORRECTING, corrects=after.seq)

    found = reading.minutes_of(ledger, MEETING.id).commitments
    assert [one.record.target for one in found] == ["Cakupan 61%", "Cakupan 98%", "Cakupan 63%"]
    assert found[1].first == second.seq


def test_a_withdrawn_commitment_is_gone_and_stays_in_the_ledger(ledger):
    write_all(ledger, rows=2)
    first = reading.minutes_of(ledger, MEETING.id).commitments[0]

    withdraw(ledger, MEETING, COMMITMENT, seq=first.seq, by=CORRECTING)

    assert len(reading.minutes_of(ledger, MEETING.id).commitments) == 1
    assert len(ledger.entries(kind=COMMITMENT)) == 3


def test_a_correction_needs_a_reason_and_the_same_rembuk(ledger):
    write_all(ledger, rows=1)
    other = replace(MEETING, id="rembuk-3514-20260301")
    record_meeting(ledger, other, by=BY)
    seq = reading.minutes_of(ledger, MEETING.id).commitments[0].seq

    with pytest.raises(MinutesError, match="alasan"):
        record_item(ledger, MEETING, PROMISE, by=BY, corrects=seq)
    with pytest.raises(MinutesError, match="bukan bagian dari rembuk"):
        record_item(ledger, other, PROMISE, by=CORRECTING, corrects=seq)


def test_two_rembuk_of_one_area_are_kept_apart(ledger):
    write_all(ledger, rows=1)
    other = replace(MEETING, id="rembuk-3514-20260301", date=dt.date(2026, 3, 1), started=None, ended=None)
    record_meeting(ledger, other, by=BY)
    record_item(ledger, other, FOLLOW_UP, by=BY)

    assert [one.record.id for one in reading.meetings(ledger)] == [other.id, MEETING.id]
    assert reading.minutes_of(ledger, other.id).commitments == ()
    assert len(reading.minutes_of(ledger, MEETING.id).follow_ups) == 1


def test_the_same_id_is_not_taken_twice(ledger):
    record_meeting(ledger, MEETING, by=BY)

    with pytest.raises(MinutesError, match="sudah tercatat"):
        record_meeting(ledger, MEETING, by=BY)


def test_an_unknown_rembuk_is_answered_with_the_nearest(ledger):
    record_meeting(ledger, MEETING, by=BY)

    with pytest.raises(MinutesError, match="Maksud Anda rembuk-3514-20260226"):
        reading.minutes_of(ledger, "rembuk-3514-20260225")


def test_everything_that_is_missing_is_said(ledger):
    bare = replace(MEETING, agenda=(), started=None, ended=None, signers=(), release_id="")
    record_meeting(ledger, bare, by=BY)

    said = " ".join(reading.minutes_of(ledger, bare.id).gaps)

    for words in ("acara", "Jam mulai", "Kehadiran", "keputusan", "komitmen", "tindak lanjut", "tangan", "Rilis"):
        assert words in said


def test_a_commitment_without_day_or_person_is_told(ledger):
    write_all(ledger, rows=1)
    record_item(ledger, MEETING, replace(PROMISE, deadline=None, person_in_charge=""), by=BY)

    said = reading.minutes_of(ledger, MEETING.id, FACTS).gaps

    assert said == (
        "Ada 1 komitmen tanpa tenggat. Lengkapi, supaya dapat ditagih.",
        "Ada 1 komitmen tanpa penanggung jawab. Lengkapi, supaya dapat ditagih.",
    )


def test_facts_of_another_release_are_not_taken(ledger):
    write_all(ledger, rows=1)

    minutes = reading.minutes_of(ledger, MEETING.id, replace(FACTS, id="20260101-000000-ffffffff"))

    assert minutes.release is None
    assert any("tidak ada di komputer ini" in one for one in minutes.gaps)


def test_a_decision_on_a_list_that_was_replaced_is_told(ledger):
    seq = write_all(ledger, rows=1)
    later = write_lokus(ledger, count=26, corrects=seq)

    minutes = reading.minutes_of(ledger, MEETING.id, FACTS)

    assert minutes.lokus[0].seq == seq
    assert f"sudah diganti nomor {later}" in minutes.gaps[0]


def test_a_decision_cannot_name_a_list_that_is_not_there(ledger):
    record_meeting(ledger, MEETING, by=BY)

    with pytest.raises(MinutesError, match="nomor 77 tidak ada di buku"):
        record_item(ledger, MEETING, MeetingDecision(question="Lokus", answer="Ya", lokus_seq=77), by=BY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": " \u200b "}, "Tempat belum diisi"),
        ({"chair": "x" * 121}, "paling banyak 120 huruf"),
        ({"place": "Aula 😀"}, "tidak dapat dicetak"),
        # The first letter is Cyrillic.
        ({"chair": "\u0410ni Puspita"}, "tidak dapat dicetak"),
        ({"id": "../../etc"}, "Kode rembuk"),
        ({"area_code": "35"}, "kode wilayahnya"),
        ({"agenda": (AgendaStep(title="a", minutes=-1),)}, "menit"),
        ({"ended": dt.datetime(2026, 2, 26, 8, 0)}, "lebih awal"),
        ({"started": dt.datetime(2026, 2, 26, 9, 0, tzinfo=dt.UTC)}, "waktu setempat"),
    ],
)
def test_facts_that_cannot_be_printed_are_refused_before_they_are_written(ledger, changes, said):
    with pytest.raises(MinutesError, match=said):
        record_meeting(ledger, replace(MEETING, **changes), by=BY)

    assert ledger.entries() == ()


def test_five_thousand_letters_fit_a_decision_but_no_cell(ledger):
    record_meeting(ledger, MEETING, by=BY)

    record_item(ledger, MEETING, MeetingDecision(question="Hal", answer="kata " * 999 + "akhir"), by=BY)

    with pytest.raises(MinutesError, match="paling banyak 300 huruf"):
        record_item(ledger, MEETING, replace(PROMISE, text="x" * 5_000), by=BY)
    with pytest.raises(MinutesError, match=r"paling banyak 5000 huruf"):
        record_item(ledger, MEETING, MeetingDecision(question="Hal", answer="x" * 5_001), by=BY)


def test_signs_that_cannot_be_seen_are_dropped(ledger):
    record_meeting(ledger, replace(MEETING, place="Aula\u200b\u202e  Bapperida\n"), by=BY)

    assert reading.minutes_of(ledger, MEETING.id).meeting.place == "Aula Bapperida"


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ((Attendance(institution="Camat", present_n=-1),), "bilangan bulat"),
        ((Attendance(institution="Camat", present_n=True),), "bilangan bulat"),
        ((Attendance(institution="Camat"), Attendance(institution="CAMAT")), "dua kali"),
    ],
)
def test_attendance_that_is_no_count_is_refused(ledger, groups, said):
    record_meeting(ledger, MEETING, by=BY)

    with pytest.raises(MinutesError, match=said):
        record_attendance(ledger, MEETING, groups, by=BY)


def test_nothing_is_written_without_a_name(ledger):
    with pytest.raises(LedgerError, match="nama yang mencatat"):
        record_meeting(ledger, MEETING, by=Writer(author=" "))


def test_an_entry_that_was_corrected_cannot_be_corrected_again(ledger):
    record_meeting(ledger, MEETING, by=BY)
    first = record_item(ledger, MEETING, PROMISE, by=BY)
    second = record_item(ledger, MEETING, replace(PROMISE, target="Cakupan 97%"), by=CORRECTING, corrects=first.seq)

    with pytest.raises(MinutesError, match=f"nomor {first.seq} sudah diganti nomor {second.seq}"):
        record_item(ledger, MEETING, replace(PROMISE, target="Cakupan 90%"), by=CORRECTING, corrects=first.seq)
    with pytest.raises(MinutesError, match="sudah diganti"):
        withdraw(ledger, MEETING, COMMITMENT, seq=first.seq, by=CORRECTING)

    assert reading.item_at(ledger, MEETING, Commitment, first.seq) == PROMISE
    assert reading.replacement(ledger, MEETING, COMMITMENT, second.seq) is None
    assert reading.last_entry(ledger, MEETING).seq == second.seq
