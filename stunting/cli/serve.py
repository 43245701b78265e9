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
    open_browser: Annotated[
        bool | None, typer.Option("--open/--no-open", help="Buka peramban; bawaan: bila ada layar.")
    ] = None,
) -> None:
    """Menjalankan dasbor di komputer ini sampai dihentikan dengan Ctrl+C."""
    from stunting.cli.books_at_start import say_what_is_broken
    from stunting.network import EVERYWHERE, LOOPBACK
    from stunting.ui import serve as server
    from stunting.ui.warm_up import open_everything

    server.serve(
        port,
        EVERYWHERE if lan else LOOPBACK,
        open_browser,
        warm_ups=[open_everything, say_what_is_broken],
    )
