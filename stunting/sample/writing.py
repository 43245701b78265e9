"""Sheets as CSV and XLSX files; the same sheet gives the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import xlsxwriter

from stunting.sample.cells import Sheet
from stunting.sample.files import FilePlan

MADE_ON = dt.datetime(2025, 1, 1)
SHEET_NAME = "DATA CONTOH"


def write(plan: FilePlan, sheet: Sheet, folder: Path) -> Path:
    """Write one file; returns its path."""
    path = folder / plan.name
    if plan.style.delimiter:
        _write_csv(path, plan, sheet)
    else:
        _write_xlsx(path, plan, sheet)
    return path


def _write_csv(path: Path, plan: FilePlan, sheet: Sheet) -> None:
    encoding = "utf-8-sig" if plan.style.has_bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=plan.style.delimiter, lineterminator="\r\n")
        writer.writerow([plan.title])
        writer.writerow(sheet.header)
        writer.writerows(zip(*sheet.columns, strict=True))


def _write_xlsx(path: Path, plan: FilePlan, sheet: Sheet) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": plan.title, "created": MADE_ON})
        page = book.add_worksheet(SHEET_NAME)
        page.write_string(0, 0, plan.title)
        page.write_row(1, 0, sheet.header)
        for line_no, cells in enumerate(zip(*sheet.columns, strict=True), start=2):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    if value:
                        page.write_string(line_no, column, value)
                elif isinstance(value, dt.datetime):
                    page.write_datetime(line_no, column, value)
                elif value is not None:
                    page.write_number(line_no, column, value)
