"""What the survey slides of the page Banding share: the rounds they offer, series, and the words around a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stunting.charts.trend import Series
from stunting.map_scope import Rounds
from stunting.measures import Round
from stunting.rembuk.agenda import Step
from stunting.slides import asked
from stunting.slides.drawings import BarsDrawing, PairsDrawing, SeriesDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources


def rounds_for(sources: Sources, scope: str) -> Rounds:
    """The survey rounds that are worth showing for the kabupaten of a scope; reading its shapes takes a while."""
    return sources.kept(
        ("rounds of kabupaten", scope), lambda: asked.survey_rounds(sources, scope=scope, level="kabupaten")
    )


def series_of(sources: Sources, codes: Sequence[str]) -> dict[str, Series]:
    """Everything surveys published for some areas, by code, in the order asked.

    Raises:
        UnknownAreaError: there is no such area.
    """
    return {
        code: Series(name=sources.register.get(code).official_name, estimates=sources.series(code)) for code in codes
    }


def slide_of(
    sources: Sources,
    step: Step,
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
    """A slide of published survey figures.

    counted: what else belongs into the source line, with the mark before it
    params:  what the step did not say and the slide shows
    """
    return Slide(
        key=step.key,
        title=step.title,
        figure=figure,
        sentence=sentence,
        source=f"Sumber: {_listed(rounds)} (Kementerian Kesehatan), angka yang dipublikasikan{counted}.",
        chips=chips,
        data_date=data_date,
        drawing=drawing,
        footnotes=footnotes,
        is_sample=sources.is_sample,
        params=params,
    )


def _listed(rounds: Sequence[Round]) -> str:
    """ "SSGI 2021, SSGI 2022, dan SSGI 2024"."""
    *others, last = [one.label for one in rounds]
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} dan {last}" if others else last
