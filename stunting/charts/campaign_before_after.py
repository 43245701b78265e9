"""D/S of each place with an event, before and after, and where its similar places without one would have put it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import records
from stunting.languages import _

ROW_PX = 28
LONGEST_NAME = 24
BEFORE, AFTER, OTHERS = theme.PREVALENCE[2], theme.PREVALENCE[4], theme.MUTED


def before_after(
    frame: pd.DataFrame,
    *,
    place: str,
    months: int,
    source: str,
    table: pd.DataFrame,
    is_sample: bool,
    notes: tuple[str, ...] = (),
) -> Picture:
    """One row per place: hollow before, filled after, a line where similar places went.

    frame: rows of `campaigns.comparison.Comparison.frame`
    """
    rows = list(records(frame.sort_values("difference_points", kind="stable")))
    return Picture(
        figure=composed(
            height=80 + ROW_PX * max(len(rows), 2),
            is_sample=is_sample,
            traces=[
                _lines(rows),
                _points(rows, _("sebelum"), "circle-open", BEFORE, [one.before_pct for one in rows]),
                _points(rows, _("sesudah"), "circle", AFTER, [one.after_pct for one in rows]),
                _points(
                    rows,
                    _("bila berubah seperti wilayah serupa"),
                    "diamond-open",
                    OTHERS,
                    [one.before_pct + one.others_points for one in rows],
                ),
            ],
            layout={
                "showlegend": True,
                "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"size": 13}},
                "margin": {"t": 34, "r": 16, "b": 34},
                "xaxis": {"ticksuffix": "%", "showgrid": True, "range": _range(rows)},
                "yaxis": {
                    "range": [-0.7, len(rows) - 0.3],
                    "tickvals": list(range(len(rows))),
                    "ticktext": [_short(one.area_name) for one in rows],
                    "tickfont": {"color": theme.INK, "size": 12},
                    "showgrid": False,
                },
            },
        ),
        title=_("D/S sebelum dan sesudah kegiatan, {place}", place=place),
        subtitle=_(
            "Balita ditimbang dari sasaran, {months} bulan sebelum dan sesudah; bulan kegiatan tidak dihitung.",
            months=months,
        ),
        source=source,
        alt=_("D/S sebelum dan sesudah: ")
        + "; ".join(
            _(
                "{area_name} {before_pct} lalu {after_pct}",
                area_name=one.area_name,
                before_pct=formats.percent(one.before_pct),
                after_pct=formats.percent(one.after_pct),
            )
            for one in rows
        ),
        table=table,
        is_sample=is_sample,
        notes=notes,
    )


def _lines(rows: list[Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": _("perubahan"),
        "showlegend": False,
        "x": [x for one in rows for x in (one.before_pct, one.after_pct, None)],
        "y": [y for number in range(len(rows)) for y in (number, number, None)],
        "mode": "lines",
        "line": {"color": theme.FAINT, "width": 3},
        "hoverinfo": "skip",
    }


def _points(rows: list[Any], name: str, symbol: str, colour: str, values: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "showlegend": True,
        "x": values,
        "y": list(range(len(rows))),
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 11, "color": colour, "line": {"color": colour, "width": 2}},
        "customdata": [
            _(
                "<b>{area_name}</b><br>{date}<br>selisih {difference_points}<br>serupa: {neighbours}",
                area_name=one.area_name,
                date=formats.date(one.event_date),
                difference_points=formats.points(one.difference_points),
                neighbours=one.neighbours,
            )
            for one in rows
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _range(rows: list[Any]) -> list[float]:
    values = [x for one in rows for x in (one.before_pct, one.after_pct, one.before_pct + one.others_points)]
    low, high = min(values, default=0), max(values, default=100)
    room = max((high - low) * 0.06, 1.5)
    return [low - room, high + room]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
