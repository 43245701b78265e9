"""The time axis of a series: which points are named under it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from stunting import formats
from stunting.slides.drawing import letters
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.scale import Scale

PX = SMALLEST_PX
GAP = 14
# A series of months over more years than this is named by its years.
MOST_YEARS_OF_MONTHS = 4


def year_of(x: float) -> int:
    return math.floor(x + 0.01)


def month_of(x: float) -> int:
    return min(max(round((x - year_of(x)) * 12), 0), 11) + 1


def is_yearly(series: Sequence[Sequence[float]]) -> bool:
    """Whether no line has two points in one year."""
    return all(len({year_of(x) for x in line}) == len(line) for line in series)


def ticks(series: Sequence[Sequence[float]], more: Sequence[float], scale: Scale) -> list[tuple[float, list[str]]]:
    """Positions in years and the lines under them, so many as stand apart; the last point is always among them.

    series: positions of the points, per line; more: other years that are named, of targets
    """
    spots = sorted({round(x, 3) for line in series for x in line})
    if not spots:
        return []
    if is_yearly(series):
        years = {year_of(x): x for x in [*spots, *more]}
        return _apart([(x, [str(year)]) for year, x in sorted(years.items())], scale)
    if spots[-1] - spots[0] > MOST_YEARS_OF_MONTHS:
        first, last = math.ceil(scale.low - 0.01), math.floor(scale.high + 0.01)
        return _apart([(float(year), [str(year)]) for year in range(first, last + 1)], scale)
    chosen = _apart([(x, [formats.month(2000, month_of(x))[:3], str(year_of(x))]) for x in spots], scale)
    # The year stands under the first month of it.
    return [
        (x, lines if place == 0 or lines[1] != chosen[place - 1][1][1] else lines[:1])
        for place, (x, lines) in enumerate(chosen)
    ]


def _apart(found: list[tuple[float, list[str]]], scale: Scale) -> list[tuple[float, list[str]]]:
    """Every one, every second, … counted from the last, whichever is the first to leave room between."""
    for step in range(1, len(found) + 1):
        chosen = found[::-1][::step][::-1]
        if all(
            scale(right) - scale(left) >= (_width(a) + _width(b)) / 2 + GAP
            for (left, a), (right, b) in itertools.pairwise(chosen)
        ):
            return chosen
    return found[-1:]


def _width(lines: Sequence[str]) -> float:
    return max(letters.width(line, PX) for line in lines)
