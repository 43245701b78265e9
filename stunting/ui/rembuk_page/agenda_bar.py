"""What can be done with the open agenda as a whole: name and date, freezing, a copy, a file, forgetting it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import streamlit as st

from stunting import formats
from stunting.languages import _
from stunting.paths import Layout
from stunting.rembuk import agenda_json, agenda_store, editing
from stunting.rembuk.agenda import LONGEST_NAME
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.rembuk.shown_pages import AgendaError
from stunting.ui import exporting, filters
from stunting.ui.rembuk_page import agenda_changes, choices, freezing, new_agenda
from stunting.ui.shell import View

START = "mulai"
NAME, MORE, NEW = "agenda-ubah", "agenda-lainnya", "agenda-baru"
FILE_TYPE = "application/json"
# Every quarter of an hour at which a meeting begins, as the link says it.
STARTS = tuple(f"{hour:02}.{minute:02}" for hour in range(6, 22) for minute in (0, 15, 30, 45))


def start_time() -> dt.time:
    """When the meeting begins, as the link says it.

    Raises:
        InvalidLinkError: the link says no such time.
    """
    usual = editing.written_time(editing.USUAL_START)
    return editing.start_time(filters.checked(START, {one: one for one in STARTS}, default=usual))


def show(view: View, saved: SavedAgenda) -> None:
    """One row of buttons."""
    with st.container(key="agenda-alat", horizontal=True, vertical_alignment="center", gap="small"):
        named = filters.folded(_("Nama dan tanggal"), NAME, icon=":material/edit_calendar:")
        _freezing(view, saved)
        more = filters.folded(_("Salin, ekspor, hapus"), MORE, icon=":material/more_horiz:")
        new = filters.folded(_("Agenda baru"), NEW, icon=":material/add:")
    if named.open:
        with named:
            _name_and_date(saved)
    if more.open:
        with more:
            _more(saved)
    if new.open:
        with new:
            new_agenda.forms(view)


def _name_and_date(saved: SavedAgenda) -> None:
    filters.listed(
        _("Mulai pukul"),
        START,
        {one: formats.clock(editing.start_time(one)) for one in STARTS},
        default=editing.written_time(editing.USUAL_START),
        width=140,
        shows_label=True,
    )
    with st.form(f"agenda-nama-{saved.key}", border=False):
        name = st.text_input(_("Nama agenda"), value=saved.name, max_chars=LONGEST_NAME, key=f"nama-{saved.key}")
        day = st.date_input(
            _("Tanggal rembuk"), value=saved.agenda.meeting_date, format="DD/MM/YYYY", key=f"tanggal-{saved.key}"
        )
        wanted = st.form_submit_button(
            _("Simpan"), icon=":material/save:", on_click=agenda_changes.see, args=(saved,), key=f"simpan-{saved.key}"
        )
    if not wanted:
        return
    before = agenda_changes.seen(saved)
    chosen = day if isinstance(day, dt.date) else None
    agenda_changes.carry_out(before, partial(replace, name=name, meeting_date=chosen))
    filters.fold(NAME)
    # The list above the tabs shows the name.
    st.rerun()


def _freezing(view: View, saved: SavedAgenda) -> None:
    if saved.agenda.is_frozen:
        freezing.thaw_button(saved, key="agenda-lepas")
    else:
        freezing.freeze_button(view, saved, key="agenda-beku")


def _more(saved: SavedAgenda) -> None:
    st.button(
        _("Gandakan agenda ini"), icon=":material/content_copy:", key="agenda-ganda", on_click=_copy, args=(saved,)
    )
    exporting.download(
        _("Ekspor ke berkas"),
        data=lambda: agenda_json.to_file(saved.agenda),
        file_name=saved.file_name,
        mime=FILE_TYPE,
        on_click="ignore",
        key="agenda-ekspor",
        icon=":material/download:",
    )
    st.caption(_("Agenda yang dihapus tidak dapat dikembalikan. Ekspor dulu bila mungkin dipakai lagi."))
    st.button(_("Hapus agenda ini"), icon=":material/delete:", key="agenda-hapus", on_click=_remove, args=(saved,))


def _copy(saved: SavedAgenda) -> None:
    try:
        copied = agenda_store.duplicate(Layout.default().additions, saved.name)
    except AgendaError as refused:
        filters.note(agenda_changes.REFUSED, str(refused))
        return
    agenda_changes.tell(_("Salinannya terbuka: “{copied}”.", copied=copied.name))
    _open_another(choices.opening(copied))


def _remove(saved: SavedAgenda) -> None:
    additions = Layout.default().additions
    try:
        if agenda_store.read(additions, saved.name) != saved:
            raise AgendaError(
                _("Agenda “{saved}” sudah diubah di jendela lain. Periksa lagi sebelum menghapusnya.", saved=saved.name)
            )
        agenda_store.remove(additions, saved.name)
    except AgendaError as refused:
        filters.note(agenda_changes.REFUSED, str(refused))
        return
    agenda_changes.tell(_("Agenda “{saved}” dihapus.", saved=saved.name))
    _open_another({choices.AGENDA: ""})


def _open_another(params: dict[str, str]) -> None:
    filters.fold(MORE)
    filters.note(agenda_changes.WHOLE_PAGE, True)
    filters.apply(params)
