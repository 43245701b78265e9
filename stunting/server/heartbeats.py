"""Every worker tells how it fares in a file of its own, so that any of them can show the state of all."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from stunting.paths import Layout
from stunting.server.config import data_folder
from stunting.server.counting import Counts
from stunting.server.health import resident_bytes
from stunting.whole_files import read_at_most, replace_with

FOLDER = "pekerja"
EVERY_S = 5.0
# Older than that, a worker is taken for gone.
SILENT_S = 20.0
LARGEST_BYTES = 100_000
OWNER_ONLY = 0o600


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """How one worker fared. at, started_at: seconds since 1970; p95_s: None before the first run of a page."""

    worker: int
    pid: int
    started_at: float
    at: float
    version: str
    release_id: str
    session_n: int
    rerun_n: int
    p95_s: float | None
    resident_bytes: int
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    fault_n: int = 0
    faults: list[dict[str, str]] = field(default_factory=list)

    def is_silent(self, now: float) -> bool:
        return now - self.at > SILENT_S


def folder(layout: Layout) -> Path:
    return data_folder(layout) / FOLDER


def write(layout: Layout, beat: Heartbeat) -> None:
    """Replace the file of this worker; a full disk stops nothing."""
    with contextlib.suppress(OSError):
        path = folder(layout) / f"{beat.worker}.json"
        replace_with(path, json.dumps(asdict(beat), ensure_ascii=False).encode("utf-8"), mode=OWNER_ONLY)


def read(layout: Layout) -> dict[int, Heartbeat]:
    """The newest of every worker by its number; one that cannot be read is passed over."""
    found = {}
    try:
        paths = sorted(folder(layout).iterdir())
    except OSError:
        return {}
    for path in paths:
        if not re.fullmatch(r"[1-9][0-9]*\.json", path.name):
            continue
        with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
            beat = Heartbeat(**json.loads(read_at_most(path, LARGEST_BYTES)))
            found[beat.worker] = beat
    return found


class Beating:
    """While open, the file of this worker is written every `EVERY_S`."""

    def __init__(self, layout: Layout, now: Callable[[], Heartbeat], *, every_s: float = EVERY_S) -> None:
        self._layout, self._now, self._every_s = layout, now, every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        write(self._layout, self._now())
        while not self._ended.wait(self._every_s):
            write(self._layout, self._now())


def beat(
    *,
    worker: int,
    started_at: float,
    version: str,
    counts: Counts,
    session_n: int,
    release_id: str,
    reasons: tuple[str, ...],
    warnings: tuple[str, ...],
) -> Heartbeat:
    """How this process fares now."""
    return Heartbeat(
        worker=worker,
        pid=os.getpid(),
        started_at=started_at,
        at=time.time(),
        version=version,
        release_id=release_id,
        session_n=session_n,
        rerun_n=counts.histogram()[1],
        p95_s=counts.quantile_s(0.95),
        resident_bytes=resident_bytes(),
        reasons=list(reasons),
        warnings=list(warnings),
        fault_n=sum(counts.faults().values()),
        faults=counts.last_faults()[:5],
    )
