"""Many visitors at once: each changes a filter or the page every five seconds.

    python -m scripts.bench.load http://localhost:8501 --sessions 50

Visitors share the processors with the server, so what is measured is a lower bound of its capacity.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import random
from dataclasses import dataclass, field

from scripts.bench.lines import Line
from scripts.bench.servers import pid_listening, resident_mb
from scripts.visitors.protocol import Run, Visitor

PERIOD_SECONDS = 5.0
LASTING_SECONDS = 40.0
ARRIVING_SECONDS = 10.0
START_PATHS = ("/",)
# Sessions -> p95 in ms and growth in MB (design, "Budgets").
BUDGETS = {50: (500.0, 60.0), 100: (1500.0, 60.0)}


@dataclass
class Outcome:
    """What all visitors saw together."""

    seconds: list[float] = field(default_factory=list)
    first_seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    errors: collections.Counter = field(default_factory=collections.Counter)
    growth_mb: float | None = None


def measure(url: str, *, sessions: int, seconds: float = LASTING_SECONDS, seed: int = 1) -> list[Line]:
    """Lines of the report for one number of sessions."""
    outcome = asyncio.run(_crowd(url, sessions=sessions, seconds=seconds, seed=seed))
    p95, growth = BUDGETS.get(sessions, (None, None))
    kinds = "; ".join(f"{count} x {text[:80]}" for text, count in outcome.errors.most_common(3))
    name = f"{sessions} sessions, each acting every {PERIOD_SECONDS:.0f} s"
    return [
        Line(
            what=f"{name}: change until the script has finished",
            unit="ms",
            samples=tuple(second * 1000 for second in outcome.seconds),
            budget_p95=p95,
            note=f"{len(outcome.seconds)} changes",
        ),
        Line(what=f"{name}: errors", unit="", samples=(outcome.errors.total(),), budget_p95=0, note=kinds),
        Line(
            what=f"{name}: growth of the server's memory",
            unit="MB",
            samples=() if outcome.growth_mb is None else (outcome.growth_mb,),
            budget_p95=growth,
            note="" if outcome.growth_mb is not None else "the server's process is not on this machine",
        ),
        Line(what=f"{name}: first page", unit="ms", samples=tuple(one * 1000 for one in outcome.first_seconds)),
        Line(what=f"{name}: bytes per change", unit="kB", samples=tuple(size / 1000 for size in outcome.sizes)),
    ]


async def _crowd(url: str, *, sessions: int, seconds: float, seed: int) -> Outcome:
    outcome = Outcome()
    pid = pid_listening(url)
    # One visitor first, so that what is loaded once is not counted as growth.
    await _visit(url, random.Random(seed), Outcome(), seconds=2 * PERIOD_SECONDS, wait=0.0)
    before = resident_mb(pid)
    gap = ARRIVING_SECONDS / sessions
    visitors = [
        _visit(
            url,
            random.Random(seed * 1000 + number),
            outcome,
            seconds=seconds,
            wait=gap * number,
        )
        for number in range(sessions)
    ]
    peak = asyncio.create_task(_peak(pid))
    await asyncio.gather(*visitors)
    peak.cancel()
    highest = await peak
    if before is not None and highest is not None:
        outcome.growth_mb = highest - before
    return outcome


async def _visit(url: str, chance: random.Random, outcome: Outcome, *, seconds: float, wait: float) -> None:
    await asyncio.sleep(wait)
    visitor = Visitor(url)
    try:
        first = await visitor.open(chance.choice(START_PATHS))
        outcome.first_seconds.append(first.seconds)
        outcome.errors.update(first.errors)
        end = asyncio.get_running_loop().time() + seconds
        while True:
            await asyncio.sleep(PERIOD_SECONDS * chance.uniform(0.6, 1.4))
            if asyncio.get_running_loop().time() > end:
                break
            run = await visitor.act(chance)
            _add(outcome, run)
        await visitor.close()
    except Exception as problem:  # whatever ends a session is counted, not raised
        outcome.errors[f"{type(problem).__name__}: {problem}"] += 1


def _add(outcome: Outcome, run: Run) -> None:
    outcome.seconds.append(run.seconds)
    outcome.sizes.append(run.size)
    outcome.errors.update(run.errors)


async def _peak(pid: int | None) -> float | None:
    highest: float | None = None
    try:
        while True:
            now = resident_mb(pid)
            if now is not None:
                highest = max(now, highest or 0.0)
            await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        return highest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=LASTING_SECONDS)
    arguments = parser.parse_args()
    for line in measure(arguments.url, sessions=arguments.sessions, seconds=arguments.seconds):
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
