"""Files and folders of the restricted store: readable by their owner alone from the moment they exist.

The mode is given at creation, so no umask and no later `chmod` leaves a moment in which others can read. On Windows
the folder of the user protects them; the modes are then without effect.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

# Names of the restricted folder that a killed process may leave behind.
INCOMING = "masuk-"  # rows of an import that is not committed
SCRATCH = "sementara-"  # working database
CACHE = "agregat"  # counts per state

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def make_folder(path: Path) -> Path:
    """The folder, made with mode 0700 if it is not there; an existing one gets that mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=FOLDER_MODE)
    path.chmod(FOLDER_MODE)
    return path


def create(path: Path) -> BinaryIO:
    """A new file with mode 0600, open for writing; an existing one is replaced."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    if os.name != "nt":
        os.fchmod(descriptor, FILE_MODE)
    return os.fdopen(descriptor, "wb")


def write_text(path: Path, text: str) -> None:
    """Replace a file as a whole and on disk: after a crash it holds the old text or the new one."""
    temporary = path.with_name(path.name + ".tmp")
    with create(temporary) as stream:
        stream.write(text.encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until the bytes of a finished file are on disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Wait until new and renamed names of a folder are on disk; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_folder(path: Path) -> None:
    """Remove a folder with everything in it; one that is already gone is fine."""
    shutil.rmtree(path, ignore_errors=True)
