"""The drill: write, back up, lose, restore, verify, write on; a backup of either database goes into either."""

from __future__ import annotations

import contextlib
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time

import pytest
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from stunting.errors import LedgerError
from stunting.ledger import Ledger, engines
from stunting.ledger.anchor import read_anchor
from stunting.ledger.books import CASEBOOK, LEDGER, place_of, place_of_file
from stunting.ledger.reading import rows, verify_copy
from stunting.ledger.restoring import copy_to, restore
from stunting.paths import ROOT
from tests.ledgers import IN_A_FILE, ON_A_SERVER, by_hand, filled


@pytest.fixture
def full(ledger, twelve):
    return filled(ledger, twelve)


@pytest.fixture
def backup(full, tmp_path):
    """A backup on a medium of its own."""
    return full.backup(tmp_path / "stik" / "cadangan.sqlite")


@pytest.fixture
def lose(layout, backend, request):
    """What a broken disk or a careless hand does: file and anchor are gone, or everything in the database is."""

    def lost(ledger):
        shutil.rmtree(layout.ledger)
        engines.forget(ledger.url)
        if backend == "postgresql":
            cluster = request.getfixturevalue("cluster")
            cluster.run("drop schema public cascade; create schema public", database=cluster.shared)

    return lost


def content(ledger):
    with ledger.engine.connect() as connection:
        return tuple(rows(connection))


def other(tmp_path):
    return Ledger.open(f"sqlite:///{tmp_path / 'lain' / 'buku.sqlite'}")


def test_a_backup_has_every_row_as_it_is_in_a_private_file(full, backup, twelve):
    engine = create_engine(f"sqlite:///{backup}", poolclass=NullPool)

    with engine.connect() as connection:
        assert tuple(rows(connection)) == twelve
    assert verify_copy(backup, LEDGER).is_sound
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_what_was_lost_is_restored_verified_and_written_on(full, backup, lose, layout, note, twelve):
    lose(full)

    done = restore(place_of(layout), backup)

    ledger = Ledger.open(layout)
    assert (done.entry_n, done.added_n, done.kept, done.missing) == (12, 12, None, ())
    assert content(ledger) == twelve
    assert ledger.verify().sentence == "Buku utuh: 12 catatan, tidak ada yang diubah sesudah ditulis."
    after = note("sesudah")
    assert (after.seq, after.previous_sha256) == (13, twelve[-1]["sha256"])
    assert ledger.verify().is_sound
    assert read_anchor(ledger.anchor_path).seq == 13


def test_a_restored_ledger_has_its_guards(full, backup, lose, layout):
    lose(full)
    restore(place_of(layout), backup)

    with pytest.raises(DBAPIError, match="never"):
        by_hand(Ledger.open(layout), "delete from entry where seq = 3", guarded=True)


def test_a_backup_of_either_fills_an_empty_ledger_of_a_file_and_back(full, backup, layout, tmp_path, twelve, lose):
    second = other(tmp_path)
    restore(second.place, backup)
    again = second.backup(tmp_path / "stik" / "kembali.sqlite")
    lose(full)

    restore(place_of(layout), again)

    assert content(second) == content(Ledger.open(layout)) == twelve


def test_what_was_written_after_the_backup_is_not_overwritten(full, backup, note):
    last = note("sesudah cadangan")

    with pytest.raises(LedgerError, match=r"memuat 1 catatan yang tidak ada di cadangan itu \(mulai nomor 13\)"):
        restore(full.place, backup)

    assert full.entries(limit=1) == (last,)
    assert full.verify().is_sound


def test_with_force_the_earlier_ledger_is_kept_beside_it(full, backup, note, twelve):
    last = note("sesudah cadangan")

    done = restore(full.place, backup, is_forced=True)

    assert done.removed == (13,)
    assert content(full) == twelve
    assert full.verify().is_sound
    assert read_anchor(full.anchor_path).seq == 12
    assert done.kept.parent == full.anchor_path.parent
    assert verify_copy(done.kept, LEDGER).last_sha256 == last.sha256
    assert note().seq == 13


def test_a_row_that_was_edited_is_put_right_and_the_edited_ledger_is_kept(full, backup, by_hand, twelve):
    by_hand("update entry set reason = 'palsu' where seq = 5")

    done = restore(full.place, backup)

    assert content(full) == twelve
    assert full.verify().is_sound
    assert verify_copy(done.kept, LEDGER).broken_seq == 5


@pytest.mark.parametrize("lost", ["seq = 6", "seq = 1", "seq > 8", "seq > 0"])
def test_rows_that_were_deleted_come_back(full, backup, by_hand, lost, twelve):
    by_hand(f"delete from entry where {lost}")

    restore(full.place, backup)

    assert content(full) == twelve
    assert full.verify().is_sound


def test_a_backup_that_is_newer_adds_its_end_alone(full, backup, note, tmp_path):
    note("tiga belas")
    newer = full.backup(tmp_path / "stik" / "baru.sqlite")
    second = other(tmp_path)
    restore(second.place, backup)

    done = restore(second.place, newer)

    assert (done.added_n, done.entry_n, done.kept) == (1, 13, None)
    assert second.verify().is_sound


def test_a_restored_ledger_that_has_everything_already_is_left_as_it_is(full, backup):
    done = restore(full.place, backup)

    assert (done.added_n, done.kept, done.removed) == (0, None, ())
    assert full.verify().is_sound


def test_a_loss_that_no_backup_has_goes_on_being_told_until_it_is_accepted(full, backup, note, by_hand):
    note("hilang"), note("hilang juga")
    by_hand("delete from entry where seq > 10")

    done = restore(full.place, backup)

    assert done.missing == (13, 14)
    assert full.verify().sentence.startswith("Akhir buku terpotong: catatan nomor 13 sampai 14")
    accepted = restore(full.place, backup, is_forced=True)
    assert accepted.missing == ()
    assert full.verify().is_sound


def test_a_backup_whose_chain_is_broken_is_refused_with_the_number(full, backup, note):
    by_hand(Ledger.open(f"sqlite:///{backup}"), "update entry set author = 'lain' where seq = 4")
    note()

    with pytest.raises(LedgerError, match=r"Cadangan itu rusak dan tidak dipakai\. Catatan nomor 4 diubah"):
        restore(full.place, backup, is_forced=True)
    assert full.verify().entry_n == 13


@pytest.mark.parametrize("bytes_", [b"", b"bukan basis data", b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_what_is_no_backup_is_refused(full, tmp_path, bytes_):
    (tmp_path / "lain.sqlite").write_bytes(bytes_)

    with pytest.raises(LedgerError, match="bukan cadangan buku"):
        restore(full.place, tmp_path / "lain.sqlite", is_forced=True)
    assert full.verify().entry_n == 12


def test_a_missing_backup_and_an_empty_one_are_refused(full, tmp_path):
    empty = other(tmp_path).backup(tmp_path / "kosong.sqlite")

    with pytest.raises(LedgerError, match="tidak ditemukan"):
        restore(full.place, tmp_path / "tidak-ada.sqlite")
    with pytest.raises(LedgerError, match="tidak memuat satu catatan pun"):
        restore(full.place, empty, is_forced=True)
    assert full.verify().entry_n == 12


def test_the_backup_is_not_touched_and_nothing_is_left_behind(full, backup, layout, lose):
    before = backup.read_bytes()
    lose(full)

    restore(place_of(layout), backup)

    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert {path.suffix for path in layout.ledger.iterdir()} <= {".sqlite", ".jangkar"}


def test_a_ledger_moves_to_another_database(full, tmp_path, cluster, twelve):
    url = cluster.url(cluster.database())
    target = place_of(url)
    # The anchor of a server lies in the folder of the installation, here that of this test.
    target = type(target)(book=target.book, url=target.url, anchor_path=tmp_path / "server.jangkar")

    done = copy_to(full, target)

    moved = Ledger.at(target)
    assert done.added_n == 12
    assert content(moved) == twelve
    assert moved.verify().is_sound
    engines.forget(target.url)


def test_a_ledger_does_not_move_over_another_one(full, tmp_path):
    target = other(tmp_path)
    target.append(kind="catatan", subject="1811", author="A", reason="", release_id="", body={})

    with pytest.raises(LedgerError, match="memuat 1 catatan yang tidak ada"):
        copy_to(full, target.place)
    assert len(target.entries()) == 1


def test_the_casebook_and_the_ledger_are_not_put_in_each_others_place(full, backup, tmp_path):
    casebook = Ledger.of_file(tmp_path / "kasus" / "kasus.sqlite")
    casebook.append(kind="kasus", subject="3514", author="A", reason="", release_id="", body={})
    cases = casebook.backup(tmp_path / "stik" / "kasus.sqlite")

    with pytest.raises(LedgerError, match="Berkas itu buku kasus, bukan buku"):
        restore(full.place, cases, is_forced=True)
    with pytest.raises(LedgerError, match="Berkas itu buku, bukan buku kasus"):
        restore(casebook.place, backup, is_forced=True)
    with pytest.raises(LedgerError, match="Berkas itu buku kasus"):
        Ledger.open(f"sqlite:///{casebook.place.file}")


def test_a_casebook_is_lost_and_restored(tmp_path):
    place = place_of_file(tmp_path / "kasus" / "kasus.sqlite", CASEBOOK)
    casebook = Ledger.at(place)
    written = casebook.append(kind="kasus", subject="3514", author="A", reason="", release_id="", body={"a": 1})
    cases = casebook.backup(tmp_path / "stik" / "kasus.sqlite")
    shutil.rmtree(tmp_path / "kasus")
    engines.forget(place.url)

    restore(place, cases)

    assert Ledger.at(place).entries() == (written,)
    assert Ledger.at(place).verify().sentence.startswith("Buku kasus utuh: 1 catatan")


@IN_A_FILE
@pytest.mark.parametrize("content_", [b"bukan basis data sama sekali", b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_a_file_that_cannot_be_read_is_put_aside_and_replaced(full, backup, content_, twelve):
    full.place.file.write_bytes(content_)

    done = restore(full.place, backup)

    assert done.kept.read_bytes() == content_
    assert content(Ledger.at(full.place)) == twelve
    assert full.verify().is_sound


@IN_A_FILE
def test_a_table_that_was_dropped_is_put_aside_and_replaced(full, backup, by_hand, twelve):
    by_hand("drop table entry")

    done = restore(full.place, backup)

    assert done.kept is not None
    assert content(Ledger.at(full.place)) == twelve


@IN_A_FILE
def test_a_file_of_sqlite_that_was_copied_by_hand_is_a_backup_as_well(full, lose, layout, tmp_path, twelve):
    shutil.copyfile(full.place.file, tmp_path / "salinan.sqlite")
    lose(full)

    restore(place_of(layout), tmp_path / "salinan.sqlite")

    assert content(Ledger.open(layout)) == twelve


@ON_A_SERVER
def test_a_table_that_was_dropped_on_a_server_is_a_sentence(full, backup, by_hand):
    by_hand("drop table entry")

    with pytest.raises(LedgerError, match="Tabel buku di server rusak atau hilang"):
        full.entries()
    with pytest.raises(LedgerError, match="basis data kosong"):
        restore(full.place, backup)


@contextlib.contextmanager
def almost_no_room():
    """No file may grow beyond some kilobytes, as on a stick that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_without_room_nothing_is_restored_nor_backed_up_and_nothing_is_left_behind(full, backup, note, tmp_path):
    last = note("sesudah cadangan")
    before = sorted(full.anchor_path.parent.iterdir())

    with almost_no_room():
        with pytest.raises(LedgerError, match=r"[Kk]osongkan ruang|ruang kosong"):
            restore(full.place, backup, is_forced=True)
        with pytest.raises(LedgerError, match=r"[Kk]osongkan ruang"):
            full.backup(tmp_path / "stik" / "penuh.sqlite")

    assert full.entries(limit=1) == (last,)
    assert full.verify().is_sound
    assert sorted(full.anchor_path.parent.iterdir()) == before
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


RESTORE = """
import sys
from pathlib import Path
from stunting.ledger.books import place_of
from stunting.ledger.restoring import restore
from tests.small import layout_in
place = place_of(layout_in(Path(sys.argv[1])))
while True:
    for backup in sys.argv[2:]:
        restore(place, Path(backup), is_forced=True)
        print(backup, flush=True)
"""


def test_a_restoring_that_is_killed_leaves_the_one_ledger_or_the_other(full, backup, tmp_path, layout, twelve):
    second = other(tmp_path)
    second.append(kind="catatan", subject="1811", author="A", reason="", release_id="", body={})
    short = second.backup(tmp_path / "stik" / "pendek.sqlite")
    for pause in (0.01, 0.05):
        command = [sys.executable, "-c", RESTORE, str(tmp_path), str(backup), str(short)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as restoring:
            restoring.stdout.readline()
            time.sleep(pause)
            restoring.kill()

        assert content(Ledger.open(layout)) in (twelve, content(second))
        with pytest.raises(DBAPIError, match="never"):
            by_hand(Ledger.open(layout), "delete from entry", guarded=True)


def test_a_new_file_says_which_book_it_is(tmp_path):
    ledger = other(tmp_path)

    with sqlite3.connect(ledger.place.file) as opened:
        assert opened.execute("pragma application_id").fetchone() == (LEDGER.mark,)
