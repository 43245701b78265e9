"""The ledger keeps what it is given, refuses what cannot be kept, and never changes an entry."""

from __future__ import annotations

import datetime as dt
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from stunting.errors import LedgerError
from stunting.ledger import Ledger
from stunting.ledger.entries import START
from stunting.ledger.schema import REVISION
from stunting.ledger.upgrading import MIGRATIONS


def test_an_entry_is_found_again_with_everything_in_it(ledger, note):
    written = note("Baris 1", reason="Dua\nbaris", body={"angka": 2.5, "daftar": ["3514010001"], "kosong": None})

    (read,) = ledger.entries()

    assert read == written
    assert (read.seq, read.subject, read.author, read.role) == (1, "3514", "Siti Aminah", "Kabid Bappeda")
    assert read.reason == "Dua\nbaris"
    assert read.body == {"angka": 2.5, "daftar": ["3514010001"], "kosong": None}
    assert dt.datetime.fromisoformat(read.written_at).utcoffset() is not None


def test_the_first_entry_is_tied_to_the_start_and_each_other_to_the_one_before(note):
    first, second = note(), note()

    assert first.previous_sha256 == START
    assert second.previous_sha256 == first.sha256


def test_entries_are_asked_by_kind_and_subject_newest_first(ledger, note):
    note("a"), note("b", subject="1811"), note("c", kind="lain"), note("d")

    assert [one.body["teks"] for one in ledger.entries()] == ["d", "c", "b", "a"]
    assert [one.body["teks"] for one in ledger.entries(kind="catatan", subject="3514")] == ["d", "a"]
    assert [one.seq for one in ledger.entries(newest_first=False, limit=2)] == [1, 2]


def test_an_empty_ledger_is_sound(ledger):
    assert ledger.entries() == ()
    assert ledger.verify().is_sound
    assert "belum ada catatan" in ledger.verify().sentence


def test_a_second_opening_finds_the_entries_of_the_first(layout, note):
    note()

    assert len(Ledger.open(layout).entries()) == 1


def test_an_entry_that_corrects_names_the_earlier_one_and_both_stay(ledger, note):
    first = note("salah")

    note("benar", corrects=first.seq)

    assert [(one.body["teks"], one.corrects_seq) for one in ledger.entries()] == [("benar", 1), ("salah", None)]


@pytest.mark.parametrize("other", [{"subject": "1811"}, {"kind": "lain"}, {"corrects": 9}])
def test_only_an_entry_about_the_same_thing_is_corrected(ledger, note, other):
    note()

    with pytest.raises(LedgerError, match="tidak ada, atau tentang hal lain"):
        note(**{"corrects": 1, **other})
    assert len(ledger.entries()) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"author": "  "}, "tanpa nama"),
        ({"author": "x" * 121}, "Nama terlalu panjang"),
        ({"reason": "x" * 2001}, "Alasan terlalu panjang"),
        ({"body": {"teks": "x" * 2_000_001}}, "terlalu besar"),
        ({"body": {"teks": "\ud800"}}, "tidak dapat disimpan"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(ledger, note, given, sentence):
    with pytest.raises(LedgerError, match=sentence):
        note(**given)
    assert ledger.entries() == ()


def test_a_number_that_is_none_does_not_get_into_the_ledger(ledger, note):
    with pytest.raises(ValueError, match="JSON"):
        note(body={"angka": float("nan")})
    assert ledger.entries() == ()


@pytest.mark.parametrize("text", ["'); drop table entry; --", "<script>", "名前 ℃ 'x' \"y\"", "a\x00b\u202ec"])
def test_a_hostile_text_is_a_text(ledger, note, text):
    written = note(text, author=text, reason=text)

    assert ledger.entries() == (written,)
    assert written.body["teks"] == text
    assert written.author.isprintable()
    assert ledger.verify().is_sound


@pytest.mark.parametrize(
    "statement",
    [
        "update entry set author = 'lain'",
        "update entry set seq = 7 where seq = 1",
        "delete from entry",
        "insert into entry select seq, 'lain', kind, subject, written_at, author, role, reason, release_id, "
        "body, corrects_seq, previous_sha256, sha256 from entry where seq = 1 "
        "on conflict (seq) do update set author = 'lain'",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_an_entry(ledger, note, by_hand, statement):
    written = note()

    with pytest.raises(DBAPIError, match="never"):
        by_hand(statement, guarded=True)
    assert ledger.entries() == (written,)


def test_threads_that_write_at_once_lose_nothing(ledger, note):
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda number: note(str(number)), range(80)))

    assert sorted(one.seq for one in written) == list(range(1, 81))
    assert {one.body["teks"] for one in ledger.entries()} == {str(number) for number in range(80)}
    assert ledger.verify().is_sound


def test_a_ledger_of_a_newer_program_is_a_sentence(ledger, layout, by_hand):
    by_hand("update alembic_version set version_num = '9999'")

    with pytest.raises(LedgerError, match="versi program yang lebih baru"):
        Ledger.open(layout)


def test_the_mark_of_the_program_is_the_newest_step():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [REVISION]


def test_a_copy_is_a_ledger_of_its_own_with_the_same_entries(ledger, note, tmp_path):
    note("satu"), note("dua")

    copy = ledger.backup(tmp_path / "stik" / "cadangan.sqlite")

    opened = Ledger.open(f"sqlite:///{copy}")
    assert opened.entries() == ledger.entries()
    assert opened.verify().is_sound
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_into_a_folder_is_named_by_the_moment_and_leaves_nothing_else(ledger, note, tmp_path):
    note()
    (tmp_path / "stik").mkdir()

    copy = ledger.backup(tmp_path / "stik")

    assert list((tmp_path / "stik").iterdir()) == [copy]
    assert copy.name.startswith("buku-")


def test_a_copy_never_replaces_a_file(ledger, tmp_path):
    (tmp_path / "penting.sqlite").write_text("penting")

    with pytest.raises(LedgerError, match="Sudah ada"):
        ledger.backup(tmp_path / "penting.sqlite")
    assert (tmp_path / "penting.sqlite").read_text() == "penting"


def test_a_place_that_cannot_be_written_to_is_a_sentence(ledger, tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")

    with pytest.raises(LedgerError, match="Cadangan tidak dapat ditulis"):
        ledger.backup(tmp_path / "berkas" / "x.sqlite")


def test_a_copy_keeps_its_guards(ledger, note, tmp_path):
    note()
    copy = Ledger.open(f"sqlite:///{ledger.backup(tmp_path / 'x.sqlite')}")

    with pytest.raises(DBAPIError, match="never removed"), copy.engine.begin() as connection:
        connection.exec_driver_sql("delete from entry")


def test_a_ledger_that_others_keep_writing_is_a_sentence(ledger, note, monkeypatch):
    monkeypatch.setattr("stunting.ledger.engines.PATIENCE_S", 0.05)

    def refused(_):
        with pytest.raises(LedgerError, match="sedang ditulis proses lain"):
            note()

    ledger.alone(refused)
    note()
    assert len(ledger.entries()) == 1
