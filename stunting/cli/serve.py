<<<<<<< .merge_file_MggZY8
"""`serve`: start the dashboard on this machine."""
=======
"""`serve`: the dashboard in the browser of this machine."""
>>>>>>> .merge_file_rAIECz

from __future__ import annotations

from typing import Annotated

import typer


def serve(
<<<<<<< .merge_file_MggZY8
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
    from stunting.ui import serve as server
    from stunting.ui.warm_up import open_everything

    server.serve(
        port,
        server.EVERYWHERE if lan else server.LOOPBACK,
        open_browser,
        warm_ups=[open_everything],
=======
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
>>>>>>> .merge_file_rAIECz
    )
