"""Start the dashboard on this machine and open it in the browser."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from stunting.errors import StuntingError
from stunting.hall.hall import hall_of
from stunting.network import EVERYWHERE, LOOPBACK, bind, bind_exactly, network_address
from stunting.paths import ROOT, Layout
from stunting.server.config import ServerConfig
from stunting.server.supervision import Supervised

PORT = 8501


def serve(
    port: int = PORT,
    address: str = LOOPBACK,
    open_browser: bool | None = None,
    *,
    script: Path = ROOT / "app.py",
    layout: Layout | None = None,
    warm_ups: Sequence[Callable[[Layout], object]] = (),
    say: Callable[[str], object] = print,
    settings: ServerConfig | None = None,
    worker: int = 1,
) -> None:
    """Serve the dashboard until it is stopped (Ctrl+C).

    port:         the first port to try; the next free one is taken when it is in use
    address:      127.0.0.1 for this machine alone, 0.0.0.0 for everybody on the network
    open_browser: None opens one where there is a screen
    warm_ups:     see `server.create_app`
    say:          receives the sentences for the person at the keyboard
    settings:     of a server; the port is then this one and no other, for the proxy knows it
    worker:       which of its processes this is: 1, 2, ...

    Raises:
        StuntingError: no port is free, or the address is not one of this machine.
    """
    listening = bind(address, port) if settings is None else bind_exactly(address, port)
    actual = listening.getsockname()[1]
    url = f"http://localhost:{actual}" if address in (LOOPBACK, EVERYWHERE) else f"http://{address}:{actual}"
    url += _configure(script, address=address, port=actual, settings=settings)
    supervised = Supervised(f"{url}/sehat")

    # Imported after the configuration, which Streamlit reads once.
    import uvicorn

    from stunting.ui.server import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if not self.should_exit:
                supervised.ready()
                _announce(say, url=url, address=address, asked=port, actual=actual)
                if has_screen() if open_browser is None else open_browser:
                    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            supervised.stopping()
            hall_of(layout or Layout.default()).close()
            await super().shutdown(sockets=sockets)

    options = uvicorn.Config(
        create_app(script, layout=layout, warm_ups=warm_ups, settings=settings, worker=worker),
        log_level="warning",
        access_log=False,
        # As Streamlit's own start does: files of 200 MB, and a ping every 30 s.
        ws="websockets-sansio",
        ws_max_size=200 * 1024 * 1024,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=3,
    )
    server = Server(options)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        # The server has closed everything in good order and hands the signal on.
        say("Dasbor dihentikan.")
    finally:
        listening.close()
    if not server.started:
        raise StuntingError("Dasbor tidak dapat dimulai. Baca pesan galat di atas, perbaiki, lalu jalankan lagi.")


def has_screen() -> bool:
    """Whether a browser window could appear here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _announce(say: Callable[[str], object], *, url: str, address: str, asked: int, actual: int) -> None:
    if asked and actual != asked:
        say(f"Porta {asked} sedang dipakai, jadi dasbor memakai porta {actual}.")
    say(f"Dasbor siap di {url} (hentikan dengan Ctrl+C).")
    if address == EVERYWHERE:
        found = network_address()
        say(
            f"Peserta di jaringan yang sama membuka http://{found}:{actual}."
            if found
            else "Komputer ini belum tersambung ke jaringan; peserta lain belum dapat membukanya."
        )
        say("Siapa pun di jaringan ini dapat membuka dasbor. Pakai hanya di jaringan yang Anda percaya.")


def _configure(script: Path, *, address: str, port: int, settings: ServerConfig | None = None) -> str:
    """Read `.streamlit/config.toml` beside the script, with the real port; returns the path below which it serves."""
    from streamlit import config
    from streamlit.web import bootstrap

    config._main_script_path = str(script)
    bootstrap.load_config_options({"server.address": address, "server.port": port, "server.headless": True})
    if address == LOOPBACK and not config.get_option("server.allowedHosts"):
        # A foreign web page must not reach the dashboard under a name of its own (DNS rebinding).
        # On a server the proxy hands the name on, and whoever supervises asks by the address.
        public = [] if settings is None else [settings.host]
        config.set_option("server.allowedHosts", [*public, "localhost", LOOPBACK])
    if settings is not None:
        config.set_option("server.cookieSecret", settings.cookie_secret)
        config.set_option("server.baseUrlPath", settings.base_path.strip("/"))
        config.set_option("browser.serverAddress", settings.host)
    base_path = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base_path}" if base_path else ""
