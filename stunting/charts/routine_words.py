"""What the routine trend says in words: the same season a year ago, notes, alternative text and the table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme, time_axis
from stunting.charts.routine_marks import Aim, Point, lettered
from stunting.charts.trend import target_notes
from stunting.classes import AreaState
from stunting.frames import whole_numbers
from stunting.indicators import Indicator
from stunting.languages import N_, Words, _
from stunting.routine.periods import PeriodKind

SEASON_WORDS = Words(
    {
        PeriodKind.MONTH: "bulan yang sama tahun lalu",
        PeriodKind.WINDOW: "Bulan Timbang yang sama tahun lalu",
        PeriodKind.YEAR: "tahun sebelumnya",
    }
)
# The same on the drawing, where a telephone has room for some 45 characters.
SEASON_SHORT = Words(
    {
        PeriodKind.MONTH: "Bulan yang sama tahun lalu",
        PeriodKind.WINDOW: "Tahun lalu",
        PeriodKind.YEAR: "Tahun sebelumnya",
    }
)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Newest complete period minus the same period a year before, in percentage points, with its 95 % interval."""

    points: float
    low_points: float
    high_points: float

    @property
    def is_even(self) -> bool:
        return self.low_points <= 0 <= self.high_points

    @property
    def verdict(self) -> str:
        return _("setara") if self.is_even else (_("naik") if self.points > 0 else _("turun"))

    @property
    def span(self) -> str:
        return _(
            "{low_points} sampai {high_points}",
            low_points=formats.signed(self.low_points),
            high_points=formats.signed(self.high_points),
        )

    @property
    def sentence(self) -> str:
        return _(
            "{verdict}, selisih {points} ({span})",
            verdict=self.verdict,
            points=formats.points(self.points),
            span=self.span,
        )


def newcombe(before: Point, after: Point) -> Difference:
    """Interval of a difference from the intervals of both rates (Newcombe 1998, method 10)."""
    points = after.value_pct - before.value_pct
    return Difference(
        points=points,
        low_points=points - math.hypot(after.value_pct - after.ci_low_pct, before.ci_high_pct - before.value_pct),
        high_points=points + math.hypot(after.ci_high_pct - after.value_pct, before.value_pct - before.ci_low_pct),
    )


def season_note(
    kind: PeriodKind, year_ago: Point, newest: Point, step: Difference, *, has_number: bool
) -> dict[str, Any]:
    """Above the drawing: what the ring is and what the newest figure is compared with it; two lines for a telephone.

    has_number: the drawing itself has the newest complete figure in words
    """
    value = "" if has_number else f" {formats.percent(newest.value_pct)}"
    return {
        "xref": "paper",
        "x": 0,
        "xshift": -30,
        "yref": "paper",
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "text": _(
            "<span style='color:{accent}'>◯</span> {season_short} ({period}): "
            "{value_pct}<br>{period2}{value}: <b>{verdict}</b>, {points} ({span}) poin persen",
            accent=theme.ACCENT,
            season_short=SEASON_SHORT[kind],
            period=year_ago.period.short,
            value_pct=formats.percent(year_ago.value_pct),
            period2=newest.period.short,
            value=value,
            verdict=step.verdict,
            points=formats.signed(step.points),
            span=step.span,
        ),
        "showarrow": False,
        "font": {"size": 12, "color": theme.INK},
    }


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def notes(
    rows: Sequence[Point],
    shown: Sequence[Point],
    breaks: Sequence[Point],
    aims: Sequence[Aim],
    targets: pd.DataFrame | None,
) -> tuple[str, ...]:
    notes = [f"{letter}. {row.period.label}: {row.break_before}" for letter, row in lettered(breaks)]
    unfinished = [row.period.label for row in shown if row.is_incomplete]
    if unfinished:
        notes.append(
            _(
                "Belum lengkap, angka sementara (berongga, garis titik-titik): {unfinished}.",
                unfinished=", ".join(unfinished),
            )
        )
    low = [row.period.short for row in shown if row.is_low]
    if low:
        notes.append(
            _("Cakupan di bawah 80% (berongga): {low}. Angka belum mewakili seluruh balita.", low=_listed(low))
        )
    missing = time_axis.missing_months([row.period for row in rows])
    if missing:
        notes.append(_("Tidak ada data: {missing}.", missing=_listed(missing)))
    for state in dict.fromkeys(_state(row) for row in rows if not row.has_rate):
        empty = [row.period.short for row in rows if not row.has_rate and _state(row) == state]
        notes.append(f"{_capital(state)}: {_listed(empty)}.")
    if aims and targets is not None:
        drawn = {(aim.basis, aim.year) for aim in aims}
        keys = zip(targets["basis"].tolist(), targets["year"].tolist(), strict=True)
        notes += target_notes(targets[[key in drawn for key in keys]])
        notes.append(_("Target ditetapkan untuk angka survei; pencatatan rutin memakai cara ukur lain."))
    return tuple(notes)


def _state(row: Point) -> str:
    return AreaState(row.state).label if row.state and row.state != AreaState.VALUE else AreaState.NO_DATA.label


def _listed(names: Sequence[str]) -> str:
    """At most six names; the others are counted, for the table holds them."""
    rest = len(names) - 6
    return (
        ", ".join(names)
        if rest <= 1
        else _("{names}, dan {rest} lainnya di tabel", names=", ".join(names[:6]), rest=rest)
    )


def spoken(
    shown: Sequence[Point],
    newest: Point,
    indicator: Indicator,
    area_name: str,
    kind: PeriodKind,
    year_ago: Point | None,
    step: Difference | None,
) -> str:
    first, last = shown[0], shown[-1]
    lowest, highest = (pick(shown, key=lambda row: row.value_pct) for pick in (min, max))
    parts = [
        _(
            "Grafik tren rutin {indicator} {area_name}, {shown_n} periode",
            indicator=indicator.label.lower(),
            area_name=area_name,
            shown_n=len(shown),
        ),
        f"{first.period.label} {formats.percent(first.value_pct)}",
        f"{last.period.label} {formats.percent(last.value_pct)}"
        f" ({formats.interval(last.ci_low_pct, last.ci_high_pct)})"
        + (_(", belum lengkap") if last.is_incomplete else ""),
        _("terendah {period} {value_pct}", period=lowest.period.label, value_pct=formats.percent(lowest.value_pct)),
        _("tertinggi {period} {value_pct}", period=highest.period.label, value_pct=formats.percent(highest.value_pct)),
    ]
    if last.has_coverage:
        parts.append(_("cakupan terakhir {coverage_pct}", coverage_pct=formats.percent(last.coverage_pct)))
    if year_ago is not None and step is not None:
        parts.append(
            _(
                "{period} dibanding {season_words} {sentence}",
                period=newest.period.label,
                season_words=SEASON_WORDS[kind],
                sentence=step.sentence,
            )
        )
    parts += [_("garis diputus sebelum {period}", period=row.period.label) for row in shown if row.break_before]
    return "; ".join(parts) + "."


def table(rows: Sequence[Point], indicator: Indicator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            N_("Periode"): [row.period.label for row in rows],
            f"{indicator.short} (%)": pd.Series([row.value_pct for row in rows], dtype=float),
            N_("Interval bawah (%)"): pd.Series([row.ci_low_pct for row in rows], dtype=float),
            N_("Interval atas (%)"): pd.Series([row.ci_high_pct for row in rows], dtype=float),
            _capital(indicator.counted): whole_numbers(row.numerator_n for row in rows),
            _capital(indicator.base): whole_numbers(row.denominator_n for row in rows),
            N_("Sasaran"): whole_numbers(row.target_n for row in rows),
            N_("Cakupan (%)"): pd.Series([row.coverage_pct for row in rows], dtype=float),
            N_("Keterangan"): ["; ".join(_remarks(row)) for row in rows],
        }
    )


def _remarks(row: Point) -> list[str]:
    said = [_("garis diputus: {break_before}", break_before=row.break_before)] if row.break_before else []
    said += [_("belum lengkap")] if row.is_incomplete else []
    said += [_("cakupan di bawah 80%")] if row.is_low else []
    return said + ([_state(row)] if not row.has_rate else [])
