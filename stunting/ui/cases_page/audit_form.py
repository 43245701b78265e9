"""The forms of an audit: a new one, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from stunting.cases import recording
from stunting.cases.records import AUDIT_STEPS, Audit, Round, Semester, audit_id, semester_of
from stunting.languages import N_, Words, _
from stunting.minutes.recording import Writer
from stunting.minutes.records import Written
from stunting.ui import filters
from stunting.ui.cases_page import desk, open_forms, words
from stunting.ui.cases_page.desk import Desk

FORM = "audit-baru"
NAME, PARAGRAPH = 120, 5_000
NOUNS = Words(
    {
        "formed_on": "Pembentukan tim",
        "audited_on": "Audit dan pendampingan",
        "disseminated_on": "Diseminasi",
        "evaluated_on": "Tindak lanjut dan evaluasi",
        "decree": "SK tim",
        "experts": "tim pakar",
        "note": "catatan",
    }
)
# As it is written down.
UPDATED = "Langkah audit diperbarui"  # no text
EXPERTS = N_("mis. SpA, SpOG, psikolog, ahli gizi")


def new(at: Desk, by: Writer) -> None:
    """A button that opens the form."""
    form = filters.folded(_("Audit baru"), FORM, icon=":material/add:")
    if not form.open:
        return
    today = dt.date.today()
    with form, st.form("audit-baru-isian", border=False):
        year = st.number_input(_("Tahun"), min_value=2015, max_value=2100, value=today.year, step=1)
        semesters = list(Semester)
        semester = st.segmented_control(
            _("Semester"),
            semesters,
            default=semester_of(today),
            format_func=lambda one: _("Semester {one}", one=one.value),
        )
        round_ = st.segmented_control(_("Putaran"), list(Round), default=Round.FIRST, format_func=lambda one: one.value)
        decree = st.text_input(_("SK tim audit"), max_chars=NAME, placeholder=_("nomor SK"))
        experts = st.text_input(_("Tim pakar"), max_chars=PARAGRAPH, placeholder=_(EXPERTS))
        wanted = st.form_submit_button(_("Simpan audit"), icon=":material/save:", type="primary")
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
            after=lambda _entry: filters.fold(FORM),
        )


def edit(at: Desk, written: Written[Audit], by: Writer) -> None:
    """Decree, experts and the days of the four steps; the earlier words stay in the casebook."""
    name = f"audit-ubah-{written.record.id}"
    first = open_forms.begun(name, written)
    audit = first.record
    open_forms.notice(name, is_behind=first.seq != written.seq)
    with st.form(f"{name}-{first.seq}", border=True):
        st.html(_('<p class="jelas">Tim dan empat langkah</p>'))
        decree = st.text_input(_("SK tim audit"), audit.decree, max_chars=NAME)
        experts = st.text_input(_("Tim pakar"), audit.experts, max_chars=PARAGRAPH, placeholder=_(EXPERTS))
        days = {
            step: words.day_or_none(st.date_input(label, value=getattr(audit, step), format="DD/MM/YYYY"))
            for step, label in AUDIT_STEPS.items()
        }
        note = st.text_area(
            _("Catatan untuk ringkasan"), audit.note, max_chars=PARAGRAPH, height=80,
            help=_("Ikut tercetak di ringkasan untuk publikasi. {nameless}", nameless=_(desk.NAMELESS)),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Simpan"), icon=":material/save:", type="primary")
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
        st.info(_("Tidak ada yang berubah, jadi tidak ada yang ditulis."))
        return
    whole = open_forms.agreed(name, audit, changed, written, nouns=NOUNS)
    if whole is None:
        return
    desk.write(
        lambda: recording.record_audit(at.book, whole, by=desk.because(by, UPDATED), corrects=written.seq),
        done=_("audit diperbarui"),
        after=lambda _entry: open_forms.finished(name),
    )
