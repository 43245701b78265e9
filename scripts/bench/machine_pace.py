"""How fast the machine is today: a rented one may take twice as long an hour later, and says so nowhere else.

    python -m scripts.bench.machine_pace

Beside every table of waiting times, so that tables of different days can be compared. Two figures, for they change
apart from each other: a processor that works on what it holds, and one that waits for memory, as a server with many
tables does.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from scripts.bench.lines import quantile

ADDITIONS = 10_000_000
TEXTS = 1_000_000
REPEATS = 5


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Processor seconds, the middle of five: ten million additions, and a million texts read in no order."""

    adding_s: float
    reading_s: float

    def __str__(self) -> str:
        return (
            f"one processor adds ten million numbers in {self.adding_s:.2f} s and reads a million texts "
            f"at random in {self.reading_s:.2f} s"
        )

    def facts(self) -> dict[str, float]:
        return asdict(self)


def measured() -> Pace:
    texts = [str(number) for number in range(TEXTS)]
    order = random.Random(1).sample(range(TEXTS), TEXTS)
    return Pace(adding_s=_middle(_add), reading_s=_middle(lambda: _read(texts, order)))


def _middle(work: Callable[[], int]) -> float:
    samples = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        samples.append(time.process_time() - began)
    return quantile(samples, 0.5)


def _add() -> int:
    total = 0
    for number in range(ADDITIONS):
        total += number
    return total


def _read(texts: list[str], order: list[int]) -> int:
    total = 0
    for at in order:
        total += len(texts[at])
    return total


if __name__ == "__main__":
    print(measured())
