"""Reports are entries of their own; a promise and its reports are corrected, never changed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from stunting.errors import LedgerError
from stunting.ledger.entries import canonical
from stunting.minutes import reading
from stunting.minutes.bodies import as_body, item_of
from stunting.minutes.document import content_of
from stunting.minutes.recording import Writer, record_item, record_meeting, withdraw
from stunting.minutes.records import Commitment
from stunting.minutes.typed import MinutesError
from stunting.promises.book import book_of
from stunting.promises.recording import record_report, withdraw_report
from stunting.promises.reports import Status
from tests.meetings import BY, COMMITMENT, HEAD, MEETING, register
from tests.promises import COMMITMENTS, FOLLOW_UP, TODAY, promised, report, told

WHY = replace(BY, reason="Salah ketik")
# As it was written before anybody could name who signs, or an amount.
OLD_BODY = {
    "text": "Menimbang semua balita",
    "person_in_charge": "Kepala Dinas Kesehatan",
    "institution": "Dinas Kesehatan",
    "target": "Cakupan 95%",
    "deadline": "2026-08-31",
    "budget_source": "APBD",
}


def test_a_report_is_an_entry_of_its_own_and_the_chain_stays_whole(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])

    entry = record_report(ledger, promise, report(evidence="Laporan"), by=BY, today=TODAY)

    assert (entry.kind, entry.subject, entry.corrects_seq) == ("komitmen_kabar", "3514", None)
    assert entry.body["promise_seq"] == promise.first
    assert ledger.verify().is_sound
    (found,) = book_of(ledger).promises
    assert [one.record.evidence for one in found.reports] == ["Laporan"]


def test_a_report_of_a_plan_has_its_own_kind(ledger):
    (promise,) = promised(ledger, FOLLOW_UP)

    assert record_report(ledger, promise, report(), by=BY, today=TODAY).kind == "rtl_kabar"


def test_a_corrected_promise_keeps_its_reports(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])
    told(ledger, promise, report())
    record_item(ledger, MEETING, replace(COMMITMENTS[0], target="Cakupan 90%"), by=WHY, corrects=promise.seq)

    (found,) = book_of(ledger).promises
    record_report(ledger, found, report(Status.KEPT, dt.date(2026, 10, 1)), by=BY, today=TODAY)
    (after,) = book_of(ledger).promises

    assert (found.target, len(found.reports), len(after.reports)) == ("Cakupan 90%", 1, 2)
    assert found.code == promise.code


def test_a_corrected_report_replaces_the_earlier_one_and_both_stay_in_the_ledger(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])
    found = told(ledger, promise, report(Status.KEPT))
    (wrong,) = found.reports

    record_report(ledger, found, report(Status.RUNNING), by=WHY, corrects=wrong.seq, today=TODAY)

    (after,) = book_of(ledger).promises
    assert [one.record.status for one in after.reports] == [Status.RUNNING]
    assert len(ledger.entries(kind="komitmen_kabar")) == 2


def test_a_report_that_another_window_corrected_is_not_corrected_again(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])
    found = told(ledger, promise, report(Status.KEPT))
    (wrong,) = found.reports
    record_report(ledger, found, report(Status.RUNNING), by=WHY, corrects=wrong.seq, today=TODAY)

    with pytest.raises(MinutesError, match="sudah diganti dari jendela lain"):
        record_report(ledger, found, report(Status.NOT_YET), by=WHY, corrects=wrong.seq, today=TODAY)


def test_a_report_that_was_taken_back_counts_no_more(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])
    found = told(ledger, promise, report())

    with pytest.raises(MinutesError, match="alasan"):
        withdraw_report(ledger, found, seq=found.reports[0].seq, by=BY)
    withdraw_report(ledger, found, seq=found.reports[0].seq, by=WHY)

    assert book_of(ledger).promises[0].reports == ()


def test_a_promise_that_was_taken_back_is_not_called_in(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])
    told(ledger, promise, report())
    withdraw(ledger, MEETING, "komitmen", seq=promise.seq, by=WHY)

    found = book_of(ledger)

    assert (found.promises, found.notes) == ((), ())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": dt.date(2026, 2, 25)}, "harus sejak janji dibuat"),
        ({"day": dt.date(2026, 11, 21)}, "tidak sesudah hari ini"),
        ({"reporter": " "}, "Pelapor belum diisi"),
        ({"realised": "x" * 301}, "terlalu panjang"),
        ({"realised_rp": -1}, "rupiah bulat"),
        ({"evidence": "Keluarga 3514 0612 3456 0001"}, "16 angka seperti NIK"),
        ({"evidence_file": "laporan.pdf"}, "sidik sha256"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(ledger, changes, sentence):
    (promise,) = promised(ledger, COMMITMENTS[0])

    with pytest.raises(MinutesError, match=sentence):
        record_report(ledger, promise, report(**changes), by=BY, today=TODAY)

    assert ledger.entries(kind="komitmen_kabar") == ()


def test_the_number_of_a_civil_servant_is_no_nik(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])

    told(ledger, promise, report(evidence="SK NIP 19700101 199001 1 001"))


def test_the_same_report_twice_is_one_slip_of_the_finger(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])
    found = told(ledger, promise, report())

    with pytest.raises(MinutesError, match="sudah dicatat sebagai nomor"):
        record_report(ledger, found, report(), by=BY, today=TODAY)


def test_without_a_name_nothing_is_written(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])

    with pytest.raises(LedgerError, match="nama yang mencatat"):
        record_report(ledger, promise, report(), by=Writer(author=""), today=TODAY)


def test_an_old_body_is_read_and_prints_as_before(ledger):
    record_meeting(ledger, MEETING, by=BY)
    ledger.append(
        kind="komitmen", subject="3514", author="Siti", reason="", release_id="",
        body={"form": 1, "meeting_id": MEETING.id, "record": OLD_BODY},
    )  # fmt: skip

    (promise,) = book_of(ledger).promises
    minutes = reading.minutes_of(ledger, MEETING.id)
    table = next(
        one
        for one in content_of(minutes, register=register(), letterhead=HEAD).blocks
        if getattr(one, "where", "") == "Komitmen"
    )

    assert (promise.signatory, promise.budget_rp) == ("", None)
    assert table.head == ("No", "Komitmen", "Penanggung jawab", "Lembaga", "Target", "Tenggat", "Anggaran")
    assert table.rows[0][-1] == "APBD"


def test_who_signed_and_how_much_stand_in_the_berita_acara(ledger):
    promised(ledger, COMMITMENTS[0])
    content = content_of(reading.minutes_of(ledger, MEETING.id), register=register(), letterhead=HEAD)

    table = next(one for one in content.blocks if getattr(one, "where", "") == "Komitmen")

    assert "Kepala Dinas Kesehatan, Rina Wulandari" in table.rows[0]
    assert table.rows[0][-1] == "APBD 2026; Rp150.000.000"


def test_new_fields_go_into_the_body_and_back():
    one = replace(COMMITMENT, signatory="Camat", signatory_name="Budi", budget_rp=15)

    assert item_of(Commitment, json.loads(canonical(as_body(one)))) == one


def test_a_report_whose_promise_is_gone_is_named(ledger):
    (promise,) = promised(ledger, COMMITMENTS[0])
    told(ledger, replace(promise, first=promise.first), report())
    ledger.append(
        kind="komitmen_kabar", subject="3514", author="Siti", reason="", release_id="",
        body={"form": 1, "meeting_id": MEETING.id, "promise_seq": 99, "record": as_body(report())},
    )  # fmt: skip

    found = book_of(ledger)

    assert "menunjuk catatan nomor 99" in found.notes[0]
    assert len(found.promises[0].reports) == 1


def test_the_source_line_says_how_many_entries_and_how_the_chain_ends(ledger):
    promised(ledger, COMMITMENTS[0])

    found = book_of(ledger)

    assert found.source.startswith("Sumber: Buku keputusan, 2 catatan, data per ")
    assert found.source.endswith(f"rantai {ledger.entries(limit=1)[0].sha256[:12]}.")
    assert book_of(ledger, within="1801").promises == ()
