"""Data layanan: the sheet of coverage, what is stored, and the sheet of families at risk."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.errors import ImportRefusedError, StuntingError
from stunting.geography import Area
from stunting.languages import N_, Words, _
from stunting.paths import Layout
from stunting.services import files
from stunting.services.files import ServiceDraft
from stunting.services.service import LISTS, MONTHS_OF_PERIOD, period_label
from stunting.ui import data, exporting, only_internal, parts
from stunting.ui.data_page import changes
from stunting.ui.lokus_page import figures_form, list_form
from stunting.ui.shell import View

SHEETS = ["xlsx", "xls", "ods", "csv"]
LEVELS = Words({"desa": "Per desa/kelurahan", "kecamatan": "Per kecamatan"})
WHOLE_YEAR = "tahun"


def show(view: View) -> None:
    """The sheets of one kabupaten: download, look at, store, remove."""
    kabkota = view.kabkota
    if kabkota is None:
        st.info(_("Pilih kabupaten/kota dulu: lembar layanan dibuat dan disimpan per kabupaten/kota."))
        return
    if not only_internal.is_open(
        _("Lembar layanan memuat jumlah per desa/kelurahan, juga yang kecil, jadi hanya untuk petugas."),
        key="layanan-data",
    ):
        return
    st.html(
        _('<h2 class="judul-gambar">Lembar cakupan layanan {kabkota}</h2>', kabkota=html.escape(kabkota.official_name))
    )
    st.markdown(
        _(
            "Satu baris per desa/kelurahan atau kecamatan, dua kolom per layanan: **Jumlah "
            "sasaran** dan **Jumlah terlayani**. Ekspor Web Aksi dengan susunan itu dapat "
            "langsung dipakai. Sel kosong berarti tidak diketahui, bukan nol; tanda **-** berarti"
            " tidak dijadwalkan."
        )
    )
    _template(view, kabkota)
    _sheet(view, kabkota)
    _stored(kabkota)
    st.html(_('<h2 class="judul-gambar">Rekap keluarga berisiko stunting dan angka lain per desa</h2>'))
    figures_form.show(view, kabkota)


def _template(view: View, kabkota: Area) -> None:
    register = data.register(view.release_id)
    year = view.release.manifest.created.year
    first, second, third = st.columns([2, 2, 2], vertical_alignment="bottom")
    listed = first.selectbox(_("Daftar layanan"), list(LISTS), format_func=LISTS.__getitem__, key="layanan-daftar")
    level = second.selectbox(_("Tingkat"), list(LEVELS), format_func=LEVELS.__getitem__, key="layanan-tingkat")
    exporting.download(
        where=third,
        label=_("Unduh lembar kosong"),
        data=lambda: files.template_xlsx(register, kabkota.code, year=year, level=level, listed=listed),
        file_name=f"layanan-{kabkota.code}-{listed}-{level}.xlsx",
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
        key="lembar-layanan",
    )


def _sheet(view: View, kabkota: Area) -> None:
    # Another release empties the boxes: the sheet in them is saved.
    key = f"{kabkota.code}-{view.release_id}"
    file = st.file_uploader(_("Lembar terisi (XLSX, XLS, ODS, CSV)"), type=SHEETS, key=f"layanan-{key}")
    first, second, third = st.columns([1, 1, 2])
    year = first.text_input(_("Tahun (bila tidak ada di lembar)"), placeholder="2025", max_chars=4, key=f"ltahun-{key}")
    period = second.selectbox(
        _("Periode (bila tidak ada di lembar)"),
        list(MONTHS_OF_PERIOD),
        format_func=_period_name,
        key=f"lperiode-{key}",
    )
    source = third.text_input(
        _("Sumber"),
        placeholder="Web Aksi TW II 2025, Bappeda",  # no text
        max_chars=300,
        key=f"lsumber-{key}",
    )
    if file is None:
        return
    try:
        draft = files.read_draft(
            file.getvalue(),
            name=file.name,
            register=view.register,
            kabupaten_code=kabkota.code,
            year=int(year) if year.isascii() and year.isdigit() else None,
            period=period,
            source=source,
        )
    except ImportRefusedError as refused:
        list_form.problems(str(refused), refused.problems)
        return
    except StuntingError as refused:
        list_form.problems(str(refused), ())
        return
    _preview(draft)
    if st.button(_("Simpan layanan"), icon=":material/save:", type="primary", key=f"simpan-layanan-{key}"):
        changes.carry_out(
            lambda layout, progress: files.add(layout, draft, progress=progress),
            doing=N_("Menyimpan layanan"),
            done=_("Layanan disimpan."),
        )


def _preview(draft: ServiceDraft) -> None:
    """What would be stored, before anything is."""
    parts.notes(tuple(html.escape(sentence) for sentence in draft.sentences()))
    frame = pd.DataFrame(draft.by_service())
    counted = ("Wilayah", "Terlayani", "Sasaran", "Tidak dijadwalkan", "Lebih dari 100%")  # no text
    for name in counted:
        frame[name] = [formats.number(None if pd.isna(one) else float(one)) for one in frame[name]]
    right = {_(name): st.column_config.TextColumn(alignment="right") for name in counted}
    st.dataframe(frame.rename(columns=_said), hide_index=True, column_config=right, key="layanan-pratinjau")


def _stored(kabkota: Area) -> None:
    own = [one for one in files.own(Layout.default()) if one.kabupaten_code == kabkota.code]
    if not own:
        st.caption(
            _(
                "Belum ada lembar layanan {kabkota} yang disimpan. Data contoh, bila ada, diganti"
                " begitu lembar pertama disimpan.",
                kabkota=parts.plain(kabkota.official_name),
            )
        )
    for one in own:
        said = _(
            "{service_n} layanan, {area_n} wilayah. Sumber: {sources}",
            service_n=formats.number(one.service_n),
            area_n=formats.number(one.area_n),
            sources="; ".join(one.sources),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="tempat"><b>{html.escape(one.label)}</b>: {html.escape(said)}</p>', width=620)
            name = f"hapus-layanan-{one.year}-{one.period}"
            if st.button(_("Hapus"), key=name, type="tertiary", icon=":material/delete:"):
                _remove(kabkota, one.year, one.period, one.label)


def _remove(kabkota: Area, year: int, period: str, label: str) -> None:
    changes.carry_out(
        lambda layout, progress: files.remove(
            layout, kabupaten_code=kabkota.code, year=year, period=period, progress=progress
        ),
        doing=N_("Menghapus layanan"),
        done=_("Layanan {label} dihapus.", label=label),
    )


def _period_name(period: str) -> str:
    return _("Setahun") if period == WHOLE_YEAR else period_label(period, 2000).rsplit(" ", 1)[0]


def _said(heading: str) -> str:
    return _(heading)
