"""A chain of twelve entries of several kinds: whatever is done to any one row by hand is named with its number."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import NullPool, create_engine

from stunting.ledger.schema import ENTRY
from tests.ledgers import filled

NUMBERS = range(1, 13)
# Another value of the same type; what is written there is a plausible one where there is one.
OTHERS = {
    "id": "00000000-0000-4000-8000-000000000000",
    "kind": "komitmen_lain",
    "subject": "3520",
    "written_at": "2020-01-01T08:00:00.000+07:00",
    "author": "Orang lain",
    "role": "Camat",
    "reason": "",
    "release_id": "20200101-000000-00000000",
    "body": "{}",
    "corrects_seq": 11,
    "previous_sha256": "0" * 63 + "1",
    "sha256": "f" * 64,
}


@pytest.fixture
def change(ledger, twelve):
    """`change(work)`: what is found while the work on the full ledger stands; it is taken back afterwards."""
    filled(ledger, twelve)
    engine = create_engine(ledger.url, poolclass=NullPool)

    def changed(*statements):
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)
        found = ledger.verify()
        with engine.begin() as connection:
            connection.execute(ENTRY.delete())
            connection.execute(ENTRY.insert(), list(twelve))
        return found

    return changed


@pytest.fixture(autouse=True)
def _unguarded(by_hand):
    by_hand()


def test_the_twelve_are_whole_before_and_after(change, ledger):
    assert change().is_sound
    assert ledger.verify().entry_n == 12


@pytest.mark.parametrize("column", OTHERS)
def test_every_edit_of_every_column_is_named(change, column):
    assert set(OTHERS) == {one.name for one in ENTRY.c} - {"seq"}
    for seq in NUMBERS:
        found = change(ENTRY.update().where(ENTRY.c.seq == seq).values({column: OTHERS[column]}))

        assert (found.is_sound, found.broken_seq) == (False, seq), (column, seq, found)
        assert f"nomor {seq}" in found.sentence
        assert f"nomor {seq}, " in found.breaks[0].detail


def test_every_deletion_is_named(change):
    for seq in NUMBERS:
        found = change(ENTRY.delete().where(ENTRY.c.seq == seq))

        assert (found.is_sound, found.broken_seq, len(found.breaks)) == (False, seq, 1), found
        assert f"nomor {seq}" in found.sentence


def test_every_pair_of_edits_and_deletions_is_named_twice(change):
    for first, second in itertools.combinations((1, 4, 5, 9, 11, 12), 2):
        found = change(
            ENTRY.delete().where(ENTRY.c.seq == first),
            ENTRY.update().where(ENTRY.c.seq == second).values(reason="lain"),
        )

        assert [one.seq for one in found.breaks] == [first, second], found
        assert f"Ada 1 tempat lain: nomor {second}." in found.sentence


def test_every_exchange_of_neighbours_is_named(change):
    for seq in NUMBERS[:-1]:
        found = change(
            ENTRY.update().where(ENTRY.c.seq == seq).values(seq=99),
            ENTRY.update().where(ENTRY.c.seq == seq + 1).values(seq=seq),
            ENTRY.update().where(ENTRY.c.seq == 99).values(seq=seq + 1),
        )

        assert [one.seq for one in found.breaks][:2] == [seq, seq + 1], found


def test_every_cut_of_the_end_is_named(change):
    for seq in NUMBERS:
        found = change(ENTRY.delete().where(ENTRY.c.seq >= seq))

        assert (found.is_sound, found.broken_seq, found.entry_n) == (False, seq, seq - 1), found
        assert "Jangkar mencatat catatan nomor 12 dengan hash" in found.breaks[-1].detail


def test_every_number_that_was_changed_is_named(change):
    for seq in NUMBERS:
        found = change(ENTRY.update().where(ENTRY.c.seq == seq).values(seq=40))

        assert found.broken_seq == seq, found
