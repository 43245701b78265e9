"""The form for one right: role, areas, until when and why, and what may be taken along."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from stunting.access.policy import Role, Thing
from stunting.access.viewer import EXPORTS, Grant
from stunting.geography import COUNTRY
from stunting.languages import Words, _
from stunting.ui import filters
from stunting.ui.area_search import area_search
from stunting.ui.shell import View

ROLES = Words(
    {
        Role.LEADER: "Pimpinan: membaca mode internal dan buku, mengunduh gambar",
        Role.ANALYST: "Analis: mengolah, mengimpor, menyiapkan rembuk, mengunduh",
        Role.OPERATOR: "Operator puskesmas: baris anak dan kasus di wilayahnya",
        Role.ADMIN: "Admin: mengatur akun dan rilis, membaca jejak; bukan data anak",
    }
)
KINDS = Words({Thing.DATA_FILES: "Data", Thing.PICTURES: "Gambar", Thing.CLIPBOARD: "Salin"})
LONGEST_ACCESS = dt.timedelta(days=366)


def form(view: View, key: str) -> Grant:
    """What was chosen so far; whoever gives it checks it."""
    role = st.radio(_("Peran"), list(ROLES), format_func=lambda one: ROLES[one], key=f"{key}-peran", horizontal=False)
    codes = _areas(view, key)
    is_temporary = st.toggle(_("Sementara"), key=f"{key}-sementara", help=_("Berakhir sendiri pada hari yang dipilih."))
    until, reason = None, ""
    if is_temporary:
        left, right = st.columns([1, 3])
        today = dt.date.today()
        until = left.date_input(
            _("Hari terakhir"),
            value=today + dt.timedelta(days=14),
            min_value=today,
            max_value=today + LONGEST_ACCESS,
            format="DD/MM/YYYY",
            key=f"{key}-sampai",
        )
        reason = right.text_input(
            _("Alasan"), key=f"{key}-alasan", max_chars=300, placeholder=_("mis. menggantikan bidan yang cuti")
        )
    return Grant(role=role, area_codes=codes, until=until, reason=reason, exports=_exports(role, key))


def _areas(view: View, key: str) -> tuple[str, ...]:
    # The whole country is not given by an oversight.
    first = () if view.area.code == COUNTRY else (view.area.code,)
    noted = filters.noted(f"{key}-wilayah", first)
    codes: tuple[str, ...] = noted if isinstance(noted, tuple) else ()

    def add(code: str) -> None:
        filters.note(f"{key}-wilayah", tuple(dict.fromkeys((*codes, code))))

    def remove(code: str) -> None:
        filters.note(f"{key}-wilayah", tuple(one for one in codes if one != code))

    st.markdown(_("**Wilayah**, termasuk semua di dalamnya"))
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-terpilih"):
        for code in codes:
            st.button(
                view.register.full_name(code) if code in view.register else code,
                icon=":material/close:",
                key=f"{key}-lepas-{code}",
                help=_("Lepas wilayah ini"),
                on_click=remove,
                args=(code,),
            )
        with st.container(width=320):
            area_search(
                view.register,
                current_code=view.area.code,
                key=f"{key}-cari",
                on_choose=add,
                placeholder=_("Tambah wilayah"),
            )
    return codes


def _exports(role: Role, key: str) -> frozenset[Thing] | None:
    """None where the policy decides."""
    if role not in (Role.LEADER, Role.ANALYST):
        return None
    if not st.toggle(
        _("Batasi unduhan mode internal"), key=f"{key}-batasi", help=_("Tanpa ini berlaku aturan perannya.")
    ):
        return None
    chosen = st.pills(
        _("Boleh diunduh"),
        list(KINDS),
        format_func=lambda one: KINDS[one],
        selection_mode="multi",
        key=f"{key}-unduh",
    )
    return frozenset(chosen) & EXPORTS
