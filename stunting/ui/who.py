"""Who looks at this page: the account of the browser's session, through what the link asks to see it as.

On a laptop nobody is looked up. Asked for every figure that is read, so the answer is kept for a moment per window.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx

from stunting.access import see_as, viewer
from stunting.access.viewer import OWNER, ServiceMode, Viewer
from stunting.accounts import oidc, settings, viewers
from stunting.paths import Layout
from stunting.ui import filters

KEPT_S = 1.0
MOST_WINDOWS = 20_000

Source = Callable[[], Viewer]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    written: str
    until: float
    found: Viewer


_of_window: OrderedDict[str, _Kept] = OrderedDict()


def claims() -> dict[str, Any]:
    """What the office's provider says of this browser; nothing where there is none.

    `st.user` looks for files of secrets each time it is asked.
    """
    return dict(st.user.to_dict()) if settings.active().oidc is not None else {}


def of_session() -> Viewer:
    """The account of this browser; nobody without one."""
    email = oidc.verified_email(claims(), settings.active().oidc)
    return viewers.viewer_of_cookies(Layout.default(), st.context.cookies, email=email)


@dataclass(slots=True)
class _Asked:
    """Where the account of a session is found out."""

    source: Source = of_session


_asked = _Asked()


def ask(source: Source) -> None:
    """Find out the account of a session in another way."""
    _asked.source = source
    _of_window.clear()


def find() -> Viewer | None:
    """Who looks at the page that runs in this thread; None outside of a page."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return None
    is_laptop = viewer.service_mode() is ServiceMode.LAPTOP
    written = filters.asked(filters.SEE_AS)
    if is_laptop and not written:
        return OWNER
    now = time.monotonic()
    known = _of_window.get(context.session_id)
    if known is not None and known.written == written and now < known.until:
        return known.found
    found = see_as.seen_through(OWNER if is_laptop else _asked.source(), written)
    _of_window.pop(context.session_id, None)
    _of_window[context.session_id] = _Kept(written=written, until=now + KEPT_S, found=found)
    while len(_of_window) > MOST_WINDOWS:
        _of_window.popitem(last=False)
    return found


def own() -> Viewer:
    """Whoever looks with all of their rights, whatever they look through."""
    now = viewer.current()
    return now.within if now.within is not None else now


def is_known() -> bool:
    """Whether there is an account, or no need of one."""
    now = own()
    return now.is_owner or bool(now.name)


def base_path() -> str:
    """ "" or "/dasbor"."""
    inner = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{inner}" if inner else ""


def login_link(page_file: str) -> str:
    """The address of the login that leads back to this view."""
    stem = "" if page_file == "app.py" else page_file.removeprefix("pages/").removesuffix(".py")
    query = urlencode(filters.spoken(filters.address()))
    return f"{base_path()}/masuk?{urlencode({'ke': f'{base_path()}/{stem}' + (f'?{query}' if query else '')})}"


def account_link(page: str) -> str:
    """The address of a page about the own account ("keluar", "sandi"), in the language of this view."""
    query = urlencode(filters.spoken({}))
    return f"{base_path()}/{page}{f'?{query}' if query else ''}"


viewer.set_finder(find)
