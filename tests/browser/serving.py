"""Servers and a browser for the tests: our ASGI server, `streamlit run`, and Chromium without its own traffic."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.bench.browser import QUIET
from stunting.paths import ROOT, Layout

HARNESS = Path(__file__).parent / "harness"
SERVE = """
import sys
from pathlib import Path
from stunting.ui.serve import serve
serve(int(sys.argv[2]), open_browser=False, script=Path(sys.argv[1]))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy_harness(folder: Path, *, base_path: str = "") -> Path:
    """The harness app with our configuration and our published files beside it."""
    shutil.copytree(HARNESS, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", dirs_exist_ok=True)
    if base_path:
        settings = folder / ".streamlit" / "config.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("[server]", f'[server]\nbaseUrlPath = "{base_path}"'), encoding="utf-8")
    published = Layout.default().published
    published.mkdir(exist_ok=True)
    (folder / "static").symlink_to(published, target_is_directory=True)
    return folder / "app.py"


@contextmanager
def server(script: Path, *, mode: str, base_path: str = "") -> Iterator[str]:
    """A running server ("asgi" or "plain"), and its address."""
    port = free_port()
    command = {
        "asgi": [sys.executable, "-c", SERVE, str(script), str(port)],
        "plain": [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
    }[mode]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=script.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}" + (f"/{base_path}" if base_path else "")
    try:
        wait_for(f"{url}/_stcore/health", process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=15)


def wait_for(address: str, process: subprocess.Popen, *, seconds: float = 30) -> None:
    """Wait until a server answers.

    Raises:
        RuntimeError: it ended, or does not answer in time.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"no answer from {address}; exit code {process.poll()}")


def chromium_path() -> str:
    """The browser of this machine; the tests download none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        pytest.skip("needs Chromium or Chrome; install it with the system's package manager")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()


def settled(page: Page) -> None:
    """Wait until the script of the page has run."""
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached", timeout=15_000)


@contextmanager
def real_app(layout: Layout) -> Iterator[str]:
    """The dashboard as `make run` starts it, on the releases of a layout; yields its address."""
    port = free_port()
    environment = os.environ | {"STUNTING_DATA": str(layout.releases.parent)}
    process = subprocess.Popen(
        [sys.executable, "-m", "stunting", "serve", "--port", str(port), "--no-open"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        wait_for(f"{url}/_stcore/health", process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=15)
