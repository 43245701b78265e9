"""Tab Berkas: the slides as PNG, PowerPoint, PDF and one page file."""

from __future__ import annotations

import streamlit as st

from stunting.ui.shell import View


def show(view: View) -> None:
    """Files of one slide or of the whole agenda."""
    st.caption(f"Berkas untuk {view.area.official_name}.")
