"""Rupiah."""

from __future__ import annotations

import streamlit as st

from stunting.ui.shell import View


def show(view: View) -> None:
    """The tab of one area."""
    st.caption(f"Rupiah: {view.area.official_name}")
