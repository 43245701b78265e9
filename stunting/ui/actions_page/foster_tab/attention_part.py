"""Perlu perhatian: who has no foster parent, what ends, what is too little or too late, and who is silent."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.exports import foster_sheet
from stunting.foster.monitoring import COUNTED, SILENT_DAYS, Money, unmeasured_days
from stunting.frames import records
from stunting.languages import _
from stunting.ui import exporting, filters, parts
from stunting.ui.actions_page.foster_tab import bench as at
from stunting.ui.actions_page.foster_tab.bench import Bench
from stunting.ui.shell import View

KIND = "daftar"
MOST_SHOWN = 60


def show(view: View, bench: Bench) -> None:  # noqa: ARG001
    """One list at a time, each with its number; the printed list for PKB and TPK has them all."""
    seen = bench.watch
    lists = {
        "tanpa": (_("Tanpa orang tua asuh ({without_n})", without_n=formats.number(len(seen.without))), _without),
        "berakhir": (
            _("Akan berakhir ({ending_n})", ending_n=formats.number(len(seen.ending) + len(seen.overdue))),
            _ending,
        ),
        "kurang": (
            _("Di bawah Rp15.000 ({below_n})", below_n=formats.number(len(seen.below) + len(seen.unknown))),
            _below,
        ),
        "ukur": (_("Belum diukur ({unmeasured_n})", unmeasured_n=formats.number(len(seen.unmeasured))), _unmeasured),
        "ganda": (_("Ganda ({doubled_n})", doubled_n=formats.number(len(seen.doubled))), _doubled),
        "kabar": (_("Tanpa kabar ({silent_n})", silent_n=formats.number(len(seen.silent))), _silent),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        kind = filters.one_of(_("Daftar"), KIND, {key: label for key, (label, _show) in lists.items()}, default="tanpa")
    lists[kind][1](bench)
    content = foster_sheet.list_content(bench.book, seen, place=bench.place, desa=bench.desa, is_sample=bench.is_sample)
    with st.container(horizontal=True, gap="small", key="asuh-daftar-berkas"):
        exporting.download(
            _("Daftar PKB/TPK (PDF, TERBATAS)"),
            data=lambda: foster_sheet.list_pdf(content),
            file_name=bench.file_name("TERBATAS-daftar-asuh", "pdf"),
            mime="application/pdf",
            on_click="ignore",
            icon=":material/print:",
            key="asuh-daftar-pdf",
        )
        exporting.download(
            _("Daftar PKB/TPK (Excel, TERBATAS)"),
            data=lambda: foster_sheet.list_xlsx(content),
            file_name=bench.file_name("TERBATAS-daftar-asuh", "xlsx"),
            mime=parts.XLSX_TYPE,
            on_click="ignore",
            icon=":material/download:",
            key="asuh-daftar-xlsx",
        )


def _rows(head: list[str], rows: list[list[str]], *, label: str, none: str, about: str) -> None:
    st.html(f'<p class="anak-judul">{html.escape(about)}</p>')
    if not rows:
        st.html(f'<p class="jelas">{html.escape(none)}</p>')
        return
    at.table(head, rows[:MOST_SHOWN], label=label)
    if len(rows) > MOST_SHOWN:
        rest = formats.number(len(rows) - MOST_SHOWN)
        st.html(_('<p class="catatan">… dan {rest} lagi; semuanya ada di daftar cetak.</p>', rest=rest))


def _without(bench: Bench) -> None:
    rows = [
        [
            one.case_no,
            html.escape(bench.desa(one.desa_code)),
            _("L") if one.sex == "m" else _("P"),
            _("{age_months} bulan", age_months=one.age_months),
            f"{formats.signed(one.haz, decimals=2)} SD",
        ]
        for one in records(bench.watch.without)
    ]
    _rows(
        [_("Nomor kasus"), "Desa/kelurahan", _("JK"), _("Umur"), _("TB/U terakhir")], rows,
        label=_("Balita stunting tanpa orang tua asuh"),
        none=_("Semua balita stunting sudah punya orang tua asuh, atau data belum diimpor."),
        about=_("Balita stunting menurut pengukuran sah terakhir yang belum ditempatkan, TB/U terendah lebih dulu."),
    )  # fmt: skip


def _ending(bench: Bench) -> None:
    rows = [
        [bench.said(one), html.escape(bench.desa(one.record.desa_code)), at.period(one), word]
        for found, word in ((bench.watch.overdue, _("lewat rencana, belum ditutup")), (bench.watch.ending, _("segera")))
        for one in found
    ]
    _rows(
        [_("Anak asuh"), "Desa/kelurahan", _("Waktu"), _("Keadaan")], rows, label=_("Penempatan yang akan berakhir"),
        none=_("Tidak ada penempatan yang berakhir sampai akhir bulan depan."),
        about=_(
            "Rencana berakhir sampai akhir bulan depan, dan yang sudah lewat tetapi belum ditutup. Perpanjang dengan "
            "penempatan baru, atau tutup di bagian Penempatan."
        ),
    )  # fmt: skip


def _below(bench: Bench) -> None:
    found = (*bench.watch.below, *bench.watch.unknown)
    _rows(
        [_("Anak asuh"), _("Nutrisi per hari"), _("Nutrisi sejak mulai"), _("Semua bantuan"), _("Hari")],
        [_money(bench, one) for one in found],
        label=_("Bantuan nutrisi di bawah Rp15.000 per hari"),
        none=_("Tidak ada anak asuh di bawah Rp15.000 per hari."),
        about=_(COUNTED),
    )


def _money(bench: Bench, one: Money) -> list[str]:
    per_day = (
        _("tidak diketahui: {unpriced_n} bantuan tanpa nilai", unpriced_n=one.unpriced_n)
        if one.is_unknown
        else formats.rupiah(round(one.per_day_rp))
    )
    return [
        bench.said(one.placement),
        per_day,
        formats.rupiah(one.food_rp),
        formats.rupiah(one.all_rp),
        formats.number(one.days),
    ]


def _unmeasured(bench: Bench) -> None:
    rows = [
        [
            bench.said(one),
            html.escape(bench.desa(one.record.desa_code)),
            _("belum pernah") if days is None else _("{days} hari lalu", days=formats.number(days)),
        ]
        for one, days in bench.watch.unmeasured
    ]
    as_of = bench.children.as_of
    until = _(" Data e-PPGBM yang diimpor sampai {date}.", date=formats.date(as_of)) if as_of else ""
    _rows(
        [_("Anak asuh"), "Desa/kelurahan", _("Pengukuran terakhir")], rows, label=_("Anak asuh yang belum diukur"),
        none=_("Semua anak asuh diukur dalam {days} hari terakhir.", days=unmeasured_days()),
        about=_("Lebih dari {days} hari tanpa pengukuran.{until}", days=unmeasured_days(), until=until),
    )  # fmt: skip


def _doubled(bench: Bench) -> None:
    rows = [
        [bench.child(found[0].record.child), "<br>".join(f"{bench.said(one)} ({at.period(one)})" for one in found)]
        for found in bench.watch.doubled
    ]
    _rows(
        [_("Nomor kasus"), _("Penempatan")], rows, label=_("Anak dengan dua orang tua asuh atau lebih"),
        none=_("Tidak ada anak dengan dua orang tua asuh pada waktu yang sama."),
        about=_("Boleh terjadi, asal disengaja; anak lain mungkin belum punya."),
    )  # fmt: skip


def _silent(bench: Bench) -> None:
    rows = [
        [html.escape(parent.label), _("belum pernah") if last is None else formats.date(last)]
        for parent, last in bench.watch.silent
    ]
    _rows(
        [_("Orang tua asuh"), _("Bantuan terakhir")], rows, label=_("Orang tua asuh tanpa kabar"),
        none=_("Semua orang tua asuh memberi bantuan dalam {days} hari terakhir.", days=SILENT_DAYS),
        about=_("Punya anak asuh, tetapi tidak ada bantuan yang dicatat lebih dari {days} hari.", days=SILENT_DAYS),
    )  # fmt: skip
