"""Announced routine rates as figures: with counts they can be tested, without they can only be read."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import _
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import Period, PeriodKind


def figures(rows: pd.DataFrame, *, area: Area) -> list[RoutineFigure | PublishedRate]:
    """The figures of rows of `published_routine`, all of one area, in their order; each says who announced it.

    A RoutineFigure where numerator and denominator were announced, otherwise a PublishedRate.
    """
    return [_figure(row, area) for row in records(rows)]


def _figure(row: Any, area: Area) -> RoutineFigure | PublishedRate:
    hits, base, target, coverage = (
        None if pd.isna(one) else one for one in (row.stunted_n, row.base_n, row.target_n, row.coverage_pct)
    )
    note = "" if pd.isna(row.note) else str(row.note)
    source = str(row.source) if row.is_verified else _("{source}; satu sumber", source=row.source)
    if hits is None or base is None:
        return PublishedRate(
            area_code=area.code,
            area_name=area.official_name,
            period=_period(row),
            value_pct=float(row.value_pct),
            hits_n=None if hits is None else int(hits),
            coverage_pct=None if coverage is None else float(coverage),
            base=str(row.base),
            announced_by=source,
            note=note,
        )
    return RoutineFigure(
        area_code=area.code,
        area_name=area.official_name,
        period=_period(row),
        hits_n=int(hits),
        base_n=int(base),
        covered_n=None if target is None else int(base),
        target_n=None if target is None else int(target),
        base=str(row.base),
        announced_by=source,
        announced_coverage_pct=None if coverage is None else float(coverage),
        note=note,
    )


def _period(row: Any) -> Period:
    start, end = pd.Timestamp(row.period_start).date(), pd.Timestamp(row.period_end).date()
    kind = PeriodKind(row.kind)
    return Period(
        start=start,
        end=end,
        kind=kind,
        key=str(end.year) if kind is PeriodKind.YEAR else f"{end:%Y-%m}",
        label=str(row.label),
        short=str(end.year) if kind is PeriodKind.YEAR else formats.short_month(end.year, end.month),
    )
