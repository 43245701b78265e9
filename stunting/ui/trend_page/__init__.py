"""The page Tren: one tab per question about change."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stunting.languages import N_
from stunting.ui import filters, parts, published, routine_filters, shell
from stunting.ui.shell import View
from stunting.ui.trend_page import claim_tab, forecast_tab, routine_tab, survey_tab, two_numbers_tab

ROUTINE, SURVEY, TWO, CLAIM, TARGET = N_("Rutin"), N_("Survei"), N_("Dua angka"), N_("Uji klaim"), N_("Target")


def trend_page(view: View) -> None:
    """Routine figures first where there are some; a hidden tab is not run."""
    is_local = view.kabkota is not None and routine_filters.has_routine(view)
    is_announced = view.kabkota is not None and bool(published.rates(view, view.kabkota))
    rest = [SURVEY, TWO, CLAIM, TARGET] if is_announced else [SURVEY, CLAIM, TARGET]
    labels = [ROUTINE, TWO, CLAIM, TARGET, SURVEY] if is_local else rest
    shown = {ROUTINE: routine_tab, SURVEY: survey_tab, TWO: two_numbers_tab, CLAIM: claim_tab, TARGET: forecast_tab}
    for label, tab in zip(labels, filters.tabs(labels), strict=True):
        if tab.open:
            with tab:
                _run(view, shown[label].show)
    parts.method_note("tren")


@st.fragment
def _run(view: View, show: Callable[[View], None]) -> None:
    """One tab; a change of a filter runs this part alone."""
    with shell.explained():
        show(view)
