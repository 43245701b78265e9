"""The way to mode internal, where a part of a page is for officers and not for the room."""

from __future__ import annotations

import streamlit as st

from stunting.languages import _
from stunting.routine.district import Mode
from stunting.ui import filters, locks


def button(*, key: str = "lokus-internal") -> None:
    """Leads to the same view in mode internal; nothing for whoever has none."""
    if Mode.INTERNAL.value not in locks.modes():
        return
    st.button(
        _("Pakai mode internal (khusus petugas)"),
        icon=":material/lock_open:",
        key=key,
        on_click=filters.apply,
        kwargs={"params": {filters.MODE: Mode.INTERNAL.value}},
    )


def is_open(sentence: str, *, key: str) -> bool:
    """Whether this part may be drawn: the link is in mode internal. If not, says why and offers the way.

    Nothing restricted may be read before this answered True.

    Raises:
        InvalidLinkError: the link names another mode.
        AccessDeniedError: as `locks.mode`.
    """
    if locks.mode() is Mode.INTERNAL:
        return True
    with st.container(border=True, key=f"{key}-kotak"):
        st.html(f'<p class="jelas">{sentence}</p>')
        button(key=key)
    return False
