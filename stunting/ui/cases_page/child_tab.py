"""Anak: the growth line of one child, found by its case number or by a NIK that nothing keeps."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.cases import children
from stunting.charts.growth_line import Note, growth_line
from stunting.charts.growth_marks import INDEXES, LAST_DAY
from stunting.frames import records
from stunting.languages import N_, _
from stunting.ui import filters, parts
from stunting.ui.cases_page import alarm_list, child_search, desk, foster_links, words
from stunting.ui.cases_page.desk import Desk
from stunting.ui.shell import View

INDEX = "indeks"
SOURCE = N_("TERBATAS - hanya untuk petugas. Sumber: daftar balita yang diimpor.")
FLAGS = {"is_haz_flagged": ("haz", "height_cm"), "is_waz_flagged": ("waz", "weight_kg")}


def show(view: View) -> None:
    """The search, and the child that the link names by its case number."""
    at = desk.at(view)
    if at is None or not desk.has_import(at):
        return
    child_search.show(at)
    case_no = desk.asked_case()
    if not case_no:
        st.caption(_("Ketik nomor kasus, atau NIK, untuk melihat garis pertumbuhan satu anak."))
        return
    keys = children.find_by_case_number(at.layout, at.kabkota.code, case_no)
    if not keys:
        st.html(
            _(
                '<p class="jelas">Tidak ada anak bernomor {number} di data {area}.</p><p>Periksa hurufnya. Nomor ibu '
                "hamil, catin, dan anak di luar data tidak punya garis pertumbuhan.</p>",
                number=html.escape(filters.shortened(case_no)),
                area=html.escape(at.kabkota.official_name),
            )
        )
        return
    same = children.children_of(at.layout, keys)
    if len(same) > 1:
        st.warning(
            _(
                "Nomor {case_no} dimiliki {same_n} anak. Cocokkan umur, jenis kelamin, dan desanya.",
                case_no=parts.plain(case_no),
                same_n=len(same),
            ),
            icon=":material/group:",
        )
    for row in records(same):
        _child(at, row, number=len(same))


def _child(at: Desk, row: Any, *, number: int) -> None:
    facts = child_facts(at, row)
    alarms = children.alarms_in(at.layout, row.desa_code, register=at.view.register, placed=foster_links.placed(at))
    alarms = alarms[alarms["key"] == row.key]
    case_no = str(row.case_no)
    st.html(
        f'<p class="kasus-kepala">{html.escape(case_no)}</p><p class="anak-judul">{html.escape(facts)}</p>'
        + "".join(words.alarm_chip(rule) for rule in alarms["rule"])
        + "".join(f'<p class="sumber">{html.escape(str(text))}</p>' for text in alarms["detail"] if text)
    )
    _case(at, row, alarms, case_no)
    visits = drawn_visits(children.visits_of(at.layout, row.key))
    labels = {key: one.label for key, one in INDEXES.items()}
    if number == 1:
        chosen = filters.one_of(_("Kurva"), INDEX, labels, default="tbu")
    else:
        chosen = filters.checked(INDEX, labels, default="tbu")
    if visits.empty:
        st.info(_("Anak ini terdaftar, tetapi belum pernah ditimbang atau diukur."))
        return
    picture = growth_line(
        visits,
        sex=str(row.sex),
        index=INDEXES[chosen],
        name=case_no,
        source=_(SOURCE),
        notes=alarm_notes(alarms, visits),
    )
    parts.figure(at.view, picture, key=f"pertumbuhan-{case_no}-{chosen}")
    st.dataframe(picture.table.rename(columns=_), hide_index=True, height=min(420, 38 + 35 * len(picture.table)))


def _case(at: Desk, row: Any, alarms: pd.DataFrame, case_no: str) -> None:
    cased = alarm_list.open_cases(at)
    if case_no in cased:
        st.button(
            _("Berkas kasus"), icon=":material/folder_open:", key=f"anak-kasus-{case_no}",
            on_click=desk.open_case_file, args=(case_no,),
        )  # fmt: skip
        return
    form = filters.folded(_("Buka kasus anak ini"), f"anak-buka-{case_no}", icon=":material/add:")
    if not form.open:
        return
    with form:
        by = desk.writer()
        if st.button(_("Buka kasus"), type="primary", key=f"anak-buka-ya-{case_no}"):
            rows = pd.DataFrame([row._asdict() | {"rules": tuple(alarms["rule"])}])
            _opened, why = alarm_list.open_for(at.book, rows, by, cased=cased, puskesmas_names=at.puskesmas_names)
            if why:
                st.warning(parts.plain(why), icon=":material/error:")
                return
            filters.fold(f"anak-buka-{case_no}")
            st.toast(_("Kasus {case_no} dibuka.", case_no=case_no), icon=":material/check:")
            parts.repaint()


def child_facts(at: Desk, row: Any) -> str:
    """Sex, age and where the child is followed, without anything that names it."""
    known = row._asdict()
    puskesmas = known.get("puskesmas_id") or ""
    said = (
        words.CHILD_OF_SEX.get(known["sex"], _("Anak tanpa jenis kelamin")),
        words.age(None if pd.isna(known["age_months"]) else int(known["age_months"])),
        at.area_name(known["desa_code"]),
        words.puskesmas(at.puskesmas(puskesmas)) if puskesmas else "",
        _("data per {day}", day=formats.date(pd.Timestamp(known["as_of"]).date()))
        if pd.notna(known.get("as_of"))
        else "",
        _("pernah tercatat di desa lain") if known.get("was_moved") is True else "",
    )
    return " · ".join(one for one in said if one)


def drawn_visits(visits: pd.DataFrame) -> pd.DataFrame:
    """The visits with a measure up to five years of age, with the columns that the drawing needs."""
    known = visits[visits["height_cm"].notna() | visits["weight_kg"].notna()]
    known = known[known["age_days"].between(0, LAST_DAY)].copy()
    if "posture" not in known.columns:
        known["posture"] = None
    for flag, (z, measure) in FLAGS.items():
        if flag not in known.columns:
            # A measured child of known age has a z-score, unless it is implausible.
            known[flag] = known[measure].notna() & known[z].isna()
    return known.reset_index(drop=True)


def alarm_notes(alarms: pd.DataFrame, visits: pd.DataFrame) -> list[Note]:
    """Each alarm beside the newest visit: it tells of what the newest data say."""
    if visits.empty:
        return []
    newest = int(visits["age_days"].max())
    return [Note(age_days=newest, text=words.labels([rule])) for rule in alarms["rule"]]
