"""A hundred followers of a show: how soon they see a move, what silence costs, how they come back after a crash.

    python -m scripts.bench.hall

Followers speak HTTP over plain sockets and share the processors with the server, as in every other measurement here:
what is measured is an upper bound of what telephones wait for the server, and knows nothing of the Wi-Fi between.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import contextlib
import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts.bench.lines import Line
from scripts.bench.servers import ROOT, SERVE, pid_listening, resident_mb, wait_for
from stunting.geography import Register
from stunting.hall import show_store
from stunting.hall.decks import pack
from stunting.hall.show import Show
from stunting.hall.show_json import Opened
from stunting.paths import Layout
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.slides.slide import Deck, Slide

FOLLOWERS, MOVES = 100, 60
BETWEEN_S, SILENCE_S = 0.3, 60.0
# As the pages do, before it is scattered and grows.
RETRY_S = 0.4
GIVING_UP_S = 60.0
LAG_BUDGET_MS = 1_000.0


@dataclass
class Follower:
    """One telephone: when it had which position, and how many bytes it was sent."""

    port: int
    pin: str
    arrived: dict[int, float] = field(default_factory=dict)
    sizes: int = 0
    errors: collections.Counter[str] = field(default_factory=collections.Counter)
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self) -> None:
        """Read the stream, and open it again whenever it breaks."""
        while True:
            try:
                await self._once()
            except (OSError, asyncio.IncompleteReadError) as problem:
                self.errors[type(problem).__name__] += 1
            self.connected.clear()
            await asyncio.sleep(RETRY_S)

    async def _once(self) -> None:
        reading, writing = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writing.write(f"GET /ikuti/aliran?pin={self.pin} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
            while line := await reading.readline():
                self.sizes += len(line)
                if line.startswith(b"HTTP/1.1 ") and b" 200 " not in line:
                    self.errors[line.decode().strip()] += 1
                if line.startswith(b"data: "):
                    self.arrived.setdefault(json.loads(line[6:])["seq"], time.perf_counter())
                    self.connected.set()
        finally:
            writing.close()


def measure(*, followers: int = FOLLOWERS, moves: int = MOVES, silence_s: float = SILENCE_S) -> list[Line]:
    """Lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        layout = replace(Layout.default(), additions=data / "tambahan")
        port, door = _free_ports(2)
        show_store.keep_network(layout, Opened(address="127.0.0.1", port=door))
        show = show_store.start(layout, "Rembuk", pack(_deck()))
        bench = _Bench(data=data, port=port, door=door, show=show)
        return asyncio.run(bench.run(followers=followers, moves=moves, silence_s=silence_s))


@dataclass
class _Bench:
    data: Path
    port: int
    door: int
    show: Show

    async def run(self, *, followers: int, moves: int, silence_s: float) -> list[Line]:
        crowd = [Follower(self.door, self.show.pin) for _ in range(followers)]
        name = f"{followers} followers"
        with _server(self.data, self.port) as server:
            pid = pid_listening(f"http://127.0.0.1:{self.port}")
            before = resident_mb(pid)
            tasks = [asyncio.create_task(one.follow()) for one in crowd]
            arriving = await _all_connected(crowd)
            lags, answers, missed = await self._move(crowd, moves)
            growth = (resident_mb(pid) or 0.0) - (before or 0.0)
            sizes = [one.sizes for one in crowd]
            await asyncio.sleep(silence_s)
            silent = tuple((one.sizes - size) * 60 / silence_s for one, size in zip(crowd, sizes, strict=True))
            errors = collections.Counter[str]()
            for one in crowd:
                errors.update(one.errors)
                one.errors.clear()
                one.arrived.clear()
                one.connected.clear()
            os.kill(server.pid, signal.SIGKILL)
            server.wait()
        with _server(self.data, self.port):
            back = await _all_connected(crowd)
            seqs = {max(one.arrived) for one in crowd}
            again, _, missed_again = await self._move(crowd, 5)
            for task in tasks:
                task.cancel()
        lost = f"all have position {max(seqs)} again" if seqs == {moves} else f"positions {sorted(seqs)}, not {moves}"
        return [
            Line(
                what=f"hall: {name}: a move until a follower has it",
                unit="ms",
                samples=tuple(1000 * one for one in lags),
                budget_p95=LAG_BUDGET_MS,
                note=f"{moves} moves; slowest {1000 * max(lags, default=0):.0f} ms",
            ),
            Line(
                what=f"hall: {name}: a move until the presenter is answered",
                unit="ms",
                samples=tuple(1000 * one for one in answers),
                note="with the show written to disk",
            ),
            Line(
                what=f"hall: {name}: moves that did not arrive, and errors",
                unit="",
                samples=(float(missed + errors.total()),),
                budget_p95=0,
                note="; ".join(f"{count} x {text}" for text, count in errors.most_common(3)),
            ),
            Line(what=f"hall: {name}: all connected after", unit="ms", samples=(1000 * arriving,)),
            Line(what=f"hall: {name}: growth of the server's memory", unit="MB", samples=(growth,)),
            Line(
                what="hall: bytes to a follower in a silent minute",
                unit="bytes",
                samples=silent,
                budget_p95=200,
                note="without the frames of TCP",
            ),
            Line(
                what=f"hall: {name}: server killed and started again: all back after it answers",
                unit="ms",
                samples=(1000 * back,),
                note=lost,
            ),
            Line(
                what=f"hall: {name}: after the restart, a move until a follower has it",
                unit="ms",
                samples=tuple(1000 * one for one in again),
                budget_p95=LAG_BUDGET_MS,
                note=f"{missed_again} did not arrive",
            ),
        ]

    async def _move(self, crowd: list[Follower], moves: int) -> tuple[list[float], list[float], int]:
        """Seconds until each follower has each move, until the presenter is answered, and how many never arrived."""
        lags, answers, missed = [], [], 0
        steps = list(self.show.steps)
        for number in range(moves):
            began = time.perf_counter()
            seq = await self._post(steps[(number + 1) % len(steps)])
            answers.append(time.perf_counter() - began)
            await asyncio.sleep(BETWEEN_S)
            end = time.perf_counter() + 5
            while time.perf_counter() < end and not all(seq in one.arrived for one in crowd):
                await asyncio.sleep(0.01)
            lags += [one.arrived[seq] - began for one in crowd if seq in one.arrived]
            missed += sum(seq not in one.arrived for one in crowd)
        return lags, answers, missed

    async def _post(self, step: str) -> int:
        body = json.dumps({"step": step, "child": "", "blank": False}).encode()
        host = f"127.0.0.1:{self.port}"
        head = (
            f"POST /rembuk/posisi?kunci={self.show.key} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        reading, writing = await asyncio.open_connection("127.0.0.1", self.port)
        writing.write(head.encode() + body)
        answer = await reading.read()
        writing.close()
        return int(json.loads(answer.partition(b"\r\n\r\n")[2])["seq"])


async def _all_connected(crowd: list[Follower]) -> float:
    """Seconds until everybody has a position."""
    began = time.perf_counter()
    async with asyncio.timeout(GIVING_UP_S):
        await asyncio.gather(*(one.connected.wait() for one in crowd))
    return time.perf_counter() - began


@contextlib.contextmanager
def _server(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "STUNTING_DATA": str(data)}
    command = [sys.executable, "-c", SERVE, str(ROOT / "app.py"), str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in probes:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in probes]


def _deck() -> Deck:
    """Twenty steps of words: a move carries the key of a step, whatever its slide shows."""
    area = Register.from_parquet(Layout.default().raw / "wilayah" / "wilayah.parquet").get("3514")
    steps = tuple(Step(key=f"langkah-{number}", title=f"Langkah {number}") for number in range(1, 21))
    agenda = Agenda(name="Rembuk", kind=Kind.DISTRICT, area_code="3514", steps=steps)
    return Deck(
        agenda=agenda,
        area=area,
        release_id="",
        release_created=dt.datetime.now().astimezone(),
        slides=tuple(Slide(key=one.key, title=one.title) for one in steps),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--followers", type=int, default=FOLLOWERS)
    parser.add_argument("--moves", type=int, default=MOVES)
    parser.add_argument("--silence", type=float, default=SILENCE_S)
    arguments = parser.parse_args()
    for line in measure(followers=arguments.followers, moves=arguments.moves, silence_s=arguments.silence):
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
