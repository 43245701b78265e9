"""What is visited: one laptop's `serve`, or a server with its workers behind nginx."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts.bench.servers import ROOT, SERVE, wait_for
from scripts.load.planted import Camat

Cookies = Mapping[str, str]


@dataclass(kw_only=True)
class Target:
    """A server that runs already.

    pids:     of the workers, asked anew because one may have been replaced
    has_rows: internal figures are shown to whoever may see them alone
    sign_in:  cookies of a camat; of one who writes for a kabupaten
    """

    url: str
    ledger_url: str
    pids: Callable[[], Sequence[int]]
    has_rows: bool = False
    sign_in: Callable[[Camat], Cookies] = field(default=lambda _: {})
    sign_in_writer: Callable[[str], Cookies] = field(default=lambda _: {})
    name: str = "one process, no login"


@contextmanager
def laptop(data: Path, *, ledger_url: str, log: Path | None = None) -> Iterator[Target]:
    """The dashboard as it runs on one laptop."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "STUNTING_DATA": str(data),
        "STUNTING_LEDGER": ledger_url,
    }
    with (log or Path(os.devnull)).open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(ROOT / "app.py"), str(port)], env=environment, stdout=out, stderr=out
        )
    url = f"http://localhost:{port}"
    try:
        wait_for(url, process)
        yield Target(url=url, ledger_url=ledger_url, pids=lambda: [process.pid])
    finally:
        process.terminate()
        process.wait(timeout=20)
