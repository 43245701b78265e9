"""`serve`: start the dashboard on this machine."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    *,
    port: Annotated[int, typer.Option("--port", metavar="NOMOR", help="Porta pertama yang dicoba.")] = 8501,
    lan: Annotated[
        bool, typer.Option("--lan", help="Terima juga komputer lain di jaringan ini; bawaan: hanya komputer ini.")
    ] = False,
    server: Annotated[
        bool, typer.Option("--server", help="Sebagai server: menurut server.toml, dengan akun; lihat `server check`.")
    ] = False,
    worker: Annotated[
        int, typer.Option("--worker", metavar="NOMOR", min=1, help="Dengan --server: proses ke berapa.")
    ] = 1,
    open_browser: Annotated[
        bool | None, typer.Option("--open/--no-open", help="Buka peramban; bawaan: bila ada layar.")
    ] = None,
) -> None:
    """Menjalankan dasbor di komputer ini sampai dihentikan dengan Ctrl+C."""
    if server:
        from stunting.cli.server import serve_worker

        serve_worker(worker)
        return
    from stunting.cli.books_at_start import say_what_is_broken
    from stunting.network import EVERYWHERE, LOOPBACK
    from stunting.ui import serve as serving
    from stunting.ui.warm_up import open_everything

    serving.serve(
        port,
        EVERYWHERE if lan else LOOPBACK,
        open_browser,
        warm_ups=[open_everything, say_what_is_broken],
    )
