"""Whether this installation can serve, and if not, why: for whoever supervises it, and for the page of the state."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stunting import formats, releases
from stunting.errors import LedgerError, NoReleaseError, ReleaseError
from stunting.paths import Layout
from stunting.server.config import data_folder

# Imports and releases need room for a copy.
LEAST_FREE_BYTES = 500_000_000
# Whoever asks more often gets the answer of before.
KEPT_S = 2.0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What was found.

    release_id: that is served, "" without one; entry_n: of the ledger, None where it cannot be reached
    reasons:    why nobody should be sent here, a sentence each
    warnings:   what somebody should look at
    """

    release_id: str
    entry_n: int | None
    disk_free: int
    disk_total: int
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not self.reasons


class Health:
    """Looks at most every `KEPT_S` seconds, however often it is asked."""

    def __init__(self, layout: Layout, *, needs_release: bool, clock: Callable[[], float] = time.monotonic) -> None:
        """needs_release: an installation without one is not ready; on a laptop its page offers to build it."""
        self.layout = layout
        self._needs_release = needs_release
        self._clock = clock
        self._alone = threading.Lock()
        self._known: tuple[float, Facts] | None = None

    def facts(self) -> Facts:
        """What is the case now; may wait for the disk and the ledger's server."""
        with self._alone:
            now = self._clock()
            if self._known is None or now - self._known[0] >= KEPT_S:
                self._known = (now, look(self.layout, needs_release=self._needs_release))
            return self._known[1]


def look(layout: Layout, *, needs_release: bool = True) -> Facts:
    """Everything that a server needs, looked at once."""
    reasons: list[str] = []
    warnings: list[str] = []
    release_id = _release(layout, reasons, warnings, needs_release=needs_release)
    entry_n = _ledger(layout, reasons, warnings)
    free, total = _disk(data_folder(layout), reasons)
    return Facts(
        release_id=release_id,
        entry_n=entry_n,
        disk_free=free,
        disk_total=total,
        reasons=tuple(reasons),
        warnings=tuple(warnings),
    )


def resident_bytes() -> int:
    """Memory of this process, 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError, AttributeError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _release(layout: Layout, reasons: list[str], warnings: list[str], *, needs_release: bool) -> str:
    try:
        opened = releases.open_release(layout)
    except NoReleaseError as refused:
        (reasons if needs_release else warnings).append(str(refused))
        return ""
    except (ReleaseError, OSError) as refused:
        reasons.append(f"Rilis tidak dapat dibuka: {refused}")
        return ""
    opened.database.close()
    if opened.notice:
        warnings.append(opened.notice)
    return opened.id


def _ledger(layout: Layout, reasons: list[str], warnings: list[str]) -> int | None:
    # SQLAlchemy takes a moment that the first page need not wait for.
    from stunting.ledger.books import place_of
    from stunting.ledger.standing import standing

    try:
        found = standing(place_of(layout))
    except LedgerError as refused:
        reasons.append(f"Buku tidak dapat dibuka: {refused}")
        return None
    warnings += [f"Buku tidak utuh: {one.sentence}" for one in found.breaks]
    return found.entry_n


def _disk(folder: Path, reasons: list[str]) -> tuple[int, int]:
    try:
        usage = shutil.disk_usage(folder)
    except OSError as error:
        reasons.append(f"Folder data tidak dapat dibaca ({error.strerror}). Periksa apakah diskanya terpasang.")
        return 0, 0
    if usage.free < LEAST_FREE_BYTES:
        reasons.append(
            f"Diska hampir penuh: tersisa {formats.number(usage.free / 1e6)} MB. Hapus rilis lama dengan "
            "`python -m stunting release prune`, atau tambah ruang."
        )
    return usage.free, usage.total
