"""The trail as a file: CSV for a program, Excel for a reader. A cell is never taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence

from stunting.access.trail import Line, table

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Sequence[Line]) -> bytes:
    """UTF-8 with the mark that Excel looks for."""
    frame = table(tuple(rows)).map(_harmless)
    return frame.to_csv(index=False).encode("utf-8-sig")


def xlsx_bytes(rows: Sequence[Line]) -> bytes:
    """One sheet with a heading that stays in sight."""
    import xlsxwriter

    frame = table(tuple(rows))
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Jejak akses")
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(zip(frame.columns, (12, 26, 22, 24, 14, 80), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
        for row, value in enumerate(frame[name], 1):
            sheet.write_string(row, column, str(value))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    book.close()
    return written.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
