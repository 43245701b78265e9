"""Which browser asks: for what belongs to the one that started it, on a server that a whole office may use."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

# Streamlit gives every browser a random token against forged requests; it survives a reload, a session does not.
COOKIE = "_streamlit_xsrf"


def key() -> str:
    """The same text for every tab and reload of one browser; without cookies, for one session."""
    token = _token(str(st.context.cookies.get(COOKIE, "")))
    if token:
        return token
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _token(cookie: str) -> str:
    """The token of "2|mask|masked token|time", whose mask changes with every request; "" where it is none."""
    fields = cookie.split("|")
    try:
        mask, masked = bytes.fromhex(fields[1]), bytes.fromhex(fields[2])
        return bytes(one ^ mask[at % len(mask)] for at, one in enumerate(masked)).hex()
    except (IndexError, ValueError, ZeroDivisionError):
        return ""
