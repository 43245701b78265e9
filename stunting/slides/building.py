"""From an agenda and a release to the slides of its steps."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from stunting import languages
from stunting.errors import StuntingError
from stunting.geography import Area
from stunting.languages import N_, _, in_indonesian
from stunting.letterhead import Letterhead
from stunting.releases import OpenRelease
from stunting.rembuk.agenda import Agenda, Step, link
from stunting.rembuk.shown_pages import AgendaError
from stunting.slides import (
    from_banding,
    from_komitmen,
    from_layanan,
    from_lokus,
    from_peta,
    from_ringkasan,
    from_tabel,
    from_tren,
)
from stunting.slides.cards import cards_of
from stunting.slides.maker import Maker
from stunting.slides.slide import Deck, Slide
from stunting.slides.sources import Sources

if TYPE_CHECKING:
    from stunting.promises.book import PromiseBook

FAULT = N_("Tampilan ini tidak dapat disusun. Buka halamannya di dasbor, atau lewati langkah ini.")

log = logging.getLogger(__name__)

# Page of a step -> who makes its slide; every page of `shown_pages` is here.
MAKERS: Mapping[str, Maker] = {
    "ringkasan": from_ringkasan.slide,
    "peta": from_peta.slide,
    "tabel": from_tabel.slide,
    "tren": from_tren.slide,
    "banding": from_banding.slide,
    "lokus": from_lokus.slide,
    "komitmen": from_komitmen.slide,
    "layanan": from_layanan.slide,
}


@in_indonesian
def deck_of(
    release: OpenRelease,
    agenda: Agenda,
    *,
    letterhead: Letterhead | None = None,
    has_cards: bool = True,
    promises: PromiseBook | None = None,
) -> Deck:
    """All slides of an agenda over an open release, in mode publik.

    promises:  what the ledger has, see `promises.shown.book_for`; needed by steps that show it
    has_cards: also a card for every kecamatan and desa inside; files of a single view do without

    A step that the release cannot show becomes a slide of words with the reason, which stands in `problems` too.

    Raises:
        AgendaError: the agenda is frozen on another release.
        UnknownAreaError: the register of this release has no such area.
    """
    sources = Sources(release=release, promises=promises)
    area = checked_area(sources, agenda)
    problems: list[str] = []
    slides = tuple(_slide(sources, agenda, step, problems) for step in agenda.steps)
    cards = cards_of(sources, area) if has_cards else ()
    return Deck(
        agenda=agenda,
        area=area,
        release_id=release.id,
        release_created=release.manifest.created,
        slides=slides,
        cards=cards,
        letterhead=letterhead or Letterhead(),
        is_sample=sources.is_sample or any(one.is_sample for one in slides) or any(one.is_sample for one in cards),
        problems=tuple(problems),
    )


def checked_area(sources: Sources, agenda: Agenda) -> Area:
    """The area of an agenda that a release can show; a page asks here to be refused in the reader's language.

    Raises:
        AgendaError: the agenda is frozen on another release.
        UnknownAreaError: the register of the release has no such area.
    """
    if agenda.is_frozen and agenda.release_id != sources.release.id:
        raise AgendaError(
            _(
                "Agenda ini dibekukan pada rilis {frozen}, sedangkan yang terbuka rilis {open}. Buka rilis itu, atau "
                "lepaskan pembekuannya.",
                frozen=agenda.release_id,
                open=sources.release.id,
            )
        )
    return sources.register.get(agenda.area_code)


def problems_of(
    release: OpenRelease, agenda: Agenda, deck: Deck, *, promises: PromiseBook | None = None
) -> tuple[str, ...]:
    """`deck.problems` in the reader's language, for a page; the deck itself is Indonesian, as the hall is."""
    if not deck.problems or languages.current() == languages.INDONESIAN:
        return deck.problems
    # Not those of the deck: what they keep has Indonesian words in it.
    sources = Sources(release=release, promises=promises)
    problems: list[str] = []
    for step, slide in zip(agenda.steps, deck.slides, strict=True):
        if step.page and slide.is_words:
            _slide(sources, agenda, step, problems)
    return tuple(problems)


def _slide(sources: Sources, agenda: Agenda, step: Step, problems: list[str]) -> Slide:
    if not step.page:
        return _words(step, "")
    try:
        made = MAKERS[step.page](sources, step, sources.area_of(step, area_code=agenda.area_code))
    except StuntingError as refused:
        problems.append(_problem(step, str(refused)))
        return _words(step, str(refused))
    except Exception:
        # A fault in one view must not take the other steps away from a hall that waits.
        log.exception("Langkah %s (%s) tidak dapat disusun", step.key, step.page)
        problems.append(_problem(step, _(FAULT)))
        return _words(step, _(FAULT))
    # What a maker chose where the step says nothing stands in the link too, so that the page shows the same.
    params = {**made.params, **link(agenda, step)}
    return replace(
        made,
        key=step.key,
        title=step.title,
        page=step.page,
        params=params,
        children=_linked(made.children, page=step.page, params=params),
    )


def _problem(step: Step, sentence: str) -> str:
    return _("Langkah “{title}”: {sentence}", title=step.title, sentence=sentence)


def _words(step: Step, sentence: str) -> Slide:
    return Slide(key=step.key, title=step.title, sentence=sentence)


def _linked(children: Mapping[str, Slide], *, page: str, params: Mapping[str, str]) -> dict[str, Slide]:
    """The slides of the areas inside, each with the link of the step in its own area and unit."""
    return {code: replace(one, page=page, params={**params, **one.params}) for code, one in children.items()}
