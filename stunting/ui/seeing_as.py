"""Lihat sebagai: choosing a role and an area to look through, and the banner while one does."""

from __future__ import annotations

import html

import streamlit as st

from stunting.access import audit, see_as, viewer
from stunting.access.audit import Event
from stunting.access.policy import Role
from stunting.access.see_as import SeenRole
from stunting.geography import COUNTRY, Area, Register
from stunting.languages import Words, _
from stunting.ui import filters, who

LABELS = Words(
    {
        Role.PUBLIC: "Publik, tanpa akun",
        Role.LEADER: "Pimpinan",
        Role.ANALYST: "Analis",
        Role.OPERATOR: "Operator puskesmas",
        Role.ADMIN: "Admin",
    }
)


def banner(register: Register) -> None:
    """Whose eyes these are, and the way back; nothing for everybody else.

    Raises:
        InvalidLinkError: the link names a role or an area that there is not; what it shows then is for the public.
    """
    if not viewer.current().seen_as:
        return
    asked = see_as.read(filters.asked(filters.SEE_AS))
    is_known = asked is not None and asked.area_code in register
    if is_known and asked is not None:
        place = "" if asked.role is Role.PUBLIC else f", {register.get(asked.area_code).official_name}"
        said = _("Anda melihat dasbor sebagai {role}{place}.", role=_(LABELS[asked.role]).lower(), place=place)
    else:
        said = _("Peran atau wilayah di tautan ini tidak dikenal; yang terlihat hanya bagian publik.")
    with st.container(key="lihat-sebagai-pita", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="sebagai">{html.escape(said)}</p>', width="content")
        st.button(
            _("Kembali ke hak saya"),
            key="sebagai-kembali",
            icon=":material/undo:",
            on_click=filters.apply,
            kwargs={"params": {filters.SEE_AS: ""}},
        )


def offer(area: Area) -> None:
    """The way to look as somebody else, at the end of the page, for whoever may."""
    if viewer.current().seen_as or not see_as.may_see_as(who.own()):
        return
    form = filters.folded(_("Lihat sebagai"), "lihat-sebagai", icon=":material/visibility:")
    if not form.open:
        return
    with form:
        st.caption(_("Periksa dulu apa yang terlihat oleh orang lain. Tautannya dapat dikirim; hak tidak bertambah."))
        role = st.selectbox(
            _("Peran"), list(LABELS), format_func=lambda one: _(LABELS[one]), key="sebagai-peran", width=260
        )
        place = area.official_name if area.code != COUNTRY else _("semua wilayah")
        st.caption(_("Wilayahnya: {place}, yang sedang Anda buka.", place=place))
        if st.button(_("Lihat"), type="primary", key="sebagai-mulai"):
            chosen = SeenRole(role=role, area_code=COUNTRY if role is Role.PUBLIC else area.code)
            audit.record(Event.SEEN_AS, chosen.area_code, {"peran": chosen.role.value})
            filters.fold("lihat-sebagai")
            filters.apply({filters.SEE_AS: chosen.written})
            st.rerun()
