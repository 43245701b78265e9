"""What `serve` says at its start about books that are not whole."""

from __future__ import annotations

import pytest

from stunting.cases.casebook import casebook_place, open_casebook
from stunting.cli.books_at_start import broken, say_what_is_broken
from stunting.ledger import Ledger
from tests import ledgers
from tests.ledgers import filled

FACTS = {"subject": "3514", "author": "Siti", "reason": "", "release_id": "", "body": {}}


@pytest.fixture
def full(ledger, twelve):
    return filled(ledger, twelve)


def test_nothing_is_said_of_whole_books_and_none_is_made(full, layout, capsys):
    say_what_is_broken(layout)

    assert capsys.readouterr() == ("", "")
    assert not layout.restricted.exists()


def test_every_broken_link_of_the_ledger_is_named(full, layout, by_hand, capsys):
    by_hand("update entry set author = 'lain' where seq = 4", "delete from entry where seq = 9")

    say_what_is_broken(layout)

    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("PERINGATAN, Buku tidak utuh: Catatan nomor 4 diubah")
    assert "Yang tertulis sekarang: nomor 4, rembuk, wilayah 3514" in said[0]
    assert said[1].startswith("PERINGATAN, Buku tidak utuh: Catatan nomor 9 hilang dari buku.")
    assert "ledger restore BERKAS`" in said[2]


def test_a_broken_casebook_is_named_without_its_content(full, layout):
    casebook = open_casebook(layout)
    casebook.append(kind="kasus", **{**FACTS, "body": {"key": "KUNCI-ANAK"}})
    ledgers.by_hand(casebook, "update entry set reason = 'RAHASIA' where seq = 1")

    said = " ".join(broken(layout))

    assert "Buku kasus tidak utuh: Catatan nomor 1" in said
    assert "ledger restore BERKAS --casebook`" in said
    assert "KUNCI-ANAK" not in said
    assert "RAHASIA" not in said


def test_a_casebook_that_was_deleted_is_missed(full, layout):
    open_casebook(layout).append(kind="kasus", **FACTS)
    casebook_place(layout).file.unlink()

    assert "catatan nomor 1 pernah ada dan sekarang hilang" in " ".join(broken(layout))


def test_a_ledger_that_cannot_be_reached_is_said_and_stops_nothing(layout, monkeypatch):
    monkeypatch.setenv("STUNTING_LEDGER", "mysql://x/y")

    assert broken(layout) == [
        "PERINGATAN: Buku hanya dapat disimpan di berkas SQLite atau di PostgreSQL. Periksa STUNTING_LEDGER."
    ]
    with pytest.raises(Exception, match="STUNTING_LEDGER"):
        Ledger.open(layout)
