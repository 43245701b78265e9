"""The appendix of a decree as a workbook: numbers as numbers, sums as formulas, ready to print on A4 landscape."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping

import xlsxwriter
from PIL import Image
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from stunting.exports.decree import LEAVING_TITLE, Decree
from stunting.exports.decree_rows import Cell, DecreeTable, Kind, printable
from stunting.exports.tables import A4
from stunting.languages import in_indonesian

DATA, ABOUT = "Lampiran SK", "Keterangan"
NUMBER_FORMATS = {Kind.COUNT: "#,##0", Kind.SHARE: "0.0", Kind.SCORE: "0.000"}
# A letter of the workbook's typeface is about 1.9 mm wide.
LETTERS_PER_MILLIMETRE = 0.54
LOGO_PIXELS = 56
# A header or footer of a printed page holds 255 signs.
LONGEST_HEADER = 160
LETTERS_PER_LINE = 130
LINE_HEIGHT = 13.5
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}


@in_indonesian
def to_xlsx(decree: Decree) -> bytes:
    """Sheet "Lampiran SK" with letterhead, tables and the block to sign; sheet "Keterangan" with the rest."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties({"title": decree.title, "comments": decree.subtitle})
    formats = _formats(book)
    sheet = book.add_worksheet(DATA)
    _write_decree(sheet, decree, formats)
    _write_about(book.add_worksheet(ABOUT), decree, formats)
    for one in book.worksheets():
        one.set_paper(A4)
        one.set_landscape()
        one.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        one.fit_to_pages(1, 0)
        one.set_header(f"&R&B{decree.sample}", {"margin": 0.3})
        one.set_footer(f"&L{decree.foot[:LONGEST_HEADER].replace('&', '&&')}&RHalaman &P dari &N", {"margin": 0.3})
    book.close()
    return stream.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    thin = {"bottom": 1, "bottom_color": "#b3b3b3", "valign": "top"}
    found = {
        "government": book.add_format({"bold": True, "font_size": 13, "align": "center"}),
        "centre": book.add_format({"align": "center", "text_wrap": True, "valign": "top"}),
        "address": book.add_format({"align": "center", "bottom": 2}),
        "title": book.add_format({"bold": True, "font_size": 12, "align": "center", "text_wrap": True}),
        "section": book.add_format({"bold": True, "valign": "top"}),
        "long": book.add_format({"text_wrap": True, "valign": "top"}),
        "plain": book.add_format({"valign": "top"}),
        "right_heading": book.add_format({"bold": True, "top": 1, "bottom": 1, "text_wrap": True, "align": "right"}),
        "left_heading": book.add_format(
            {"bold": True, "top": 1, "bottom": 1, "text_wrap": True, "align": "left", "indent": 1}
        ),
        Kind.TEXT: book.add_format({**thin, "text_wrap": True, "align": "left", "indent": 1}),
        "mark": book.add_format({**thin, "align": "right"}),
        "total_mark": book.add_format({"bold": True, "top": 1, "bottom": 1, "align": "right"}),
        "total": book.add_format({"bold": True, "top": 1, "bottom": 1, "align": "left", "indent": 1}),
    }
    for kind, pattern in NUMBER_FORMATS.items():
        found[kind] = book.add_format({**thin, "num_format": pattern})
        found[f"total_{kind}"] = book.add_format({"bold": True, "top": 1, "bottom": 1, "num_format": pattern})
    return found


def _write_decree(sheet: Worksheet, decree: Decree, formats: Mapping[str, Format]) -> None:
    last = len(decree.table.columns) - 1
    for column, one in enumerate(decree.table.columns):
        sheet.set_column(column, column, one.width * LETTERS_PER_MILLIMETRE)
    row = _write_head(sheet, decree, formats, last)
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)
    row = _write_table(sheet, decree.table, row, formats)
    if decree.leaving.rows:
        sheet.write_string(row + 1, 0, LEAVING_TITLE, formats["section"])
        row = _write_table(sheet, decree.leaving, row + 2, formats)
    legend = decree.sections[0]
    for line in legend.lines:
        row += 1
        sheet.write_string(row, 0, line, formats["plain"])
    _write_signature(sheet, decree, row + 2, last, formats)


def _write_head(sheet: Worksheet, decree: Decree, formats: Mapping[str, Format], last: int) -> int:
    """Letterhead and the lines that name the decree; gives the row of the table's head."""
    head = decree.letterhead
    if head.logo_png:
        sheet.insert_image(0, 0, "logo.png", _placed(head.logo_png))
    sheet.merge_range(0, 0, 0, last, "", formats["government"])
    sheet.write_string(0, 0, printable(head.government).upper(), formats["government"])
    sheet.merge_range(1, 0, 1, last, "", formats["government"])
    sheet.write_string(1, 0, printable(head.office).upper(), formats["government"])
    sheet.merge_range(2, 0, 2, last, "", formats["address"])
    sheet.write_string(2, 0, printable(head.address), formats["address"])
    row = 4
    half = last // 2
    for label, words in decree.head:
        sheet.write_string(row, half, label, formats["plain"])
        sheet.merge_range(row, half + 1, row, last, "", formats["long"])
        sheet.write_string(row, half + 1, f": {words}", formats["long"])
        _set_height(sheet, row, len(words) + 2, LETTERS_PER_LINE * 0.4)
        row += 1
    for text, name in ((decree.title, "title"), (decree.subtitle, "centre")):
        row += 1
        sheet.merge_range(row, 0, row, last, "", formats[name])
        sheet.write_string(row, 0, text, formats[name])
        _set_height(sheet, row, len(text) * 1.3, LETTERS_PER_LINE)
    return row + 2


def _placed(png: bytes) -> dict[str, object]:
    with Image.open(io.BytesIO(png)) as picture:
        scale = LOGO_PIXELS / max(picture.size)
    return {
        "image_data": io.BytesIO(png),
        "x_scale": scale,
        "y_scale": scale,
        "x_offset": 4,
        "y_offset": 2,
        "description": "Lambang daerah",
    }


def _write_table(sheet: Worksheet, found: DecreeTable, first: int, formats: Mapping[str, Format]) -> int:
    """Head, rows and total; gives the row below them."""
    for column, one in enumerate(found.columns):
        sheet.write_string(
            first, column, one.heading, formats["left_heading" if one.kind is Kind.TEXT else "right_heading"]
        )
    sheet.set_row(first, 2 * LINE_HEIGHT + 2)
    for number, cells in enumerate(found.rows, start=first + 1):
        for column, (one, cell) in enumerate(zip(found.columns, cells, strict=True)):
            _write_cell(sheet, number, column, one.kind, cell, formats)
        lines = [
            len(cell.text) / (one.width * LETTERS_PER_MILLIMETRE - 2)
            for one, cell in zip(found.columns, cells, strict=True)
        ]
        _set_height(sheet, number, max(lines), 1)
    below = first + 1 + len(found.rows)
    if found.total:
        _write_total(sheet, found, first + 1, below, formats)
        below += 1
    return below


def _write_cell(sheet: Worksheet, row: int, column: int, kind: Kind, cell: Cell, formats: Mapping[str, Format]) -> None:
    if cell.value is None:
        sheet.write_string(row, column, cell.text, formats[kind if kind is Kind.TEXT else "mark"])
    else:
        sheet.write_number(row, column, cell.value, formats[kind])


def _write_total(sheet: Worksheet, found: DecreeTable, first: int, row: int, formats: Mapping[str, Format]) -> None:
    """Counts as sums of the column; the prevalence as sum by sum where every row has both."""
    keys = [one.key for one in found.columns]
    measured, stunted = (xl_rowcol_to_cell(row, keys.index(key)) for key in ("measured_n", "stunted_n"))
    for column, (one, cell) in enumerate(zip(found.columns, found.total, strict=True)):
        if cell.value is None:
            sheet.write_string(row, column, cell.text, formats["total" if one.kind is Kind.TEXT else "total_mark"])
            continue
        style = formats[f"total_{one.kind}"]
        if one.kind is Kind.COUNT:
            cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(row - 1, column)}"
            sheet.write_formula(row, column, f"=SUM({cells})", style, cell.value)
        elif one.key == "raw_pct" and one.heading not in dict(found.gaps):
            sheet.write_formula(row, column, f"=100*{stunted}/{measured}", style, cell.value)
        else:
            sheet.write_number(row, column, cell.value, style)


def _write_signature(sheet: Worksheet, decree: Decree, row: int, last: int, formats: Mapping[str, Format]) -> None:
    at = last - 4
    place, day, title, name, nip = decree.signature
    lines = [*(f"{label}: {words}" for label, words in (place, day)), f"{title.upper()},", "", "", "", name, nip]
    for number, line in enumerate(lines):
        sheet.write_string(row + number, at, line, formats["section" if line == name else "plain"])


def _write_about(sheet: Worksheet, decree: Decree, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, LETTERS_PER_LINE)
    lines = [(one, "section") for one in (decree.sample, decree.title) if one] + [(decree.subtitle, "long")]
    for section in decree.sections:
        lines += [("", "plain"), (section.title, "section"), *((line, "long") for line in section.lines)]
    for row, (line, name) in enumerate(lines):
        sheet.write_string(row, 0, line, formats[name])
        _set_height(sheet, row, len(line), LETTERS_PER_LINE)


def _set_height(sheet: Worksheet, row: int, letters: float, per_line: float) -> None:
    """Room for every line of a wrapped text; not every program makes it by itself."""
    sheet.set_row(row, LINE_HEIGHT * max(1, math.ceil(letters / per_line)))
