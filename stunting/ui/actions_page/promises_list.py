"""The promises group by group, those first that must be answered; a report is written in its row."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.languages import _
from stunting.ledger import Ledger
from stunting.promises.board import Board, institution_of
from stunting.promises.reports import STATUS_LABELS
from stunting.promises.states import STATE_LABELS, STATE_MEANINGS, STATE_SIGNS, Standing, State
from stunting.promises.words import NO_EVIDENCE, report_lines
from stunting.ui import filters
from stunting.ui.actions_page import promises_report
from stunting.ui.shell import View

# A list that is longer is narrowed with the filters.
MOST_ROWS = 60
EVERYTHING = "semua_baris"


def show(view: View, ledger: Ledger, board: Board) -> None:
    """Every group with its meaning; a group without rows is left out."""
    opened = promises_report.opened()
    room = len(board.rows) if filters.asked(EVERYTHING) else MOST_ROWS
    for state in State:
        rows = board.in_state(state)
        if not rows or room <= 0:
            continue
        st.html(
            f'<h2 class="janji-kelompok {state.value}"><i aria-hidden="true">{STATE_SIGNS[state]}</i> '
            f"{STATE_LABELS[state]} <b>{formats.number(len(rows))}</b> <small>{STATE_MEANINGS[state]}</small></h2>"
        )
        for one in rows[:room]:
            _row(view, ledger, one, is_open=one.promise.first == opened)
        room -= len(rows)
    if room < 0:
        st.button(
            _("Tampilkan {n} baris lagi", n=formats.number(-room)), key="janji-semua", icon=":material/expand_more:",
            on_click=filters.apply, kwargs={"params": {EVERYTHING: "ya"}},
        )  # fmt: skip


def _row(view: View, ledger: Ledger, one: Standing, *, is_open: bool) -> None:
    first = one.promise.first
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"janji-baris-{first}"):
        st.html(_words(view, one))
        st.button(
            _("Tutup") if is_open else _("Kabar"),
            key=f"janji-kabar-{first}",
            type="tertiary",
            icon=":material/close:" if is_open else ":material/edit_note:",
            help=None if is_open else _("Catat kabar, atau lihat dan perbaiki kabar sebelumnya"),
            on_click=promises_report.close if is_open else promises_report.open_for,
            args=() if is_open else (first,),
        )
    if is_open:
        promises_report.show(ledger, one)


def _words(view: View, one: Standing) -> str:
    promise = one.promise
    place = promise.meeting.area_code
    name = view.register.known_name(place)
    late = (
        _('<b class="lewat">lewat {days_late} hari</b>', days_late=formats.number(one.days_late))
        if one.state is State.LATE
        else ""
    )
    who = [
        f"<b>{html.escape(institution_of(promise))}</b>",
        html.escape(
            promise.due_words
            if promise.deadline_words or not promise.deadline
            else _("tenggat {due_words}", due_words=promise.due_words)
        ),
        late,
    ]
    asked = [
        _("target {target}", target=html.escape(promise.target)) if promise.target else "",
        html.escape(promise.budget_words),
        f"{_(promise.meeting.kind.value)} {html.escape(name)}, {formats.date(promise.meeting.date)}",
    ]
    return (
        f'<div class="janji {one.state.value}"><p class="isi">{html.escape(promise.text)}</p>'
        f'<p class="siapa">{" · ".join(filter(None, who))}</p><p class="rinci">{" · ".join(filter(None, asked))}</p>'
        f'<p class="kabar">{_report(one)}</p></div>'
    )


def _report(one: Standing) -> str:
    if one.latest is None:
        return _('<span class="kosong">Belum ada kabar</span>')
    report = one.latest.record
    late = (
        _(", {days_late} hari sesudah tenggat", days_late=formats.number(one.days_late))
        if one.state is State.KEPT and one.days_late
        else ""
    )
    head = _(
        "Kabar {date} dari {reporter}: {status}{late}",
        date=formats.date(report.day),
        reporter=report.reporter,
        status=STATUS_LABELS[report.status].lower(),
        late=late,
    )
    return ". ".join(
        [f"<b>{html.escape(head)}</b>"]
        + [
            f'<span class="kosong">{line}</span>' if line == _(NO_EVIDENCE) else html.escape(line)
            for line in report_lines(report)
        ]
    )
