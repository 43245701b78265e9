"""What the processes of a server take: memory and processor time, read from /proc while visitors are there."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.bench.servers import resident_mb

TICKS = os.sysconf("SC_CLK_TCK")
EVERY_S = 2.0
# Two minutes of samples: the middle of them is not moved by a collection that runs just then.
RECENT = 60


@dataclass(kw_only=True)
class Process:
    """One worker. samples: resident MB, every two seconds."""

    pid: int
    samples: list[float] = field(default_factory=list)
    cpu_s: float = 0.0

    def mb(self, *, at_end: bool = True, count: int = 5) -> float | None:
        """The middle of the first or last few samples."""
        few = sorted(self.samples[-count:] if at_end else self.samples[:count])
        return few[len(few) // 2] if few else None


class Watch:
    """While open, the processes are looked at; workers that are started anew are told with `follow`."""

    def __init__(self, pids: Sequence[int]) -> None:
        self.processes = [Process(pid=pid) for pid in pids]
        self._began = {pid: cpu_seconds(pid) or 0.0 for pid in pids}
        self._own_began = time.process_time()
        self._wall_began = time.monotonic()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Watch:
        self.look()
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.look()
        if self._task is not None:
            self._task.cancel()

    def look(self) -> None:
        for one in self.processes:
            now, cpu = resident_mb(one.pid), cpu_seconds(one.pid)
            if now is not None:
                one.samples.append(now)
            if cpu is not None:
                one.cpu_s = cpu - self._began[one.pid]

    def facts(self) -> dict[str, object]:
        """As it stands in the log: per worker MB now, and the share of one processor it took."""
        wall = max(time.monotonic() - self._wall_began, 0.001)
        return {
            "rss_mb": [round(one.mb(count=RECENT) or 0, 1) for one in self.processes],
            "rss_start_mb": [round(one.mb(at_end=False) or 0, 1) for one in self.processes],
            "rss_peak_mb": [round(max(one.samples, default=0), 1) for one in self.processes],
            "cpu_share": [round(one.cpu_s / wall, 3) for one in self.processes],
            "visitors_cpu_share": round((time.process_time() - self._own_began) / wall, 3),
            "wall_s": round(wall, 1),
        }

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            self.look()


def cpu_seconds(pid: int) -> float | None:
    """Processor time of a process so far; None when it is gone."""
    try:
        # The name of the program stands in brackets and may hold spaces.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS
