"""Tren, tab Dua angka: the survey and the routine figure of a kabupaten, in two drawings that no line connects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stunting import formats, queries, two_numbers
from stunting.errors import NoDataError
from stunting.geography import COUNTRY, Area
from stunting.indicators import indicator
from stunting.languages import _
from stunting.measures import Estimate
from stunting.rembuk.agenda import Step
from stunting.routine import announced, breaks, known_figures, story
from stunting.routine.district import Question
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import PeriodKind
from stunting.routine_queries import published_routine
from stunting.slides import asked, routine_series, tren_parts, words
from stunting.slides.drawings import Line, SeriesDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

PAIR, ROUTINE_FIGURE = "survei_dua", "rutin_dua"
STUNTING = indicator("stunting")
PUBLIC = Question(indicator=STUNTING)
NOT_COMPARED = f"Dua angka dari dua sumber: {story.NOT_COMPARED}."
# A survey is known by its year; on an axis with months it stands in the middle of it.
MID_YEAR = 0.5


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """Of the kabupaten, for surveys reach no further. The figure is the routine one, the survey is in the sentence.

    Raises:
        NoDataError: one of both is not known, or the step asks for a figure that does not exist here.
    """
    kabkota = sources.kabupaten_of(area)
    if kabkota is None:
        raise NoDataError(_("Dua angka disandingkan per kabupaten/kota, bukan untuk {area}.", area=area.official_name))
    surveys = sources.series(kabkota.code)
    own = [one for one in surveys if one.area_code == kabkota.code]
    if not own:
        raise NoDataError(_("Belum ada angka survei untuk {kabkota}.", kabkota=kabkota.official_name))
    by_round = {one.round.key: one for one in sorted(own, key=lambda one: (one.year, one.survey), reverse=True)}
    by_key = known_figures.keyed(routine_figures(sources, kabkota, kinds=_kinds(sources, step, kabkota)))
    survey = by_round[asked.chosen(step, PAIR, by_round, default=next(iter(by_round)))]
    key = asked.chosen(step, ROUTINE_FIGURE, by_key, default=_default(by_key))
    routine = by_key[key]
    found = two_numbers.two_numbers(survey, routine, highest_published_pct=_highest(sources, survey))
    line, is_sample = _routine_line(sources, routine, kabkota)
    panels = (
        ("Survei nasional", tren_parts.survey_lines(own, offset=MID_YEAR)),
        (line.name, (line,)),
    )
    place = kabkota.official_name
    return Slide(
        key=step.key,
        title=step.title,
        figure=KeyFigure(
            text=formats.percent(routine.value_pct),
            label=f"{STUNTING.label}, {routine.label}, {place}",
            detail=_base(routine),
            value=routine.value_pct,
        ),
        # The notes say it too.
        sentence=found.sentence.removesuffix(two_numbers.POINT_ONLY).strip(),
        source=f"Sumber: {survey.round_label} (Kementerian Kesehatan), {words.survey_base(survey)}; "
        f"{known_figures.source_words(routine)}.",
        chips=(place, survey.round_label, words.sentence_case(routine.period.label), "Balita 0–59 bulan"),
        data_date=f"{survey.round_label} dan {routine.period.label}",
        drawing=SeriesDrawing(panels=panels, alt=f"{STUNTING.label} {place}. {_spoken(own)} {_listed(line)}"),
        footnotes=(
            NOT_COMPARED,
            *([] if kabkota == area else [tren_parts.SURVEY_ENDS.format(place)]),
            *found.notes,
            *known_figures.announced_notes(routine),
        ),
        is_sample=is_sample or sources.is_sample,
        params={ROUTINE_FIGURE: key},
    )


def routine_figures(
    sources: Sources, kabkota: Area, *, kinds: Sequence[PeriodKind] = tuple(PeriodKind)
) -> list[RoutineFigure | PublishedRate]:
    """Every routine rate of the kabupaten that mode publik shows, newest first: counted here, and announced.

    kinds: the kinds of period that are counted; each of them costs the whole series

    Raises:
        NoDataError: there is none.
    """
    offered = {one.kind for one in sources.periods(kabkota.code)}
    frames = [
        sources.district.over_time(code=kabkota.code, level=kabkota.level, kind=kind, question=PUBLIC)
        for kind in kinds
        if kind in offered
    ]
    return known_figures.newest_first(frames, published(sources, kabkota), area=kabkota, indicator=STUNTING)


def _kinds(sources: Sources, step: Step, kabkota: Area) -> tuple[PeriodKind, ...]:
    """Bulan Timbang alone where the slide begins with one; a figure that the step names may be of any kind."""
    has_windows = any(one.kind is PeriodKind.WINDOW for one in sources.periods(kabkota.code))
    return (PeriodKind.WINDOW,) if has_windows and not step.params.get(ROUTINE_FIGURE) else tuple(PeriodKind)


def _default(by_key: Mapping[str, RoutineFigure | PublishedRate]) -> str:
    """The newest Bulan Timbang that was counted, as on the other slides of a deck; the newest figure without one."""
    counted = (key for key, one in by_key.items() if one.period.kind is PeriodKind.WINDOW and not one.announced_by)
    return next(counted, next(iter(by_key)))


def published(sources: Sources, area: Area) -> list[RoutineFigure | PublishedRate]:
    """What offices announced for an area."""
    return announced.figures(published_routine(sources.db, area=area.code), area=area)


def _routine_line(sources: Sources, routine: RoutineFigure | PublishedRate, kabkota: Area) -> tuple[Line, bool]:
    """The series the figure belongs to, and whether any of it is invented."""
    if routine.announced_by:
        told = sorted(published(sources, kabkota), key=lambda one: one.period.middle)
        points = tuple(routine_series.point_of(one) for one in told)
        return Line(name="Pencatatan rutin (e-PPGBM), diumumkan", points=points, is_joined=False), False
    frame = sources.district.over_time(
        code=kabkota.code, level=kabkota.level, kind=routine.period.kind, question=PUBLIC
    )
    line = routine_series.line_of(
        breaks.marked(frame, kind=routine.period.kind),
        name=f"Pencatatan rutin (e-PPGBM), {routine.period.kind.label}",
    )
    return line, bool(frame["is_sample"].any())


def _highest(sources: Sources, survey: Estimate) -> float | None:
    return two_numbers.highest_pct(
        queries.prevalence_by_area(
            sources.db, key=STUNTING.key, survey=survey.survey, year=survey.year, level="kabupaten", within=COUNTRY
        )
    )


def _base(routine: RoutineFigure | PublishedRate) -> str:
    """The counts behind the rate, without the rate itself."""
    text = routine.numbers
    return text[text.index("(") + 1 : -1]


def _spoken(surveys: Sequence[Estimate]) -> str:
    told = "; ".join(f"{one.round_label} {formats.percent(one.value_pct)}" for one in surveys)
    return f"Survei: {told}."


def _listed(line: Line) -> str:
    told = "; ".join(f"{one.label} {one.text}" for one in line.points if one.text)
    return f"{line.name}: {told}."
