"""Servers of the hall in threads of this process: for followers on the hall's network, and for a dashboard that was
started without our routes (`streamlit run app.py`).
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from stunting.errors import StuntingError
from stunting.hall import show_store
from stunting.hall.answering import sentence_page
from stunting.hall.connections import Connection
from stunting.hall.hall import Hall
from stunting.hall.routes import clean_base, follower_routes, presenter_routes
from stunting.hall.show import ShowError
from stunting.hall.show_json import Opened
from stunting.languages import _, in_indonesian
from stunting.network import EVERYWHERE, LOOPBACK, bind, network_addresses

PORT = 8600
STARTING_S, ENDING_S = 10.0, 3.0
# Of the 1.024 open files that a process commonly may have, the dashboard keeps the rest.
MOST_CONNECTIONS = 600
MOST_AT_ONCE = 128
# What the hall reads.
NOT_HERE = "Di alamat ini hanya ada tayangan untuk peserta."  # no text

log = logging.getLogger(__name__)


class Listener:
    """One uvicorn server in a thread."""

    def __init__(self, routes: Sequence[BaseRoute], *, address: str, port: int) -> None:
        """Listens when it returns.

        Raises:
            StuntingError: no port is free, the address is not ours, or the server does not start.
        """
        self.address = address
        self._socket = bind(address, port)
        self.port = int(self._socket.getsockname()[1])
        self._server = uvicorn.Server(
            uvicorn.Config(
                _application(routes),
                # At its end it would complain of every stream that it cuts off.
                log_level="critical",
                access_log=False,
                lifespan="off",
                ws="none",
                # Whoever asks could otherwise write another address, and be wrong more often.
                proxy_headers=False,
                server_header=False,
                limit_concurrency=MOST_CONNECTIONS,
                http=Connection,
                # So many are taken before the first of them can be cut off.
                backlog=MOST_AT_ONCE,
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(target=self._run, name=f"hall:{self.port}", daemon=True)
        self._thread.start()
        deadline = time.monotonic() + STARTING_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                self.close()
                raise StuntingError(
                    _("Alamat untuk peserta tidak dapat dibuka di porta {port}. Coba porta lain.", port=self.port)
                )
            time.sleep(0.01)

    def close(self) -> None:
        """Stop listening; who follows loses the connection."""
        self._server.should_exit = True
        self._thread.join(ENDING_S)
        self._socket.close()

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        except Exception:
            log.exception("Server untuk peserta di porta %s berhenti.", self.port)


class Doors:
    """Through which doors the hall of this process can be reached."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._lock = threading.Lock()
        self._mounted: str | None = None
        self._own: Listener | None = None
        self._network: Listener | None = None
        self._dashboard = ""
        self._public = ""

    def behind(self, public_url: str) -> None:
        """A server is reached by its own address, also by followers; no door of this process is opened."""
        self._public = public_url

    @property
    def is_public(self) -> bool:
        """Whether followers come in by the address of the dashboard itself, which nobody needs to open."""
        return bool(self._public)

    def mounted(self, base_path: str) -> None:
        """The server of the dashboard itself answers the addresses of the hall, below this path."""
        self._mounted = clean_base(base_path)

    def hall_address(self, dashboard: str = "") -> str:
        """What stands before "/rembuk/layar": the base path where the server of the dashboard has these addresses, else
        the address of a small server of this process, started now.

        dashboard: "http://localhost:8501", where that small server sends whoever wants page Rembuk

        Raises:
            StuntingError: that server does not start.
        """
        if self._mounted is not None:
            return self._mounted
        with self._lock:
            self._dashboard = dashboard or self._dashboard
            if self._own is None:
                desk = Route("/rembuk", self._to_desk)
                self._own = Listener(
                    [
                        desk,
                        *presenter_routes(self._hall, addresses=self.follower_addresses),
                        *follower_routes(self._hall),
                    ],
                    address=LOOPBACK,
                    port=0,
                )
                atexit.register(self.close)
        self.reopen()
        return f"http://{LOOPBACK}:{self._own.port}"

    def open_to_network(self, port: int = PORT, address: str = EVERYWHERE) -> str:
        """Let everybody on the network follow, and return the address for them. Nothing else is answered there.

        Open already: its address is returned. Stays open over the end of a show and a restart, see `reopen`.

        Raises:
            StuntingError: this machine is in no network, or no port is free.
        """
        if self.is_public:
            raise ShowError(_("Di server ini peserta selalu boleh mengikuti dengan PIN; tidak ada yang perlu dibuka."))
        if address == EVERYWHERE and not network_addresses():
            raise ShowError(
                _(
                    "Komputer ini belum tersambung ke jaringan. Sambungkan ke Wi-Fi aula, atau "
                    "nyalakan hotspot laptop, lalu coba lagi."
                )
            )
        with self._lock:
            if self._network is None:
                self._network = Listener(follower_routes(self._hall), address=address, port=port)
            opened = Opened(address=self._network.address, port=self._network.port)
        show_store.keep_network(self._hall.layout, opened)
        return self.follower_addresses()[0]

    def close_network(self) -> None:
        """Nobody on the network can follow any more, also not after a restart."""
        self._stop_network()
        show_store.keep_network(self._hall.layout, None)

    def follower_addresses(self) -> tuple[str, ...]:
        """Where followers on the network come in, the likeliest first; none while the network is closed."""
        if self.is_public:
            return (f"{self._public}/ikuti",)
        listening = self._network
        if listening is None:
            return ()
        found = network_addresses() if listening.address == EVERYWHERE else (listening.address,)
        return tuple(f"http://{one}:{listening.port}/ikuti" for one in found)

    def invitations(self) -> tuple[str, ...]:
        """The same addresses with the PIN of the show that runs, for the QR; none where nothing is shown."""
        show = self._hall.show()
        return () if show is None else tuple(f"{one}?pin={show.pin}" for one in self.follower_addresses())

    @in_indonesian
    def reopen(self) -> None:
        """Listen to the network again if it was open when the server stopped; a refusal goes to the log."""
        if self.is_public:
            return
        before = self._hall.network
        if before is None or self._network is not None:
            return
        try:
            self.open_to_network(before.port, before.address)
        except StuntingError as refusal:
            log.warning("%s", refusal)

    def close(self) -> None:
        """The server stops; what was open to the network opens again at its next start."""
        self._stop_network()
        with self._lock:
            own, self._own = self._own, None
        if own is not None:
            own.close()

    def _to_desk(self, request: Request) -> Response:
        """Page Rembuk of the dashboard, with the choices that were asked for; the screen links to it as to its own."""
        if not self._dashboard:
            raise HTTPException(404)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{self._dashboard}/rembuk{query}", status_code=307)

    def _stop_network(self) -> None:
        with self._lock:
            listening, self._network = self._network, None
        if listening is not None:
            listening.close()


def _application(routes: Sequence[BaseRoute]) -> Starlette:
    app = Starlette(routes=routes, exception_handlers={404: _not_here, 405: _not_here})
    # It would lead to whatever host the request names, with the PIN.
    app.router.redirect_slashes = False
    return app


def _not_here(_request: Request, _error: Exception) -> Response:
    return sentence_page(404, NOT_HERE, link="/ikuti", label="Ikuti tayangan")  # no text


_doors: dict[Hall, Doors] = {}
_doors_lock = threading.Lock()


def doors_of(hall: Hall) -> Doors:
    """The doors of a hall, the same for the server and every page of this process."""
    with _doors_lock:
        return _doors.setdefault(hall, Doors(hall))
