"""Targets of an area: what is set by whom, adding or changing one's own, and removing it again."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from stunting import target_files
from stunting.errors import ImportRefusedError
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.target_files import OwnTarget, checked_target, written_percent
from stunting.ui import data, parts
from stunting.ui.data_page import changes
from stunting.ui.shell import View

HEADINGS = (N_("Wilayah"), N_("Tahun"), N_("Target"), N_("Dasar hukum"), N_("Sumber"), N_("Asal"))


def targets_form(view: View, area: Area) -> None:
    """The targets of an area and of those above it, and the form for its own."""
    st.subheader(_("Target prevalensi stunting, {area}", area=area.official_name))
    st.markdown(
        _(
            "Target ditulis dengan dasar hukumnya, misalnya RPJMD. Target yang Anda tetapkan "
            "tersimpan di komputer ini dan tampil di grafik tren dan proyeksi setelah rilis baru "
            "dibuat, beberapa detik kemudian."
        )
    )
    own = target_files.own_targets(Layout.default(), area_code=area.code)
    _table(view, area)
    _own(view, area, own)
    _form(view, area)


def _table(view: View, area: Area) -> None:
    """The area's own targets first, then those of the areas above it."""
    codes = tuple(one.code for one in reversed(view.register.path(area.code)))
    frame = data.targets_of_areas(view.release_id, codes)
    rows = sorted(records(frame), key=lambda row: (codes.index(row.area_code), row.year, row.basis))
    if not any(row.area_code == area.code for row in rows):
        st.markdown(_("Belum ada target yang tercatat untuk {area}.", area=area.official_name))
    if not rows:
        return
    heads = "".join(f'<th scope="col">{_(name)}</th>' for name in HEADINGS)
    lines = "".join(f"<tr>{_cells(view, row)}</tr>" for row in rows)
    st.html(
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Target"><table class="bungkus">'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )
    stamp = Stamp(
        title=_("Target prevalensi stunting, {area}", area=area.official_name),
        subtitle=_("Persen balita stunting yang dituju, dengan dasar hukum; wilayah di atasnya sebagai rujukan."),
        source=_("Sumber: menurut kolom Sumber di tiap baris."),
        release_id=view.release_id,
        is_sample=view.is_sample,
    )
    parts.table_and_files(lambda: _as_frame(view, rows), stamp, key="target")


def _cells(view: View, row: Any) -> str:
    note = f"<br><small>{html.escape(row.note)}</small>" if row.note else ""
    written = (
        view.register.get(row.area_code).official_name,
        str(row.year),
        written_percent(row.value_pct),
        row.basis,
        row.source,
    )
    cells = [html.escape(text) for text in written]
    cells[2] = f'<span style="white-space:nowrap">{cells[2]}</span>'
    cells[4] += note
    return "".join(f"<td>{cell}</td>" for cell in [*cells, _origin(row).replace(", ", ",<br>")])


def _as_frame(view: View, rows: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            N_("Wilayah"): [view.register.get(row.area_code).official_name for row in rows],
            N_("Tahun"): [row.year for row in rows],
            N_("Target (%)"): [row.value_pct for row in rows],
            N_("Dasar hukum"): [row.basis for row in rows],
            N_("Sumber"): [row.source for row in rows],
            N_("Asal"): [_origin(row) for row in rows],
            N_("Catatan"): [row.note or "" for row in rows],
        }
    )


def _origin(row: Any) -> str:
    """Who set it, and how far it was compared."""
    if row.is_user_added:
        return _("ditetapkan sendiri") + ("" if row.is_verified else _(", belum dicocokkan"))
    return _("bawaan") + ("" if row.is_verified else _(", satu sumber"))


def _own(view: View, area: Area, own: list[OwnTarget]) -> None:
    """The targets that can be removed; they are read from the store, which a pinned release does not change."""
    if not own:
        return
    shown = data.targets_of_areas(view.release_id, (area.code,))
    in_release = {(row.year, row.value_pct, row.basis) for row in records(shown) if row.is_user_added}
    st.markdown(_("**Target yang ditetapkan sendiri ({own_n})**", own_n=len(own)))
    for number, one in enumerate(own):
        waiting = "" if (one.year, one.value_pct, one.basis) in in_release else _(" · belum ada di rilis ini")
        with st.container(horizontal=True, vertical_alignment="center", key=f"target-{number}"):
            st.html(
                f'<p class="tempat"><b>{one.year}: {written_percent(one.value_pct)}</b> · '
                f"{html.escape(one.basis)}{waiting}</p>",
                width=620,
            )
            if st.button(_("Hapus"), key=f"hapus-target-{number}", type="tertiary", icon=":material/delete:"):
                _remove(one)


def _remove(one: OwnTarget) -> None:
    changes.carry_out(
        lambda layout, progress: target_files.remove_target(
            layout, area_code=one.area_code, year=one.year, basis=one.basis, progress=progress
        ),
        doing=N_("Menghapus target"),
        done=_("Target {year} dihapus.", year=one.year),
    )


def _form(view: View, area: Area) -> None:
    # Another release empties the boxes: the target in them is saved.
    with st.form(f"target-baru-{area.code}-{view.release_id}", border=True):
        st.markdown(_("**Tambah atau ubah target {area}**", area=area.official_name))
        st.caption(_("Tahun dan dasar hukum yang sama mengubah target yang sudah ada, juga yang bawaan."))
        first, second, third = st.columns([1, 1, 4])
        year = first.text_input(_("Tahun"), placeholder="2029", max_chars=4)
        value = second.text_input(_("Target (%)"), placeholder="12,5", max_chars=8)
        basis = third.text_input(
            _("Dasar hukum"), placeholder=_("Perda No. 3 Tahun 2025 tentang RPJMD 2025-2029"), max_chars=300
        )
        source = st.text_input(
            _("Sumber atau tautan"), placeholder=_("Dokumen dan halaman, atau https://…"), max_chars=300
        )
        is_verified = st.checkbox(_("Angka ini sudah dicocokkan dengan naskah aslinya"))
        wanted = st.form_submit_button(_("Simpan target"), icon=":material/flag:")
    if not wanted:
        return
    try:
        target = checked_target(
            view.register,
            area=area.code,
            year=year,
            value=value,
            basis=basis,
            source=source,
            is_verified=is_verified,
        )
    except ImportRefusedError as refused:
        st.warning("\n\n".join(parts.plain(problem) for problem in refused.problems), icon=":material/edit:")
        return
    changes.carry_out(
        lambda layout, progress: target_files.set_target(layout, target, progress=progress),
        doing=N_("Menyimpan target"),
        done=_("Target {year} {value_pct} disimpan.", year=target.year, value_pct=written_percent(target.value_pct)),
    )
