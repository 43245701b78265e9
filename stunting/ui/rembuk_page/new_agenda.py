"""An agenda to begin with: a ready-made one for this area, or a file from another computer."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from stunting import formats
from stunting.languages import Words, _, _n
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

WHAT = Words(
    {
        Kind.DISTRICT: "Susunan acara rembuk kabupaten/kota: sambutan, paparan, lokus, komitmen.",
        Kind.SUBDISTRICT: "Susunan acara rembuk kecamatan: hasil pengukuran, usulan lokus, komitmen.",
        Kind.WORKSHOP: "Minilokakarya: tindak lanjut, hasil pengukuran, rencana kerja empat minggu.",
        Kind.OWN: "Susunan pendek untuk diisi sendiri: pembukaan, angka, diskusi, penutup.",
    }
)


def show(view: View) -> None:
    """No agenda is open: the kept ones, and the ways to a new one."""
    kept = choices.kept(view.area)
    if kept:
        st.html(
            f'<h2 class="judul-gambar">{_("Pilih agenda")}</h2>'
            f'<p class="anak-judul">{html.escape(_found(view, len(kept)))}</p>'
        )
        for number, one in enumerate(kept):
            _entry(view, one, number)
        st.html(_('<h2 class="judul-daftar">Agenda baru</h2>'))
    else:
        st.html(
            _(
                '<h2 class="judul-gambar">Belum ada agenda untuk {area}</h2><p '
                'class="anak-judul">Agenda adalah susunan acara: langkah demi langkah, apa yang '
                "dilihat peserta, siapa yang bicara, berapa lama, dan apa yang diputuskan. Mulai "
                "dari contoh, lalu ubah seperlunya.</p>",
                area=html.escape(view.area.official_name),
            )
        )
    with st.container(key="agenda-mulai", width=760):
        forms(view)


def _found(view: View, count: int) -> str:
    """How many agendas are kept for this area."""
    if view.area.level == "desa":
        return _n("{n} agenda tersimpan untuk {area}.", count, n=count, area=view.area.official_name)
    return _n(
        "{n} agenda tersimpan untuk {area} dan wilayah di dalamnya.", count, n=count, area=view.area.official_name
    )


def _entry(view: View, one: SavedAgenda, number: int) -> None:
    agenda = one.agenda
    day = formats.date(agenda.meeting_date) if agenda.meeting_date else _("tanggal belum diisi")
    steps = _n("{n} langkah", len(agenda.steps), n=len(agenda.steps))
    minutes = _n("{n} menit", agenda.minutes, n=formats.number(agenda.minutes))
    said = f"{day} · {steps} · {minutes}"
    with st.container(key=f"agenda-pilihan-{number}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="rembuk-nama"><b>{html.escape(choices.label(view, one))}</b>'
            f"<small>{html.escape(said)}</small></p>"
        )
        st.button(
            _("Buka"),
            key=f"buka-{one.key}",
            on_click=_open,
            args=(one,),
            help=_("Buka agenda “{name}”", name=parts.plain(one.name)),
        )


def forms(view: View) -> None:
    """Ready-made agendas for the level of the area, and a file."""
    offered = [kind for kind, levels in LEVELS.items() if view.area.level in levels]
    if not offered:
        st.caption(_("Pilih provinsi, kabupaten/kota, atau kecamatan di kotak pencarian untuk menyusun agenda baru."))
    for number, kind in enumerate(offered):
        with st.container(key=f"agenda-contoh-{kind.value}", gap="xxsmall"):
            st.button(
                _("Buat dari contoh: {kind}", kind=kind.label),
                key=f"contoh-{kind.value}",
                type="primary" if number == 0 else "secondary",
                icon=":material/playlist_add:",
                on_click=_begin,
                args=(view, kind),
            )
            st.caption(WHAT[kind])
    with st.form("agenda-impor", border=False):
        file = st.file_uploader(_("Impor berkas .agenda.json"), type=["json"], key="agenda-berkas")
        wanted = st.form_submit_button(_("Impor agenda"), icon=":material/upload_file:", key="agenda-impor-kirim")
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
        st.warning(_("Pilih berkasnya dulu, lalu tekan Impor agenda."))
        return
    try:
        found = agenda_json.from_file(content)
        code = found.agenda.area_code
        if code not in view.register:
            raise AgendaError(
                _("Agenda ini untuk wilayah {code}, yang tidak ada di rilis ini. Buka rilis lain dulu.", code=code)
            )
        kept = _keep(found.agenda)
    except AgendaError as refused:
        st.warning(parts.plain(str(refused)))
        return
    notes = list(found.notes)
    if kept.name != found.agenda.name:
        notes.insert(
            0,
            _(
                "Nama “{agenda}” sudah dipakai; yang diimpor disimpan sebagai “{kept}”.",
                agenda=found.agenda.name,
                kept=kept.name,
            ),
        )
    agenda_changes.tell(" ".join(notes) or _("Agenda “{kept}” diimpor.", kept=kept.name))
    st.rerun()


def _keep(agenda: Agenda) -> SavedAgenda:
    """Keep it under a free name and open it."""
    additions = Layout.default().additions
    taken = {one.key for one in agenda_store.agendas(additions)}
    kept = agenda_store.save(additions, replace(agenda, name=agenda_store.free_name(agenda.name[:LONGEST_NAME], taken)))
    filters.fold("agenda-baru")
    _open(kept)
    return kept
