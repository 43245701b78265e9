"""Columns of cells -> typed rows of children (`rows.PARSED`), with the notes and reasons of `rules`.

Every different cell of a column is read once and the result is mapped back (`columns`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from stunting.imports import numbers, words
from stunting.imports.columns import Column, Lines, Rows, column_of
from stunting.imports.dates import ShortDates, read_date, read_period
from stunting.imports.footers import is_footer, is_header_again
from stunting.imports.headers import Header
from stunting.imports.masking import masked
from stunting.imports.nik import read_nik
from stunting.imports.rows import PARSED, ParsedChunk

# The WHO tables end at 60 months of 30,4375 days.
OLDEST_DAYS = 1826.25

NUMBERS = {
    "weight_kg": numbers.read_weight,
    "height_cm": numbers.read_height,
    "muac_cm": numbers.read_muac,
    "birth_weight_kg": numbers.read_birth_weight,
    "birth_length_cm": numbers.read_birth_length,
    "file_haz": numbers.read_z,
    "file_waz": numbers.read_z,
    "file_whz": numbers.read_z,
}
WORDS = {
    "posture": words.read_posture,
    "label_haz": words.read_haz_label,
    "label_waz": words.read_waz_label,
    "label_whz": words.read_whz_label,
    "weight_gain": words.read_gain,
    "vitamin_a": words.read_vitamin_a,
    "name": words.read_text,
    "kabupaten": words.read_text,
    "kecamatan": words.read_text,
    "desa": words.read_text,
    "puskesmas": words.read_text,
    "posyandu": words.read_text,
}
# Means nothing without a date.
OF_A_MEASUREMENT = (
    *("weight_kg", "height_cm", "muac_cm", "posture", "weight_gain"),
    *("file_haz", "file_waz", "file_whz", "label_haz", "label_waz", "label_whz"),
)
# A month of a wide recap is filled when one of these holds something.
FILLED_BY = ("measured_on", "weight_kg", "height_cm", "muac_cm")
_BLANK = re.compile(r"[-–—.]*|0+(?:[.,]0*)?")

Values = np.ndarray[Any, Any]


def parse_children(
    rows: Rows | Lines,
    row_numbers: list[int],
    *,
    header: Header,
    period: int,
    year: int,
    today: dt.date,
    short_dates: ShortDates,
) -> ParsedChunk:
    """Rows of a sheet of children as a frame of `PARSED`.

    Args:
        row_numbers: 1-based row of the sheet, one per row
        period: year * 100 + month of rows that were not measured and name no month themselves; 0 unknown
        year:   of months written without a year; 0 unknown
        today:  a measurement after it lies in the future
        short_dates: how the sheet writes dates with two digits of the year, as far as its rows were read
    """
    sheet = _Sheet(rows, header)
    skipped = sheet.skipped()
    lines, months = sheet.lines(skipped)
    cells = {known: sheet.column(known, lines, months) for known in sheet.known}
    notes = _Notes(skip=np.array([bool(reason) for reason in skipped], dtype=bool)[lines])
    size = len(lines)

    out: dict[str, Values] = {"row_no": np.asarray(row_numbers, dtype="int64")[lines]}
    for known, read_word in WORDS.items():
        out[known] = _words(cells.get(known), read_word, size, notes)
    out["parents"] = _parents(cells, size)
    out["nik"] = _words(cells.get("nik"), _nik, size, notes)
    out["sex"] = _words(cells.get("sex"), words.read_sex, size, notes)
    for known, read_number in NUMBERS.items():
        out[known] = _numbers(cells.get(known), read_number, size, notes)
    out["age_months_written"] = _numbers(cells.get("age"), numbers.read_age, size, notes)
    for known in ("birth_date", "measured_on"):
        if known in cells:
            short_dates.see(cells[known].different)
    birth, _ = _dates(cells.get("birth_date"), short_dates, size, notes)
    measured, no_date = _dates(cells.get("measured_on"), short_dates, size, notes)
    out["birth_date"], out["measured_on"] = birth, measured
    notes.add("sel_berlebih", sheet.surplus()[lines])

    has_value = ~np.isnan(out["weight_kg"]) | ~np.isnan(out["height_cm"])
    undated = no_date & has_value
    notes.add("ukur_tanpa_tanggal", undated)
    for known in OF_A_MEASUREMENT:
        out[known] = np.where(no_date, "" if known in WORDS else np.nan, out[known])

    listed = _listed_periods(cells, months, size=size, period=period, year=year)
    stamps = pd.DatetimeIndex(measured)
    measured_period = np.where(stamps.isna(), 0, stamps.year * 100 + stamps.month)
    out["period"] = np.where(np.isnat(measured), listed, measured_period).astype("int32")

    reasons = _Reasons(size, cells, header)
    skipped_lines = np.array(skipped, dtype=object)[lines]
    for code in ("judul_berulang", "baris_jumlah"):
        reasons.add(code, skipped_lines == code, "")
    today64 = np.datetime64(today, "s")
    end = _month_ends(out["period"])
    at_day = np.where(np.isnat(measured), end, measured)
    with np.errstate(invalid="ignore"):
        days = (at_day - birth) / np.timedelta64(1, "D")
    unborn = np.isnat(measured) & (birth > today64)
    reasons.add("jk_tidak_terbaca", out["sex"] == "", "sex")
    reasons.add("tgl_lahir_tidak_terbaca", np.isnat(birth) | unborn, "birth_date")
    reasons.add("tgl_ukur_tidak_terbaca", np.isnat(measured) & ~no_date, "measured_on")
    reasons.add("tgl_ukur_di_masa_depan", measured > today64, "measured_on")
    reasons.add("tgl_ukur_sebelum_lahir", measured < birth, "measured_on")
    reasons.add("umur_60_bulan_lebih", days >= OLDEST_DAYS, "birth_date")
    out |= reasons.columns(first_cells=sheet.first_cells, lines=lines)

    frame = pd.DataFrame({known: pd.Series(out[known], dtype=kind, copy=False) for known, kind in PARSED.items()})
    return ParsedChunk(frame=frame, notes=notes.counts())


class _Sheet:
    """Rows and header of a sheet, and its columns by our names."""

    def __init__(self, rows: Rows | Lines, header: Header) -> None:
        self.rows = rows
        self.header = header
        monthly = {known for block in header.months.values() for known in block}
        self.known = [*header.columns, *(known for known in monthly if known not in header.columns)]
        self.width = max(header.written, default=0) + 1
        blocks = [header.columns, *header.months.values()]
        self._raw = rows.columns({at for block in blocks for at in block.values()}, width=self.width)

    def raw(self, at: int) -> Column:
        return self._raw[at]

    def skipped(self) -> list[str]:
        """The reason of rows that are no children: a header again, a total, a remark."""
        reasons = [""] * len(self.rows)
        at_sex, at_birth = self.header.columns.get("sex", -1), self.header.columns["birth_date"]
        sexes = self.raw(at_sex) if at_sex >= 0 else column_of([""] * len(self.rows))
        unreadable, _ = _mapped(sexes, lambda cell: (words.read_sex(cell)[0] == "", ()))
        no_birth, _ = _mapped(self.raw(at_birth), lambda cell: (read_date(cell).value is None, ()))
        for i in np.flatnonzero(unreadable.astype(bool) & no_birth.astype(bool)).tolist():
            if is_header_again(self.rows[i], self.header):
                reasons[i] = "judul_berulang"
            elif is_footer(self.rows[i], self.header):
                reasons[i] = "baris_jumlah"
        return reasons

    def lines(self, skipped: list[str]) -> tuple[Values, list[tuple[int, int] | None]]:
        """Which row of the sheet each line of the frame comes from, and which month of a wide recap."""
        if not self.header.months:
            return np.arange(len(self.rows)), [None] * len(self.rows)
        filled = {
            month: np.logical_or.reduce([_filled(self.raw(block[known])) for known in FILLED_BY if known in block])
            for month, block in self.header.months.items()
            if any(known in block for known in FILLED_BY)
        }
        lines: list[int] = []
        months: list[tuple[int, int] | None] = []
        for i in range(len(self.rows)):
            own = [] if skipped[i] else [month for month, mask in filled.items() if mask[i]]
            lines += [i] * max(1, len(own))
            months += own or [None]
        return np.array(lines, dtype="int64"), months

    def column(self, known: str, lines: Values, months: list[tuple[int, int] | None]) -> Column:
        if not any(known in block for block in self.header.months.values()):
            column = self.raw(self.header.columns[known])
            return column.take(lines) if self.header.months else column
        cells = np.full(len(lines), "", dtype=object)
        of_month = np.array([-1 if month is None else month[0] * 100 + month[1] for month in months])
        for month, block in self.header.months.items():
            if known in block:
                here = of_month == month[0] * 100 + month[1]
                cells[here] = self.raw(block[known]).take(lines[here]).cells()
        return column_of(cells.tolist())

    def surplus(self) -> Values:
        """Rows with a filled cell to the right of the header."""
        return self.rows.surplus(self.width)

    def first_cells(self, i: int) -> tuple[int, object]:
        """Position and content of the first filled cell of a row."""
        return next(((at, cell) for at, cell in enumerate(self.rows[i]) if str(cell).strip()), (0, ""))


class _Notes:
    """Rows in which a rule fired, once per row; rows that are no children count nowhere."""

    def __init__(self, *, skip: Values) -> None:
        self._keep = ~skip
        self._masks: dict[str, Values] = {}

    def add(self, code: str, mask: Values) -> None:
        self._masks[code] = self._masks[code] | mask if code in self._masks else mask

    def counts(self) -> Counter[str]:
        counted = {code: int((mask & self._keep).sum()) for code, mask in self._masks.items()}
        return Counter({code: n for code, n in counted.items() if n})


class _Reasons:
    """The first reason that holds, with the cell that decided."""

    def __init__(self, size: int, cells: dict[str, Column], header: Header) -> None:
        self._codes = np.full(size, "", dtype=object)
        self._fields = np.full(size, "", dtype=object)
        self._cells = cells
        self._header = header

    def add(self, code: str, holds: Values, known: str) -> None:
        fresh = holds & (self._codes == "")
        self._codes[fresh] = code
        self._fields[fresh] = known

    def columns(self, *, first_cells: Callable[[int], tuple[int, object]], lines: Values) -> dict[str, Values]:
        headers, content = np.full(len(self._codes), "", dtype=object), np.full(len(self._codes), "", dtype=object)
        for i in np.flatnonzero(self._codes != "").tolist():
            known = self._fields[i]
            if known:
                headers[i] = _written(self._header, known)
                content[i] = masked(_plain(self._cells[known][i])) if known in self._cells else ""
            else:
                at, cell = first_cells(int(lines[i]))
                headers[i], content[i] = self._header.written.get(at, ""), masked(_plain(cell))
        return {"reason": self._codes, "reason_column": headers, "reason_masked": content}


def _written(header: Header, known: str) -> str:
    if known in header.columns:
        return header.written.get(header.columns[known], known)
    return next((header.written.get(block[known], known) for block in header.months.values() if known in block), known)


def _plain(cell: object) -> object:
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else cell


def _mapped(column: Column, read: Callable[[object], tuple[Any, tuple[str, ...]]]) -> tuple[Values, dict[str, Values]]:
    """What `read` says of each cell, asked once per different cell; and for each rule where it fired."""
    codes, answers = column.codes, [read(cell) for cell in column.different]
    values = np.fromiter((value for value, _ in answers), dtype=object, count=len(answers))
    fired = {code for _, notes in answers for code in notes}
    masks = {code: np.array([code in notes for _, notes in answers], dtype=bool)[codes] for code in fired}
    return values[codes], masks


def _words(
    column: Column | None, read: Callable[[object], tuple[str, tuple[str, ...]]], size: int, notes: _Notes
) -> Values:
    if column is None:
        return np.full(size, "", dtype=object)
    values, masks = _mapped(column, read)
    for code, mask in masks.items():
        notes.add(code, mask)
    return values


def _numbers(column: Column | None, read: Callable[[object], numbers.ReadNumber], size: int, notes: _Notes) -> Values:
    if column is None:
        return np.full(size, np.nan)

    def answer(cell: object) -> tuple[float, tuple[str, ...]]:
        number = read(cell)
        return number.value, number.notes

    values, masks = _mapped(column, answer)
    for code, mask in masks.items():
        notes.add(code, mask)
    return values.astype("float64")


def _dates(column: Column | None, short_dates: ShortDates, size: int, notes: _Notes) -> tuple[Values, Values]:
    """Dates (NaT where there is none), and where the cell is empty."""
    if column is None:
        return np.full(size, np.datetime64("NaT"), dtype="datetime64[s]"), np.ones(size, dtype=bool)

    codes, read = column.codes, [short_dates.read(cell) for cell in column.different]
    for code in {code for one in read for code in one.notes}:
        notes.add(code, np.array([code in one.notes for one in read], dtype=bool)[codes])
    days = np.array([one.value for one in read], dtype="datetime64[D]").astype("datetime64[s]")
    return days[codes], np.array([one.is_empty for one in read], dtype=bool)[codes]


def _nik(cell: object) -> tuple[str, tuple[str, ...]]:
    read = read_nik(cell)
    return read.value, read.notes


def _parents(cells: dict[str, Column], size: int) -> Values:
    none = _Notes(skip=np.zeros(size, dtype=bool))
    both, father, mother = (
        _words(cells.get(known), words.read_text, size, none) for known in ("parents", "father", "mother")
    )
    if "father" not in cells and "mother" not in cells:
        return both
    joined = [
        one or " / ".join(part for part in (him, her) if part)
        for one, him, her in zip(both, father, mother, strict=True)
    ]
    column = np.empty(size, dtype=object)
    column[:] = joined
    return column


def _filled(column: Column) -> Values:
    values, _ = _mapped(column, lambda cell: (cell is not None and not _BLANK.fullmatch(str(cell).strip()), ()))
    return values.astype(bool)


def _listed_periods(
    cells: dict[str, Column], months: list[tuple[int, int] | None], *, size: int, period: int, year: int
) -> Values:
    """Month of each row as the file names it, for rows without a date: column, month of the recap, title."""
    periods = np.full(size, period, dtype="int64")
    years = np.full(size, year or period // 100, dtype="int64")
    if "year" in cells:
        own, _ = _mapped(cells["year"], lambda cell: (_year(cell), ()))
        years = np.where(own.astype("int64") > 0, own.astype("int64"), years)
    if "period" in cells:
        own, _ = _mapped(cells["period"], lambda cell: (read_period(cell), ()))
        written_years = np.array([one[0] for one in own], dtype="int64")
        written_months = np.array([one[1] for one in own], dtype="int64")
        full_years = np.where(written_years > 0, written_years, years)
        periods = np.where((written_months > 0) & (full_years > 0), full_years * 100 + written_months, periods)
    for i, month in enumerate(months):
        if month is not None:
            known = month[0] or int(years[i])
            periods[i] = known * 100 + month[1] if known else 0
    return periods


def _year(cell: object) -> int:
    number = numbers.read_number(cell).value
    return int(number) if 2000 <= number <= 2100 else 0


def _month_ends(periods: Values) -> Values:
    """The last day of each month, NaT for 0."""
    codes, different = pd.factorize(periods)
    ends = [
        np.datetime64("NaT", "s")
        if not 1 <= one % 100 <= 12
        else np.datetime64(dt.date(one // 100, one % 100, calendar.monthrange(one // 100, one % 100)[1]), "s")
        for one in different.tolist()
    ]
    return np.array(ends, dtype="datetime64[s]")[codes]
