"""The file of one case: where it stands, what was found, what is done, and the forms that move it on."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace

import streamlit as st

from stunting import formats
from stunting.cases import board, factors, reading, recording
from stunting.cases.board import Card
from stunting.cases.reading import CaseFile
from stunting.cases.records import OUTCOME_WORDS, STEP_WORDS, Outcome, Step
from stunting.cases.rules import RULE
from stunting.languages import Words, _, _n
from stunting.minutes.recording import Writer
from stunting.ui import filters
from stunting.ui.cases_page import desk, new_case, open_forms, plan_part, words
from stunting.ui.cases_page.desk import Desk

NO_AUDIT = ""
# As it is written down.
UPDATED = "Hasil kajian diperbarui"  # no text
NOUNS = Words(
    {
        "direct_factors": "faktor langsung",
        "indirect_factors": "faktor tidak langsung",
        "note": "catatan tim",
        "puskesmas": "puskesmas",
        "audit_id": "audit",
    }
)


def newest(at: Desk, case_no: str) -> CaseFile | None:
    """The newest file under a number; None where there is no such case in the kabupaten."""
    found = [one for one in reading.cases(at.book, at.kabkota.code) if one.case.case_no == case_no]
    return found[-1] if found else None


def show(at: Desk, file: CaseFile) -> None:
    """Head, plan, and the forms."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            _("Kembali ke papan"),
            icon=":material/arrow_back:",
            key="kasus-kembali",
            on_click=filters.apply,
            kwargs={"params": {desk.CASE: ""}},
        )
        if file.case.child_key:
            st.button(
                _("Garis pertumbuhan"),
                icon=":material/show_chart:",
                key="kasus-ke-anak",
                on_click=desk.open_growth,
                args=(file.case.case_no,),
            )
    _head(at, file)
    by = desk.writer()
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        plan_part.show(at, file, by)
    with right:
        if file.step is not Step.CLOSED:
            _move(at, file, by)
        _review(at, file, by)
        _history(file)


def _card(at: Desk, file: CaseFile) -> Card | None:
    found = board.board_of(at.layout, at.kabkota.code)
    cards = [card for one in found.columns for card in one.cards]
    return next((card for card in (*cards, *found.closed) if card.case_no == file.case.case_no), None)


def _head(at: Desk, file: CaseFile) -> None:
    case, today = file.case, dt.date.today()
    card = _card(at, file)
    order = list(STEP_WORDS)
    place = order.index(file.step)
    steps = "".join(
        f'<li class="{"kini" if at_ == place else "lalu" if at_ < place else ""}">{STEP_WORDS[one]}</li>'
        for at_, one in enumerate(order)
    )
    overdue = file.overdue_days(today)
    facts = (
        words.group(case.group),
        words.age(card.age_months if card else None),
        at.area_name(case.desa_code),
        words.puskesmas(at.puskesmas(case.puskesmas)) if case.puskesmas else "",
        _("dibuka {date}", date=formats.date(case.opened_on)),
        OUTCOME_WORDS[file.outcome] if file.outcome else "",
    )
    now = "".join(
        f'<span class="peringatan p-soon">{html.escape(RULE[one].label)}</span>'
        for one in (card.alarms if card else ())
    )
    late = _n('<p class="lewat">▲ Ada tindak lanjut yang lewat {n} hari</p>', overdue, n=overdue) if overdue else ""
    reason = f"<p>{html.escape(case.reason)}</p>" if case.reason else ""
    opened = words.labels(case.rules)
    note = html.escape(card.note) if card else ""
    st.html(
        f'<p class="kasus-kepala">{case.case_no}</p>'
        f'<p class="anak-judul">{html.escape(" · ".join(one for one in facts if one))}</p>'
        f'<ul class="langkah-jalan">{steps}</ul><div class="kasus-tanda">{late}<p>{now}</p>{reason}'
        + (
            _('<p class="anak-judul">Peringatan saat dibuka: {alarms}</p>', alarms=html.escape(opened))
            if opened
            else ""
        )
        + (f'<p class="anak-judul">{note}</p>' if note else "")
        + "</div>"
    )


def _move(at: Desk, file: CaseFile, by: Writer) -> None:
    case = file.case
    name = f"papan-langkah-{case.case_no}"
    first, steps_n = open_forms.begun(name, (file.step, len(file.steps)))
    open_steps = [one for one in STEP_WORDS if one not in (first, Step.CLOSED)]
    following = words.NEXT[first]
    is_behind = steps_n != len(file.steps)
    open_forms.notice(name, is_behind=is_behind)
    with st.form(f"{name}-{steps_n}", border=True):
        st.html(_('<p class="jelas">Pindahkan langkah</p>'))
        step = st.selectbox(
            _("Ke langkah"),
            open_steps,
            index=open_steps.index(following) if following in open_steps else 0,
            format_func=STEP_WORDS.__getitem__,
        )
        on = st.date_input(_("Tanggal"), value=dt.date.today(), format="DD/MM/YYYY")
        note = st.text_area(_("Catatan langkah"), max_chars=5_000, height=70, help=_(desk.NAMELESS))
        wanted = st.form_submit_button(_("Pindahkan"), icon=":material/arrow_forward:", type="primary")
    if wanted and is_behind and step is not file.step and open_forms.is_new(name, len(file.steps)):
        st.warning(
            _(
                "Kasus ini sudah dipindahkan ke {there} dari jendela lain. Isian Anda belum disimpan; tekan sekali "
                "lagi bila tetap ke {wanted}.",
                there=STEP_WORDS[file.step],
                wanted=STEP_WORDS[step],
            ),
            icon=":material/group:",
        )
    elif wanted:
        desk.write(
            lambda: recording.move_step(
                at.book, case, step, on=words.day_or_none(on) or dt.date.today(), note=note, by=by
            ),
            done=_("{case_no} di langkah {step_words}", case_no=case.case_no, step_words=STEP_WORDS[step]),
            after=lambda _entry: open_forms.finished(name),
        )
    with st.popover(_("Tutup kasus"), icon=":material/task_alt:"), st.form(f"tutup-{case.case_no}", border=False):
        outcome = st.selectbox(_("Hasil akhir"), list(Outcome), format_func=lambda one: OUTCOME_WORDS[one].capitalize())
        closed_on = st.date_input(_("Tanggal ditutup"), value=dt.date.today(), format="DD/MM/YYYY")
        why = st.text_area(_("Hasil evaluasi"), max_chars=5_000, height=70, help=_(desk.NAMELESS))
        wanted_end = st.form_submit_button(_("Tutup kasus ini"), type="primary")
        if wanted_end and outcome is not None:
            desk.write(
                lambda: recording.close_case(
                    at.book, case, outcome, on=words.day_or_none(closed_on) or dt.date.today(), note=why, by=by
                ),
                done=_("{case_no} ditutup", case_no=case.case_no),
            )


def _review(at: Desk, file: CaseFile, by: Writer) -> None:
    """Factors and recommendation: a correction of the case, so the earlier words stay in the casebook."""
    name = f"papan-kajian-{file.case.case_no}"
    first = open_forms.begun(name, file.written)
    case = first.record
    audits = {NO_AUDIT: _("Tidak dalam audit")} | {
        one.record.id: f"{one.record.round} {one.record.year}" for one in reading.audits(at.book, at.kabkota.code)
    }
    open_forms.notice(name, is_behind=first.seq != file.written.seq)
    with st.form(f"{name}-{first.seq}", border=True):
        st.html(_('<p class="jelas">Hasil kajian</p>'))
        st.caption(_("Faktor adalah temuan; hubungan, bukan bukti sebab."))
        # Each factor is a finding of its own: none is ticked because it stands first in a list.
        direct = st.multiselect(
            _("Faktor langsung"),
            list(factors.DIRECT),
            default=list(case.direct_factors),
            format_func=factors.DIRECT.__getitem__,
            placeholder=_("Pilih faktor"),
            select_all=False,
        )
        indirect = st.multiselect(
            _("Faktor tidak langsung"),
            list(factors.INDIRECT),
            default=list(case.indirect_factors),
            format_func=factors.INDIRECT.__getitem__,
            placeholder=_("Pilih faktor"),
            select_all=False,
        )
        note = st.text_area(
            _("Catatan dan rekomendasi tim"), case.note, max_chars=5_000, height=90, help=_(desk.NAMELESS)
        )
        puskesmas = new_case.puskesmas_box(at, at.puskesmas(case.puskesmas))
        audit = st.selectbox(
            _("Dalam audit"),
            list(audits),
            index=list(audits).index(case.audit_id) if case.audit_id in audits else 0,
            format_func=audits.__getitem__,
        )
        wanted = st.form_submit_button(_("Simpan hasil kajian"), icon=":material/save:")
    if not wanted:
        return
    changed = replace(
        case,
        direct_factors=tuple(direct),
        indirect_factors=tuple(indirect),
        note=note or "",
        puskesmas=puskesmas or case.puskesmas,
        audit_id=audit or "",
    )
    if changed == case:
        st.info(_("Tidak ada yang berubah, jadi tidak ada yang ditulis."))
        return
    whole = open_forms.agreed(name, case, changed, file.written, nouns=NOUNS)
    if whole is None:
        return
    desk.write(
        lambda: recording.correct(at.book, file.written.seq, whole, by=desk.because(by, UPDATED)),
        done=_("hasil kajian {case_no}", case_no=case.case_no),
        after=lambda _entry: open_forms.finished(name),
    )


def _history(file: CaseFile) -> None:
    with st.expander(_n("Riwayat: {n} catatan", len(file.steps) + 1, n=len(file.steps) + 1)):
        opened = file.written
        lines = [
            _("{day}: dibuka ({author})", day=formats.date(file.case.opened_on), author=html.escape(opened.author))
        ]
        for one in file.steps:
            outcome = f", {OUTCOME_WORDS[one.record.outcome]}" if one.record.outcome else ""
            note = f": {html.escape(one.record.note)}" if one.record.note else ""
            lines.append(
                f"{formats.date(one.record.on)}: {STEP_WORDS[one.record.step]}{outcome}{note} "
                f"({html.escape(one.author)})"
            )
        st.html("".join(f'<p class="sumber">{line}</p>' for line in lines))
