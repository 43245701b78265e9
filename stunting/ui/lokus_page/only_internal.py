"""The way to mode internal, where a tab has more for the officer than for the room."""

from __future__ import annotations

import streamlit as st

from stunting.routine.district import Mode
from stunting.ui import filters


def button() -> None:
    """Leads to the same view in mode internal."""
    st.button(
        "Pakai mode internal (khusus petugas)",
        icon=":material/lock_open:",
        key="lokus-internal",
        on_click=filters.apply,
        kwargs={"params": {filters.MODE: Mode.INTERNAL.value}},
    )
