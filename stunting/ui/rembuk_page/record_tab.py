"""Tab Catat: attendance, decisions, commitments and follow-up while the meeting goes on."""

from __future__ import annotations

import streamlit as st

from stunting.ui.shell import View


def show(view: View) -> None:
    """What is agreed goes into the ledger at once."""
    st.caption(f"Catatan untuk {view.area.official_name}.")
