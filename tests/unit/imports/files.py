"""Small real files in the shapes of the exports; every child is invented."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Sequence

import pandas as pd
import xlsxwriter

from stunting.imports.reading import OpenedFile, open_file

TODAY = dt.date(2025, 9, 30)
EXPORT_A = (
    *("No", "NIK", "Nama", "JK", "Tgl Lahir", "BB Lahir", "TB Lahir", "Nama Ortu", "Prov", "Kab/Kota", "Kec"),
    *("Pukesmas", "Desa/Kel", "Posyandu", "RT", "RW", "Alamat", "Usia Saat Ukur", "Tanggal Pengukuran", "Berat"),
    *("Tinggi", "Cara Ukur", "LiLA", "BB/U", "ZS BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB"),
    *("Naik Berat Badan", "PMT Diterima (kg)", "Jml Vit A", "KPSP", "KIA"),
)
EXPORT_B = (*EXPORT_A[:30], *EXPORT_A[31:], "Kelas Ibu Balita", "MBG", "Detail")
EXPORT_C = (
    *("No", "NIK", "Nama", "JK", "Tgl Lahir", "Nama Ortu", "Desa/Kel", "Tanggal Pengukuran", "Berat", "Tinggi"),
    *("Cara Ukur", "LiLA", "BB/U", "ZS BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB", "Naik Berat Badan"),
    *("Jml Vit A", "Kelas Ibu Balita", "MBG"),
)
CHILD = {
    "No": "1",
    "NIK": "3514991208230001",
    "Nama": "ANAK CONTOH",
    "JK": "L",
    "Tgl Lahir": "2023-08-12",
    "BB Lahir": "3.1",
    "TB Lahir": "49",
    "Nama Ortu": "BAPAK CONTOH / IBU CONTOH",
    "Prov": "JAWA TIMUR",
    "Kab/Kota": "PASURUAN",
    "Kec": "KEJAYAN",
    "Pukesmas": "KEJAYAN",
    "Desa/Kel": "COBANJOYO",
    "Posyandu": "MELATI 1",
    "RT": "01",
    "RW": "02",
    "Alamat": "DUSUN CONTOH",
    "Usia Saat Ukur": "2 Tahun - 0 Bulan - 0 Hari",
    "Tanggal Pengukuran": "2025-08-12",
    "Berat": "10.6",
    "Tinggi": "81.5",
    "Cara Ukur": "Berdiri",
    "LiLA": "14",
    "BB/U": "Berat Badan Normal",
    "ZS BB/U": "-1.73",
    "TB/U": "Pendek",
    "ZS TB/U": "-2.95",
    "BB/TB": "Gizi Baik",
    "ZS BB/TB": "-0.15",
    "Naik Berat Badan": "N",
    "Jml Vit A": "1",
}


def child(headers: Sequence[str] = EXPORT_A, **changed: object) -> list[object]:
    """One row under the headers; a changed cell is named by its header with _ for what is no letter."""
    renamed = {"".join(one if one.isalnum() else "_" for one in header): header for header in CHILD}
    cells: dict[str, object] = {**CHILD, **{renamed[name]: value for name, value in changed.items()}}
    return [cells.get(header, "") for header in headers]


def csv_bytes(*rows: Sequence[object], separator: str = ";", encoding: str = "utf-8") -> bytes:
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def xlsx_bytes(*rows: Sequence[object], **sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet, or of several by name."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, lines in (sheets or {"Sheet1": rows}).items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(at, column, dt.datetime(cell.year, cell.month, cell.day), day)
                    else:
                        sheet.write(at, column, cell)
    return target.getvalue()


def read(
    content: bytes, *, name: str = "berkas", period: int = 0, today: dt.date = TODAY, chunk_rows: int = 50_000
) -> tuple[pd.DataFrame, Counter[str]]:
    """All rows of all sheets of a file, and the notes."""
    with open_file(name, content) as opened:
        return rows_of(opened, period=period, today=today, chunk_rows=chunk_rows)


def rows_of(
    opened: OpenedFile, *, period: int = 0, today: dt.date = TODAY, chunk_rows: int = 50_000
) -> tuple[pd.DataFrame, Counter[str]]:
    chunks = [
        chunk
        for facts in opened.sheets
        for chunk in opened.chunks(facts, period=period, today=today, chunk_rows=chunk_rows)
    ]
    notes: Counter[str] = Counter()
    for chunk in chunks:
        notes.update(chunk.notes)
    return pd.concat([chunk.frame for chunk in chunks], ignore_index=True), notes
