"""How many follow in the other processes of a server: each keeps its number in a file of its own.

On a laptop there is one process and no such file.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from stunting.whole_files import read_at_most, replace_with

FOLDER = "pengikut"
# Written anew that often while somebody follows; a process whose file is older than the other has ended.
KEPT_S, FORGOTTEN_S = 2.0, 8.0
LOOKING_S = 0.5
LARGEST_BYTES = 20
OWNER_ONLY = 0o600


class Crowd:
    """The numbers of all processes."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder / FOLDER
        self._own = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._clock = clock
        self._told: tuple[int, float] = (0, 0.0)
        self._others: tuple[int, float] = (0, 0.0)

    def tell(self, count: int) -> None:
        """So many follow here; written only when that is news, or getting old. A full disk stops nothing."""
        told, at = self._told
        now = self._clock()
        if count == told and (not count or now - at < KEPT_S):
            return
        with contextlib.suppress(OSError):
            if count:
                replace_with(self._own, str(count).encode(), mode=OWNER_ONLY)
            else:
                self._own.unlink(missing_ok=True)
        self._told = (count, now)

    def others(self) -> int:
        """How many follow elsewhere."""
        count, at = self._others
        now = self._clock()
        if now - at < LOOKING_S:
            return count
        count = sum(self._read(path, now) for path in self._paths() if path != self._own)
        self._others = (count, now)
        return count

    def _paths(self) -> list[Path]:
        try:
            return list(self._folder.iterdir())
        except OSError:
            return []

    @staticmethod
    def _read(path: Path, now: float) -> int:
        with contextlib.suppress(OSError, ValueError):
            if abs(now - path.stat().st_mtime) < FORGOTTEN_S:
                return max(int(read_at_most(path, LARGEST_BYTES)), 0)
        return 0
