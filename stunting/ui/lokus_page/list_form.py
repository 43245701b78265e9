"""A list from a sheet: read, checked, shown, and built into a release; and removed again."""

from __future__ import annotations

import html

import streamlit as st

from stunting.errors import ImportRefusedError
from stunting.geography import Area
from stunting.lokus import list_files, list_template
from stunting.lokus.list_facts import checked_facts
from stunting.lokus.list_reading import ListDraft, read_list
from stunting.paths import Layout
from stunting.ui import data, parts
from stunting.ui.data_page import changes
from stunting.ui.shell import View

MOST_SHOWN = 12


def show(view: View, kabkota: Area) -> None:
    """Folded: most readers only read."""
    own = list_files.own_lists(Layout.default(), kabupaten_code=kabkota.code)
    with st.expander("Masukkan daftar dari lembar SK", icon=":material/upload_file:", key="lokus-impor"):
        st.markdown(
            "Satu baris per desa/kelurahan, dengan kolom kecamatan dan desa (atau kodenya). Judul di atas tabel, nomor "
            "urut, dan baris jumlah tidak mengganggu. Daftar sendiri menggantikan daftar contoh tahun yang sama."
        )
        _template(view, kabkota)
        _form(view, kabkota)
        for number, one in enumerate(own):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(
                    f'<p class="tempat"><b>Lokus {one.facts.lokus_year}</b>: {len(one.written_status)} desa · '
                    f"{html.escape(one.facts.source)}</p>",
                    width=620,
                )
                if st.button("Hapus", key=f"hapus-lokus-{number}", type="tertiary", icon=":material/delete:"):
                    _remove(kabkota, one.facts.lokus_year)


def _template(view: View, kabkota: Area) -> None:
    st.download_button(
        "Unduh lembar kosong",
        data=lambda: list_template.template(
            data.register(view.release_id),
            kabupaten_code=kabkota.code,
            lokus_year=view.release.manifest.created.year + 1,
        ),
        file_name=f"daftar-lokus-{kabkota.code}.xlsx",
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key="lokus-lembar-kosong",
    )


def _form(view: View, kabkota: Area) -> None:
    with st.form(f"lokus-baru-{kabkota.code}-{view.release_id}", border=True):
        file = st.file_uploader("Lembar daftar (XLSX, XLS, CSV)", type=["xlsx", "xls", "csv"])
        first, second, third, fourth = st.columns(4)
        year = first.text_input("Lokus tahun", placeholder="2027", max_chars=4)
        decided = second.text_input("Tahun penetapan", placeholder="2026", max_chars=4)
        decree = third.text_input("Nomor SK", placeholder="441/Kep.222-Huk/2026", max_chars=300)
        day = fourth.text_input("Tanggal SK", placeholder="1 Maret 2026", max_chars=40)
        source = st.text_input("Sumber", placeholder="Lampiran SK Bupati, halaman 2", max_chars=300)
        wanted = st.form_submit_button("Periksa dan simpan", icon=":material/playlist_add_check:")
    if not wanted:
        return
    if file is None:
        st.warning("Pilih berkasnya dulu.")
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
        _problems(str(refused), refused.problems)
        return
    if draft.problems:
        _problems(f"{draft.file} belum dapat disimpan.", draft.problems)
        return
    _notes(draft)
    changes.carry_out(
        lambda layout, progress: list_files.add_list(layout, draft, facts, progress=progress),
        doing="Menyimpan daftar lokus",
        done=f"Lokus {facts.lokus_year}: {len(draft.rows)} desa/kelurahan disimpan.",
    )


def _remove(kabkota: Area, year: int) -> None:
    changes.carry_out(
        lambda layout, progress: list_files.remove_list(
            layout, kabupaten_code=kabkota.code, lokus_year=year, progress=progress
        ),
        doing="Menghapus daftar lokus",
        done=f"Daftar lokus {year} dihapus.",
    )


def _problems(headline: str, problems: tuple[str, ...]) -> None:
    shown = [headline, *problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        shown.append(f"… dan {len(problems) - MOST_SHOWN} lagi.")
    st.warning("\n\n".join(parts.plain(text) for text in shown), icon=":material/edit:")


def _notes(draft: ListDraft) -> None:
    parts.notes(tuple(html.escape(note) for note in draft.notes))
