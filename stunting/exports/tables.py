"""Tables as files: CSV the way an Indonesian Excel opens it, XLSX with real numbers."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from stunting.charts.theme import WATERMARK
from stunting.exports.stamp import Stamp

SAMPLE = f"{WATERMARK} - BUKAN DATA SEBENARNYA"
A4, WIDEST = 9, 60
# A spreadsheet runs a text that begins with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: pd.DataFrame, stamp: Stamp) -> bytes:
    """UTF-8 with BOM, `;` between columns, decimal comma; the stamp follows the rows as `#` lines.

    The header is the first line, so that any program reads the file as a plain table.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(column) for column in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_written(value) for value in row])
    for line in stamp.lines:
        writer.writerow([f"# {line}"])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame, stamp: Stamp) -> bytes:
    """One sheet "Data" with numbers as numbers and a frozen header, one sheet "Keterangan" with the stamp."""
    return to_workbook(
        {"Data": table},
        title=stamp.title,
        about=stamp.lines,
        comment=stamp.source,
        printed=SAMPLE if stamp.is_sample else "",
    )


def to_workbook(
    sheets: Mapping[str, pd.DataFrame],
    *,
    title: str,
    about: Sequence[str],
    comment: str = "",
    printed: str = "",
    summary: str = "",
) -> bytes:
    """A sheet per table, numbers as numbers, and a last sheet "Keterangan" with a line per sentence of `about`.

    printed: the words at the head of every printed page
    summary: the name of the sheet of sentences where it comes first, for a reader who opens nothing else
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "comments": comment})
    formats = {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "decimal": book.add_format({"num_format": "0.0"}),
        "hundredth": book.add_format({"num_format": "0.00"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "long": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    if summary:
        _write_lines(book.add_worksheet(summary), about, formats)
    for name, table in sheets.items():
        _write_sheet(book.add_worksheet(name), table, formats)
    if not summary:
        _write_lines(book.add_worksheet("Keterangan"), about, formats)
    for sheet in book.worksheets():
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{title.replace('&', '&&')}&R{printed}", {"margin": 0.3})
        sheet.set_footer("&RHalaman &P dari &N")
    book.close()
    return stream.getvalue()


def _write_lines(sheet: Worksheet, lines: Sequence[str], formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, formats["long" if row else "title"])


def _write_sheet(sheet: Worksheet, table: pd.DataFrame, formats: Mapping[str, Format]) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, str(name), formats["heading"])
        values = table[name].tolist()
        widths = [len(_written(value)) for value in values[:400]]
        widest = max([len(str(name)) * 0.7, 8, *widths]) + 2
        # What is longer than a column may be wide goes on in a second line.
        sheet.set_column(column, column, min(WIDEST, widest), formats["long"] if widest > WIDEST else None)
        is_year = str(name).startswith("Tahun")
        # z-scores are read with two decimals, percentages with one.
        decimal = formats["hundredth" if str(name).startswith("z ") else "decimal"]
        for row, value in enumerate(values, start=1):
            if _is_missing(value):
                continue
            if isinstance(value, bool):
                sheet.write_string(row, column, "ya" if value else "tidak")
            elif isinstance(value, int):
                sheet.write_number(row, column, value, None if is_year else formats["whole"])
            elif isinstance(value, float):
                sheet.write_number(row, column, value, decimal)
            else:
                sheet.write_string(row, column, str(value))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(table), 1), max(len(table.columns) - 1, 0))


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _written(value: object) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
