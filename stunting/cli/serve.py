"""`serve`: the dashboard in the browser of this machine."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    port: Annotated[int, typer.Option("--port", metavar="N", help="Porta pertama yang dicoba.")] = 8501,
    network: Annotated[
        bool, typer.Option("--network", help="Dapat dibuka dari perangkat lain di jaringan yang sama.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Jangan membuka peramban.")] = False,
) -> None:
    """Menjalankan dasbor dan membukanya di peramban; berhenti dengan Ctrl+C."""
    from stunting.ui import serve as dashboard

    dashboard.serve(
        port=port,
        address=dashboard.EVERYWHERE if network else dashboard.LOOPBACK,
        open_browser=False if no_browser else None,
    )
