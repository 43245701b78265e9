"""A server that experiments may break: workers, nginx and a PostgreSQL of its own, with a planted release."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from scripts.bench.servers import resident_mb
from scripts.load import planted, target
from scripts.load.planted import SMALL, Camat
from scripts.load.target import Target
from scripts.load.visits import Visit
from stunting.paths import ROOT, Layout
from tests.cluster import Site
from tests.postgres import Cluster
from tests.small import layout_in


class StuckVisitor:
    """Asks for a page again and again, and reads nothing."""

    def __init__(self, socket: websockets.ClientConnection, query: str) -> None:
        self._socket, self._query = socket, query
        # What was not read stays with the server.
        socket.transport.pause_reading()  # type: ignore[attr-defined]

    async def ask(self) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = "tabel"
        await self._socket.send(message.SerializeToString())

    def drop(self) -> None:
        self._socket.transport.abort()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What experiments work with."""

    target: Target
    camat: Sequence[Camat]
    database: Cluster
    folder: Path

    @property
    def site(self) -> Site:
        assert self.target.site is not None
        return self.target.site

    @property
    def layout(self) -> Layout:
        return self.site.layout

    def memory_mb(self) -> float:
        """Of all workers."""
        return sum(resident_mb(pid) or 0.0 for pid in self.target.pids())

    async def stuck_visitor(self, like: Visit) -> StuckVisitor:
        """Logged in as another, from another window."""
        root = urlsplit(self.target.url)
        socket = await websockets.connect(
            f"ws://{root.netloc}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
            additional_headers={"Cookie": "; ".join(f"{k}={v}" for k, v in like.visitor.cookies.items())},
            ping_interval=None,
            max_size=None,
            compression=None,
        )
        return StuckVisitor(socket, f"wilayah={like.camat.kecamatan_code}&mode=internal")


@contextlib.contextmanager
def staged(*, workers: int = 2) -> Iterator[Stage]:
    """A running server."""
    with tempfile.TemporaryDirectory(prefix="kacau-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        made = layout_in(folder / "rilis", raw=ROOT / "data" / "raw")
        camat = planted.publish(made, folder, SMALL).camat
        database = Cluster()
        try:
            url = database.url(database.database())
            with target.behind_nginx(folder / "server", made, camat, ledger_url=url, workers=workers) as running:
                yield Stage(target=running, camat=camat, database=database, folder=folder)
        finally:
            database.remove()
