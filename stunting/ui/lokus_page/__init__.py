"""The page Lokus: one tab per question about priority villages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from stunting.access.policy import Thing
from stunting.languages import N_
from stunting.ui import filters, ledger_state, locks, parts, shell
from stunting.ui.lokus_page import choose_tab, compare_tab, decree_tab, effect_tab, lists_tab
from stunting.ui.shell import View

CSS = Path(__file__).with_name("lokus.css")
LISTS, CHOOSE, DECREE = N_("Daftar"), N_("Pilih"), N_("SK dan keputusan")
COMPARE, EFFECT = N_("Banding"), N_("Dampak")
TABS: dict[str, Callable[[View], None]] = {
    LISTS: lists_tab.show,
    CHOOSE: choose_tab.show,
    DECREE: decree_tab.show,
    COMPARE: compare_tab.show,
    EFFECT: effect_tab.show,
}
NEEDS: Mapping[str, Sequence[Thing]] = {CHOOSE: (Thing.COUNTS,), DECREE: (Thing.LEDGER,)}


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
