"""The page Banding as slides: ranks of kecamatan and desa, and kabupaten beside kabupaten."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.slides import asked, banding_province, banding_routine
from stunting.slides.banding_series import over_time
from stunting.slides.banding_two import two_rounds
from stunting.slides.maker import Maker
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

VIEW = "tampilan"
ROUTINE, TWO, SERIES, RANKING = "rutin", "dua", "antarwaktu", "peringkat"
VIEWS: Mapping[str, Maker] = {
    ROUTINE: banding_routine.ranking,
    TWO: two_rounds,
    SERIES: over_time,
    RANKING: banding_province.ranking,
}


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The view of the step; without one that which the page opens with: ranks where there are routine figures.

    Raises:
        StuntingError: the release has nothing for this view, with the reason.
    """
    is_local = sources.kabupaten_of(area) is not None and asked.has_routine(sources, area)
    return VIEWS[step.params.get(VIEW) or (ROUTINE if is_local else TWO)](sources, step, area)
