"""Tren, tab Rutin: one rate of the routine records over periods of one kind, with its coverage below."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import queries
from stunting.charts import trend
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import Area
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.proportions import RoutineChange, change_of_rows
from stunting.rembuk.agenda import Step
from stunting.routine import breaks, source_line, story
from stunting.routine.choices import Choice, scope_code
from stunting.routine.district import compared_with
from stunting.slides import asked, routine_series, tren_parts, words
from stunting.slides.drawings import Level, Line, SeriesDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

SURVEY_TARGETS = "Target ditetapkan untuk angka survei; pencatatan rutin memakai cara ukur lain."


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The series of the kind of period that is chosen; figure and sentence are of the chosen period.

    Raises:
        NoDataError: no period has a rate, or the step asks for what is not there.
    """
    if sources.kabupaten_of(area) is None:
        raise NoDataError(
            _("Tren rutin ditampilkan per kabupaten/kota ke bawah, bukan untuk {area}.", area=area.official_name)
        )
    choice = asked.routine_choice(sources, step, area)
    marked = _series(sources, area, choice)
    row = sources.area_row(area, period=choice.period, question=choice.question)
    change = change_of(sources, area, choice, row)
    drawing = _drawing(sources, area, choice, marked)
    shown = [row.period for row in records(marked[marked["value_pct"].notna()])]
    span = f"{shown[0].label} sampai {shown[-1].label}; " if len(shown) > 1 else ""
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.routine_figure(row, choice, place=area.official_name),
        sentence=words.read_out(
            story.said(area.official_name, row, indicator=choice.indicator, period=choice.period),
            story.change_sentence(change),
        ),
        source=source_line.source_line(row, f"{span}angka {choice.where_and_when}"),
        chips=words.routine_chips(choice, area=area, hides=words.has_hidden(marked)),
        data_date=words.data_date(choice),
        drawing=drawing,
        footnotes=words.cautions(
            change.cautions if change and change.cautions else words.low_coverage(row, choice),
            _cuts(marked),
            _without_rate(marked),
            _target_notes(sources, area, drawing),
        ),
        is_sample=bool(marked["is_sample"].any()),
    )


def change_of(sources: Sources, area: Area, choice: Choice, row: Any) -> RoutineChange | None:
    """The change from the same period a year before, None where one of both has no rate that may be shown."""
    periods = sources.periods(scope_code(area, sources.register))
    before = compared_with(periods, choice.period)
    if before is None:
        return None
    earlier = sources.area_row(area, period=before, question=choice.question)
    return change_of_rows(earlier, row, indicator=choice.indicator, periods=(before, choice.period))


def _series(sources: Sources, area: Area, choice: Choice) -> pd.DataFrame:
    kind = choice.period.kind
    frame = sources.district.over_time(code=area.code, level=area.level, kind=kind, question=choice.question)
    if not frame["value_pct"].notna().any():
        raise NoDataError(
            _(
                "{indicator} {area} tidak memiliki angka rutin yang dapat ditampilkan. Pilih wilayah yang lebih luas.",
                indicator=choice.indicator.label,
                area=area.official_name,
            )
        )
    return breaks.marked(frame, kind=kind)


def _drawing(sources: Sources, area: Area, choice: Choice, marked: pd.DataFrame) -> SeriesDrawing:
    indicator = choice.indicator
    line = routine_series.line_of(marked, name=f"e-PPGBM, {choice.period.kind.label}")
    heading = f"{indicator.label} (e-PPGBM), {area.official_name}, persen dari {indicator.base}"
    has_coverage = indicator.denominator != "target_n" and bool(marked["coverage_pct"].notna().any())
    coverage = [("Cakupan pengukuran, persen dari sasaran", (routine_series.coverage_line(marked),))]
    return SeriesDrawing(
        panels=((heading, (line,)), *(coverage if has_coverage else [])),
        levels=_levels(sources, area, indicator, line),
        unit=indicator.unit,
        alt=f"{heading}: {_listed(line)}.",
    )


def _levels(sources: Sources, area: Area, indicator: Indicator, line: Line) -> tuple[Level, ...]:
    """The kabupaten's own targets of the drawn years; national ones are for surveys alone."""
    if indicator.key != "stunting":
        return ()
    targets = queries.targets_of_areas(sources.db, codes=(area.code[:4],))
    drawn = {int(point.x) for point in line.points}
    return tren_parts.target_levels(targets[targets["year"].isin(list(drawn))], since=min(drawn))


def _target_notes(sources: Sources, area: Area, drawing: SeriesDrawing) -> tuple[str, ...]:
    if not drawing.levels:
        return ()
    targets = queries.targets_of_areas(sources.db, codes=(area.code[:4],))
    years = [level.x for level in drawing.levels]
    return (*trend.target_notes(targets[targets["year"].isin(years)]), SURVEY_TARGETS)


def _cuts(marked: pd.DataFrame) -> tuple[str, ...]:
    """Why the line is cut, and which period is not complete yet."""
    cut = [f"Garis diputus di {row.period.label}: {row.break_before}" for row in records(marked) if row.break_before]
    unfinished = [row.period.label for row in records(marked) if row.is_incomplete]
    return (*cut, *([f"Belum lengkap, angka sementara: {', '.join(unfinished)}."] if unfinished else []))


def _without_rate(marked: pd.DataFrame) -> tuple[str, ...]:
    """The periods whose rate is hidden or was not measured, by their reason."""
    empty = [row for row in records(marked) if pd.isna(row.value_pct)]
    reasons = dict.fromkeys(row.state for row in empty)
    return tuple(
        f"{words.sentence_case(state.label)}: {', '.join(row.period.short for row in empty if row.state is state)}."
        for state in reasons
    )


def _listed(line: Line) -> str:
    return "; ".join(f"{one.label} {one.text}" for one in line.points if one.text)
