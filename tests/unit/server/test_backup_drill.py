"""The drill: write, back up while others write, lose everything, restore, and look whether all of it is back."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import threading
from pathlib import Path

import pytest

from stunting import releases
from stunting.access import audit
from stunting.access.policy import Role
from stunting.access.viewer import Grant
from stunting.accounts import managing, store
from stunting.build.release import build_release
from stunting.cases.casebook import open_casebook
from stunting.imports.state import read_state
from stunting.ledger import Ledger, engines, trails
from stunting.ledger.books import VARIABLE
from stunting.ledger.drafts import Draft
from stunting.server import backup_making, restoring
from stunting.server.backup_reading import reading
from stunting.server.backups import BackupError, contents, listed
from tests.ledgers import POSTGRESQL
from tests.routine_rows import import_rows, row
from tests.small import TINY, layout_in, write_raw

PASSPHRASE = "kuda benar baterai"


def draft(number: int) -> Draft:
    return Draft(
        kind="komitmen", subject="3514", author="Siti", role="Kabid", reason="uji", release_id="", body={"n": number}
    )


@contextlib.contextmanager
def installation(folder: Path, address: str = ""):
    """Data of everything that is kept, and the program pointed at them."""
    before = {name: os.environ.get(name) for name in ("STUNTING_DATA", VARIABLE, "STUNTING_SERVER")}
    os.environ["STUNTING_DATA"] = str(folder)
    os.environ.pop("STUNTING_SERVER", None)
    os.environ.pop(VARIABLE, None)
    if address:
        os.environ[VARIABLE] = address
    try:
        yield layout_in(folder)
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        forget(folder, address)


def forget(folder: Path, address: str = "") -> None:
    """Close what this process holds open."""
    store._STORES.clear()
    store._KEYS.clear()
    for file in folder.rglob("*.sqlite"):
        engines.forget(engines.address(f"sqlite:///{file}"))
    if address:
        engines.forget(engines.address(address))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An installation of a very small Indonesia with an import, a draft, and entries in every book, in files."""
    folder = tmp_path_factory.mktemp("awal")
    with installation(folder) as layout:
        write_raw(layout.raw)
        build_release(layout, expected=TINY)
        import_rows(layout, row("a", haz=-2.5))
        fill_books(layout)
        (layout.additions / "agenda").mkdir(parents=True)
        (layout.additions / "agenda" / "rembuk.json").write_text('{"nama": "Rembuk"}', encoding="utf-8")
        (layout.additions / "tayang").mkdir()
        (layout.additions / "tayang" / "show.json").write_text("rahasia penyaji", encoding="utf-8")
    return folder


def fill_books(layout) -> None:
    Ledger.open(layout).append_all([draft(number) for number in range(5)])
    open_casebook(layout).append_all([draft(7)])
    trails.add(layout, 2026, [draft(8)])
    managing.create(
        store.store_of(layout),
        managing.NewAccount(name="admin", full_name="Admin", grants=(Grant(role=Role.ADMIN),)),
    )
    # What was noted of it waits in a thread.
    assert audit.flush(layout)


@pytest.fixture
def address(backend, request) -> str:
    if backend != POSTGRESQL:
        return ""
    server = request.getfixturevalue("cluster")
    return server.url(server.database())


@pytest.fixture
def site(filled, tmp_path, address):
    """A copy of it that may be destroyed; on PostgreSQL with ledger, trail and accounts there."""
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    with installation(folder, address) as layout:
        if address:
            for name in ("buku", "terbatas/jejak", "terbatas/akun", "terbatas/kasus"):
                shutil.rmtree(folder / name)
            fill_books(layout)
        yield layout


def told(layout) -> dict[str, object]:
    """What must be the same afterwards."""
    books = {
        "buku": Ledger.open(layout),
        "kasus": open_casebook(layout),
        "jejak": trails.open_year(layout, 2026),
    }
    live = releases.current(layout)
    accounts = store.store_of(layout).read(managing.everybody)
    return {
        **{name: [one.sha256 for one in book.entries()] for name, book in books.items()},
        **{f"{name} utuh": book.verify().is_sound for name, book in books.items()},
        "rilis": (live, releases.manifest(layout, live).content_sha256, tuple(releases.verify(layout, live))),
        "akun": [(one.name, one.is_standing_admin(store.store_of(layout).today())) for one in accounts],
        "impor": [one.id for one in read_state(layout).active],
        "agenda": (layout.additions / "agenda" / "rembuk.json").read_text(encoding="utf-8"),
    }


def destroy(layout, address: str, request) -> None:
    data = layout.releases.parent
    forget(data, address)
    shutil.rmtree(data)
    if address:
        from psycopg import sql

        server = request.getfixturevalue("cluster")
        name = engines.address(address).database
        server.drop(name)
        server.run(sql.SQL("create database {}").format(sql.Identifier(name)))


def test_everything_is_back_after_everything_was_lost(site, address, tmp_path, request):
    before = told(site)
    path, _ = backup_making.create_backup(site, tmp_path / "diska")
    destroy(site, address, request)

    done = restoring.restore(site, path)

    assert told(site) == before
    assert done.kept is None
    assert not (site.additions / "tayang").exists()
    Ledger.open(site).append_all([draft(99)])
    assert Ledger.open(site).verify().is_sound


def test_what_is_written_meanwhile_is_in_the_backup_as_a_whole_or_not_at_all(site, address, tmp_path, request):
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        book, number = Ledger.open(site), 100
        while not stop.is_set():
            written.append(book.append_all([draft(number)])[0].sha256)
            number += 1

    def replace_drafts() -> None:
        from stunting.whole_files import replace_with

        number = 0
        while not stop.is_set():
            number += 1
            replace_with(site.additions / "agenda" / "rembuk.json", str(number).encode() * 5_000)

    writers = [threading.Thread(target=one) for one in (write, write, replace_drafts)]
    for one in writers:
        one.start()
    try:
        while len(written) < 5:
            stop.wait(0.01)
        at_start = set(written)
        path, _ = backup_making.create_backup(site, tmp_path / "diska")
    finally:
        stop.set()
        for one in writers:
            one.join()
    destroy(site, address, request)

    restoring.restore(site, path)

    book = Ledger.open(site)
    hashes = {one.sha256 for one in book.entries()}
    assert book.verify().is_sound
    # Whatever was confirmed before the backup began is in it.
    assert at_start <= hashes <= set(written) | {one.sha256 for one in book.entries(newest_first=False, limit=5)}
    text = (site.additions / "agenda" / "rembuk.json").read_text(encoding="utf-8")
    assert text == text[: len(text) // 5_000] * 5_000


def test_what_was_there_before_is_kept_and_only_replaced_when_asked(site, address, tmp_path):
    before = told(site)
    path, _ = backup_making.create_backup(site, tmp_path / "diska")
    Ledger.open(site).append_all([draft(6)])
    (site.additions / "agenda" / "baru.json").write_text("{}", encoding="utf-8")

    with pytest.raises(BackupError, match="--replace"):
        restoring.restore(site, path)
    forget(site.releases.parent, address)
    done = restoring.restore(site, path, replaces=True)

    assert told(site) == before
    assert not (site.additions / "agenda" / "baru.json").exists()
    assert (done.kept / "tambahan" / "agenda" / "baru.json").exists()
    if not address:
        assert len(Ledger.open(f"sqlite:///{done.kept / 'buku' / 'buku.sqlite'}").entries()) == 6


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_backup_under_a_passphrase_tells_nothing_and_opens_with_it_alone(site, tmp_path):
    before = told(site)
    path, made = backup_making.create_backup(site, tmp_path / "diska", passphrase=PASSPHRASE)

    assert made.is_sealed
    raw = path.read_bytes()
    assert b"Rembuk" not in raw and b"SQLite format 3" not in raw and b"DUCK" not in raw
    with pytest.raises(BackupError, match="--passphrase-file"):
        restoring.restore(site, path, replaces=True)
    with pytest.raises(BackupError, match="Kata sandi cadangan salah"):
        restoring.restore(site, path, passphrase="kuda salah baterai", replaces=True)
    assert told(site) == before
    forget(site.releases.parent)
    shutil.rmtree(site.releases.parent)
    restoring.restore(site, path, passphrase=PASSPHRASE)
    assert told(site) == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_no_changed_byte_gets_into_an_installation(site, tmp_path, passphrase):
    path, made = backup_making.create_backup(site, tmp_path / "diska", passphrase=passphrase)
    whole = path.read_bytes()
    # Four of the files and the list of them, which stands at the end.
    places = [*(len(whole) * number // 5 for number in range(1, 5)), len(whole) - 5_000]

    for place in places:
        damaged = tmp_path / "rusak.zip"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with pytest.raises(BackupError), reading(damaged, passphrase) as opened:
            opened.check()
    with pytest.raises(BackupError):
        restoring.restore(layout_in(tmp_path / "lain"), damaged, passphrase=passphrase)
    assert not [one for one in (tmp_path / "lain").rglob("*") if one.is_file()]
    cut = tmp_path / "terpotong.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupError, match="terpotong"):
        contents(cut)
    assert made.size > 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_restoring_that_is_killed_leaves_the_old_or_is_completed(site, tmp_path):
    Ledger.open(site).append_all([draft(50)])
    path, _ = backup_making.create_backup(site, tmp_path / "diska")
    expected = told(site)
    Ledger.open(site).append_all([draft(51)])
    newer = told(site)
    data = site.releases.parent
    forget(data)
    seen = set()

    for moves in (1, 4, 6, 30):
        copy = tmp_path / f"saat-{moves}"
        shutil.copytree(data, copy)
        was_killed = killed_before(copy, path, moves)
        with installation(copy) as layout:
            is_cut_off = restoring.is_unfinished(layout)
            restoring.finish(layout)
            state = told(layout)
        seen.add((was_killed, is_cut_off))
        assert state == (newer if was_killed and not is_cut_off else expected)
        assert not list(copy.glob(".pulih*"))

    # Before the note, after it, and not at all.
    assert seen >= {(True, False), (True, True)}


def killed_before(folder: Path, backup: Path, moves: int) -> bool:
    """Restore in a process of its own, which kills itself before it renames for the so-manieth time in the folder."""
    child = os.fork()
    if child == 0:
        left = [moves]

        def hook(event: str, arguments: tuple) -> None:
            if event == "os.rename" and str(folder) in str(arguments[0]):
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1

        os.environ["STUNTING_DATA"] = str(folder)
        sys.addaudithook(hook)
        restoring.restore(layout_in(folder), backup, replaces=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_backup_of_a_server_is_not_put_into_files_by_accident(site, tmp_path, request):
    server = request.getfixturevalue("cluster")
    address = server.url(server.database())
    data = site.releases.parent
    with installation(data, address) as layout:
        fill_books(layout)
        path, made = backup_making.create_backup(layout, tmp_path / "diska")
    assert made.is_of_server

    with pytest.raises(BackupError, match="PostgreSQL"):
        restoring.restore(layout_in(tmp_path / "lain"), path)

    with installation(tmp_path / "lain") as layout:
        restoring.restore(layout, path, is_forced=True)
        assert Ledger.open(layout).verify().entry_n == 5


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_backups_are_listed_newest_first_and_the_old_ones_go(site, tmp_path):
    import datetime as dt

    days = [dt.datetime(2026, 11, day, 2).astimezone() for day in (1, 3, 2)]
    for day in days:
        backup_making.create_backup(site, tmp_path / "diska", now=day)

    assert [one.made_at.day for one in listed(tmp_path / "diska")] == [3, 2, 1]
    backup_making.prune(tmp_path / "diska", keep=2)
    assert [one.made_at.day for one in listed(tmp_path / "diska")] == [3, 2]
    assert {one.path.stat().st_mode & 0o777 for one in listed(tmp_path / "diska")} == {0o600}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_nothing_is_left_beside_a_backup(site, tmp_path):
    backup_making.create_backup(site, tmp_path / "diska")

    assert not list(site.releases.parent.glob(".potret-*"))
    assert {one.name for one in (tmp_path / "diska").iterdir()} == {
        ".kunci",
        *(one.path.name for one in listed(tmp_path / "diska")),
    }
