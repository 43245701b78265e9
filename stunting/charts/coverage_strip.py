"""The strip of measurement coverage under the routine trend: bars to 100 %, the 80 % line, low coverage hatched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stunting import formats
from stunting.charts import theme, time_axis
from stunting.charts.routine_marks import LINE, LOW_COVERAGE_PCT, Point, hover
from stunting.indicators import Indicator
from stunting.languages import _

BAR = theme.PREVALENCE[1]


def bars(rows: Sequence[Point], indicator: Indicator) -> list[dict[str, Any]]:
    """The strip: one bar per period with a known target group, hatched below 80 %."""
    hatched = {
        "color": theme.PAPER,
        "line": {"color": LINE, "width": 1},
        "pattern": {"shape": "/", "fgcolor": LINE, "bgcolor": theme.PAPER, "size": 6, "solidity": 0.3},
    }
    plain = {"color": BAR, "line": {"color": BAR, "width": 0}}
    return [
        {
            "type": "bar",
            "name": name,
            "x": [row.at for row in chosen],
            "y": [row.coverage_pct for row in chosen],
            "yaxis": "y2",
            "width": time_axis.BAR_WIDTH[rows[0].period.kind],
            "marker": style,
            "customdata": [hover(row, indicator) for row in chosen],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
        for name, style, chosen in (
            ("cakupan", plain, [row for row in rows if row.has_coverage and not row.is_low]),
            (_("cakupan rendah"), hatched, [row for row in rows if row.is_low]),
        )
        if chosen
    ]


def axis(rows: Sequence[Point]) -> dict[str, Any]:
    highest = max([row.coverage_pct for row in rows if row.has_coverage], default=100)
    return {
        "domain": [0, 0.19],
        "range": [0, max(100, highest)],
        "tickvals": [0, LOW_COVERAGE_PCT],
        "ticktext": ["0%", "80%"],
        "showgrid": False,
    }


def limit() -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y2",
        "y0": LOW_COVERAGE_PCT,
        "y1": LOW_COVERAGE_PCT,
        "line": {"color": theme.INK, "width": 1, "dash": "dot"},
    }


def heading(rows: Sequence[Point]) -> dict[str, Any]:
    """What the strip is, and the newest coverage in words."""
    newest = next(row for row in reversed(rows) if row.has_coverage)
    return {
        "xref": "paper",
        "x": 0,
        "yref": "y2 domain",
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "text": _(
            "Cakupan pengukuran; {period}: {coverage_pct}",
            period=newest.period.short,
            coverage_pct=formats.percent(newest.coverage_pct),
        ),
        "showarrow": False,
        # A break goes through the whole figure; these words stay whole.
        "bgcolor": theme.PAPER,
        "font": {"size": 13, "color": theme.MUTED},
    }
