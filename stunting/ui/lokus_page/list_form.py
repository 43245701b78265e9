"""A list from a sheet: read, checked, shown, and built into a release; and removed again."""

from __future__ import annotations

import html

import streamlit as st

from stunting.errors import ImportRefusedError
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.lokus import list_files, list_template
from stunting.lokus.list_facts import ListFacts, checked_facts
from stunting.lokus.list_reading import ListDraft, read_list
from stunting.paths import Layout
from stunting.ui import data, exporting, parts
from stunting.ui.data_page import changes
from stunting.ui.shell import View

MOST_SHOWN = 12
SHEETS = ["xlsx", "xls", "csv"]


def show(view: View, kabkota: Area) -> None:
    """Folded: most readers only read. The sheet is read as soon as it is there, and stored when the reader agrees."""
    with st.expander(_("Masukkan daftar dari lembar SK"), icon=":material/upload_file:", key="lokus-impor"):
        st.markdown(
            _(
                "Satu baris per desa/kelurahan, dengan kolom kecamatan dan desa (atau kodenya). "
                "Judul di atas tabel, nomor urut, dan baris jumlah tidak mengganggu. Daftar "
                "sendiri menggantikan daftar contoh tahun yang sama."
            )
        )
        _template(view, kabkota)
        _sheet(view, kabkota)
        _stored(kabkota)


def _template(view: View, kabkota: Area) -> None:
    year = view.release.manifest.created.year + 1
    register = data.register(view.release_id)
    exporting.download(
        _("Unduh lembar kosong"),
        data=lambda: list_template.template(register, kabupaten_code=kabkota.code, lokus_year=year),
        file_name=f"daftar-lokus-{kabkota.code}.xlsx",
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key="lokus-lembar-kosong",
    )


def _sheet(view: View, kabkota: Area) -> None:
    # Another release empties the boxes: the list in them is saved.
    key = f"{kabkota.code}-{view.release_id}"
    file = st.file_uploader(_("Lembar daftar (XLSX, XLS, CSV)"), type=SHEETS, key=f"daftar-{key}")
    first, second, third, fourth = st.columns(4)
    year = first.text_input(_("Lokus tahun"), placeholder="2027", max_chars=4, key=f"lokus-{key}")
    decided = second.text_input(_("Tahun penetapan"), placeholder="2026", max_chars=4, key=f"penetapan-{key}")
    decree = third.text_input(_("Nomor SK"), placeholder="441/Kep.222-Huk/2026", max_chars=300, key=f"sk-{key}")
    day = fourth.text_input(_("Tanggal SK"), placeholder=_("1 Maret 2026"), max_chars=40, key=f"tanggal-{key}")
    source = st.text_input(
        _("Sumber"), placeholder=_("Lampiran SK Bupati, halaman 2"), max_chars=300, key=f"asal-{key}"
    )
    if file is None:
        return
    try:
        facts = checked_facts(lokus_year=year, source=source, decided_year=decided, decree=decree, decree_date=day)
        draft = read_list(
            file.getvalue(),
            name=file.name,
            register=view.register,
            kabupaten_code=kabkota.code,
            lokus_year=facts.lokus_year,
        )
    except ImportRefusedError as refused:
        problems(str(refused), refused.problems)
        return
    if draft.problems:
        problems(_("{file} belum dapat disimpan.", file=draft.file), draft.problems)
        return
    _offer(draft, facts, key=key)


def _offer(draft: ListDraft, facts: ListFacts, *, key: str) -> None:
    said = [*draft.notes, *list_files.preview(Layout.default(), draft, facts)]
    st.success(
        _(
            "{desa_n} desa/kelurahan terbaca untuk lokus {lokus_year}.",
            desa_n=len(draft.rows),
            lokus_year=facts.lokus_year,
        ),
        icon=":material/check:",
    )
    parts.notes(tuple(html.escape(note) for note in said))
    if st.button(_("Simpan daftar"), icon=":material/save:", type="primary", key=f"simpan-daftar-{key}"):
        changes.carry_out(
            lambda layout, progress: list_files.add_list(layout, draft, facts, progress=progress),
            doing=N_("Menyimpan daftar lokus"),
            done=_(
                "Lokus {lokus_year}: {desa_n} desa/kelurahan disimpan.",
                lokus_year=facts.lokus_year,
                desa_n=len(draft.rows),
            ),
        )


def _stored(kabkota: Area) -> None:
    for one in list_files.own_lists(Layout.default(), kabupaten_code=kabkota.code):
        year = one.facts.lokus_year
        with st.container(horizontal=True, vertical_alignment="center"):
            listed = _("<b>Lokus {year}</b>: {desa_n} desa", year=year, desa_n=len(one.written_status))
            st.html(f'<p class="tempat">{listed} · {html.escape(one.facts.source)}</p>', width=620)
            if st.button(_("Hapus"), key=f"hapus-lokus-{year}", type="tertiary", icon=":material/delete:"):
                _remove(kabkota, year)


def _remove(kabkota: Area, year: int) -> None:
    changes.carry_out(
        lambda layout, progress: list_files.remove_list(
            layout, kabupaten_code=kabkota.code, lokus_year=year, progress=progress
        ),
        doing=N_("Menghapus daftar lokus"),
        done=_("Daftar lokus {year} dihapus.", year=year),
    )


def problems(headline: str, sentences: tuple[str, ...]) -> None:
    """What is wrong with a sheet, the first dozen."""
    shown = [headline, *sentences[:MOST_SHOWN]]
    if len(sentences) > MOST_SHOWN:
        shown.append(_("… dan {n} lagi.", n=len(sentences) - MOST_SHOWN))
    st.warning("\n\n".join(parts.plain(text) for text in shown), icon=":material/edit:")
