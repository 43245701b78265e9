"""One writer at a time, also across processes.

The lock belongs to the operating system: it is gone the moment its process is, however that ended.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from stunting.errors import BusyReleaseError, ReleaseError
from stunting.languages import Sentence

PATIENCE_S = 10.0
PAUSE_S = 0.01


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file; its text names the process, for the message to the next one.

    Raises:
        BusyReleaseError: another process holds it.
        ReleaseError: the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise ReleaseError(
            Sentence(
                "Folder rilis tidak dapat ditulisi ({strerror}). Periksa izin dan ruang kosong, "
                "atau pindahkan folder data dengan variabel STUNTING_DATA.",
                strerror=error.strerror,
            )
        ) from error
    with stream:
        if not _try_lock(stream.fileno()):
            stream.seek(0)
            holder = stream.read().strip() or Sentence("tidak diketahui")
            raise BusyReleaseError(
                Sentence(
                    "Rilis lain sedang dibuat (proses {holder}). Tunggu sampai selesai, lalu "
                    "jalankan lagi perintah ini.",
                    holder=holder,
                )
            )
        stream.truncate(0)
        stream.write(f"{os.getpid()} sejak {dt.datetime.now().astimezone():%H.%M.%S}\n")  # no text
        stream.flush()
        # Closing the file frees the lock; the file itself stays, for removing it would let two processes in.
        yield


@contextlib.contextmanager
def in_turn(path: Path, *, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Hold the lock file as soon as it is free: for changes that take milliseconds, also between threads.

    Raises:
        OSError: the folder cannot be written to; TimeoutError, which is one, when nobody let go in time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience_s
    with path.open("a+", encoding="utf-8") as stream:
        while not _try_lock(stream.fileno()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path.name} is held by another process")  # no text
            time.sleep(PAUSE_S)
        yield


def hold(stream: IO[str]) -> bool:
    """Lock an open file without waiting, until it is closed; False when another has it."""
    return _try_lock(stream.fileno())


def _locker() -> Callable[[int], None]:
    if os.name == "nt":
        import msvcrt

        def take(descriptor: int) -> None:
            # A byte far behind the text, for Windows refuses to read a locked byte.
            os.lseek(descriptor, 1 << 30, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]

        return take
    import fcntl

    return lambda descriptor: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _try_lock(descriptor: int) -> bool:
    try:
        _locker()(descriptor)
    except OSError:
        return False
    return True
