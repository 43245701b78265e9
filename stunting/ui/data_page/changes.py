"""Every change of the restricted store that the page offers: once confirmed, it is committed and a release follows.

A change takes some seconds, for the release is built anew; a spinner says so. Errors end in the page's own frame.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stunting.paths import Layout
from stunting.ui import filters


def commit(change: Callable[[Layout], object], *, doing: str, done: str) -> None:
    """Carry out a change and run the page again, on the release that is live then.

    doing: "Mencabut kiriman"; done: the sentence of the small notice afterwards

    Raises:
        StuntingError: it is refused; nothing changed.
    """
    with st.spinner(f"{doing} dan membangun rilis baru …"):
        change(Layout.default())
    st.toast(done, icon=":material/check_circle:")
    filters.apply({filters.RELEASE: ""})
    st.rerun()
