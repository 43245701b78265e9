"""Start the dashboard on this machine and open it in the browser."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from stunting.errors import StuntingError
from stunting.paths import ROOT, Layout

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
PORT = 8501
PORTS_TRIED = 50


def serve(
    port: int = PORT,
    address: str = LOOPBACK,
    open_browser: bool | None = None,
    *,
    script: Path = ROOT / "app.py",
    layout: Layout | None = None,
    warm_ups: Sequence[Callable[[Layout], object]] = (),
    say: Callable[[str], object] = print,
) -> None:
    """Serve the dashboard until it is stopped (Ctrl+C).

    port:         the first port to try; the next free one is taken when it is in use
    address:      127.0.0.1 for this machine alone, 0.0.0.0 for everybody on the network
    open_browser: None opens one where there is a screen
    warm_ups:     see `server.create_app`
    say:          receives the sentences for the person at the keyboard

    Raises:
        StuntingError: no port is free, or the address is not one of this machine.
    """
    listening = bind(address, port)
    actual = listening.getsockname()[1]
    url = f"http://localhost:{actual}" if address in (LOOPBACK, EVERYWHERE) else f"http://{address}:{actual}"
    url += _configure(script, address=address, port=actual)

    # Imported after the configuration, which Streamlit reads once.
    import uvicorn

    from stunting.ui.server import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if not self.should_exit:
                _announce(say, url=url, address=address, asked=port, actual=actual)
                if has_screen() if open_browser is None else open_browser:
                    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    options = uvicorn.Config(
        create_app(script, layout=layout, warm_ups=warm_ups),
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


def bind(address: str, port: int) -> socket.socket:
    """A listening socket on this port, or on the next free one.

    Raises:
        StuntingError: none of the ports is free, or the address does not belong to this machine.
    """
    for candidate in range(port, min(port + PORTS_TRIED, 65_536)) if port else (0,):
        listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        if os.name != "nt":
            # On Windows this would share the port with whoever has it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, candidate))
            listening.listen(2048)
        except OSError as problem:
            listening.close()
            if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise StuntingError(
                    f"Alamat {address} bukan alamat komputer ini. Pakai {LOOPBACK}, atau {EVERYWHERE} untuk jaringan."
                ) from problem
            continue
        listening.set_inheritable(True)
        return listening
    raise StuntingError(
        f"Tidak ada porta kosong dari {port} sampai {port + PORTS_TRIED - 1}. "
        "Tutup program lain, atau pilih porta lain dengan --port."
    )


def has_screen() -> bool:
    """Whether a browser window could appear here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def network_address() -> str | None:
    """The address under which others on the network reach this machine; asks the routing table, sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return None
        found = probe.getsockname()[0]
    return None if found.startswith("127.") else found


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


def _configure(script: Path, *, address: str, port: int) -> str:
    """Read `.streamlit/config.toml` beside the script, with the real port; returns the path below which it serves."""
    from streamlit import config
    from streamlit.web import bootstrap

    config._main_script_path = str(script)
    bootstrap.load_config_options({"server.address": address, "server.port": port, "server.headless": True})
    if address == LOOPBACK and not config.get_option("server.allowedHosts"):
        # A foreign web page must not reach the dashboard under a name of its own (DNS rebinding).
        config.set_option("server.allowedHosts", ["localhost", LOOPBACK])
    base_path = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base_path}" if base_path else ""
