"""The sheet we hand out: one row per desa or kecamatan, two columns per service under two rows of headings."""

from __future__ import annotations

import io

import xlsxwriter

from stunting.geography import Area, Register
from stunting.languages import in_indonesian
from stunting.own_templates import OPTIONS, desa_rows
from stunting.services.registry import of_list
from stunting.services.service import ESSENTIAL, LISTS, Service, period_label

SENTENCES = (
    "Sel kosong berarti tidak diketahui, bukan nol. Tulis 0 bila memang nol.",
    "Tanda - atau 'tidak dijadwalkan' berarti layanan itu tidak dijadwalkan pada periode ini.",
    "Persentase dihitung dari kedua kolom; kolom persen yang ditambahkan tidak dibaca.",
    "Terlayani yang lebih besar daripada sasaran disimpan apa adanya dan ditandai.",
    "Layanan yang tidak dilaporkan boleh dihapus kolomnya.",
)
TOTAL, SERVED = "Jumlah sasaran", "Jumlah terlayani"


@in_indonesian
def template_xlsx(
    register: Register,
    kabupaten_code: str,
    *,
    year: int | None = None,
    period: str = "",
    level: str = "desa",
    listed: str = ESSENTIAL,
) -> bytes:
    """An XLSX with every desa (or kecamatan) of a kabupaten and empty cells for each service of a list.

    period: as the table `service` writes it ("tw2"), filled into every row; "" leaves it to the reader

    Raises:
        UnknownAreaError: no such kabupaten.
        KeyError: no such list or period.
    """
    kabupaten = register.get(kabupaten_code)
    services = of_list(listed)
    places = _places(register, kabupaten, level)
    headings = ["Kode desa", "Kecamatan", "Desa/Kelurahan"] if level == "desa" else ["Kode kecamatan", "Kecamatan"]
    headings += ["Tahun", "Periode"]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        sheet = book.add_worksheet("layanan")
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        as_text = book.add_format({"num_format": "@"})
        for column, heading in enumerate(headings):
            sheet.merge_range(0, column, 1, column, heading, head)
        for at, one in enumerate(services):
            first = len(headings) + 2 * at
            number = one.number_in(listed)
            sheet.merge_range(0, first, 0, first + 1, f"{number}. {one.wording_in(listed)}", head)
            sheet.write_row(1, first, [TOTAL, SERVED], head)
        sheet.set_row(0, 92)
        sheet.freeze_panes(2, len(headings))
        sheet.set_column(0, 0, 13, as_text)
        sheet.set_column(1, len(headings) - 3, 22)
        sheet.set_column(len(headings) - 2, len(headings) - 1, 12)
        sheet.set_column(len(headings), len(headings) + 2 * len(services) - 1, 13)
        for row, cells in enumerate(places, start=2):
            sheet.write_row(row, 0, cells)
            if year is not None:
                sheet.write_number(row, len(headings) - 2, year)
            if period:
                written = period_label(period, year or 2000).rsplit(" ", 1)[0] if period != "tahun" else "tahun"
                sheet.write_string(row, len(headings) - 1, written)
        _about(book, kabupaten, services, listed)
    return stream.getvalue()


def _places(register: Register, kabupaten: Area, level: str) -> list[tuple[str | int, ...]]:
    if level == "kecamatan":
        return [(one.code, one.name) for one in register.children(kabupaten.code)]
    return desa_rows(register, kabupaten.code)


def _about(book: xlsxwriter.Workbook, kabupaten: Area, services: tuple[Service, ...], listed: str) -> None:
    sheet = book.add_worksheet("petunjuk")
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 3, 60)
    sheet.write_string(0, 0, f"Cakupan layanan {kabupaten.official_name}: {LISTS[listed]}", bold)
    for row, sentence in enumerate(SENTENCES, start=1):
        sheet.write_string(row, 0, sentence)
    start = len(SENTENCES) + 2
    sheet.write_row(start, 0, ["No", "Layanan", "Terlayani: jumlah", "Sasaran: semua"], bold)
    for row, one in enumerate(services, start=start + 1):
        sheet.write_row(row, 0, [one.number_in(listed), one.wording_in(listed), one.numerator, one.denominator or "-"])
