"""Tab Agenda: the steps of the meeting in order."""

from __future__ import annotations

import streamlit as st

from stunting.ui.shell import View


def show(view: View) -> None:
    """Choose, make and edit an agenda."""
    st.caption(f"Agenda untuk {view.area.official_name}.")
