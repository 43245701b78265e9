"""The page Layanan: coverage of services, families at risk, association with prevalence, sheets to take home."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from stunting.access.policy import Thing
from stunting.languages import N_
from stunting.ui import filters, locks, routine_filters, shell
from stunting.ui.services_page import association_tab, coverage_tab, data_tab, desa_sheet_tab, risk_tab, weakest_tab
from stunting.ui.shell import View

CSS = Path(__file__).with_name("services.css")
TABS: dict[str, Callable[[View], None]] = {
    N_("Cakupan"): coverage_tab.show,
    N_("Terlemah"): weakest_tab.show,
    N_("Kaitan"): association_tab.show,
    N_("Keluarga berisiko"): risk_tab.show,
    N_("Lembar desa"): desa_sheet_tab.show,
    N_("Data layanan"): data_tab.show,
}
NEEDS: Mapping[str, Sequence[Thing]] = {"Data layanan": (Thing.TABLES,)}  # no text


def services_page(view: View) -> None:
    """A hidden tab is not run."""
    st.html(CSS)
    routine_filters.page_mode()
    offered = locks.open_tabs(TABS, NEEDS)
    for show, tab in zip(offered.values(), filters.tabs(list(offered)), strict=True):
        if tab.open:
            with tab:
                _run(view, show)


@st.fragment
def _run(view: View, show: Callable[[View], None]) -> None:
    """One tab; a change inside runs this part alone."""
    with shell.explained():
        show(view)
