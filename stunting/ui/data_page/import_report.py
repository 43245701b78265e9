"""What became of every row of an import: read = used + rejected, why, and what can be done."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.imports import report_file
from stunting.imports.report import UNCHANGED, ImportReport
from stunting.imports.rules import NOTE_CODES, REASON_CODES, Rule, rule
from stunting.languages import N_, _, _n
from stunting.quality_bands import SMALLEST_N
from stunting.ui import exporting, filters, parts
from stunting.ui.data_page import import_job
from stunting.ui.data_page.batches_tab import KINDS
from stunting.ui.data_page.month_grid import LOW_COVERAGE_PCT
from stunting.ui.shell import View

TALLEST = 420
MOST_RULES = 8
WAITING = "wilayah_menunggu_tinjauan"
IN_DETAIL = (
    N_("Berkas"),
    N_("Baris ditolak"),
    N_("Wilayah"),
    N_("Per bulan"),
    N_("Per puskesmas"),
    N_("Nilai z berbeda"),
)


def show(view: View, report: ImportReport) -> None:
    """Verdict, the three counts, and one section per question."""
    _verdict(view, report)
    if report.status == UNCHANGED and not report.rows_read:
        st.button(_("Tutup laporan ini"), on_click=import_job.dismiss, icon=":material/close:", type="tertiary")
        return
    for sentence in report.sentences_before:
        st.info(parts.plain(str(sentence)), icon=":material/info:")
    st.html(
        '<div class="impor-hitung">'
        f"{_count(report.rows_read, _('baris dibaca'))}<span>=</span>{_count(report.rows_used, _('dipakai'))}"
        f"<span>+</span>{_count(report.rows_rejected, _('ditolak'))}</div>"
    )
    st.markdown(_people(report))
    _todo(view, report)
    _months(report)
    left, right = st.columns(2, gap="large")
    with left:
        _rules(_("Ditolak, menurut alasan"), report.rejected, REASON_CODES, _("Tidak ada baris yang ditolak."))
    with right:
        _rules(_("Dibaca dengan penyesuaian"), report.notes, NOTE_CODES, _("Tidak ada catatan."))
    _folded(report_file.tables_of(report))


def _verdict(view: View, report: ImportReport) -> None:
    if report.status == UNCHANGED and report.rows_read:
        st.warning(
            _("Tidak ada baris yang dapat dipakai; tidak ada yang disimpan dan rilis tidak berubah."),
            icon=":material/warning:",
        )
    elif report.status == UNCHANGED:
        st.info(
            _("Tidak ada yang baru: semua berkas sudah pernah diimpor. Rilis tidak berubah."), icon=":material/info:"
        )
    elif report.is_dry_run:
        st.info(
            _("Ini baru pemeriksaan: tidak ada yang disimpan dan rilis tidak berubah."), icon=":material/fact_check:"
        )
    else:
        st.success(
            _(
                "Data {kabupaten_name} sudah masuk: kiriman **{batch}**, rilis **{release}**.",
                kabupaten_name=report.kabupaten_name,
                batch=report.batch,
                release=report.release,
            ),
            icon=":material/check_circle:",
        )
        if view.release_id != report.release:
            st.button(
                _("Tampilkan rilis yang berlaku"), on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}}
            )


def _count(number: int, label: str) -> str:
    return f"<div><b>{formats.number(number)}</b><small>{label}</small></div>"


def _people(report: ImportReport) -> str:
    lines = [
        _(
            "**{children}** anak; {temporary_children} dikenali sementara (tanpa NIK yang sah).",
            children=formats.number(report.children),
            temporary_children=formats.number(report.temporary_children),
        )
    ]
    if report.corrections or report.repeated:
        lines.append(
            _(
                "Dari impor sebelumnya: {corrections} pengukuran digantikan, {repeated} sudah ada dengan nilai sama.",
                corrections=formats.number(report.corrections),
                repeated=formats.number(report.repeated),
            )
        )
    compared, different = report.recomputed.get("compared", 0), report.recomputed.get("different", 0)
    if compared:
        lines.append(
            _(
                "Nilai z dihitung ulang dengan standar WHO 2006: {different} dari {compared} "
                "baris berbeda lebih dari 0,05 SD dari berkas asal.",
                different=formats.number(different),
                compared=formats.number(compared),
            )
        )
    return "  \n".join(lines)


def _todo(view: View, report: ImportReport) -> None:
    """What the officer can do about this import, most urgent first; the workbook is what is handed over."""
    st.html(_('<h3 class="judul-gambar">Yang perlu dilakukan</h3>'))
    todo = _tasks(report)
    st.html(f'<ul class="tugas">{"".join(f"<li>{one}</li>" for one in todo)}</ul>')
    with st.container(key="laporan-tombol", horizontal=True, gap="small"):
        if report.waiting and not report.is_dry_run:
            st.button(
                _("Buka tab Wilayah"),
                icon=":material/place:",
                on_click=filters.apply,
                kwargs={"params": {filters.TAB: "Wilayah"}},  # no text
            )
        _download(view, report)
        st.button(_("Tutup laporan ini"), on_click=import_job.dismiss, icon=":material/close:", type="tertiary")


def _tasks(report: ImportReport) -> list[str]:
    """Sentences as HTML; one that says so where nothing is left to do."""
    tasks = []
    if report.waiting:
        rows = sum(row_n for _place, row_n in report.waiting)
        tasks.append(
            _n(
                "<b>{n} tempat menunggu tinjauan</b> ({rows} baris). Tetapkan desanya "
                "sekali; barisnya lalu dihitung tanpa impor ulang.",
                len(report.waiting),
                n=len(report.waiting),
                rows=formats.number(rows),
            )
        )
    work = sum(n for code, n in report.rejected.items() if rule(code).needs_work and code != WAITING)
    if work:
        tasks.append(
            _(
                "<b>{work} baris ditolak dapat dibetulkan</b> di sistem asal. Kirim laporan Excel"
                " ke puskesmas: setiap baris disebut dengan berkas, nomor baris, dan yang perlu "
                "dilakukan.",
                work=formats.number(work),
            )
        )
    low = [one for one in _month_rows(report) if one.coverage_pct is not None and one.coverage_pct < LOW_COVERAGE_PCT]
    if low:
        named = ", ".join(f"{formats.month(one.year, one.month)} ({formats.percent(one.coverage_pct)})" for one in low)
        tasks.append(
            _(
                "<b>Cakupan di bawah {low_coverage_pct}%</b>: {named}. Angkanya belum mewakili seluruh balita.",
                low_coverage_pct=LOW_COVERAGE_PCT,
                named=named,
            )
        )
    unknown = [one for one in _month_rows(report) if one.coverage_pct is None and one.measured_n]
    if unknown:
        tasks.append(
            _n(
                "<b>Cakupan {n} bulan tidak diketahui</b>: tidak ada daftar anak yang "
                "tidak ditimbang. Impor juga daftar itu, atau sasaran per desa.",
                len(unknown),
                n=len(unknown),
            )
        )
    if report.is_dry_run and report.has_rows:
        tasks.append(_("Bila laporan ini sesuai, pilih berkas yang sama lagi lalu tekan <b>Impor</b>."))
    return tasks or [_("Tidak ada. Semua baris yang dapat dipakai sudah dihitung.")]


@dataclass(frozen=True, kw_only=True)
class _Month:
    """One month of this import; percentages None where there is no figure, or fewer than 20 children."""

    year: int
    month: int
    target_n: int | None
    measured_n: int
    stunted_n: int
    label_n: int
    label_stunted_n: int
    coverage_pct: float | None

    @property
    def prevalence_pct(self) -> float | None:
        return 100 * self.stunted_n / self.measured_n if self.measured_n >= SMALLEST_N else None

    @property
    def label_prevalence_pct(self) -> float | None:
        return 100 * self.label_stunted_n / self.label_n if self.label_n >= SMALLEST_N else None


def _month_rows(report: ImportReport) -> list[_Month]:
    def whole(value: float | None) -> int:
        return 0 if pd.isna(value) else int(value or 0)

    return [
        _Month(
            year=int(one.year),
            month=int(one.month),
            target_n=None if pd.isna(one.target_n) else int(one.target_n),
            measured_n=whole(one.measured_n),
            stunted_n=whole(one.stunted_n),
            label_n=whole(one.label_n),
            label_stunted_n=whole(one.label_stunted_n),
            coverage_pct=None if pd.isna(one.coverage_pct) else float(one.coverage_pct),
        )
        for one in records(report.months)
    ]


def _months(report: ImportReport) -> None:
    """The figures of this import alone, which an officer compares with the own recap; both readings of stunting."""
    months = _month_rows(report)
    if not months:
        return
    has_labels = any(one.label_n for one in months)
    heads = [_("Bulan"), _("Sasaran di daftar"), _("Diukur (n)"), _("Cakupan"), _("Stunting"), _("Prevalensi")]
    heads += [_("Menurut label asal"), _("n berlabel")] if has_labels else []
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    rows = "".join(_month_row(one, has_labels=has_labels) for one in months)
    st.html(
        _(
            '<h3 class="judul-gambar">Hasil kiriman ini menurut bulan</h3><p '
            'class="anak-judul">Prevalensi stunting: z TB/U di bawah -2 SD dibagi balita dengan '
            "TB/U yang sah (n), dihitung ulang dengan standar WHO 2006. Hanya baris kiriman "
            'ini.</p><div class="mutu-bingkai" tabindex="0" role="region" aria-label="Hasil '
            'menurut bulan"><table '
            'class="bulan"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>',
            columns=columns,
            rows=rows,
        )
    )
    if has_labels:
        parts.notes((_label_sentence(months),))


def _month_row(one: _Month, *, has_labels: bool) -> str:
    is_low = one.coverage_pct is not None and one.coverage_pct < LOW_COVERAGE_PCT
    coverage = _("tidak diketahui") if one.coverage_pct is None else formats.percent(one.coverage_pct)
    cells = [
        f"<td>{'–' if one.target_n is None else formats.number(one.target_n)}</td>",
        f"<td>{formats.number(one.measured_n)}</td>",
        f'<td class="n2">▲ {coverage}</td>' if is_low else f"<td>{coverage}</td>",
        f"<td>{formats.number(one.stunted_n)}</td>",
        f"<td><b>{_percent(one.prevalence_pct)}</b></td>",
    ]
    if has_labels:
        cells += [f"<td>{_percent(one.label_prevalence_pct)}</td>", f"<td>{formats.number(one.label_n)}</td>"]
    return f'<tr><th scope="row">{formats.month(one.year, one.month)}</th>{"".join(cells)}</tr>'


def _percent(value: float | None) -> str:
    return _("n kecil") if value is None else formats.percent(value)


def _label_sentence(months: Sequence[_Month]) -> str:
    """How far the export's own labels are from our computation, and why they may differ."""
    stunted, labelled = sum(one.stunted_n for one in months), sum(one.label_stunted_n for one in months)
    measured, with_label = sum(one.measured_n for one in months), sum(one.label_n for one in months)
    if stunted == labelled and measured == with_label:
        return _("Hitung ulang dan label status gizi di berkas asal memberi jumlah yang sama.")
    return _(
        "Hitung ulang: {stunted} stunting dari {measured} pengukuran; label di berkas asal: "
        "{labelled} dari {with_label}. Label dapat berbeda karena umur dibulatkan, cara ukur "
        "tidak dikoreksi, tinggi dibetulkan tanpa label baru, atau nilai di luar batas ikut "
        "diberi label. Halaman lain memakai hitung ulang.",
        stunted=formats.number(stunted),
        measured=formats.number(measured),
        labelled=formats.number(labelled),
        with_label=formats.number(with_label),
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
        with st.expander(_("{n} lainnya", n=len(ordered) - MOST_RULES)):
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
        if name not in IN_DETAIL or table.empty:
            continue
        with st.expander(f"{_(name)} ({formats.number(len(table))})"):
            shown = table.head(1000)
            st.dataframe(_readable(shown), hide_index=True, height=min(TALLEST, 38 + 35 * len(shown)))
            if len(table) > len(shown):
                st.caption(
                    _n(
                        "{n} baris lain ada di laporan Excel.",
                        len(table) - len(shown),
                        n=formats.number(len(table) - len(shown)),
                    )
                )


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    shown = table.reset_index(drop=True)
    if "Jenis" in shown:
        shown["Jenis"] = [KINDS.get(kind, kind) for kind in shown["Jenis"]]
    return parts.written(shown)


def _download(view: View, report: ImportReport) -> None:
    stamp = Stamp(
        title=_("Laporan impor, {kabupaten_name}", kabupaten_name=report.kabupaten_name),
        subtitle="",
        source=_("Sumber: berkas e-PPGBM yang diimpor."),
        release_id=report.release or view.release_id,
    )
    exporting.download(
        _("Unduh laporan (Excel)"),
        data=lambda: report_file.to_xlsx(report),
        file_name=stamp.file_name("xlsx"),
        key="laporan-impor",
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
    )
