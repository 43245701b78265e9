"""Tab Tayang: whether all is ready, and the way to the screen."""

from __future__ import annotations

import streamlit as st

from stunting.ui.shell import View


def show(view: View) -> None:
    """Preflight, start, followers."""
    st.caption(f"Tayang untuk {view.area.official_name}.")
