"""Tab Sumber: the files this release was made from, what routine data it holds, and the sample series."""

from __future__ import annotations

import datetime as dt
import html

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.imports import commit
from stunting.imports.state import read_state
from stunting.paths import Layout
from stunting.ui import data, parts
from stunting.ui.data_page import changes
from stunting.ui.shell import View

HEADINGS = {
    "file": "Berkas",
    "producer": "Produsen",
    "title": "Judul",
    "licence": "Lisensi",
    "accessed": "Diakses",
    "comparable_with": "Dapat dibandingkan dengan",
    "link": "Tautan",
    "sha256": "SHA-256",
}


def show(view: View) -> None:
    """Provenance first, then the routine data by month."""
    st.subheader("Berkas sumber rilis ini")
    frame = data.release_sources(view.release_id)[list(HEADINGS)].rename(columns=HEADINGS)
    st.html(_wrapped(frame))
    stamp = Stamp(
        title="Berkas sumber rilis",
        subtitle="Produsen, lisensi, dan sidik berkas.",
        source="Sumber: kartu keterangan di samping tiap berkas.",
        release_id=view.release_id,
        is_sample=view.is_sample,
    )
    parts.table_and_files(lambda: frame, stamp, key="sumber")
    _routine(view)
    _sample(view)


def _sample(view: View) -> None:
    """The sample series: a notice, and one button that takes it out or puts it back."""
    is_removed = read_state(Layout.default()).is_sample_removed
    months = data.routine_months(view.release_id, within="")
    has_sample = bool(len(months)) and bool(months["is_sample"].any())
    if not (has_sample or is_removed):
        return
    st.subheader("Seri contoh")
    if is_removed:
        st.markdown("Seri contoh sudah dihapus dari rilis.")
        if st.button("Kembalikan seri contoh", icon=":material/undo:"):
            changes.carry_out(
                lambda layout, progress: commit.restore_sample(layout, progress=progress),
                doing="Mengembalikan seri contoh",
                done="Seri contoh dikembalikan.",
            )
        return
    st.markdown(
        "Rilis ini memuat seri contoh untuk latihan; setiap gambar dan berkasnya bertanda DATA CONTOH. "
        "Hapus seri itu sebelum dasbor dipakai di rembuk; seri itu dapat dikembalikan kapan saja."
    )
    if st.button("Hapus seri contoh", icon=":material/delete:", type="primary"):
        changes.carry_out(
            lambda layout, progress: commit.remove_sample(layout, progress=progress),
            doing="Menghapus seri contoh",
            done="Seri contoh dihapus.",
        )


def _wrapped(frame: pd.DataFrame) -> str:
    """The table with whole sentences; link and checksum are in the files."""
    shown = frame[["Berkas", "Judul", "Produsen", "Lisensi", "Diakses"]]
    shown = shown.assign(Diakses=[_day(one) for one in shown["Diakses"]])
    heads = "".join(f'<th scope="col">{name}</th>' for name in shown.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    return (
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Berkas sumber"><table class="bungkus">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _day(written: str) -> str:
    """ "2026-11-21" -> "21 November 2026"; anything else as it is."""
    try:
        return formats.date(dt.date.fromisoformat(written))
    except ValueError:
        return written


def _routine(view: View) -> None:
    """Counts by month of the chosen area; sample rows say so."""
    place = view.area.official_name
    st.subheader(f"Pencatatan rutin di rilis ini, {place}")
    frame = data.routine_months(view.release_id, within="" if view.area.code == COUNTRY else view.area.code)
    if frame.empty:
        st.markdown("Belum ada data e-PPGBM untuk wilayah ini. Impor berkasnya di tab **Impor**.")
        return
    sample = bool(frame["is_sample"].any())
    if sample:
        st.warning(
            "DATA CONTOH – BUKAN DATA SEBENARNYA. Sebagian bulan di bawah ini adalah seri contoh untuk latihan.",
            icon=":material/science:",
        )
    months = list(records(frame))[::-1]
    table = pd.DataFrame(
        {
            "Bulan": [formats.month(int(row.year), int(row.month)) for row in months],
            "Sasaran": pd.array(
                [None if pd.isna(row.target_n) else int(row.target_n) for row in months], dtype="Int64"
            ),
            "Ditimbang": [int(row.weighed_n) for row in months],
            "Diukur": [int(row.measured_n) for row in months],
            "Stunting": [int(row.stunted_n) for row in months],
            "Desa/kelurahan": [int(row.desa_n) for row in months],
            "Asal": ["data contoh" if row.is_sample else "impor" for row in months],
        }
    )
    st.dataframe(parts.written(table), hide_index=True, height=min(460, 38 + 35 * len(table)))
    stamp = Stamp(
        title=f"Pencatatan rutin menurut bulan, {place}",
        subtitle="Jumlah balita; bukan prevalensi.",
        source="Sumber: pencatatan rutin (e-PPGBM).",
        release_id=view.release_id,
        is_sample=sample,
    )
    parts.table_and_files(lambda: table, stamp, key="rutin")
