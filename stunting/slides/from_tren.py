"""The slides of page Tren, one module per tab."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import TAB
from stunting.slides import (
    from_tren_claim,
    from_tren_routine,
    from_tren_survey,
    from_tren_target,
    from_tren_two,
)
from stunting.slides.maker import Maker
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

ROUTINE, SURVEY, TWO, CLAIM, TARGET = "Rutin", "Survei", "Dua angka", "Uji klaim", "Target"
TABS: Mapping[str, Maker] = {
    ROUTINE: from_tren_routine.slide,
    SURVEY: from_tren_survey.slide,
    TWO: from_tren_two.slide,
    CLAIM: from_tren_claim.slide,
    TARGET: from_tren_target.slide,
}


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The tab of the step; without one the first of the page: routine figures where there are some.

    Raises:
        StuntingError: the release cannot show this tab for this area.
    """
    return TABS[step.params.get(TAB) or _first(sources, area)](sources, step, area)


def _first(sources: Sources, area: Area) -> str:
    kabkota = sources.kabupaten_of(area)
    has_routine = kabkota is not None and bool(sources.periods(kabkota.code))
    return ROUTINE if has_routine else SURVEY
