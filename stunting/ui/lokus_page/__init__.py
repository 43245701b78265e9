"""The page Lokus: one tab per question about priority villages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from stunting.access.policy import Thing
from stunting.ui import filters, ledger_state, locks, parts, shell
from stunting.ui.lokus_page import choose_tab, compare_tab, decree_tab, effect_tab, lists_tab
from stunting.ui.shell import View

CSS = Path(__file__).with_name("lokus.css")
TABS: dict[str, Callable[[View], None]] = {
    "Daftar": lists_tab.show,
    "Pilih": choose_tab.show,
    "SK dan keputusan": decree_tab.show,
    "Banding": compare_tab.show,
    "Dampak": effect_tab.show,
}
NEEDS: Mapping[str, Sequence[Thing]] = {"Pilih": (Thing.COUNTS,), "SK dan keputusan": (Thing.LEDGER,)}


def lokus_page(view: View) -> None:
    """A hidden tab is not run."""
    st.html(CSS)
    ledger_state.show(view)
    offered = locks.open_tabs(TABS, NEEDS)
    for show, tab in zip(offered.values(), filters.tabs(list(offered)), strict=True):
        if tab.open:
            with tab:
                _run(view, show)
    ledger_state.line(view)
    parts.method_note("lokus")


@st.fragment
def _run(view: View, show: Callable[[View], None]) -> None:
    """One tab; a change of a filter runs this part alone."""
    if filters.area_code_or_country(view.register) != view.area.code:
        # A desa was chosen inside this part; the area row above it belongs to the whole page.
        st.rerun()
    with shell.explained():
        show(view)
