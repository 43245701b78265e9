"""Kapan di bawah target: the fan of one series, the chance per year, and the children it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from stunting import forecast_series, target_counts
from stunting.charts.fan import fan
from stunting.charts.fan_words import YearAhead
from stunting.charts.picture import Picture
from stunting.errors import NoDataError
from stunting.forecast_series import STUNTING, ForecastSeries, Goal
from stunting.frames import records
from stunting.geography import COUNTRY, Area
from stunting.languages import N_, _
from stunting.projection import Projection
from stunting.routine.district import Question
from stunting.routine.figures import RoutineFigure
from stunting.routine.periods import PeriodKind
from stunting.trend_line import Borrowed
from stunting.ui import caches, data, filters, parts, routine_data, routine_filters, series, targets_form
from stunting.ui.shell import View

SERIES, GOAL, BY = "deret", "tuju", "sampai"


def show(view: View) -> None:
    """The fan of the series that is chosen, held against a target, and what it takes in children."""
    options = _series_of(view)
    if not options:
        raise NoDataError(_(forecast_series.NO_SERIES))
    with st.container(key="saringan-target", horizontal=True, vertical_alignment="center", gap="small"):
        chosen = _choose_series(options)
        targets = forecast_series.targets_for(
            chosen,
            own=data.targets_of_areas(view.release_id, (chosen.area.code[:4],)),
            national=data.targets_of_areas(view.release_id, (COUNTRY,)),
        )
        goal = _choose_goal(chosen, targets)
        year = _choose_year(chosen, goal)
    found = forecast_series.projected(chosen, goal, year=year)
    left, right = st.columns([8, 5], gap="large")
    with left:
        parts.figure(view, _picture(chosen, found, targets, goal), key="kipas")
    with right:
        st.html(_('<h2 class="judul-daftar">Yang dapat dikatakan</h2>'))
        st.markdown(found.sentence)
        parts.notes(found.notes)
        if goal is not None and not goal.is_own:
            st.caption(forecast_series.GOAL_WORDS[chosen.is_routine])
        if chosen.newest is not None and goal is not None:
            _children(view, chosen.newest, target_pct=goal.value_pct, year=year)
        st.caption(_("Uji mundur dan batasan perkiraan ini: dokumen docs/forecast.md."))
    with st.expander(_("Target yang tercatat, dan menambah target sendiri"), icon=":material/flag:"):
        targets_form.targets_form(view, view.kabkota or view.area)


def _series_of(view: View) -> dict[str, ForecastSeries]:
    """The series with at least three years of one method, routine first."""
    found = {}
    if view.kabkota is not None and routine_filters.has_routine(view):
        chosen = _routine(view, view.kabkota)
        if chosen is not None:
            found[forecast_series.ROUTINE] = chosen
    subject = view.kabkota or view.area
    for key, run in forecast_series.survey_runs(series.of(view, subject.code)).items():
        lent = _lent_by_kabupaten(view.release_id, run[0].survey) if subject.level == "kabupaten" else None
        found[key] = forecast_series.survey_series(run, area=subject, borrowed=lent, is_sample=view.is_sample)
    return found


def _routine(view: View, kabkota: Area) -> ForecastSeries | None:
    has_neighbours = view.area.level in ("kabupaten", "kecamatan")
    others = view.register.children(kabkota.code) if has_neighbours else []
    return forecast_series.routine_series(
        _season(view.release_id, view.area),
        area=view.area,
        neighbours=(_season(view.release_id, one) for one in others),
    )


def _season(release_id: str, area: Area) -> pd.DataFrame | None:
    question = Question(indicator=STUNTING, mode=routine_filters.mode())
    return forecast_series.season(
        routine_data.over_time(release_id, code=area.code, level=area.level, kind=PeriodKind.WINDOW, question=question)
    )


@caches.shared(max_entries=12)
def _lent_by_kabupaten(release_id: str, survey: str) -> Borrowed | None:
    codes = tuple(data.kabkota_labels(release_id))
    return forecast_series.lent_by_kabupaten(data.estimates_of_areas(release_id, codes), survey=survey)


def _choose_series(options: Mapping[str, ForecastSeries]) -> ForecastSeries:
    labels = {key: f"{one.name}, {one.area.official_name}" for key, one in options.items()}
    return options[filters.listed(_("Deret"), SERIES, labels, default=next(iter(labels)), width=400)]


def _choose_goal(chosen: ForecastSeries, targets: pd.DataFrame) -> Goal | None:
    goals = forecast_series.goals(chosen, targets)
    if not goals:
        return None
    labels = {key: one.label for key, one in goals.items()}
    return goals[filters.listed(_("Yang dituju"), GOAL, labels, default=next(iter(labels)), width=260)]


def _choose_year(chosen: ForecastSeries, goal: Goal | None) -> int:
    """By when: the year of the target, or a year of the reader's choice."""
    if goal is None or goal.year:
        return goal.year if goal else chosen.first_year_ahead
    years = forecast_series.years_ahead(chosen)
    return int(filters.listed(_("Pada"), BY, years, default=list(years)[1], width=170))


def _picture(chosen: ForecastSeries, found: Projection, targets: pd.DataFrame, goal: Goal | None) -> Picture:
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
    st.html(_('<h2 class="judul-daftar">Butuh berapa anak lebih sedikit?</h2>'))
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
        target_counts.fewer_per_month(
            forecast_series.figure_of(row, figure.period), target_pct=target_pct, by=dt.date(year, 12, 31)
        )
        for row in records(shown)
    ]
    table = pd.DataFrame(
        {
            N_("Wilayah"): shown["area_name"].tolist(),
            N_("Stunting (%)"): [one.figure.value_pct for one in rows],
            N_("Lebih sedikit"): [one.fewer_n for one in rows],
            N_("Per bulan"): [one.per_month_n for one in rows],
        }
    ).sort_values("Lebih sedikit", ascending=False)
    st.dataframe(parts.written(table), hide_index=True, height=230)
