"""Tab Tayang: whether all is ready, and the way to the screen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from stunting.errors import StuntingError
from stunting.hall.hall import Hall, hall_of
from stunting.languages import _
from stunting.paths import Layout
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.slides.slide import Deck
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import agenda_changes, checks_part, choices, decks, freezing, room_part, running_part
from stunting.ui.shell import View


def show(view: View) -> None:
    """Preflight, start, followers."""
    agenda_changes.say()
    hall = hall_of(Layout.default())
    saved = choices.chosen(view)
    running = hall.show()
    if running is not None:
        running_part.show(view, hall, running, saved)
        with st.expander(_("Uji proyektor"), icon=":material/checklist:"):
            room_part.strip()
        return
    if saved is None:
        st.html(
            _(
                '<h2 class="judul-gambar">Pilih agenda dulu</h2><p class="anak-judul">Yang '
                "ditayangkan adalah langkah-langkah sebuah agenda.</p>"
            )
        )
        st.button(
            _("Ke tab Agenda"),
            key="tayang-ke-agenda",
            on_click=filters.apply,
            args=({filters.TAB: ""},),
            type="primary",
        )
        return
    _prepare(view, hall, saved)


def _prepare(view: View, hall: Hall, saved: SavedAgenda) -> None:
    room = room_part.chosen()
    left, right = st.columns([1.15, 1], gap="large")
    with right:
        st.html(_('<h2 class="judul-daftar">Aula dan proyektor</h2>'))
        room_part.show(room)
        room_part.strip()
    with left:
        with st.container(key="tayang-mulai-baris", horizontal=True, vertical_alignment="center", gap="small"):
            _start(view, hall, saved)
            if not saved.agenda.is_frozen:
                freezing.freeze_button(view, saved, key="tayang-beku")
            told = st.empty()
        # Last, for the first time it takes seconds.
        with st.spinner(_("Menyusun {steps_n} langkah…", steps_n=len(saved.agenda.steps))):
            deck, refused = _deck(view, saved)
        found = checks_part.found(view, saved.agenda, deck, room)
        told.html(_('<p class="anak-judul">Pemeriksaan: {found}.</p>', found=checks_part.verdict(found)))
        if refused:
            st.warning(parts.plain(refused), icon=":material/error:")
        checks_part.show(found, deck.problems if deck else ())


def _deck(view: View, saved: SavedAgenda) -> tuple[Deck | None, str]:
    """The slides, or the sentence why there are none; the rest is checked all the same."""
    try:
        deck = decks.deck_for(view, saved.agenda)
        return replace(deck, problems=decks.problems_for(view, saved.agenda, deck)), ""
    except StuntingError as refused:
        return None, str(refused)


def _start(view: View, hall: Hall, saved: SavedAgenda) -> None:
    if not st.button(_("Mulai tayang"), type="primary", icon=":material/slideshow:", key="tayang-mulai"):
        return
    try:
        with st.spinner(_("Menggambar semua langkah…")):
            packed = decks.packed_for(view, saved.agenda)
        hall.start(saved.name, packed)
    except StuntingError as refused:
        st.warning(parts.plain(str(refused)), icon=":material/error:")
        return
    parts.repaint()
