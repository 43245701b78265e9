"""The slides of an agenda over its release, made once for every window."""

from __future__ import annotations

import streamlit as st

from stunting.errors import StuntingError
from stunting.hall.decks import PackedDeck, pack
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda_json import from_json, to_json
from stunting.slides import deck_json
from stunting.slides.building import MAKERS
from stunting.slides.drawing import draw
from stunting.slides.drawing.inks import Inks, Size
from stunting.slides.drawings import Drawing
from stunting.slides.slide import Deck, Slide
from stunting.slides.sources import Sources
from stunting.ui import data
from stunting.ui.shell import View


def deck_for(view: View, agenda: Agenda) -> Deck:
    """The deck of an agenda: over the release it is frozen on, else over the one that is open.

    Raises:
        StuntingError: the frozen release is not on this computer, or has not the area.
    """
    return _deck(agenda.release_id or view.release_id, to_json(agenda))


def packed_for(view: View, agenda: Agenda) -> PackedDeck:
    """The same deck as browsers fetch it."""
    return _packed(agenda.release_id or view.release_id, to_json(agenda))


@st.cache_resource(max_entries=4, show_spinner=False)
def _deck(release_id: str, agenda_text: str) -> Deck:
    return _deck_of(release_id, from_json(agenda_text))


@st.cache_resource(max_entries=4, show_spinner=False)
def _packed(release_id: str, agenda_text: str) -> PackedDeck:
    drawn = Drawn()
    return pack(
        _deck(release_id, agenda_text),
        public=lambda deck, size: deck_json.public(deck, size, drawer=drawn),
        presenter=lambda deck, size: deck_json.presenter(deck, size, drawer=drawn),
    )


class Drawn:
    """Draws each drawing once per size: hall and presenter get the same pictures."""

    def __init__(self) -> None:
        # The drawing is kept beside its picture, so that no other takes its id.
        self._made: dict[tuple[int, Size, str], tuple[Drawing, str]] = {}

    def __call__(self, drawing: Drawing, *, size: Size, inks: Inks, watermark: str = "") -> str:
        name = (id(drawing), size, watermark)
        if name not in self._made:
            self._made[name] = (drawing, draw(drawing, size=size, inks=inks, watermark=watermark))
        return self._made[name][1]


def _deck_of(release_id: str, agenda: Agenda) -> Deck:
    sources = Sources(release=data.open_release(release_id))
    slides, problems = [], []
    for step in agenda.steps:
        made = Slide(key=step.key, title=step.title)
        if step.page:
            try:
                area = sources.area_of(step, area_code=agenda.area_code)
                made = MAKERS[step.page](sources, step, area)
            except (StuntingError, KeyError) as refused:
                problems.append(f"Langkah “{step.title}”: {refused}")
        slides.append(made)
    return Deck(
        agenda=agenda,
        area=sources.register.get(agenda.area_code),
        release_id=release_id,
        release_created=sources.release.manifest.created,
        slides=tuple(slides),
        problems=tuple(problems),
    )
