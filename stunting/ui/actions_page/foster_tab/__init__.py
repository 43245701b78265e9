"""Orang tua asuh: programmes, placements and what became of the children; placements are for officers alone."""

from __future__ import annotations

import streamlit as st

from stunting.ui import only_internal
from stunting.ui.shell import View

CLOSED = "Penempatan anak asuh memuat data per anak dan hanya untuk petugas. Di mode publik tidak ada yang dibaca."


def show(view: View) -> None:
    """The tab of one area."""
    if not only_internal.is_open(CLOSED, key="asuh-terkunci"):
        return
    st.caption(f"Orang tua asuh: {view.area.official_name}")
