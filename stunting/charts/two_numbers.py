"""Dua angka: what the survey says, what the routine data say, and what those who were not measured leave open."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import whole_numbers
from stunting.languages import N_, _

ROW_PX, USUAL_TOP_PCT = 64, 60
SURVEY, ROUTINE, OPEN = theme.ACCENT, theme.PREVALENCE[3], theme.MUTED
CAUTION = N_("Angka survei dan pencatatan rutin memakai cara ukur berbeda dan tidak untuk dibandingkan langsung.")


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One line of the figure: a point, an interval, or both; None where there is none."""

    heading: str
    text: str
    colour: str
    symbol: str
    value: float | None
    low: float | None
    high: float | None
    n: float | None = None
    is_bracket: bool = False

    @property
    def right(self) -> float:
        return max(x for x in (self.value, self.high, 0.0) if x is not None)


def two_numbers(
    *,
    area_name: str,
    survey_label: str,
    survey_pct: float | None,
    survey_low_pct: float | None = None,
    survey_high_pct: float | None = None,
    survey_n: int | None = None,
    routine_label: str,
    routine_pct: float,
    routine_low_pct: float | None,
    routine_high_pct: float | None,
    routine_n: int | None,
    coverage_pct: float | None = None,
    bound_low_pct: float | None = None,
    bound_high_pct: float | None = None,
    implied_unmeasured_pct: float | None = None,
    source: str,
    is_sample: bool = False,
) -> Picture:
    """Survey and routine prevalence of one area on one scale, in percent 0-100; no line ever joins the two.

    survey_label, routine_label: "SSGI 2024", "Bulan Timbang Agustus 2025"; survey_pct None: no survey of this area
    bound_low_pct, bound_high_pct: the prevalence of all listed children if none, or all, of those not measured were
        stunted: [c m, c m + 1 - c]; None where the target group is unknown
    implied_unmeasured_pct: the prevalence among those not measured that would make the two numbers equal; below 0 or
        above 100 it is impossible, and said instead of drawn
    """
    rows = [
        *([] if survey_pct is None else [_survey(survey_label, survey_pct, survey_low_pct, survey_high_pct, survey_n)]),
        _Row(
            heading=_("<b>Pencatatan rutin</b>, {routine_label}", routine_label=routine_label),
            text=f"<b>{formats.percent(routine_pct)}</b> ({formats.interval(routine_low_pct, routine_high_pct)})",
            colour=ROUTINE,
            symbol="circle",
            value=routine_pct,
            low=routine_low_pct,
            high=routine_high_pct,
            n=routine_n,
        ),
        *_all_listed(bound_low_pct, bound_high_pct),
        *_unmeasured(implied_unmeasured_pct),
    ]
    top = min(100.0, max(USUAL_TOP_PCT, *(math.ceil(row.right / 10) * 10 for row in rows)))
    last = len(rows) - 1
    drop = [] if survey_pct is None or len(rows) < 3 else [_drop_line(survey_pct, last)]
    figure = composed(
        height=54 + ROW_PX * len(rows),
        is_sample=is_sample,
        traces=[trace for number, row in enumerate(rows) for trace in _marks(row, last - number)],
        layout={
            "xaxis": {"range": [0, top], "ticksuffix": "%", "showgrid": True, "dtick": 10 if top <= 60 else 20},
            "yaxis": {"range": [-0.45, last + 0.75], "showticklabels": False, "showgrid": False},
            "margin": {"l": 16, "r": 24, "t": 4, "b": 30},
            "annotations": [note for number, row in enumerate(rows) for note in _words(row, last - number, top=top)],
            "shapes": drop,
        },
    )
    spoken = "; ".join(f"{_plain(row.heading)} {_plain(row.text)}" for row in rows)
    said = (
        [_(CAUTION)]
        if survey_pct is not None
        else [_("Tidak ada angka {survey_label} untuk {area_name}.", survey_label=survey_label, area_name=area_name)]
    )
    if survey_pct is not None and (survey_low_pct is None or survey_high_pct is None):
        said.append(_("Interval {survey_label} tidak dipublikasikan.", survey_label=survey_label))
    if coverage_pct is not None:
        said.append(_("Cakupan pengukuran {coverage_pct} dari sasaran.", coverage_pct=formats.percent(coverage_pct)))
    return Picture(
        figure=figure,
        title=_("Dua angka prevalensi stunting, {area_name}", area_name=area_name),
        subtitle=_("Persen balita; garis mendatar: interval 95%. ")
        + (_("Kurung: batas untuk semua balita terdaftar.") if bound_low_pct is not None else ""),
        source=source,
        alt=_("Dua angka {area_name}: {spoken}.", area_name=area_name, spoken=spoken),
        table=_table(rows),
        is_sample=is_sample,
        notes=(*said, *_verdict(survey_label, survey_pct, bound_low_pct, bound_high_pct)),
    )


def _survey(label: str, value: float, low: float | None, high: float | None, n: int | None) -> _Row:
    span = "" if low is None or high is None else f" ({formats.interval(low, high)})"
    return _Row(
        heading=_("<b>Survei</b>, {label}", label=label),
        text=f"<b>{formats.percent(value)}</b>{span}",
        colour=SURVEY,
        symbol="diamond",
        value=value,
        low=low,
        high=high,
        n=n,
    )


def _all_listed(low: float | None, high: float | None) -> list[_Row]:
    if low is None or high is None:
        return []
    return [
        _Row(
            heading=_("<b>Semua balita terdaftar</b>:"),
            text=_("antara <b>{low}</b> dan <b>{high}</b>", low=formats.percent(low), high=formats.percent(high)),
            colour=ROUTINE,
            symbol="",
            value=None,
            low=low,
            high=high,
            is_bracket=True,
        )
    ]


def _unmeasured(implied: float | None) -> list[_Row]:
    if implied is None:
        return []
    is_possible = 0 <= implied <= 100
    bound = _("di atas 100%") if implied > 100 else _("di bawah 0%")
    return [
        _Row(
            heading=_("<b>Belum terukur</b>, agar kedua angka sama")
            if is_possible
            else _("<b>Belum terukur</b>, agar sama"),
            text=f"<b>{formats.percent(implied)}</b>" if is_possible else _("<b>mustahil</b>, {bound}", bound=bound),
            colour=OPEN,
            symbol="circle-open",
            value=implied if is_possible else None,
            low=None,
            high=None,
        )
    ]


def _marks(row: _Row, y: int) -> list[dict[str, Any]]:
    """Interval and point of one row; the bounds are a bracket with a pale filling."""
    marks: list[dict[str, Any]] = []
    if row.low is not None and row.high is not None:
        x: list[float | None] = [row.low, row.high]
        heights: list[float | None] = [y, y]
        if row.is_bracket:
            x = [row.low, row.low, None, row.low, row.high, None, row.high, row.high]
            heights = [y - 0.13, y + 0.13, None, y, y, None, y - 0.13, y + 0.13]
        marks.append(
            {
                "type": "scatter",
                "name": f"{_plain(row.heading)}: {_('batas') if row.is_bracket else _('interval')}",
                "x": x,
                "y": heights,
                "mode": "lines",
                "line": {"color": row.colour, "width": 2 if row.is_bracket else 5},
                "opacity": 1 if row.is_bracket else 0.45,
                "hoverinfo": "skip",
            }
        )
    if row.value is not None:
        marks.append(
            {
                "type": "scatter",
                "name": _plain(row.heading),
                "x": [row.value],
                "y": [y],
                "mode": "markers",
                "marker": {
                    "symbol": row.symbol,
                    "size": 15,
                    "color": row.colour,
                    "line": {"color": row.colour if row.symbol.endswith("open") else theme.PAPER, "width": 2},
                },
                "cliponaxis": False,
                "customdata": [f"{row.heading}<br>{row.text}"],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    return marks


def _words(row: _Row, y: int, *, top: float) -> list[dict[str, Any]]:
    """The heading above its row from the left edge, the number beside its mark where there is more room.

    Bounds may fill the whole width, and what is impossible has no mark: their words stay in the heading.
    """
    has_mark = row.value is not None
    heading = row.heading if has_mark else f"{row.heading.rstrip(':')}: {row.text}"
    words = {"showarrow": False, "bgcolor": "rgba(255,255,255,0.85)", "borderpad": 0}
    above = {
        **words,
        "x": 0,
        "y": y,
        "yshift": 22,
        "xanchor": "left",
        "xshift": -10,
        "text": heading,
        "font": {"size": 14, "color": theme.INK},
    }
    if not has_mark:
        return [above]
    left = min(x for x in (row.low, row.value) if x is not None)
    is_behind = top - row.right >= left
    beside = {
        **words,
        "x": row.right if is_behind else left,
        "y": y,
        "xanchor": "left" if is_behind else "right",
        "xshift": 12 if is_behind else -12,
        "text": row.text,
        "font": {"size": 15, "color": row.colour},
    }
    return [above, beside]


def _drop_line(x: float, last: int) -> dict[str, Any]:
    """From the survey's point down to the bounds, so that the eye sees whether it lies between them."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": last,
        "y1": last - 2,
        "line": {"color": SURVEY, "width": 1.2, "dash": "dot"},
        "layer": "below",
    }


def _verdict(survey_label: str, survey_pct: float | None, low: float | None, high: float | None) -> tuple[str, ...]:
    """Whether the children who were not measured can explain the difference at all."""
    if survey_pct is None or low is None or high is None:
        return ()
    span = _("{low} dan {high}", low=formats.percent(low), high=formats.percent(high))
    if low <= survey_pct <= high:
        return (
            _(
                "{survey_label} ({survey_pct}) berada di antara {span}: balita yang belum terukur"
                " dapat menjelaskan selisihnya, tetapi itu belum terbukti.",
                survey_label=survey_label,
                survey_pct=formats.percent(survey_pct),
                span=span,
            ),
        )
    return (
        _(
            "{survey_label} ({survey_pct}) berada di luar {span}: cakupan saja tidak dapat "
            "menjelaskan selisihnya; periksa cara ukur, daftar sasaran, dan waktu.",
            survey_label=survey_label,
            survey_pct=formats.percent(survey_pct),
            span=span,
        ),
    )


def _table(rows: list[_Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            N_("Angka"): [_plain(row.heading) for row in rows],
            N_("Nilai (%)"): pd.Series([row.value for row in rows], dtype=float),
            N_("Batas bawah (%)"): pd.Series([row.low for row in rows], dtype=float),
            N_("Batas atas (%)"): pd.Series([row.high for row in rows], dtype=float),
            "n": whole_numbers(row.n for row in rows),
            N_("Keterangan"): [_plain(row.text) for row in rows],
        }
    )


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")
