"""Whether the bytes of a release file are those that were published.

A small file is compared with its checksum before it is opened. A large one (a province, the country) would make the
first reader wait for seconds, so it is compared in the background while it is read: size and manifest are compared
before, and DuckDB compares a checksum of its own with every block that it reads, so that no damaged figure is shown
meanwhile. What the comparison finds is kept until the process ends or the file changes.
"""

from __future__ import annotations

import threading
from enum import StrEnum
from pathlib import Path

from stunting import sidecar

# Bytes; a file of this size takes 0.2 s.
BEHIND_FROM = 256 * 1024 * 1024


class FileState(StrEnum):
    """What is known of the file of a release."""

    CHECKING = "sedang diperiksa"
    SOUND = "utuh"
    CHANGED = "berubah"


class FileCheck:
    """The comparison of one file with its checksum, in the background."""

    def __init__(self, path: Path, sha256: str) -> None:
        self._path, self._sha256 = path, sha256
        self._state = FileState.CHECKING
        self._thread = threading.Thread(target=self._run, name="periksa-rilis", daemon=True)

    @property
    def state(self) -> FileState:
        return self._state

    def start(self) -> FileCheck:
        self._thread.start()
        return self

    def wait(self) -> FileState:
        """The state once the comparison has ended."""
        self._thread.join()
        return self._state

    def _run(self) -> None:
        try:
            is_same = sidecar.sha256(self._path) == self._sha256
        except OSError:
            # The file was removed or the disk fails: whoever reads it now is told the same.
            is_same = False
        self._state = FileState.SOUND if is_same else FileState.CHANGED


def compared(path: Path, sha256: str) -> FileCheck:
    """A comparison that has ended."""
    check = FileCheck(path, sha256).start()
    check.wait()
    return check
