"""The keyboard of the tab Catat; the browser part is `catat.js`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from stunting.ui.static_files import loader

SCRIPT = Path(__file__).with_name("catat.js")
NAME = "stunting_record_keys"


def listen(section: str, *, token: str) -> None:
    """Alt and a digit open a section; with another token the first box of `st-key-catat-<section>` gets the focus."""
    _component()(key=f"catat-tombol-{section}", data={"section": section, "token": token}, height=1)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, js=loader(SCRIPT), isolate_styles=False)
