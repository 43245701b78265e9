"""A code names one berita acara of the ledger, or says that it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stunting.minutes.code_check import check_code
from stunting.minutes.issuing import issue
from stunting.minutes.typed import MinutesError
from stunting.minutes.verification import Finding
from tests.meetings import BY


def test_every_way_to_write_the_code_names_the_same_entry(whole):
    ledger, one = whole
    proof = one.proof
    broken = f"  {proof.link[:40]}\n{proof.link[40:]} "

    for typed in (*proof.lines[:1], proof.link, broken, proof.lines[3], proof.sha256, proof.code, proof.code.lower()):
        found = check_code(typed, ledger)
        assert found.finding is Finding.SAME, typed
        assert found.issued.entry.seq == one.entry.seq
        assert f"nomor {one.entry.seq}" in found.sentence
        assert "kodenya" in found.notes[0]


def test_a_code_of_a_replaced_berita_acara_names_the_newer_one(ledger, whole):
    one = issue(ledger, whole[1].content, by=BY)
    newer = issue(ledger, replace(one.content, number="441/12"), by=BY)

    found = check_code(one.proof.link, ledger)

    assert found.finding is Finding.REPLACED
    assert f"nomor {newer.entry.seq}" in found.sentence


def test_other_digits_behind_a_known_entry_are_a_change(whole):
    ledger, one = whole
    last = "0" if one.proof.link[-1] != "0" else "1"

    found = check_code(one.proof.link[:-1] + last, ledger)

    assert found.finding is Finding.CHANGED
    assert found.difference.printed == one.proof.sha256[:32]


@pytest.mark.parametrize(
    "typed",
    ["stunting:ba:00000000-0000-0000-0000-000000000000:" + "0" * 32, "FFFF-FFFF-FFF0", "sha256: " + "f" * 64],
)
def test_a_code_of_elsewhere_is_unknown(whole, typed):
    assert check_code(typed, whole[0]).finding is Finding.UNKNOWN


@pytest.mark.parametrize("typed", ["", "   ", "12", "https://contoh.id", "stunting:ba:terpotong", "x" * 5_000])
def test_what_is_no_code_is_a_sentence_that_says_what_to_paste(whole, typed):
    with pytest.raises(MinutesError, match=r"QR|kode"):
        check_code(typed, whole[0])
