"""Rows of a sheet that are of a desa: without totals, remarks, repeated headers and headings of a kecamatan."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stunting import formats
from stunting.imports.masking import shown
from stunting.languages import _
from stunting.lokus.figure_cells import is_blank
from stunting.lokus.figure_sheet import FIGURES, FigureSheet, meaning

FIRST_YEAR = 2000
TOTAL = re.compile(
    r"(?:jumlah|total|sub\s*-?\s*total|rata\s*-?\s*rata|keterangan|catatan|sumber\s*:|sumber data|dicetak|mengetahui|"
    r"kepala\s+(?:dinas|bidang|badan)|nip\b)",
    re.IGNORECASE,
)
NUMBERED = 3


@dataclass(kw_only=True)
class DesaRow:
    """One row: its number and cells, and what its place columns say; problems are gathered on the way."""

    number: int
    cells: Sequence[object]
    kecamatan: str
    desa: str
    code: str
    kabupaten: str
    problems: list[str] = field(default_factory=list)


def desa_rows(sheet: FigureSheet, notes: list[str]) -> list[DesaRow]:
    """Rows of a desa; totals, remarks, the header again and headings of a kecamatan are left out, and told.

    A kecamatan that is written only in the first row of its desa counts for the rows below it.
    """
    rows: list[DesaRow] = []
    totals: list[int] = []
    kecamatan, carried_n = "", 0
    for number, cells in sheet.rows:
        text = {name: text_at(cells, at) for name, at in sheet.columns.items() if name not in FIGURES}
        desa, code = text.get("desa", ""), text.get("code", "")
        lead = [one for one in (str(cell).strip() for cell in cells if not is_blank(cell)) if one][:3]
        if not code and any(TOTAL.match(one) for one in lead):
            totals.append(number)
            continue
        if _repeats_header(sheet, cells) or _numbers_columns(cells):
            continue
        if text.get("kecamatan"):
            kecamatan = text["kecamatan"]
        if not desa and not code and not any(not is_blank(cell_at(cells, at)) for at in _value_columns(sheet)):
            continue
        carried_n += bool(kecamatan and not text.get("kecamatan") and not code)
        rows.append(
            DesaRow(
                number=number,
                cells=cells,
                kecamatan=kecamatan,
                desa=desa,
                code=code,
                kabupaten=text.get("kabupaten", ""),
            )
        )
    if totals:
        listed = ", ".join(map(str, totals[:5])) + (_(", dan lainnya") if len(totals) > 5 else "")
        notes.append(_("Baris jumlah atau catatan dilewati: baris {listed}.", listed=listed))
    if carried_n:
        notes.append(
            _(
                "Kecamatan {n} baris kosong dan diambil dari baris di atasnya.",
                n=formats.number(carried_n),
            )
        )
    return rows


def year_of(row: DesaRow, sheet: FigureSheet, default: int | None) -> int | None:
    """The year of a row; what is wrong with it joins its problems."""
    cell = cell_at(row.cells, sheet.columns.get("year", -1))
    last = dt.date.today().year + 1
    if is_blank(cell):
        if default is None:
            row.problems.append(_("tahun kosong. Isi kolom tahun, atau sebut tahunnya saat menambahkan."))
        return default
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= last:
        row.problems.append(
            _(
                "tahun '{cell}' tidak dapat dipakai. Tulis tahun {first} sampai {last}.",
                cell=shown(cell),
                first=FIRST_YEAR,
                last=last,
            )
        )
        return None
    return int(text)


def _repeats_header(sheet: FigureSheet, cells: Sequence[object]) -> bool:
    """Whether a row says again what its columns are, as on every printed page."""
    places = [name for name in ("desa", "code") if name in sheet.columns]
    return any(meaning(text_at(cells, sheet.columns[name])) == name for name in places)


def _numbers_columns(cells: Sequence[object]) -> bool:
    """Whether a row counts the columns: 1, 2, 3 or (1), (2), (3)."""
    texts = [str(cell).strip("() ").removesuffix(".0") for cell in cells if not is_blank(cell)]
    if len(texts) < NUMBERED or not all(one.isdecimal() and len(one) < 3 for one in texts):
        return False
    numbers = [int(one) for one in texts]
    return all(after - before == 1 for before, after in itertools.pairwise(numbers))


def _value_columns(sheet: FigureSheet) -> list[int]:
    return [*(at for name, at in sheet.columns.items() if name in FIGURES), *sheet.others]


def cell_at(cells: Sequence[object], at: int) -> object:
    """A cell, None beyond the end of a row."""
    return cells[at] if 0 <= at < len(cells) else None


def text_at(cells: Sequence[object], at: int) -> str:
    """A cell as one line of text; a code that a spreadsheet keeps as a number has no decimals."""
    cell = cell_at(cells, at)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())
