"""The empty sheet of a list that a kabupaten fills in: one sheet for the list, one with the names to copy from.

Indonesian for every reader: its headings are read back by `list_reading`.
"""

from __future__ import annotations

import io

import xlsxwriter

from stunting.geography import Register
from stunting.languages import in_indonesian
from stunting.lokus.sheets import REFERENCE_SHEET

HEADINGS = {
    "No": 6,
    "Kecamatan": 24,
    "Desa/Kelurahan": 28,
    "Kode desa": 14,
    "Puskesmas": 24,
    "Status": 12,
    "Nomor SK": 30,
}
LIST_SHEET = "Daftar lokus"
EMPTY_ROWS = 60


@in_indonesian
def template(register: Register, *, kabupaten_code: str, lokus_year: int) -> bytes:
    """An XLSX for one kabupaten and year; filled in it is read by `list_reading.read_list`.

    Raises:
        UnknownAreaError: no such kabupaten.
    """
    kabupaten = register.get(kabupaten_code)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED"})
    as_text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(LIST_SHEET)
    sheet.write(0, 0, f"Daftar desa/kelurahan lokus {lokus_year}, {kabupaten.official_name}", bold)
    sheet.write(1, 0, "Cukup isi Kecamatan dan Desa/Kelurahan, atau Kode desa. Status: baru, lanjutan, keluar.")
    sheet.write_row(3, 0, list(HEADINGS), heading)
    for column, width in enumerate(HEADINGS.values()):
        sheet.set_column(column, column, width, as_text if column else None)
    sheet.data_validation(
        4, 5, 4 + EMPTY_ROWS, 5, {"validate": "list", "source": ["baru", "lanjutan", "keluar"], "show_error": False}
    )
    sheet.freeze_panes(4, 0)
    names = book.add_worksheet(REFERENCE_SHEET)
    names.write_row(0, 0, ["Kecamatan", "Desa/Kelurahan", "Kode desa"], heading)
    names.set_column(0, 1, 28)
    names.set_column(2, 2, 14, as_text)
    row = 1
    for kecamatan in register.children(kabupaten.code):
        for desa in register.children(kecamatan.code):
            names.write_row(row, 0, [kecamatan.name, desa.name, desa.code])
            row += 1
    names.freeze_panes(1, 0)
    names.autofilter(0, 0, max(row - 1, 1), 2)
    book.close()
    return stream.getvalue()
