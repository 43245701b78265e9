"""The page Kasus: rows about single children, for officers alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from stunting.cases.casebook import casebook_place
from stunting.languages import N_, _
from stunting.ui import filters, ledger_state, only_internal, routine_filters, shell
from stunting.ui.cases_page import alarms_tab, audit_tab, board_tab, child_tab, open_forms, workshop_tab
from stunting.ui.shell import View

CSS = Path(__file__).with_name("cases.css")
CLOSED = N_("Halaman ini memuat data per anak dan hanya untuk petugas. Di mode publik tidak ada yang dibaca.")
TABS: dict[str, Callable[[View], None]] = {
    N_("Papan"): board_tab.show,
    N_("Peringatan"): alarms_tab.show,
    N_("Minilok"): workshop_tab.show,
    N_("Audit"): audit_tab.show,
    N_("Anak"): child_tab.show,
}


def cases_page(view: View) -> None:
    """Everything here is behind mode internal; a hidden tab is not run."""
    if not only_internal.is_open(_(CLOSED), key="kasus-terkunci"):
        return
    st.html(CSS)
    routine_filters.page_mode()
    ledger_state.show(view, of=casebook_place)
    for (name, show), tab in zip(TABS.items(), filters.tabs(list(TABS)), strict=True):
        if tab.open:
            with tab:
                _run(view, show)
        else:
            open_forms.left(name)
    ledger_state.line(view, of=casebook_place)


@st.fragment
def _run(view: View, show: Callable[[View], None]) -> None:
    """One tab; a change inside runs this part alone."""
    if filters.area_code_or_country(view.register) != view.area.code:
        # An area was chosen inside this part; the area row above it belongs to the whole page.
        st.rerun()
    with shell.explained():
        show(view)
