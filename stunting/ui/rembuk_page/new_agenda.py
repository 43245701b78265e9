"""An agenda to begin with: a ready-made one for this area, or a file from another computer."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from stunting import formats
from stunting.paths import Layout
from stunting.promises.shown import book_or_none
from stunting.rembuk import agenda_json, agenda_store
from stunting.rembuk.agenda import LONGEST_NAME, Agenda, Kind
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.rembuk.facts import facts_of
from stunting.rembuk.ready_agendas import LEVELS, ready_agenda
from stunting.rembuk.shown_pages import AgendaError
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import agenda_changes, choices
from stunting.ui.shell import View

WHAT = {
    Kind.DISTRICT: "Susunan acara rembuk kabupaten/kota: sambutan, paparan, lokus, komitmen.",
    Kind.SUBDISTRICT: "Susunan acara rembuk kecamatan: hasil pengukuran, usulan lokus, komitmen.",
    Kind.WORKSHOP: "Minilokakarya: tindak lanjut, hasil pengukuran, rencana kerja empat minggu.",
    Kind.OWN: "Susunan pendek untuk diisi sendiri: pembukaan, angka, diskusi, penutup.",
}


def show(view: View) -> None:
    """No agenda is open: the kept ones, and the ways to a new one."""
    kept = choices.kept(view.area)
    if kept:
        st.html(
            '<h2 class="judul-gambar">Pilih agenda</h2>'
            f'<p class="anak-judul">{len(kept)} agenda tersimpan untuk {html.escape(view.area.official_name)}'
            f"{'' if view.area.level == 'desa' else ' dan wilayah di dalamnya'}.</p>"
        )
        for number, one in enumerate(kept):
            _entry(view, one, number)
        st.html('<h2 class="judul-daftar">Agenda baru</h2>')
    else:
        st.html(
            f'<h2 class="judul-gambar">Belum ada agenda untuk {html.escape(view.area.official_name)}</h2>'
            '<p class="anak-judul">Agenda adalah susunan acara: langkah demi langkah, apa yang dilihat peserta, siapa '
            "yang bicara, berapa lama, dan apa yang diputuskan. Mulai dari contoh, lalu ubah seperlunya.</p>"
        )
    with st.container(key="agenda-mulai", width=760):
        forms(view)


def _entry(view: View, one: SavedAgenda, number: int) -> None:
    agenda = one.agenda
    day = formats.date(agenda.meeting_date) if agenda.meeting_date else "tanggal belum diisi"
    said = f"{day} · {len(agenda.steps)} langkah · {formats.number(agenda.minutes)} menit"
    with st.container(key=f"agenda-pilihan-{number}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="rembuk-nama"><b>{html.escape(choices.label(view, one))}</b>'
            f"<small>{html.escape(said)}</small></p>"
        )
        st.button(
            "Buka", key=f"buka-{one.key}", on_click=_open, args=(one,), help=f"Buka agenda “{parts.plain(one.name)}”"
        )


def forms(view: View) -> None:
    """Ready-made agendas for the level of the area, and a file."""
    offered = [kind for kind, levels in LEVELS.items() if view.area.level in levels]
    if not offered:
        st.caption("Pilih provinsi, kabupaten/kota, atau kecamatan di kotak pencarian untuk menyusun agenda baru.")
    for number, kind in enumerate(offered):
        with st.container(key=f"agenda-contoh-{kind.value}", gap="xxsmall"):
            st.button(
                f"Buat dari contoh: {kind.label}",
                key=f"contoh-{kind.value}",
                type="primary" if number == 0 else "secondary",
                icon=":material/playlist_add:",
                on_click=_begin,
                args=(view, kind),
            )
            st.caption(WHAT[kind])
    with st.form("agenda-impor", border=False):
        file = st.file_uploader("Impor berkas .agenda.json", type=["json"], key="agenda-berkas")
        wanted = st.form_submit_button("Impor agenda", icon=":material/upload_file:", key="agenda-impor-kirim")
    if wanted:
        _import(view, file.getvalue() if file is not None else b"")


def _open(one: SavedAgenda) -> None:
    filters.apply(choices.opening(one) | {filters.AREA: one.agenda.area_code})
    filters.note(agenda_changes.WHOLE_PAGE, True)


def _begin(view: View, kind: Kind) -> None:
    facts = facts_of(
        view.release.database, area=view.area, register=view.register, promises=book_or_none(Layout.default())
    )
    try:
        _keep(ready_agenda(kind, view.area, view.register, facts))
    except AgendaError as refused:
        filters.note(agenda_changes.REFUSED, str(refused))


def _import(view: View, content: bytes) -> None:
    if not content:
        st.warning("Pilih berkasnya dulu, lalu tekan Impor agenda.")
        return
    try:
        found = agenda_json.from_file(content)
        code = found.agenda.area_code
        if code not in view.register:
            raise AgendaError(f"Agenda ini untuk wilayah {code}, yang tidak ada di rilis ini. Buka rilis lain dulu.")
        kept = _keep(found.agenda)
    except AgendaError as refused:
        st.warning(parts.plain(str(refused)))
        return
    notes = list(found.notes)
    if kept.name != found.agenda.name:
        notes.insert(0, f"Nama “{found.agenda.name}” sudah dipakai; yang diimpor disimpan sebagai “{kept.name}”.")
    agenda_changes.tell(" ".join(notes) or f"Agenda “{kept.name}” diimpor.")
    st.rerun()


def _keep(agenda: Agenda) -> SavedAgenda:
    """Keep it under a free name and open it."""
    additions = Layout.default().additions
    taken = {one.key for one in agenda_store.agendas(additions)}
    kept = agenda_store.save(additions, replace(agenda, name=agenda_store.free_name(agenda.name[:LONGEST_NAME], taken)))
    filters.fold("agenda-baru")
    _open(kept)
    return kept
