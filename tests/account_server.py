"""The dashboard as a server with accounts, in a process of its own; `python -m tests.account_server PORT` starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stunting.accounts.settings import LoginSettings
from stunting.paths import ROOT, Layout
from stunting.server.config import Oidc
from tests.browser.serving import free_port, wait_for

SETTINGS = "STUNTING_TEST_LOGIN"
# The same for every process, as the file of a server's settings would say.
COOKIE_SECRET = "rahasia kuki hanya untuk pengujian 0123456789"


@contextmanager
def account_server(
    layout: Layout, *, base_path: str = "", port: int = 0, oidc: Oidc | None = None, log: Path | None = None
) -> Iterator[str]:
    """A running server in mode server; yields its address."""
    listening = port or free_port()
    url = f"http://localhost:{listening}" + (f"/{base_path}" if base_path else "")
    told = {"public_url": url, "cookie_secret": COOKIE_SECRET, "oidc": None if oidc is None else vars(oidc)}
    environment = os.environ | {
        "STUNTING_DATA": str(layout.releases.parent),
        "PYTHONPATH": str(ROOT),
        SETTINGS: json.dumps(told),
    }
    if base_path:
        environment["STREAMLIT_SERVER_BASE_URL_PATH"] = base_path
    with (log or Path(os.devnull)).open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.account_server", str(listening)],
            cwd=ROOT,
            env=environment,
            stdout=said,
            stderr=said,
        )
    try:
        wait_for(f"{url}/_stcore/health", process, seconds=90)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def login_settings() -> LoginSettings:
    told = json.loads(os.environ[SETTINGS])
    oidc = Oidc(**told.pop("oidc")) if told["oidc"] else told.pop("oidc")
    return LoginSettings(**told, oidc=oidc)


def main(port: int) -> None:
    import logging

    import uvicorn

    from stunting.access import viewer
    from stunting.ui.serve import _configure
    from stunting.ui.server import create_app

    # Everything that could say too much has to say it.
    logging.basicConfig(level=logging.DEBUG)
    viewer.set_service_mode(viewer.ServiceMode.SERVER)
    _configure(ROOT / "app.py", address="127.0.0.1", port=port)
    app = create_app(login=login_settings())
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="debug", ws="websockets-sansio")


if __name__ == "__main__":
    main(int(sys.argv[1]))
