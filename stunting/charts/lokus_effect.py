"""Whether lokus villages did better than their history let expect: with correction, without, and where nothing was."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.languages import N_, _
from stunting.lokus.effect import MATCHED_METHOD, METHOD, NAIVE_METHOD, Effect
from stunting.lokus.effect_match import NEIGHBOURS
from stunting.lokus.effect_words import conclusion, span

ROW_PX = 56
MAIN, GREY = theme.PREVALENCE[3], theme.MUTED
FEWEST_POINTS = 3.0


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One estimate: its words in the figure and in the table, its mark, and where it stands."""

    words: str
    label: str
    method: str
    points: float
    low: float
    high: float
    symbol: str
    colour: str
    lokus_n: int
    others_n: int
    is_main: bool = True

    @property
    def numbers(self) -> str:
        return f"{formats.signed(self.points)} ({span(self.low, self.high)})"


def effect_dots(
    effect: Effect, placebos: Sequence[Effect], *, place: str, list_label: str, source: str, is_sample: bool = False
) -> Picture:
    """Difference of lokus and other desa with 95 % intervals, percentage points, zero in sight.

    With correction (ANCOVA and similar desa), without (grey), and where nothing can have happened (placebo).
    list_label: "lokus 2025"
    """
    rows = _rows(effect, placebos)
    last = len(rows) - 1
    low, high = _range(rows)
    figure = composed(
        height=90 + ROW_PX * len(rows),
        is_sample=is_sample,
        traces=[trace for number, row in enumerate(rows) for trace in _marks(row, last - number)],
        layout={
            "xaxis": {**_ticks(low, high), "range": [low, high], "showgrid": True, "title": {"text": _("poin persen")}},
            "yaxis": {"range": [-0.5, last + 0.8], "showticklabels": False, "showgrid": False},
            "margin": {"l": 16, "r": 16, "t": 34, "b": 44},
            "annotations": [
                *(_heading(row, last - number, left=low) for number, row in enumerate(rows)),
                _side("← lokus lebih rendah", x=0, anchor="left"),
                _side("lokus lebih tinggi →", x=1, anchor="right"),
            ],
            "shapes": [
                {
                    "type": "line",
                    "x0": 0,
                    "x1": 0,
                    "y0": 0,
                    "y1": 1,
                    "yref": "paper",
                    "line": {"color": theme.INK, "width": 1.4},
                    "layer": "below",
                }
            ],
        },
    )
    spoken = "; ".join(f"{row.label} {row.numbers}" for row in rows)
    return Picture(
        figure=figure,
        title=_(
            "Apakah desa {list_label} lebih baik daripada yang diharapkan? {place}, {after_label}",
            list_label=list_label,
            place=place,
            after_label=effect.after_label,
        ),
        subtitle=_(
            "Selisih prevalensi stunting desa lokus dan desa lain, poin persen; garis mendatar: "
            "interval 95%. Kotak: uji tiruan, yang seharusnya memuat nol."
        ),
        source=source,
        alt=_("Selisih desa lokus dan desa lain dalam poin persen dengan interval 95%: {spoken}.", spoken=spoken),
        table=_table(rows),
        is_sample=is_sample,
        notes=(effect.sentence, conclusion(effect, placebos), *effect.cautions),
    )


def _rows(effect: Effect, placebos: Sequence[Effect]) -> list[_Row]:
    return [
        _Row(
            words=_("Dengan koreksi (ANCOVA)"),
            label=_("Dengan koreksi (ANCOVA)"),
            method=_(METHOD),
            points=effect.points,
            low=effect.low,
            high=effect.high,
            symbol="circle",
            colour=MAIN,
            lokus_n=effect.n_lokus,
            others_n=effect.n_others,
        ),
        _Row(
            words=_("Terhadap desa serupa"),
            label=_("Dibandingkan dengan desa serupa"),
            method=_(MATCHED_METHOD, n=NEIGHBOURS),
            points=effect.matched_points,
            low=effect.matched_low,
            high=effect.matched_high,
            symbol="diamond",
            colour=MAIN,
            lokus_n=effect.n_lokus,
            others_n=effect.n_others,
        ),
        _Row(
            words=_("Tanpa koreksi"),
            label=_("Tanpa koreksi"),
            method=_(NAIVE_METHOD),
            points=effect.naive_points,
            low=effect.naive_low,
            high=effect.naive_high,
            symbol="circle-open",
            colour=GREY,
            is_main=False,
            lokus_n=effect.n_lokus,
            others_n=effect.n_others,
        ),
        *(
            _Row(
                words=one.short,
                label=one.label,
                method=_(METHOD),
                points=one.points,
                low=one.low,
                high=one.high,
                symbol="square-open",
                colour=GREY,
                lokus_n=one.n_lokus,
                others_n=one.n_others,
                is_main=False,
            )
            for one in placebos
        ),
    ]


def _marks(row: _Row, y: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "name": _("{row}: interval", row=row.words),
            "x": [row.low, row.high],
            "y": [y, y],
            "mode": "lines",
            "line": {"color": row.colour, "width": 4},
            "opacity": 0.55,
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "name": row.words,
            "x": [row.points],
            "y": [y],
            "mode": "markers",
            "marker": {
                "symbol": row.symbol,
                "size": 12,
                "color": row.colour,
                "line": {"color": row.colour, "width": 2},
            },
            "customdata": [
                _(
                    "<b>{row}</b><br>{numbers} poin persen<br>{lokus_n} desa lokus",
                    row=row.label,
                    numbers=row.numbers,
                    lokus_n=row.lokus_n,
                )
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]


def _heading(row: _Row, y: int, *, left: float) -> dict[str, Any]:
    """The words above the mark, from the left edge."""
    bold = ("<b>", "</b>") if row.is_main else ("", "")
    said = row.numbers if row.is_main else formats.signed(row.points)
    return {
        "x": left,
        "y": y,
        "yshift": 17,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "text": f"{bold[0]}{row.words}: {said}{bold[1]}",
        "font": {"size": 13, "color": theme.INK if row.is_main else theme.MUTED},
    }


def _side(text: str, *, x: float, anchor: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
        "text": text,
        "font": {"size": 13, "color": theme.MUTED},
    }


def _range(rows: Sequence[_Row]) -> tuple[float, float]:
    low = min(-FEWEST_POINTS, *(row.low for row in rows))
    high = max(FEWEST_POINTS, *(row.high for row in rows))
    return math.floor(low) - 0.5, math.ceil(high) + 0.5


def _ticks(low: float, high: float) -> dict[str, Any]:
    step = next(step for step in (1, 2, 5, 10, 20) if (high - low) / step <= 9 or step == 20)
    values = [value for value in range(-100, 101, step) if low <= value <= high]
    return {"tickvals": values, "ticktext": [formats.signed(value, decimals=0) for value in values]}


def _table(rows: Sequence[_Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            N_("Perbandingan"): [row.label for row in rows],
            N_("Selisih (poin persen)"): [row.points for row in rows],
            N_("Batas bawah"): [row.low for row in rows],
            N_("Batas atas"): [row.high for row in rows],
            N_("Desa lokus"): [row.lokus_n for row in rows],
            N_("Desa lain"): [row.others_n for row in rows],
            N_("Cara hitung"): [row.method for row in rows],
        }
    )
