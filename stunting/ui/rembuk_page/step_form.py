"""One step in a window over the list: its words, its minutes, and what the hall sees."""

from __future__ import annotations

import streamlit as st

from stunting.languages import _
from stunting.paths import Layout
from stunting.rembuk import agenda_store, editing
from stunting.rembuk.addresses import shown_of_address
from stunting.rembuk.agenda import (
    LONGEST_DECISION,
    LONGEST_NOTES,
    LONGEST_SPEAKER,
    LONGEST_TITLE,
    MOST_MINUTES,
    Agenda,
    Step,
)
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.rembuk.shown_pages import SHOWN_PAGES, AgendaError, Shown
from stunting.rembuk.shown_words import WORDS_ONLY, shown_words
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import agenda_changes
from stunting.ui.shell import View

# In the link: the key of the step that is changed, or NEW and the key of the step before a new one ("~": at the end).
STEP, NEW = "sunting", "~"
USUAL_MINUTES = 5


def open_asked(view: View, saved: SavedAgenda) -> None:
    """Open the window for the step of the link, if it names one."""
    asked = filters.asked(STEP)
    if not asked:
        return
    try:
        before = asked.removeprefix(NEW)
        step = saved.agenda.step(before) if before else None
    except AgendaError as refused:
        _close()
        st.warning(parts.plain(str(refused)))
        return
    title = _("Langkah baru") if asked.startswith(NEW) else _("Ubah langkah")
    st.dialog(title, width="medium", on_dismiss=_close)(_content)(view, saved, step, is_new=asked.startswith(NEW))


def _content(view: View, opened: SavedAgenda, beside: Step | None, *, is_new: bool) -> None:
    """beside: the step that is changed, or the one before a new one."""
    step = None if is_new else beside
    key = step.key if step else "baru"
    with st.form(f"langkah-isi-{key}", border=False):
        title = st.text_input(_("Judul"), value=step.title if step else "", max_chars=LONGEST_TITLE, key=f"judul-{key}")
        with st.container(horizontal=True, gap="small", key="langkah-dua"):
            speaker = st.text_input(
                _("Pembicara"),
                value=step.speaker if step else "",
                max_chars=LONGEST_SPEAKER,
                key=f"pembicara-{key}",
                placeholder=_("Jabatan, mis. Kepala Dinas Kesehatan"),
            )
            minutes = st.number_input(
                _("Menit"),
                min_value=0,
                max_value=MOST_MINUTES,
                value=step.minutes if step else USUAL_MINUTES,
                step=1,
                width=140,
                key=f"menit-{key}",
            )
        with st.container(horizontal=True, gap="small", key="langkah-tayang"):
            page = st.selectbox(
                _("Yang ditayangkan"),
                ["", *SHOWN_PAGES],
                index=["", *SHOWN_PAGES].index(step.page if step else ""),
                format_func=lambda one: SHOWN_PAGES[one].title if one else _(WORDS_ONLY),
                key=f"halaman-{key}",
                width=260,
            )
            address = st.text_input(
                _("Atau tempel alamat tampilannya"),
                key=f"alamat-{key}",
                placeholder=_("Salin dari baris alamat saat halamannya terbuka"),
                max_chars=2000,
            )
        if step and step.page:
            shown_now = shown_words(step, view.register, area_code=opened.agenda.area_code)
            st.caption(_("Sekarang: {shown_now}", shown_now=parts.plain(shown_now)))
        decision = st.text_input(
            _("Pertanyaan yang diputuskan (kosongkan bila tidak ada)"),
            value=step.decision if step else "",
            max_chars=LONGEST_DECISION,
            key=f"putusan-{key}",
        )
        notes = st.text_area(
            _("Catatan untuk pembicara (tidak tampil di layar)"),
            value=step.notes if step else "",
            max_chars=LONGEST_NOTES,
            height=96,
            key=f"catatan-{key}",
        )
        with st.container(horizontal=True, gap="small"):
            now = _newest(opened)
            wanted = st.form_submit_button(
                _("Simpan langkah"),
                type="primary",
                icon=":material/save:",
                key=f"simpan-{key}",
                on_click=agenda_changes.see,
                args=(now,),
            )
            if st.form_submit_button(_("Batal"), key=f"batal-{key}"):
                _close()
                st.rerun()
    if not wanted:
        return
    before = agenda_changes.seen(now)
    try:
        shown = _shown(step, page, address)
        made = Step(
            key=step.key if step else editing.free_key(title, (one.key for one in before.agenda.steps)),
            title=title,
            page=shown.page,
            params=shown.params,
            notes=notes,
            minutes=int(minutes),
            decision=decision,
            speaker=speaker,
        )
        agenda_store.update(Layout.default().additions, before, _with(before.agenda, made, step, beside))
    except AgendaError as refused:
        st.warning(parts.plain(str(refused)))
        if now is not before and now != before:
            st.caption(_("Simpan sekali lagi untuk memasukkan langkah ini ke agenda yang baru itu."))
        return
    if shown.notes:
        agenda_changes.tell(" ".join(shown.notes))
    _close()
    st.rerun()


def _newest(opened: SavedAgenda) -> SavedAgenda:
    """The agenda as it is kept now; the one the window was opened with where it is gone."""
    try:
        return agenda_store.read(Layout.default().additions, opened.name)
    except AgendaError:
        return opened


def _shown(step: Step | None, page: str, address: str) -> Shown:
    """What the hall sees: the address, else the page with the choices that the step had on it.

    Raises:
        AgendaError: the address opens no page that may be shown.
    """
    if address.strip():
        found = shown_of_address(address)
        if not found.page:
            said = found.notes[0].split(";")[0].rstrip(".") if found.notes else _("Alamat ini tidak dikenal")
            raise AgendaError(_("{said}. Tempel alamat halaman {titles}.", said=said, titles=_titles()))
        return found
    kept = step.params if step and step.page == page else {}
    return Shown(page=page, params=kept, notes=())


def _titles() -> str:
    titles = [one.title for one in SHOWN_PAGES.values()]
    return _("{several}, atau {last}", several=", ".join(titles[:-1]), last=titles[-1])


def _with(agenda: Agenda, made: Step, step: Step | None, beside: Step | None) -> Agenda:
    if step is not None:
        return editing.replace_step(agenda, step.key, made)
    place = agenda.position(beside.key) + 1 if beside else len(agenda.steps)
    return editing.insert(agenda, made, position=place)


def _close() -> None:
    filters.apply({STEP: ""})
