"""Dates and months as they occur in exports: real dates, texts in a dozen styles, Excel serials.

Day first wherever two readings are possible. Nothing is guessed: what has no single reading is unreadable. Three
numbers of two digits are read as the other such cells of the sheet are (`ShortDates`).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EARLIEST_YEAR = 2000
# A child under five who was measured at most five years ago was born in these years before today.
YEARS_OF_A_CHILD = 10
# One habit is that of the sheet where it has so many times the cells of the other.
COMMON = 2
EXCEL_DAY_0 = dt.date(1899, 12, 30)
# Serials of 1 January 2000 and 31 December 2079; smaller or larger numbers are no dates of a child under five.
SERIALS = range(36526, 65746)

MONTHS = {
    1: ("januari", "january", "jan"),
    2: ("februari", "february", "pebruari", "feb", "peb"),
    3: ("maret", "march", "mar", "mrt"),
    4: ("april", "apr"),
    5: ("mei", "may"),
    6: ("juni", "june", "jun"),
    7: ("juli", "july", "jul"),
    8: ("agustus", "august", "agu", "agt", "ags", "aug", "agst", "agus", "agust"),
    9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"),
    11: ("november", "nopember", "nov", "nop"),
    12: ("desember", "december", "des", "dec"),
}
MONTH_NUMBERS = {name: number for number, names in MONTHS.items() for name in names}
DAY_NAMES = (
    *("senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "sen", "sel", "rab", "kam", "jum", "sab", "min"),
)
EMPTY = {"", "-", "--", "---", "–", "—", ".", "0", "null", "none", "nan", "nat", "n/a", "na", "#n/a", "kosong"}
ZERO_DATES = {"0000-00-00", "00/00/0000", "00-00-0000", "0000/00/00", "1900-01-00", "00/01/1900", "0/1/1900"}
NOT_MEASURED = re.compile(r"(belum|tidak|tdk|blm)\s+(di\s?ukur|di\s?timbang|hadir|datang|ada)")

_NAMES = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_DAY = re.compile(rf"^(?:{'|'.join(re.escape(day) for day in sorted(DAY_NAMES, key=len, reverse=True))})\b[\s,./-]*")
_TIME = re.compile(
    r"(?:t|,?\s+(?:pukul\s+)?)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?\s*"
    r"(?:am|pm|z|wib|wita|wit)?\s*(?:[+-]\d{2}:?(?:\d{2})?)?$"
)
# Midnight in one of the three time zones of Indonesia (UTC+7, +8, +9), written in UTC: the day has already begun here.
_MIDNIGHT_HERE = re.compile(r"t(?:15|16|17):00(?::00(?:\.0+)?)?(?:z|[+]00:?00)$")
_YEAR_FIRST = re.compile(r"^(\d{4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})$")
_YEAR_LAST = re.compile(r"^(\d{1,2})\s*[-/\\., ]\s*(\d{1,2})\s*[-/\\., ]\s*(\d{4}|\d{2})$")
_SHORT = re.compile(r"^(\d{2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{2})$")
_NAMED = re.compile(rf"^(\d{{1,2}})[\s\-/.,]*({_NAMES})[\s\-/.,']*(\d{{4}}|\d{{2}})$")
_NAME_FIRST = re.compile(rf"^({_NAMES})[\s\-/.,]*(\d{{1,2}})[\s,]+(\d{{4}})$")
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
_MONTH_AND_YEAR = re.compile(rf"(?<![a-z])({_NAMES})[\s_\-/.,:]*(?:tahun[\s_:]*)?(20\d\d)(?!\d)")
_WHOLE_NAMES = "|".join(name for name in MONTH_NUMBERS if len(name) > 4 or name in ("mei", "juni", "juli"))
_WHOLE_MONTH = re.compile(rf"(?<![a-z])({_WHOLE_NAMES})(?![a-z])")
# "Pasuruan, 12-08-2023" in a column of place and date of birth.
_AFTER_PLACE = re.compile(r"[a-z .'()-]+,\s*(\d.*)")
# "Januari - Agustus 2025": a span is no month.
_SPAN = re.compile(
    rf"(?<![a-z])({_NAMES})[\s_.]*(?:20\d\d)?[\s_]*(?:[-–&,+]|s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga|dan)[\s_]*"
    rf"({_NAMES})(?![a-z])"
)
_BY_NUMBER = re.compile(r"bulan[\s_:]*(0?[1-9]|1[0-2])(?!\d)\D{0,12}tahun[\s_:]*(20\d\d)(?!\d)")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}[\s\-/.]*$")
_YEAR_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_./ ]?(0[1-9]|1[0-2])(?![-_./ ]?\d)")
_MONTH_YEAR = re.compile(r"(?<!\d)(?<!\d[-_./ ])(0?[1-9]|1[0-2])[-_./ ]?(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """One cell read as a date.

    value: None where the cell is empty or unreadable
    notes: codes of `rules.NOTES`
    """

    value: dt.date | None
    is_empty: bool = False
    notes: tuple[str, ...] = ()


NOTHING = ReadDate(None, is_empty=True)
UNREADABLE = ReadDate(None)


class ShortDates:
    """How a sheet writes dates of three numbers with two digits each: 25-08-13 is 13 August 2025 or 25 August 2013.

    A reading is possible where it is a day of the last `YEARS_OF_A_CHILD` years. Cells with one possible reading tell
    the habit of the sheet, and all its cells are read by it; where both habits are common, a cell that could be either
    is unreadable, and where nothing tells, it is day first.
    """

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._day_first_n = self._year_first_n = 0

    def see(self, cells: Iterable[object]) -> None:
        """Learn from some cells of the sheet; what was seen before still counts."""
        for cell in cells:
            if isinstance(cell, str) and (found := _short(cell)):
                by_day, by_year = self._readings(found)
                # The 28th of an old list: no possible day any more, but a year that has not come.
                is_day = self._today.year - 2000 < int(found[1]) <= 31
                self._day_first_n += (by_day or is_day) and not by_year
                self._year_first_n += by_year and not by_day

    def read(self, cell: object) -> ReadDate:
        """`read_date` of a cell of this sheet."""
        if not isinstance(cell, str) or self._day_first_n >= COMMON * self._year_first_n or not (found := _short(cell)):
            return read_date(cell)
        by_day, by_year = self._readings(found)
        if self._year_first_n >= COMMON * self._day_first_n or (by_year and not by_day):
            return _dated(2000 + int(found[1]), int(found[3]), int(found[4]), notes=("tgl_tahun_dua_angka",))
        return UNREADABLE if by_year else read_date(cell)

    def _readings(self, found: re.Match[str]) -> tuple[bool, bool]:
        first, month, last = int(found[1]), int(found[3]), int(found[4])
        return self._is_possible(last, month, first), self._is_possible(first, month, last)

    def _is_possible(self, year: int, month: int, day: int) -> bool:
        read = _dated(2000 + year, month, day).value
        return read is not None and read <= self._today and read.year >= self._today.year - YEARS_OF_A_CHILD


def _short(cell: str) -> re.Match[str] | None:
    return _SHORT.match(_TIME.sub("", cell.strip().strip("'\"`’‘“”").casefold()))


def read_date(cell: object) -> ReadDate:
    """A cell as a date; before 2000 is unreadable, for no child under five was born then."""
    if isinstance(cell, dt.datetime):
        return _dated(cell.year, cell.month, cell.day)
    if isinstance(cell, dt.date):
        return _dated(cell.year, cell.month, cell.day)
    if isinstance(cell, dt.time):
        # A serial 0 formatted as a date arrives as midnight.
        return NOTHING if cell == dt.time(0) else UNREADABLE
    if isinstance(cell, bool):
        return UNREADABLE
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    return _from_text(str(cell)) if cell is not None else NOTHING


def _from_number(cell: float) -> ReadDate:
    if not math.isfinite(cell):
        return UNREADABLE
    if cell == 0:
        return NOTHING
    if int(cell) in SERIALS:
        return ReadDate(EXCEL_DAY_0 + dt.timedelta(days=int(cell)), notes=("tgl_serial_excel",))
    return _from_digits(str(int(cell))) if cell == int(cell) else UNREADABLE


def _from_text(cell: str) -> ReadDate:
    text = " ".join(cell.strip().strip("'\"`’‘“”").split()).casefold()
    if text in EMPTY or text in ZERO_DATES or NOT_MEASURED.fullmatch(text):
        return NOTHING
    text = _DAY.sub("", text)
    if (found := _MIDNIGHT_HERE.search(text)) and (day := _from_text(text[: found.start()]).value):
        return ReadDate(day + dt.timedelta(days=1))
    text = _TIME.sub("", text).strip(" ,.")
    if text in ZERO_DATES:
        return NOTHING
    if found := _YEAR_FIRST.match(text):
        return _dated(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.match(text):
        return _day_first(int(found[1]), int(found[2]), found[3])
    if found := _NAMED.match(text):
        return _named(found[3], found[2], found[1])
    if found := _NAME_FIRST.match(text):
        return _named(found[3], found[1], found[2])
    if found := _SERIAL.match(text):
        return _from_number(int(found[1]))
    if found := _AFTER_PLACE.fullmatch(text):
        return _from_text(found[1])
    return _from_digits(text)


def _from_digits(text: str) -> ReadDate:
    """20250813, or 13082025 where the first reading is no date."""
    if not re.fullmatch(r"\d{8}", text):
        return UNREADABLE
    read = _dated(int(text[:4]), int(text[4:6]), int(text[6:]))
    return read if read.value else _day_first(int(text[:2]), int(text[2:4]), text[4:])


def _day_first(first: int, second: int, written_year: str) -> ReadDate:
    year, notes = _full_year(written_year)
    if second > 12 >= first:
        return _dated(year, first, second, notes=(*notes, "tgl_bulan_dulu"))
    if first <= 12 and second <= 12 and first != second:
        notes = (*notes, "tgl_hari_dulu")
    return _dated(year, second, first, notes=notes)


def _named(written_year: str, month: str, day: str) -> ReadDate:
    year, notes = _full_year(written_year)
    return _dated(year, MONTH_NUMBERS[month], int(day), notes=(*notes, "tgl_nama_bulan"))


def _full_year(written: str) -> tuple[int, tuple[str, ...]]:
    return (int(written), ()) if len(written) == 4 else (2000 + int(written), ("tgl_tahun_dua_angka",))


def _dated(year: int, month: int, day: int, *, notes: tuple[str, ...] = ()) -> ReadDate:
    if (year, month) in ((1899, 12), (1900, 1)):
        # An empty cell formatted as a date, turned into text somewhere on the way.
        return NOTHING
    if not EARLIEST_YEAR <= year <= 2100:
        return UNREADABLE
    try:
        return ReadDate(dt.date(year, month, day), notes=notes)
    except ValueError:
        return UNREADABLE


def month_of(header: object) -> tuple[int, int] | None:
    """(year or 0, month) where a header is the name of a month: "JANUARI", "Agustus 2025", a date cell."""
    if isinstance(header, (dt.date, dt.datetime)):
        return header.year, header.month
    if not isinstance(header, str):
        return None
    text = header.strip().casefold()
    found = re.fullmatch(rf"(?:bulan\s+)?({_NAMES})[\s\-_/.']*(20\d\d|\d\d)?", text)
    if not found:
        return None
    return (_full_year(found[2])[0] if found[2] else 0), MONTH_NUMBERS[found[1]]


def read_period(cell: object) -> tuple[int, int]:
    """(year, month) of a cell that names a month, 0 for what it does not say: "agustus_2024", "2025-08", "Agustus"."""
    if isinstance(cell, (dt.date, dt.datetime)):
        return cell.year, cell.month
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not math.isfinite(cell) or cell != int(cell):
            return 0, 0
        cell = str(int(cell))
    text = str(cell or "").strip().casefold()
    if found := re.fullmatch(rf"(?:bulan\s+)?({_NAMES})[\s_\-/.']*(20\d\d|\d\d)?", text):
        return (_full_year(found[2])[0] if found[2] else 0), MONTH_NUMBERS[found[1]]
    if found := re.fullmatch(rf"(20\d\d)[\s_\-/.]*({_NAMES})", text):
        return int(found[1]), MONTH_NUMBERS[found[2]]
    if re.fullmatch(r"0?[1-9]|1[0-2]", text):
        return 0, int(text)
    if re.fullmatch(r"[1-9]20\d\d", text):
        text = f"0{text}"
    whole = read_date(text).value
    if whole:
        return whole.year, whole.month
    period = period_in(text)
    return period // 100, period % 100


def period_in(text: str) -> int:
    """The one month (year * 100 + month) a title, sheet name or file name speaks of; 0 for none or several.

    "Data Stunting Desa X Agustus 2025 (11092025).csv" is 202508: a whole date (when it was downloaded) is no period.
    """
    folded = text.casefold()
    named = {
        int(found[2]) * 100 + MONTH_NUMBERS[found[1]]
        for found in _MONTH_AND_YEAR.finditer(folded)
        if not _DAY_BEFORE.search(folded[: found.start()])
    }
    named |= {int(found[2]) * 100 + int(found[1]) for found in _BY_NUMBER.finditer(folded)}
    if _is_span(folded):
        return 0
    if named:
        return named.pop() if len(named) == 1 else 0
    numbers = {int(found[1]) * 100 + int(found[2]) for found in _YEAR_MONTH.finditer(folded)}
    numbers |= {int(found[2]) * 100 + int(found[1]) for found in _MONTH_YEAR.finditer(folded)}
    return numbers.pop() if len(numbers) == 1 else 0


def _is_span(folded: str) -> bool:
    return any(MONTH_NUMBERS[found[1]] != MONTH_NUMBERS[found[2]] for found in _SPAN.finditer(folded))


def month_in(text: str) -> int:
    """The one month a title or name spells out, without regard to a year; 0 for none or several."""
    folded = text.casefold()
    if _is_span(folded):
        return 0
    months = {
        MONTH_NUMBERS[found[1]]
        for found in _WHOLE_MONTH.finditer(folded)
        if not _DAY_BEFORE.search(folded[: found.start()])
    }
    return months.pop() if len(months) == 1 else 0


def period_of(sources: Sequence[str]) -> int:
    """The month that title, sheet name and file name tell, in this order; one may name the month, another the year."""
    for text in sources:
        if period := period_in(text):
            return period
        month = month_in(text)
        year = next((year for other in (text, *sources) if (year := year_in(other))), 0)
        if month and year:
            return year * 100 + month
    return 0


def year_in(text: str) -> int:
    """The one year a title or name speaks of, 0 for none or several."""
    years = {int(found) for found in re.findall(r"(?<!\d)20[0-4]\d(?!\d)", text)}
    return years.pop() if len(years) == 1 else 0
