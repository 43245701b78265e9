"""A long piece of our own HTML that travels compressed: a list of sixty desa is 25 kB of marks, and 4 kB packed.

The browser part is `kemasan.js`. Style sheets of the page apply inside, as with `st.html`. Nothing is cleaned on the
way, so the caller has escaped every name and every reader's word.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from stunting.ui.static_files import loader, pack

SCRIPT = Path(__file__).with_name("kemasan.js")
NAME = "stunting_packed_html"


def packed_html(written: str, *, key: str) -> None:
    """Show escaped HTML; what was scrolled in it and what had the focus stay as they are when it changes."""
    # Equal texts are equal bytes, which are not sent again.
    _component()(key=key, data=pack(written.encode()), height="content")


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, js=loader(SCRIPT), isolate_styles=False)
