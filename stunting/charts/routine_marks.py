"""The marks of the routine trend: band, lines, points, target steps, and breaks."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stunting import formats
from stunting.charts import theme, time_axis
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.routine.periods import Period

LOW_COVERAGE_PCT = 80
LINE, BAND = theme.PREVALENCE[3], "rgba(77,149,196,0.24)"
# Small points once they stand close together.
FEW_POINTS = 26
# Figures closer than this share of the axis would stand side by side.
CLOSE_SHARE = 0.1


@dataclass(frozen=True, kw_only=True)
class Point:
    """One period as it is drawn; numbers are NaN where there is none, texts "".

    at: its place on the axis, in months
    """

    period: Period
    at: float
    value_pct: float
    ci_low_pct: float
    ci_high_pct: float
    numerator_n: float
    denominator_n: float
    target_n: float
    coverage_pct: float
    is_incomplete: bool
    break_before: str
    state: str

    @property
    def has_rate(self) -> bool:
        return not math.isnan(self.value_pct)

    @property
    def has_coverage(self) -> bool:
        return not math.isnan(self.coverage_pct)

    @property
    def is_low(self) -> bool:
        return self.coverage_pct < LOW_COVERAGE_PCT

    @property
    def is_hollow(self) -> bool:
        return self.is_incomplete or self.is_low


@dataclass(frozen=True, kw_only=True)
class Aim:
    """The target of one year, over the drawn part of that year."""

    year: int
    value_pct: float
    basis: str
    from_at: float
    to_at: float


def stretches(shown: Sequence[Point]) -> list[list[Any]]:
    """Periods that follow each other without a gap and without a break."""
    found: list[list[Any]] = []
    for row in shown:
        follows = found and not row.break_before and time_axis.are_neighbours(found[-1][-1].period, row.period)
        found[-1].append(row) if follows else found.append([row])
    return found


def band(shown: Sequence[Point]) -> dict[str, Any]:
    """The 95 % interval: one polygon per stretch; a single point gets a short piece of band."""
    x: list[float | None] = []
    y: list[float | None] = []
    width = time_axis.BAR_WIDTH[shown[0].period.kind] / 2
    for run in stretches(shown):
        edges = [row.at for row in run] if len(run) > 1 else [run[0].at - width, run[0].at + width]
        own = run if len(run) > 1 else [run[0], run[0]]
        x += [*edges, *edges[::-1], edges[0], None]
        y += [*(r.ci_high_pct for r in own), *(r.ci_low_pct for r in own[::-1]), own[0].ci_high_pct, None]
    return {
        "type": "scatter",
        "name": "interval 95%",
        "x": x[:-1],
        "y": y[:-1],
        "mode": "lines",
        "line": {"width": 0, "color": BAND},
        "fill": "toself",
        "fillcolor": BAND,
        "hoverinfo": "skip",
    }


def lines(shown: Sequence[Point]) -> list[dict[str, Any]]:
    """A solid line through complete periods, a dotted one to those whose reports are still coming in."""
    pieces = [pair for run in stretches(shown) for pair in itertools.pairwise(run)]
    dotted = [pair for pair in pieces if pair[0].is_incomplete or pair[1].is_incomplete]
    solid = [pair for pair in pieces if not (pair[0].is_incomplete or pair[1].is_incomplete)]
    found = []
    for name, chosen, dash in (("garis", solid, "solid"), (_("belum lengkap"), dotted, "dot")):
        x: list[float | None] = []
        y: list[float | None] = []
        for before, after in chosen:
            if x and x[-1] == before.at:
                x, y = [*x, after.at], [*y, after.value_pct]
            else:
                start = [None] if x else []
                x, y = [*x, *start, before.at, after.at], [*y, *start, before.value_pct, after.value_pct]
        style = {"color": LINE, "width": 2.5, "dash": dash}
        if x:
            found.append(
                {"type": "scatter", "name": name, "x": x, "y": y, "mode": "lines", "line": style, "hoverinfo": "skip"}
            )
    return found


def points(shown: Sequence[Point], indicator: Indicator) -> dict[str, Any]:
    """Every rate; hollow where the period is incomplete or its coverage is low."""
    return {
        "type": "scatter",
        "name": "titik",
        "x": [row.at for row in shown],
        "y": [row.value_pct for row in shown],
        "mode": "markers",
        "marker": {
            "symbol": ["circle-open" if row.is_hollow else "circle" for row in shown],
            "size": 9 if len(shown) <= FEW_POINTS else 6,
            "color": LINE,
            "line": {"color": LINE, "width": 2 if len(shown) <= FEW_POINTS else 1.5},
        },
        "customdata": [hover(row, indicator) for row in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def numbers(labelled: Sequence[Point], shown: Sequence[Point]) -> dict[str, Any]:
    """The written rates: the last one beside its point, the others on the side that the line leaves free.

    Where not every point is labelled, the first one stands above the band: its own width covers several points.
    """
    clear = max(row.ci_high_pct for row in shown[: max(1, len(shown) // 6)])
    is_dense = len(labelled) < len(shown)
    return {
        "type": "scatter",
        "name": "angka",
        "x": [row.at for row in labelled],
        "y": [clear if row is shown[0] and is_dense else row.value_pct for row in labelled],
        "mode": "markers+text",
        # An unseen mark as large as the seen one keeps the words off it.
        "marker": {"symbol": "circle", "size": 13, "color": LINE, "opacity": 0},
        "text": [f"<b>{formats.percent(row.value_pct)}</b>" for row in labelled],
        "textposition": _sides(labelled, shown),
        "textfont": {"size": 15, "color": theme.INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _sides(labelled: Sequence[Point], shown: Sequence[Point]) -> list[str]:
    """Above, or below a dip; the first to the right, away from the axis, and the last behind its point.

    Two neighbours of about the same height go to different sides: on a telephone their words would touch.
    """
    close = CLOSE_SHARE * max(row.ci_high_pct for row in shown)
    sides: list[str] = []
    for number, row in enumerate(labelled):
        place = next(n for n, one in enumerate(shown) if one is row)
        beside = [shown[n].value_pct for n in (place - 1, place + 1) if 0 <= n < len(shown)]
        is_dense = len(labelled) < len(shown)
        is_below = not is_dense and bool(beside) and sum(beside) / len(beside) > row.value_pct
        if number and not is_dense and abs(labelled[number - 1].value_pct - row.value_pct) < close:
            is_below = not sides[-1].startswith("bottom")
        sides.append(f"{'bottom' if is_below else 'top'} {'center' if place else 'right'}")
    return [*sides[:-1], "middle right"] if labelled[-1] is shown[-1] else sides


def ring(row: Point) -> dict[str, Any]:
    """Around the same season a year ago."""
    return {
        "type": "scatter",
        "name": _("tahun lalu"),
        "x": [row.at],
        "y": [row.value_pct],
        "mode": "markers",
        "marker": {"symbol": "circle-open", "size": 17, "color": theme.ACCENT, "line": {"width": 2}},
        "hoverinfo": "skip",
    }


def target_steps(aims: Sequence[Aim]) -> dict[str, Any]:
    """Each target over its calendar year, upright steps between; a year without one, or another plan, is a gap."""
    x: list[float | None] = []
    y: list[float | None] = []
    for number, aim in enumerate(aims):
        if x and (x[-1] != aim.from_at or aim.basis != aims[number - 1].basis):
            x, y = [*x, None], [*y, None]
        x, y = [*x, aim.from_at, aim.to_at], [*y, aim.value_pct, aim.value_pct]
    return {
        "type": "scatter",
        "name": "target",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": {"color": theme.TARGET, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }


def target_labels(aims: Sequence[Aim]) -> list[dict[str, Any]]:
    """At the foot of the drawing, under their steps: beside the steps they would cover the line."""
    return [
        {
            "x": (aim.from_at + aim.to_at) / 2,
            "y": 0,
            "yanchor": "bottom",
            "text": ("target<br>" if number == 0 else "") + _short_percent(aim.value_pct),
            "showarrow": False,
            "font": {"size": 12, "color": theme.TARGET},
        }
        for number, aim in enumerate(aims)
    ]


def _short_percent(value: float) -> str:
    """Without ",0": on a telephone a year is 30 pixels wide."""
    return formats.percent(value, decimals=0 if float(value).is_integer() else 1)


def break_lines(breaks: Sequence[Point]) -> list[dict[str, Any]]:
    """Through the whole figure, half a period before the first one of the new kind."""
    return [
        {
            "type": "line",
            "x0": _break_at(row),
            "x1": _break_at(row),
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": theme.INK, "width": 1.2, "dash": "dash"},
        }
        for row in breaks
    ]


def break_letters(breaks: Sequence[Point]) -> list[dict[str, Any]]:
    """ "a" at the top of the first break; the note under the figure begins with the same letter."""
    return [
        {
            "x": _break_at(row),
            "y": 1,
            "yref": "paper",
            "text": f"<b>{letter}</b>",
            "yanchor": "top",
            "showarrow": False,
            "bgcolor": theme.PAPER,
            "bordercolor": theme.INK,
            "borderpad": 2,
            "font": {"size": 12, "color": theme.INK},
        }
        for letter, row in lettered(breaks)
    ]


def lettered(breaks: Sequence[Point]) -> list[tuple[str, Any]]:
    return list(zip("abcdefghijklmnopqrstuvwxyz", breaks, strict=False))


def _break_at(row: Point) -> float:
    return row.at - time_axis.NEIGHBOURS[row.period.kind] / 2


def hover(row: Point, indicator: Indicator) -> str:
    lines_of = [f"<b>{row.period.label}</b>"]
    if row.has_rate:
        lines_of += [
            f"{indicator.short}: {formats.percent(row.value_pct)} "
            f"({formats.interval(row.ci_low_pct, row.ci_high_pct)})",
            _(
                "{numerator_n} dari {denominator_n} {base}",
                numerator_n=formats.number(row.numerator_n),
                denominator_n=formats.number(row.denominator_n),
                base=indicator.base,
            ),
        ]
    lines_of.append(
        _("cakupan {coverage_pct}", coverage_pct=formats.percent(row.coverage_pct))
        if row.has_coverage
        else _("tanpa angka cakupan")
    )
    if row.is_incomplete:
        lines_of.append(_("belum lengkap"))
    return "<br>".join(lines_of)
