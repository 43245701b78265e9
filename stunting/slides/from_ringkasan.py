"""The slide of a step that shows the page Ringkasan: one number, its map, and what may be said of its change."""

from __future__ import annotations

from typing import Any

from stunting import narrative
from stunting.classes import WHO_2018, schemes_of
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.map_scope import round_near, scope_of
from stunting.proportions import RoutineChange, change_of_rows
from stunting.rembuk.agenda import Step
from stunting.routine import choices, district, story
from stunting.routine.choices import Choice
from stunting.routine.maps import Arrangement
from stunting.routine.source_line import source
from stunting.slides import asked, map_drawings, words
from stunting.slides.map_drawings import RoutineMap
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """Routine figures where an area below the province has some, else its survey figure.

    Raises:
        NoDataError: this release knows nothing of the area, or not what the step asks for.
    """
    is_below = sources.kabupaten_of(area) is not None
    return (
        _routine(sources, step, area) if is_below and asked.has_routine(sources, area) else _survey(sources, step, area)
    )


def _routine(sources: Sources, step: Step, area: Area) -> Slide:
    choice = asked.routine_choice(sources, step, area)
    row = sources.area_row(area, period=choice.period, question=choice.question)
    change = _change(sources, area, row, choice)
    told = source(row, choice)
    level = "desa" if area.level == "desa" else "kecamatan"
    found, notes = _map(sources, area, choice, level=level, told=told)
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.routine_figure(row, choice, place=area.official_name),
        sentence=words.read_out(
            story.said(words.whose(area.official_name, choice), row, indicator=choice.indicator, period=choice.period),
            _around(sources, area, row, choice),
            story.change_sentence(change),
        ),
        source=told,
        chips=words.routine_chips(
            choice,
            area=area,
            unit=level if found else "",
            hides=bool(row.is_suppressed) or (found is not None and words.has_hidden(found.units)),
        ),
        data_date=words.data_date(choice),
        drawing=found.drawing if found else None,
        footnotes=words.cautions(words.low_coverage(row, choice), change.cautions if change else (), notes),
        is_sample=bool(row.is_sample) or sources.is_sample,
    )


def _change(sources: Sources, area: Area, row: Any, choice: Choice) -> RoutineChange | None:
    """The change from the period that the page compares with."""
    offered = sources.periods(choices.scope_code(area, sources.register))
    before = district.compared_with(offered, choice.period)
    if before is None:
        return None
    earlier = sources.area_row(area, period=before, question=choice.question)
    return change_of_rows(earlier, row, indicator=choice.indicator, periods=(before, choice.period))


def _around(sources: Sources, area: Area, row: Any, choice: Choice) -> str:
    """Where an area below the kabupaten has no rate: that of the area it lies in."""
    if row.state not in story.WITHOUT_RATE or area.level not in ("kecamatan", "desa"):
        return ""
    parent = sources.register.get(area.parent_code or "")
    around = sources.area_row(parent, period=choice.period, question=choice.question)
    return story.around_sentence(parent.official_name, around, indicator=choice.indicator)


def _map(
    sources: Sources, area: Area, choice: Choice, *, level: str, told: str
) -> tuple[RoutineMap | None, tuple[str, ...]]:
    """The map with its cautions; where mode publik has the figure but not the parts, the reason in its place."""
    scope = map_drawings.hall_scope(area, level, sources.register)
    scheme = next(iter(schemes_of(choice.indicator.key)))
    try:
        found = map_drawings.routine_map(
            sources, choice, scope, arrangement=Arrangement.SINGLE, scheme=scheme, source=told
        )
    except NoDataError as refused:
        return None, (str(refused),)
    return found, map_drawings.map_notes(found, level=level)


def _survey(sources: Sources, step: Step, area: Area) -> Slide:
    subject = sources.kabupaten_of(area) or area
    series = sources.series(subject.code)
    narrative.check_measured(subject, series)
    newest = narrative.latest(series)
    scope = scope_of(subject, "kabupaten", sources.register)
    one = round_near(
        newest.round,
        asked.survey_rounds(sources, scope=scope.area.code, level=scope.level),
        scope=scope,
        frame_of=lambda r: sources.prevalence(r, level=scope.level, within=scope.area.code),
    )
    frame = sources.prevalence(one, level=scope.level, within=scope.area.code)
    drawing = map_drawings.survey_map(sources, scope, {one: frame}, scheme=WHO_2018)
    other = f"Peta memakai {one.label}, bukan {newest.round_label} seperti angka utama."
    reach = (
        f"Survei nasional berhenti di tingkat kabupaten/kota: yang tampil adalah angka {subject.official_name}, bukan "
        f"{area.official_name}."
    )
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.survey_figure(newest, place=subject.official_name),
        sentence=words.read_out(
            narrative.class_sentence(subject, newest, WHO_2018),
            narrative.change_sentence(narrative.change_to_newest(series), series, newest),
        ),
        source=words.survey_source(newest),
        chips=words.survey_chips(newest.round_label, area=subject, unit=scope.level),
        data_date=newest.round_label,
        drawing=drawing,
        footnotes=words.cautions(
            words.survey_notes(newest),
            (reach,) if subject != area else (),
            (other,) if one != newest.round else (),
        ),
        is_sample=sources.is_sample,
    )
