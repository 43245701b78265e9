"""decree."""

from __future__ import annotations

import streamlit as st

from stunting.ui.shell import View


def show(view: View) -> None:
    st.write(view.area.name)
