"""How often somebody may be wrong."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

MOST_WRONG, WINDOW_S = 10, 60.0
MOST_ADDRESSES = 10_000


class Tries:
    """Wrong tries per address within the last minute."""

    def __init__(
        self, most: int = MOST_WRONG, window_s: float = WINDOW_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._window_s, self._clock = most, window_s, clock
        self._lock = threading.Lock()
        self._wrong: dict[str, deque[float]] = {}

    def is_spent(self, address: str) -> bool:
        """Whether this address was wrong too often; then a right try does not count either, for it may be a guess."""
        with self._lock:
            return len(self._recent(address)) >= self._most

    def was_wrong(self, address: str) -> None:
        """One wrong try."""
        with self._lock:
            if address not in self._wrong and len(self._wrong) >= MOST_ADDRESSES:
                # So many addresses are no hall; the one that came first goes.
                del self._wrong[next(iter(self._wrong))]
            self._wrong.setdefault(address, deque(maxlen=self._most)).append(self._clock())

    def _recent(self, address: str) -> deque[float]:
        times = self._wrong.get(address)
        if times is None:
            return deque()
        while times and times[0] <= self._clock() - self._window_s:
            times.popleft()
        if not times:
            del self._wrong[address]
        return times
