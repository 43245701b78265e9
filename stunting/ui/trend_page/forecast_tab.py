"""Kapan di bawah target: the fan of one series, the chance per year, and the children it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats, projection, target_counts
from stunting.charts.fan import fan
from stunting.charts.fan_words import PastYear, YearAhead
from stunting.charts.picture import Picture
from stunting.classes import WHO_2018
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import COUNTRY, Area
from stunting.indicators import indicator
from stunting.measures import Estimate, runs
from stunting.projection import Projection
from stunting.routine.district import Question
from stunting.routine.figures import RoutineFigure
from stunting.routine.periods import Period, PeriodKind
from stunting.trend_line import Borrowed, Point, borrow
from stunting.ui import data, filters, parts, routine_data, routine_filters, series, targets_form
from stunting.ui.shell import View

SERIES, GOAL, BY = "deret", "tuju", "sampai"
AHEAD_YEARS = 6
ROUTINE, SURVEY = "rutin", "survei"
STUNTING = indicator("stunting")


GOAL_WORDS = {
    True: "Target nasional dan sebagian target daerah diukur dengan survei, jadi tidak dipakai untuk deret rutin. "
    "Tambahkan target kabupaten beserta dasar hukumnya di bawah.",
    False: "Kabupaten ini belum punya target yang tercatat; yang dipakai target nasional atau batas kelas.",
}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A prevalence to come below; year 0 where the reader chooses it. is_own: a target of the kabupaten itself."""

    value_pct: float
    year: int
    label: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """One series of one method: its points, what neighbours lend it, and the newest figure with counts."""

    name: str
    source: str
    area: Area
    points: tuple[Point, ...]
    past: tuple[PastYear, ...]
    borrowed: Borrowed | None
    newest: RoutineFigure | None
    is_sample: bool

    @property
    def is_routine(self) -> bool:
        return self.newest is not None


def show(view: View) -> None:
    """The fan of the series that is chosen, held against a target, and what it takes in children."""
    options = _series_of(view)
    if not options:
        raise NoDataError(
            "Belum ada deret dengan sedikitnya tiga titik dari satu cara ukur untuk wilayah ini; tanpa itu tidak ada "
            "proyeksi yang jujur. Pilih wilayah lain atau impor lebih banyak periode."
        )
    with st.container(key="saringan-target", horizontal=True, vertical_alignment="center", gap="small"):
        chosen = _choose_series(options)
        first = int(max(point.at for point in chosen.points)) + 1
        targets = _targets(view, chosen)
        goal = _choose_goal(chosen, targets)
        year = _choose_year(goal, first=first)
    found = projection.project(
        chosen.points,
        until=max(first + AHEAD_YEARS - 1, year),
        target_pct=goal.value_pct if goal else None,
        borrowed=chosen.borrowed,
    )
    left, right = st.columns([8, 5], gap="large")
    with left:
        parts.figure(view, _picture(chosen, found, targets, goal), key="kipas")
    with right:
        st.html('<h2 class="judul-daftar">Yang dapat dikatakan</h2>')
        st.markdown(found.sentence)
        parts.notes(found.notes)
        if goal is not None and not goal.is_own:
            st.caption(GOAL_WORDS[chosen.is_routine])
        if chosen.newest is not None and goal is not None:
            _children(view, chosen.newest, target_pct=goal.value_pct, year=year)
        st.caption("Uji mundur dan batasan perkiraan ini: dokumen docs/forecast.md.")
    with st.expander("Target yang tercatat, dan menambah target sendiri", icon=":material/flag:"):
        targets_form.targets_form(view, view.kabkota or view.area)


def _series_of(view: View) -> dict[str, Chosen]:
    """The series with at least three years of one method, routine first."""
    found = {}
    if view.kabkota is not None and routine_filters.has_routine(view):
        chosen = _routine(view)
        if chosen is not None:
            found[ROUTINE] = chosen
    subject = view.kabkota or view.area
    for run in runs([one for one in series.of(view, subject.code) if not one.is_former_area]):
        if len({one.year for one in run}) >= 3 and all(one.value_pct > 0 for one in run):
            key = f"{SURVEY}-{run[0].survey}"
            found[key] = _survey(view, subject, run)
    return found


def _routine(view: View) -> Chosen | None:
    """Bulan Timbang of one calendar month: August is followed by August."""
    question = Question(indicator=STUNTING, mode=routine_filters.mode())
    frame = _season(view.release_id, view.area, question)
    if frame is None or len(frame) < 3:
        return None
    figures = [_figure(row, row.period) for row in records(frame)]
    lent = None
    if view.area.level in ("kabupaten", "kecamatan"):
        lent = borrow(_neighbours(view, question, months={one.period.month for one in figures}))
    return Chosen(
        name=f"e-PPGBM, {figures[-1].period.label.rsplit(' ', 1)[0]}",
        source=f"Sumber: pencatatan rutin (e-PPGBM), {figures[0].period.label} sampai {figures[-1].period.label}; yang "
        f"terbaru n = {formats.number(figures[-1].base_n)}, cakupan {formats.percent(figures[-1].coverage_pct)}.",
        area=view.area,
        points=projection.routine_points(figures),
        past=tuple(
            PastYear(
                year=one.period.year, value_pct=one.value_pct, low_pct=one.interval_pct[0], high_pct=one.interval_pct[1]
            )
            for one in figures
        ),
        borrowed=lent,
        newest=figures[-1],
        is_sample=bool(frame["is_sample"].any()),
    )


def _season(release_id: str, area: Area, question: Question) -> pd.DataFrame | None:
    """The rows of the newest window's month in every year; at most one per year."""
    frame = routine_data.over_time(
        release_id, code=area.code, level=area.level, kind=PeriodKind.WINDOW, question=question
    )
    shown = frame[frame["value_pct"].notna() & (frame["hits_n"] > 0)]
    if shown.empty:
        return None
    months = [one.month for one in shown["period"]]
    same = shown[[month == months[-1] for month in months]]
    years = pd.Series([one.year for one in same["period"]], index=same.index)
    return same[~years.duplicated(keep="last")]


def _neighbours(view: View, question: Question, *, months: set[int]) -> list[list[Point]]:
    """The same season in the kecamatan of the kabupaten."""
    assert view.kabkota is not None
    found = []
    for one in view.register.children(view.kabkota.code):
        frame = _season(view.release_id, one, question)
        if frame is not None and {period.month for period in frame["period"]} == months:
            found.append(list(projection.routine_points([_figure(row, row.period) for row in records(frame)])))
    return found


def _figure(row: Any, period: Period) -> RoutineFigure:
    return RoutineFigure.of_row(row, indicator=STUNTING, period=period)


def _survey(view: View, subject: Area, run: Sequence[Estimate]) -> Chosen:
    return Chosen(
        name=f"Survei {run[0].round_label.rsplit(' ', 1)[0]}",
        source=f"Sumber: {', '.join(one.round_label for one in run)} (Kementerian Kesehatan).",
        area=subject,
        points=projection.survey_points(run),
        past=tuple(
            PastYear(year=one.year, value_pct=one.value_pct, low_pct=one.ci_low_pct, high_pct=one.ci_high_pct)
            for one in run
        ),
        borrowed=_lent_by_kabupaten(view.release_id, run[0].survey) if subject.level == "kabupaten" else None,
        newest=None,
        is_sample=view.is_sample,
    )


@st.cache_resource(max_entries=12, show_spinner=False)
def _lent_by_kabupaten(release_id: str, survey: str) -> Borrowed | None:
    """How far kabupaten stray from their own lines in this survey."""
    codes = tuple(data.kabkota_labels(release_id))
    frame = data.estimates_of_areas(release_id, codes)
    same = frame[(frame["survey"] == survey) & (frame["area_code"] == frame["asked_code"]) & (frame["value_pct"] > 0)]
    return borrow(
        [
            [Point(at=float(row.year), value_pct=float(row.value_pct), log_variance=0.0) for row in records(rows)]
            for _, rows in same.groupby("area_code")
        ]
    )


def _choose_series(options: Mapping[str, Chosen]) -> Chosen:
    labels = {key: f"{one.name}, {one.area.official_name}" for key, one in options.items()}
    return options[filters.listed("Deret", SERIES, labels, default=next(iter(labels)), width=400)]


def _targets(view: View, chosen: Chosen) -> pd.DataFrame:
    """The targets of the kabupaten; for a survey series those of Indonesia where it has none.

    National targets are measured by surveys: a routine series is never held against them.
    """
    found = data.targets_of_areas(view.release_id, (chosen.area.code[:4],))
    if found.empty and not chosen.is_routine:
        found = data.targets_of_areas(view.release_id, (COUNTRY,))
    # Of two plans for the same year the one that was entered here counts.
    return found.sort_values(["year", "is_user_added"]).drop_duplicates("year", keep="last")


def _choose_goal(chosen: Chosen, targets: pd.DataFrame) -> Goal | None:
    """What the fan is held against: a target ahead, or the limit of a class below the newest figure."""
    newest = max(chosen.past, key=lambda one: one.year)
    goals = {
        f"target-{row.year}": Goal(
            value_pct=float(row.value_pct),
            year=int(row.year),
            label=f"Target {row.year}: {formats.percent(row.value_pct)}",
            is_own=row.area_code != COUNTRY,
        )
        for row in records(targets[targets["year"] > newest.year])
    } | {
        f"kelas-{edge}": Goal(
            value_pct=edge, year=0, label=f"Batas kelas WHO/UNICEF {formats.percent(edge)}", is_own=False
        )
        for edge in sorted(WHO_2018.edges, reverse=True)
        if edge < newest.value_pct
    }
    if not goals:
        return None
    labels = {key: one.label for key, one in goals.items()}
    return goals[filters.listed("Yang dituju", GOAL, labels, default=next(iter(labels)), width=260)]


def _choose_year(goal: Goal | None, *, first: int) -> int:
    """By when: the year of the target, or a year of the reader's choice."""
    if goal is None or goal.year:
        return goal.year if goal else first
    years = {str(year): f"pada akhir {year}" for year in range(first, first + AHEAD_YEARS)}
    return int(filters.listed("Pada", BY, years, default=str(first + 1), width=170))


def _picture(chosen: Chosen, found: Projection, targets: pd.DataFrame, goal: Goal | None) -> Picture:
    by_year = {int(row.year): float(row.value_pct) for row in records(targets)}
    # As in the fan, a year ahead is asked about at the season of the last figure.
    season = max(point.at for point in chosen.points) % 1
    ahead = []
    for one in found.fan:
        year = int(one.year)
        target = by_year.get(year)
        ahead.append(
            YearAhead(
                year=year,
                median_pct=one.middle_pct,
                low80_pct=one.low_80_pct,
                high80_pct=one.high_80_pct,
                low95_pct=one.low_95_pct,
                high95_pct=one.high_95_pct,
                target_pct=target,
                probability=None if target is None else found.fit.chance_below(year + season, target),
            )
        )
    return fan(
        chosen.past,
        ahead,
        indicator=STUNTING,
        area_name=chosen.area.official_name,
        method=found.method,
        source=chosen.source,
        target_basis="; ".join(dict.fromkeys(targets["basis"])),
        # A target of a year is drawn as a step of its own.
        reference=(goal.label, goal.value_pct) if goal is not None and not goal.year else None,
        is_sample=chosen.is_sample,
    )


def _children(view: View, figure: RoutineFigure, *, target_pct: float, year: int) -> None:
    """The distance in whole children, for the area and the places inside it."""
    try:
        found = target_counts.fewer_per_month(figure, target_pct=target_pct, by=dt.date(year, 12, 31))
    except NoDataError as refused:
        st.caption(str(refused))
        return
    st.html('<h2 class="judul-daftar">Butuh berapa anak lebih sedikit?</h2>')
    st.markdown(found.sentence)
    if view.area.child_level is None:
        return
    frame = routine_data.areas(
        view.release_id,
        within=view.area.code,
        level=view.area.child_level,
        period=figure.period,
        question=Question(indicator=STUNTING, mode=routine_filters.mode()),
    )
    shown = frame[frame["value_pct"].notna()]
    rows = [
        target_counts.fewer_per_month(_figure(row, figure.period), target_pct=target_pct, by=dt.date(year, 12, 31))
        for row in records(shown)
    ]
    table = pd.DataFrame(
        {
            "Wilayah": shown["area_name"].tolist(),
            "Stunting (%)": [one.figure.value_pct for one in rows],
            "Lebih sedikit": [one.fewer_n for one in rows],
            "Per bulan": [one.per_month_n for one in rows],
        }
    ).sort_values("Lebih sedikit", ascending=False)
    st.dataframe(parts.written(table), hide_index=True, height=230)
