"""One button for the view as a whole: start again, keep it under a name, open a kept one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stunting import saved_views
from stunting.access.policy import Thing
from stunting.languages import _
from stunting.paths import Layout
from stunting.saved_views import SavedViewError
from stunting.ui import filters, locks, parts, shell


def button(*, page: str, reset: Sequence[str]) -> None:
    """`reset`: the choices that "Atur ulang" empties."""
    with st.popover(_("Tampilan"), icon=":material/bookmark:", key="tampilan-simpan"):
        st.button(
            _("Atur ulang semua saringan"),
            icon=":material/restart_alt:",
            key="atur-ulang",
            on_click=filters.reset,
            args=(tuple(reset),),
        )
        if not locks.may_use((Thing.MEETINGS,)):
            # The kept views are those of the office.
            return
        kept = saved_views.read(Layout.default().additions)
        for number, one in enumerate(kept):
            _entry(number, one)
        if not kept:
            st.caption(_("Belum ada tampilan tersimpan."))
        name = st.text_input(
            _("Simpan tampilan ini sebagai"),
            key="tampilan-nama",
            placeholder=_("mis. Rapat camat Agustus"),
            max_chars=60,
        )
        if st.button(_("Simpan"), icon=":material/bookmark_add:", key="tampilan-tambah"):
            _save(name, page)


def _entry(number: int, one: saved_views.SavedView) -> None:
    file = next((entry.file for entry in shell.PAGES if entry.key == one.page), None)
    if file is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.page_link(
            file, label=parts.plain(one.name), icon=":material/bookmark:", query_params=filters.spoken(one.params)
        )
        st.button(
            _("Hapus"),
            key=f"tampilan-hapus-{number}",
            type="tertiary",
            on_click=saved_views.remove,
            args=(Layout.default().additions, one.name),
        )


def _save(name: str, page: str) -> None:
    # A kept view shows the release of its day only when the link pins it.
    try:
        saved_views.save(Layout.default().additions, name=name, page=page, params=filters.address())
    except SavedViewError as refused:
        st.warning(parts.plain(str(refused)))
        return
    st.rerun()
