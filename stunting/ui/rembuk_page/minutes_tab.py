"""Tab Berita acara: make the document, and check one."""

from __future__ import annotations

import streamlit as st

from stunting.ui.shell import View


def show(view: View) -> None:
    """Make, list and verify."""
    st.caption(f"Berita acara untuk {view.area.official_name}.")
