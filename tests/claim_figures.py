"""Figures that claims are checked against: a kabupaten with surveys, weighing windows, and what offices published.

The surveys are those of Kab. Pasuruan with invented intervals; the weighing windows are invented around published ones.
"""

from __future__ import annotations

import datetime as dt

from stunting.measures import Estimate
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import Period, PeriodKind

MONTHS = {2: "Februari", 8: "Agustus"}


def window(year: int, month: int = 8) -> Period:
    return Period(
        start=dt.date(year, month, 1),
        end=dt.date(year, month, 28),
        kind=PeriodKind.WINDOW,
        key=f"{year}-{month:02d}",
        label=f"Bulan Timbang {MONTHS[month]} {year}",
        short=f"BT {month}/{year}",
    )


def whole_year(year: int) -> Period:
    return Period(
        start=dt.date(year, 1, 1),
        end=dt.date(year, 12, 31),
        kind=PeriodKind.YEAR,
        key=str(year),
        label=f"tahun {year}",
        short=str(year),
    )


def survey(name: str, year: int, value: float, margin: float | None = None, area: str = "3514") -> Estimate:
    low, high = (None, None) if margin is None else (value - margin, value + margin)
    return Estimate(area_code=area, survey=name, year=year, value_pct=value, ci_low_pct=low, ci_high_pct=high)


def routine(year: int, hits: int, n: int, target: int, month: int = 8, **more: str) -> RoutineFigure:
    return RoutineFigure(
        area_code="3514",
        period=window(year, month),
        hits_n=hits,
        base_n=n,
        covered_n=n,
        target_n=target,
        **more,  # type: ignore[arg-type]
    )


FIGURES = (
    survey("ssgi", 2021, 21.5, 2.0),
    survey("ssgi", 2022, 20.5, 2.0),
    survey("ski", 2023, 27.9, 2.9),
    survey("ssgi", 2024, 26.1, 2.5),
    survey("riskesdas", 2013, 37.0),
    survey("riskesdas", 2018, 33.0),
    # Percent: 22,5 of the weighed; 21,4; 18,1; 15,5; 13,0; 11,4; 10,2. Coverage: 70; 43; 74; 88; 93; 95; 96.
    routine(2019, 18_678, 82_963, 118_492, base="balita ditimbang"),
    routine(2020, 10_860, 50_746, 118_492),
    routine(2021, 15_204, 84_000, 113_000),
    routine(2022, 15_500, 100_000, 113_000),
    routine(2023, 13_650, 105_000, 113_000),
    routine(2024, 12_198, 107_000, 113_000),
    routine(2025, 10_962, 106_430, 113_000, month=2),
    routine(2025, 11_016, 108_000, 113_000),
    PublishedRate(area_code="3514", period=whole_year(2022), value_pct=10.8),
    PublishedRate(area_code="3514", period=window(2025, 2), value_pct=4.17),
)
NATIONAL = tuple(
    Estimate(area_code="00", survey=name, year=year, value_pct=value)
    for name, year, value in (
        ("riskesdas", 2013, 37.2),
        ("riskesdas", 2018, 30.8),
        ("ssgi", 2021, 24.4),
        ("ssgi", 2022, 21.6),
        ("ski", 2023, 21.5),
        ("ssgi", 2024, 19.8),
    )
)
