"""A backup of the whole installation: one file, what is in it, and which ones there are.

    cadangan-20261122-201500-1a2b3c4d.zip
        cadangan.json     what is in it, with the checksum of every file; written last
        rilis/...         the pointer, the live release and its card
        tambahan/..., terbatas/..., akun/...
        buku/buku.sqlite  a copy of the ledger, also of one on a server
        server.toml

With a passphrase every file in it is encrypted by itself, and the list is signed with it (`backup_secrets`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stunting.errors import StuntingError

FORM = 1
LIST = "cadangan.json"
NAME = re.compile(r"cadangan-(\d{8}-\d{6})-[0-9a-f]{8}\.zip")
PARTIAL = ".partial"
LARGEST_LIST = 50_000_000


class BackupError(StuntingError):
    """A backup that cannot be made, read or restored as asked; nothing has changed."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file. sha256, size: of what is in it, before it was encrypted; mode: who may read it."""

    path: str
    size: int
    sha256: str
    mode: int


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a backup holds.

    release_id, release_sha256: live release and the hash of its tables, "" without one
    books:       per book ("buku", "kasus", ...) entries and last hash
    has_secrets: the secrets of the server are in it
    is_of_server: ledger and accounts lay in a database of a server
    sealing:     how it is encrypted, empty when it is not
    """

    made_at: str
    app_version: str
    release_id: str
    release_sha256: str
    books: dict[str, dict[str, Any]] = field(default_factory=dict)
    has_secrets: bool = False
    is_of_server: bool = False
    sealing: dict[str, Any] = field(default_factory=dict)
    members: tuple[Member, ...] = ()

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.made_at)

    @property
    def is_sealed(self) -> bool:
        return bool(self.sealing)

    @property
    def size(self) -> int:
        return sum(one.size for one in self.members)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A file that is named as a backup; nothing of it was read."""

    path: Path
    made_at: dt.datetime
    size: int


def listed(folder: Path) -> list[Listed]:
    """The backups of a folder, newest first; an unfinished one has another name."""
    found = []
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    for path in paths:
        named = NAME.fullmatch(path.name)
        if named is None:
            continue
        try:
            made_at = dt.datetime.strptime(named[1], "%Y%m%d-%H%M%S").astimezone()
            found.append(Listed(path=path, made_at=made_at, size=path.stat().st_size))
        except (ValueError, OSError):
            continue
    return sorted(found, key=lambda one: one.path.name, reverse=True)


def contents(path: Path) -> Contents:
    """What a backup says of itself.

    Raises:
        BackupError: it is not there, or no whole backup.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            return contents_of(opened)
    except FileNotFoundError as error:
        raise BackupError(f"Cadangan {path.name} tidak ditemukan. Lihat `python -m stunting backup list`.") from error
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{path.name} rusak, terpotong, atau bukan cadangan. Pilih cadangan yang lain.") from error


def contents_of(opened: zipfile.ZipFile) -> Contents:
    """As `contents`, of an open file.

    Raises:
        KeyError, ValueError, TypeError, zipfile.BadZipFile: it is no backup.
    """
    if opened.getinfo(LIST).file_size > LARGEST_LIST:
        raise ValueError("list too large")
    told = json.loads(opened.read(LIST))
    if told.pop("form") != FORM:
        raise ValueError("another form")
    members = tuple(Member(**one) for one in told.pop("members"))
    return Contents(**told, members=members)
