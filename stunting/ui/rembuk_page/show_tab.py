"""Tab Tayang: whether all is ready, and the way to the screen."""

from __future__ import annotations

import html

import streamlit as st

from stunting.errors import StuntingError
from stunting.hall.hall import Hall, hall_of
from stunting.paths import Layout
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import agenda_changes, choices, decks, room_part, running_part
from stunting.ui.shell import View


def show(view: View) -> None:
    """Preflight, start, followers."""
    agenda_changes.say()
    hall = hall_of(Layout.default())
    saved = choices.chosen(view)
    running = hall.show()
    if running is not None:
        running_part.show(view, hall, running, saved)
        with st.expander("Pemeriksaan aula", icon=":material/checklist:"):
            _room()
        return
    if saved is None:
        st.html(
            '<h2 class="judul-gambar">Pilih agenda dulu</h2>'
            '<p class="anak-judul">Yang ditayangkan adalah langkah-langkah sebuah agenda.</p>'
        )
        st.button(
            "Ke tab Agenda", key="tayang-ke-agenda", on_click=filters.apply, args=({filters.TAB: ""},), type="primary"
        )
        return
    _prepare(view, hall, saved)


def _prepare(view: View, hall: Hall, saved: SavedAgenda) -> None:
    left, right = st.columns([1, 1], gap="large")
    with right:
        st.html('<h2 class="judul-daftar">Aula dan proyektor</h2>')
        _room()
    with left:
        _start(view, hall, saved)
        # Last, for the first time it takes seconds.
        with st.spinner(f"Menyusun {len(saved.agenda.steps)} langkah…"):
            deck = decks.deck_for(view, saved.agenda)
        _problems(deck.problems)


def _start(view: View, hall: Hall, saved: SavedAgenda) -> None:
    if st.button("Mulai tayang", type="primary", icon=":material/slideshow:", key="tayang-mulai"):
        try:
            with st.spinner("Menggambar semua langkah…"):
                packed = decks.packed_for(view, saved.agenda)
            hall.start(saved.name, packed)
        except StuntingError as refused:
            st.warning(str(refused), icon=":material/error:")
            return
        parts.repaint()
    st.caption("Belum ada yang tampil di layar: sesudah ini Anda mendapat tombol layar, catatan, dan PIN peserta.")


def _problems(problems: tuple[str, ...]) -> None:
    if not problems:
        return
    lines = "".join(f"<li>{html.escape(one)}</li>" for one in problems)
    st.html(
        f'<h2 class="judul-daftar">{len(problems)} langkah tayang sebagai judul saja</h2>'
        f'<ul class="tayang-masalah">{lines}</ul>'
    )


def _room() -> None:
    room_part.show()
    room_part.strip()
