"""The steps of an agenda as a list: when, what, what is shown, who, how long; each can be moved and changed."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from stunting import formats
from stunting.languages import N_, _, _n
from stunting.rembuk import editing
from stunting.rembuk.agenda import Agenda, Step, link
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.rembuk.shown_words import shown_words
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import agenda_changes, step_form
from stunting.ui.shell import View

INSERT, COPY, REMOVE = N_("Sisipkan langkah sesudahnya"), N_("Gandakan langkah"), N_("Hapus langkah")
PAGE_OF = {"ringkasan": "./"}


def show(view: View, saved: SavedAgenda, *, start: dt.time) -> None:
    """All steps, and a way to one more at the end."""
    timed = editing.schedule(saved.agenda, start=start)
    if not timed:
        st.caption(_("Agenda ini belum memuat langkah. Tambahkan di sini, atau dari kaki halaman mana pun."))
    with st.container(key="agenda-langkah", gap=None):
        for number, one in enumerate(timed):
            _row(view, saved, one, number)
    st.button(
        _("Tambah langkah di akhir"),
        icon=":material/add:",
        key="langkah-tambah",
        on_click=filters.apply,
        args=({step_form.STEP: step_form.NEW},),
    )


def _row(view: View, saved: SavedAgenda, timed: editing.Timed, number: int) -> None:
    step = timed.step
    # A label takes Markdown, and with it pictures from anywhere; a title is text.
    said = _("langkah {number}, {title}", number=number + 1, title=parts.plain(step.title))
    with st.container(key=f"langkah-{step.key}", horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.html(_entry(view, saved.agenda, timed, number))
        with st.container(key=f"langkah-alat-{step.key}", horizontal=True, gap=None, width="content", wrap=False):
            up, down = _moved(saved, step, number - 1), _moved(saved, step, number + 1)
            change = agenda_changes.carry_out
            _tool(_("Naikkan {said}", said=said), "arrow_upward", f"naik-{step.key}", change, up)
            _tool(_("Turunkan {said}", said=said), "arrow_downward", f"turun-{step.key}", change, down)
            _tool(_("Ubah {said}", said=said), "edit", f"ubah-{step.key}", filters.apply, ({step_form.STEP: step.key},))
            asked = st.menu_button(
                _("Lainnya untuk {said}", said=said),
                [INSERT, COPY, REMOVE],
                key=f"lain-{step.key}",
                format_func=_,
                icon=":material/more_vert:",
                type="tertiary",
                on_click=agenda_changes.see,
                args=(saved,),
            )
    if asked is not None:
        _carry_out(saved, step, asked)


def _entry(view: View, agenda: Agenda, timed: editing.Timed, number: int) -> str:
    step = timed.step
    shown = html.escape(shown_words(step, view.register, area_code=agenda.area_code))
    if step.page:
        shown = f'<a href="{html.escape(_address(step.page, link(agenda, step)))}" target="_blank">{shown}</a>'
    decision = f"<em><b>{_('Diputuskan:')}</b> {html.escape(step.decision)}</em>" if step.decision else ""
    return (
        f'<div class="langkah-rembuk"><span class="no">{number + 1}</span>'
        f'<span class="jam">{formats.clock(timed.start)}</span>'
        f'<div class="isi"><b>{html.escape(step.title)}</b><small>{shown}</small>{decision}</div>'
        f'<span class="oleh">{html.escape(step.speaker)}</span>'
        f'<span class="lama">{_n("{n} menit", step.minutes, n=step.minutes)}</span></div>'
    )


def _address(page: str, params: Mapping[str, str]) -> str:
    """Beside this page, so that it holds below a base path too."""
    return f"{PAGE_OF.get(page, page)}?{urlencode(params)}"


def _tool(label: str, icon: str, key: str, act: Callable[..., None], args: tuple[object, ...]) -> None:
    """A button that shows its icon; its words are for the screen reader and the tip."""
    st.button(label, icon=f":material/{icon}:", key=key, type="tertiary", on_click=act, args=args, help=label)


def _moved(saved: SavedAgenda, step: Step, position: int) -> tuple[SavedAgenda, Callable[[Agenda], Agenda]]:
    return saved, partial(editing.move, key=step.key, position=position)


def _carry_out(saved: SavedAgenda, step: Step, asked: str) -> None:
    before = agenda_changes.seen(saved)
    if asked == INSERT:
        filters.apply({step_form.STEP: f"{step_form.NEW}{step.key}"})
    elif asked == COPY:
        agenda_changes.carry_out(before, partial(editing.duplicate, key=step.key))
    else:
        agenda_changes.carry_out(before, partial(editing.remove, key=step.key))
        agenda_changes.tell(_("Langkah “{step}” dihapus.", step=step.title))
    st.rerun()
