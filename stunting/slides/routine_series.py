"""Routine rates over time as a line of a drawing: hollow where coverage is low, cut where counting changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import time_axis
from stunting.frames import records
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import Period
from stunting.routine.rates import LOW_COVERAGE_PCT
from stunting.slides.drawings import Line, Point

# Up to here every point has its number; beyond, only the first, the last and the same season a year before it.
MOST_LABELS = 7


def at(period: Period) -> float:
    """Where a period stands on an axis in years: August 2024 at 2024.58."""
    return time_axis.position(period) / 12


def line_of(marked: pd.DataFrame, *, name: str) -> Line:
    """The series of `breaks.marked`. A period without a rate keeps its place, so that nobody draws across it."""
    rows = sorted(records(marked), key=lambda row: at(row.period))
    labelled = _labelled(rows)
    return Line(
        name=name,
        points=tuple(
            Point(
                x=at(row.period),
                label=row.period.short,
                value=_number(row.value_pct),
                low=_number(row.ci_low_pct),
                high=_number(row.ci_high_pct),
                text=formats.percent(row.value_pct) if number in labelled else "",
                base=f"n {formats.number(row.base_n)}" if number in labelled else "",
                is_hollow=bool(row.is_incomplete) or bool(row.coverage_pct < LOW_COVERAGE_PCT),
            )
            for number, row in enumerate(rows)
        ),
        breaks=breaks_of(rows),
    )


def coverage_line(marked: pd.DataFrame) -> Line:
    """The measurement coverage of the same periods."""
    rows = sorted(records(marked), key=lambda row: at(row.period))
    labelled = _labelled(rows, "coverage_pct")
    return Line(
        name="Cakupan pengukuran",
        points=tuple(
            Point(
                x=at(row.period),
                label=row.period.short,
                value=_number(row.coverage_pct),
                text=formats.percent(row.coverage_pct) if number in labelled else "",
                is_hollow=bool(row.is_incomplete) or bool(row.coverage_pct < LOW_COVERAGE_PCT),
            )
            for number, row in enumerate(rows)
        ),
        breaks=breaks_of(rows, column="coverage_pct"),
    )


def breaks_of(rows: Sequence[Any], *, column: str = "value_pct") -> tuple[int, ...]:
    """Where the line is cut: counting changed, a period is missing, or the one before has no value in the column."""
    return tuple(
        number
        for number, (before, row) in enumerate(pairwise(rows), start=1)
        if isinstance(row.break_before, str)
        or not time_axis.are_neighbours(before.period, row.period)
        or pd.isna(getattr(before, column))
    )


def point_of(one: RoutineFigure | PublishedRate) -> Point:
    """A single rate, counted or announced; announced ones have counts only where these were told."""
    has_counts = isinstance(one, RoutineFigure)
    low, high = one.interval_pct if isinstance(one, RoutineFigure) else (None, None)
    coverage = one.coverage_pct
    return Point(
        x=at(one.period),
        label=one.period.short,
        value=one.value_pct,
        low=low,
        high=high,
        text=formats.percent(one.value_pct),
        base=f"n {formats.number(one.base_n)}" if has_counts else "",  # type: ignore[union-attr]
        is_hollow=coverage is not None and coverage < LOW_COVERAGE_PCT,
    )


def _labelled(rows: Sequence[Any], column: str = "value_pct") -> set[int]:
    shown = [number for number, row in enumerate(rows) if pd.notna(getattr(row, column))]
    if len(shown) <= MOST_LABELS:
        return set(shown)
    newest = rows[shown[-1]].period
    slack = time_axis.SAME_SEASON[newest.kind]
    year_ago = [
        number
        for number in shown
        if abs(time_axis.position(newest) - time_axis.position(rows[number].period) - 12) <= slack
    ]
    return {shown[0], shown[-1], *year_ago[:1]}


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
