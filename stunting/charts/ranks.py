"""Peringkat dengan ketidakpastian: areas by their rate, each with its interval and the ranks it may really have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.charts.rank_words import LOKUS, Area, areas_of, notes, spoken, table
from stunting.indicators import Indicator
from stunting.languages import _

MOST_ROWS = 25
ROW_PX = 24
# Longer names leave a telephone no room for the drawing; tooltip and table have them whole.
LONGEST_NAME = 26
RATE, STABLE = theme.PREVALENCE[3], theme.ACCENT


def ranks(
    frame: pd.DataFrame,
    *,
    indicator: Indicator,
    period_label: str,
    place: str,
    source: str,
    units: str = "wilayah",
    chosen: Sequence[str] = (),
    reference: tuple[str, float] | None = None,
    is_sample: bool = False,
) -> Picture:
    """Caterpillar plot: the neediest areas on top, with intervals, and the interval of the rank at the right.

    frame, one row per area:
        area_code, area_name; value_pct, ci_low_pct, ci_high_pct (float, null where no rate may be shown)
        the indicator's numerator and denominator columns; coverage_pct
        rank_low, rank_high (optional): ranks the area may have, 1 is the neediest
        stabilised_pct (optional): the rate pulled towards the others, drawn as a hollow mark
        is_lokus (bool, optional), state (AreaState or its text, optional)
    At most 25 areas are drawn, the chosen codes always; the others are in the table. Areas with fewer than 20
    children are named in a note. `reference` is a name and a value drawn as a line.
    """
    areas = areas_of(frame, indicator)
    sign = -1 if indicator.is_higher_worse else 1
    drawable = sorted((one for one in areas if one.is_drawable), key=lambda one: (sign * one.value_pct, one.code))
    shown = _first_rows(drawable, chosen)
    rows = shown[::-1]
    has_ranks = any(one.ranks for one in shown)
    figure = composed(
        height=max(200, 66 + ROW_PX * len(rows)),
        is_sample=is_sample,
        traces=[_intervals(rows), *_stabilised(rows), _points(rows, indicator, period_label), _right_side(rows)],
        layout={
            "xaxis": _scale(rows),
            "yaxis": {
                **_row_axis(rows),
                "ticktext": [_label(one, is_chosen=one.code in chosen) for one in rows],
                "tickfont": {"color": theme.INK, "size": 12},
            },
            "yaxis2": {
                **_row_axis(rows),
                "ticktext": [_right_label(one) for one in rows],
                "overlaying": "y",
                "side": "right",
                "tickfont": {"color": theme.INK, "size": 13},
            },
            "margin": {"t": 40, "r": 66 if has_ranks else 8, "b": 30},
            "annotations": [_right_heading(has_ranks=has_ranks), *([] if reference is None else [_name_of(reference)])],
            "shapes": [] if reference is None else [_reference_line(reference[1])],
        },
    )
    hidden = len(drawable) - len(shown)
    return Picture(
        figure=figure,
        title=_(
            "{indicator} menurut {units}, {place}, {period_label}",
            indicator=indicator.label,
            units=units,
            place=place,
            period_label=period_label,
        )
        + (_(", dengan angka yang distabilkan") if _has_stabilised(rows) else ""),
        subtitle=_("Persen dari {base}; garis: interval 95%.", base=indicator.base)
        + (_(" Kanan: peringkat yang mungkin, 1 paling perlu dukungan.") if has_ranks else "")
        + (_(" Belah ketupat berongga: angka yang distabilkan.") if _has_stabilised(rows) else ""),
        source=source,
        alt=spoken(shown, hidden, indicator, place, period_label),
        table=table([*drawable, *(one for one in areas if not one.is_drawable)], indicator),
        is_sample=is_sample,
        notes=notes(areas, shown, hidden, units),
    )


def _first_rows(drawable: Sequence[Area], chosen: Sequence[str]) -> list[Area]:
    """The first 25; an area that was chosen takes the place of the last one that was not."""
    if len(drawable) <= MOST_ROWS:
        return list(drawable)
    wanted = [one for one in drawable if one.code in chosen][:MOST_ROWS]
    rest = [one for one in drawable if one not in wanted][: MOST_ROWS - len(wanted)]
    kept = {one.code for one in (*wanted, *rest)}
    return [one for one in drawable if one.code in kept]


def _scale(rows: Sequence[Area]) -> dict[str, Any]:
    """From 0, with ticks so far apart that they stay level on a telephone."""
    top = max(
        [one.ci_high_pct for one in rows] + [one.stabilised_pct for one in rows if one.stabilised_pct > 0] + [5.0]
    )
    step = next(step for step in (2, 5, 10, 20) if top / step <= 4 or step == 20)
    return {"range": [0, top * 1.05], "ticksuffix": "%", "showgrid": True, "dtick": step, "tickangle": 0}


def _row_axis(rows: Sequence[Area]) -> dict[str, Any]:
    return {"range": [-0.7, len(rows) - 0.3], "tickvals": list(range(len(rows))), "showgrid": False}


def _intervals(rows: Sequence[Area]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": "interval 95%",
        "x": [x for one in rows for x in (one.ci_low_pct, one.ci_high_pct, None)],
        "y": [y for place in range(len(rows)) for y in (place, place, None)],
        "mode": "lines",
        "line": {"color": theme.PREVALENCE[1], "width": 4},
        "hoverinfo": "skip",
    }


def _points(rows: Sequence[Area], indicator: Indicator, period_label: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": "angka",
        "x": [one.value_pct for one in rows],
        "y": list(range(len(rows))),
        "mode": "markers",
        "marker": {
            "symbol": ["circle-open" if one.is_low else "circle" for one in rows],
            "size": 10,
            "color": RATE,
            "line": {"color": RATE, "width": 2},
        },
        "customdata": [_hover(one, indicator, period_label) for one in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _has_stabilised(rows: Sequence[Area]) -> bool:
    return any(not math.isnan(one.stabilised_pct) for one in rows)


def _stabilised(rows: Sequence[Area]) -> list[dict[str, Any]]:
    """A hollow mark for the stabilised rate, with a thin connector to the measured one."""
    known = [(place, one) for place, one in enumerate(rows) if not math.isnan(one.stabilised_pct)]
    if not known:
        return []
    connector = {
        "type": "scatter",
        "name": "penghubung",
        "x": [x for _ignored, one in known for x in (one.value_pct, one.stabilised_pct, None)],
        "y": [y for place, _ignored2 in known for y in (place, place, None)],
        "mode": "lines",
        "line": {"color": theme.INK, "width": 1},
        "hoverinfo": "skip",
    }
    marks = {
        "type": "scatter",
        "name": "distabilkan",
        "x": [one.stabilised_pct for _ignored3, one in known],
        "y": [place for place, _ignored4 in known],
        "mode": "markers",
        "marker": {"symbol": "diamond-open", "size": 9, "color": STABLE, "line": {"color": STABLE, "width": 1.5}},
        "customdata": [
            _("{one}: distabilkan {stabilised_pct}", one=one.name, stabilised_pct=formats.percent(one.stabilised_pct))
            for _ignored5, one in known
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return [connector, marks]


def _right_side(rows: Sequence[Area]) -> dict[str, Any]:
    """Nothing to see: without a mark the library leaves out the axis that carries the ranks."""
    return {
        "type": "scatter",
        "name": _("sumbu kanan"),
        "x": [one.value_pct for one in rows[:1]],
        "y": [0] * len(rows[:1]),
        "yaxis": "y2",
        "mode": "markers",
        "marker": {"symbol": "circle", "opacity": 0},
        "hoverinfo": "skip",
    }


def _label(one: Area, *, is_chosen: bool) -> str:
    name = one.name if len(one.name) <= LONGEST_NAME else f"{one.name[: LONGEST_NAME - 1].rstrip()}…"
    text = f"{LOKUS} {name}" if one.is_lokus else name
    return f"<b>{text}</b>" if is_chosen else text


def _right_label(one: Area) -> str:
    rate = f"<b>{formats.number(one.value_pct, decimals=1)}</b>"
    return f"{rate}  {one.ranks}" if one.ranks else rate


def _right_heading(*, has_ranks: bool) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 1,
        "yref": "paper",
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "text": _("persen dan<br>peringkat") if has_ranks else "%",
        "showarrow": False,
        "font": {"size": 12, "color": theme.MUTED},
    }


def _name_of(reference: tuple[str, float]) -> dict[str, Any]:
    name, value = reference
    return {
        "x": value,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "text": f"{name} {formats.percent(value)}",
        "showarrow": False,
        "font": {"size": 13, "color": theme.INK},
    }


def _reference_line(value: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.INK, "width": 1.5, "dash": "dot"},
        "layer": "below",
    }


def _hover(one: Area, indicator: Indicator, period_label: str) -> str:
    lines = [
        f"<b>{one.name}</b>{', lokus' if one.is_lokus else ''}",
        f"{period_label}: {formats.percent(one.value_pct)} ({formats.interval(one.ci_low_pct, one.ci_high_pct)})",
        _(
            "{counted_n} dari {base_n} {base}",
            counted_n=formats.number(one.counted_n),
            base_n=formats.number(one.base_n),
            base=indicator.base,
        ),
    ]
    if not math.isnan(one.coverage_pct):
        lines.append(
            _(
                "cakupan {coverage_pct}{words}",
                coverage_pct=formats.percent(one.coverage_pct),
                words=_(", rendah") if one.is_low else "",
            )
        )
    return "<br>".join([*lines, *([_("peringkat {ranks}", ranks=one.ranks)] if one.ranks else [])])
