"""A small button on every page that the hall may see: this view becomes the next step of an agenda."""

from __future__ import annotations

import html
from functools import partial

import streamlit as st

from stunting.geography import COUNTRY, Area
from stunting.languages import N_, _, in_indonesian
from stunting.paths import Layout
from stunting.promises.shown import book_for
from stunting.rembuk import agenda_store, editing
from stunting.rembuk.agenda import LONGEST_TITLE, MOST_MINUTES, Step
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.rembuk.shown_pages import AREA, SHOWN_PAGES, AgendaError, shown_of
from stunting.ui import data, exporting, filters, parts

OPEN = "tambah-agenda"
USUAL_MINUTES = 5
REMBUK = "pages/rembuk.py"
FILES = {
    "png": (N_("PNG untuk WhatsApp"), "image/png"),
    "pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "html": (N_("Halaman web"), "text/html"),
}


def offer(page: str, area: Area) -> None:
    """The button at the foot of a page; nothing on a page that is not shown in the hall."""
    if page not in SHOWN_PAGES:
        return
    wanted = st.button(_("Tambahkan ke agenda"), icon=":material/playlist_add:", key=OPEN)
    # A press inside the window may run the whole page as well, and the window is open still.
    if filters.taken(OPEN) or wanted:
        st.dialog(_("Tambahkan ke agenda"), width="medium")(_form)(page, area)


def _form(page: str, area: Area) -> None:
    filters.taken(OPEN)
    _to_agenda(page, area)
    _as_file(page, area)


def _as_file(page: str, area: Area) -> None:
    """The same view as a slide of its own, made when it is asked for."""
    st.html(_('<h2 class="judul-daftar">Atau ambil sebagai slide</h2>'))
    # Read now: when the file is asked for, the link is no longer at hand.
    params, release_id = _params(area), filters.release_id()

    def made(kind: str) -> bytes:
        # What draws and typesets takes a second to load; the page does not wait for it.
        from stunting.exports import slide_sheets
        from stunting.exports.slide_files import KINDS, Options
        from stunting.slides.single_view import deck_of_view

        title = _title(page, area)
        promises = book_for(Layout.default(), [Step(key="tampilan", title=title, page=page)])
        deck = deck_of_view(data.open_release(release_id), page, params, area=area, title=title, promises=promises)
        return slide_sheets.to_png(deck, deck.slides[0]) if kind == "png" else KINDS[kind].make(deck, Options())

    with st.container(horizontal=True, gap="small", key="tambah-berkas"):
        for kind, (label, media_type) in FILES.items():
            exporting.download(
                _(label),
                data=partial(made, kind),
                file_name=f"slide-{page}-{area.code}.{kind}",
                mime=media_type,
                on_click="ignore",
                key=f"tambah-berkas-{kind}",
                icon=":material/download:",
            )
    st.caption(_("Angkanya mode publik; judul, sumber, dan rilis tertulis di dalamnya."))


def _params(area: Area) -> dict[str, str]:
    """The choices of the link with their area: that of Indonesia names none."""
    return {**filters.address(), AREA: area.code}


def _to_agenda(page: str, area: Area) -> None:
    # Also agendas of other areas: a kabupaten shows how its neighbour or its province stands.
    known = agenda_store.agendas(Layout.default().additions)
    if not known:
        st.caption(_("Belum ada agenda. Susun dulu di halaman Rembuk."))
        st.page_link(REMBUK, label=_("Susun agenda"), icon=":material/arrow_forward:", query_params=filters.carried())
        return
    ordered = sorted(known, key=lambda one: not _is_near(one, area))
    names = {one.key: one for one in ordered}
    with st.form("tambah-agenda-isi", border=False):
        key = st.selectbox(_("Agenda"), list(names), format_func=lambda one: names[one].name, key="tambah-agenda-mana")
        title = st.text_input(
            _("Judul langkah"),
            value=_title(page, area),
            max_chars=LONGEST_TITLE,
            key=f"tambah-judul-{page}-{area.code}",
        )
        minutes = st.number_input(
            _("Menit"), min_value=0, max_value=MOST_MINUTES, value=USUAL_MINUTES, step=1, width=140, key="tambah-menit"
        )
        wanted = st.form_submit_button(
            _("Tambahkan"),
            type="primary",
            icon=":material/playlist_add:",
            key="tambah-agenda-kirim",
            on_click=filters.note,
            args=(OPEN, True),
        )
    if wanted and key is not None:
        _add(names[key], page, area, title=title, minutes=int(minutes))


def _add(saved: SavedAgenda, page: str, area: Area, *, title: str, minutes: int) -> None:
    # A step without an area shows that of its agenda.
    params = _params(area)
    if area.code == saved.agenda.area_code:
        del params[AREA]
    try:
        shown = shown_of(page, params)
        step = Step(
            key=editing.free_key(title, (one.key for one in saved.agenda.steps)),
            title=title,
            page=shown.page,
            params=shown.params,
            minutes=minutes,
        )
        agenda_store.update(Layout.default().additions, saved, editing.add(saved.agenda, step))
    except AgendaError as refused:
        st.warning(parts.plain(str(refused)))
        return
    st.success(
        _("Ditambahkan sebagai langkah {steps_n}.", steps_n=len(saved.agenda.steps) + 1), icon=":material/check_circle:"
    )
    if shown.notes:
        # As text: a note repeats what the link said.
        st.html(f'<p class="catatan">{html.escape(" ".join(shown.notes))}</p>')
    st.page_link(
        REMBUK,
        label=_("Buka agendanya"),
        icon=":material/arrow_forward:",
        query_params=filters.spoken({AREA: saved.agenda.area_code, "agenda": saved.key}),
    )


def _is_near(one: SavedAgenda, area: Area) -> bool:
    """Of the same area, or one of the two lies in the other."""
    code = one.agenda.area_code
    return area.code == COUNTRY or code.startswith(area.code) or area.code.startswith(code)


@in_indonesian
def _title(page: str, area: Area) -> str:
    """What is offered as the title of the step: it stands on the screen of the hall."""
    return f"{SHOWN_PAGES[page].title} {area.official_name}"[:LONGEST_TITLE]
