"""Survey tables as files: the template we hand out, and the CSV or spreadsheet that comes back.

Rows leave this module as text by our column names; what they mean is decided in `survey_rows`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import python_calamine
import xlsxwriter

from stunting.errors import ImportRefusedError
from stunting.geography import compact

HEADERS = {
    "kode_wilayah": "kode Kemendagri, boleh bertitik: 18.01",
    "nama_wilayah": "Kab. Lampung Selatan; boleh diisi sebagai ganti kode",
    "survei": "SSGI, SKI, SSGBI, atau Riskesdas",
    "tahun": "tahun survei, misalnya 2024",
    "prevalensi_persen": "10,4 untuk 10,4%",
    "ci_bawah_persen": "batas bawah selang kepercayaan 95%; boleh kosong",
    "ci_atas_persen": "batas atas selang kepercayaan 95%; boleh kosong",
    "n": "jumlah balita sampel; boleh kosong",
    "sumber": "judul terbitan, halaman atau tabel",
}
REQUIRED = ("survei", "tahun", "prevalensi_persen", "sumber")
SYNONYMS = {
    "kode_wilayah": ("kode", "kodewilayah", "kodekemendagri", "kodekabkota", "kodekabupaten", "kodeprovinsi"),
    "nama_wilayah": ("nama", "wilayah", "namawilayah", "kabupatenkota", "kabkota", "kabupaten", "daerah"),
    "provinsi": ("provinsi", "namaprovinsi", "prov"),
    "survei": ("survei", "survey", "namasurvei", "sumberdata"),
    "tahun": ("tahun", "year", "tahunsurvei"),
    "prevalensi_persen": ("prevalensipersen", "prevalensi", "prevalensistunting", "stunting", "nilai", "persen"),
    "ci_bawah_persen": ("cibawahpersen", "cibawah", "batasbawah", "cilow", "cilower", "cilowpct", "lower"),
    "ci_atas_persen": ("ciataspersen", "ciatas", "batasatas", "cihigh", "ciupper", "cihighpct", "upper"),
    "n": ("n", "sampel", "jumlahsampel", "jumlahbalita", "nsampel"),
    "sumber": ("sumber", "source", "rujukan", "terbitan"),
}
HEADER_ROWS = 10


def write_template(path: Path) -> list[Path]:
    """Write an empty table as XLSX and CSV, with one example row; returns both paths.

    The example row carries no figure, so a file that was not filled in is refused.
    """
    book_path, text_path = path.with_suffix(".xlsx"), path.with_suffix(".csv")
    example = ["18.01", "Kab. Lampung Selatan", "SSGI", "", "", "", "", "", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(book_path) as book:
        sheet = book.add_worksheet("survei")
        bold = book.add_format({"bold": True})
        as_text = book.add_format({"num_format": "@"})
        sheet.write_row(0, 0, list(HEADERS), bold)
        sheet.write_row(1, 0, example)
        sheet.set_column(0, 0, 16, as_text)
        sheet.set_column(1, len(HEADERS) - 1, 22)
        help_sheet = book.add_worksheet("petunjuk")
        help_sheet.set_column(0, 0, 22)
        for row, (name, meaning) in enumerate(HEADERS.items()):
            help_sheet.write_row(row, 0, [name, meaning])
    with text_path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([list(HEADERS), example])
    return [book_path, text_path]


def read_table(file: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows below the header, as text by our column names, each with its line number; empty rows are dropped.

    Raises:
        ImportRefusedError: unknown kind of file, unreadable, no header, a column twice, or a required one missing.
    """
    lines = list(_lines(file))
    position, names = _header(lines)
    if not names:
        raise ImportRefusedError(
            f"{file.name} tidak punya baris judul dengan kolom survei, tahun, dan prevalensi_persen. "
            "Buat contohnya dengan `python -m stunting survey template -o contoh.xlsx`."
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    missing = [name for name in REQUIRED if name not in names]
    if not {"kode_wilayah", "nama_wilayah"} & set(names):
        missing.append("kode_wilayah atau nama_wilayah")
    if twice or missing:
        what = f"kolom {', '.join(twice)} ada dua kali" if twice else f"kolom {', '.join(missing)} tidak ada"
        raise ImportRefusedError(f"{file.name} ditolak: {what}. Samakan judul kolom dengan templat.")
    rows = []
    for number, cells in lines[position + 1 :]:
        named = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}
        if any(named.values()):
            rows.append((number, named))
    if not rows:
        raise ImportRefusedError(f"{file.name} tidak punya baris isi di bawah judul. Isi tabelnya lalu ulangi.")
    return rows


def _header(lines: list[tuple[int, list[str]]]) -> tuple[int, list[str | None]]:
    """Position of the header among the first lines and our name of each of its columns; no names if there is none."""
    for position, (_, cells) in enumerate(lines[:HEADER_ROWS]):
        names = [_column_name(cell) for cell in cells]
        if len({*names} & {"survei", "tahun", "prevalensi_persen"}) >= 2:
            return position, names
    return 0, []


def _lines(file: Path) -> Iterator[tuple[int, list[str]]]:
    suffix = file.suffix.casefold()
    try:
        if suffix in (".xlsx", ".xlsm", ".xls", ".ods"):
            sheet = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
            for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
                yield number, [_cell_text(value) for value in values]
            return
        content = file.read_bytes()
    except FileNotFoundError:
        raise ImportRefusedError(f"Berkas {file.name} tidak ditemukan. Periksa nama dan foldernya.") from None
    except (OSError, python_calamine.CalamineError) as error:
        raise ImportRefusedError(
            f"{file.name} tidak terbaca sebagai berkas Excel. Simpan ulang, lalu ulangi."
        ) from error
    if suffix not in (".csv", ".tsv", ".txt"):
        raise ImportRefusedError(f"{file.name} bukan CSV atau XLSX. Simpan tabelnya dalam salah satu bentuk itu.")
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise ImportRefusedError(
            f"{file.name} rusak pada baris {reader.line_num}. Simpan ulang, lalu ulangi."
        ) from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel on Windows writes as "CSV"; undefined bytes become a visible mark instead of an error.
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    head = text.splitlines()[:HEADER_ROWS]
    return max(";\t,", key=lambda mark: max((line.count(mark) for line in head), default=0))


def _cell_text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)


def _column_name(cell: str) -> str | None:
    form = compact(re.sub(r"\(.*?\)|%", "", cell))
    return next((name for name, known in SYNONYMS.items() if form == compact(name) or form in known), None)
