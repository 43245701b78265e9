"""Finding one child. A NIK is typed hidden, turned into the key in memory, and forgotten with the same run."""

from __future__ import annotations

import streamlit as st

from stunting.cases import children, numbers
from stunting.errors import StuntingError
from stunting.languages import _
from stunting.ui import filters, parts
from stunting.ui.cases_page import desk
from stunting.ui.cases_page.desk import Desk

ASKED = "nik-dicari"
ANSWER = "nik-jawaban"
LONGEST_NIK = 24


def show(at: Desk) -> None:
    """Two boxes: the case number, which may stand in a link, and the NIK, which may not stand anywhere."""
    left, right = st.columns(2, gap="medium")
    with left:
        filters.typed(_("Nomor kasus"), desk.CASE, placeholder="K-7QX4M2B", longest=12)
    with right:
        _by_nik(at)


def _by_nik(at: Desk) -> None:
    # Another key after each search: the box that held the digits is gone, and with it what the server kept of it.
    turn = int(str(filters.noted(ASKED, 0)))
    with (
        st.form(f"cari-nik-{turn}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        nik = st.text_input(
            _("NIK (tidak disimpan)"),
            type="password",
            max_chars=LONGEST_NIK,
            autocomplete="off",
            key=f"nik-{turn}",
            placeholder=_("16 angka"),
            help=_("Dihitung di memori menjadi nomor kasus. Tidak disimpan, tidak dicatat, tidak masuk tautan."),
        )
        wanted = st.form_submit_button(_("Cari"), icon=":material/search:")
    said = filters.taken(ANSWER)
    if said:
        st.warning(parts.plain(str(said)), icon=":material/search_off:")
    if not wanted:
        return
    filters.note(ASKED, turn + 1)
    try:
        key = children.find_by_nik(at.layout, at.kabkota.code, nik or "")
    except StuntingError as refused:
        filters.note(ANSWER, str(refused))
        parts.repaint()
        return
    if key is None:
        filters.note(ANSWER, _("Tidak ada anak dengan NIK itu di data {kabkota}.", kabkota=at.kabkota.official_name))
    else:
        filters.apply({desk.CASE: numbers.case_number(key)})
    parts.repaint()
