"""The OpenID Connect provider of the tests: npm's `oidc-provider`, started with node on loopback."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stunting.server.config import Oidc
from tests.browser.serving import free_port, wait_for

FOLDER = Path(__file__).with_name("oidc")
CLIENT_ID, CLIENT_SECRET = "dasbor-uji", "rahasia-klien-hanya-untuk-pengujian"
MISSING = (
    "Penyedia OpenID Connect untuk pengujian memerlukan node dan npm. Jalankan `apt install nodejs npm`, lalu ulangi."
)


def install() -> None:
    """Put the locked packages beside the provider, unless they are there."""
    assert shutil.which("node") and shutil.which("npm"), MISSING
    kept, installed = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= kept.stat().st_mtime:
        return
    subprocess.run(["npm", "ci", "--silent"], cwd=FOLDER, check=True, timeout=300)


@contextmanager
def provider(redirect_uri: str) -> Iterator[Oidc]:
    """A running provider, and what the dashboard has to know of it."""
    install()
    port = free_port()
    process = subprocess.Popen(
        ["node", "provider.mjs", str(port), redirect_uri, CLIENT_ID, CLIENT_SECRET],
        cwd=FOLDER,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}/.well-known/openid-configuration"
    try:
        wait_for(address, process)
        yield Oidc(metadata_url=address, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, label="akun Pemkab")
    finally:
        process.terminate()
        process.wait(timeout=15)
