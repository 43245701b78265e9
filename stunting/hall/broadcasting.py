"""Tells every window at once where the meeting is.

Windows are connections of several servers in one process, each with an event loop of its own. Nobody is kept waiting by
a slow one: what is kept for a window is only that there is something new, and it then gets the newest.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from stunting.hall.decks import Audience
from stunting.hall.show import Position


@dataclass(frozen=True, kw_only=True)
class News:
    """Where the meeting is.

    show:       the key of the show, to tell one from the next
    position:   None when nothing is being shown
    is_closing: the server stops, and the show goes on at its next start
    """

    show: str = ""
    deck_hash: str = ""
    started_at: dt.datetime | None = None
    position: Position | None = None
    is_closing: bool = False


class Broadcaster:
    """The newest news, and who waits for them. Every method may be called from any thread."""

    def __init__(self, first: News | None = None) -> None:
        self._lock = threading.Lock()
        self._news = first or News()
        self._number = 0
        self._open: set[Subscription] = set()

    def publish(self, news: News) -> None:
        """Wake everybody, if this is news."""
        with self._lock:
            if news == self._news:
                return
            self._news = news
            self._number += 1
            waiting = tuple(self._open)
        for one in waiting:
            one.ring()

    def newest(self) -> tuple[int, News]:
        """The number of the news, growing, and the news."""
        with self._lock:
            return self._number, self._news

    @contextlib.contextmanager
    def subscribed(self, audience: Audience) -> Iterator[Subscription]:
        """A subscription of the event loop that runs, forgotten at the end."""
        one = Subscription(self, audience)
        with self._lock:
            self._open.add(one)
        try:
            yield one
        finally:
            self.forget(one)

    def forget(self, one: Subscription) -> None:
        """Tell this one nothing any more."""
        with self._lock:
            self._open.discard(one)

    def count(self, audience: Audience) -> int:
        """How many follow at this moment."""
        with self._lock:
            return Counter(one.audience for one in self._open)[audience]


class Subscription:
    """One window."""

    def __init__(self, broadcaster: Broadcaster, audience: Audience) -> None:
        self.audience = audience
        self._broadcaster = broadcaster
        self._loop = asyncio.get_running_loop()
        self._bell = asyncio.Event()
        self._seen = -1

    async def next(self, patience_s: float) -> News | None:
        """The newest news that this window has not had, the first ones at once; None when there were none in time."""
        try:
            async with asyncio.timeout(patience_s):
                while True:
                    # Cleared before looking: what comes between the two rings again.
                    self._bell.clear()
                    number, news = self._broadcaster.newest()
                    if number != self._seen:
                        self._seen = number
                        return news
                    await self._bell.wait()
        except TimeoutError:
            return None

    def ring(self) -> None:
        """There is something new; called from any thread."""
        try:
            self._loop.call_soon_threadsafe(self._bell.set)
        except RuntimeError:
            # Its server has stopped.
            self._broadcaster.forget(self)
