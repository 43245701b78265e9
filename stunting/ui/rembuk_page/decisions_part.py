"""Keputusan: one row per question of the agenda, and further ones; each may name a decided list of lokus."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.geography import Register
from stunting.languages import _
from stunting.lokus.decisions import Decision, Status, decisions
from stunting.minutes.records import MeetingDecision
from stunting.rembuk.agenda import Step
from stunting.ui import filters
from stunting.ui.rembuk_page import desk, entry_list, meeting_choice
from stunting.ui.rembuk_page.desk import Desk
from stunting.ui.rembuk_page.entry_list import Typed
from stunting.ui.shell import View

LONGEST = 5_000
WITHOUT = 0


def show(view: View, at: Desk) -> None:
    """The questions in the order of the agenda, that of the link first in sight; what was decided beside them."""
    lists = decisions(at.ledger, at.meeting.area_code[:4])
    offered = {WITHOUT: _("Tanpa daftar lokus")} | {one.seq: _list_label(one) for one in lists}
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        is_correcting = entry_list.correction(
            at, MeetingDecision, lambda known, key: _fields(known, key, offered, asks_question=True)
        )
        if not is_correcting:
            _open_questions(at, offered)
    with right:
        written = at.minutes.decisions
        st.html(_('<h3 class="judul-gambar">Sudah diputuskan: {n}</h3>', n=formats.number(len(written))))
        entry_list.rows(written, lambda one: _text(one, lists), kind="keputusan")
        if not written:
            st.caption(_("Belum ada keputusan yang tersimpan."))
        _lists(view, lists)


def open_steps(at: Desk) -> list[Step]:
    """Questions of the agenda that have no answer yet, that of the link first."""
    agenda = meeting_choice.agenda_of(at.meeting)
    answered = {one.record.question.casefold() for one in at.minutes.decisions}
    steps = [one for one in agenda.decisions if one.decision.casefold() not in answered] if agenda else []
    asked = filters.asked(meeting_choice.STEP)
    return sorted(steps, key=lambda one: one.key != asked)


def _open_questions(at: Desk, offered: dict[int, str]) -> None:
    steps = open_steps(at)
    asked = filters.asked(meeting_choice.STEP)
    for step in steps:
        question = MeetingDecision(question=step.decision, answer="")
        key = f"putus-{step.key}"
        with st.container(border=True, key=f"pertanyaan-{step.key}"):
            mark = f'<span class="kini">{_("langkah ini")}</span> ' if step.key == asked else ""
            st.html(f'<p class="jelas">{mark}{html.escape(step.decision)}</p>')
            with st.form(f"{key}-{at.meeting.id}", border=False):
                typed = _fields(question, key, offered, asks_question=False)
                wanted = st.form_submit_button(_("Simpan keputusan"), icon=":material/gavel:", type="primary")
        if wanted:
            entry_list.add(at, MeetingDecision, typed, at.minutes.decisions, empties=False)
    with st.container(border=True, key="pertanyaan-lain"):
        more = _("Keputusan lain") if steps or at.minutes.decisions else _("Keputusan")
        st.html(f'<p class="jelas">{more}</p>')
        key = entry_list.fresh(at, MeetingDecision)
        with st.form(key, border=False):
            typed = _fields(None, f"{key}-isian", offered, asks_question=True)
            wanted = st.form_submit_button(_("Simpan keputusan"), icon=":material/gavel:")
    if wanted:
        entry_list.add(at, MeetingDecision, typed, at.minutes.decisions)


def _fields(known: MeetingDecision | None, key: str, offered: dict[int, str], *, asks_question: bool) -> Typed:
    question = known.question if known else ""
    if asks_question:
        question = st.text_input(_("Hal yang diputuskan"), question, max_chars=LONGEST, key=f"{key}-hal") or ""
    answer = st.text_area(
        _("Keputusan"), known.answer if known else "", max_chars=LONGEST, height=72, key=f"{key}-isi",
        placeholder=_("Ctrl+Enter menyimpan"),
    )  # fmt: skip
    reason = st.text_input(_("Pertimbangan"), known.reason if known else "", max_chars=LONGEST, key=f"{key}-alasan-isi")
    seq = known.lokus_seq if known and known.lokus_seq is not None else WITHOUT
    chosen = WITHOUT
    if len(offered) > 1 or seq:
        options = offered if seq in offered else {**offered, seq: _("Nomor {seq}", seq=seq)}
        chosen = st.selectbox(
            _("Daftar lokus di buku"), list(options), list(options).index(seq), format_func=options.__getitem__,
            key=f"{key}-daftar",
        )  # fmt: skip
    return lambda: MeetingDecision(
        question=question, answer=answer or "", reason=reason or "", lokus_seq=chosen or None
    )


def _text(one: MeetingDecision, lists: tuple[Decision, ...]) -> str:
    said = f'<b>{html.escape(one.question)}</b><br><span class="jawaban">{html.escape(one.answer)}</span>'
    if one.reason:
        said += f"<br>{_('Pertimbangan: {reason}', reason=html.escape(one.reason))}"
    found = next((known for known in lists if known.seq == one.lokus_seq), None)
    if found is not None:
        said += f"<br>{_('Daftar: {list}', list=html.escape(_list_label(found)))}"
    elif one.lokus_seq is not None:
        said += f"<br>{_('Daftar nomor {seq} tidak ada di buku ini.', seq=one.lokus_seq)}"
    return said


def _list_label(one: Decision) -> str:
    state = "" if one.counts else _("; diganti nomor {corrected_by}", corrected_by=one.corrected_by)
    scenario, count = one.decided.scenario, len(one.decided.chosen_codes)
    return _(
        "Nomor {seq}: lokus {lokus_year}, {count} desa/kelurahan, {date}{state}",
        seq=one.seq,
        lokus_year=scenario.lokus_year,
        count=formats.number(count),
        date=formats.date(one.decided.decided_on),
        state=state,
    )


def _lists(view: View, lists: tuple[Decision, ...]) -> None:
    """The lists that were decided on page Lokus, with what was exchanged by hand and why."""
    st.html(_('<h3 class="judul-gambar">Daftar lokus di buku</h3>'))
    current = [one for one in lists if one.counts]
    if not current:
        st.caption(_("Belum ada. Daftar diputuskan di halaman Lokus, lalu dapat ditunjuk dari sini."))
        st.page_link(
            "pages/lokus.py",
            label=_("Buka SK dan keputusan"),
            icon=":material/playlist_add_check:",
            query_params={**filters.carried(), filters.TAB: "SK dan keputusan"},  # no text
        )
    for one in current:
        st.html(
            f'<div class="catatan-baris"><div><b>{html.escape(_list_label(one))}</b><br>'
            f"{_counts(one)}{_changes(one, view.register)}<br>{_saved(one)}</div></div>"
        )


def _counts(one: Decision) -> str:
    count = {status: sum(line.status is status for line in one.decided.desa) for status in Status}
    return _(
        "{new} baru, {kept} lanjutan, {left} keluar.",
        new=count[Status.NEW],
        kept=count[Status.KEPT],
        left=count[Status.LEFT],
    )


def _changes(one: Decision, register: Register) -> str:
    names = {line.code: line.name for line in one.decided.desa}

    def name(code: str) -> str:
        known = names.get(code) or register.known_name(code)
        return html.escape(known)

    scenario = one.decided.scenario
    said = [
        _(
            "<li>Ditukar: {out} keluar, {coming} masuk. Alasan: {reason}</li>",
            out=name(swap.out_code),
            coming=name(swap.in_code),
            reason=html.escape(swap.reason),
        )
        for swap in scenario.swaps
    ]
    said += [
        _("<li>Dikecualikan: {left}. Alasan: {reason}</li>", left=name(left.code), reason=html.escape(left.reason))
        for left in scenario.exclusions
    ]
    return f'<ul class="tukar">{"".join(said)}</ul>' if said else f" {_('Tanpa pertukaran.')}"


def _saved(one: Decision) -> str:
    when = desk.saved_at(one.written_at, author=one.author)
    return f'<span class="tersimpan">✓ {html.escape(when)}</span>'
