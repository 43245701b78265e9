"""The monthly village report of SIGIZI ("Daftar Entry Balita Gizi"): one row per desa and month, 110 columns.

Its header differs from copy to copy, its order does not: counts are told by their column number. The columns between
the items are percentages, which follow from the counts and are not read.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from stunting.imports.dates import read_period
from stunting.imports.fields import field_of
from stunting.imports.masking import masked
from stunting.imports.numbers import read_count
from stunting.imports.rows import ParsedChunk
from stunting.imports.words import read_text

# Column numbers of the raw file (1-110) that hold counts.
ITEMS = (
    *(8, 9, 10, 11, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 33, 34, 35, 36, 38, 40, 42, 44, 46, 47, 48, 50, 51),
    *(53, 54, 57, 59, 61, 63, 64, 66, 67, 69, 70, 72, 81, 82, 84, 85, 87, 88, *range(91, 99), 103, 104),
)
# Sums that held on all 3.050 rows of a whole kabupaten: total, parts.
IDENTITIES = ((11, (9, 10)), (16, (12, 14)), (22, (18, 20)), (28, (24, 26)), (36, (32, 33)))
# Numerator, denominator: weighed and measured of those present, status of those measured, given of those due.
PARTS = (
    *((16, 11), (22, 11), (28, 16), (28, 22), (30, 11), (36, 16), (38, 22), (40, 28), (42, 28), (44, 16)),
    *((47, 46), (48, 47), (51, 50), (54, 53), (57, 54), (59, 54), (61, 54), (64, 63), (67, 66), (70, 69)),
    *((82, 81), (85, 84), (88, 87), (104, 103)),
)
MONTH_COLUMN = 7
FRAME = {
    "row_no": "int64",
    "kabupaten": "str",
    "kecamatan": "str",
    "desa": "str",
    "puskesmas": "str",
    "period": "int32",
    "item": "int32",
    "value_n": "Int64",
    "reason": "str",
    "reason_column": "str",
    "reason_masked": "str",
}


def report_columns(cells: Sequence[object]) -> dict[str, int]:
    """Positions of place and month where a row is the header of the report, else nothing.

    Puskesmas, Kelurahan/Desa and Bulan stand side by side, with the counts to their right.
    """
    for at in range(2, min(len(cells), 12)):
        if [field_of(cells[at + step]) for step in (-2, -1, 0)] == ["puskesmas", "desa", "period"]:
            if len(cells) < at + 1 + 104 - MONTH_COLUMN:
                return {}
            before = {known: i for i in range(at) if (known := field_of(cells[i])) in ("kabupaten", "kecamatan")}
            return {"puskesmas": at - 2, "desa": at - 1, "period": at, **before}
    return {}


def report_header_end(rows: Sequence[Sequence[object]], position: int) -> int:
    """The last row of the header: rows of sub-headings and of column numbers below it name no desa."""
    columns = report_columns(rows[position])
    last = position
    for below in range(position + 1, min(position + 5, len(rows))):
        cells = rows[below]
        desa = _at(cells, columns["desa"])
        is_numbers = isinstance(desa, (int, float)) or str(desa).strip().isdecimal()
        if str(desa).strip() and not is_numbers:
            break
        if any(cell not in ("", None) for cell in cells):
            last = below
    return last


def parse_report(
    rows: list[Sequence[object]],
    numbers: list[int],
    *,
    columns: dict[str, int],
    written: dict[int, str],
    year: int,
    period: int,
) -> ParsedChunk:
    """One row per desa, month and item of `ITEMS`; the columns are those of `FRAME`.

    A row that cannot be used has one row with item 0 and its reason. An empty count is absent, never zero.

    Args:
        year:   of the months, where the file does not write it beside them; 0 unknown
        period: year * 100 + month for rows without a month; 0 unknown
    """
    notes: Counter[str] = Counter()
    lines: list[tuple[object, ...]] = []
    for number, cells in zip(numbers, rows, strict=True):
        place = [_text(cells, columns, known) for known in ("kabupaten", "kecamatan", "desa", "puskesmas")]
        written_month = _at(cells, columns["period"])
        row_period = _period(written_month, year=year, period=period)
        reason, at = _reason(place[2], written_month, row_period, columns)
        if reason:
            why = (reason, written.get(at, ""), masked(_at(cells, at)))
            lines.append((number, *place, row_period, 0, pd.NA, *why))
            continue
        values: dict[int, int] = {}
        fired: set[str] = set()
        for item in ITEMS:
            read = read_count(_at(cells, columns["period"] + item - MONTH_COLUMN))
            fired.update(read.notes)
            if not math.isnan(read.value):
                values[item] = int(read.value)
        notes.update(fired | _contradictions(values))
        if not values:
            lines.append((number, *place, row_period, 0, pd.NA, "laporan_tanpa_angka", "", ""))
        lines += [(number, *place, row_period, item, value, "", "", "") for item, value in values.items()]
    frame = pd.DataFrame(lines, columns=list(FRAME)).astype(FRAME)
    return ParsedChunk(frame=frame, notes=notes)


def _reason(desa: str, month: object, period: int, columns: dict[str, int]) -> tuple[str, int]:
    if field_of(desa) == "desa" or (field_of(month) == "period" and not period):
        return "judul_berulang", columns["desa"]
    if not desa or re.match(r"(jumlah|total|rata-rata|keterangan|catatan)\b", desa.casefold()):
        return "baris_jumlah", columns["desa"]
    return ("", 0) if period else ("periode_tidak_diketahui", columns["period"])


def _period(month: object, *, year: int, period: int) -> int:
    read_year, read_month = read_period(month)
    if not read_month:
        return period
    known = read_year or year or period // 100
    return known * 100 + read_month if known else 0


def _contradictions(values: dict[int, int]) -> set[str]:
    fired = set()
    if any(
        total in values and all(part in values for part in parts) and values[total] != sum(values[p] for p in parts)
        for total, parts in IDENTITIES
    ):
        fired.add("jumlah_tidak_cocok")
    if any(top in values and base in values and values[top] > values[base] for top, base in PARTS):
        fired.add("pembilang_melebihi_penyebut")
    return fired


def _text(cells: Sequence[object], columns: dict[str, int], known: str) -> str:
    return read_text(_at(cells, columns[known]))[0] if known in columns else ""


def _at(cells: Sequence[object], position: int) -> object:
    return cells[position] if 0 <= position < len(cells) else ""
