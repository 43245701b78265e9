"""Perlu perhatian: who has no foster parent, what ends, what is too little or too late, and who is silent."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.exports import foster_sheet
from stunting.foster.monitoring import COUNTED, SILENT_DAYS, Money, unmeasured_days
from stunting.frames import records
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
        "tanpa": (f"Tanpa orang tua asuh ({formats.number(len(seen.without))})", _without),
        "berakhir": (f"Akan berakhir ({formats.number(len(seen.ending) + len(seen.overdue))})", _ending),
        "kurang": (f"Di bawah Rp15.000 ({formats.number(len(seen.below) + len(seen.unknown))})", _below),
        "ukur": (f"Belum diukur ({formats.number(len(seen.unmeasured))})", _unmeasured),
        "ganda": (f"Ganda ({formats.number(len(seen.doubled))})", _doubled),
        "kabar": (f"Tanpa kabar ({formats.number(len(seen.silent))})", _silent),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        kind = filters.one_of("Daftar", KIND, {key: label for key, (label, _) in lists.items()}, default="tanpa")
    lists[kind][1](bench)
    content = foster_sheet.list_content(bench.book, seen, place=bench.place, desa=bench.desa, is_sample=bench.is_sample)
    with st.container(horizontal=True, gap="small", key="asuh-daftar-berkas"):
        exporting.download(
            "Daftar PKB/TPK (PDF, TERBATAS)",
            data=lambda: foster_sheet.list_pdf(content),
            file_name=bench.file_name("TERBATAS-daftar-asuh", "pdf"),
            mime="application/pdf",
            on_click="ignore",
            icon=":material/print:",
            key="asuh-daftar-pdf",
        )
        exporting.download(
            "Daftar PKB/TPK (Excel, TERBATAS)",
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
        st.html(f'<p class="catatan">… dan {rest} lagi; semuanya ada di daftar cetak.</p>')


def _without(bench: Bench) -> None:
    rows = [
        [
            one.case_no,
            html.escape(bench.desa(one.desa_code)),
            "L" if one.sex == "m" else "P",
            f"{one.age_months} bulan",
            f"{formats.signed(one.haz, decimals=2)} SD",
        ]
        for one in records(bench.watch.without)
    ]
    _rows(
        ["Nomor kasus", "Desa/kelurahan", "JK", "Umur", "TB/U terakhir"], rows,
        label="Balita stunting tanpa orang tua asuh",
        none="Semua balita stunting sudah punya orang tua asuh, atau data belum diimpor.",
        about="Balita stunting menurut pengukuran sah terakhir yang belum ditempatkan, TB/U terendah lebih dulu.",
    )  # fmt: skip


def _ending(bench: Bench) -> None:
    rows = [
        [bench.said(one), html.escape(bench.desa(one.record.desa_code)), at.period(one), word]
        for found, word in ((bench.watch.overdue, "lewat rencana, belum ditutup"), (bench.watch.ending, "segera"))
        for one in found
    ]
    _rows(
        ["Anak asuh", "Desa/kelurahan", "Waktu", "Keadaan"], rows, label="Penempatan yang akan berakhir",
        none="Tidak ada penempatan yang berakhir sampai akhir bulan depan.",
        about="Rencana berakhir sampai akhir bulan depan, dan yang sudah lewat tetapi belum ditutup. Perpanjang dengan "
        "penempatan baru, atau tutup di bagian Penempatan.",
    )  # fmt: skip


def _below(bench: Bench) -> None:
    found = (*bench.watch.below, *bench.watch.unknown)
    _rows(
        ["Anak asuh", "Nutrisi per hari", "Nutrisi sejak mulai", "Semua bantuan", "Hari"],
        [_money(bench, one) for one in found],
        label="Bantuan nutrisi di bawah Rp15.000 per hari",
        none="Tidak ada anak asuh di bawah Rp15.000 per hari.",
        about=COUNTED,
    )


def _money(bench: Bench, one: Money) -> list[str]:
    per_day = (
        f"tidak diketahui: {one.unpriced_n} bantuan tanpa nilai"
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
            "belum pernah" if days is None else f"{formats.number(days)} hari lalu",
        ]
        for one, days in bench.watch.unmeasured
    ]
    as_of = bench.children.as_of
    until = f" Data e-PPGBM yang diimpor sampai {formats.date(as_of)}." if as_of else ""
    _rows(
        ["Anak asuh", "Desa/kelurahan", "Pengukuran terakhir"], rows, label="Anak asuh yang belum diukur",
        none=f"Semua anak asuh diukur dalam {unmeasured_days()} hari terakhir.",
        about=f"Lebih dari {unmeasured_days()} hari tanpa pengukuran.{until}",
    )  # fmt: skip


def _doubled(bench: Bench) -> None:
    rows = [
        [bench.child(found[0].record.child), "<br>".join(f"{bench.said(one)} ({at.period(one)})" for one in found)]
        for found in bench.watch.doubled
    ]
    _rows(
        ["Nomor kasus", "Penempatan"], rows, label="Anak dengan dua orang tua asuh atau lebih",
        none="Tidak ada anak dengan dua orang tua asuh pada waktu yang sama.",
        about="Boleh terjadi, asal disengaja; anak lain mungkin belum punya.",
    )  # fmt: skip


def _silent(bench: Bench) -> None:
    rows = [
        [html.escape(parent.label), "belum pernah" if last is None else formats.date(last)]
        for parent, last in bench.watch.silent
    ]
    _rows(
        ["Orang tua asuh", "Bantuan terakhir"], rows, label="Orang tua asuh tanpa kabar",
        none=f"Semua orang tua asuh memberi bantuan dalam {SILENT_DAYS} hari terakhir.",
        about=f"Punya anak asuh, tetapi tidak ada bantuan yang dicatat lebih dari {SILENT_DAYS} hari.",
    )  # fmt: skip
