"""The end of the menu on a server: the way in, or whose account it is and the way out."""

from __future__ import annotations

import html
from urllib.parse import urlencode

import streamlit as st
from streamlit import config

from stunting.access import gate, viewer
from stunting.access.policy import Thing
from stunting.access.viewer import ServiceMode
from stunting.accounts import oidc, settings, viewers
from stunting.accounts.viewers import LoginState
from stunting.languages import _
from stunting.paths import Layout
from stunting.ui import filters


def is_server() -> bool:
    """Whether there are accounts at all."""
    return viewer.service_mode() is ServiceMode.SERVER


def manages() -> bool:
    """Whether whoever looks manages accounts or reads the trail."""
    return is_server() and bool(gate.areas(Thing.ACCOUNTS) or gate.areas(Thing.AUDIT))


def state() -> LoginState:
    """Whose session the browser of this page has, and what they have to be told."""
    claims = dict(st.user.to_dict())
    provider = settings.active().oidc
    email = oidc.verified_email(claims, provider)
    known = viewers.state_of_cookies(Layout.default(), st.context.cookies, email=email)
    if known.account is None and email is None and claims.get("is_logged_in") is True and provider is not None:
        return LoginState(
            problem=_(
                "Surel akun kantor Anda belum diverifikasi di layanan masuk kantor, jadi tidak dapat dicocokkan. "
                "Minta pengelola layanan itu memverifikasinya."
            )
        )
    return known


def base_path() -> str:
    """ "" or "/dasbor"."""
    inner = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{inner}" if inner else ""


def login_link(page_file: str) -> str:
    """The address of the login that leads back to this view."""
    stem = "" if page_file == "app.py" else page_file.removeprefix("pages/").removesuffix(".py")
    query = urlencode(filters.address())
    target = f"{base_path()}/{stem}" + (f"?{query}" if query else "")
    return f"{base_path()}/masuk?{urlencode({'ke': target})}"


def show(page_file: str) -> None:
    """The links in the menu; nothing on a laptop."""
    if not is_server():
        return
    known = state()
    if known.account is None:
        words = f'<a href="{html.escape(login_link(page_file))}" target="_self">{_("Masuk")}</a>'
    else:
        words = (
            f'<span title="{html.escape(known.account.full_name)}">{html.escape(known.account.name)}</span>'
            f'<a href="{base_path()}/keluar" target="_self">{_("Keluar")}</a>'
        )
    with st.container(key="akun-pojok", width="content"):
        st.html(f'<span class="akun-pojok">{words}</span>', width="content")


def tell() -> None:
    """What whoever looks has to be told about their login, under the menu."""
    if not is_server():
        return
    known = state()
    if not known.problem:
        return
    if known.account is not None and known.account.must_change:
        link = f' <a href="{base_path()}/sandi" target="_self">{_("Ganti kata sandi")}</a>'
    else:
        link = ""
    st.html(f'<p class="akun-pesan">{html.escape(known.problem)}{link}</p>')
