"""What this process did since it started: reruns and how long they took, refusals and faults by kind.

Never a message, a link or a name: those may tell of a person. A fault is a kind and a line of our own code.
"""

from __future__ import annotations

import datetime as dt
import threading
import traceback
from bisect import bisect_left
from collections import Counter, deque
from dataclasses import asdict, dataclass
from pathlib import Path

from stunting.paths import ROOT

BOUNDS_S = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
MOST_FAULTS = 20


@dataclass(frozen=True, kw_only=True)
class Fault:
    """An error of the program. kind: of the exception; where: file and line of ours; at: ISO with offset."""

    kind: str
    where: str
    at: str


class Counts:
    """Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buckets = [0] * (len(BOUNDS_S) + 1)
        self._seconds = 0.0
        self._refusals: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._last: deque[Fault] = deque(maxlen=MOST_FAULTS)

    def rerun(self, seconds: float) -> None:
        """One run of a page or of a part of it."""
        with self._lock:
            self._buckets[bisect_left(BOUNDS_S, seconds)] += 1
            self._seconds += seconds

    def refusal(self, error: BaseException) -> None:
        """A sentence that told a reader why not."""
        with self._lock:
            self._refusals[type(error).__name__] += 1

    def fault(self, error: BaseException) -> None:
        """An error of the program."""
        found = Fault(
            kind=type(error).__name__, where=_where(error), at=dt.datetime.now().astimezone().isoformat("T", "seconds")
        )
        with self._lock:
            self._faults[found.kind] += 1
            self._last.append(found)

    def histogram(self) -> tuple[list[tuple[float, int]], int, float]:
        """Bounds in seconds with the runs that took at most so long, all runs, and their seconds together."""
        with self._lock:
            buckets, seconds = tuple(self._buckets), self._seconds
        total, rows = 0, []
        for bound, count in zip(BOUNDS_S, buckets, strict=False):
            total += count
            rows.append((bound, total))
        return rows, sum(buckets), seconds

    def quantile_s(self, share: float) -> float | None:
        """The bound below which this share of all runs stayed; None without any."""
        rows, total, _ = self.histogram()
        if not total:
            return None
        return next((bound for bound, count in rows if count >= share * total), float("inf"))

    def refusals(self) -> dict[str, int]:
        with self._lock:
            return dict(self._refusals)

    def faults(self) -> dict[str, int]:
        with self._lock:
            return dict(self._faults)

    def last_faults(self) -> list[dict[str, str]]:
        """The newest ones, newest first."""
        with self._lock:
            return [asdict(one) for one in reversed(self._last)]


def _where(error: BaseException) -> str:
    """The innermost line of our own, "" where it happened elsewhere altogether."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT):
            inner = path.relative_to(ROOT).as_posix()
            if inner.startswith(("stunting/", "pages/", "app.py")):
                return f"{inner}:{frame.lineno}"
    return ""


COUNTS = Counts()
