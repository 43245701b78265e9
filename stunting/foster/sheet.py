"""The sheet of placements that a kabupaten keeps: the empty one we hand out, and the rows of the one that comes back.

Such sheets are by name and address. Only the columns below are read; name, parents and address of the child are dropped
with everything else before a row leaves this module. The NIK leaves it only to be turned into a key in memory.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from stunting.errors import ImportRefusedError
from stunting.foster.programmes import Programme
from stunting.foster.records import HELP_KINDS, PARENT_KINDS
from stunting.geography import compact
from stunting.imports.fields import CHILD
from stunting.imports.masking import masked_header
from stunting.languages import _, in_indonesian
from stunting.lokus.sheets import SEARCHED_ROWS, Sheet, sheets_of

COLUMNS: dict[str, tuple[str, ...]] = {
    "case_no": ("nomorkasus", "nokasus", "kodekasus", "nomorkasusanak"),
    "nik": CHILD["nik"],
    "programme": ("program", "namaprogram", "programasuh", "programorangtuaasuh"),
    "parent": (
        *("orangtuaasuh", "namaorangtuaasuh", "namaota", "ota", "bapakasuh", "bundaasuh", "bapakbundaasuh"),
        *("namabapakasuh", "namabundaasuh", "donatur", "namadonatur", "pemberibantuan"),
    ),
    "is_anonymous": ("anonim", "tanpanama", "namadirahasiakan", "dirahasiakan"),
    "kind": ("jenisorangtuaasuh", "jenisota", "jenisdonatur", "kategoriorangtuaasuh", "kategoridonatur"),
    "office": ("instansi", "lembaga", "instansiorangtuaasuh", "instansidonatur"),
    "decree": ("nomorsk", "nosk", "sk", "skpenetapan"),
    "start": ("mulai", "tanggalmulai", "tglmulai", "mulaiasuh", "tmt"),
    "end": ("selesai", "tanggalselesai", "tglselesai", "sampai", "selesaiasuh"),
    "per_month": ("nilaiperbulan", "rupiahperbulan", "nilaibantuanperbulan", "bantuanperbulan"),
    "per_day": ("nilaiperhari", "rupiahperhari", "nilaibantuanperhari", "bantuanperhari"),
    "help_day": ("tanggalbantuan", "tglbantuan"),
    "help_kind": ("jenisbantuan", "bentukbantuan"),
    "help_text": ("uraianbantuan", "bantuan", "barang"),
    "help_rp": ("nilaibantuan", "rupiahbantuan", "nilaibantuanrp", "nilairupiah"),
}
UNREAD = ("no", "nomor", "nourut")
SHEET, ABOUT = "Anak asuh", "Petunjuk"
EMPTY_ROWS = 200
HEADINGS = {
    "Nomor kasus": ("K-7QX4M2B; boleh kosong bila NIK diisi", 14),
    "NIK": ("16 angka; diubah menjadi kunci di memori, tidak disimpan. Boleh kosong bila nomor kasus diisi", 20),
    "Program": ("nama program, lihat di bawah", 18),
    "Orang tua asuh": ("nama yang boleh ditampilkan; untuk yang anonim tulis penanda saja, misalnya A", 28),
    "Anonim": ("ya bila tidak mau disebut: namanya tidak disimpan", 10),
    "Jenis orang tua asuh": (", ".join(PARENT_KINDS), 20),
    "Instansi": ("boleh kosong", 24),
    "Nomor SK": ("boleh kosong", 22),
    "Mulai": ("tanggal, misalnya 15/01/2026", 13),
    "Selesai": ("boleh kosong: dihitung dari lama program", 13),
    "Nilai per bulan": ("rupiah yang dijanjikan; boleh kosong", 16),
    "Nilai per hari": ("sebagai gantinya; boleh kosong", 14),
    "Tanggal bantuan": ("boleh kosong; baris yang sama boleh diulang untuk tiap bantuan", 15),
    "Jenis bantuan": (", ".join(HELP_KINDS), 16),
    "Uraian bantuan": ("misalnya telur, susu, ikan untuk 30 hari", 30),
    "Nilai bantuan": ("rupiah; kosong berarti tidak diketahui, bukan nol", 15),
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a sheet by the names of `COLUMNS`; nothing else of the file is left.

    rows:    (number as a spreadsheet counts it, column -> text)
    dropped: headings of columns that were not read; long numbers in them are masked
    """

    name: str
    rows: tuple[tuple[int, dict[str, str]], ...]
    dropped: tuple[str, ...]


def read_table(content: bytes | Path, *, name: str) -> Table:
    """The first sheet that names children and foster parents.

    Raises:
        ImportRefusedError: no such table, or a column twice.
    """
    for sheet in sheets_of(content, name=name, header_score=_headings):
        found = next((at for at, (_number, cells) in enumerate(sheet.rows[:SEARCHED_ROWS]) if _is_header(cells)), None)
        if found is not None:
            return _table(sheet, found, name=name)
    raise ImportRefusedError(
        _(
            "{name} tidak punya baris judul dengan NIK atau Nomor kasus, Orang tua asuh, dan Mulai. Pakai lembar "
            "kosong dari `python -m stunting foster template`.",
            name=name,
        )
    )


@in_indonesian
def template(programmes: Sequence[Programme], *, place: str) -> bytes:
    """The empty sheet for one kabupaten."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED", "text_wrap": True, "valign": "top"})
    as_text, as_money = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0"})
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, f"Anak asuh dan orang tua asuh, {place} (TERBATAS: data anak)", bold)
    sheet.write_row(2, 0, list(HEADINGS), heading)
    for column, (title, (_meaning_of, width)) in enumerate(HEADINGS.items()):
        sheet.set_column(column, column, width, as_money if title.startswith("Nilai") else as_text)
    # The columns of text alone: a NIK that Excel takes for a number loses its last digit.
    choices = {"Program": [one.name for one in programmes], "Anonim": ["ya", "tidak"]}
    choices |= {"Jenis orang tua asuh": list(PARENT_KINDS), "Jenis bantuan": list(HELP_KINDS)}
    for title, source in choices.items():
        column = list(HEADINGS).index(title)
        sheet.data_validation(
            3, column, 3 + EMPTY_ROWS, column, {"validate": "list", "source": source, "show_error": False}
        )
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&LTERBATAS - memuat data anak&RHalaman &P dari &N")
    about = book.add_worksheet(ABOUT)
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 90)
    lines = [(title, meaning) for title, (meaning, _width) in HEADINGS.items()]
    lines += [("", ""), ("Program", ""), *((one.name, "; ".join(one.aliases)) for one in programmes)]
    for row, (title, meaning) in enumerate(lines):
        about.write_string(row, 0, title, bold)
        about.write_string(row, 1, meaning)
    book.close()
    return stream.getvalue()


def _table(sheet: Sheet, head: int, *, name: str) -> Table:
    columns: dict[str, int] = {}
    dropped: list[str] = []
    for at, cell in enumerate(sheet.rows[head][1]):
        meaning = _meaning(cell)
        if meaning in columns:
            raise ImportRefusedError(
                _(
                    "{name}: kolom '{column}' ada dua kali, atau dua judul berarti sama.",
                    name=name,
                    column=masked_header(cell),
                )
            )
        if meaning:
            columns[meaning] = at
        elif cell and compact(cell) not in UNREAD:
            dropped.append(masked_header(cell))
    rows = []
    for number, cells in sheet.rows[head + 1 :]:
        row = {meaning: " ".join(cells[at].split()) if at < len(cells) else "" for meaning, at in columns.items()}
        if any(row.values()):
            rows.append((number, row))
    return Table(name=name, rows=tuple(rows), dropped=tuple(dropped))


def _is_header(cells: Sequence[str]) -> bool:
    known = {_meaning(cell) for cell in cells}
    return bool(known & {"nik", "case_no"}) and {"parent", "start"} <= known


def _headings(cells: Sequence[str]) -> int:
    return sum(bool(_meaning(cell)) for cell in cells)


def _meaning(cell: str) -> str:
    form = compact(cell)
    return next((name for name, forms in COLUMNS.items() if form in forms), "")
