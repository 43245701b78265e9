"""From an agenda and a release to the slides of its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from stunting.errors import StuntingError
from stunting.geography import Area
from stunting.letterhead import Letterhead
from stunting.releases import OpenRelease
from stunting.rembuk.agenda import Agenda, Step, link
from stunting.rembuk.shown_pages import AgendaError
from stunting.slides.cards import cards_of
from stunting.slides.slide import Deck, Slide
from stunting.slides.sources import Sources

# (sources, step, the area it shows) -> its slide; raises StuntingError where the release cannot show this view.
Maker = Callable[[Sources, Step, Area], Slide]


def deck_of(release: OpenRelease, agenda: Agenda, *, letterhead: Letterhead | None = None) -> Deck:
    """All slides of an agenda over an open release, in mode publik.

    A step that the release cannot show becomes a slide of words with the reason, which stands in `problems` too.

    Raises:
        AgendaError: the agenda is frozen on another release.
        UnknownAreaError: the register of this release has no such area.
    """
    if agenda.is_frozen and agenda.release_id != release.id:
        raise AgendaError(
            f"Agenda ini dibekukan pada rilis {agenda.release_id}, sedangkan yang terbuka rilis {release.id}. Buka "
            "rilis itu, atau lepaskan pembekuannya."
        )
    sources = Sources(release=release)
    area = sources.register.get(agenda.area_code)
    problems: list[str] = []
    slides = tuple(_slide(sources, agenda, step, problems) for step in agenda.steps)
    cards = cards_of(sources, area)
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


def maker_of(page: str) -> Maker | None:
    """Who makes the slides of a page: `slide` in `stunting.slides.from_<page>`, None for a step of words."""
    name = f"stunting.slides.from_{page}"
    return cast(Maker, import_module(name).slide) if page and find_spec(name) else None


def _slide(sources: Sources, agenda: Agenda, step: Step, problems: list[str]) -> Slide:
    make = maker_of(step.page)
    if make is None:
        return _words(step, step.decision)
    try:
        made = make(sources, step, sources.area_of(step, area_code=agenda.area_code))
    except StuntingError as refused:
        problems.append(f"Langkah “{step.title}”: {refused}")
        return _words(step, str(refused))
    # A slide says which row order or figure it took where the step left it open.
    params = {**made.params, **link(agenda, step)}
    return replace(
        made,
        key=step.key,
        title=step.title,
        page=step.page,
        params=params,
        children=_linked(made.children, page=step.page, params=params),
    )


def _words(step: Step, sentence: str) -> Slide:
    return Slide(key=step.key, title=step.title, sentence=sentence)


def _linked(children: Mapping[str, Slide], *, page: str, params: Mapping[str, str]) -> dict[str, Slide]:
    """The slides of the areas inside, each with the link of the step in its own area and unit."""
    return {code: replace(one, page=page, params={**params, **one.params}) for code, one in children.items()}
