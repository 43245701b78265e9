"""The page Komitmen as slides: a maker per tab that the hall may see."""

from __future__ import annotations

from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import TAB
from stunting.slides.campaign_slides import campaign_slide
from stunting.slides.foster_slides import slide_of_foster
from stunting.slides.fund_slides import fund_slide
from stunting.slides.maker import Maker
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

PROMISES, FOSTER, CAMPAIGN, FUNDS = "Tagih janji", "Orang tua asuh", "Kampanye", "Rupiah"


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The tab of the step; what is not said is what the page opens with.

    Raises:
        StuntingError: there is nothing for this view, with the reason.
    """
    tab = step.params.get(TAB) or PROMISES
    if tab not in TABS:
        raise NoDataError(_("Tab {tab} belum dapat ditayangkan. Buka halaman Komitmen di dasbor.", tab=tab))
    return TABS[tab](sources, step, area)


def _promises(sources: Sources, step: Step, area: Area) -> Slide:
    # The ledger's library takes a moment that other slides need not wait for.
    from stunting.slides.promise_board import board_slide

    return board_slide(sources, step, area)


TABS: dict[str, Maker] = {
    PROMISES: _promises,
    FOSTER: slide_of_foster,
    CAMPAIGN: campaign_slide,
    FUNDS: fund_slide,
}
