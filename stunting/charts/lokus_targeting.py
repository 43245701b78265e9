"""Jangkauan lokus: per kabupaten the share of stunted children in the desa of the list, between chance and best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import whole_numbers
from stunting.indicators import Indicator
from stunting.lokus.comparison_words import BEST_NOTE, RANDOM_NOTE, reach_cautions, reach_source
from stunting.lokus.reach import Reach

ROW_PX = 88
REACHED, TRACK, BEST, RANDOM = theme.PREVALENCE[3], theme.PREVALENCE[0], theme.ACCENT, theme.MUTED
# Above and below the middle of a row, in rows: half the height of the bar, and of the marks across it.
HALF_MARK = 0.18
LONGEST_NAME = 22


def lokus_targeting(reaches: Sequence[Reach], *, indicator: Indicator, is_sample: bool = False) -> Picture:
    """One bullet per list: a bar for what it reaches, an upright mark for the best list of its length, one for chance.

    A list without reach has its reason in place of the bar, never a bar of 0. Rows are in the order given.
    """
    last = len(reaches) - 1
    known = [one for reach in reaches for one in (reach.reached_pct, reach.best_pct, reach.random_pct)]
    top = max([one for one in known if not math.isnan(one)] + [10.0]) * 1.06
    figure = composed(
        height=48 + ROW_PX * max(len(reaches), 1),
        is_sample=is_sample,
        traces=[trace for number, one in enumerate(reaches) for trace in _marks(one, last - number, indicator)],
        layout={
            "xaxis": {"range": [0, top], "ticksuffix": "%", "showgrid": True, "dtick": _step(top), "tickangle": 0},
            "yaxis": {"range": [-0.62, last + 0.62], "showticklabels": False, "showgrid": False},
            "meta": {"paper_height": 1.5},
            "margin": {"l": 12, "r": 16, "t": 4, "b": 30},
            "annotations": [note for number, one in enumerate(reaches) for note in _words(one, last - number)],
        },
    )
    return Picture(
        figure=figure,
        title=f"Jangkauan lokus: bagian {indicator.counted} di desa lokus{_when(reaches)}",
        subtitle=f"Persen {indicator.counted} yang tercatat di kabupaten. Batang: terjangkau daftar ini; garis tegak "
        "jingga: daftar terbaik dengan jumlah desa yang sama; garis tegak abu-abu: daftar acak.",
        source=reach_source(reaches),
        alt=f"Grafik jangkauan lokus {len(reaches)} kabupaten: {'; '.join(_spoken(one) for one in reaches)}.",
        table=targeting_table(reaches),
        is_sample=is_sample,
        notes=(*_cautions(reaches, indicator), RANDOM_NOTE, BEST_NOTE),
    )


def _when(reaches: Sequence[Reach]) -> str:
    """The period, where all of them have the same one; the source line has each."""
    labels = {one.period.label for one in reaches if one.period is not None and not one.problem}
    return f", {labels.pop()}" if len(labels) == 1 else ""


def _step(top: float) -> int:
    """Few enough ticks for a telephone."""
    return next(step for step in (2, 5, 10, 20) if top / step <= 5 or step == 20)


def _marks(reach: Reach, y: int, indicator: Indicator) -> list[dict[str, Any]]:
    """Pale track to the best, the bar of the list over it, the two marks across on top."""
    if math.isnan(reach.desa_pct):
        return []
    marks = []
    if not math.isnan(reach.best_pct):
        marks.append(_along(reach.best_pct, y, colour=TRACK, name="sampai terbaik"))
    if not math.isnan(reach.reached_pct):
        marks.append(_along(reach.reached_pct, y, colour=REACHED, name="terjangkau"))
    marks += _across(reach.random_pct, y, colour=RANDOM, name="acak")
    if not math.isnan(reach.best_pct):
        marks += _across(reach.best_pct, y, colour=BEST, name=f"terbaik {_least(reach)}".strip())
    if not math.isnan(reach.reached_pct):
        counts = f"{formats.number(reach.lokus.hits_n)} dari {formats.number(reach.whole.hits_n)} {indicator.counted}"
        hover = f"<b>{_heading(reach)}</b><br>terjangkau {formats.percent(reach.reached_pct)}<br>{counts}"
        marks.append(_point(reach.reached_pct, y, hover))
    return marks


def _along(end: float, y: int, *, colour: str, name: str) -> dict[str, Any]:
    """A bar as an area, so that its end is where its number is."""
    half = HALF_MARK * 0.65
    return {
        "type": "scatter",
        "name": name,
        "x": [0, end, end, 0, 0],
        "y": [y - half, y - half, y + half, y + half, y - half],
        "mode": "lines",
        "line": {"width": 0, "color": colour},
        "fill": "toself",
        "fillcolor": colour,
        "hoverinfo": "skip",
    }


def _across(x: float, y: int, *, colour: str, name: str) -> list[dict[str, Any]]:
    """An upright mark with a light edge, so that it is seen on the bar as well."""
    mark = {
        "type": "scatter",
        "name": name,
        "x": [x, x],
        "y": [y - HALF_MARK, y + HALF_MARK],
        "mode": "lines",
        "line": {"color": colour, "width": 4},
        "customdata": [f"{name} {formats.percent(x)}"] * 2,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return [{**mark, "name": "tepi", "line": {"color": theme.PAPER, "width": 8}}, mark]


def _point(x: float, y: int, hover: str) -> dict[str, Any]:
    """Unseen, for the finger that asks for the numbers."""
    return {
        "type": "scatter",
        "name": "angka",
        "x": [x],
        "y": [y],
        "mode": "markers",
        "marker": {"symbol": "circle", "size": 20, "opacity": 0},
        "customdata": [hover],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _words(reach: Reach, y: int) -> list[dict[str, Any]]:
    """Heading above the bar, numbers below it in the colours of their marks; both from the left edge."""
    # Without a bar the reason takes its place.
    has_marks = not math.isnan(reach.desa_pct)
    words = {"xref": "paper", "x": 0, "xanchor": "left", "align": "left", "showarrow": False}
    return [
        {
            **words,
            "y": y + HALF_MARK,
            "yanchor": "bottom",
            "yshift": 3,
            "text": _heading(reach, is_marked=True),
            "font": {"size": 14, "color": theme.INK},
        },
        {
            **words,
            "y": y - HALF_MARK if has_marks else y + HALF_MARK,
            "yanchor": "top",
            "yshift": -1,
            "text": _numbers(reach),
            "font": {"size": 14, "color": theme.INK},
        },
    ]


def _heading(reach: Reach, *, is_marked: bool = False) -> str:
    name = f"<b>{reach.kabupaten_name}</b>" if is_marked else reach.kabupaten_name
    count = f": {formats.number(reach.size)}/{formats.number(reach.desa_n)} desa" if reach.decided.is_known else ""
    # A long name leaves a telephone no room for the count; tooltip and table have it.
    is_long = is_marked and len(reach.kabupaten_name) > LONGEST_NAME
    return f"{name}, lokus {reach.lokus_year}{'' if is_long else count}"


def _numbers(reach: Reach) -> str:
    if not reach.decided.is_known:
        return "belum ada daftar"
    chance = _tinted(f"acak {formats.percent(reach.random_pct)}", RANDOM)
    if reach.problem:
        return f"{formats.percent(reach.desa_pct)} desa; {_short_reason(reach)}"
    reached = (
        _short_reason(reach)
        if math.isnan(reach.reached_pct)
        else _tinted(f"<b>terjangkau {formats.percent(reach.reached_pct)}</b>", REACHED)
    )
    if math.isnan(reach.best_pct):
        return f"{chance} · {reached}"
    best = _tinted(f"terbaik {'≥ ' if reach.is_best_at_least else ''}{formats.percent(reach.best_pct)}", BEST)
    return f"{chance} · {reached} · {best}"


def _tinted(text: str, colour: str) -> str:
    return f"<span style='color:{colour}'>{text}</span>"


def _short_reason(reach: Reach) -> str:
    """In a few words, for a telephone; the sentence stands in the table."""
    if not reach.decided.is_named:
        return "nama desa tidak diumumkan"
    if reach.problem:
        return "tanpa angka pada periode ini"
    if reach.whole.hits_n == 0:
        return "tidak ada kasus tercatat"
    return "disembunyikan"


def _least(reach: Reach) -> str:
    return "sedikitnya " if reach.is_best_at_least else ""


def _spoken(reach: Reach) -> str:
    said = _heading(reach)
    if not reach.decided.is_known or reach.problem or math.isnan(reach.reached_pct):
        return f"{said}, {_short_reason(reach) if reach.decided.is_known else 'belum ada daftar'}"
    best = "" if math.isnan(reach.best_pct) else f", terbaik {_least(reach)}{formats.percent(reach.best_pct)}"
    return f"{said}, terjangkau {formats.percent(reach.reached_pct)}, acak {formats.percent(reach.random_pct)}{best}"


def _cautions(reaches: Sequence[Reach], indicator: Indicator) -> list[str]:
    return [
        f"{one.kabupaten_name}, lokus {one.lokus_year}: {said}"
        for one in reaches
        if not one.problem
        for said in reach_cautions(one, indicator=indicator)
    ]


def targeting_table(reaches: Sequence[Reach]) -> pd.DataFrame:
    """One row per list, with every number of the figure and both rates."""

    def floats(name: str) -> pd.Series:
        return pd.Series([getattr(one, name) for one in reaches], dtype=float)

    columns: dict[str, Any] = {
        "Kabupaten/kota": [one.kabupaten_name for one in reaches],
        "Tahun lokus": [one.lokus_year for one in reaches],
        "Periode": [one.period.label if one.period else "" for one in reaches],
        "Desa lokus": whole_numbers(one.size if one.decided.is_known else None for one in reaches),
        "Desa/kelurahan": [one.desa_n for one in reaches],
        "Desa lokus (%)": floats("desa_pct"),
        "Kecamatan dengan lokus": whole_numbers(one.in_kecamatan_n for one in reaches),
        "Kecamatan": [one.kecamatan_n for one in reaches],
        "Diukur di lokus": whole_numbers(one.lokus.base_n for one in reaches),
        "Diukur di lokus (%)": floats("base_pct"),
        "Stunting di lokus": whole_numbers(one.lokus.hits_n for one in reaches),
        "Stunting kabupaten": whole_numbers(one.whole.hits_n for one in reaches),
        "Terjangkau (%)": floats("reached_pct"),
        "Terbaik": whole_numbers(one.best_n for one in reaches),
        "Terbaik (%)": floats("best_pct"),
        "Terhadap terbaik (%)": floats("of_best_pct"),
    }
    gaps = [one.gap for one in reaches]
    for label, sides in (("lokus", [one.lokus for one in reaches]), ("bukan lokus", [one.others for one in reaches])):
        columns |= {
            f"Prevalensi {label} (%)": pd.Series([side.value_pct for side in sides], dtype=float),
            f"Interval bawah {label} (%)": pd.Series([side.low_pct for side in sides], dtype=float),
            f"Interval atas {label} (%)": pd.Series([side.high_pct for side in sides], dtype=float),
            f"n {label}": whole_numbers(side.base_n for side in sides),
            f"Cakupan {label} (%)": pd.Series([side.coverage_pct for side in sides], dtype=float),
        }
    for number, label in enumerate(("Selisih", "Selang bawah selisih", "Selang atas selisih")):
        columns[f"{label} (poin persen)"] = pd.Series([one[number] for one in gaps], dtype=float)
    return pd.DataFrame(columns | {"Keterangan": [_remark(one) for one in reaches]})


def _remark(reach: Reach) -> str:
    if reach.problem:
        return reach.problem
    if reach.whole.hits_n is None or reach.lokus.hits_n is None:
        return "Jangkauan disembunyikan untuk melindungi 1–4 balita."
    return f"Terbaik: sedikitnya, {reach.hidden_desa_n} desa disembunyikan." if reach.is_best_at_least else ""
