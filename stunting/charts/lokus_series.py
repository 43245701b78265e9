"""Lokus dan bukan lokus antarwaktu: one facet per list, above each other on one time axis and with one scale."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

from stunting import formats
from stunting.charts import lokus_series_words as words
from stunting.charts import theme, time_axis
from stunting.charts.lokus_marks import COLOURS, FILLS, SHORT, SYMBOLS, Mark, marks_of
from stunting.charts.picture import Picture, composed
from stunting.errors import NoDataError
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.lokus.comparison_words import series_source
from stunting.lokus.over_time import LOKUS, OTHERS, LokusSeries

FACET_PX, HEADING_PX, FOOT_PX = 186, 54, 44
# On a telephone the drawing is 200 pixels wide.
MOST_TICKS = 4
YEAR_FILL, DECIDED_FILL = "rgba(194,65,12,0.10)", "rgba(85,98,111,0.10)"
# Written rates nearer to each other than this share of the axis are moved apart.
LABEL_SHARE = 0.13


def highest(series: Sequence[LokusSeries]) -> float:
    """The top of the scale that all of them share, percent; for facets drawn as figures of their own."""
    tops = [one.frame["ci_high_pct"].max() for one in series if len(one.frame)]
    return max([top for top in tops if not math.isnan(top)] + [5.0]) * 1.08


def lokus_series(
    series: Sequence[LokusSeries], *, indicator: Indicator, top_pct: float | None = None, is_sample: bool = False
) -> Picture:
    """Rate of the desa of a list and of the others, with bands, one facet per list in the order given.

    A facet shades the year the list applies to, and marks its decision: a line at the date, or the whole year where
    only that is known. Hollow: coverage below 80 % or reports still coming in. Periods with fewer than 20 children and
    hidden ones are absent. Lists without figures are named in the notes. `top_pct`: `highest` of all facets of a page.

    Raises:
        NoDataError: none of the lists has a rate.
    """
    shown = [one for one in series if any(mark.has_rate for mark in marks_of(one, LOKUS) + marks_of(one, OTHERS))]
    if not shown:
        raise NoDataError(
            _(
                "{indicator} desa lokus dan desa bukan lokus tidak tersedia. Pilih daftar atau periode lain.",
                indicator=indicator.label,
            )
        )
    periods = sorted({period for one in shown for period in one.frame["period"]}, key=lambda period: period.end)
    axis = _thinned(time_axis.axis(periods))
    top = top_pct or highest(shown)
    slots = _slots(len(shown))
    height = HEADING_PX * len(shown) + FACET_PX * len(shown) + FOOT_PX
    traces, notes, shapes = [], [], []
    for number, one in enumerate(shown):
        name = "y" if number == 0 else f"y{number + 1}"
        traces += _facet(one, name, indicator, axis["range"], top)
        notes += [_heading(one, name), *_ends(one, name, top)]
        shapes += _decision_line(one, name, axis["range"])
    layout: dict[str, Any] = {
        "xaxis": {**axis, "anchor": f"y{len(shown)}" if len(shown) > 1 else "y"},
        "margin": {"t": 0, "r": 106, "b": FOOT_PX},
        "annotations": notes,
        "shapes": shapes,
        "meta": {"paper_height": 1.3},
    }
    for number, slot in enumerate(slots):
        key = "yaxis" if number == 0 else f"yaxis{number + 1}"
        layout[key] = {"range": [0, top], "ticksuffix": "%", "domain": list(slot), "dtick": _step(top)}
    return Picture(
        figure=composed(height=height, traces=traces, layout=layout, is_sample=is_sample),
        title=_("{indicator}, desa lokus dan desa bukan lokus", indicator=indicator.label)
        + (f", {shown[0].kabupaten_name}" if len({one.kabupaten_code for one in shown}) == 1 else ""),
        subtitle=_(
            "Persen dari {base}; pita: interval 95%. Bulat: lokus; belah ketupat: bukan lokus. "
            "Latar jingga: tahun lokus; latar abu-abu atau garis putus: penetapan. Desanya sama "
            "pada semua periode.",
            base=indicator.base,
        ),
        source=series_source(shown),
        alt=_("Grafik desa lokus dan desa bukan lokus antarwaktu: ")
        + "; ".join(words.spoken(one) for one in shown)
        + ".",
        table=words.table(shown, indicator),
        is_sample=is_sample,
        notes=tuple(words.notes(series, shown)),
    )


def _slots(count: int) -> list[tuple[float, float]]:
    """The part of the height that each facet has, first on top, its heading above it."""
    heading = HEADING_PX / (HEADING_PX + FACET_PX) / count
    return [(1 - (number + 1) / count, 1 - number / count - heading) for number in range(count)]


def _thinned(axis: dict[str, Any]) -> dict[str, Any]:
    """Fewer labels, the last one always, each with its year."""
    ticks = list(zip(axis["tickvals"], axis["ticktext"], strict=True))
    step = math.ceil(len(ticks) / MOST_TICKS)
    kept = ticks[::-1][::step][::-1]
    return {**axis, "tickvals": [at for at, _ignored in kept], "ticktext": [_with_year(at, text) for at, text in kept]}


def _with_year(at: float, text: str) -> str:
    return text if "<br>" in text or text.isdigit() else f"{text}<br>{round(at) // 12}"


def _step(top: float) -> int:
    return next(step for step in (2, 5, 10, 20) if top / step <= 4 or step == 20)


def _facet(
    one: LokusSeries, name: str, indicator: Indicator, x_range: Sequence[float], top: float
) -> list[dict[str, Any]]:
    traces = [
        _area(*clipped, top=top, name=name, fill=fill, label=label)
        for clipped, fill, label in (
            (_clipped(_decided_span(one), x_range), DECIDED_FILL, _("tahun penetapan")),
            (_clipped(time_axis.year_span(one.lokus_year), x_range), YEAR_FILL, _("tahun lokus")),
        )
        if clipped is not None
    ]
    for side in (OTHERS, LOKUS):
        marks = [mark for mark in marks_of(one, side) if mark.has_rate]
        if marks:
            traces += [_band(marks, side, name), _lines(marks, side, name), _points(marks, side, name, indicator)]
    return traces


def _decided_span(one: LokusSeries) -> tuple[float, float] | None:
    """The year of the decision, where its date is not known."""
    if one.decided.decided_on is not None or not one.decided.decided_year:
        return None
    return None if one.decided.decided_year == one.lokus_year else time_axis.year_span(one.decided.decided_year)


def _clipped(span: tuple[float, float] | None, x_range: Sequence[float]) -> tuple[float, float] | None:
    """The drawn part of a stretch of time; None where nothing of it is drawn."""
    if span is None or span[0] >= x_range[1] or span[1] <= x_range[0]:
        return None
    return max(span[0], x_range[0]), min(span[1], x_range[1])


def _area(start: float, end: float, *, top: float, name: str, fill: str, label: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": label,
        "x": [start, end, end, start, start],
        "y": [0, 0, top, top, 0],
        "yaxis": name,
        "mode": "lines",
        "line": {"width": 0, "color": fill},
        "fill": "toself",
        "fillcolor": fill,
        "hoverinfo": "skip",
    }


def _stretches(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Periods that follow each other without a gap and without a break."""
    found: list[list[Mark]] = []
    for mark in marks:
        follows = found and not mark.break_before and time_axis.are_neighbours(found[-1][-1].period, mark.period)
        found[-1].append(mark) if follows else found.append([mark])
    return found


def _band(marks: Sequence[Mark], side: str, name: str) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    half = time_axis.BAR_WIDTH[marks[0].period.kind] / 2
    for run in _stretches(marks):
        own = run if len(run) > 1 else [run[0], run[0]]
        at = [mark.at for mark in run] if len(run) > 1 else [run[0].at - half, run[0].at + half]
        x += [*at, *at[::-1], at[0], None]
        y += [*(mark.high_pct for mark in own), *(mark.low_pct for mark in own[::-1]), own[0].high_pct, None]
    return {
        "type": "scatter",
        "name": _("interval 95% {side}", side=side),
        "x": x[:-1],
        "y": y[:-1],
        "yaxis": name,
        "mode": "lines",
        "line": {"width": 0, "color": FILLS[side]},
        "fill": "toself",
        "fillcolor": FILLS[side],
        "hoverinfo": "skip",
    }


def _lines(marks: Sequence[Mark], side: str, name: str) -> dict[str, Any]:
    runs = [[(mark.at, mark.value_pct) for mark in run] for run in _stretches(marks)]
    joined = list(itertools.chain.from_iterable([*run, (None, None)] for run in runs))[:-1]
    return {
        "type": "scatter",
        "name": _("garis {side}", side=side),
        "x": [x for x, _ignored2 in joined],
        "y": [y for _ignored3, y in joined],
        "yaxis": name,
        "mode": "lines",
        "line": {"color": COLOURS[side], "width": 2.5},
        "hoverinfo": "skip",
    }


def _points(marks: Sequence[Mark], side: str, name: str, indicator: Indicator) -> dict[str, Any]:
    symbol = SYMBOLS[side]
    return {
        "type": "scatter",
        "name": side,
        "x": [mark.at for mark in marks],
        "y": [mark.value_pct for mark in marks],
        "yaxis": name,
        "mode": "markers",
        "marker": {
            "symbol": [f"{symbol}-open" if mark.is_hollow else symbol for mark in marks],
            "size": 9 if len(marks) <= 26 else 6,
            "color": COLOURS[side],
            "line": {"color": COLOURS[side], "width": 2},
        },
        "customdata": [mark.hover(side, indicator) for mark in marks],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _heading(one: LokusSeries, name: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": f"{name} domain",  # no text
        "y": 1,
        "yanchor": "bottom",
        "yshift": 4,
        "align": "left",
        "text": _(
            "<b>{kabupaten_name}</b>, {size} desa lokus<br>{one}",
            kabupaten_name=one.kabupaten_name,
            size=formats.number(one.decided.size),
            one=words.years(one),
        ),
        "showarrow": False,
        "font": {"size": 14, "color": theme.INK},
    }


def _decision_line(one: LokusSeries, name: str, x_range: Sequence[float]) -> list[dict[str, Any]]:
    day = one.decided.decided_on
    if day is None:
        return []
    at = day.year * 12 + day.month - 1 + (day.day - 15) / 30
    if not x_range[0] <= at <= x_range[1]:
        return []
    line = {"color": theme.INK, "width": 1.5, "dash": "dash"}
    return [{"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": f"{name} domain", "line": line}]


def _ends(one: LokusSeries, name: str, top: float) -> list[dict[str, Any]]:
    """The last rate of each side, right of its point, in its colour; two near ones are moved apart."""
    last = []
    for side in (LOKUS, OTHERS):
        marks = [mark for mark in marks_of(one, side) if mark.has_rate]
        if marks:
            last.append((side, marks[-1]))
    places = [mark.value_pct for _ignored4, mark in last]
    if len(places) == 2 and abs(places[0] - places[1]) < LABEL_SHARE * top:
        middle, half = max(sum(places) / 2, LABEL_SHARE * top / 2), LABEL_SHARE * top / 2
        places = [middle + half, middle - half] if places[0] >= places[1] else [middle - half, middle + half]
    return [
        {
            "x": mark.at,
            "y": place,
            "yref": name,
            "xanchor": "left",
            "xshift": 9,
            "text": f"<b>{formats.percent(mark.value_pct)}</b> {SHORT[side]}",
            "showarrow": False,
            "font": {"size": 13, "color": COLOURS[side]},
        }
        for (side, mark), place in zip(last, places, strict=True)
    ]
