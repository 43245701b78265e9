"""The same box on a page below the root."""

import streamlit as st

from stunting.geography import Register
from stunting.paths import Layout
from stunting.ui.area_search import area_search

st.title("Peta")
register = Register.from_parquet(Layout.default().raw / "wilayah" / "wilayah.parquet")
area_search(register, current_code="3514", key="cari", on_choose=lambda code: None, placeholder="Cari tempat")
