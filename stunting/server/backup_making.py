"""Make a backup of a whole installation while people go on writing."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import secrets
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from stunting import __version__, releases
from stunting.errors import StuntingError
from stunting.imports.private_files import FILE_MODE, create
from stunting.ledger import trails
from stunting.ledger.books import Place, place_of
from stunting.ledger.reading import verify_copy
from stunting.locks import in_turn
from stunting.paths import Layout
from stunting.server.backup_secrets import Sealer
from stunting.server.backups import FORM, LIST, PARTIAL, BackupError, Contents, Listed, Member, listed
from stunting.server.config import FILE, ServerConfig
from stunting.server.snapshot import Taken, snapshot

PIECE_BYTES = 1 << 20
ACCOUNTS = "terbatas/akun/akun.sqlite"
# A date before 1980 cannot be written into the file; every copy of the same content is the same.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def create_backup(
    layout: Layout,
    folder: Path,
    *,
    settings: ServerConfig | None = None,
    passphrase: str = "",
    with_secrets: bool = False,
    now: dt.datetime | None = None,
) -> tuple[Path, Contents]:
    """Write a backup into a folder; the file and what is in it.

    passphrase:   "" leaves it unencrypted
    with_secrets: also the secrets of the server

    Raises:
        BackupError: it cannot be made; nothing of it is left.
    """
    sealer = Sealer(passphrase) if passphrase else None
    moment = now or dt.datetime.now().astimezone()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with in_turn(folder / ".kunci", patience_s=1.0):
            for left in folder.glob(f"cadangan-*{PARTIAL}"):
                left.unlink(missing_ok=True)
            return _made(layout, folder, settings, sealer, with_secrets, moment)
    except TimeoutError as error:
        raise BackupError("Cadangan lain sedang dibuat. Tunggu sampai selesai, lalu ulangi.") from error
    except OSError as error:
        raise _not_written(folder, error) from error
    except StuntingError as refused:
        if isinstance(refused, BackupError):
            raise
        raise BackupError(f"Cadangan tidak dibuat. {refused}") from refused


def prune(folder: Path, *, keep: int) -> list[Listed]:
    """Remove all but the newest; what was removed."""
    removed = []
    for one in listed(folder)[max(keep, 1) :]:
        with contextlib.suppress(OSError):
            one.path.unlink()
            removed.append(one)
    return removed


def books(layout: Layout) -> Iterator[tuple[str, Place]]:
    """The books of an installation with the name of their copy, see `Contents.books`."""
    from stunting.cases.casebook import casebook_place, has_casebook

    yield "buku/buku.sqlite", place_of(layout)
    if has_casebook(layout):
        yield "terbatas/kasus/kasus.sqlite", casebook_place(layout)
    for year in trails.years(layout):
        yield f"terbatas/jejak/jejak-{year}.sqlite", trails.place_of_year(layout, year)


def _made(
    layout: Layout,
    folder: Path,
    settings: ServerConfig | None,
    sealer: Sealer | None,
    with_secrets: bool,
    moment: dt.datetime,
) -> tuple[Path, Contents]:
    final = folder / f"cadangan-{moment:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.zip"
    unfinished = final.with_name(final.name + PARTIAL)
    with tempfile.TemporaryDirectory(prefix=".salinan-", dir=folder) as private:
        # The books first: what they say of a release is then true of the one that is copied, or of an earlier one.
        copies, told = _databases(layout, Path(private))
        with snapshot(layout) as (live, taken):
            files = [*taken, *copies, *_settings(settings, with_secrets)]
            contents = Contents(
                made_at=moment.isoformat(timespec="seconds"),
                app_version=__version__,
                release_id=live,
                release_sha256=releases.manifest(layout, live).content_sha256 if live else "",
                books=told,
                has_secrets=with_secrets,
                is_of_server=place_of(layout).file is None,
                sealing=sealer.facts if sealer else {},
            )
            try:
                with create(unfinished) as stream:
                    contents = _written(stream, contents, files, sealer)
                    stream.flush()
                    os.fsync(stream.fileno())
                unfinished.rename(final)
            finally:
                unfinished.unlink(missing_ok=True)
    return final, contents


def _databases(layout: Layout, private: Path) -> tuple[list[Taken], dict[str, dict[str, object]]]:
    from stunting.accounts import copying
    from stunting.accounts.store import store_of
    from stunting.ledger import Ledger

    copies, told = [], {}
    for name, place in books(layout):
        copy = Ledger.at(place).backup(private / name.replace("/", "-"))
        found = verify_copy(copy, place.book)
        if not found.entry_n:
            continue
        told[name] = {"entry_n": found.entry_n, "last_sha256": found.last_sha256, "is_sound": found.is_sound}
        copies.append(_whole(name, copy))
    accounts = private / "akun.sqlite"
    create(accounts).close()
    try:
        copying.copy(store_of(layout), accounts)
    except sqlite3.Error as error:
        raise BackupError("Basis data akun tidak dapat disalin. Periksa ruang kosong, lalu ulangi.") from error
    copies.append(_whole(ACCOUNTS, accounts))
    return copies, told


def _settings(settings: ServerConfig | None, with_secrets: bool) -> list[Taken]:
    if settings is None or not settings.path.is_file():
        return []
    found = [_whole(FILE, settings.path)]
    secret_folder = settings.path.parent / "rahasia"
    if with_secrets and secret_folder.is_dir():
        found += [_whole(f"rahasia/{one.name}", one) for one in sorted(secret_folder.iterdir()) if one.is_file()]
    return found


def _whole(name: str, file: Path) -> Taken:
    return Taken(path=name, file=file, size=file.stat().st_size, mode=FILE_MODE)


def _written(stream: object, contents: Contents, files: list[Taken], sealer: Sealer | None) -> Contents:
    members = []
    # Releases and batches are compressed already.
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made:  # type: ignore[call-overload]
        for one in files:
            members.append(_added(made, one, sealer))
        contents = replace(contents, members=tuple(members))
        told = {"form": FORM, **asdict(contents)}
        if sealer is not None:
            told["sealing"] = {**sealer.facts, "tanda": sealer.signature(told)}
            contents = replace(contents, sealing=told["sealing"])
        made.writestr(zipfile.ZipInfo(LIST, NO_TIME), json.dumps(told, ensure_ascii=False, indent=1))
    return contents


def _added(made: zipfile.ZipFile, one: Taken, sealer: Sealer | None) -> Member:
    counted = hashlib.sha256()
    size = 0

    def pieces() -> Iterator[bytes]:
        nonlocal size
        with one.file.open("rb") as source:
            # What is added to a file after the moment of the snapshot does not belong to it.
            while size < one.size and (piece := source.read(min(PIECE_BYTES, one.size - size))):
                counted.update(piece)
                size += len(piece)
                yield piece

    with made.open(zipfile.ZipInfo(one.path, NO_TIME), "w", force_zip64=True) as target:
        if sealer is not None:
            sealer.seal(one.path, pieces(), target)
        else:
            for piece in pieces():
                target.write(piece)
    return Member(path=one.path, size=size, sha256=counted.hexdigest(), mode=one.mode)


def _not_written(folder: Path, error: OSError) -> BackupError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BackupError(
            f"Ruang di {folder} tidak cukup untuk cadangan, dan yang belum selesai dihapus. Hapus cadangan lama "
            "dengan `python -m stunting backup create --prune`, atau tunjuk diska lain dengan --to."
        )
    return BackupError(f"Cadangan tidak dapat ditulis ke {folder} ({error.strerror}). Periksa izin foldernya.")
