"""The page Komitmen: what was promised, foster parents, campaign events, money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from stunting.access.policy import Thing
from stunting.languages import N_
from stunting.ui import filters, ledger_state, locks, routine_filters, shell
from stunting.ui.actions_page import campaign_tab, foster_tab, funds_tab, promises_tab
from stunting.ui.shell import View

TABS: dict[str, Callable[[View], None]] = {
    N_("Tagih janji"): promises_tab.show,
    N_("Orang tua asuh"): foster_tab.show,
    N_("Kampanye"): campaign_tab.show,
    N_("Rupiah"): funds_tab.show,
}
NEEDS: Mapping[str, Sequence[Thing]] = {"Tagih janji": (Thing.LEDGER,)}  # no text


def actions_page(view: View) -> None:
    """A hidden tab is not run."""
    ledger_state.show(view)
    routine_filters.page_mode()
    offered = locks.open_tabs(TABS, NEEDS)
    for show, tab in zip(offered.values(), filters.tabs(list(offered)), strict=True):
        if tab.open:
            with tab:
                _run(view, show)
            if show is promises_tab.show:
                # The other tabs say nothing out of the ledger.
                ledger_state.line(view)


@st.fragment
def _run(view: View, show: Callable[[View], None]) -> None:
    """One tab; a change inside runs this part alone."""
    with shell.explained():
        show(view)
