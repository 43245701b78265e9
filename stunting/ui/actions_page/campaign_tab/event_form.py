"""Own events: one by form, many by sheet, and taking them back."""

from __future__ import annotations

import datetime as dt
import html

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.campaigns import event_files
from stunting.campaigns.event_sheet import EventDraft
from stunting.campaigns.kinds import KINDS
from stunting.errors import StuntingError
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.ui import data, exporting, parts
from stunting.ui.data_page import changes
from stunting.ui.lokus_page import list_form
from stunting.ui.shell import View

SHEETS = ["xlsx", "xls", "csv"]
MOST_LISTED = 30


def show(view: View, area: Area) -> None:
    """Folded: most readers only read."""
    if area.level not in ("provinsi", "kabupaten"):
        st.html(_('<p class="jelas">Untuk memasukkan kegiatan, pilih dulu provinsi atau kabupaten/kotanya.</p>'))
        return
    with st.expander(_("Catat satu kegiatan"), icon=":material/add:", key="kegiatan-satu"):
        _form(view, area)
    with st.expander(_("Masukkan kegiatan dari lembar"), icon=":material/upload_file:", key="kegiatan-lembar"):
        _sheet(view, area)
        _stored(view, area)


def _form(view: View, area: Area) -> None:
    # Another release empties the boxes: the event in them is saved.
    key = f"{area.code}-{view.release_id}"
    places = _places(view, area)
    with st.form(f"kegiatan-{key}", border=False):
        first, second, third = st.columns([1, 1.6, 1.2])
        day = first.text_input(_("Tanggal"), placeholder="29 November 2023", max_chars=40, key=f"k-hari-{key}")
        code = second.selectbox(
            _("Wilayah"), list(places), format_func=places.__getitem__, key=f"k-wilayah-{key}", help=None
        )
        kind = third.selectbox(_("Jenis"), list(KINDS), format_func=KINDS.__getitem__, key=f"k-jenis-{key}")
        title = st.text_input(
            _("Nama kegiatan"),
            placeholder=_("Kampanye Percepatan Penurunan Stunting"),
            max_chars=400,
            key=f"k-nama-{key}",
        )
        first, second, third = st.columns([1.4, 1.4, 1])
        place = first.text_input(_("Tempat"), placeholder=_("Balai Desa"), max_chars=160, key=f"k-tempat-{key}")
        organiser = second.text_input(_("Penyelenggara (instansi)"), max_chars=160, key=f"k-oleh-{key}")
        came = third.text_input(
            _("Peserta"), placeholder=_("kosong bila tidak dihitung"), max_chars=12, key=f"k-n-{key}"
        )
        partners = st.text_input(_("Mitra (instansi, dipisah titik koma)"), max_chars=400, key=f"k-mitra-{key}")
        source = st.text_input(
            _("Sumber"), placeholder=_("Laporan kegiatan DPPKB"), max_chars=400, key=f"k-sumber-{key}"
        )
        sent = st.form_submit_button(_("Simpan kegiatan"), icon=":material/save:", type="primary")
    if not sent:
        return
    event, wrong = event_files.checked_event(
        view.register,
        area,
        area_code=str(code),
        # Stored, and so in the language of the data.
        source="catatan pengguna",  # no text
        cells={
            "event_date": day,
            "title": title,
            "kind": kind,
            "place": place,
            "organiser": organiser,
            "partners": partners,
            "participant_n": came,
            "source": source,
        },
    )
    if event is None:
        list_form.problems(_("Kegiatan belum disimpan."), tuple(wrong))
        return
    changes.carry_out(
        lambda layout, progress: event_files.add_events(layout, [event], progress=progress),
        doing=N_("Menyimpan kegiatan"),
        done=_("Kegiatan disimpan."),
    )


def _places(view: View, area: Area) -> dict[str, str]:
    """Areas an event can be in, the area itself first; of a province down to its kecamatan."""
    found = {area.code: _("{area} (seluruhnya)", area=area.official_name)}
    for one in view.register.children(area.code):
        found[one.code] = one.official_name
        for below in view.register.children(one.code):
            found[below.code] = f"{one.official_name}, {below.official_name}"
    return found


def _sheet(view: View, area: Area) -> None:
    st.markdown(
        _(
            "Satu baris per kegiatan: tanggal, wilayah (kode, atau kecamatan dan desa), nama "
            "kegiatan; lainnya boleh kosong. Lembar diterima seluruhnya atau ditolak seluruhnya. "
            "Kegiatan sendiri menggantikan kegiatan contoh di kabupaten yang sama."
        )
    )
    register = data.register(view.release_id)
    exporting.download(
        _("Unduh lembar kosong"),
        data=lambda: event_files.template(register, area),
        file_name=f"kegiatan-{area.code}.xlsx",
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key="kegiatan-lembar-kosong",
    )
    key = f"{area.code}-{view.release_id}"
    file = st.file_uploader(_("Lembar kegiatan (XLSX, XLS, CSV)"), type=SHEETS, key=f"kegiatan-berkas-{key}")
    source = st.text_input(_("Sumber baris tanpa sumber"), max_chars=300, key=f"kegiatan-asal-{key}")
    if file is None:
        return
    try:
        draft = event_files.read_events(
            file.getvalue(), register=view.register, within=area, name=file.name, source=source
        )
    except StuntingError as refused:
        list_form.problems(str(refused), tuple(getattr(refused, "problems", ())))
        return
    parts.notes(tuple(html.escape(sentence) for sentence in draft.sentences()))
    _preview(view, draft)
    if st.button(_("Simpan kegiatan"), icon=":material/save:", type="primary", key=f"kegiatan-simpan-{key}"):
        changes.carry_out(
            lambda layout, progress: event_files.add_events(layout, draft.events, progress=progress),
            doing=N_("Menyimpan kegiatan"),
            done=_("{events_n} kegiatan disimpan.", events_n=len(draft.events)),
        )


def _preview(view: View, draft: EventDraft) -> None:
    """What would be stored, as it was understood."""
    rows = [
        {
            N_("Tanggal"): formats.date(dt.date.fromisoformat(one.event_date)),
            N_("Wilayah"): ", ".join(_upwards(view, one.area_code)),
            N_("Kegiatan"): one.title,
            N_("Jenis"): KINDS[one.kind],
            N_("Peserta"): formats.number(int(one.participant_n)) if one.participant_n else _("tidak dihitung"),
            N_("Sumber"): one.source,
        }
        for one in draft.events
    ]
    height = min(400, 38 + 35 * len(rows))
    st.dataframe(
        parts.written(pd.DataFrame(rows)), hide_index=True, height=height, width="stretch", key="kegiatan-pratinjau"
    )


def _upwards(view: View, code: str) -> list[str]:
    """Its name and those of what holds it, the smallest first, up to three."""
    found = [view.register.ancestor(code, level) for level in ("desa", "kecamatan", "kabupaten", "provinsi")]
    return [one.official_name for one in found if one is not None][:3]


def _stored(view: View, area: Area) -> None:
    own = event_files.own_events(Layout.default(), within=area.code)
    for one in records(own.sort_values("event_date", ascending=False).head(MOST_LISTED)):
        where = view.register.get(one.area_code).official_name
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                f'<p class="tempat"><b>{html.escape(one.event_date)}</b>: {html.escape(one.title)} · '
                f"{html.escape(where)}</p>",
                width=620,
            )
            if st.button(_("Hapus"), key=f"kegiatan-hapus-{one.id}", type="tertiary", icon=":material/delete:"):
                _remove(one.id)


def _remove(event_id: str) -> None:
    changes.carry_out(
        lambda layout, progress: event_files.remove_events(layout, [event_id], progress=progress),
        doing=N_("Menghapus kegiatan"),
        done=_("Kegiatan dihapus."),
    )
