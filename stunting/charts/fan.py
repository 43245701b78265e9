"""Kapan di bawah target?: the years so far with their intervals, a fan ahead, the target steps, and the chances."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any

from stunting import formats
from stunting.charts import theme
from stunting.charts.fan_words import PastYear, YearAhead, chance, spoken, table
from stunting.charts.picture import Picture, composed
from stunting.errors import NoDataError
from stunting.indicators import Indicator
from stunting.languages import N_, _

PAST, WIDE, NARROW = theme.PREVALENCE[4], theme.PREVALENCE[0], theme.PREVALENCE[1]
# Half widths of an 80 % and a 95 % interval of a normal distribution.
Z_80, Z_95 = 1.2815515594600038, 1.959963984540054
CAUTION = N_(
    "Perkiraan meneruskan laju tahun-tahun lalu; bukan janji, dan tidak memuat perubahan program atau cara ukur."
)


def fan(
    past: Sequence[PastYear],
    ahead: Sequence[YearAhead],
    *,
    indicator: Indicator,
    area_name: str,
    method: str,
    source: str,
    target_basis: str = "",
    reference: tuple[str, float] | None = None,
    is_sample: bool = False,
) -> Picture:
    """Past points with intervals, a fan of 80 % and 95 % ahead, and below each year the chance to reach its target.

    past:   figures of one method; no line joins them, for the fan is what is claimed, not the way between them
    method: one sentence on how the fan was worked out, with its period; target_basis: the law of the targets
    reference: a name and a value that the fan is held against in every year, drawn as a line

    Raises:
        NoDataError: there is nothing measured, or nothing ahead.
    """
    past = sorted(past, key=lambda one: one.year)
    ahead = sorted(ahead, key=lambda one: one.year)
    years = [*(one.year for one in past), *(one.year for one in ahead)]
    if not past or not ahead:
        raise NoDataError(
            _(
                "Perkiraan {area_name} memerlukan angka beberapa tahun. Pilih wilayah atau sumber lain.",
                area_name=area_name,
            )
        )
    aims = [one for one in ahead if one.target_pct is not None]
    has_strip = any(one.probability is not None for one in ahead)
    opening = _opening(past[-1]) if past and ahead and ahead[0].year > past[-1].year else None
    every = [*([opening] if opening else []), *ahead]
    top = max(
        [one.high_pct or one.value_pct for one in past]
        + [one.high95_pct for one in ahead]
        + [one.target_pct or 0 for one in aims]
    )
    figure = composed(
        height=430,
        is_sample=is_sample,
        traces=[
            _polygon("95%", WIDE, [(o.year, o.low95_pct, o.high95_pct) for o in every]),
            _polygon("80%", NARROW, [(o.year, o.low80_pct, o.high80_pct) for o in every]),
            _middle(every),
            *([_steps(aims)] if aims else []),
            _past(past),
            _numbers(past, ahead),
            *([_strip(ahead)] if has_strip else []),
        ],
        layout={
            "xaxis": {
                "range": [years[0] - 0.8, years[-1] + 0.6],
                **_ticks(years),
                "tickangle": 0,
                **({"anchor": "y2"} if has_strip else {}),
            },
            "yaxis": {"range": [0, top * 1.14], "ticksuffix": "%", "domain": [0.22 if has_strip else 0, 1]},
            **({"yaxis2": {"domain": [0, 0.15], "range": [-0.6, 1.6], "visible": False}} if has_strip else {}),
            "margin": {"t": 10, "r": 34, "b": 30},
            "annotations": [
                *_band_names(every, top),
                *(_headings() if has_strip else []),
                *([] if reference is None else [_name_of(reference)]),
            ],
            "shapes": [] if reference is None else [_reference_line(reference[1])],
        },
    )
    return Picture(
        figure=figure,
        title=_("Kapan di bawah target? {indicator}, {area_name}", indicator=indicator.label, area_name=area_name),
        subtitle=_("Persen balita. Titik: angka yang diukur; kipas: perkiraan, gelap 80% dan terang 95% kemungkinan.")
        + (_(" Peluang: sama dengan atau di bawah target.") if has_strip else ""),
        source=source,
        alt=spoken(past, ahead, indicator, area_name),
        table=table(past, ahead),
        is_sample=is_sample,
        notes=(
            method,
            _(CAUTION),
            *([_("Target: {target_basis}.", target_basis=target_basis)] if aims and target_basis else []),
        ),
    )


def _opening(last: PastYear) -> YearAhead | None:
    """Where the fan opens: the interval of the newest figure; without a published one the fan stands alone."""
    if last.low_pct is None or last.high_pct is None:
        return None
    share = Z_80 / Z_95
    return YearAhead(
        year=last.year,
        median_pct=last.value_pct,
        low80_pct=last.value_pct - share * (last.value_pct - last.low_pct),
        high80_pct=last.value_pct + share * (last.high_pct - last.value_pct),
        low95_pct=last.low_pct,
        high95_pct=last.high_pct,
    )


def _name_of(reference: tuple[str, float]) -> dict[str, Any]:
    name, value = reference
    return {
        "xref": "paper",
        "x": 0.01,
        "y": value,
        "xanchor": "left",
        "yanchor": "bottom",
        "text": name,
        "showarrow": False,
        "font": {"size": 13, "color": theme.INK},
    }


def _reference_line(value: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": {"color": theme.INK, "width": 1.5, "dash": "dash"},
        "layer": "below",
    }


def _polygon(name: str, colour: str, limits: Sequence[tuple[int, float, float]]) -> dict[str, Any]:
    years = [year for year, _ignored, _ignored2 in limits]
    return {
        "type": "scatter",
        "name": name,
        "x": [*years, *years[::-1]],
        "y": [
            *(high for _ignored3, _ignored4, high in limits),
            *(low for _ignored5, low, _ignored6 in reversed(limits)),
        ],
        "mode": "lines",
        "line": {"width": 0, "color": colour},
        "fill": "toself",
        "fillcolor": colour,
        "hoverinfo": "skip",
    }


def _middle(every: Sequence[YearAhead]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": _("perkiraan tengah"),
        "x": [one.year for one in every],
        "y": [one.median_pct for one in every],
        "mode": "lines",
        "line": {"color": theme.PREVALENCE[3], "width": 2.5, "dash": "dot"},
        "customdata": [
            _(
                "<b>{year}</b>: sekitar {median_pct}<br>80%: {low80_pct}<br>95%: {low95_pct}",
                year=one.year,
                median_pct=formats.percent(one.median_pct),
                low80_pct=formats.interval(one.low80_pct, one.high80_pct),
                low95_pct=formats.interval(one.low95_pct, one.high95_pct),
            )
            for one in every
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _steps(aims: Sequence[YearAhead]) -> dict[str, Any]:
    """Each target over its own year; upright between years that follow each other."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one in aims:
        if x and x[-1] != one.year - 0.5:
            x, y = [*x, None], [*y, None]
        x, y = [*x, one.year - 0.5, one.year + 0.5], [*y, one.target_pct, one.target_pct]
    return {
        "type": "scatter",
        "name": "target",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": {"color": theme.TARGET, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _past(past: Sequence[PastYear]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": "diukur",
        "x": [one.year for one in past],
        "y": [one.value_pct for one in past],
        "mode": "markers",
        "marker": {"symbol": "circle", "size": 12, "color": PAST, "line": {"color": theme.PAPER, "width": 1.5}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [0.0 if one.high_pct is None else one.high_pct - one.value_pct for one in past],
            "arrayminus": [0.0 if one.low_pct is None else one.value_pct - one.low_pct for one in past],
            "color": PAST,
            "thickness": 1.5,
            "visible": any(one.low_pct is not None for one in past),
        },
        "customdata": [
            f"<b>{one.year}</b>: {formats.percent(one.value_pct)}<br>{formats.interval(one.low_pct, one.high_pct)}"
            for one in past
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _numbers(past: Sequence[PastYear], ahead: Sequence[YearAhead]) -> dict[str, Any]:
    """First and last measured figure above their intervals, and behind the fan the middle of its last year."""
    ends = [*dict.fromkeys((past[0], past[-1]))] if past else []
    spots = [(one.year, one.high_pct or one.value_pct, f"<b>{formats.percent(one.value_pct)}</b>") for one in ends]
    if ahead:
        last = ahead[-1]
        spots.append((last.year, last.median_pct, f"≈{formats.percent(last.median_pct, decimals=0)}"))
    return {
        "type": "scatter",
        "name": "angka",
        "x": [year for year, _ignored7, _ignored8 in spots],
        "y": [height for _ignored9, height, _ignored10 in spots],
        "mode": "markers+text",
        "marker": {"symbol": "circle", "size": 9, "color": PAST, "opacity": 0},
        "text": [text for _ignored11, _ignored12, text in spots],
        "textposition": [*["top center"] * len(ends), *["middle right"] * len(ahead[-1:])],
        "textfont": {"size": 15, "color": theme.INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _strip(ahead: Sequence[YearAhead]) -> dict[str, Any]:
    """Two rows of figures under the years: the target, and the chance to be at or below it."""
    aims = [(one.year, 1, _bare(one.target_pct)) for one in ahead if one.target_pct is not None]
    known = [(one.year, one.probability) for one in ahead if one.probability is not None]
    chances = [(year, 0, f"<b>{html.escape(chance(probability))}</b>") for year, probability in known]
    cells = [*aims, *chances]
    return {
        "type": "scatter",
        "name": _("target dan peluang"),
        "x": [year for year, _ignored13, _ignored14 in cells],
        "y": [row for _ignored15, row, _ignored16 in cells],
        "yaxis": "y2",
        "mode": "text",
        "text": [text.replace("%", "") for _ignored17, _ignored18, text in cells],
        "textposition": "middle center",
        "textfont": {"size": 12, "color": theme.TARGET},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _bare(value: float) -> str:
    return formats.number(value, decimals=1)


def _headings() -> list[dict[str, Any]]:
    return [
        {
            "xref": "paper",
            "x": 0,
            "yref": "y2",
            "y": row,
            "xanchor": "left",
            "text": text,
            "showarrow": False,
            "font": {"size": 13, "color": theme.TARGET},
        }
        for row, text in ((1, _("Target (%)")), (0, _("<b>Peluang (%)</b>")))
    ]


def _band_names(every: Sequence[YearAhead], top: float) -> list[dict[str, Any]]:
    """ "80%" and "95%" in the lower half of the fan, which the targets leave free, where the bands are wide enough."""
    if not every:
        return []
    last = every[-1]
    rings = [
        ("80%", (last.low80_pct + last.median_pct) / 2, last.median_pct - last.low80_pct),
        ("95%", (last.low95_pct + last.low80_pct) / 2, last.low80_pct - last.low95_pct),
    ]
    return [
        {
            "x": last.year,
            "y": y,
            "xanchor": "right",
            "xshift": -4,
            "text": name,
            "showarrow": False,
            "font": {"size": 12, "color": theme.INK},
        }
        for name, y, room in rings
        if room > 0.06 * top
    ]


def _ticks(years: Sequence[int]) -> dict[str, Any]:
    """Every year, or every second counted back from the last one: nine labels fit on a telephone."""
    every = list(range(years[0], years[-1] + 1))
    chosen = every[::-1][:: math.ceil(len(every) / 9)][::-1]
    return {"tickvals": chosen, "ticktext": [str(year) for year in chosen]}
