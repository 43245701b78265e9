"""The routes of the hall on a port of their own, which can be stopped and started again while browsers watch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stunting.hall.decks import pack
from stunting.hall.hall import Hall
from stunting.hall.listener import Listener
from stunting.hall.routes import follower_routes, presenter_routes
from stunting.hall.show import Show
from stunting.paths import Layout
from stunting.slides.slide import Deck
from tests.browser.serving import free_port

# As the listener on the network of the hall would have it.
NETWORK = "http://192.168.10.5:8600/ikuti"


class HallServer:
    """One show over one deck."""

    def __init__(self, layout: Layout, deck: Deck, *, drawer: Callable[..., str]) -> None:
        self.layout = layout
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._name = deck.agenda.name
        self._packed = pack(deck, drawer=drawer)
        self._listener: Listener | None = None
        self.start()
        self.begin_anew()

    def start(self) -> None:
        self._hall = Hall(self.layout)
        routes = [*presenter_routes(self._hall, addresses=lambda: (NETWORK,)), *follower_routes(self._hall)]
        self._listener = Listener(routes, address="127.0.0.1", port=self.port)

    def stop(self) -> None:
        if self._listener is not None:
            self._listener.close()

    def begin_anew(self) -> None:
        """Another show, at the first step."""
        self._hall.start(self._name, self._packed, replaces=True)

    def end(self) -> None:
        self._hall.end(self.show.key)

    def move(self, **to: Any) -> None:
        """As another window of the presenter would."""
        self._hall.move(self.show.key, **to)

    @property
    def show(self) -> Show:
        found = self._hall.show()
        assert found is not None
        return found

    @property
    def position(self) -> dict[str, Any]:
        return self.show.position.to_json()

    @property
    def screen(self) -> str:
        return f"{self.url}/rembuk/layar?kunci={self.show.key}"

    @property
    def notes(self) -> str:
        return f"{self.url}/rembuk/catatan?kunci={self.show.key}"

    @property
    def follower(self) -> str:
        return f"{self.url}/ikuti?pin={self.show.pin}"
