"""The years of a fan chart, and what it says in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.indicators import Indicator
from stunting.languages import N_, _


@dataclass(frozen=True, kw_only=True)
class PastYear:
    """A figure that was measured, in percent; limits are None where none were published."""

    year: int
    value_pct: float
    low_pct: float | None = None
    high_pct: float | None = None


@dataclass(frozen=True, kw_only=True)
class YearAhead:
    """What is expected of one year, in percent, with the chance (0-1) to be at or below its target."""

    year: int
    median_pct: float
    low80_pct: float
    high80_pct: float
    low95_pct: float
    high95_pct: float
    target_pct: float | None = None
    probability: float | None = None


def chance(probability: float) -> str:
    """0.124 -> "12%"; never "0%" or "100%", for a forecast is not certain."""
    percent = 100 * probability
    if percent < 1:
        return "<1%"
    return ">99%" if percent > 99 else formats.percent(percent, decimals=0)


def spoken(past: Sequence[PastYear], ahead: Sequence[YearAhead], indicator: Indicator, area_name: str) -> str:
    measured = "; ".join(f"{one.year} {formats.percent(one.value_pct)}" for one in past)
    expected = "; ".join(
        _(
            "{year} sekitar {median_pct} (80%: {low80_pct})",
            year=one.year,
            median_pct=formats.percent(one.median_pct),
            low80_pct=formats.interval(one.low80_pct, one.high80_pct),
        )
        + ("" if one.target_pct is None else _(", target {target_pct}", target_pct=formats.percent(one.target_pct)))
        + ("" if one.probability is None else _(", peluang {probability}", probability=chance(one.probability)))
        for one in ahead
    )
    return _(
        "Grafik kipas {indicator} {area_name}. Diukur: {measured}. Perkiraan: {expected}.",
        indicator=indicator.label.lower(),
        area_name=area_name,
        measured=measured,
        expected=expected,
    )


def table(past: Sequence[PastYear], ahead: Sequence[YearAhead]) -> pd.DataFrame:
    empty = [None] * len(past)

    def column(before: Sequence[float | None], after: Sequence[float | None]) -> pd.Series:
        return pd.Series([*before, *after], dtype=float)

    return pd.DataFrame(
        {
            N_("Tahun"): [*(one.year for one in past), *(one.year for one in ahead)],
            N_("Jenis"): [_("diukur")] * len(past) + [_("perkiraan")] * len(ahead),
            N_("Nilai (%)"): column([o.value_pct for o in past], [o.median_pct for o in ahead]),
            N_("Batas bawah 80% (%)"): column(empty, [o.low80_pct for o in ahead]),
            N_("Batas atas 80% (%)"): column(empty, [o.high80_pct for o in ahead]),
            N_("Batas bawah 95% (%)"): column([o.low_pct for o in past], [o.low95_pct for o in ahead]),
            N_("Batas atas 95% (%)"): column([o.high_pct for o in past], [o.high95_pct for o in ahead]),
            N_("Target (%)"): column(empty, [o.target_pct for o in ahead]),
            N_("Peluang di bawah target (%)"): column(
                empty, [None if o.probability is None else 100 * o.probability for o in ahead]
            ),
        }
    )
