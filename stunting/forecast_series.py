"""The series of an area that may be held against a target, and the targets it may be held against.

A series holds points of one method: surveys of one design, or the Bulan Timbang of one calendar month.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats, projection
from stunting.charts.fan_words import PastYear
from stunting.charts.trend import Series, source_line
from stunting.classes import WHO_2018
from stunting.frames import records
from stunting.geography import COUNTRY, Area
from stunting.indicators import indicator
from stunting.languages import N_, Words, _
from stunting.measures import Estimate, runs
from stunting.projection import Projection
from stunting.routine.figures import RoutineFigure
from stunting.routine.periods import Period
from stunting.trend_line import FEWEST_POINTS, Borrowed, Point, borrow

AHEAD_YEARS = 6
ROUTINE, SURVEY = "rutin", "survei"
STUNTING = indicator("stunting")
GOAL_WORDS = Words(
    {
        True: "Target nasional dan sebagian target daerah diukur dengan survei, jadi tidak dipakai untuk deret rutin. "
        "Tambahkan target kabupaten beserta dasar hukumnya di bawah.",
        False: "Kabupaten ini belum punya target yang tercatat; yang dipakai target nasional atau batas kelas.",
    }
)
NO_SERIES = N_(
    "Belum ada deret dengan sedikitnya tiga titik dari satu cara ukur untuk wilayah ini; "
    "tanpa itu tidak ada proyeksi yang jujur. Pilih wilayah lain atau impor lebih banyak "
    "periode."
)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A prevalence to come below; year 0 where the reader chooses it. is_own: a target of the kabupaten itself."""

    value_pct: float
    year: int
    label: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class ForecastSeries:
    """One series of one method: its points, what neighbours lend it, and the newest figure.

    newest: with its counts, None for a survey; newest_label: the survey round or the period, as a sentence names it
    """

    name: str
    source: str
    area: Area
    points: tuple[Point, ...]
    past: tuple[PastYear, ...]
    borrowed: Borrowed | None
    newest: RoutineFigure | None
    newest_label: str
    is_sample: bool

    @property
    def is_routine(self) -> bool:
        return self.newest is not None

    @property
    def first_year_ahead(self) -> int:
        return int(max(point.at for point in self.points)) + 1


def season(frame: pd.DataFrame) -> pd.DataFrame | None:
    """The rows of the newest window's month in every year, at most one per year; None without any rate above 0.

    frame: `District.over_time` of the Bulan Timbang of an area
    """
    shown = frame[frame["value_pct"].notna() & (frame["hits_n"] > 0)]
    if shown.empty:
        return None
    months = [one.month for one in shown["period"]]
    same = shown[[month == months[-1] for month in months]]
    years = pd.Series([one.year for one in same["period"]], index=same.index)
    return same[~years.duplicated(keep="last")]


def routine_series(
    found: pd.DataFrame | None, *, area: Area, neighbours: Iterable[pd.DataFrame | None]
) -> ForecastSeries | None:
    """Bulan Timbang of one calendar month: August is followed by August. None with fewer than three years.

    found, neighbours: `season` of the area, and of the kecamatan of its kabupaten
    """
    if found is None or len(found) < FEWEST_POINTS:
        return None
    figures = _figures(found)
    months = {one.period.month for one in figures}
    lent = [
        projection.routine_points(_figures(one))
        for one in neighbours
        if one is not None and {period.month for period in one["period"]} == months
    ]
    return ForecastSeries(
        name=_("e-PPGBM, {rsplit}", rsplit=figures[-1].period.label.rsplit(" ", 1)[0]),
        source=_(
            "Sumber: pencatatan rutin (e-PPGBM), {period} sampai {period2}; yang terbaru n = "
            "{base_n}, cakupan {coverage_pct}.",
            period=figures[0].period.label,
            period2=figures[-1].period.label,
            base_n=formats.number(figures[-1].base_n),
            coverage_pct=formats.percent(figures[-1].coverage_pct),
        ),
        area=area,
        points=projection.routine_points(figures),
        past=tuple(
            PastYear(
                year=one.period.year, value_pct=one.value_pct, low_pct=one.interval_pct[0], high_pct=one.interval_pct[1]
            )
            for one in figures
        ),
        borrowed=borrow(lent),
        newest=figures[-1],
        newest_label=figures[-1].period.label,
        is_sample=bool(found["is_sample"].any()),
    )


def survey_runs(estimates: Sequence[Estimate]) -> dict[str, list[Estimate]]:
    """The stretches of one design with at least three years, under the keys of the link."""
    return {
        f"{SURVEY}-{run[0].survey}": run
        for run in runs([one for one in estimates if not one.is_former_area])
        if len({one.year for one in run}) >= FEWEST_POINTS and all(one.value_pct > 0 for one in run)
    }


def survey_series(run: Sequence[Estimate], *, area: Area, borrowed: Borrowed | None, is_sample: bool) -> ForecastSeries:
    """One of `survey_runs` as a series. borrowed: `lent_by_kabupaten` for a kabupaten, else None"""
    return ForecastSeries(
        name=_("Survei {rsplit}", rsplit=run[0].round_label.rsplit(" ", 1)[0]),
        source=source_line(Series(name=area.official_name, estimates=run)),
        area=area,
        points=projection.survey_points(run),
        past=tuple(
            PastYear(year=one.year, value_pct=one.value_pct, low_pct=one.ci_low_pct, high_pct=one.ci_high_pct)
            for one in run
        ),
        borrowed=borrowed,
        newest=None,
        newest_label=run[-1].round_label,
        is_sample=is_sample,
    )


def lent_by_kabupaten(estimates: pd.DataFrame, *, survey: str) -> Borrowed | None:
    """How far kabupaten stray from their own lines in one survey. estimates: `estimates_of_areas` of all of them"""
    same = estimates[
        (estimates["survey"] == survey)
        & (estimates["area_code"] == estimates["asked_code"])
        & (estimates["value_pct"] > 0)
    ]
    return borrow(
        [
            [Point(at=float(row.year), value_pct=float(row.value_pct), log_variance=0.0) for row in records(rows)]
            for _ignored, rows in same.groupby("area_code")
        ]
    )


def targets_for(chosen: ForecastSeries, *, own: pd.DataFrame, national: pd.DataFrame) -> pd.DataFrame:
    """The targets of the kabupaten; for a survey series those of Indonesia where it has none.

    National targets are measured by surveys: a routine series is never held against them.
    """
    found = national if own.empty and not chosen.is_routine else own
    # Of two plans for the same year the one that was entered here counts.
    return found.sort_values(["year", "is_user_added"]).drop_duplicates("year", keep="last")


def goals(chosen: ForecastSeries, targets: pd.DataFrame) -> dict[str, Goal]:
    """What the series may be held against: a target ahead, or the limit of a class below the newest figure."""
    newest = max(chosen.past, key=lambda one: one.year)
    return {
        f"target-{row.year}": Goal(
            value_pct=float(row.value_pct),
            year=int(row.year),
            label=_("Target {year}: {value_pct}", year=row.year, value_pct=formats.percent(row.value_pct)),
            is_own=row.area_code != COUNTRY,
        )
        for row in records(targets[targets["year"] > newest.year])
    } | {
        f"kelas-{edge}": Goal(
            value_pct=edge, year=0, label=_("Batas kelas WHO/UNICEF {edge}", edge=formats.percent(edge)), is_own=False
        )
        for edge in sorted(WHO_2018.edges, reverse=True)
        if edge < newest.value_pct
    }


def years_ahead(chosen: ForecastSeries) -> dict[str, str]:
    """The years by which a goal without one of its own may be asked for, in words; the second is offered first."""
    first = chosen.first_year_ahead
    return {str(year): _("pada akhir {year}", year=year) for year in range(first, first + AHEAD_YEARS)}


def projected(chosen: ForecastSeries, goal: Goal | None, *, year: int) -> Projection:
    """The fan of the series, at least up to this year."""
    return projection.project(
        chosen.points,
        until=max(chosen.first_year_ahead + AHEAD_YEARS - 1, year),
        target_pct=goal.value_pct if goal else None,
        borrowed=chosen.borrowed,
    )


def figure_of(row: Any, period: Period) -> RoutineFigure:
    """The stunting rate of one row of a frame of routine areas."""
    return RoutineFigure.of_row(row, indicator=STUNTING, period=period)


def _figures(found: pd.DataFrame) -> list[RoutineFigure]:
    return [figure_of(row, row.period) for row in records(found)]
