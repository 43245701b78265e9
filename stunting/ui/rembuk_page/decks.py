"""The slides of an agenda over its release, made once for all windows."""

from __future__ import annotations

import streamlit as st

from stunting.hall.decks import PackedDeck, pack
from stunting.letterhead import Letterhead
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda_json import from_json, to_json
from stunting.slides.building import deck_of
from stunting.slides.slide import Deck
from stunting.ui import data, letterhead_form
from stunting.ui.shell import View


def deck_for(view: View, agenda: Agenda) -> Deck:
    """The deck of an agenda: over the release it is frozen on, else over the one that is open.

    Raises:
        StuntingError: the frozen release is not on this computer, or has not the area.
    """
    return _deck(agenda.release_id or view.release_id, to_json(agenda), _letterhead(view, agenda))


def packed_for(view: View, agenda: Agenda) -> PackedDeck:
    """The same deck as browsers fetch it."""
    return _packed(agenda.release_id or view.release_id, to_json(agenda), _letterhead(view, agenda))


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs={Letterhead: repr})
def _deck(release_id: str, agenda_text: str, letterhead: Letterhead) -> Deck:
    return deck_of(data.open_release(release_id), from_json(agenda_text), letterhead=letterhead)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs={Letterhead: repr})
def _packed(release_id: str, agenda_text: str, letterhead: Letterhead) -> PackedDeck:
    return pack(_deck(release_id, agenda_text, letterhead))


def _letterhead(view: View, agenda: Agenda) -> Letterhead:
    code = agenda.area_code
    kabkota = view.register.ancestor(code, "kabupaten") if code in view.register else None
    return letterhead_form.letterhead_of(kabkota)
