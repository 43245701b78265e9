"""An open page goes on by itself after the server was started again; the browser part is `sambung.js`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from stunting.ui.static_files import loader

SCRIPT = Path(__file__).with_name("sambung.js")
NAME = "stunting_reconnection"


def listen() -> None:
    """Once per page is enough; it may stand inside a fragment."""
    _component()(key="sambung", data={}, height=1)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, js=loader(SCRIPT), isolate_styles=False)
