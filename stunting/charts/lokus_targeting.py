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
from stunting.languages import N_, _
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
        title=_(
            "Jangkauan lokus: bagian {counted} di desa lokus{reaches}",
            counted=indicator.counted,
            reaches=_when(reaches),
        ),
        subtitle=_(
            "Persen {counted} yang tercatat di kabupaten. Batang: terjangkau daftar ini; garis "
            "tegak jingga: daftar terbaik dengan jumlah desa yang sama; garis tegak abu-abu: "
            "daftar acak.",
            counted=indicator.counted,
        ),
        source=reach_source(reaches),
        alt=_(
            "Grafik jangkauan lokus {reaches_n} kabupaten: {value}.",
            reaches_n=len(reaches),
            value="; ".join(_spoken(one) for one in reaches),
        ),
        table=targeting_table(reaches),
        is_sample=is_sample,
        notes=(*_cautions(reaches, indicator), _(RANDOM_NOTE), _(BEST_NOTE)),
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
        marks.append(_along(reach.best_pct, y, colour=TRACK, name=_("sampai terbaik")))
    if not math.isnan(reach.reached_pct):
        marks.append(_along(reach.reached_pct, y, colour=REACHED, name="terjangkau"))
    marks += _across(reach.random_pct, y, colour=RANDOM, name=_("acak"))
    if not math.isnan(reach.best_pct):
        marks += _across(reach.best_pct, y, colour=BEST, name=_("terbaik {reach}", reach=_least(reach)).strip())
    if not math.isnan(reach.reached_pct):
        counts = _(
            "{hits_n} dari {hits_n2} {counted}",
            hits_n=formats.number(reach.lokus.hits_n),
            hits_n2=formats.number(reach.whole.hits_n),
            counted=indicator.counted,
        )
        hover = _(
            "<b>{reach}</b><br>terjangkau {reached_pct}<br>{counts}",
            reach=_heading(reach),
            reached_pct=formats.percent(reach.reached_pct),
            counts=counts,
        )
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
    count = (
        _(": {size}/{desa_n} desa", size=formats.number(reach.size), desa_n=formats.number(reach.desa_n))
        if reach.decided.is_known
        else ""
    )
    # A long name leaves a telephone no room for the count; tooltip and table have it.
    is_long = is_marked and len(reach.kabupaten_name) > LONGEST_NAME
    return _(
        "{name}, lokus {lokus_year}{words}", name=name, lokus_year=reach.lokus_year, words="" if is_long else count
    )


def _numbers(reach: Reach) -> str:
    if not reach.decided.is_known:
        return _("belum ada daftar")
    chance = _tinted(_("acak {random_pct}", random_pct=formats.percent(reach.random_pct)), RANDOM)
    if reach.problem:
        return _("{desa_pct} desa; {reach}", desa_pct=formats.percent(reach.desa_pct), reach=_short_reason(reach))
    reached = (
        _short_reason(reach)
        if math.isnan(reach.reached_pct)
        else _tinted(_("<b>terjangkau {reached_pct}</b>", reached_pct=formats.percent(reach.reached_pct)), REACHED)
    )
    if math.isnan(reach.best_pct):
        return f"{chance} · {reached}"
    best = _tinted(
        _(
            "terbaik {words}{best_pct}",
            words="≥ " if reach.is_best_at_least else "",
            best_pct=formats.percent(reach.best_pct),
        ),
        BEST,
    )
    return f"{chance} · {reached} · {best}"


def _tinted(text: str, colour: str) -> str:
    return f"<span style='color:{colour}'>{text}</span>"


def _short_reason(reach: Reach) -> str:
    """In a few words, for a telephone; the sentence stands in the table."""
    if not reach.decided.is_named:
        return _("nama desa tidak diumumkan")
    if reach.problem:
        return _("tanpa angka pada periode ini")
    if reach.whole.hits_n == 0:
        return _("tidak ada kasus tercatat")
    return "disembunyikan"


def _least(reach: Reach) -> str:
    return "sedikitnya " if reach.is_best_at_least else ""


def _spoken(reach: Reach) -> str:
    said = _heading(reach)
    if not reach.decided.is_known or reach.problem or math.isnan(reach.reached_pct):
        return f"{said}, {_short_reason(reach) if reach.decided.is_known else _('belum ada daftar')}"
    best = (
        ""
        if math.isnan(reach.best_pct)
        else _(", terbaik {reach}{best_pct}", reach=_least(reach), best_pct=formats.percent(reach.best_pct))
    )
    return _(
        "{said}, terjangkau {reached_pct}, acak {random_pct}{best}",
        said=said,
        reached_pct=formats.percent(reach.reached_pct),
        random_pct=formats.percent(reach.random_pct),
        best=best,
    )


def _cautions(reaches: Sequence[Reach], indicator: Indicator) -> list[str]:
    return [
        _(
            "{kabupaten_name}, lokus {lokus_year}: {said}",
            kabupaten_name=one.kabupaten_name,
            lokus_year=one.lokus_year,
            said=said,
        )
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
        N_("Tahun lokus"): [one.lokus_year for one in reaches],
        N_("Periode"): [one.period.label if one.period else "" for one in reaches],
        N_("Desa lokus"): whole_numbers(one.size if one.decided.is_known else None for one in reaches),
        "Desa/kelurahan": [one.desa_n for one in reaches],
        N_("Desa lokus (%)"): floats("desa_pct"),
        N_("Kecamatan dengan lokus"): whole_numbers(one.in_kecamatan_n for one in reaches),
        N_("Kecamatan"): [one.kecamatan_n for one in reaches],
        N_("Diukur di lokus"): whole_numbers(one.lokus.base_n for one in reaches),
        N_("Diukur di lokus (%)"): floats("base_pct"),
        N_("Stunting di lokus"): whole_numbers(one.lokus.hits_n for one in reaches),
        N_("Stunting kabupaten"): whole_numbers(one.whole.hits_n for one in reaches),
        N_("Terjangkau (%)"): floats("reached_pct"),
        N_("Terbaik"): whole_numbers(one.best_n for one in reaches),
        N_("Terbaik (%)"): floats("best_pct"),
        N_("Terhadap terbaik (%)"): floats("of_best_pct"),
    }
    gaps = [one.gap for one in reaches]
    for label, sides in (
        ("lokus", [one.lokus for one in reaches]),
        (_("bukan lokus"), [one.others for one in reaches]),
    ):
        columns |= {
            _("Prevalensi {label} (%)", label=label): pd.Series([side.value_pct for side in sides], dtype=float),
            _("Interval bawah {label} (%)", label=label): pd.Series([side.low_pct for side in sides], dtype=float),
            _("Interval atas {label} (%)", label=label): pd.Series([side.high_pct for side in sides], dtype=float),
            f"n {label}": whole_numbers(side.base_n for side in sides),
            _("Cakupan {label} (%)", label=label): pd.Series([side.coverage_pct for side in sides], dtype=float),
        }
    for number, label in enumerate((_("Selisih"), _("Selang bawah selisih"), _("Selang atas selisih"))):
        columns[f"{label} (poin persen)"] = pd.Series([one[number] for one in gaps], dtype=float)
    return pd.DataFrame(columns | {N_("Keterangan"): [_remark(one) for one in reaches]})


def _remark(reach: Reach) -> str:
    if reach.problem:
        return reach.problem
    if reach.whole.hits_n is None or reach.lokus.hits_n is None:
        return _("Jangkauan disembunyikan untuk melindungi 1–4 balita.")
    return (
        _("Terbaik: sedikitnya, {hidden_desa_n} desa disembunyikan.", hidden_desa_n=reach.hidden_desa_n)
        if reach.is_best_at_least
        else ""
    )
