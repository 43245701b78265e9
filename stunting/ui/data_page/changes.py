"""Every change of the restricted store that the page offers: once confirmed, it is committed and a release follows.

A change takes some seconds, for the release is built anew; a bar says how far it is. Errors end in the page's frame.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stunting.build.release import Progress
from stunting.paths import Layout
from stunting.ui import filters


def carry_out(change: Callable[[Layout, Progress], object], *, doing: str, done: str) -> None:
    """Carry out a change and run the page again, on the release that is live then.

    doing: "Mencabut kiriman"; done: the sentence of the small notice afterwards

    Raises:
        StuntingError: it is refused; nothing changed.
    """
    bar = st.progress(0.0, text=f"{doing} …")

    def show(step: str, count: int, total: int) -> None:
        bar.progress(min(count / max(total, 1), 1.0), text=f"{doing}: {step} …")

    try:
        change(Layout.default(), show)
    finally:
        bar.empty()
    st.toast(done, icon=":material/check_circle:")
    filters.apply({filters.RELEASE: ""})
    st.rerun()
