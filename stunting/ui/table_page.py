"""The recap an officer expects, per kecamatan, puskesmas or desa."""

from __future__ import annotations

import streamlit as st

from stunting.ui import routine_filters, shell
from stunting.ui.shell import View


@st.fragment
def table_page(view: View) -> None:
    """Filters and table; a change of a filter runs this part alone."""
    with shell.explained(), st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        routine_filters.chosen(view, page="tabel")
