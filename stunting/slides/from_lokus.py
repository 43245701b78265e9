"""The page Lokus as slides: the list, what it reaches, how its desa changed, and what may be called its effect."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import TAB
from stunting.slides.lokus_changes import changes, over_time
from stunting.slides.lokus_effect import effect
from stunting.slides.lokus_list import decided, list_on_map, newest_list
from stunting.slides.lokus_reach import reach
from stunting.slides.maker import Maker
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

VIEW = "tampilan"
LIST, DECIDED, COMPARED, EFFECT = "Daftar", "SK dan keputusan", "Banding", "Dampak"
REACH, SERIES, CHANGE, MAPS = "jangkauan", "antarwaktu", "sebelum-sesudah", "peta"
TABS: Mapping[str, Maker] = {LIST: newest_list, DECIDED: decided, EFFECT: effect}
COMPARISONS: Mapping[str, Maker] = {REACH: reach, SERIES: over_time, CHANGE: changes, MAPS: list_on_map}


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The tab of the step, and in Banding its view; what is not said is what the page opens with.

    Raises:
        StuntingError: the release has nothing for this view, with the reason.
    """
    tab = step.params.get(TAB) or LIST
    make = COMPARISONS[step.params.get(VIEW) or REACH] if tab == COMPARED else TABS[tab]
    return make(sources, step, area)
