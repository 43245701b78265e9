"""A case that does not come from an alarm: mothers, brides, and children who are not in the imported data."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from stunting.cases import recording
from stunting.cases.records import Case, Group, semester_of
from stunting.geography import Area
from stunting.languages import _
from stunting.ui import filters
from stunting.ui.cases_page import desk, words
from stunting.ui.cases_page.desk import Desk

FORM = "kasus-baru"
CELL, PARAGRAPH = 300, 5_000


def show(at: Desk) -> None:
    """A button that opens the form."""
    form = filters.folded(_("Kasus baru"), FORM, icon=":material/add:")
    if not form.open:
        return
    with form:
        by = desk.writer()
        st.caption(_("Untuk balita yang ada di data impor, buka kasusnya dari tab Peringatan atau Anak."))
        with st.form("kasus-baru-isian", border=False):
            group = st.selectbox(_("Kelompok"), list(Group), format_func=words.group)
            desa_code = desa_box(at)
            puskesmas = puskesmas_box(at)
            reason = st.text_input(_("Alasan kasus"), max_chars=CELL, placeholder=_("mis. KEK dan anemia"))
            note = st.text_area(_("Catatan"), max_chars=PARAGRAPH, height=80, help=_(desk.NAMELESS))
            wanted = st.form_submit_button(_("Buka kasus"), icon=":material/add:", type="primary")
        if not wanted:
            return
        if group is None or desa_code is None:
            st.warning(_("Pilih kelompok dan desa/kelurahan kasus ini."))
            return
        today = dt.date.today()
        case = Case(
            case_no=recording.new_case_number(group),
            group=group,
            desa_code=desa_code,
            opened_on=today,
            semester=semester_of(today),
            year=today.year,
            puskesmas=puskesmas or "",
            reason=reason,
            note=note,
        )
        desk.write(
            lambda: recording.open_case(at.book, case, by=by),
            done=_("kasus {case_no} dibuka", case_no=case.case_no),
            after=lambda _entry: filters.fold(FORM),
        )


def desa_box(at: Desk) -> str | None:
    """One desa of the area that is looked at; None where none was chosen."""
    codes = [one.code for one in desa_of(at)]
    names = {code: at.view.register.full_name(code).split(" (")[0] for code in codes}
    several = len(codes) > 1
    chosen = st.selectbox(
        "Desa/kelurahan",
        codes,
        index=None if several else 0,
        format_func=lambda code: f"{names[code]}, {at.view.register.place(code).split(',')[0]}",
        placeholder=_("Pilih desa/kelurahan"),
    )
    return str(chosen) if chosen else None


def puskesmas_box(at: Desk, known: str = "") -> str | None:
    """One puskesmas of the kabupaten, by its name."""
    names = sorted({*at.puskesmas_names.values(), *([known] if known else [])})
    return st.selectbox(
        _("Puskesmas"), names, index=names.index(known) if known in names else None, placeholder=_("Pilih puskesmas")
    )


def desa_of(at: Desk) -> list[Area]:
    """The desa inside the area that is looked at."""
    area = at.view.area
    if area.level == "desa":
        return [area]
    children = at.view.register.children(area.code)
    if area.level == "kecamatan":
        return list(children)
    return [desa for kecamatan in children for desa in at.view.register.children(kecamatan.code)]
