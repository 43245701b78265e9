"""Orang tua asuh: in mode publik what was published, in mode internal placements and what became of the children."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from stunting.cases.casebook import casebook_place
from stunting.languages import N_, _
from stunting.routine.district import Mode
from stunting.ui import filters, ledger_state, locks, only_internal, parts
from stunting.ui.actions_page.foster_tab import (
    attention_part,
    bench,
    import_part,
    overview_part,
    placements_part,
    publish_part,
    published_part,
    record_part,
)
from stunting.ui.shell import View

CSS = Path(__file__).with_name("foster.css")
SECTION = "asuh"
CLOSED = N_(
    "Penempatan anak asuh memuat data per anak dan hanya untuk petugas. Di mode publik yang "
    "dibaca hanya ringkasan yang sudah diterbitkan."
)
SECTIONS = {
    "ringkasan": (N_("Ringkasan"), overview_part.show),
    "perhatian": (N_("Perlu perhatian"), attention_part.show),
    "penempatan": (N_("Penempatan"), placements_part.show),
    "catat": (N_("Catat"), record_part.show),
    "impor": (N_("Impor lembar"), import_part.show),
    "terbitkan": (N_("Terbitkan"), publish_part.show),
}


def show(view: View) -> None:
    """The tab of one area; nothing restricted is read in mode publik."""
    st.html(CSS)
    if locks.mode() is Mode.PUBLIC:
        published_part.show(view)
        only_internal.is_open(_(CLOSED), key="asuh-terkunci")
        return
    if view.kabkota is None:
        st.html(_('<p class="jelas">Orang tua asuh dicatat per kabupaten/kota. Pilih kabupaten/kota di atas.</p>'))
        return
    ledger_state.show(view, of=casebook_place)
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        labels = {key: _(label) for key, (label, _show) in SECTIONS.items()}
        section = filters.one_of(_("Bagian"), SECTION, labels, default="ringkasan")
    parts.sample_line(view.kabkota.official_name, view.is_sample_in(view.kabkota))
    SECTIONS[section][1](view, bench.at(view, view.kabkota))
    ledger_state.line(view, of=casebook_place)
