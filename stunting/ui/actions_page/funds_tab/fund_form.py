"""Own budgets from a sheet, and taking them back."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.errors import StuntingError
from stunting.funds import fund_files
from stunting.geography import Area
from stunting.paths import Layout
from stunting.ui import data, exporting, parts
from stunting.ui.data_page import changes
from stunting.ui.lokus_page import list_form
from stunting.ui.shell import View

SHEETS = ["xlsx", "xls", "csv"]


def show(view: View, kabkota: Area) -> None:
    """Folded: most readers only read."""
    with st.expander("Masukkan dana dari lembar", icon=":material/upload_file:", key="dana-lembar"):
        st.markdown(
            "Satu baris per desa, tahun, sumber dana, dan kegiatan; rupiah penuh. Dana kecamatan atau kabupaten boleh "
            "ditulis di kode itu dan tidak dibagi ke desa. Realisasi kosong berarti belum diketahui. Lembar diterima "
            "seluruhnya atau ditolak seluruhnya, dan menggantikan dana contoh kabupaten ini."
        )
        _template(view, kabkota)
        _sheet(view, kabkota)
        _stored(kabkota)


def _template(view: View, kabkota: Area) -> None:
    register = data.register(view.release_id)
    year = view.release.manifest.created.year
    exporting.download(
        "Unduh lembar kosong",
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
    file = st.file_uploader("Lembar dana (XLSX, XLS, CSV)", type=SHEETS, key=f"dana-berkas-{key}")
    first, second = st.columns([1, 3])
    year = first.text_input("Tahun (bila tidak ada di lembar)", placeholder="2026", max_chars=4, key=f"dana-ta-{key}")
    source = second.text_input("Sumber baris tanpa sumber", placeholder="APBDes 2026", key=f"dana-asal-{key}")
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
    if st.button("Simpan dana", icon=":material/save:", type="primary", key=f"dana-simpan-{key}"):
        changes.carry_out(
            lambda layout, progress: fund_files.add_funds(layout, draft, progress=progress),
            doing="Menyimpan dana",
            done=f"{len(draft.funds)} baris dana disimpan.",
        )


def _stored(kabkota: Area) -> None:
    for one in fund_files.own_funds(Layout.default()):
        if one.kabupaten_code != kabkota.code:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                f'<p class="tempat"><b>TA {one.year}</b>: {formats.number(one.row_n)} baris, '
                f"{formats.rupiah(one.budget_rp)} · {html.escape('; '.join(one.sources[:3]))}</p>",
                width=620,
            )
            if st.button("Hapus", key=f"dana-hapus-{one.year}", type="tertiary", icon=":material/delete:"):
                _remove(kabkota, one.year)


def _remove(kabkota: Area, year: int) -> None:
    changes.carry_out(
        lambda layout, progress: fund_files.remove_funds(
            layout, kabupaten_code=kabkota.code, year=year, progress=progress
        ),
        doing="Menghapus dana",
        done=f"Dana {year} dihapus.",
    )
