"""Tab Berkas: the slides as PowerPoint, A4 sheets, one page file and pictures."""

from __future__ import annotations

import html
from functools import partial

import streamlit as st

from stunting.exports import slide_files, slide_sheets, template_store
from stunting.exports.slide_files import KINDS, Options
from stunting.exports.slides_pptx import TemplateError
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.slides import deck_json
from stunting.slides.slide import Deck, Slide
from stunting.ui import caches, exporting, filters, parts
from stunting.ui.rembuk_page import agenda_changes, choices, decks, freezing
from stunting.ui.shell import View

SLIDE = "slide"
FOLLOWS = N_("Berkas memuat angka rilis yang berlaku; sesudah impor baru isinya berbeda. Bekukan sebelum dicetak.")


def show(view: View) -> None:
    """Files of one step or of the whole agenda, each made when it is asked for."""
    agenda_changes.say()
    saved = choices.chosen(view)
    if saved is None:
        st.html(
            _(
                '<h2 class="judul-gambar">Pilih agenda dulu</h2><p class="anak-judul">Berkas '
                "dibuat dari langkah-langkah sebuah agenda.</p>"
            )
        )
        return
    with st.spinner(_("Menyusun slide…")):
        deck = decks.deck_for(view, saved.agenda)
    left, right = st.columns(2, gap="large")
    with left:
        _whole(view, saved, deck)
        _template(view)
    with right:
        _one(deck)


def _whole(view: View, saved: SavedAgenda, deck: Deck) -> None:
    st.html(_('<h2 class="judul-daftar">Seluruh agenda</h2>'))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bawa-rilis"):
        st.html(freezing.line(view, saved.agenda, unfrozen=_(FOLLOWS)))
        if not saved.agenda.is_frozen:
            freezing.freeze_button(view, saved, key="bawa-beku")
    rows = st.container(key="bawa-semua")
    has_notes = st.checkbox(
        _("Sertakan catatan pembicara di PowerPoint"),
        key="bawa-catatan",
        help=_("Hanya untuk berkas yang Anda simpan sendiri. Yang dibagikan sebaiknya tanpa catatan."),
    )
    options = Options(template=_kept(deck), has_notes=has_notes)
    with rows:
        for kind in KINDS.values():
            row = f"bawa-baris-{kind.extension}"
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=row):
                exporting.download(
                    _(kind.label),
                    data=partial(kind.make, deck, options),
                    file_name=slide_files.file_name(deck, kind.extension),
                    mime=kind.media_type,
                    on_click="ignore",
                    key=f"bawa-{kind.extension}",
                    icon=":material/download:",
                    width=170,
                )
                st.html(f'<p class="bawa-guna">{html.escape(_(kind.explanation))}</p>')
    st.caption(_("Dibuat saat tombolnya ditekan, dalam beberapa detik. Semuanya mode publik."))
    if deck.is_sample:
        parts.notes((_("Slide dengan data contoh bertanda DATA CONTOH, juga di berkasnya."),))


def _one(deck: Deck) -> None:
    shown = {slide.key: slide for slide in deck.slides if not slide.is_words}
    st.html(_('<h2 class="judul-daftar">Satu slide</h2>'))
    if not shown:
        st.caption(_("Agenda ini hanya berisi langkah tanpa tampilan. Tambahkan peta atau tren di tab Agenda."))
        return
    # Numbered as on the screen.
    names = {
        slide.key: f"{number}. {slide.title}" for number, slide in enumerate(deck.slides, start=1) if slide.key in shown
    }
    key = filters.listed(_("Slide"), SLIDE, names, default=next(iter(names)), width=520)
    _slide_buttons(deck, shown[key])


def _slide_buttons(deck: Deck, slide: Slide) -> None:
    alone = slide_files.only(deck, slide)
    with st.container(horizontal=True, gap="small", key="bawa-satu"):
        exporting.download(
            "PNG",
            data=lambda: slide_sheets.to_png(deck, slide),
            file_name=slide_files.picture_name(deck, slide),
            mime="image/png",
            on_click="ignore",
            key="bawa-satu-png",
            icon=":material/image:",
            help=_("1080 piksel, kurang dari 1 MB; judul dan sumber tertulis di gambarnya"),
        )
        for name in ("pptx", "html"):
            kind = KINDS[name]
            exporting.download(
                _(kind.label),
                data=partial(kind.make, alone, Options(template=_kept(deck))),
                file_name=slide_files.file_name(alone, kind.extension),
                mime=kind.media_type,
                on_click="ignore",
                key=f"bawa-satu-{name}",
                icon=":material/download:",
                help=_(kind.explanation),
            )
    with st.container(key="bawa-pratinjau", width=520):
        with st.spinner(_("Menggambar…")):
            picture = _preview(deck_json.deck_hash(deck), slide.key, deck)
        st.image(picture, width="stretch")


@caches.answers(max_entries=60, is_wordless=True)
def _preview(deck_hash: str, key: str, _deck: Deck) -> bytes:
    del deck_hash  # only the key of the cache
    return slide_sheets.to_png(_deck, next(one for one in _deck.slides if one.key == key))


def _kept(deck: Deck) -> bytes | None:
    return template_store.read(Layout.default().additions, deck.area.code[:4])


def _template(view: View) -> None:
    """The own PowerPoint template of the kabupaten."""
    kabkota = view.kabkota
    if kabkota is None:
        return
    additions = Layout.default().additions
    st.html(_('<h2 class="judul-daftar">Templat PowerPoint</h2>'))
    if template_store.read(additions, kabkota.code) is not None:
        st.caption(_("Templat {kabkota} dipakai: warna, huruf, dan latarnya.", kabkota=kabkota.official_name))
        if st.button(_("Lepas templat"), icon=":material/delete:", key="bawa-lepas-templat"):
            template_store.remove(additions, kabkota.code)
            parts.repaint()
    else:
        st.caption(
            _("Tanpa templat, slide berlatar putih. Unggah templat kantor bila ada: gayanya dipakai, isinya tidak.")
        )
    given = st.file_uploader(
        _("Berkas .pptx atau .potx, paling besar 30 MB"), type=["pptx", "potx"], key="bawa-templat"
    )
    if given is not None and st.button(_("Pakai templat ini"), key="bawa-pakai-templat", type="primary"):
        try:
            template_store.save(additions, kabkota.code, given.getvalue())
        except TemplateError as refused:
            st.warning(parts.plain(str(refused)), icon=":material/error:")
            return
        parts.repaint()
