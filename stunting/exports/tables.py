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

from stunting.exports.stamp import Stamp

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
    return to_workbook({"Data": table}, title=stamp.title, about=stamp.lines, comment=stamp.source)


def to_workbook(sheets: Mapping[str, pd.DataFrame], *, title: str, about: Sequence[str], comment: str = "") -> bytes:
    """A sheet per table, numbers as numbers, and a last sheet "Keterangan" with a line per sentence of `about`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "comments": comment})
    formats = {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "decimal": book.add_format({"num_format": "0.0"}),
        "hundredth": book.add_format({"num_format": "0.00"}),
        "whole": book.add_format({"num_format": "#,##0"}),
    }
    for name, table in sheets.items():
        _write_sheet(book.add_worksheet(name), table, formats)
    sheet = book.add_worksheet("Keterangan")
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(about):
        sheet.write_string(row, 0, line)
    book.close()
    return stream.getvalue()


def _write_sheet(sheet: Worksheet, table: pd.DataFrame, formats: Mapping[str, Format]) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, str(name), formats["heading"])
        values = table[name].tolist()
        widths = [len(_written(value)) for value in values[:400]]
        sheet.set_column(column, column, min(48, max([len(str(name)) * 0.7, 8, *widths]) + 2))
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
