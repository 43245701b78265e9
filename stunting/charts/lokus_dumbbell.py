"""Sebelum dan sesudah: lokus and other desa of each list, last season before its year and the newest one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.lokus_marks import COLOURS, FILLS, SHORT, SYMBOLS
from stunting.charts.picture import Picture, composed
from stunting.errors import NoDataError
from stunting.frames import whole_numbers
from stunting.indicators import Indicator
from stunting.languages import N_, _
from stunting.lokus.comparison_words import NO_EFFECT, SIDE_WORDS, change_words, series_source
from stunting.lokus.over_time import BeforeAfter, Step
from stunting.lokus.reach import Side
from stunting.proportions import SAME_CHILDREN

# A heading and two sides per list, in rows of the same height.
ROW_PX, ROWS = 40, 3


def lokus_dumbbell(changes: Sequence[BeforeAfter], *, indicator: Indicator, is_sample: bool = False) -> Picture:
    """Two dumbbells per list: hollow before, filled after, the change in poin persen and its verdict at the right.

    A list without both periods is named in the notes.

    Raises:
        NoDataError: no list has a rate in both periods.
    """
    shown = [one for one in changes if any(step.is_known for step in one.steps)]
    if not shown:
        raise NoDataError(_("Belum ada daftar lokus dengan angka sebelum dan sesudah. Pilih daftar atau periode lain."))
    rows = [(one, step, _place(number, at, len(shown))) for number, one in enumerate(shown) for at, step in _sides(one)]
    sides = [side for _ignored, step, _ignored2 in rows for side in (step.before, step.after) if side.has_rate]
    # A number left of a mark needs room beside the names.
    top, lowest = max(side.high_pct for side in sides), min(side.value_pct for side in sides)
    ticks = {"tickvals": [y for *_ignored3, y in rows], "range": [-0.6, ROWS * len(shown) - 0.3], "showgrid": False}
    figure = composed(
        height=44 + ROW_PX * ROWS * len(shown),
        is_sample=is_sample,
        traces=[
            *(trace for _ignored4, step, y in rows for trace in _marks(step, y, indicator)),
            _right_side(rows[0][2]),
        ],
        layout={
            "xaxis": {
                "range": [-0.14 * top if lowest < 0.3 * top else 0, top * 1.22],
                "ticksuffix": "%",
                "showgrid": True,
                "tickangle": 0,
                "dtick": next(step for step in (2, 5, 10, 20) if top / step <= 5 or step == 20),
            },
            "yaxis": {
                **ticks,
                "ticktext": [SHORT[step.side].replace(" ", "<br>") for _ignored5, step, _ignored6 in rows],
                "tickfont": {"color": theme.INK, "size": 13},
            },
            "yaxis2": {
                **ticks,
                "ticktext": [_right_label(step) for _ignored7, step, _ignored8 in rows],
                "overlaying": "y",
                "side": "right",
                "tickfont": {"color": theme.INK, "size": 13},
            },
            "margin": {"t": 4, "r": 62, "b": 30},
            "annotations": [_heading(one, ROWS * (len(shown) - number) - 1) for number, one in enumerate(shown)],
            "meta": {"paper_height": 1.3},
        },
    )
    return Picture(
        figure=figure,
        title=_("{indicator} sebelum dan sesudah, lokus dan bukan lokus", indicator=indicator.label),
        subtitle=_(
            "Persen dari {base}. Berongga: sebelum tahun lokus; penuh: terbaru; pita: interval "
            "95%. Kanan: perubahan dalam poin persen.",
            base=indicator.base,
        ),
        source=series_source(shown),
        alt=_("Grafik sebelum dan sesudah: ")
        + "; ".join(_spoken(one) for one in shown)
        + f". {_('Bukan dampak lokus.')}",
        table=dumbbell_table(changes, indicator),
        is_sample=is_sample,
        notes=(*_notes(changes, shown), _(SAME_CHILDREN), _(NO_EFFECT)),
    )


def _sides(one: BeforeAfter) -> list[tuple[int, Step]]:
    return list(enumerate(one.steps))


def _place(number: int, at: int, count: int) -> int:
    """The row of one side, the heading of its list above it; the first list on top."""
    return ROWS * (count - number) - 2 - at


def _marks(step: Step, y: int, indicator: Indicator) -> list[dict[str, Any]]:
    colour = COLOURS[step.side]
    pair = [side for side in (step.before, step.after) if side.has_rate]
    marks: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "name": "interval 95%",
            "x": [x for side in pair for x in (side.low_pct, side.high_pct, None)][:-1],
            "y": [y, y, None, y, y][: 3 * len(pair) - 1],
            "mode": "lines",
            "line": {"color": FILLS[step.side], "width": 9},
            "hoverinfo": "skip",
        }
    ]
    if len(pair) == 2:
        marks.append(
            {
                "type": "scatter",
                "name": "perubahan",
                "x": [pair[0].value_pct, pair[1].value_pct],
                "y": [y, y],
                "mode": "lines",
                "line": {"color": colour, "width": 2.5},
                "hoverinfo": "skip",
            }
        )
    return [*marks, *(_point(step, is_after=is_after, y=y, indicator=indicator) for is_after in (False, True))]


def _point(step: Step, *, is_after: bool, y: int, indicator: Indicator) -> dict[str, Any]:
    side, other = (step.after, step.before) if is_after else (step.before, step.after)
    symbol, colour = SYMBOLS[step.side], COLOURS[step.side]
    shown = [side] if side.has_rate else []
    # Away from the other mark, so that no number lies between the two.
    is_left = other.has_rate and (side.value_pct, is_after) < (other.value_pct, not is_after)
    when = _("terbaru") if is_after else _("sebelum")
    return {
        "type": "scatter",
        "name": f"{when} {SHORT[step.side]}",
        "x": [one.value_pct for one in shown],
        "y": [y] * len(shown),
        "mode": "markers+text",
        "marker": {
            "symbol": symbol if is_after else f"{symbol}-open",
            "size": 13,
            "color": colour,
            "line": {"color": colour, "width": 2.5},
        },
        "text": [formats.percent(one.value_pct) for one in shown],
        "textposition": f"middle {'left' if is_left else 'right'}",
        "textfont": {"size": 13, "color": theme.INK},
        "cliponaxis": False,
        "customdata": [f"<b>{SIDE_WORDS[step.side]}, {when}</b><br>{_numbers(one, indicator)}" for one in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _numbers(side: Side, indicator: Indicator) -> str:
    coverage = (
        ""
        if math.isnan(side.coverage_pct)
        else _("<br>cakupan {coverage_pct}", coverage_pct=formats.percent(side.coverage_pct))
    )
    return _(
        "{value_pct} ({low_pct})<br>{hits_n} dari {base_n} {base}{coverage}",
        value_pct=formats.percent(side.value_pct),
        low_pct=formats.interval(side.low_pct, side.high_pct),
        hits_n=formats.number(side.hits_n),
        base_n=formats.number(side.base_n),
        base=indicator.base,
        coverage=coverage,
    )


def _right_side(y: int) -> dict[str, Any]:
    """Nothing to see: without a mark the library leaves out the axis that carries the changes."""
    return {
        "type": "scatter",
        "name": _("sumbu kanan"),
        "x": [0],
        "y": [y],
        "yaxis": "y2",
        "mode": "markers",
        "marker": {"symbol": "circle", "opacity": 0},
        "hoverinfo": "skip",
    }


def _right_label(step: Step) -> str:
    return f"<b>{formats.signed(step.points)}</b><br>{step.verdict}" if step.is_known else "–"


def _heading(one: BeforeAfter, y: int) -> dict[str, Any]:
    assert one.before is not None
    assert one.after is not None
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": y - 0.1,
        "align": "left",
        "text": _(
            "<b>{kabupaten_name}</b>, lokus {lokus_year}<br>{before} → {after}",
            kabupaten_name=one.kabupaten_name,
            lokus_year=one.decided.lokus_year,
            before=one.before.short,
            after=one.after.short,
        ),
        "showarrow": False,
        "font": {"size": 13, "color": theme.INK},
    }


def _spoken(one: BeforeAfter) -> str:
    parts = [
        _(
            "{side} {value_pct} lalu {value_pct2}, {step}",
            side=SHORT[step.side],
            value_pct=formats.percent(step.before.value_pct),
            value_pct2=formats.percent(step.after.value_pct),
            step=change_words(step),
        )
        for step in one.steps
        if step.is_known
    ]
    return _(
        "{kabupaten_name} lokus {lokus_year}, {parts}",
        kabupaten_name=one.kabupaten_name,
        lokus_year=one.decided.lokus_year,
        parts="; ".join(parts),
    )


def _notes(changes: Sequence[BeforeAfter], shown: Sequence[BeforeAfter]) -> list[str]:
    notes = []
    for one in changes:
        name = _(
            "{kabupaten_name}, lokus {lokus_year}", kabupaten_name=one.kabupaten_name, lokus_year=one.decided.lokus_year
        )
        if one not in shown:
            notes.append(f"{name}: {one.problem or _('angka sebelum atau sesudahnya tidak dapat ditampilkan.')}")
        low = [SIDE_WORDS[step.side] for step in one.steps if step.before.is_low or step.after.is_low]
        if low:
            notes.append(
                _("{name}: cakupan di bawah 80% pada salah satu periode di {low}.", name=name, low=_(" dan ").join(low))
            )
    return notes


def dumbbell_table(changes: Sequence[BeforeAfter], indicator: Indicator) -> pd.DataFrame:
    """One row per list and side; a list without both periods has its reason."""
    empty = [None]
    rows = [(one, step) for one in changes for step in (one.steps or empty)]
    columns: dict[str, Any] = {
        "Kabupaten/kota": [one.kabupaten_name for one, _ignored9 in rows],
        N_("Tahun lokus"): [one.decided.lokus_year for one, _ignored10 in rows],
        N_("Kelompok"): [SHORT[step.side] if step else "" for _ignored11, step in rows],
    }
    for label, name in ((_("sebelum"), "before"), (_("sesudah"), "after")):
        periods = [getattr(one, name) for one, _ignored12 in rows]
        sides = [getattr(step, name) if step else Side() for _ignored13, step in rows]
        columns |= {
            _("Periode {label}", label=label): [period.label if period else "" for period in periods],
            f"{indicator.short} {label} (%)": pd.Series([side.value_pct for side in sides], dtype=float),
            _("Interval bawah {label} (%)", label=label): pd.Series([side.low_pct for side in sides], dtype=float),
            _("Interval atas {label} (%)", label=label): pd.Series([side.high_pct for side in sides], dtype=float),
            f"n {label}": whole_numbers(side.base_n for side in sides),
            _("Cakupan {label} (%)", label=label): pd.Series([side.coverage_pct for side in sides], dtype=float),
        }
    for label, name in (
        (_("Perubahan"), "points"),
        (_("Selang bawah perubahan"), "low_points"),
        (_("Selang atas perubahan"), "high_points"),
    ):
        values = [getattr(step, name) if step else math.nan for _ignored14, step in rows]
        columns[_("{label} (poin persen)", label=label)] = pd.Series(values, dtype=float)
    return pd.DataFrame(
        columns | {N_("Pernyataan"): [f"{step.verdict}" if step else one.problem for one, step in rows]}
    )
