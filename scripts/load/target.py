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
from scripts.load import accounts
from scripts.load.planted import Camat
from scripts.visitors.browser import Browser
from stunting.accounts.store import Store
from stunting.paths import Layout
from tests.cluster import Site, running_server

Cookies = Mapping[str, str]


@dataclass(kw_only=True)
class Target:
    """A server that runs already.

    pids:     of the workers, asked anew because one may have been replaced
    has_rows: internal figures are shown to whoever may see them alone
    sign_in:  cookies of a camat who comes from an address; sign_in_writer: of one who writes for a kabupaten
    site:     what can be killed and started anew; None for a laptop
    """

    url: str
    ledger_url: str
    pids: Callable[[], Sequence[int]]
    has_rows: bool = False
    sign_in: Callable[[Camat, str], Cookies] = field(default=lambda _camat, _source: {})
    sign_in_writer: Callable[[str, str], Cookies] = field(default=lambda _area_code, _source: {})
    name: str = "one process, no login"
    site: Site | None = None


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


@contextmanager
def behind_nginx(
    folder: Path, made: Layout, camat: Sequence[Camat], *, ledger_url: str, workers: int = 2
) -> Iterator[Target]:
    """A server as the documentation says: workers, nginx, PostgreSQL, and an account for every camat."""
    folder.mkdir(parents=True, exist_ok=True)
    with running_server(folder, release_of=made, workers=workers, ledger_url=ledger_url) as site:
        with told_of(ledger_url):
            password = accounts.make(Store.open(site.layout), camat)

        def sign_in(name: str, source: str) -> Cookies:
            browser = Browser(site.url, source=source)
            browser.get("/")
            browser.log_in(name, password)
            return browser.cookies

        yield Target(
            url=site.url,
            ledger_url=ledger_url,
            pids=lambda: [one.pid for one in site.workers.values()],
            has_rows=True,
            sign_in=lambda one, source: sign_in(accounts.name_of_camat(one), source),
            sign_in_writer=lambda code, source: sign_in(accounts.name_of_writer(code), source),
            name=f"{workers} workers behind nginx",
            site=site,
        )


@contextmanager
def told_of(ledger_url: str) -> Iterator[None]:
    """This process means the ledger and the accounts of the server as well."""
    before = os.environ.get("STUNTING_LEDGER")
    os.environ["STUNTING_LEDGER"] = ledger_url
    try:
        yield
    finally:
        os.environ.pop("STUNTING_LEDGER")
        if before is not None:
            os.environ["STUNTING_LEDGER"] = before
