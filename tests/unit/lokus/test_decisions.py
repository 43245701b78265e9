"""A decided list is written with all that it was made from, found again, corrected by a new entry, and compared."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stunting.errors import LedgerError
from stunting.languages import ENGLISH, use
from stunting.ledger import Ledger
from stunting.lokus.decisions import (
    KIND,
    DecidedDesa,
    DecidedList,
    ListDifference,
    Status,
    decisions,
    difference,
    record_decision,
)
from stunting.lokus.scenario import PRESETS, Scenario, Swap
from tests.ledgers import backend, by_hand, layout  # noqa: F401 - fixtures

SCENARIO = Scenario(
    kabupaten_code="3514",
    lokus_year=2026,
    period="bt:2025-08",
    size=2,
    rules=PRESETS["usulan"],
    swaps=(Swap(out_code="3514012003", in_code="3514012002", reason="Akses air"),),
)
DECIDED = DecidedList(
    scenario=SCENARIO,
    decided_on=dt.date(2025, 9, 23),
    desa=(
        DecidedDesa(
            code="3514012001",
            name="Kejayan",
            kecamatan_name="Kejayan",
            status=Status.NEW,
            place="terpilih",
            shown={"score": 0.714, "stunted_n": 34, "krs_n": None},
        ),
        DecidedDesa(code="3514012002", name="Tundosoro", kecamatan_name="Kejayan", status=Status.KEPT),
        DecidedDesa(code="3514012003", name="Ambal-Ambil", kecamatan_name="Kejayan", status=Status.LEFT),
    ),
    sums={"stunted_n": 61, "measured_n": 402},
)


@pytest.fixture
def ledger(layout):  # noqa: F811
    return Ledger.open(layout)


@pytest.fixture
def record(ledger):
    def write(decided=DECIDED, **given):
        facts = {"author": "Siti", "role": "Kabid", "reason": "Disepakati rembuk", "release_id": "20260222-x"}
        return record_decision(ledger, decided, **{**facts, **given})

    return write


def test_a_decision_is_found_again_with_scenario_list_and_figures(ledger, record):
    entry = record()

    (one,) = decisions(ledger, "3514")

    assert one.decided == DECIDED
    assert (one.seq, one.author, one.role, one.reason) == (entry.seq, "Siti", "Kabid", "Disepakati rembuk")
    assert one.release_id == "20260222-x"
    assert one.written_at.utcoffset() is not None
    assert one.counts


def test_a_decision_is_an_entry_of_its_kind_and_kabupaten(ledger, record):
    entry = record()

    assert (entry.kind, entry.subject) == (KIND, "3514") == ("lokus_dipilih", "3514")


def test_a_desa_that_left_is_told_and_not_counted_as_chosen():
    assert DECIDED.chosen_codes == ("3514012001", "3514012002")


def test_decisions_are_listed_newest_first_by_kabupaten_and_year(ledger, record):
    record(reason="pertama")
    record(replace(DECIDED, scenario=replace(SCENARIO, lokus_year=2027)), reason="kedua")
    other = replace(SCENARIO, kabupaten_code="1811")
    record(DecidedList(scenario=other, decided_on=DECIDED.decided_on, desa=(desa("1811012001"),)), reason="ketiga")

    assert [one.reason for one in decisions(ledger, "3514")] == ["kedua", "pertama"]
    assert [one.reason for one in decisions(ledger, "3514", lokus_year=2026)] == ["pertama"]
    assert decisions(ledger, "6209") == ()


def desa(code, status=Status.NEW):
    return DecidedDesa(code=code, name="Desa", kecamatan_name="Kecamatan", status=status)


def test_a_correction_refers_to_the_earlier_decision_and_both_stay(ledger, record):
    first = record(reason="salah daftar")
    record(reason="daftar benar", corrects=first.seq)

    newest, oldest = decisions(ledger, "3514")

    assert (newest.corrects_seq, newest.counts) == (first.seq, True)
    assert (oldest.corrected_by, oldest.counts, oldest.reason) == (newest.seq, False, "salah daftar")


def test_a_corrected_decision_is_corrected_again_through_its_correction(ledger, record):
    first = record()
    second = record(corrects=first.seq)

    with pytest.raises(LedgerError, match="nomor 1 sudah diperbaiki oleh nomor 2"):
        record(corrects=first.seq)
    record(corrects=second.seq)

    assert [one.counts for one in decisions(ledger, "3514")] == [True, False, False]


def test_the_same_decision_from_a_second_tab_is_not_written_twice(ledger, record):
    record()

    with pytest.raises(LedgerError, match="sudah dicatat sebagai nomor 1"):
        record(author="Budi")
    record(replace(DECIDED, decided_on=dt.date(2025, 9, 24)))

    assert len(ledger.entries()) == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " \n"}, "Tulis dulu alasan keputusan"),
        ({"author": ""}, "Tulis dulu nama"),
        ({"release_id": ""}, "tanpa nomor rilis"),
        ({"corrects": 5}, "tidak ada, atau tentang hal lain"),
    ],
)
def test_a_decision_without_reason_author_or_release_is_refused(ledger, record, given, sentence):
    with pytest.raises(LedgerError, match=sentence):
        record(**given)
    assert decisions(ledger, "3514") == ()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ((), "kosong"),
        ((desa("3514012001", Status.LEFT),), "kosong"),
        ((desa("3514012001"), desa("3514012001", Status.KEPT)), "dua kali"),
        ((desa("1811012001"),), "bukan desa/kelurahan di kabupaten/kota ini"),
        ((desa("351401"),), "bukan desa/kelurahan"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(ledger, record, lines, sentence):
    with pytest.raises(LedgerError, match=sentence):
        record(replace(DECIDED, desa=lines))
    assert ledger.entries() == ()


def test_a_scenario_that_could_not_be_read_again_is_refused(record):
    with pytest.raises(LedgerError, match="di luar batas"):
        record(replace(DECIDED, scenario=replace(SCENARIO, draws=10**9)))


def test_figures_of_a_frame_become_plain_numbers_and_unknown_ones_null(ledger, record):
    shown = {"a": np.float64(0.5), "b": np.int64(3), "c": np.nan, "d": pd.NA, "e": None, "f": float("inf")}

    record(replace(DECIDED, sums=shown))

    (one,) = decisions(ledger, "3514")
    assert one.decided.sums == {"a": 0.5, "b": 3, "c": None, "d": None, "e": None, "f": None}


def test_a_decided_list_is_compared_with_the_list_of_a_release():
    assert difference(DECIDED, ["3514012002", "3514012001"]).is_same
    assert difference(DECIDED, ["3514012001", "3514012003"]) == ListDifference(
        only_decided=("3514012002",), only_other=("3514012003",)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"desa": [{"name": 5}]},
        {"desa": [{"code": 3514012001}]},
        {"desa": [{"kecamatan_name": None}]},
        {"desa": [{"place": ["x"]}]},
        {"desa": [{"shown": "34"}]},
        {"desa": [{"shown": {"stunted_n": "34"}}]},
        {"sums": {"stunted_n": []}},
    ],
)
def test_a_field_of_another_type_makes_the_decision_unreadable(ledger, record, change):
    record()
    body = ledger.entries()[0].body
    lines = [{**body["desa"][0], **one} for one in change.get("desa", [{}])]
    by_hand(ledger, ("update entry set body = :body", {"body": json.dumps({**body, **change, "desa": lines})}))

    with pytest.raises(LedgerError, match="nomor 1 di buku tidak dapat dibaca"):
        decisions(ledger, "3514")


@pytest.mark.parametrize("body", ["{}", "[]", "bukan json", '{"form": 2}', '{"form": 1, "scenario": {}}'])
def test_a_decision_that_was_changed_by_hand_is_a_sentence(ledger, record, body):
    record()
    by_hand(ledger, ("update entry set body = :body", {"body": body}))

    with pytest.raises(LedgerError, match="nomor 1 di buku tidak dapat dibaca"):
        decisions(ledger, "3514")
    assert ledger.verify().broken_seq == 1


def test_a_list_of_two_thousand_desa_fits(ledger, record):
    lines = tuple(
        replace(desa(f"3514{number:06d}"), shown={"score": number / 7, "stunted_n": number}) for number in range(2_000)
    )

    record(replace(DECIDED, desa=lines))

    assert len(decisions(ledger, "3514")[0].decided.chosen_codes) == 2_000


def test_a_decision_of_an_english_reader_is_stored_in_the_words_of_everybody(record):
    with use(ENGLISH):
        entry = record()

    assert [one["status"] for one in entry.body["desa"]] == ["baru", "lanjutan", "keluar"]
