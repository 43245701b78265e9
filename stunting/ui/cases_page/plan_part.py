"""The follow-up plan (RTL) of one case: its lines with what was reported of them, and a short form for the next."""

from __future__ import annotations

import datetime as dt
import html

import streamlit as st

from stunting import formats
from stunting.cases import recording
from stunting.cases.reading import CaseFile, PlanLine
from stunting.cases.records import CaseFollowUp, FollowUpReport, Status, Step
from stunting.languages import _
from stunting.minutes.recording import Writer
from stunting.ui.cases_page import desk, open_forms, words
from stunting.ui.cases_page.desk import Desk

NAME, CELL = 120, 300
USUAL_DAYS = 28


def show(at: Desk, file: CaseFile, by: Writer) -> None:
    """Lines, most overdue first, then the form."""
    today = dt.date.today()
    st.html(_('<h2 class="judul-gambar">Rencana tindak lanjut: {n}</h2>', n=formats.number(len(file.follow_ups))))
    if not file.follow_ups:
        st.caption(_("Belum ada. Tulis apa yang dikerjakan, oleh siapa, dan kapan selesai."))
    for one in sorted(file.follow_ups, key=lambda line: (not line.is_open, -line.overdue_days(today), line.first)):
        _line(at, file, one, by, today)
    if file.step is not Step.CLOSED:
        _form(at, file, by, today)


def _line(at: Desk, file: CaseFile, one: PlanLine, by: Writer, today: dt.date) -> None:
    late = one.overdue_days(today)
    said = words.deadline(one.line.deadline, late)
    who = " · ".join(
        html.escape(text)
        for text in (
            one.line.implementer,
            words.in_charge(one.line.person_in_charge) if one.line.person_in_charge else "",
        )
        if text
    )
    done = f", {formats.date(one.done_on)}" if one.done_on else ""
    evidence = (
        _('<br><span class="anak-judul">Bukti: {text}</span>', text=html.escape(one.evidence)) if one.evidence else ""
    )
    with st.container(key=f"rtl-baris-{one.first}"):
        st.html(
            f'<p class="kartu-kasus"><b>{html.escape(one.line.activity)}</b><br>{who}{"<br>" if who else ""}'
            f"{words.STATUSES[one.status]}{done} · "
            f'<span class="{"lewat" if late else "redup"}">{said}</span>{evidence}</p>'
        )
        if file.step is Step.CLOSED:
            return
        name = f"papan-lapor-{one.first}"
        turn = open_forms.begun(name, len(one.reports))
        with (
            st.popover(_("Laporkan"), icon=":material/edit_note:", key=f"{name}-{turn}"),
            st.form(f"{name}-isian-{turn}", border=False),
        ):
            status = st.selectbox(
                _("Keadaan"),
                list(Status),
                index=list(Status).index(Status.DONE),
                format_func=words.STATUSES.__getitem__,
            )
            day = st.date_input(_("Tanggal selesai"), value=today, format="DD/MM/YYYY")
            evidence_text = st.text_input(
                _("Bukti"),
                max_chars=CELL,
                placeholder=_("mis. BB naik 300 g, buku KIA diperiksa"),
                help=_(desk.NAMELESS),
            )
            if st.form_submit_button(_("Simpan laporan"), type="primary"):
                report = FollowUpReport(
                    case_no=file.case.case_no,
                    follow_up=one.first,
                    status=status or Status.DONE,
                    done_on=words.day_or_none(day) if status is Status.DONE else None,
                    evidence=evidence_text or "",
                )
                desk.write(
                    lambda: recording.report_follow_up(at.book, file.case, report, by=by),
                    done=_("laporan tindak lanjut"),
                    after=lambda _entry: open_forms.finished(name),
                )


def _form(at: Desk, file: CaseFile, by: Writer, today: dt.date) -> None:
    name = f"papan-rtl-{file.case.case_no}"
    with st.form(f"{name}-{open_forms.begun(name, len(file.follow_ups))}", border=True):
        st.html(_('<p class="jelas">Tindak lanjut baru</p>'))
        activity = st.text_input(
            _("Kegiatan"), max_chars=CELL, placeholder=_("mis. Kunjungan rumah dan konseling MP-ASI")
        )
        with st.container(horizontal=True, gap="small"):
            implementer = st.text_input(_("Pelaksana"), max_chars=NAME, placeholder=_("mis. TPK, bidan desa"))
            person = st.text_input(_("Penanggung jawab"), max_chars=NAME, placeholder=_("mis. Kepala puskesmas"))
        deadline = st.date_input(
            _("Tenggat"), value=today + dt.timedelta(days=USUAL_DAYS), format="DD/MM/YYYY", width=180
        )
        wanted = st.form_submit_button(_("Tambah tindak lanjut"), icon=":material/add:", type="primary")
    if wanted:
        line = CaseFollowUp(
            case_no=file.case.case_no,
            activity=activity or "",
            implementer=implementer or "",
            person_in_charge=person or "",
            deadline=words.day_or_none(deadline),
        )
        desk.write(
            lambda: recording.add_follow_up(at.book, file.case, line, by=by),
            done=_("tindak lanjut baru"),
            after=lambda _entry: open_forms.finished(name),
        )
