"""The hall of one installation: the show that runs, and everybody who is told of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

from stunting.hall import show_store
from stunting.hall.broadcasting import Broadcaster, News, Subscription
from stunting.hall.crowd import Crowd
from stunting.hall.decks import Audience, PackedDeck, pack
from stunting.hall.show import NoShowError, NotKeptError, Position, Show, ShowError, WrongKeyError
from stunting.hall.show_json import Opened
from stunting.hall.tries import Tries
from stunting.paths import Layout
from stunting.rembuk.agenda import Agenda
from stunting.slides.slide import Deck

# How soon a change by another process is noticed; those of this one are told at once.
LOOKING_S = 0.25
WRONG_KEY = "Alamat layar ini tidak berlaku lagi. Buka lagi dari halaman Rembuk, tab Tayang."
WRONG_PIN = "PIN salah atau tayangan sudah berganti. Lihat PIN di layar, lalu ketik lagi."
TOO_OFTEN = "Terlalu sering salah PIN. Tunggu satu menit, lalu ketik PIN yang tampil di layar."

log = logging.getLogger(__name__)


class TooOftenError(ShowError):
    """This address gave a wrong PIN too often."""


class Hall:
    """One show for all windows of this process; other processes change it through its file."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._broadcaster = Broadcaster()
        self._tries = Tries()
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._kept_show: Show | None = None
        self._packed: dict[tuple[str, Audience, str], bytes] = {}
        self._watching = False
        self._crowd: Crowd | None = None

    def share(self) -> None:
        """From now on count also those who follow in other processes of this server."""
        self._crowd = self._crowd or Crowd(show_store.folder(self.layout))

    def show(self) -> Show | None:
        """The show that runs now, also when another process has changed it; one that cannot be read now goes on."""
        with self._lock:
            seen = self._signature()
            if seen != self._seen:
                with contextlib.suppress(NotKeptError):
                    self._kept_show = show_store.current(self.layout)
                    # The mark is taken before reading: a change between the two is read again the next time.
                    self._seen = seen
                    self._broadcaster.publish(_news(self._kept_show))
            return self._kept_show

    def start(self, agenda_name: str, deck: PackedDeck, *, replaces: bool = False) -> Show:
        """See `show_store.start`; whoever followed the show before is told that it ended."""
        show = show_store.start(self.layout, agenda_name, deck, replaces=replaces)
        self.show()
        return show

    def change_deck(self, key: str, deck: PackedDeck) -> Show:
        """See `show_store.change_deck`."""
        show = show_store.change_deck(self.layout, key, deck)
        self.show()
        return show

    def move(self, key: str, *, step: str, child: str = "", blank: bool = False) -> Position:
        """See `show_store.move`; everybody is told at once.

        A full disk stops no meeting: the windows and followers of this process are told all the same, and what was kept
        last comes back with a restart alone.
        """
        told = self.show_for_key(key)
        try:
            position = show_store.move(self.layout, key, step=step, child=child, blank=blank, after=told.position.seq)
        except NotKeptError as problem:
            log.warning("%s", problem)
            moved = told.moved(step, child, blank, now=dt.datetime.now().astimezone())
            with self._lock:
                self._kept_show = moved
                self._broadcaster.publish(_news(moved))
            return moved.position
        self.show()
        return position

    def end(self, key: str) -> None:
        """See `show_store.end`."""
        show_store.end(self.layout, key)
        self.show()

    def close(self) -> None:
        """The server stops: streams end, so that it need not wait for them, and windows ask again."""
        self._broadcaster.publish(News(is_closing=True))

    def show_for_key(self, key: str) -> Show:
        """The show, for whoever knows the key of the presenter.

        Raises:
            NoShowError, WrongKeyError
        """
        show = self._running()
        if not show_store.is_same(show.key, key):
            raise WrongKeyError(WRONG_KEY)
        return show

    def show_for_pin(self, pin: str, *, address: str) -> Show:
        """The show, for whoever knows its PIN.

        address: from where it is asked; after ten wrong PINs within a minute it has to wait

        Raises:
            NoShowError, WrongKeyError, TooOftenError
        """
        show = self._running()
        if self._tries.is_spent(address):
            raise TooOftenError(TOO_OFTEN)
        if not show_store.is_same(show.pin, pin):
            self._tries.was_wrong(address)
            raise WrongKeyError(WRONG_PIN)
        return show

    def packed(self, show: Show, audience: Audience, size: str) -> bytes:
        """The compressed slides; read once, for a hundred followers ask for them within seconds.

        Raises:
            NoShowError: the show has just ended.
        """
        name = (show.deck_hash, audience, size)
        found = self._packed.get(name)
        if found is None:
            found = show_store.packed(self.layout, show, audience, size)
            if any(key[0] != show.deck_hash for key in tuple(self._packed)):
                self._packed.clear()
            self._packed[name] = found
        return found

    @contextlib.contextmanager
    def followed(self, audience: Audience) -> Iterator[Subscription]:
        """A subscription to what happens, for a window in the event loop that runs."""
        with self._broadcaster.subscribed(audience) as one:
            self._watch()
            self.show()
            yield one

    @property
    def follower_n(self) -> int:
        """How many follow at this moment, in every process."""
        others = 0 if self._crowd is None else self._crowd.others()
        return self._broadcaster.count(Audience.FOLLOWERS) + others

    @property
    def window_n(self) -> int:
        """Windows of the presenter that are open at this moment."""
        return self._broadcaster.count(Audience.PRESENTER)

    @property
    def network(self) -> Opened | None:
        """Where followers on the network were listened to, also before a restart.

        Raises:
            NotKeptError: see `show_store.read`.
        """
        return show_store.read(self.layout).network

    def _running(self) -> Show:
        show = self.show()
        if show is None:
            raise NoShowError(show_store.NO_SHOW)
        return show

    def _signature(self) -> tuple[int, int, int] | None:
        """What differs as soon as the file is another one."""
        try:
            facts = show_store.show_file(self.layout).stat()
        except OSError:
            return None
        return facts.st_ino, facts.st_mtime_ns, facts.st_size

    def _watch(self) -> None:
        with self._lock:
            if self._watching:
                return
            self._watching = True
        threading.Thread(target=self._look, name="hall", daemon=True).start()

    def _look(self) -> None:
        """Notice what other processes do, as long as somebody follows."""
        pause = threading.Event()
        while True:
            pause.wait(LOOKING_S)
            self.show()
            here = self._broadcaster.count(Audience.FOLLOWERS)
            if self._crowd is not None:
                self._crowd.tell(here)
            with self._lock:
                if not self._broadcaster.count(Audience.FOLLOWERS) and not self.window_n:
                    self._watching = False
                    break
        if self._crowd is not None:
            self._crowd.tell(0)


def _news(show: Show | None) -> News:
    if show is None:
        return News()
    return News(show=show.key, deck_hash=show.deck_hash, started_at=show.started_at, position=show.position)


def start(layout: Layout, agenda: Agenda, deck: Deck, *, replaces: bool = False) -> Show:
    """Show these slides in the hall of this process; see `show_store.start`.

    Raises:
        ShowError: another show runs, the agenda is empty, or the folder cannot be written to.
    """
    return hall_of(layout).start(agenda.name, pack(deck), replaces=replaces)


_halls: dict[Path, Hall] = {}
_halls_lock = threading.Lock()


def hall_of(layout: Layout) -> Hall:
    """The hall of this process for one installation: server, pages and listener share it."""
    with _halls_lock:
        return _halls.setdefault(layout.additions.resolve(), Hall(layout))
