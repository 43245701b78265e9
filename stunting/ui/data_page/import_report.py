"""What became of every row of an import: read = used + rejected, why, and what can be done."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.exports.stamp import Stamp
from stunting.imports import report_file
from stunting.imports.report import UNCHANGED, ImportReport
from stunting.imports.rules import NOTE_CODES, REASON_CODES, Rule, rule
from stunting.ui import filters, parts
from stunting.ui.shell import View

TALLEST = 420
MOST_RULES = 8
MONTH_COLUMNS = (
    "Bulan",
    "Sasaran di daftar",
    "Ditimbang",
    "Diukur (TB/U sah)",
    "Stunting",
    "Sangat pendek",
    "Prevalensi stunting (%)",
    "Cakupan pengukuran (%)",
)


def show(view: View, report: ImportReport) -> None:
    """Verdict, the three counts, and one section per question."""
    _verdict(view, report)
    for sentence in report.sentences_before:
        st.info(parts.plain(sentence), icon=":material/info:")
    st.html(
        '<div class="impor-hitung">'
        f"{_count(report.rows_read, 'baris dibaca')}<span>=</span>{_count(report.rows_used, 'dipakai')}"
        f"<span>+</span>{_count(report.rows_rejected, 'ditolak')}</div>"
    )
    st.markdown(_people(report))
    tables = report_file.tables_of(report)
    _months(tables["Per bulan"])
    _waiting(report)
    left, right = st.columns(2, gap="large")
    with left:
        _rules("Baris yang ditolak, menurut alasan", report.rejected, REASON_CODES, "Tidak ada baris yang ditolak.")
    with right:
        _rules("Catatan: yang diperbaiki atau dilewati", report.notes, NOTE_CODES, "Tidak ada catatan.")
    _folded(tables)
    _files(view, report)


def _verdict(view: View, report: ImportReport) -> None:
    if report.status == UNCHANGED:
        st.info("Tidak ada yang baru: semua berkas sudah pernah diimpor. Rilis tidak berubah.", icon=":material/info:")
    elif report.is_dry_run:
        st.info("Ini baru pemeriksaan: tidak ada yang disimpan dan rilis tidak berubah.", icon=":material/fact_check:")
    else:
        st.success(
            f"{report.kabupaten_name}: kiriman **{report.batch}** disimpan; rilis **{report.release}** kini berlaku.",
            icon=":material/check_circle:",
        )
        if view.release_id != report.release:
            st.button("Tampilkan rilis yang berlaku", on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}})


def _count(number: int, label: str) -> str:
    return f"<div><b>{formats.number(number)}</b><small>{label}</small></div>"


def _people(report: ImportReport) -> str:
    lines = [
        f"**{formats.number(report.children)}** anak; {formats.number(report.temporary_children)} dikenali sementara "
        "(tanpa NIK yang sah)."
    ]
    if report.corrections or report.repeated:
        lines.append(
            f"Dari impor sebelumnya: {formats.number(report.corrections)} pengukuran digantikan, "
            f"{formats.number(report.repeated)} sudah ada dengan nilai sama."
        )
    compared, different = report.recomputed.get("compared", 0), report.recomputed.get("different", 0)
    if compared:
        lines.append(
            f"Nilai z dihitung ulang dengan standar WHO 2006: {formats.number(different)} dari "
            f"{formats.number(compared)} baris berbeda lebih dari 0,05 SD dari berkas asal."
        )
    return "  \n".join(lines)


def _months(table: pd.DataFrame) -> None:
    """The figures of this import alone, which an officer compares with the own recap."""
    if table.empty:
        return
    st.html('<h3 class="judul-gambar">Hasil kiriman ini menurut bulan</h3>')
    st.dataframe(_readable(table[[name for name in table if name in MONTH_COLUMNS]]), hide_index=True)


def _waiting(report: ImportReport) -> None:
    """Places nobody knows yet, and the way to name them."""
    if not report.waiting:
        return
    rows = sum(row_n for _, row_n in report.waiting)
    with st.container(border=True):
        st.markdown(
            f"**{len(report.waiting)} tempat menunggu tinjauan** ({formats.number(rows)} baris). Tetapkan desanya "
            "sekali; barisnya lalu dihitung tanpa impor ulang."
        )
        if not report.is_dry_run:
            st.button(
                "Buka tab Wilayah",
                icon=":material/place:",
                on_click=filters.apply,
                kwargs={"params": {filters.TAB: "Wilayah"}},
            )


def _rules(title: str, counts: Mapping[str, int], codes: tuple[str, ...], nothing: str) -> None:
    st.html(f'<h3 class="judul-gambar">{title}</h3>')
    found = [(rule(code), counts[code]) for code in codes if counts.get(code)]
    if not found:
        st.caption(nothing)
        return
    ordered = sorted(found, key=lambda pair: -pair[1])
    st.html(_rule_table(ordered[:MOST_RULES]))
    if len(ordered) > MOST_RULES:
        with st.expander(f"{len(ordered) - MOST_RULES} lainnya"):
            st.html(_rule_table(ordered[MOST_RULES:]))


def _rule_table(found: Sequence[tuple[Rule, int]]) -> str:
    rows = "".join(
        f"<tr><td>{formats.number(n)}</td><td><b>{html.escape(one.label)}</b><br>{html.escape(one.advice)}</td></tr>"
        for one, n in found
    )
    return f'<table class="impor-aturan">{rows}</table>'


def _folded(tables: Mapping[str, pd.DataFrame]) -> None:
    """The other sheets of the workbook; cells of rejected rows are masked."""
    for name, table in tables.items():
        if name in ("Ditolak", "Catatan", "Per bulan") or table.empty:
            continue
        with st.expander(f"{name} ({formats.number(len(table))})"):
            shown = table.head(1000)
            st.dataframe(_readable(shown), hide_index=True, height=min(TALLEST, 38 + 35 * len(shown)))
            if len(table) > len(shown):
                st.caption(f"{formats.number(len(table) - len(shown))} baris lain ada di laporan Excel.")


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    return parts.written(table.reset_index(drop=True))


def _files(view: View, report: ImportReport) -> None:
    stamp = Stamp(
        title=f"Laporan impor, {report.kabupaten_name}",
        subtitle="",
        source="Sumber: berkas e-PPGBM yang diimpor.",
        release_id=report.release or view.release_id,
    )
    st.download_button(
        "Unduh laporan (Excel)",
        data=lambda: report_file.to_xlsx(report),
        file_name=stamp.file_name("xlsx"),
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
    )
