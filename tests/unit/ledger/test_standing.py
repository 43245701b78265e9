"""The state that pages ask for: read anew when the book or its anchor changed, and only then."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from stunting.ledger.standing import standing
from tests.ledgers import IN_A_FILE, filled


@pytest.fixture
def full(ledger, twelve):
    return filled(ledger, twelve)


def test_what_did_not_change_is_not_read_again(full):
    first = standing(full.place)

    assert standing(full.place) is first
    assert (first.is_sound, first.entry_n) == (True, 12)


def test_a_new_entry_is_seen_at_once(full, note):
    standing(full.place)

    last = note()

    assert (standing(full.place).entry_n, standing(full.place).last_sha256) == (13, last.sha256)


@pytest.mark.parametrize(
    "statement",
    [
        "update entry set reason = 'lain' where seq = 7",
        "update entry set reason = 'Rapat' where seq = 7",
        "delete from entry where seq = 7",
        "update entry set corrects_seq = null where seq = 7 or seq = 4",
    ],
)
def test_a_change_by_hand_is_seen_at_once_and_put_right_as_well(full, by_hand, statement, twelve):
    assert standing(full.place).is_sound

    by_hand(statement)
    assert standing(full.place).broken_seq in (4, 7)

    by_hand("delete from entry")
    filled(full, twelve)
    assert standing(full.place).is_sound


def test_an_anchor_that_was_taken_away_is_seen(full):
    assert "jangkar" not in standing(full.place).sentence

    full.anchor_path.unlink()

    assert "jangkar tidak ada" in standing(full.place).sentence


def test_many_who_ask_at_once_get_the_same_answer(full):
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(standing, [full.place] * 48))

    assert len({id(one) for one in found}) == 1


@IN_A_FILE
def test_a_file_that_vanished_is_seen(full):
    standing(full.place)

    full.place.file.unlink()

    assert standing(full.place).sentence.startswith("Akhir buku terpotong: catatan nomor 1 sampai 12")


@IN_A_FILE
def test_a_time_that_was_set_back_hides_nothing(full, by_hand):
    import os

    before = full.place.file.stat()
    standing(full.place)
    by_hand("update entry set reason = 'rapaT' where seq = 7")
    time.sleep(0.02)
    os.utime(full.place.file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert standing(full.place).broken_seq == 7
