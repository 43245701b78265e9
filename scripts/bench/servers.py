"""A server of our own for cold starts, and the memory of a server that is already there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import sys
from pathlib import Path
from stunting.ui.serve import serve
serve(int(sys.argv[2]), open_browser=False, script=Path(sys.argv[1]))
"""


@contextmanager
def started(script: Path, *, data: Path | None = None) -> Iterator[str]:
    """A new server process, answering, and its address; data: another folder than its own for what it writes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | ({"STUNTING_DATA": str(data)} if data else {})
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(script), str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}"
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(url: str, process: subprocess.Popen | None = None, *, seconds: float = 60.0) -> None:
    """Until the server answers.

    Raises:
        RuntimeError: it does not, or its process has ended.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end and (process is None or process.poll() is None):
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"{url} does not answer")


def pid_listening(url: str) -> int | None:
    """The process on this machine that listens on the port of an address; None elsewhere or without /proc."""
    root = urlsplit(url)
    if root.hostname not in ("localhost", "127.0.0.1") or not Path("/proc/net/tcp").exists():
        return None
    wanted = f":{root.port or 80:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(wanted) and row[3] == "0A"}
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(str(handle.readlink()) in sockets for handle in folder.iterdir()):
                return int(folder.parent.name)
        except OSError:
            continue
    return None


def resident_mb(pid: int | None) -> float | None:
    """Resident memory of a process, in MB of 1024 kB."""
    if pid is None:
        return None
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    kilobytes = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")), None)
    return None if kilobytes is None else int(kilobytes) / 1024
