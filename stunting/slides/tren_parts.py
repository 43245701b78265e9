"""Pieces that the slides of page Tren have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stunting import formats
from stunting.charts import theme
from stunting.frames import records
from stunting.measures import Estimate, runs
from stunting.slides.drawings import Level, Line, Point
from stunting.sources import survey as survey_record

# Farther plans would leave the years so far at the edge of the drawing.
LAST_TARGET_YEAR = 2030
SURVEY_ENDS = "Survei nasional berhenti di tingkat kabupaten/kota: ini angka {}."


def survey_lines(series: Iterable[Estimate], *, offset: float = 0.0) -> tuple[Line, ...]:
    """One line per design and definition of the area; figures from before a split stay hollow and apart.

    offset: added to the year, 0.5 where the axis also holds months
    """
    return tuple(
        Line(
            name=f"{_survey_label(run[0])} sebelum pemekaran" if run[0].is_former_area else _survey_label(run[0]),
            symbol=theme.SURVEY_SYMBOLS[run[0].survey],
            points=tuple(
                Point(
                    x=one.year + offset,
                    label=str(one.year),
                    value=one.value_pct,
                    low=one.ci_low_pct,
                    high=one.ci_high_pct,
                    text=formats.percent(one.value_pct),
                    base=f"n {formats.number(one.n)}" if one.n else "",
                    is_hollow=one.is_former_area,
                )
                for one in run
            ),
        )
        for run in runs(list(series))
    )


def target_levels(targets: Any, *, since: int) -> tuple[Level, ...]:
    """The targets of a year and of those after it, one level each; two plans may name one year."""
    near = targets[(targets["year"] >= since) & (targets["year"] <= LAST_TARGET_YEAR)]
    return tuple(
        Level(
            # The year stands below it on the axis.
            label=f"Target {formats.percent(row.value_pct)}",
            value=float(row.value_pct),
            x=float(row.year),
        )
        for row in records(near.sort_values(["year", "value_pct"]))
    )


def _survey_label(one: Estimate) -> str:
    return survey_record(one.survey).label
