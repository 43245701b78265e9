"""How fast one processor is today: a rented machine may take twice as long an hour later, and says so nowhere else.

    python -m scripts.bench.machine_pace

Beside every table of waiting times, so that tables of different days can be compared.
"""

from __future__ import annotations

import time

from scripts.bench.lines import quantile

ADDITIONS = 10_000_000
REPEATS = 5


def seconds() -> float:
    """Processor seconds for ten million additions in Python, the middle of five."""
    samples = []
    for _ in range(REPEATS):
        began, total = time.process_time(), 0
        for number in range(ADDITIONS):
            total += number
        samples.append(time.process_time() - began)
    return quantile(samples, 0.5)


def sentence(taken: float) -> str:
    """The same for the foot of a table."""
    return f"one processor adds ten million numbers in {taken:.2f} s"


if __name__ == "__main__":
    print(sentence(seconds()))
