"""The growth line of one child over the WHO curves: its measurements, gaps between them, and what alarms.

A frame of visits comes in; nothing here knows who the child is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.anthro.rules import DAYS_PER_MONTH, HEIGHT_FROM_DAY
from stunting.anthro.tables import DAYS
from stunting.charts import theme
from stunting.charts.growth_marks import (
    KINDS,
    POSTURES,
    SEXES,
    Index,
    Mark,
    cautions,
    curve,
    marks_of,
    months,
    spoken,
    visits_table,
)
from stunting.charts.picture import Picture, composed
from stunting.languages import N_, _

# A posyandu measures every month; a longer way between two points is a gap and no growth that was seen.
GAP_DAYS = 92
CURVES = ((-3, "−3 SD", "solid"), (-2, "−2 SD", "dash"), (0, "median", "solid"), (2, "+2 SD", "dot"))
CURVE_COLOURS = {-3: "#8a2c0d", -2: theme.ACCENT, 0: theme.MUTED, 2: "#6f7b87"}
STEP_DAYS = 7
LEAST_MONTHS = 12
LEGEND = {
    "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 13},
    "itemclick": False, "itemdoubleclick": False,
}  # fmt: skip
MOST_WORDS = 2
SOURCE = N_("Kurva: WHO Child Growth Standards 2006.")


@dataclass(frozen=True, kw_only=True)
class Note:
    """Words at one point of the line, for example "BB tidak naik dua kali"."""

    age_days: int
    text: str


def growth_line(
    visits: pd.DataFrame,
    *,
    sex: str,
    index: Index,
    name: str,
    source: str,
    notes: Sequence[Note] = (),
    is_sample: bool = False,
) -> Picture:
    """The measurements of one child over the curves of its sex, from -3 to +2 SD.

    visits: one row per visit with age_days (int), height_cm, weight_kg, haz, waz (float, null where unknown), posture
        ("l" lying, "h" standing, null), is_haz_flagged, is_waz_flagged (bool). Ages of 0-1826 days.
    sex:  "m" or "f"
    name: what the child is called here, for example its case number

    A length that was not measured the way the standard asks is drawn as the standard compares it, 0,7 cm up or down,
    and marked. An implausible value is drawn and not joined. Between two points of more than three months the line
    is dotted and says how long nothing was measured.
    """
    marks = marks_of(visits, index)
    first, last = _span(marks)
    traces = [*_curves(index, sex, first=first, last=last), *_line(marks), *_points(marks, index)]
    low, high = _limits(index, sex, marks, first=first, last=last)
    annotations = [*_curve_names(index, sex, last=last), *_gap_words(marks, low=low), *_alarm_words(marks, notes)]
    months = range(math.ceil(first / DAYS_PER_MONTH), math.floor(last / DAYS_PER_MONTH) + 1)
    step = 3 if len(months) <= 30 else 6
    ticks = [month for month in months if month % step == 0]
    figure = composed(
        height=440,
        traces=traces,
        layout={
            "annotations": annotations,
            "showlegend": True,
            "legend": LEGEND,
            "margin": {"t": 36, "r": 64},
            "xaxis": {
                "range": [first / DAYS_PER_MONTH, last / DAYS_PER_MONTH],
                "tickvals": ticks,
                "ticktext": [str(month) for month in ticks],
                "title": {"text": _("Umur (bulan)")},
            },
            "yaxis": {"range": [low, high], "ticksuffix": f" {index.unit}", "dtick": 5 if index.unit == "cm" else 2},
        },
        is_sample=is_sample,
    )
    return Picture(
        figure=figure,
        title=f"{index.label}, {name}",
        subtitle=_(
            "Anak {said}; kurva WHO 2006 dari −3 sampai +2 SD. Garis putus-putus: lama tidak diukur.", said=SEXES[sex]
        ),
        source=f"{source} {_(SOURCE)}",
        alt=spoken(marks, index, name),
        table=visits_table(visits),
        is_sample=is_sample,
        notes=cautions(marks),
    )


def _span(marks: tuple[Mark, ...]) -> tuple[float, float]:
    """First and last day of the drawing: the visits with some months around them, within five years."""
    low, high = (marks[0].age_days, marks[-1].age_days) if marks else (0, 730)
    first = max(0.0, math.floor(low / DAYS_PER_MONTH / 3 - 0.7) * 3 * DAYS_PER_MONTH)
    last = max(high + 2 * DAYS_PER_MONTH, first + LEAST_MONTHS * DAYS_PER_MONTH)
    return first, min(last, DAYS - 1.0)


def _curves(index: Index, sex: str, *, first: float, last: float) -> list[dict[str, Any]]:
    """The standard lines. Where length gives way to height they make a step, which is no growth: no line across it."""
    days = list(range(math.floor(first), math.floor(last) + 1, STEP_DAYS))
    if index.key == "tbu" and first < HEIGHT_FROM_DAY < last:
        days = sorted({*days, int(HEIGHT_FROM_DAY) - 1, int(HEIGHT_FROM_DAY)})
    traces = []
    for z, name, dash in CURVES:
        values = curve(index, sex, z)
        xs: list[float | None] = []
        ys: list[float | None] = []
        for day in days:
            if index.key == "tbu" and day == int(HEIGHT_FROM_DAY):
                xs.append(None)
                ys.append(None)
            xs.append(day / DAYS_PER_MONTH)
            ys.append(float(values[day]))
        traces.append(
            {
                "type": "scatter",
                "x": xs,
                "y": ys,
                "mode": "lines",
                "line": {"color": CURVE_COLOURS[z], "width": 1.8 if z else 1.4, "dash": dash},
                "name": name,
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return traces


def _curve_names(index: Index, sex: str, *, last: float) -> list[dict[str, Any]]:
    return [
        {
            "x": last / DAYS_PER_MONTH,
            "y": float(curve(index, sex, z)[math.floor(last)]),
            "text": name,
            "xanchor": "left",
            "xshift": 5,
            "showarrow": False,
            "font": {"size": 12, "color": CURVE_COLOURS[z]},
        }
        for z, name, _ignored2 in CURVES
    ]


def _pairs(marks: tuple[Mark, ...]) -> list[tuple[Mark, Mark]]:
    return list(itertools.pairwise(one for one in marks if one.kind != "flagged"))


def _line(marks: tuple[Mark, ...]) -> list[dict[str, Any]]:
    """The line of the child; dotted where nothing was measured for long."""
    traces = []
    for is_gap in (False, True):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for before, after in _pairs(marks):
            if (after.age_days - before.age_days > GAP_DAYS) is is_gap:
                xs += [before.month, after.month, None]
                ys += [before.value, after.value, None]
        traces.append(
            {
                "type": "scatter",
                "x": xs,
                "y": ys,
                "mode": "lines",
                "line": {
                    "color": theme.PREVALENCE[3] if is_gap else theme.PREVALENCE[4],
                    "width": 1.6 if is_gap else 3,
                    "dash": "dot" if is_gap else "solid",
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return traces


def _points(marks: tuple[Mark, ...], index: Index) -> list[dict[str, Any]]:
    traces = []
    for kind, (name, symbol, colour) in KINDS.items():
        rows = [one for one in marks if one.kind == kind]
        if not rows:
            continue
        traces.append(
            {
                "type": "scatter",
                "x": [one.month for one in rows],
                "y": [one.value for one in rows],
                "mode": "markers",
                "name": _(name),
                "marker": {
                    "symbol": symbol,
                    "size": 12,
                    "color": colour,
                    "line": {"color": colour if symbol.endswith("-open") else theme.PAPER, "width": 2},
                },
                "cliponaxis": False,
                "customdata": [_hover(row, index) for row in rows],
                "hovertemplate": "%{customdata}<extra></extra>",
                "showlegend": True,
            }
        )
    return traces


def _hover(row: Mark, index: Index) -> str:
    posture = POSTURES.get(row.posture, _("cara ukur tidak tertulis")) if index.key == "tbu" else ""
    z = "" if math.isnan(row.z) else f"<br>z {formats.signed(row.z, decimals=2)} SD"
    return _(
        "<b>{measured} {unit}</b> pada umur {age_days} bulan{words}{z}",
        measured=formats.number(row.measured, decimals=index.decimals),
        unit=index.unit,
        age_days=months(row.age_days),
        words=f", {posture}" if posture else "",
        z=z,
    )


def _gap_words(marks: tuple[Mark, ...], *, low: float) -> list[dict[str, Any]]:
    """At the foot of the drawing, under the dotted part of the line."""
    return [
        {
            "x": (before.month + after.month) / 2,
            "y": low,
            "text": _(
                "{age_days} bln tanpa ukur",
                age_days=formats.number((after.age_days - before.age_days) / DAYS_PER_MONTH),
            ),
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": 12, "color": theme.MUTED},
        }
        for before, after in _pairs(marks)
        if after.age_days - before.age_days > GAP_DAYS
    ]


def _alarm_words(marks: tuple[Mark, ...], notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Beside the point they are about; at most two per point, for the list under the figure has all of them."""
    found = []
    for row in marks:
        texts = [one.text for one in notes if one.age_days == row.age_days]
        if not texts:
            continue
        shown = [
            *texts[:MOST_WORDS],
            *([_("+{texts_n} lagi", texts_n=len(texts) - MOST_WORDS)] if len(texts) > MOST_WORDS else []),
        ]
        is_late = row.month > (marks[0].month + marks[-1].month) / 2 and len(marks) > 1
        found.append(
            {
                "x": row.month,
                "y": row.value,
                "text": "<br>".join(f"! {one}" for one in shown),
                "align": "right" if is_late else "left",
                "xanchor": "right" if is_late else "left",
                "xshift": 8 if is_late else -8,
                "yanchor": "top",
                "yshift": -12,
                "showarrow": False,
                "bordercolor": theme.ACCENT,
                "borderpad": 3,
                "bgcolor": theme.PAPER,
                "font": {"size": 12, "color": "#8a2c0d"},
            }
        )
    return found


def _limits(index: Index, sex: str, marks: tuple[Mark, ...], *, first: float, last: float) -> tuple[float, float]:
    lowest, highest = curve(index, sex, -3)[math.floor(first)], curve(index, sex, 2)[math.floor(last)]
    values = [*(one.value for one in marks), float(lowest), float(highest)]
    room = 0.06 * (max(values) - min(values))
    # Words about the visits stand below the line, for those who alarm lie low.
    return max(0.0, min(values) - 3 * room), max(values) + room
