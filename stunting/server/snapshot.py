"""The files of an installation as they are at one moment, while people go on writing.

Nothing that is kept is changed in place: releases and batches are immutable, drafts and pointers are replaced as a
whole. So a second link to each of them, made while no release and no import is being finished, is the installation at
that moment; the links take no room and are gone when the copy is made. Databases are copied by themselves.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stunting import releases
from stunting.errors import BusyReleaseError, NoReleaseError
from stunting.imports.private_files import FOLDER_MODE, INCOMING, SCRATCH
from stunting.paths import Layout
from stunting.server.backups import BackupError
from stunting.server.config import data_folder

PREFIX = ".potret-"
PATIENCE_S, PAUSE_S = 120.0, 0.2
# Locks, what is unfinished, what belongs to a database, what waits for the trail, and the secrets of a show.
LEFT_ENDINGS = (".tmp", ".partial", ".belum", "-wal", "-shm", "-journal", ".jangkar", ".sqlite", ".lock")
LEFT_NAMES = {"kunci", ".kunci"}
LEFT_PREFIXES = (INCOMING, SCRATCH, "antre-", "buku-sebelum-pulih", "kasus-sebelum-pulih")
LEFT_FOLDERS = {"tayang"}


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A file of the snapshot. path: as it is called in the backup; size: at that moment."""

    path: str
    file: Path
    size: int
    mode: int


@contextlib.contextmanager
def snapshot(layout: Layout, *, patience_s: float = PATIENCE_S) -> Iterator[tuple[str, list[Taken]]]:
    """The id of the live release and every file that is kept, linked into a folder that is gone afterwards.

    Raises:
        BackupError: an import or a build did not end in time, or the data folder cannot be written to.
    """
    data = data_folder(layout)
    sweep(data)
    place = data / f"{PREFIX}{secrets.token_hex(4)}"
    try:
        place.mkdir(mode=FOLDER_MODE, parents=True)
        with _alone(layout, patience_s):
            live, wanted = _wanted(layout)
            taken = [_take(file, name, place) for name, file in wanted]
        yield live, taken
    except OSError as error:
        raise BackupError(
            f"Folder data tidak dapat dipotret ({error.strerror}). Periksa izin dan ruang kosong, lalu ulangi."
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def sweep(data: Path) -> None:
    """Remove what a killed process left."""
    for one in data.glob(f"{PREFIX}*"):
        shutil.rmtree(one, ignore_errors=True)


@contextlib.contextmanager
def _alone(layout: Layout, patience_s: float) -> Iterator[None]:
    """No release is published and no import committed meanwhile; one that runs is waited for."""
    deadline = time.monotonic() + patience_s
    with contextlib.ExitStack() as held:
        while True:
            try:
                held.enter_context(releases.lock(layout))
                break
            except BusyReleaseError as busy:
                if time.monotonic() > deadline:
                    raise BackupError(f"Cadangan tidak dibuat. {busy}") from busy
                time.sleep(PAUSE_S)
        yield


def _wanted(layout: Layout) -> tuple[str, list[tuple[str, Path]]]:
    found: list[tuple[str, Path]] = []
    try:
        live = releases.current(layout) or ""
        if live:
            releases.manifest(layout, live)
    except NoReleaseError:
        live = ""
    if live:
        names = ("current", f"{live}.duckdb", f"{live}.json")
        found += [(f"rilis/{name}", layout.releases / name) for name in names]
    for name, folder in (("tambahan", layout.additions), ("terbatas", layout.restricted)):
        found += [(f"{name}/{inner.relative_to(folder).as_posix()}", inner) for inner in _files(folder)]
    return live, found


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in LEFT_FOLDERS and not one.startswith(LEFT_PREFIXES))
        for name in sorted(names):
            file = Path(path) / name
            is_left = name in LEFT_NAMES or name.endswith(LEFT_ENDINGS) or name.startswith(LEFT_PREFIXES)
            if not is_left and file.is_file() and not file.is_symlink():
                yield file


def _take(file: Path, name: str, place: Path) -> Taken:
    linked = place / name
    linked.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    try:
        os.link(file, linked)
    except OSError:
        # A stick with FAT knows no links; the copy takes as long as it takes, and nobody publishes meanwhile.
        shutil.copy2(file, linked)
    facts = linked.stat()
    return Taken(path=name, file=linked, size=facts.st_size, mode=facts.st_mode & 0o777)
