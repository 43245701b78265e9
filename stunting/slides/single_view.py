"""One open view as a deck of one slide, for the files that travel alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.letterhead import Letterhead
from stunting.releases import OpenRelease
from stunting.rembuk.agenda import LONGEST_NAME, Agenda, Kind, Step
from stunting.rembuk.shown_pages import shown_of
from stunting.slides.building import deck_of
from stunting.slides.slide import Deck

if TYPE_CHECKING:
    from stunting.promises.book import PromiseBook

KEY = "tampilan"


@in_indonesian
def deck_of_view(
    release: OpenRelease,
    page: str,
    params: Mapping[str, str],
    *,
    area: Area,
    title: str,
    letterhead: Letterhead | None = None,
    promises: PromiseBook | None = None,
) -> Deck:
    """The slide that this view would be as a step of an agenda: mode publik, without what the hall may not see.

    Raises:
        AgendaError: the title is empty or too long.
    """
    shown = shown_of(page, params)
    step = Step(key=KEY, title=title, page=shown.page, params=shown.params)
    agenda = Agenda(name=title[:LONGEST_NAME].strip(), kind=Kind.OWN, area_code=area.code, steps=(step,))
    return deck_of(release, agenda, letterhead=letterhead, has_cards=False, promises=promises)
