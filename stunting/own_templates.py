"""Empty sheets that are handed out to be filled in: headings, rows that are there already, and what to write where."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import xlsxwriter

from stunting.geography import Register
from stunting.lokus.sheets import REFERENCE_SHEET

# What users write is text: "=1+1" stays what it is.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LAST_ROW = 5000


@dataclass(frozen=True, kw_only=True)
class Template:
    """One sheet to fill in, with a second one that explains it.

    sheet:     its name
    title:     what is asked of whom, above the explanations
    columns:   heading -> (width in letters, what to write)
    text_n:    how many columns from the left hold text whatever is typed, such as codes
    rows:      what is filled in already
    choices:   heading -> what is offered to choose from; anything else may be typed as well
    remarks:   sentences below the explanations
    names:     areas to copy codes and names from, on a sheet that is never read; none where `rows` has them
    """

    sheet: str
    title: str
    columns: Mapping[str, tuple[int, str]]
    text_n: int
    rows: Sequence[Sequence[str | int]] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remarks: Sequence[str] = ()
    names: Sequence[tuple[str, str, str]] = ()


def template_xlsx(one: Template) -> bytes:
    """The XLSX of a template."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED"})
    as_text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(one.sheet)
    sheet.write_row(0, 0, list(one.columns), bold)
    for column, (width, _) in enumerate(one.columns.values()):
        sheet.set_column(column, column, width, as_text if column < one.text_n else None)
    for row, cells in enumerate(one.rows, start=1):
        sheet.write_row(row, 0, cells)
    for heading, offered in one.choices.items():
        column = list(one.columns).index(heading)
        rule = {"validate": "list", "source": list(offered), "show_error": False}
        sheet.data_validation(1, column, LAST_ROW, column, rule)
    sheet.freeze_panes(1, 3 if one.rows else 0)
    about = book.add_worksheet("petunjuk")
    about.set_column(0, 0, 20)
    about.write_string(0, 0, one.title, bold)
    for row, (heading, (_, meaning)) in enumerate(one.columns.items(), start=1):
        about.write_row(row, 0, [heading, meaning])
    for row, remark in enumerate(one.remarks, start=len(one.columns) + 2):
        about.write_string(row, 0, remark)
    if one.names:
        names = book.add_worksheet(REFERENCE_SHEET)
        names.write_row(0, 0, ["kode_wilayah", "nama", "di"], bold)
        names.set_column(0, 0, 14, as_text)
        names.set_column(1, 2, 32)
        for row, cells in enumerate(one.names, start=1):
            names.write_row(row, 0, cells)
        names.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def desa_rows(register: Register, kabupaten_code: str, *cells: str | int) -> list[tuple[str | int, ...]]:
    """A row per desa of a kabupaten: code, kecamatan, desa, and the same cells behind each."""
    return [
        (desa.code, kecamatan.name, desa.name, *cells)
        for kecamatan in register.children(kabupaten_code)
        for desa in register.children(kecamatan.code)
    ]
