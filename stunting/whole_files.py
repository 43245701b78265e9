"""Small files that are replaced as a whole: a reader meets the old content or the new one, also after a crash."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

# Windows refuses to replace a file while somebody reads it.
READING_S, PAUSE_S = 2.0, 0.02


def replace_with(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Write the file beside its place and move it there; its folder is made when missing.

    mode: who may read it, less what the umask takes; 0o600 for what only its owner may, without effect on Windows

    Raises:
        OSError: the folder cannot be written to; the file is what it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes that write at once must not share the unfinished file.
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _move(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_at_most(path: Path, largest: int) -> bytes:
    """The content of a file that is not larger than that many bytes.

    Raises:
        OSError: it cannot be read.
        ValueError: it is larger.
    """
    with path.open("rb") as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise ValueError(f"{path.name} is larger than {largest} bytes")
    return content


def _move(unfinished: Path, path: Path) -> None:
    deadline = time.monotonic() + READING_S
    while True:
        try:
            unfinished.replace(path)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_S)
        else:
            return
