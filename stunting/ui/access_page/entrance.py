"""Who may not manage accounts or read the trail is told why, and offered the way in."""

from __future__ import annotations

import streamlit as st

from stunting.access import gate, viewer
from stunting.access.policy import Thing
from stunting.access.viewer import ServiceMode
from stunting.accounts import settings
from stunting.languages import _
from stunting.ui import account_corner, who


def is_open() -> bool:
    """Whether the tabs may be drawn; if not, says why."""
    if viewer.service_mode() is ServiceMode.LAPTOP:
        st.info(
            _(
                "Di laptop tidak ada akun: dasbor terbuka untuk pemakainya. Akun, peran, dan jejak akses dipakai "
                "ketika dasbor dijalankan sebagai server; lihat docs/accounts.md."
            ),
            icon=":material/laptop:",
        )
        return False
    if gate.areas(Thing.ACCOUNTS) or gate.areas(Thing.AUDIT):
        return True
    known = account_corner.state()
    with st.container(key="akses-pintu", border=True):
        if known.account is not None:
            st.markdown(_("Akun Anda tidak mengatur akun dan tidak membaca jejak akses. Minta hak kepada admin."))
            return False
        st.markdown(_("Bagian ini untuk admin dan pimpinan. Masuk dahulu dengan akun Anda."))
        with st.container(horizontal=True):
            provider = settings.active().oidc
            if settings.active().local_accounts:
                st.link_button(_("Masuk dengan akun setempat"), who.login_link("pages/akses.py"))
            if provider is not None and st.button(_("Masuk dengan {label}", label=provider.label)):
                st.login()
    return False
