"""Whatever is done to the entries by hand, the chain says where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stunting.ledger.anchor import read_anchor
from stunting.ledger.schema import ENTRY
from tests.ledgers import filled

FIELDS = [column.name for column in ENTRY.c]


@pytest.fixture
def five(ledger, twelve):
    """Five entries; the fourth corrects the first."""
    return filled(ledger, twelve[:5]).entries(newest_first=False)


def test_untouched_entries_are_sound(ledger, five):
    found = ledger.verify()

    assert (found.is_sound, found.entry_n, found.broken_seq) == (True, 5, None)
    assert found.sentence == "Buku utuh: 5 catatan, tidak ada yang diubah sesudah ditulis."


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "seq"])
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_an_edit_of_any_field_of_any_entry_is_found_where_it_is(ledger, five, by_hand, field, seq):
    value = 2 if field == "corrects_seq" else "palsu"

    by_hand((f"update entry set {field} = :value where seq = :seq", {"value": value, "seq": seq}))

    found = ledger.verify()
    assert (found.is_sound, found.broken_seq) == (False, seq)
    assert f"nomor {seq}" in found.sentence


def test_a_number_that_is_changed_leaves_a_gap(ledger, five, by_hand):
    by_hand("update entry set seq = 9 where seq = 5")

    assert ledger.verify().broken_seq == 5


def test_a_correction_that_is_cut_from_its_entry_is_found(ledger, five, by_hand):
    by_hand("update entry set corrects_seq = null where seq = 4")

    assert ledger.verify().broken_seq == 4


def test_an_entry_removed_from_the_middle_is_named(ledger, five, by_hand):
    by_hand("delete from entry where seq = 3")

    found = ledger.verify()
    assert (found.entry_n, found.broken_seq) == (4, 3)
    assert found.sentence.startswith("Catatan nomor 3 hilang dari buku.")


def test_several_entries_removed_from_the_middle_are_named(ledger, five, by_hand):
    by_hand("delete from entry where seq in (2, 3, 4)")

    assert ledger.verify().sentence.startswith("Catatan nomor 2 sampai 4 hilang dari buku.")


def test_a_removed_beginning_is_named(ledger, five, by_hand):
    by_hand("delete from entry where seq = 1")

    assert ledger.verify().broken_seq == 1


def test_a_gap_that_was_closed_by_counting_anew_is_found(ledger, five, by_hand):
    by_hand("delete from entry where seq = 3", "update entry set seq = seq - 1 where seq > 3")

    assert ledger.verify().broken_seq == 3


def test_a_tail_that_was_cut_off_is_missed(ledger, five, by_hand):
    by_hand("delete from entry where seq >= 4")

    found = ledger.verify()
    assert (found.is_sound, found.entry_n, found.broken_seq) == (False, 3, 4)
    assert found.sentence.startswith("Akhir buku terpotong: catatan nomor 4 sampai 5 pernah ada")


def test_a_cut_tail_is_still_missed_after_others_wrote_on(ledger, five, by_hand, note):
    by_hand("delete from entry where seq >= 4")

    for _ in range(4):
        note("sesudah")

    found = ledger.verify()
    assert (found.is_sound, found.entry_n, found.broken_seq) == (False, 7, 5)
    assert "pernah dipotong" in found.sentence


def test_exchanged_entries_are_found(ledger, five, by_hand):
    by_hand(
        "update entry set seq = 99 where seq = 2",
        "update entry set seq = 2 where seq = 3",
        "update entry set seq = 3 where seq = 99",
    )

    assert ledger.verify().broken_seq == 2


def test_an_inserted_entry_that_was_hashed_correctly_is_found_by_its_neighbour(ledger, five, by_hand):
    draft = replace(five[2], author="Orang lain", sha256="")
    forged = replace(draft, sha256=draft.computed_sha256)

    by_hand(("update entry set author = :author, sha256 = :sha256 where seq = 3", vars(forged)))

    found = ledger.verify()
    assert found.broken_seq == 4
    assert found.sentence.startswith("Kaitan catatan nomor 4 dengan catatan nomor 3 putus")


def test_an_entry_squeezed_between_two_others_is_found(ledger, five, by_hand):
    names = ", ".join(FIELDS[2:])
    by_hand(
        "update entry set seq = 6 where seq = 5",
        f"insert into entry (seq, id, {names}) select 5, 'x', {names} from entry where seq = 4",
    )

    assert ledger.verify().broken_seq == 5


def test_a_last_entry_that_was_rewritten_with_its_hash_is_told_by_the_anchor(ledger, five, by_hand):
    draft = replace(five[4], author="Orang lain", sha256="")
    forged = replace(draft, sha256=draft.computed_sha256)

    by_hand(("update entry set author = :author, sha256 = :sha256 where seq = 5", vars(forged)))

    found = ledger.verify()
    assert (found.is_sound, found.broken_seq) == (False, 5)


def test_without_the_anchor_a_sound_chain_says_what_it_cannot_know(ledger, five):
    ledger.anchor_path.unlink()

    found = ledger.verify()

    assert found.is_sound
    assert "jangkar tidak ada" in found.sentence


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"seq": "5"}', b'{"seq": 1e400, "sha256": "x"}', b"9" * 5_000])
def test_an_anchor_that_cannot_be_read_counts_as_none_and_is_set_anew(ledger, five, note, content):
    ledger.anchor_path.write_bytes(content)
    assert read_anchor(ledger.anchor_path) is None
    assert "jangkar tidak ada" in ledger.verify().sentence

    last = note()

    assert read_anchor(ledger.anchor_path).sha256 == last.sha256


def test_an_anchor_left_behind_by_a_crash_is_sound(ledger, five, note):
    before = ledger.anchor_path.read_bytes()
    note()

    ledger.anchor_path.write_bytes(before)

    assert ledger.verify().is_sound


def test_a_changed_file_breaks_reading_with_a_sentence(ledger, five, by_hand):
    by_hand("update entry set body = 'bukan json' where seq = 3")

    third = next(one for one in ledger.entries() if one.seq == 3)
    with pytest.raises(Exception, match="Catatan nomor 3 di buku tidak dapat dibaca"):
        _ = third.body
