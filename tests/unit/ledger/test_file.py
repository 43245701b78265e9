"""What only a ledger in a file of SQLite knows: modes, the log beside it, damage, a file that comes and goes."""

from __future__ import annotations

import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import DBAPIError

from stunting.errors import LedgerError
from stunting.ledger import Ledger
from stunting.ledger.books import FILE
from tests.ledgers import IN_A_FILE
from tests.small import layout_in

pytestmark = IN_A_FILE


@pytest.fixture(autouse=True)
def _in_a_file(backend):
    """The mark above names it for every test, also for those that make a ledger of their own."""


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """An installation without a ledger."""
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    return layout_in(tmp_path / "baru")


def test_only_the_owner_can_read_the_files_also_while_they_are_used(ledger, note, layout):
    note()

    with ledger.engine.connect() as connection:
        connection.exec_driver_sql("select count(*) from entry").scalar()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in layout.ledger.iterdir()}

    assert set(modes) == {"buku.sqlite", "buku.sqlite-wal", "buku.sqlite-shm", "buku.jangkar"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(layout.ledger.stat().st_mode) == 0o700


def test_a_folder_that_was_there_keeps_its_mode(tmp_path):
    folder = tmp_path / "bersama"
    folder.mkdir(mode=0o755)

    ledger = Ledger.open(f"sqlite:///{folder / 'buku.sqlite'}")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "buku.sqlite").stat().st_mode) == 0o600
    assert ledger.verify().is_sound


def test_every_change_waits_for_the_disk(ledger):
    with ledger.engine.connect() as connection:
        assert connection.exec_driver_sql("pragma synchronous").scalar() == 2
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"


def test_when_nobody_uses_it_the_ledger_is_one_file_and_its_anchor(note, layout):
    note()

    assert {path.name for path in layout.ledger.iterdir()} == {"buku.sqlite", "buku.jangkar"}


def test_threads_that_open_a_new_ledger_at_once_all_get_it(tmp_path):
    places = [layout_in(tmp_path / str(number % 3)) for number in range(12)]

    with ThreadPoolExecutor(12) as pool:
        opened = list(pool.map(Ledger.open, places))

    assert all(one.verify().is_sound for one in opened)
    assert len({id(one.engine) for one in opened}) == 3


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "buku").write_text("bukan folder")

    with pytest.raises(LedgerError, match="Folder buku tidak dapat ditulisi"):
        Ledger.open(layout_in(tmp_path))


@pytest.mark.parametrize("content", [b"bukan basis data, hanya teks", b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_a_file_that_is_no_ledger_is_a_sentence_and_stays(bare, content):
    bare.ledger.mkdir(parents=True)
    (bare.ledger / "buku.sqlite").write_bytes(content)

    with pytest.raises(LedgerError, match="rusak atau bukan buku"):
        Ledger.open(bare)
    assert (bare.ledger / "buku.sqlite").read_bytes() == content


def test_a_ledger_that_vanished_is_a_sentence_and_no_new_one_begins(ledger, note, layout):
    note()
    (layout.ledger / "buku.sqlite").unlink()

    with pytest.raises(LedgerError, match="hilang"):
        note()
    assert not (layout.ledger / "buku.sqlite").exists()


def test_a_restored_file_is_seen_without_a_new_start(ledger, note, layout, tmp_path):
    note("lama")
    copy = ledger.backup(tmp_path / "cadangan.sqlite")
    note("baru")

    copy.replace(layout.ledger / "buku.sqlite")

    assert [one.body["teks"] for one in ledger.entries()] == ["lama"]


def test_a_ledger_is_made_from_any_folder_and_with_a_percent_sign_in_its_name(tmp_path, monkeypatch):
    strange = tmp_path / "50% #1 ?"
    strange.mkdir()
    monkeypatch.chdir(strange)

    ledger = Ledger.open(layout_in(strange))

    assert ledger.verify().is_sound
    assert (strange / "buku" / "buku.sqlite").exists()


@pytest.mark.parametrize("where", ["bukan alamat", "sqlite://", "sqlite:///:memory:", "mysql://x/y"])
def test_an_address_that_cannot_be_used_is_a_sentence(where):
    with pytest.raises(LedgerError, match="STUNTING_LEDGER"):
        Ledger.open(where)


def test_the_address_in_the_environment_counts(bare, tmp_path, monkeypatch):
    monkeypatch.setenv("STUNTING_LEDGER", f"sqlite:///{tmp_path / 'lain' / 'milik-kami.sqlite'}")

    Ledger.open(bare)

    assert [path.name for path in (tmp_path / "lain").iterdir()] == ["milik-kami.sqlite"]
    assert not bare.ledger.exists()


def test_a_ledger_opens_while_another_process_still_makes_its_file(bare):
    """Going over to the write-ahead log, SQLite does not wait by itself for who holds the file."""
    bare.ledger.mkdir(parents=True)
    file = bare.ledger / FILE
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute("begin immediate")
    release = threading.Timer(0.4, lambda: holder.execute("commit"))
    release.start()

    opened = Ledger.open(bare)

    release.join()
    holder.close()
    assert opened.verify().is_sound


@pytest.mark.parametrize("value", [b"\xff\xfe", 5])
def test_a_field_of_another_type_is_found(ledger, note, by_hand, value):
    for _ in range(4):
        note()

    by_hand(("update entry set reason = :value where seq = 3", {"value": value}))

    assert ledger.verify().broken_seq == 3


def test_a_text_that_is_not_utf8_is_found(ledger, note, by_hand):
    for _ in range(4):
        note()

    by_hand("update entry set reason = cast(x'fffe' as text) where seq = 3")

    found = ledger.verify()
    assert (found.is_sound, found.broken_seq) == (False, 3)


def test_an_emptied_file_is_missed(ledger, note, layout):
    note()

    (layout.ledger / "buku.sqlite").write_bytes(b"")

    found = Ledger.open(layout).verify()

    assert (found.is_sound, found.entry_n, found.broken_seq) == (False, 0, 1)


def test_pages_of_the_file_that_were_overwritten_are_found(ledger, note, layout):
    for number in range(60):
        note("x" * 2_000 + str(number))
    path = layout.ledger / "buku.sqlite"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8_192] = b"\x7f" * 8_192

    path.write_bytes(content)

    assert not ledger.verify().is_sound


def test_an_entry_is_not_replaced_by_an_insert(ledger, note, by_hand):
    written = note()

    with pytest.raises(DBAPIError, match="never"):
        by_hand(
            "insert or replace into entry select seq, id, kind, subject, written_at, 'lain', role, reason, release_id, "
            "body, corrects_seq, previous_sha256, sha256 from entry where seq = 1",
            guarded=True,
        )
    assert ledger.entries() == (written,)
