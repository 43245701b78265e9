"""The slim banner over routine figures that are invented, with the one click that takes them out."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.charts.theme import WATERMARK
from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.imports import commit
from stunting.imports.state import read_state
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.ui import data, filters, routine_data
from stunting.ui.data_page import changes
from stunting.ui.shell import View

MOST_NAMED = 3


def codes(view: View) -> list[str]:
    """Kabupaten/kota of the sample series that lie in the chosen area, or contain it."""
    elsewhere = _practised(view) | _delivered(view)
    return [code for code in _marked(view) if code not in elsewhere]


def practice_codes(view: View) -> list[str]:
    """Kabupaten/kota there that are a sample because a practice file was imported."""
    practised = _practised(view)
    return [code for code in _marked(view) if code in practised]


def has_series(view: View) -> bool:
    """Whether the sample series stands for any kabupaten/kota of this release."""
    return bool(set(_samples(view)) - _practised(view) - _delivered(view))


def show(view: View) -> None:
    """One sentence and one button for each of the two; nothing where the chosen area has no sample."""
    if found := codes(view):
        with _band("pita"):
            _sentence(
                _(
                    "Angka rutin {place} di halaman ini rekaan untuk latihan, bukan hasil "
                    "pengukuran; impor data sebenarnya menggantikannya.",
                    place=_named(view, found),
                )
            )
            remove_button(key="pita")
    if found := practice_codes(view):
        with _band("latihan"):
            _sentence(
                _(
                    "Angka rutin {place} ditandai contoh: ada kiriman yang memuat berkas latihan. "
                    "Tandanya hilang sesudah kiriman itu dicabut.",
                    place=_named(view, found),
                )
            )
            st.button(
                _("Buka tab Kiriman"),
                icon=":material/undo:",
                key="contoh-ke-kiriman",
                on_click=filters.apply,
                kwargs={"params": {filters.TAB: "Kiriman"}},  # no text
            )

    if found := [code for code in _marked(view) if code in _delivered(view)]:
        with _band("kiriman"):
            _sentence(
                _(
                    "Angka rutin {place} ditandai contoh oleh kabupaten/kota yang mengirimnya; "
                    "berkas dari data sebenarnya menggantikannya.",
                    place=_named(view, found),
                )
            )


def remove_button(*, key: str) -> None:
    """Take the sample series out of the release; it can be put back on the tab Sumber."""
    if not gate.allows(Thing.IMPORTS):
        return
    if st.button(_("Hapus seri contoh"), icon=":material/delete:", key=f"hapus-contoh-{key}"):
        changes.carry_out(
            lambda layout, progress: commit.remove_sample(layout, progress=progress),
            doing=N_("Menghapus seri contoh"),
            done=_("Seri contoh dihapus; dapat dikembalikan di tab Sumber."),
        )


def _marked(view: View) -> list[str]:
    here = "" if view.area.code == COUNTRY else view.area.code[:4]
    return [code for code in _samples(view) if code.startswith(here)]


def _samples(view: View) -> list[str]:
    return [row.kabupaten_code for row in records(data.routine_kabupaten(view.release_id)) if row.is_sample]


def _practised(view: View) -> set[str]:
    """Kabupaten/kota whose figures come from imports, an invented file among them: no sample series counts there."""
    imported = {row.kabupaten_code for row in records(data.release_batches(view.release_id)) if row.used_n}
    return imported & read_state(Layout.default()).sample_kabupaten


def _delivered(view: View) -> set[str]:
    """Kabupaten/kota whose figures came as a file of their own."""
    deliveries, _differences = routine_data.deliveries(view.release_id)
    return set() if deliveries.empty else set(deliveries["kabupaten_code"])


def _band(key: str) -> DeltaGenerator:
    return st.container(key=f"contoh-{key}", horizontal=True, vertical_alignment="center", gap="small")


def _sentence(text: str) -> None:
    st.html(f'<p class="contoh-kalimat"><b>{_(WATERMARK)}.</b> {html.escape(text)}</p>', width="stretch")


def _named(view: View, found: Sequence[str]) -> str:
    names = [view.register.get(code).official_name for code in found]
    return ", ".join(names) if len(names) <= MOST_NAMED else _("{names_n} kabupaten/kota", names_n=len(names))
