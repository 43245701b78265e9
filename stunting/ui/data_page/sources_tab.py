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
from stunting.languages import N_, Words, _
from stunting.paths import Layout
from stunting.quality_bands import SMALLEST_N
from stunting.ui import data, parts
from stunting.ui.data_page import changes, month_grid, sample_notice
from stunting.ui.shell import View

HEADINGS = Words(
    {
        "file": "Berkas",
        "producer": "Produsen",
        "title": "Judul",
        "licence": "Lisensi",
        "accessed": "Diakses",
        "comparable_with": "Dapat dibandingkan dengan",
        "link": "Tautan",
        "sha256": "SHA-256",
    }
)
SHOWN = ("file", "title", "producer", "licence", "accessed")


def show(view: View) -> None:
    """The routine data by month and the sample series first, then where everything came from."""
    if gate.allows(Thing.COUNTS, view.area.code):
        _routine(view)
    if gate.allows(Thing.IMPORTS):
        _sample(view)
    _batches(view)
    st.subheader(_("Berkas sumber rilis ini"))
    sources = data.release_sources(view.release_id)[list(HEADINGS)]
    st.html(_wrapped(sources))
    frame = sources.rename(columns=dict(HEADINGS))
    stamp = Stamp(
        title=_("Berkas sumber rilis"),
        subtitle=_("Produsen, lisensi, dan sidik berkas."),
        source=_("Sumber: kartu keterangan di samping tiap berkas."),
        release_id=view.release_id,
        is_sample=view.is_sample,
    )
    parts.table_and_files(lambda: frame, stamp, key="sumber")


def _sample(view: View) -> None:
    """The sample series: a notice, and one button that takes it out or puts it back."""
    is_removed = read_state(Layout.default()).is_sample_removed
    if not (sample_notice.has_series(view) or is_removed):
        return
    st.subheader(_("Seri contoh"))
    if is_removed:
        st.markdown(_("Seri contoh sudah dihapus dari rilis."))
        if st.button(_("Kembalikan seri contoh"), icon=":material/undo:"):
            changes.carry_out(
                lambda layout, progress: commit.restore_sample(layout, progress=progress),
                doing=N_("Mengembalikan seri contoh"),
                done=_("Seri contoh dikembalikan."),
            )
        return
    st.markdown(
        _(
            "Rilis ini memuat seri contoh untuk latihan; setiap gambar dan berkasnya bertanda "
            "DATA CONTOH. Hapus seri itu sebelum dasbor dipakai di rembuk; seri itu dapat "
            "dikembalikan kapan saja."
        )
    )
    if not sample_notice.codes(view):
        sample_notice.remove_button(key="sumber")


def _batches(view: View) -> None:
    """The imports that count in this release, with the checksums of their files; revoked ones are not among them."""
    rows = list(records(data.release_batches(view.release_id)))
    if not rows:
        return
    st.subheader(_("Kiriman di rilis ini"))
    table = pd.DataFrame(
        {
            N_("Kiriman"): [row.id for row in rows],
            N_("Diimpor"): [formats.timestamp(dt.datetime.fromisoformat(row.imported_at)) for row in rows],
            "Kabupaten/kota": [view.register.get(row.kabupaten_code).official_name for row in rows],
            N_("Berkas"): [int(row.file_n) for row in rows],
            N_("Baris dipakai"): [int(row.used_n) for row in rows],
            N_("SHA-256 berkas"): ["" if pd.isna(row.files_sha256) else row.files_sha256 for row in rows],
        }
    )
    st.dataframe(parts.written(table), hide_index=True, height=min(460, 38 + 35 * len(table)))


def _wrapped(frame: pd.DataFrame) -> str:
    """The table with whole sentences; link and checksum are in the files."""
    shown = frame[list(SHOWN)]
    shown = shown.assign(accessed=[_day(one) for one in shown["accessed"]])
    heads = "".join(f'<th scope="col">{HEADINGS[name]}</th>' for name in shown.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    return (
        f'<div class="mutu-bingkai" tabindex="0" role="region" aria-label="{_("Berkas sumber")}">'
        '<table class="bungkus">'
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
        _(
            '<h2 class="judul-gambar">Pencatatan rutin di rilis ini, {place}{sample}</h2>',
            place=html.escape(place),
            sample=parts.sample_mark(sample),
        )
    )
    if frame.empty:
        st.markdown(_("Belum ada data e-PPGBM untuk wilayah ini. Impor berkasnya di tab **Impor**."))
        return
    months = list(records(frame))[::-1]
    table = pd.DataFrame(
        {
            N_("Bulan"): [formats.month(int(row.year), int(row.month)) for row in months],
            N_("Sasaran di daftar"): _whole(row.target_n for row in months),
            N_("Ditimbang"): [int(row.weighed_n) for row in months],
            N_("Diukur"): [int(row.measured_n) for row in months],
            N_("Cakupan (%)"): pd.array(
                [month_grid.coverage_pct(row.covered_n, row.target_n) for row in months], dtype="Float64"
            ),
            N_("Stunting"): [int(row.stunted_n) for row in months],
            N_("Prevalensi (%)"): pd.array([_rate(row.stunted_n, row.measured_n) for row in months], dtype="Float64"),
            N_("Prevalensi menurut label asal (%)"): pd.array(
                [_rate(row.label_stunted_n, row.label_n) for row in months], dtype="Float64"
            ),
            "Desa/kelurahan": [int(row.desa_n) for row in months],
            N_("Asal"): [_("data contoh") if row.is_sample else _("impor") for row in months],
        }
    )
    st.dataframe(parts.written(table), hide_index=True, height=min(460, 38 + 35 * len(table)))
    stamp = Stamp(
        title=_("Pencatatan rutin menurut bulan, {place}", place=place),
        subtitle=_(
            "Balita yang datang diukur, bukan survei. Prevalensi: stunting dibagi diukur; kosong "
            "bila kurang dari {smallest_n} balita. Cakupan: diukur dibagi sasaran di daftar.",
            smallest_n=SMALLEST_N,
        ),
        source=_("Sumber: pencatatan rutin (e-PPGBM)."),
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
