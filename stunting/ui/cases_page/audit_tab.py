"""Audit: the audits of a kabupaten by semester, their four steps, the cases in them, and their two reports."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace

import streamlit as st

from stunting import formats
from stunting.cases import reading, recording
from stunting.cases.reading import CaseFile
from stunting.cases.records import AUDIT_STEPS, STEP_WORDS, Audit, Step
from stunting.languages import _, _n
from stunting.ledger import Entry
from stunting.minutes.recording import Writer
from stunting.minutes.records import Written
from stunting.ui import filters
from stunting.ui.cases_page import audit_form, audit_print, desk, open_forms, paper_files, words
from stunting.ui.cases_page.desk import Desk
from stunting.ui.shell import View

CHOSEN = "audit"


def show(view: View) -> None:
    """One audit at a time, the newest first; without any, the form for the first."""
    at = desk.at(view)
    if at is None:
        return
    known = reading.audits(at.book, at.kabkota.code)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="audit-umum"):
        by = desk.writer()
        audit_form.new(at, by)
    if not known:
        with st.container(border=True, key="audit-kosong"):
            st.html(
                _(
                    '<p class="jelas">Belum ada audit kasus stunting {area} yang dicatat.</p><p>Isi nama pencatat, '
                    "lalu tekan Audit baru: pilih semester, SK tim, dan tim pakar. Kasus dimasukkan sesudahnya.</p>",
                    area=html.escape(at.kabkota.official_name),
                )
            )
        return
    names = {one.record.id: audit_name(one.record) for one in reversed(known)}
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        chosen = filters.listed(_("Audit"), CHOSEN, names, default=next(iter(names)), width=300)
    written = next(one for one in known if one.record.id == chosen)
    files = cases_of(at, written.record)
    _head(written, files)
    _papers(at, written.record, files)
    left, right = st.columns([1.35, 1], gap="large")
    with left:
        _cases(at, files)
        _choose(at, written.record, files, by)
    with right:
        audit_form.edit(at, written, by)


def audit_name(audit: Audit) -> str:
    """ "Audit I, Semester I 2026", in every language."""
    return f"{audit.round.value}, Semester {audit.semester.value} {audit.year}"  # no text


def cases_of(at: Desk, audit: Audit) -> list[CaseFile]:
    """The cases that were taken into an audit, of the whole kabupaten."""
    return [one for one in reading.cases(at.book, at.kabkota.code) if one.case.audit_id == audit.id]


def _head(written: Written[Audit], files: list[CaseFile]) -> None:
    audit, today = written.record, dt.date.today()
    days = {name: getattr(audit, name) for name in AUDIT_STEPS}
    steps = "".join(
        f'<li class="{"lalu" if days[name] else ""}">{"✓" if days[name] else "○"} {_day(label, days[name])}</li>'
        for name, label in AUDIT_STEPS.items()
    )
    overdue = sum(line.overdue_days(today) > 0 for one in files for line in one.follow_ups)
    late = _n('<p class="lewat">▲ {n} tindak lanjut audit lewat tenggat</p>', overdue, n=overdue) if overdue else ""
    named = audit.decree if audit.decree.upper().startswith("SK ") else f"SK {audit.decree}"  # no text
    decree = html.escape(named) if audit.decree else _("SK tim belum diisi")
    experts = _(" · Tim pakar: {experts}", experts=html.escape(audit.experts)) if audit.experts else ""
    cases = _n("{n} kasus", len(files), n=formats.number(len(files)))
    st.html(
        f'<p class="kasus-kepala">{html.escape(audit_name(audit))}</p>'
        f'<p class="anak-judul">{decree}{experts} · {cases}</p>'
        f'<ul class="langkah-jalan">{steps}</ul>{late}'
    )


def _day(step: str, on: dt.date | None) -> str:
    return f"{step}: {formats.date(on)}" if on else _("{step}: belum", step=step)


def _papers(at: Desk, audit: Audit, files: list[CaseFile]) -> None:
    content = audit_print.content_of(at, audit, files, name=audit_name(audit))
    paper_files.buttons(
        audit_print.summary_of(at, content), label=_("Ringkasan untuk publikasi"), key=f"audit-ringkas-{audit.id}"
    )
    paper_files.buttons(
        audit_print.restricted_of(at, content), label=_("Kertas kerja per kasus"), key=f"audit-terbatas-{audit.id}"
    )
    st.caption(
        _("Ringkasan tidak memuat baris per orang, dan angka 1–4 disembunyikan. Kertas kerja hanya untuk petugas.")
    )


def _cases(at: Desk, files: list[CaseFile]) -> None:
    st.html(_('<h3 class="judul-gambar">Kasus dalam audit</h3>'))
    if not files:
        st.caption(_("Belum ada. Pilih kasus di bawah."))
        return
    today = dt.date.today()
    rows = ""
    for number, one in enumerate(files, start=1):
        late = one.overdue_days(today)
        factors_n = len(one.case.direct_factors) + len(one.case.indirect_factors)
        rows += (
            f'<tr><td class="angka">{number}</td><th scope="row">{one.case.case_no}</th>'
            f"<td>{words.short_group(one.case.group)}</td><td>{html.escape(at.area_name(one.case.desa_code))}</td>"
            f"<td>{STEP_WORDS[one.step]}</td><td>{factors_n or _('belum dikaji')}</td>"
            f"<td>{len(one.follow_ups)}</td>"
            f'<td class="{"lewat" if late else ""}">{words.deadline(one.next_deadline, late)}</td></tr>'
        )
    columns = (
        _("Nomor kasus"),
        _("Kelompok"),
        _("Desa/kelurahan"),
        _("Langkah"),
        _("Faktor"),
        _("RTL"),
        _("Tenggat"),
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    st.html(
        f'<div class="kasus-bingkai" tabindex="0" role="region" aria-label="{_("Kasus dalam audit")}"><table '
        f'class="kasus-tabel"><thead><tr><th scope="col" class="angka">No</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
    numbers = [one.case.case_no for one in files]
    opened = st.selectbox(_("Buka berkas kasus"), numbers, index=None, placeholder=_("Pilih nomor kasus"), width=280)
    if opened:
        st.button(_("Buka berkas"), on_click=desk.open_case_file, args=(opened,), icon=":material/folder_open:")


def _choose(at: Desk, audit: Audit, files: list[CaseFile], by: Writer) -> None:
    """Cases that are open and in no audit yet."""
    waiting = [
        one
        for one in reading.cases(at.book, at.kabkota.code)
        if not one.case.audit_id and one.step is not Step.CLOSED and one.case.desa_code.startswith(at.within)
    ]
    with st.expander(
        _("Masukkan kasus ke audit ini: {waiting_n} kasus menunggu", waiting_n=len(waiting)),
        icon=":material/playlist_add:",
    ):
        if not waiting:
            st.caption(_("Semua kasus terbuka di wilayah ini sudah dalam audit, atau belum ada kasus."))
            return
        name = f"audit-kasus-{audit.id}"
        with st.form(f"{name}-{open_forms.begun(name, len(files))}", border=False):
            labels = {
                one.case.case_no: f"{one.case.case_no} · {words.short_group(one.case.group)} · "
                f"{at.area_name(one.case.desa_code)}"
                for one in waiting
            }
            chosen = st.multiselect(
                _("Kasus"),
                list(labels),
                format_func=labels.__getitem__,
                placeholder=_("Pilih satu atau beberapa"),
                select_all=False,
            )
            wanted = st.form_submit_button(_("Masukkan ke audit"), icon=":material/playlist_add:", type="primary")
    if wanted and chosen:
        reason = desk.because(by, f"Masuk {audit_name(audit)}")  # no text
        *first, last = [one for one in waiting if one.case.case_no in chosen]

        def written() -> Entry:
            for one in first:
                recording.correct(at.book, one.written.seq, replace(one.case, audit_id=audit.id), by=reason)
            return recording.correct(at.book, last.written.seq, replace(last.case, audit_id=audit.id), by=reason)

        desk.write(
            written,
            done=_n("{n} kasus masuk audit", len(chosen), n=len(chosen)),
            after=lambda _entry: open_forms.finished(name),
        )
