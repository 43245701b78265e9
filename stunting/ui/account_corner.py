"""The end of the menu on a server: the way in, or whose account it is and the way out."""

from __future__ import annotations

import html

import streamlit as st

from stunting.access import gate, viewer
from stunting.access.policy import Thing
from stunting.access.viewer import ServiceMode
from stunting.accounts import oidc, settings, viewers
from stunting.accounts.viewers import LoginState
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.ui import who


def is_server() -> bool:
    """Whether there are accounts at all."""
    return viewer.service_mode() is ServiceMode.SERVER


def manages() -> bool:
    """Whether whoever looks manages accounts or reads the trail."""
    return is_server() and bool(gate.areas(Thing.ACCOUNTS) or gate.areas(Thing.AUDIT))


def state() -> LoginState:
    """Whose session the browser of this page has, and what they have to be told."""
    claims = who.claims()
    provider = settings.active().oidc
    email = oidc.verified_email(claims, provider)
    known = viewers.state_of_cookies(Layout.default(), st.context.cookies, email=email)
    if known.account is None and email is None and claims.get("is_logged_in") is True and provider is not None:
        return LoginState(
            told=(
                N_(
                    "Surel akun kantor Anda belum diverifikasi di layanan masuk kantor, jadi tidak dapat dicocokkan. "
                    "Minta pengelola layanan itu memverifikasinya."
                ),
            )
        )
    return known


def show(page_file: str) -> None:
    """The links in the menu; nothing on a laptop."""
    if not is_server():
        return
    known = state()
    if known.account is None:
        words = f'<a href="{html.escape(who.login_link(page_file))}" target="_self">{_("Masuk")}</a>'
    else:
        words = (
            f'<span title="{html.escape(known.account.full_name)}">{html.escape(known.account.name)}</span>'
            f'<a href="{who.account_link("keluar")}" target="_self">{_("Keluar")}</a>'
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
        link = f' <a href="{who.account_link("sandi")}" target="_self">{_("Ganti kata sandi")}</a>'
    else:
        link = ""
    st.html(f'<p class="akun-pesan">{html.escape(known.problem)}{link}</p>')
