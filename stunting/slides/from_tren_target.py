"""Tren, tab Target: where the recorded pace leads, held against a target, and the pace the target asks for."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from stunting import forecast_series, formats, queries, target_counts
from stunting.charts import trend
from stunting.errors import NoDataError
from stunting.forecast_series import STUNTING, ForecastSeries, Goal
from stunting.geography import COUNTRY, Area
from stunting.measures import required_aarr
from stunting.projection import Projection
from stunting.rembuk.agenda import Step
from stunting.routine.district import Question
from stunting.routine.periods import PeriodKind
from stunting.slides import asked, tren_parts
from stunting.slides.drawings import Level, Line, Point, SeriesDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources
from stunting.trend_line import Borrowed

SERIES, GOAL, BY = "deret", "tuju", "sampai"
PUBLIC = Question(indicator=STUNTING)
SURVEY_TARGETS = "Target nasional diukur dengan survei, jadi tidak dipakai untuk deret rutin."


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The fan of a series of one method.

    Raises:
        NoDataError: no series has three points, or the step asks for a series or target that does not exist here.
    """
    series = _series_of(sources, step, area)
    targets = forecast_series.targets_for(
        series,
        own=queries.targets_of_areas(sources.db, codes=(series.area.code[:4],)),
        national=queries.targets_of_areas(sources.db, codes=(COUNTRY,)),
    )
    goals = forecast_series.goals(series, targets)
    goal = goals[asked.chosen(step, GOAL, goals, default=next(iter(goals)))] if goals else None
    year = _year(step, series, goal)
    found = forecast_series.projected(series, goal, year=year)
    return Slide(
        key=step.key,
        title=step.title,
        figure=_figure(series, found, goal, year),
        sentence=_told(found),
        source=series.source,
        chips=(series.area.official_name, series.name, goal.label if goal else "Tanpa target"),
        data_date=series.newest_label,
        drawing=_drawing(series, found, goal),
        footnotes=_footnotes(series, found, goal, targets=targets, year=year, area=area),
        is_sample=series.is_sample,
    )


def _series_of(sources: Sources, step: Step, area: Area) -> ForecastSeries:
    """The series of the step; without one the routine series, where there is one."""
    kabkota = sources.kabupaten_of(area)
    routine = None if kabkota is None else _routine(sources, area, kabkota)
    subject = kabkota or area
    runs = forecast_series.survey_runs(sources.series(subject.code))
    keys = [*([forecast_series.ROUTINE] if routine else []), *runs]
    if not keys:
        raise NoDataError(forecast_series.NO_SERIES)
    key = asked.chosen(step, SERIES, keys, default=keys[0])
    if routine is not None and key == forecast_series.ROUTINE:
        return routine
    run = runs[key]
    lent = _lent_by_kabupaten(sources, run[0].survey) if kabkota is not None else None
    return forecast_series.survey_series(run, area=subject, borrowed=lent, is_sample=sources.is_sample)


def _routine(sources: Sources, area: Area, kabkota: Area) -> ForecastSeries | None:
    found = forecast_series.season(
        sources.district.over_time(code=area.code, level=area.level, kind=PeriodKind.WINDOW, question=PUBLIC)
    )
    has_neighbours = found is not None and area.level in ("kabupaten", "kecamatan")
    others = _neighbours(sources, kabkota) if has_neighbours else []
    return forecast_series.routine_series(found, area=area, neighbours=others)


def _neighbours(sources: Sources, kabkota: Area) -> list[pd.DataFrame | None]:
    """The season of every kecamatan of the kabupaten."""
    windows = [one for one in sources.periods(kabkota.code) if one.kind is PeriodKind.WINDOW]
    frames = []
    for period in windows:
        frame = sources.areas(within=kabkota.code, level="kecamatan", period=period, question=PUBLIC)
        frames.append(frame.assign(period=pd.Series([period] * len(frame), index=frame.index, dtype=object)))
    every = pd.concat(frames, ignore_index=True)
    return [forecast_series.season(rows) for _, rows in every.groupby("area_code")]


def _lent_by_kabupaten(sources: Sources, survey: str) -> Borrowed | None:
    return sources.kept(("lent", survey), lambda: _asked_lent(sources, survey))


def _asked_lent(sources: Sources, survey: str) -> Borrowed | None:
    codes = [one.code for above in sources.register.children(COUNTRY) for one in sources.register.children(above.code)]
    frame = queries.estimates_of_areas(sources.db, key=STUNTING.key, codes=codes)
    return forecast_series.lent_by_kabupaten(frame, survey=survey)


def _year(step: Step, series: ForecastSeries, goal: Goal | None) -> int:
    """By when: the year of the target, or that of the step."""
    if goal is None or goal.year:
        return goal.year if goal else series.first_year_ahead
    years = forecast_series.years_ahead(series)
    return int(asked.chosen(step, BY, years, default=list(years)[1]))


def _figure(series: ForecastSeries, found: Projection, goal: Goal | None, year: int) -> KeyFigure:
    """The pace that is needed beside the pace that was recorded."""
    newest = max(series.past, key=lambda one: one.year)
    had = _pace(found)
    label = f"{STUNTING.label} ({series.name}), {series.area.official_name}"
    if goal is None or newest.value_pct <= goal.value_pct or goal.value_pct <= 0:
        return KeyFigure(text=formats.percent(newest.value_pct), label=label, detail=had, value=newest.value_pct)
    needed = required_aarr(value_pct=newest.value_pct, year=newest.year, target_pct=goal.value_pct, target_year=year)
    return KeyFigure(
        text=f"{formats.number(needed, decimals=1)}% per tahun",
        label=f"Laju penurunan dari {formats.percent(newest.value_pct)} ({series.newest_label}) ke "
        f"{formats.percent(goal.value_pct)} pada {year}, {series.area.official_name}",
        detail=had,
        value=needed,
    )


def _told(found: Projection) -> str:
    return f"Dengan laju yang tercatat, {found.outlook}" if found.outlook else f"{_pace(found)}."


def _pace(found: Projection) -> str:
    first, last = found.fit.points[0], found.fit.points[-1]
    direction = "turun" if found.fit.slope <= 0 else "naik"
    return (
        f"Laju tercatat: {direction} {formats.number(abs(found.fit.aarr_pct), decimals=1)}% per tahun "
        f"(AARR {int(first.at)}–{int(last.at)}, {len(found.fit.points)} titik)"
    )


def _drawing(series: ForecastSeries, found: Projection, goal: Goal | None) -> SeriesDrawing:
    """Measured points stay unjoined: the fan is what is claimed, not the way between them."""
    season = max(point.at for point in series.points) % 1
    past = Line(
        name="Tercatat, interval 95%" if series.past[-1].low_pct is not None else "Tercatat",
        is_joined=False,
        points=tuple(
            Point(
                x=point.at,
                label=str(one.year),
                value=one.value_pct,
                low=one.low_pct,
                high=one.high_pct,
                text=formats.percent(one.value_pct),
            )
            for point, one in zip(found.fit.points, sorted(series.past, key=lambda one: one.year), strict=True)
        ),
    )
    ahead = Line(
        name="Perkiraan, rentang 80%",
        points=tuple(
            Point(
                x=one.year + season,
                label=str(int(one.year)),
                value=one.middle_pct,
                low=one.low_80_pct,
                high=one.high_80_pct,
                text=formats.percent(one.middle_pct),
                is_hollow=True,
            )
            for one in found.fan
        ),
    )
    heading = f"{STUNTING.label}, {series.name}, {series.area.official_name}"
    at = None if goal is None or not goal.year else goal.year + season
    return SeriesDrawing(
        panels=((heading, (past, ahead)),),
        levels=() if goal is None else (Level(label=goal.label, value=float(goal.value_pct), x=at),),
        bands=((ahead.points[0].x - 0.5, ahead.points[-1].x + 0.5, "Perkiraan"),),
        alt=f"{heading}. Tercatat: {_listed(past)}. Perkiraan: {_listed(ahead)}.",
    )


def _listed(line: Line) -> str:
    return "; ".join(
        f"{one.label} {one.text}" + ("" if one.low is None else f" ({formats.interval(one.low, one.high)})")
        for one in line.points
    )


def _footnotes(
    series: ForecastSeries, found: Projection, goal: Goal | None, *, targets: pd.DataFrame, year: int, area: Area
) -> tuple[str, ...]:
    is_elsewhere = series.area != area
    used = targets[targets["year"] == goal.year] if goal is not None else targets.head(0)
    return (
        *([tren_parts.SURVEY_ENDS.format(series.area.official_name)] if is_elsewhere else []),
        *_children(series, goal, year),
        *trend.target_notes(used),
        *([SURVEY_TARGETS] if series.is_routine and (goal is None or not goal.is_own) else []),
        *found.notes,
    )


def _children(series: ForecastSeries, goal: Goal | None, year: int) -> tuple[str, ...]:
    """The distance in whole children, where they are counted."""
    if series.newest is None or goal is None:
        return ()
    try:
        found = target_counts.fewer_per_month(series.newest, target_pct=goal.value_pct, by=dt.date(year, 12, 31))
    except NoDataError as refused:
        return (str(refused),)
    return (found.sentence,)
