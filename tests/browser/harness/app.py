"""A page with the search box, for the browser tests: what was chosen, and how often the page ran."""

import streamlit as st

from stunting.geography import Register
from stunting.paths import Layout
from stunting.ui.area_search import area_search


@st.cache_resource
def register() -> Register:
    return Register.from_parquet(Layout.default().raw / "wilayah" / "wilayah.parquet")


def go_to(code: str) -> None:
    st.session_state["kode"] = code


st.session_state.setdefault("kode", "3514")
st.session_state["kali"] = st.session_state.get("kali", 0) + 1

area_search(register(), current_code=st.session_state["kode"], key="cari", on_choose=go_to)

st.title(register().full_name(st.session_state["kode"]))
st.markdown(f"kode {st.session_state['kode']}, dijalankan {st.session_state['kali']} kali")
st.text_input("Catatan", key="catatan", placeholder="Tulis catatan")
st.page_link("pages/peta.py", label="Ke peta")
