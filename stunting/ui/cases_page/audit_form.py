"""The forms of an audit: a new one, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from stunting.cases import recording
from stunting.cases.records import AUDIT_STEPS, Audit, Round, Semester, audit_id, semester_of
from stunting.minutes.recording import Writer
from stunting.minutes.records import Written
from stunting.ui import filters
from stunting.ui.cases_page import desk, open_forms, words
from stunting.ui.cases_page.desk import Desk

FORM = "audit-baru"
NAME, PARAGRAPH = 120, 5_000
NOUNS = {**AUDIT_STEPS, "decree": "SK tim", "experts": "tim pakar", "note": "catatan"}
EXPERTS = "mis. SpA, SpOG, psikolog, ahli gizi"


def new(at: Desk, by: Writer) -> None:
    """A button that opens the form."""
    form = filters.folded("Audit baru", FORM, icon=":material/add:")
    if not form.open:
        return
    today = dt.date.today()
    with form, st.form("audit-baru-isian", border=False):
        year = st.number_input("Tahun", min_value=2015, max_value=2100, value=today.year, step=1)
        semesters = list(Semester)
        semester = st.segmented_control(
            "Semester", semesters, default=semester_of(today), format_func=lambda one: f"Semester {one.value}"
        )
        round_ = st.segmented_control("Putaran", list(Round), default=Round.FIRST, format_func=lambda one: one.value)
        decree = st.text_input("SK tim audit", max_chars=NAME, placeholder="nomor SK")
        experts = st.text_input("Tim pakar", max_chars=PARAGRAPH, placeholder=EXPERTS)
        wanted = st.form_submit_button("Simpan audit", icon=":material/save:", type="primary")
    if wanted:
        chosen = round_ or Round.FIRST
        audit = Audit(
            id=audit_id(at.kabkota.code, int(year), chosen),
            kabupaten_code=at.kabkota.code,
            semester=semester or semester_of(today),
            year=int(year),
            round=chosen,
            decree=decree or "",
            experts=experts or "",
        )
        desk.write(
            lambda: recording.record_audit(at.book, audit, by=by),
            done=f"{audit.round.value} {audit.year}",
            after=lambda _: filters.fold(FORM),
        )


def edit(at: Desk, written: Written[Audit], by: Writer) -> None:
    """Decree, experts and the days of the four steps; the earlier words stay in the casebook."""
    name = f"audit-ubah-{written.record.id}"
    first = open_forms.begun(name, written)
    audit = first.record
    open_forms.notice(name, is_behind=first.seq != written.seq)
    with st.form(f"{name}-{first.seq}", border=True):
        st.html('<p class="jelas">Tim dan empat langkah</p>')
        decree = st.text_input("SK tim audit", audit.decree, max_chars=NAME)
        experts = st.text_input("Tim pakar", audit.experts, max_chars=PARAGRAPH, placeholder=EXPERTS)
        days = {
            step: words.day_or_none(st.date_input(label, value=getattr(audit, step), format="DD/MM/YYYY"))
            for step, label in AUDIT_STEPS.items()
        }
        note = st.text_area(
            "Catatan untuk ringkasan", audit.note, max_chars=PARAGRAPH, height=80,
            help=f"Ikut tercetak di ringkasan untuk publikasi. {desk.NAMELESS}",
        )  # fmt: skip
        wanted = st.form_submit_button("Simpan", icon=":material/save:", type="primary")
    if not wanted:
        return
    changed = replace(
        audit,
        decree=decree or "",
        experts=experts or "",
        note=note or "",
        formed_on=days["formed_on"],
        audited_on=days["audited_on"],
        disseminated_on=days["disseminated_on"],
        evaluated_on=days["evaluated_on"],
    )
    if changed == audit:
        st.info("Tidak ada yang berubah, jadi tidak ada yang ditulis.")
        return
    whole = open_forms.agreed(name, audit, changed, written, nouns=NOUNS)
    if whole is None:
        return
    desk.write(
        lambda: recording.record_audit(
            at.book, whole, by=desk.because(by, "Langkah audit diperbarui"), corrects=written.seq
        ),
        done="audit diperbarui",
        after=lambda _: open_forms.finished(name),
    )
