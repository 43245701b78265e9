"""A backup becomes the installation: all of it or nothing, and what was there before is kept.

Everything is taken out and checked beside the data folder's content first. From then on a note says what is to be
moved where, so that a machine that stops in the middle goes on with the next command.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stunting import releases
from stunting.accounts import copying
from stunting.accounts.store import store_of
from stunting.errors import StuntingError
from stunting.imports.private_files import FOLDER_MODE, write_text
from stunting.ledger import Ledger, engines, restoring, trails
from stunting.ledger.books import CASEBOOK, LEDGER, TRAIL, Book, place_of, place_of_file
from stunting.paths import Layout
from stunting.server import heartbeats
from stunting.server.backup_making import ACCOUNTS
from stunting.server.backup_reading import TOPS, Opened, reading
from stunting.server.backups import BackupError, Contents
from stunting.server.config import FILE, data_folder

NOTE = ".pulih.json"
PREFIX = ".pulih-"
# Never in the place of what is there: a machine keeps its own address and secrets.
ONLY_WHERE_NONE = ("rahasia", "server.toml")
# Where copies lie that go into a server instead of a folder.
FOR_SERVER = "untuk-server"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was done. kept: folder with what was there before, None where nothing was."""

    contents: Contents
    kept: Path | None


def restore(
    layout: Layout, backup: Path, *, passphrase: str = "", replaces: bool = False, is_forced: bool = False
) -> Outcome:
    """Put a backup in the place of an installation.

    replaces:  what is there may be put aside
    is_forced: also when a chain in the backup is broken, or workers seem to run

    Raises:
        BackupError: it was refused, with the reason; nothing has changed.
    """
    finish(layout)
    data = data_folder(layout)
    if not is_forced and any(not one.is_silent(time.time()) for one in heartbeats.read(layout).values()):
        raise BackupError(
            "Server masih berjalan. Hentikan dulu: `systemctl stop stunting.target 'stunting@*'`, lalu ulangi."
        )
    if not replaces and _has_anything(data):
        raise BackupError(
            f"{data} sudah berisi data. Ulangi dengan --replace: isinya yang sekarang disimpan di sampingnya dan tidak "
            "dihapus."
        )
    staged = data / f"{PREFIX}{secrets.token_hex(4)}"
    try:
        staged.mkdir(mode=FOLDER_MODE, parents=True)
        with reading(backup, passphrase) as opened:
            _take_out(opened, layout, staged, is_forced=is_forced)
            told = opened.contents
        note = _note(data, staged)
        write_text(data / NOTE, json.dumps(note, ensure_ascii=False))
    except BaseException as error:
        shutil.rmtree(staged, ignore_errors=True)
        if isinstance(error, OSError):
            raise BackupError(f"Cadangan tidak dapat dikeluarkan ({error.strerror}). Periksa ruang kosong.") from error
        if isinstance(error, StuntingError) and not isinstance(error, BackupError):
            raise BackupError(f"Cadangan tidak dipulihkan. {error}") from error
        raise
    kept = finish(layout)
    return Outcome(contents=told, kept=kept)


def finish(layout: Layout) -> Path | None:
    """Complete a restoring whose note is there; the folder with what was there before, None without any.

    Raises:
        BackupError: a server of the ledger cannot be reached; the note stays, and this can be done again.
    """
    data = data_folder(layout)
    try:
        note: dict[str, Any] = json.loads((data / NOTE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        for left in data.glob(f"{PREFIX}*") if data.is_dir() else ():
            shutil.rmtree(left, ignore_errors=True)
        (data / f"{NOTE}.tmp").unlink(missing_ok=True)
        return None
    except (OSError, ValueError) as error:
        raise BackupError(f"Catatan pemulihan {data / NOTE} tidak terbaca. Periksa diska dan izinnya.") from error
    staged, kept = data / note["staged"], data / note["kept"]
    try:
        _let_go(layout)
        for top in note["aside"]:
            _aside(data / top, kept / top)
        for top in TOPS:
            _in_place(staged / top, data / top, kept / top)
        # Last, for it writes anchors into the folder that is in its place now.
        _into_server(layout, staged / FOR_SERVER)
        (data / NOTE).unlink()
        shutil.rmtree(staged, ignore_errors=True)
    except StuntingError as refused:
        raise BackupError(
            f"Pemulihan belum selesai: {refused} Sesudah itu jalankan `python -m stunting backup restore --continue`."
        ) from refused
    except OSError as error:
        raise BackupError(
            f"Pemulihan belum selesai ({error.strerror}). Perbaiki diska atau izin, lalu jalankan "
            "`python -m stunting backup restore --continue`."
        ) from error
    return kept if kept.is_dir() else None


def is_unfinished(layout: Layout) -> bool:
    """Whether a restoring was cut off; nothing should be served before it is completed."""
    return (data_folder(layout) / NOTE).exists()


def _has_anything(data: Path) -> bool:
    folders = [data / top for top in TOPS if top not in ONLY_WHERE_NONE]
    return any(one.is_file() for folder in folders if folder.is_dir() for one in folder.rglob("*"))


def _note(data: Path, staged: Path) -> dict[str, Any]:
    """What is to be moved: exactly the backup is there afterwards, so also what it does not have goes aside."""
    moment = f"{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}"
    return {
        "staged": staged.name,
        "kept": f"sebelum-pulih-{moment}-{secrets.token_hex(2)}",
        "aside": [top for top in TOPS if top not in ONLY_WHERE_NONE and (data / top).exists()],
    }


def _take_out(opened: Opened, layout: Layout, staged: Path, *, is_forced: bool) -> None:
    told = opened.contents
    is_to_file = _server_url() is None
    if told.is_of_server and is_to_file and not is_forced:
        raise BackupError(
            "Buku dan akun di cadangan ini berasal dari PostgreSQL. Tulis dulu server.toml dengan [ledger] url (basis "
            "data yang kosong), atau ulangi dengan --force untuk memulihkannya ke berkas SQLite."
        )
    opened.take_out(staged)
    if told.is_of_server and is_to_file:
        # It names a database that does not have what was just put into files.
        (staged / FILE).unlink(missing_ok=True)
    if told.release_id:
        there = _layout_of(staged)
        card = releases.manifest(there, told.release_id)
        if card.content_sha256 != told.release_sha256:
            raise BackupError("Rilis di cadangan ini bukan rilis yang tercatat. Pilih cadangan yang lain.")
        if card.schema_version == releases.SCHEMA_VERSION:
            problems = releases.verify(there, told.release_id)
            if problems:
                raise BackupError(f"Rilis di cadangan ini rusak. {problems[0]}")
    (staged / "buku").mkdir(mode=FOLDER_MODE, exist_ok=True)
    for name in told.books:
        _check_book(staged / name, _book_of(name), is_forced=is_forced)
    if not is_to_file:
        # A server that cannot be reached is said before anything is moved.
        store_of(layout)
        Ledger.at(place_of(layout))
        aside = staged / FOR_SERVER
        aside.mkdir(mode=FOLDER_MODE)
        for name in (*(one for one in told.books if _book_of(one) is not CASEBOOK), ACCOUNTS):
            if (staged / name).is_file():
                (staged / name).rename(aside / Path(name).name)
                (staged / name).with_suffix(".jangkar").unlink(missing_ok=True)


def _check_book(file: Path, book: Book, *, is_forced: bool) -> None:
    ledger = Ledger.at(place_of_file(file, book))
    try:
        found = ledger.verify()
        if not found.is_sound and not is_forced:
            raise BackupError(
                f"{book.noun} di cadangan ini rusak: {found.sentence} Pilih cadangan yang lain, "
                "atau ulangi dengan --force."
            )
        ledger.move_anchor()
    finally:
        engines.forget(ledger.url)


def _book_of(name: str) -> Book:
    stem = Path(name).stem
    return LEDGER if stem == "buku" else CASEBOOK if stem == "kasus" else TRAIL


def _server_url() -> object | None:
    place = place_of(Layout.default())
    return None if place.file is not None else place.url


def _into_server(layout: Layout, aside: Path) -> None:
    """Everything that lies on a server; done again after an interruption, it leaves the same."""
    if not aside.is_dir():
        return
    for copy in sorted(aside.glob("*.sqlite")):
        if copy.name == Path(ACCOUNTS).name:
            copying.fill(store_of(layout), copy)
        elif copy.stem == "buku":
            restoring.restore(place_of(layout), copy, is_forced=True)
        else:
            year = int(copy.stem.removeprefix("jejak-"))
            # Its tables have to be there.
            restoring.restore(trails.open_year(layout, year).place, copy, is_forced=True)


def _let_go(layout: Layout) -> None:
    """Close what this process holds open of the files that are moved."""
    for place in (place_of(layout), place_of_file(layout.restricted / "kasus" / "kasus.sqlite", CASEBOOK)):
        if place.file is not None:
            engines.forget(place.url)


def _aside(place: Path, kept: Path) -> None:
    """Move what was there when the restoring began; done before, nothing is moved again."""
    if place.exists() and not kept.exists():
        _move(place, kept)


def _in_place(staged: Path, place: Path, kept: Path) -> None:
    """Move the new in its place; done before, nothing is there to be moved."""
    if not staged.exists():
        return
    if place.exists() and place.name in ONLY_WHERE_NONE:
        return
    if place.exists():
        # Somebody started the program meanwhile, and it made a folder.
        _move(place, kept.with_name(f"{kept.name}-{secrets.token_hex(2)}"))
    _move(staged, place)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    source.rename(target)


def _layout_of(staged: Path) -> Layout:
    return Layout(
        raw=staged / "raw",
        additions=staged / "tambahan",
        releases=staged / "rilis",
        restricted=staged / "terbatas",
        ledger=staged / "buku",
        published=staged / "static",
    )
