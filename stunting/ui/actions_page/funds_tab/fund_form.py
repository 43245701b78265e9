"""Own budgets from a sheet, and taking them back."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.errors import StuntingError
from stunting.funds import fund_files
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.ui import data, exporting, parts
from stunting.ui.data_page import changes
from stunting.ui.lokus_page import list_form
from stunting.ui.shell import View

SHEETS = ["xlsx", "xls", "csv"]


def show(view: View, kabkota: Area) -> None:
    """Folded: most readers only read."""
    with st.expander(_("Masukkan dana dari lembar"), icon=":material/upload_file:", key="dana-lembar"):
        st.markdown(
            _(
                "Satu baris per desa, tahun, sumber dana, dan kegiatan; rupiah penuh. Dana "
                "kecamatan atau kabupaten boleh ditulis di kode itu dan tidak dibagi ke desa. "
                "Realisasi kosong berarti belum diketahui. Lembar diterima seluruhnya atau "
                "ditolak seluruhnya, dan menggantikan dana contoh kabupaten ini."
            )
        )
        _template(view, kabkota)
        _sheet(view, kabkota)
        _stored(kabkota)


def _template(view: View, kabkota: Area) -> None:
    register = data.register(view.release_id)
    year = view.release.manifest.created.year
    exporting.download(
        _("Unduh lembar kosong"),
        data=lambda: fund_files.template(register, kabkota, year=year),
        file_name=f"dana-{kabkota.code}.xlsx",
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key="dana-lembar-kosong",
    )


def _sheet(view: View, kabkota: Area) -> None:
    # Another release empties the boxes: the sheet in them is saved.
    key = f"{kabkota.code}-{view.release_id}"
    file = st.file_uploader(_("Lembar dana (XLSX, XLS, CSV)"), type=SHEETS, key=f"dana-berkas-{key}")
    first, second = st.columns([1, 3])
    year = first.text_input(
        _("Tahun (bila tidak ada di lembar)"), placeholder="2026", max_chars=4, key=f"dana-ta-{key}"
    )
    source = second.text_input(_("Sumber baris tanpa sumber"), placeholder="APBDes 2026", key=f"dana-asal-{key}")
    if file is None:
        return
    try:
        draft = fund_files.read_funds(
            file.getvalue(),
            register=view.register,
            kabupaten=kabkota,
            name=file.name,
            year=int(year) if year.isascii() and year.isdigit() else None,
            source=source[:300],
        )
    except StuntingError as refused:
        list_form.problems(str(refused), tuple(getattr(refused, "problems", ())))
        return
    parts.notes(tuple(html.escape(sentence) for sentence in draft.sentences()))
    if st.button(_("Simpan dana"), icon=":material/save:", type="primary", key=f"dana-simpan-{key}"):
        changes.carry_out(
            lambda layout, progress: fund_files.add_funds(layout, draft, progress=progress),
            doing=N_("Menyimpan dana"),
            done=_("{funds_n} baris dana disimpan.", funds_n=len(draft.funds)),
        )


def _stored(kabkota: Area) -> None:
    for one in fund_files.own_funds(Layout.default()):
        if one.kabupaten_code != kabkota.code:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                _(
                    '<p class="tempat"><b>TA {year}</b>: {row_n} baris, {budget_rp} · {sources}</p>',
                    year=one.year,
                    row_n=formats.number(one.row_n),
                    budget_rp=formats.rupiah(one.budget_rp),
                    sources=html.escape("; ".join(one.sources[:3])),
                ),
                width=620,
            )
            if st.button(_("Hapus"), key=f"dana-hapus-{one.year}", type="tertiary", icon=":material/delete:"):
                _remove(kabkota, one.year)


def _remove(kabkota: Area, year: int) -> None:
    changes.carry_out(
        lambda layout, progress: fund_files.remove_funds(
            layout, kabupaten_code=kabkota.code, year=year, progress=progress
        ),
        doing=N_("Menghapus dana"),
        done=_("Dana {year} dihapus.", year=year),
    )
