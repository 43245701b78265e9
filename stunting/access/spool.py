"""Lines that wait for the chain: on their way they lie in a file, so that a killed process loses none.

Each process has a file of its own and holds its lock while it lives. Whoever starts later takes over the files that
nobody holds. What a power cut takes from the memory of the disk is lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from stunting import locks
from stunting.imports.private_files import create, make_folder

PREFIX, SUFFIX = "antre-", ".jsonl"

Line = dict[str, Any]
Taken = Callable[[Sequence[Line]], None]


class Spool:
    """What one process has not yet handed on. It may be used by many threads."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder.parent)
        make_folder(folder)
        self._path = folder / f"{PREFIX}{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
        self._lock = threading.Lock()
        self._waiting: list[Line] = []
        self._stream: TextIO | None = None

    def put(self, line: Line) -> None:
        """Let a line wait; it outlives the process when this returns.

        Raises:
            OSError: the folder cannot be written to.
        """
        with self._lock:
            if self._stream is None:
                create(self._path).close()
                self._stream = self._path.open("a", encoding="utf-8")
                locks.hold(self._stream)
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._stream.flush()
            self._waiting.append(line)

    def waiting(self, most: int) -> list[Line]:
        """The lines that wait longest."""
        with self._lock:
            return self._waiting[:most]

    def taken(self, count: int) -> None:
        """These were handed on; the file becomes empty when nothing waits any more."""
        with self._lock:
            del self._waiting[:count]
            if not self._waiting and self._stream is not None:
                self._stream.truncate(0)

    def close(self) -> None:
        """Let go of the file; an empty one goes."""
        with self._lock:
            if self._stream is None:
                return
            is_empty = not self._waiting
            self._stream.close()
            self._stream = None
            if is_empty:
                self._path.unlink(missing_ok=True)


def take_over(folder: Path, hand_on: Taken) -> int:
    """Hand on what processes left that are gone; returns how many lines.

    Raises:
        whatever `hand_on` does; the files then stay.
    """
    taken_n = 0
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        with contextlib.suppress(OSError), path.open("a+", encoding="utf-8") as stream:
            if not locks.hold(stream):
                continue
            stream.seek(0)
            lines = [line for text in stream if (line := _line(text)) is not None]
            if lines:
                hand_on(lines)
                taken_n += len(lines)
            path.unlink(missing_ok=True)
    return taken_n


def _line(text: str) -> Line | None:
    """A line that was cut off by the end of its process is none."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
