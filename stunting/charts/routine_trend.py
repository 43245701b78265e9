"""Tren rutin: a rate of the routine data over periods, with its interval, its breaks and its coverage below."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from stunting.charts import coverage_strip, time_axis
from stunting.charts import routine_marks as marks
from stunting.charts import routine_words as words
from stunting.charts.picture import Picture, composed
from stunting.charts.routine_marks import Aim, Point
from stunting.errors import NoDataError
from stunting.indicators import Indicator
from stunting.languages import _

# Up to here every point has its number; beyond, only first, last and the same season a year ago.
MOST_LABELS = 7


def routine_trend(
    frame: pd.DataFrame,
    *,
    indicator: Indicator,
    area_name: str,
    source: str,
    targets: pd.DataFrame | None = None,
    difference: words.Difference | None = None,
    is_sample: bool = False,
) -> Picture:
    """One rate of one area over months, weighing windows or years, above a strip of the measurement coverage.

    frame, one row per period of one kind:
        period (Period); value_pct, ci_low_pct, ci_high_pct (float, null where no rate may be shown)
        the indicator's numerator and denominator columns (for stunting stunted_n, measured_n)
        target_n, covered_n, coverage_pct: null where the lists hold only measured children
        is_incomplete (bool): reports are still coming in; drawn hollow, joined by a dotted line
        break_before (str or null): why this period may not be joined to the one before it
        state (AreaState or its text, optional): why a period has no rate
    targets: area_code, year, value_pct, basis, is_verified; each holds for its calendar year
    source:  the line under the figure
    difference: against the same period a year before; where none is given, from the two Wilson intervals (Newcombe
        1998, square-and-add), as if the children of the two periods were different ones

    Raises:
        NoDataError: no period has a rate.
    """
    rows = _points(frame, indicator)
    shown = [row for row in rows if row.has_rate]
    if not shown:
        raise NoDataError(
            _(
                "{indicator} {area_name} tidak memiliki angka rutin pada periode ini.",
                indicator=indicator.label,
                area_name=area_name,
            )
        )
    kind = rows[0].period.kind
    newest = next((row for row in reversed(shown) if not row.is_incomplete), shown[-1])
    year_ago = _year_ago(newest, rows)
    step = None if year_ago is None else difference or words.newcombe(year_ago, newest)
    aims = _aims(targets, rows)
    breaks = [row for row in rows if row.break_before]
    has_strip = indicator.denominator != "target_n" and any(row.has_coverage for row in rows)

    # In a long series the ring has its number above the drawing, where no line runs through it.
    labelled = shown if len(shown) <= MOST_LABELS else [shown[0], shown[-1]]
    has_number = any(row is newest for row in labelled)
    season = (
        []
        if year_ago is None or step is None
        else [words.season_note(kind, year_ago, newest, step, has_number=has_number)]
    )
    traces = [
        marks.band(shown),
        *marks.lines(shown),
        *([marks.target_steps(aims)] if aims else []),
        marks.points(shown, indicator),
        marks.numbers(labelled, shown),
        *([] if year_ago is None else [marks.ring(year_ago)]),
        *(coverage_strip.bars(rows, indicator) if has_strip else []),
    ]
    top = max([row.ci_high_pct for row in shown] + [aim.value_pct for aim in aims])
    figure = composed(
        height=440 if has_strip else 380,
        traces=traces,
        is_sample=is_sample,
        layout={
            "xaxis": {**time_axis.axis([row.period for row in rows]), **({"anchor": "y2"} if has_strip else {})},
            "yaxis": {"range": [0, top * 1.16], "ticksuffix": "%", "domain": [0.32 if has_strip else 0, 1]},
            **({"yaxis2": coverage_strip.axis(rows)} if has_strip else {}),
            "margin": {"t": 14 if step is None else 48, "r": 72 if newest is shown[-1] else 84, "b": 44},
            "barmode": "overlay",
            "annotations": [
                *season,
                *marks.target_labels(aims),
                *marks.break_letters(breaks),
                *([coverage_strip.heading(rows)] if has_strip else []),
            ],
            "shapes": [*marks.break_lines(breaks), *([coverage_strip.limit()] if has_strip else [])],
        },
    )
    return Picture(
        figure=figure,
        title=_("{indicator} menurut pencatatan rutin, {area_name}", indicator=indicator.label, area_name=area_name),
        subtitle=_("Persen dari {base}; pita: interval 95%. ", base=indicator.base)
        + (_("Batang: cakupan pengukuran, arsiran di bawah 80%. ") if has_strip else "")
        + _("Garis tidak melintasi periode tanpa data."),
        source=source,
        alt=words.spoken(shown, newest, indicator, area_name, kind, year_ago, step),
        table=words.table(rows, indicator),
        is_sample=is_sample,
        notes=words.notes(rows, shown, breaks, aims, targets),
    )


def _points(frame: pd.DataFrame, indicator: Indicator) -> list[Point]:
    """The rows by time; a missing column is a column without values."""

    def column(name: str) -> list[float]:
        return [math.nan if pd.isna(v) else float(v) for v in frame[name].tolist()] if name in frame else nothing

    nothing = [math.nan] * len(frame)
    breaks = [text if isinstance(text, str) else "" for text in frame["break_before"].tolist()]
    states = frame["state"].tolist() if "state" in frame else [""] * len(frame)
    periods = frame["period"].tolist()
    assert len({time_axis.position(period) for period in periods}) == len(periods), "one row per period"
    numbers = zip(
        *(column(name) for name in ("value_pct", "ci_low_pct", "ci_high_pct")),
        *(column(name) for name in (indicator.numerator, indicator.denominator, "target_n", "coverage_pct")),
        strict=True,
    )
    texts = zip(periods, frame["is_incomplete"].tolist(), breaks, states, strict=True)
    return sorted(
        (
            Point(
                period=period,
                at=time_axis.position(period),
                value_pct=value,
                ci_low_pct=low,
                ci_high_pct=high,
                numerator_n=numerator,
                denominator_n=denominator,
                target_n=target,
                coverage_pct=coverage,
                is_incomplete=bool(is_incomplete),
                break_before=reason,
                state=state,
            )
            for (value, low, high, numerator, denominator, target, coverage), (
                period,
                is_incomplete,
                reason,
                state,
            ) in zip(numbers, texts, strict=True)
        ),
        key=lambda point: point.at,
    )


def _year_ago(newest: Point, rows: Sequence[Point]) -> Point | None:
    """The same season a year before, unless the way of counting changed in between."""
    slack = time_axis.SAME_SEASON[newest.period.kind]
    complete = (row for row in rows if row.has_rate and not row.is_incomplete)
    found = next((row for row in complete if abs(newest.at - row.at - 12) <= slack), None)
    if found is None or any(row.break_before for row in rows if found.at < row.at <= newest.at):
        return None
    return found


def _aims(targets: pd.DataFrame | None, rows: Sequence[Point]) -> list[Aim]:
    """The targets of the drawn years, each cut to the drawn stretch of its year."""
    if targets is None:
        return []
    half = time_axis.BAR_WIDTH[rows[0].period.kind] / 2
    first, last = rows[0].at - half, rows[-1].at + half
    found = []
    columns = (targets[name].tolist() for name in ("year", "value_pct", "basis"))
    for year, value, basis in zip(*columns, strict=True):
        start, end = time_axis.year_span(int(year))
        if start < last and end > first:
            found.append(
                Aim(year=int(year), value_pct=value, basis=basis, from_at=max(start, first), to_at=min(end, last))
            )
    return sorted(found, key=lambda aim: (aim.basis, aim.year))
