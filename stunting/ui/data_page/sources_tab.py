"""Tab Sumber: the files this release was made from, what routine data it holds, and the sample series."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.imports import commit
from stunting.imports.state import read_state
from stunting.paths import Layout
from stunting.quality_bands import SMALLEST_N
from stunting.ui import data, parts
from stunting.ui.data_page import changes, month_grid, sample_notice
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
    """The routine data by month and the sample series first, then where everything came from."""
    if gate.allows(Thing.COUNTS, view.area.code):
        _routine(view)
    if gate.allows(Thing.IMPORTS):
        _sample(view)
    _batches(view)
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


def _sample(view: View) -> None:
    """The sample series: a notice, and one button that takes it out or puts it back."""
    is_removed = read_state(Layout.default()).is_sample_removed
    if not (sample_notice.has_series(view) or is_removed):
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
    if not sample_notice.codes(view):
        sample_notice.remove_button(key="sumber")


def _batches(view: View) -> None:
    """The imports that count in this release, with the checksums of their files; revoked ones are not among them."""
    rows = list(records(data.release_batches(view.release_id)))
    if not rows:
        return
    st.subheader("Kiriman di rilis ini")
    table = pd.DataFrame(
        {
            "Kiriman": [row.id for row in rows],
            "Diimpor": [formats.timestamp(dt.datetime.fromisoformat(row.imported_at)) for row in rows],
            "Kabupaten/kota": [view.register.get(row.kabupaten_code).official_name for row in rows],
            "Berkas": [int(row.file_n) for row in rows],
            "Baris dipakai": [int(row.used_n) for row in rows],
            "SHA-256 berkas": ["" if pd.isna(row.files_sha256) else row.files_sha256 for row in rows],
        }
    )
    st.dataframe(parts.written(table), hide_index=True, height=min(460, 38 + 35 * len(table)))


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
    frame = data.routine_months(view.release_id, within="" if view.area.code == COUNTRY else view.area.code)
    sample = bool(len(frame)) and bool(frame["is_sample"].any())
    st.html(
        f'<h2 class="judul-gambar">Pencatatan rutin di rilis ini, {html.escape(place)}{parts.sample_mark(sample)}</h2>'
    )
    if frame.empty:
        st.markdown("Belum ada data e-PPGBM untuk wilayah ini. Impor berkasnya di tab **Impor**.")
        return
    months = list(records(frame))[::-1]
    table = pd.DataFrame(
        {
            "Bulan": [formats.month(int(row.year), int(row.month)) for row in months],
            "Sasaran di daftar": _whole(row.target_n for row in months),
            "Ditimbang": [int(row.weighed_n) for row in months],
            "Diukur": [int(row.measured_n) for row in months],
            "Cakupan (%)": pd.array(
                [month_grid.coverage_pct(row.covered_n, row.target_n) for row in months], dtype="Float64"
            ),
            "Stunting": [int(row.stunted_n) for row in months],
            "Prevalensi (%)": pd.array([_rate(row.stunted_n, row.measured_n) for row in months], dtype="Float64"),
            "Prevalensi menurut label asal (%)": pd.array(
                [_rate(row.label_stunted_n, row.label_n) for row in months], dtype="Float64"
            ),
            "Desa/kelurahan": [int(row.desa_n) for row in months],
            "Asal": ["data contoh" if row.is_sample else "impor" for row in months],
        }
    )
    st.dataframe(parts.written(table), hide_index=True, height=min(460, 38 + 35 * len(table)))
    stamp = Stamp(
        title=f"Pencatatan rutin menurut bulan, {place}",
        subtitle="Balita yang datang diukur, bukan survei. Prevalensi: stunting dibagi diukur; kosong bila kurang dari "
        f"{SMALLEST_N} balita. Cakupan: diukur dibagi sasaran di daftar.",
        source="Sumber: pencatatan rutin (e-PPGBM).",
        release_id=view.release_id,
        is_sample=sample,
    )
    parts.table_and_files(lambda: table, stamp, key="rutin", internal=True)


def _whole(values: Iterable[float | None]) -> pd.api.extensions.ExtensionArray:
    return pd.array([None if pd.isna(value) else int(value or 0) for value in values], dtype="Int64")


def _rate(part: float | None, whole: float | None) -> float | None:
    """Percent, None without a figure and below the smallest n."""
    if pd.isna(part) or pd.isna(whole) or not whole or whole < SMALLEST_N:
        return None
    return 100 * float(part or 0) / float(whole)
