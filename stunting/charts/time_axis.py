"""Routine periods on an axis: where each is drawn, which are neighbours, and which are labelled.

Months, weighing windows and years share one measure, the month counted from year 0, so that a distance on the axis
is a distance in time. Labels have two lines and are few enough for a telephone.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

from stunting import formats
from stunting.routine.periods import Period, PeriodKind

MOST_TICKS = 8
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60)
# Months between two periods that follow each other; further apart, one is missing between them. Bulan Timbang is held
# twice a year and may slip by a month.
NEIGHBOURS = {PeriodKind.MONTH: 1, PeriodKind.WINDOW: 7, PeriodKind.YEAR: 12}
BAR_WIDTH = {PeriodKind.MONTH: 0.72, PeriodKind.WINDOW: 2.4, PeriodKind.YEAR: 7}
# How far a period of the year before may lie from exactly twelve months.
SAME_SEASON = {PeriodKind.MONTH: 0, PeriodKind.WINDOW: 1, PeriodKind.YEAR: 0}


def position(period: Period) -> float:
    """Where a period is drawn: the number of its month, or the middle of its year."""
    if period.kind is PeriodKind.YEAR:
        return period.year * 12 + 5.5
    middle = period.middle
    return middle.year * 12 + middle.month - 1


def year_span(year: int) -> tuple[float, float]:
    """First and last position of a calendar year."""
    return year * 12 - 0.5, year * 12 + 11.5


def are_neighbours(before: Period, after: Period) -> bool:
    return position(after) - position(before) <= NEIGHBOURS[before.kind]


def missing_months(periods: Sequence[Period]) -> list[str]:
    """The months, or stretches of months, between first and last that have no row: "Mar 2024", "Mei 2024–Jul 2024".

    Nothing for windows and years: which of them should exist is not known here.
    """
    if not periods or periods[0].kind is not PeriodKind.MONTH:
        return []
    known = sorted(round(position(period)) for period in periods)
    gaps = [(a + 1, b - 1) for a, b in itertools.pairwise(known) if b - a > 1]
    return [_short(a) if a == b else f"{_short(a)}–{_short(b)}" for a, b in gaps]


def axis(periods: Sequence[Period]) -> dict[str, Any]:
    """The layout of the x axis: range, labelled ticks and, for months, a small tick each."""
    kind = periods[0].kind
    spots = [position(period) for period in periods]
    first, last = spots[0], spots[-1]
    room = BAR_WIDTH[kind] / 2 + 0.03 * max(last - first, 1)
    marked, texts = _month_ticks(first, last) if kind is PeriodKind.MONTH else _own_ticks(periods)
    months = {"minor": {"tickmode": "linear", "tick0": 0, "dtick": 1, "ticks": "outside", "ticklen": 3}}
    return {
        "range": [first - room, last + room],
        "tickvals": marked,
        "ticktext": texts,
        "tickangle": 0,
        "ticklen": 5,
        **(months if kind is PeriodKind.MONTH and last - first <= 40 else {}),
    }


def _month_ticks(first: float, last: float) -> tuple[list[float], list[str]]:
    step = next(step for step in MONTH_STEPS if math.floor(last / step) - math.ceil(first / step) < MOST_TICKS)
    marked = [float(n * step) for n in range(math.ceil(first / step), math.floor(last / step) + 1)]
    # A short series without any round month names its first one.
    return _labelled(marked or [first])


def _own_ticks(periods: Sequence[Period]) -> tuple[list[float], list[str]]:
    """Windows and years are labelled themselves; where they are many, every second one, and the last always."""
    step = math.ceil(len(periods) / MOST_TICKS)
    chosen = list(periods)[::-1][::step][::-1]
    spots = [position(period) for period in chosen]
    if periods[0].kind is PeriodKind.YEAR:
        return spots, [str(period.year) for period in chosen]
    return _labelled(spots)


def _labelled(spots: Sequence[float]) -> tuple[list[float], list[str]]:
    """ "Agu" for each month, with the year under the first label of every year."""
    texts, written = [], None
    for spot in spots:
        year, month = divmod(round(spot), 12)
        name = _month(month)
        texts.append(name if year == written else f"{name}<br>{year}")
        written = year
    return list(spots), texts


def _short(spot: int) -> str:
    year, month = divmod(spot, 12)
    return f"{_month(month)} {year}"


def _month(number_from_zero: int) -> str:
    return formats.month(2000, number_from_zero + 1)[:3]
