"""What the survey slides of the page Banding share: series, and the words around a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stunting import compose
from stunting.charts.trend import Series
from stunting.geography import Area
from stunting.measures import Round
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import AREA, MODE
from stunting.routine.district import Mode
from stunting.slides import survey_words as words
from stunting.slides.drawings import BarsDrawing, PairsDrawing, SeriesDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

PAGE = "banding"


def series_of(sources: Sources, codes: Sequence[str]) -> dict[str, Series]:
    """Everything surveys published for some areas, by code, in the order asked.

    Raises:
        UnknownAreaError: there is no such area.
    """
    return dict(zip(codes, compose.series(sources.db, sources.register, codes), strict=True))


def slide_of(
    sources: Sources,
    step: Step,
    area: Area,
    *,
    figure: KeyFigure,
    sentence: str,
    rounds: Sequence[Round],
    chips: tuple[str, ...],
    drawing: PairsDrawing | SeriesDrawing | BarsDrawing,
    footnotes: tuple[str, ...],
    data_date: str,
    params: Mapping[str, str],
    counted: str = "",
) -> Slide:
    """A slide of published survey figures; counted: what else belongs into the source line."""
    source = words.source(rounds)
    return Slide(
        key=step.key,
        title=step.title,
        figure=figure,
        sentence=sentence,
        source=f"{source.removesuffix('.')}; {counted}." if counted else source,
        chips=chips,
        data_date=data_date,
        drawing=drawing,
        footnotes=footnotes,
        is_sample=compose.is_sample(sources.db),
        page=PAGE,
        params={AREA: area.code, **step.params, **params, MODE: Mode.PUBLIC.value},
    )
