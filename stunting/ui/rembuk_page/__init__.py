"""The page Rembuk: from the agenda to the signed minutes, one tab per moment of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from stunting.access.policy import Thing
from stunting.languages import N_
from stunting.ui import filters, ledger_state, locks, shell
from stunting.ui.rembuk_page import agenda_tab, choices, files_tab, minutes_tab, record_tab, show_tab
from stunting.ui.shell import View

CSS = Path(__file__).with_name("rembuk.css")
TABS: dict[str, Callable[[View], None]] = {
    N_("Agenda"): agenda_tab.show,
    N_("Tayang"): show_tab.show,
    N_("Catat"): record_tab.show,
    N_("Berita acara"): minutes_tab.show,
    N_("Berkas"): files_tab.show,
}
NEEDS: Mapping[str, Sequence[Thing]] = {
    "Catat": (Thing.LEDGER_WRITING,),  # no text
    "Berita acara": (Thing.LEDGER,),  # no text
}


def rembuk_page(view: View) -> None:
    """A hidden tab is not run."""
    st.html(CSS)
    ledger_state.show(view)
    choices.picker(view)
    offered = locks.open_tabs(TABS, NEEDS)
    for show, tab in zip(offered.values(), filters.tabs(list(offered)), strict=True):
        if tab.open:
            with tab:
                _run(view, show)
    ledger_state.line(view)


@st.fragment
def _run(view: View, show: Callable[[View], None]) -> None:
    """One tab; a change inside runs this part alone."""
    with shell.explained():
        show(view)
