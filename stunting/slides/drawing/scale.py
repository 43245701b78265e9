"""From values to pixels: axes that begin at 0 and end at a round number."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)
# Values closer together than this are drawn as one.
LEAST_SPAN = 1e-6


@dataclass(frozen=True)
class Scale:
    """low, high: values at the pixels `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def known(values: Iterable[float | None]) -> list[float]:
    """The values that are numbers."""
    return [float(value) for value in values if value is not None and math.isfinite(value)]


def span(values: Iterable[float | None]) -> tuple[float, float]:
    """From 0, or a lowest value below it, to the highest; never empty."""
    found = known(values)
    low, high = min([0.0, *found]), max([0.0, *found])
    return (low, high) if high - low > LEAST_SPAN else (0.0, 1.0)


def ticks(low: float, high: float, most: int) -> list[float]:
    """At most so many round numbers, the first at or below the low end and the last at or above the high one."""
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (one * size for size in (power, 10 * power, 100 * power) for one in STEPS):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first + 1 <= max(most, 3):
            return [round(n * step, 10) for n in range(first, last + 1)]
    raise AssertionError("a step a hundred times the rough one holds every span")
