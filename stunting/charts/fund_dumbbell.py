"""Share of the need beside share of the money, one row per area, most needy on top."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import records
from stunting.languages import _

MOST_ROWS = 24
ROW_PX = 27
LONGEST_NAME = 24
NEED, MONEY = theme.PREVALENCE[4], theme.ACCENT


def dumbbell(
    frame: pd.DataFrame,
    *,
    need_words: str,
    place: str,
    year: int,
    unit_words: str,
    source: str,
    table: pd.DataFrame,
    is_sample: bool,
    notes: tuple[str, ...] = (),
) -> Picture:
    """Two marks per area, joined by a line: right of the need there is more money than need, left of it less.

    frame: rows of `funds.shares.Shares.frame`; at most 24 of those with a known need are drawn, the others are in the
    table
    """
    drawable = frame[frame["need_share_pct"].notna()]
    shown = drawable.head(MOST_ROWS)
    rows = list(records(shown))[::-1]
    more = len(drawable) - len(shown)
    extra = (
        (_("{more} {unit_words} lain ada di tabel.", more=formats.number(more), unit_words=unit_words),) if more else ()
    )
    highest = max([one.need_share_pct for one in rows] + [_share(one) for one in rows], default=1)
    return Picture(
        figure=composed(
            height=80 + ROW_PX * max(len(rows), 2),
            is_sample=is_sample,
            traces=[
                _lines(rows),
                _marks(
                    rows,
                    _("bagian {need_words}", need_words=need_words),
                    "circle",
                    NEED,
                    [one.need_share_pct for one in rows],
                    need_words,
                ),
                _marks(
                    [one for one in rows if not pd.isna(one.budget_share_pct)],
                    _("bagian anggaran"),
                    "diamond",
                    MONEY,
                    [one.budget_share_pct for one in rows if not pd.isna(one.budget_share_pct)],
                    need_words,
                    at={one.area_code: number for number, one in enumerate(rows)},
                ),
            ],
            layout={
                "showlegend": True,
                "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"size": 13}},
                "margin": {"t": 34, "r": 16, "b": 34},
                "xaxis": {"ticksuffix": "%", "showgrid": True, "range": [-0.02 * highest, 1.06 * highest]},
                "yaxis": {
                    "range": [-0.7, len(rows) - 0.3],
                    "tickvals": list(range(len(rows))),
                    "ticktext": [_label(one) for one in rows],
                    "tickfont": {"color": theme.INK, "size": 12},
                    "showgrid": False,
                },
            },
        ),
        title=_(
            "Rupiah ke kebutuhan menurut {unit_words}, {place}, {year}", unit_words=unit_words, place=place, year=year
        ),
        subtitle=_(
            "Bagian tiap {unit_words} dari seluruh {need_words} dan dari seluruh anggaran yang "
            "tercatat; yang paling membutuhkan di atas. ○ di label: tanpa dana yang tercatat.",
            unit_words=unit_words,
            need_words=need_words,
        ),
        source=source,
        alt=_("Bagian kebutuhan dan bagian anggaran: ") + "; ".join(_spoken(one) for one in reversed(rows)) + ".",
        table=table,
        is_sample=is_sample,
        notes=(*extra, *notes),
    )


def _share(one: Any) -> float:
    return 0.0 if pd.isna(one.budget_share_pct) else float(one.budget_share_pct)


def _lines(rows: list[Any]) -> dict[str, Any]:
    pairs = [(number, one) for number, one in enumerate(rows) if not pd.isna(one.budget_share_pct)]
    return {
        "type": "scatter",
        "name": "jarak",
        "showlegend": False,
        "x": [x for _ignored, one in pairs for x in (one.need_share_pct, one.budget_share_pct, None)],
        "y": [y for number, _ignored2 in pairs for y in (number, number, None)],
        "mode": "lines",
        "line": {"color": theme.FAINT, "width": 3},
        "hoverinfo": "skip",
    }


def _marks(
    rows: list[Any],
    name: str,
    symbol: str,
    colour: str,
    values: list[float],
    need_words: str,
    at: dict[str, int] | None = None,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "showlegend": True,
        "x": values,
        "y": [number if at is None else at[one.area_code] for number, one in enumerate(rows)],
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 11, "color": colour, "line": {"color": colour, "width": 1}},
        "customdata": [_hover(one, need_words) for one in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hover(one: Any, need_words: str) -> str:
    money = _("tanpa dana yang tercatat") if pd.isna(one.budget_rp) else formats.rupiah(one.budget_rp)
    need = "" if pd.isna(one.need_n) else f"<br>{formats.number(one.need_n)} {need_words}"
    per = (
        ""
        if pd.isna(one.rp_per_need)
        else _(
            "<br>{rp_per_need} per {need_words}",
            rp_per_need=formats.rupiah(one.rp_per_need, is_short=True),
            need_words=need_words,
        )
    )
    return f"<b>{one.area_name}</b>{need}<br>{money}{per}"


def _label(one: Any) -> str:
    name = one.area_name if len(one.area_name) <= LONGEST_NAME else f"{one.area_name[: LONGEST_NAME - 1]}…"
    return f"{name} ○" if pd.isna(one.budget_rp) else name


def _spoken(one: Any) -> str:
    money = (
        _("tanpa dana")
        if pd.isna(one.budget_share_pct)
        else _("anggaran {budget_share_pct}", budget_share_pct=formats.percent(one.budget_share_pct))
    )
    return _(
        "{area_name} kebutuhan {need_share_pct}, {money}",
        area_name=one.area_name,
        need_share_pct=formats.percent(one.need_share_pct),
        money=money,
    )
