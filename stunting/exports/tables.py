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

from stunting import formats
from stunting.charts.theme import WATERMARK
from stunting.exports.stamp import Stamp
from stunting.languages import N_, _

# For official documents, which are Indonesian for every reader.
SAMPLE = f"{WATERMARK} - BUKAN DATA SEBENARNYA"  # no text
A4, WIDEST = 9, 60
# A spreadsheet runs a text that begins with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def sample_words() -> str:
    """What a file of sample data says on every page."""
    return _("{watermark} - BUKAN DATA SEBENARNYA", watermark=_(WATERMARK))


def to_csv(table: pd.DataFrame, stamp: Stamp) -> bytes:
    """UTF-8 with BOM, `;` between columns, decimal comma, in English `,` and a point; the stamp follows as `#` lines.

    The header is the first line, so that any program reads the file as a plain table.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if formats.separators()[0] == "," else ",", lineterminator="\r\n")
    writer.writerow([_(str(column)) for column in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_written(value) for value in row])
    for line in stamp.lines:
        writer.writerow([f"# {line}"])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame, stamp: Stamp) -> bytes:
    """One sheet "Data" with numbers as numbers and a frozen header, one sheet "Keterangan" with the stamp."""
    return to_workbook(
        {N_("Data"): table},
        title=stamp.title,
        about=stamp.lines,
        comment=stamp.source,
        printed=sample_words() if stamp.is_sample else "",
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
    styles = {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "decimal": book.add_format({"num_format": "0.0"}),
        "hundredth": book.add_format({"num_format": "0.00"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "long": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    if summary:
        _write_lines(book.add_worksheet(summary), about, styles)
    for name, table in sheets.items():
        _write_sheet(book.add_worksheet(_(name)), table, styles)
    if not summary:
        _write_lines(book.add_worksheet(_("Keterangan")), about, styles)
    for sheet in book.worksheets():
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{title.replace('&', '&&')}&R{printed}", {"margin": 0.3})
        sheet.set_footer(_("&RHalaman &P dari &N"))
    book.close()
    return stream.getvalue()


def _write_lines(sheet: Worksheet, lines: Sequence[str], styles: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, styles["long" if row else "title"])


def _write_sheet(sheet: Worksheet, table: pd.DataFrame, styles: Mapping[str, Format]) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, _(str(name)), styles["heading"])
        values = table[name].tolist()
        widths = [len(_written(value)) for value in values[:400]]
        widest = max([len(str(name)) * 0.7, 8, *widths]) + 2
        # What is longer than a column may be wide goes on in a second line.
        sheet.set_column(column, column, min(WIDEST, widest), styles["long"] if widest > WIDEST else None)
        is_year = str(name).startswith("Tahun")
        # z-scores are read with two decimals, percentages with one.
        decimal = styles["hundredth" if str(name).startswith("z ") else "decimal"]
        for row, value in enumerate(values, start=1):
            if _is_missing(value):
                continue
            if isinstance(value, bool):
                sheet.write_string(row, column, _("ya") if value else _("tidak"))
            elif isinstance(value, int):
                sheet.write_number(row, column, value, None if is_year else styles["whole"])
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
        return _("ya") if value else _("tidak")
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", formats.separators()[0])
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
