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
from stunting.routine.periods import PeriodKind

SEASON_WORDS = {
    PeriodKind.MONTH: "bulan yang sama tahun lalu",
    PeriodKind.WINDOW: "Bulan Timbang yang sama tahun lalu",
    PeriodKind.YEAR: "tahun sebelumnya",
}
# The same on the drawing, where a telephone has room for some 45 characters.
SEASON_SHORT = {
    PeriodKind.MONTH: "Bulan yang sama tahun lalu",
    PeriodKind.WINDOW: "Tahun lalu",
    PeriodKind.YEAR: "Tahun sebelumnya",
}


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
        return "setara" if self.is_even else ("naik" if self.points > 0 else "turun")

    @property
    def span(self) -> str:
        return f"{formats.signed(self.low_points)} sampai {formats.signed(self.high_points)}"

    @property
    def sentence(self) -> str:
        return f"{self.verdict}, selisih {formats.points(self.points)} ({self.span})"


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
        "text": f"<span style='color:{theme.ACCENT}'>◯</span> {SEASON_SHORT[kind]} "
        f"({year_ago.period.short}): {formats.percent(year_ago.value_pct)}<br>"
        f"{newest.period.short}{value}: <b>{step.verdict}</b>, "
        f"{formats.signed(step.points)} ({step.span}) poin persen",
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
        notes.append(f"Belum lengkap, angka sementara (berongga, garis titik-titik): {', '.join(unfinished)}.")
    low = [row.period.short for row in shown if row.is_low]
    if low:
        notes.append(f"Cakupan di bawah 80% (berongga): {_listed(low)}. Angka belum mewakili seluruh balita.")
    missing = time_axis.missing_months([row.period for row in rows])
    if missing:
        notes.append(f"Tidak ada data: {_listed(missing)}.")
    for state in dict.fromkeys(_state(row) for row in rows if not row.has_rate):
        empty = [row.period.short for row in rows if not row.has_rate and _state(row) == state]
        notes.append(f"{_capital(state)}: {_listed(empty)}.")
    if aims and targets is not None:
        drawn = {(aim.basis, aim.year) for aim in aims}
        keys = zip(targets["basis"].tolist(), targets["year"].tolist(), strict=True)
        notes += target_notes(targets[[key in drawn for key in keys]])
        notes.append("Target ditetapkan untuk angka survei; pencatatan rutin memakai cara ukur lain.")
    return tuple(notes)


def _state(row: Point) -> str:
    return AreaState(row.state).label if row.state and row.state != AreaState.VALUE else AreaState.NO_DATA.label


def _listed(names: Sequence[str]) -> str:
    """At most six names; the others are counted, for the table holds them."""
    rest = len(names) - 6
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:6])}, dan {rest} lainnya di tabel"


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
        f"Grafik tren rutin {indicator.label.lower()} {area_name}, {len(shown)} periode",
        f"{first.period.label} {formats.percent(first.value_pct)}",
        f"{last.period.label} {formats.percent(last.value_pct)}"
        f" ({formats.interval(last.ci_low_pct, last.ci_high_pct)})" + (", belum lengkap" if last.is_incomplete else ""),
        f"terendah {lowest.period.label} {formats.percent(lowest.value_pct)}",
        f"tertinggi {highest.period.label} {formats.percent(highest.value_pct)}",
    ]
    if last.has_coverage:
        parts.append(f"cakupan terakhir {formats.percent(last.coverage_pct)}")
    if year_ago is not None and step is not None:
        parts.append(f"{newest.period.label} dibanding {SEASON_WORDS[kind]} {step.sentence}")
    parts += [f"garis diputus sebelum {row.period.label}" for row in shown if row.break_before]
    return "; ".join(parts) + "."


def table(rows: Sequence[Point], indicator: Indicator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Periode": [row.period.label for row in rows],
            f"{indicator.short} (%)": pd.Series([row.value_pct for row in rows], dtype=float),
            "Interval bawah (%)": pd.Series([row.ci_low_pct for row in rows], dtype=float),
            "Interval atas (%)": pd.Series([row.ci_high_pct for row in rows], dtype=float),
            _capital(indicator.counted): whole_numbers(row.numerator_n for row in rows),
            _capital(indicator.base): whole_numbers(row.denominator_n for row in rows),
            "Sasaran": whole_numbers(row.target_n for row in rows),
            "Cakupan (%)": pd.Series([row.coverage_pct for row in rows], dtype=float),
            "Keterangan": ["; ".join(_remarks(row)) for row in rows],
        }
    )


def _remarks(row: Point) -> list[str]:
    said = [f"garis diputus: {row.break_before}"] if row.break_before else []
    said += ["belum lengkap"] if row.is_incomplete else []
    said += ["cakupan di bawah 80%"] if row.is_low else []
    return said + ([_state(row)] if not row.has_rate else [])
