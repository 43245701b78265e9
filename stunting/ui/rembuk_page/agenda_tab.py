"""Tab Agenda: the steps of the meeting in order."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.languages import _, _n
from stunting.rembuk import editing
from stunting.rembuk.agenda import Agenda
from stunting.ui import filters
from stunting.ui.rembuk_page import agenda_bar, agenda_changes, choices, freezing, new_agenda, step_form, step_list
from stunting.ui.shell import View


def show(view: View) -> None:
    """Choose, make and edit an agenda."""
    if filters.taken(agenda_changes.WHOLE_PAGE):
        # The list above the tabs names other agendas now.
        st.rerun()
    agenda_changes.say()
    found = choices.chosen(view)
    if found is None:
        new_agenda.show(view)
        return
    start = agenda_bar.start_time()
    _heading(view, found.agenda, editing.schedule(found.agenda, start=start))
    agenda_bar.show(view, found)
    step_list.show(view, found, start=start)
    step_form.open_asked(view, found)


def _heading(view: View, agenda: Agenda, timed: tuple[editing.Timed, ...]) -> None:
    decisions = len(agenda.decisions)
    clock = f"{formats.clock(timed[0].start)}–{formats.clock(timed[-1].end)}" if timed else ""
    facts = [
        agenda.kind.label,
        choices.place(view, agenda.area_code),
        formats.date(agenda.meeting_date) if agenda.meeting_date else _("tanggal belum diisi"),
        _n("{n} langkah", len(agenda.steps), n=len(agenda.steps)),
        _("pukul {clock} ({minutes})", clock=clock, minutes=_long(agenda.minutes)) if agenda.minutes else "",
        _n("{n} keputusan", decisions, n=decisions) if decisions else "",
    ]
    st.html(
        f'<h2 class="hanya-dibaca">{html.escape(agenda.name)}</h2>'
        f'<p class="anak-judul">{html.escape(" · ".join(filter(None, facts)))}</p>'
        f"{freezing.line(view, agenda)}"
    )


def _long(minutes: int) -> str:
    """ "3 jam 25 menit"."""
    hours, rest = divmod(minutes, 60)
    said = [_n("{n} jam", hours, n=hours)] if hours else []
    return " ".join([*said, _n("{n} menit", rest, n=rest)] if rest or not hours else said)
