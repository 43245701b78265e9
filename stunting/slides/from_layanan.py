"""The page Layanan as slides: services against their targets, the weakest of them, and families at risk."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import TAB
from stunting.slides.layanan_coverage import against_targets
from stunting.slides.layanan_risk import at_risk
from stunting.slides.layanan_weakest import weakest
from stunting.slides.maker import Maker
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

COVERAGE, WEAKEST, RISK = "Cakupan", "Terlemah", "Keluarga berisiko"
TABS: Mapping[str, Maker] = {COVERAGE: against_targets, WEAKEST: weakest, RISK: at_risk}


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The tab of the step; what is not said is what the page opens with.

    Raises:
        StuntingError: the release has nothing for this view, with the reason.
    """
    return TABS[step.params.get(TAB) or COVERAGE](sources, step, area)
