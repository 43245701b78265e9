"""Figures per desa from a sheet: families at risk, services, columns of one's own."""

from __future__ import annotations

import html
from functools import partial

import streamlit as st

from stunting.errors import ImportRefusedError, StuntingError
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.lokus import figure_files
from stunting.lokus.figure_draft import FigureDraft
from stunting.paths import Layout
from stunting.ui import data, exporting, parts
from stunting.ui.data_page import changes
from stunting.ui.lokus_page import list_form
from stunting.ui.shell import View

SHEETS = ["xlsx", "xls", "csv"]


def show(view: View, kabkota: Area) -> None:
    """Folded: the sheet is read as soon as it is there, and stored when the reader agrees."""
    with st.expander(
        _("Masukkan KRS, layanan, atau kolom sendiri per desa"), icon=":material/table_view:", key="lokus-angka-desa"
    ):
        st.markdown(
            _(
                "Satu baris per desa/kelurahan. Kolom yang dikenal: `total_krs`, "
                "`jumlah_keluarga_sasaran`, `layanan_diterima`, `layanan_seharusnya`, dan kolom "
                "rekap KRS (kesejahteraan, air minum, jamban, 4T). Kolom angka lain menjadi "
                "kriteria sendiri. Sel kosong berarti tidak diketahui, bukan nol."
            )
        )
        _template(view, kabkota)
        _sheet(view, kabkota)
        _stored(kabkota)


def _template(view: View, kabkota: Area) -> None:
    register = data.register(view.release_id)
    year = view.release.manifest.created.year
    with st.container(horizontal=True):
        for label, name, with_recap in (
            (_("Unduh lembar kosong"), "data-desa", False),
            (_("Unduh lembar rekap KRS"), "rekap-krs", True),
        ):
            exporting.download(
                label,
                data=partial(figure_files.template, register, kabkota.code, year=year, with_recap=with_recap),
                file_name=f"{name}-{kabkota.code}.xlsx",
                mime=parts.XLSX_TYPE,
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
                key=f"lembar-{name}",
            )


def _sheet(view: View, kabkota: Area) -> None:
    # Another release empties the boxes: the sheet in them is saved.
    key = f"{kabkota.code}-{view.release_id}"
    file = st.file_uploader(_("Lembar data (XLSX, XLS, CSV)"), type=SHEETS, key=f"data-desa-{key}")
    first, second = st.columns([1, 3])
    year = first.text_input(_("Tahun (bila tidak ada di lembar)"), placeholder="2025", max_chars=4, key=f"tahun-{key}")
    source = second.text_input(_("Sumber"), placeholder=_("Verval KRS 2025, DPPKB"), max_chars=300, key=f"sumber-{key}")
    if file is None:
        return
    try:
        draft = figure_files.read_figures(
            file.getvalue(),
            name=file.name,
            register=view.register,
            kabupaten_code=kabkota.code,
            year=int(year) if year.isascii() and year.isdigit() else None,
            source=source,
        )
    except ImportRefusedError as refused:
        list_form.problems(str(refused), refused.problems)
        return
    except StuntingError as refused:
        list_form.problems(str(refused), ())
        return
    draft = _described(draft)
    parts.notes(tuple(html.escape(sentence) for sentence in draft.sentences()))
    if st.button(_("Simpan data"), icon=":material/save:", type="primary", key=f"simpan-data-{key}"):
        changes.carry_out(
            lambda layout, progress: figure_files.add_figures(layout, draft, progress=progress),
            doing=N_("Menyimpan data per desa"),
            done=_("Data per desa disimpan."),
        )


def _described(draft: FigureDraft) -> FigureDraft:
    """Unit and direction of every own column, as the reader says."""
    for one in draft.own:
        first, second = st.columns([1, 2])
        unit = first.text_input(
            _("Satuan “{one}”", one=one.label), value=one.unit, max_chars=20, key=f"satuan-{one.key}"
        )
        is_high = second.checkbox(
            _("Nilai “{one}” yang tinggi berarti lebih perlu dukungan", one=one.label),
            value=one.is_higher_worse,
            key=f"arah-{one.key}",
        )
        draft = draft.described(one.key, unit=unit.strip(), is_higher_worse=is_high)
    return draft


def _stored(kabkota: Area) -> None:
    own = [one for one in figure_files.own_figures(Layout.default()) if one.kabupaten_code == kabkota.code]
    for one in own:
        said = "; ".join(_("{label} {desa_n} desa", label=label, desa_n=desa_n) for label, desa_n in one.desa_n.items())
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="tempat"><b>{one.year}</b>: {html.escape(said)}</p>', width=620)
            if st.button(_("Hapus"), key=f"hapus-data-{one.year}", type="tertiary", icon=":material/delete:"):
                _remove(kabkota, one.year)


def _remove(kabkota: Area, year: int) -> None:
    changes.carry_out(
        lambda layout, progress: figure_files.remove_figures(
            layout, kabupaten_code=kabkota.code, year=year, progress=progress
        ),
        doing=N_("Menghapus data per desa"),
        done=_("Data per desa {year} dihapus.", year=year),
    )
