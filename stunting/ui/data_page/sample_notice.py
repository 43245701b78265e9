"""The slim banner over routine figures that are invented, with the one click that takes them out."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from stunting.charts.theme import WATERMARK
from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.imports import commit
from stunting.ui import data
from stunting.ui.data_page import changes
from stunting.ui.shell import View


def codes(view: View) -> list[str]:
    """Kabupaten/kota of the sample series that lie in the chosen area, or contain it."""
    here = "" if view.area.code == COUNTRY else view.area.code[:4]
    return [
        row.kabupaten_code
        for row in records(data.routine_kabupaten(view.release_id))
        if row.is_sample and row.kabupaten_code.startswith(here)
    ]


def show(view: View) -> None:
    """One sentence and one button; nothing where the chosen area has no sample."""
    found = codes(view)
    if not found:
        return
    with st.container(key="contoh-pita", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="contoh-kalimat"><b>{WATERMARK}.</b> Angka rutin {html.escape(_named(view, found))} di halaman '
            "ini rekaan untuk latihan, bukan hasil pengukuran; impor data sebenarnya menggantikannya.</p>",
            width="stretch",
        )
        remove_button(key="pita")


def remove_button(*, key: str) -> None:
    """Take the sample series out of the release; it can be put back on the tab Sumber."""
    if st.button("Hapus seri contoh", icon=":material/delete:", key=f"hapus-contoh-{key}"):
        changes.carry_out(
            lambda layout, progress: commit.remove_sample(layout, progress=progress),
            doing="Menghapus seri contoh",
            done="Seri contoh dihapus; dapat dikembalikan di tab Sumber.",
        )


def _named(view: View, found: Sequence[str]) -> str:
    return view.register.get(found[0]).official_name if len(found) == 1 else f"{len(found)} kabupaten/kota"
