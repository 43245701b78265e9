"""Numbers as they occur in exports: two decimal signs, units in the cell, grams and metres, sentinels.

A dot is never a thousands sign here. A value out of range becomes empty and is counted; the child stays.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

EMPTY = {"", "-", "--", "---", "–", "—", ".", "null", "none", "nan", "n/a", "na", "#n/a", "kosong", "outlier"}
SENTINEL = 8888
# No desa has more; what is larger is a NIK or a telephone number in the wrong column.
MOST_PERSONS = 10_000_000

_NUMBER = re.compile(r"^([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))(e[+-]?\d{1,2})?\s*([a-z]*)\.?$")
_UNITS = {"kg", "kgs", "kilo", "kilogram", "g", "gr", "gram", "grm", "cm", "m", "meter", "mtr", "sd", "bln", "bulan"}


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """One cell read as a number; `value` is NaN where empty, unreadable or out of range."""

    value: float
    notes: tuple[str, ...] = ()


NOTHING = ReadNumber(math.nan)
UNREADABLE = ReadNumber(math.nan, notes=("angka_tidak_terbaca",))


def read_number(cell: object) -> ReadNumber:
    """A cell as a number, whatever its unit."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return NOTHING
    if isinstance(cell, (bool, dt.date, dt.time, dt.timedelta)):
        # Excel turns a typed "10.6" into 10 June; which number was meant cannot be known.
        return UNREADABLE
    if isinstance(cell, (int, float)):
        return ReadNumber(float(cell)) if math.isfinite(cell) else UNREADABLE
    text = re.sub(r"[\s'\"`’‘“”\u00a0]+", " ", str(cell)).strip().casefold()
    if text in EMPTY:
        return NOTHING
    # "10, 6" is one number; "10 6" is none.
    text = re.sub(r"(?<=\d) ?([.,]) ?(?=\d)", r"\1", text)
    text = re.sub(r"(?<=\d) (?=\d)", "_", text.replace("−", "-").replace("–", "-").replace("—", "-"))
    found = _NUMBER.match(re.sub(r"^([+-]) ", r"\1", text))
    if not found or (found[3] and found[3] not in _UNITS):
        return UNREADABLE
    notes = (*(("koma_desimal",) if "," in found[1] else ()), *(("satuan_dalam_sel",) if found[3] else ()))
    return ReadNumber(float(found[1].replace(",", ".") + (found[2] or "")), notes=notes)


def read_weight(cell: object) -> ReadNumber:
    """kg: 1-30; 1.000-30.000 are grams; 0 is not recorded."""
    return _ranged(cell, low=1, high=30, zero="berat_nol", outside="berat_di_luar_rentang", rescaled=_grams)


def read_height(cell: object) -> ReadNumber:
    """cm: 35-125; 0,35-1,25 are metres; 0 is not recorded."""
    return _ranged(cell, low=35, high=125, zero="tinggi_nol", outside="tinggi_di_luar_rentang", rescaled=_metres)


def read_muac(cell: object) -> ReadNumber:
    """cm: 5-25; 0 is not recorded."""
    return _ranged(cell, low=5, high=25, zero="", outside="lila_di_luar_rentang")


def read_birth_weight(cell: object) -> ReadNumber:
    """kg: 0,5-6; above 100 are grams; 0 is not recorded."""
    return _ranged(cell, low=0.5, high=6, zero="", outside="bb_lahir_di_luar_rentang", rescaled=_birth_grams)


def read_birth_length(cell: object) -> ReadNumber:
    """cm: 25-60; 0 is not recorded."""
    return _ranged(cell, low=25, high=60, zero="", outside="tb_lahir_di_luar_rentang")


def read_z(cell: object) -> ReadNumber:
    """A z-score of the file; beyond 99 is no z-score."""
    read = read_number(cell)
    return read if not abs(read.value) > 99 else ReadNumber(math.nan, notes=read.notes)


def read_age(cell: object) -> ReadNumber:
    """Months, from "3 Tahun - 5 Bulan - 21 Hari", "41 Bulan" or 41; days as a part of 30,4375."""
    text = str(cell).casefold() if isinstance(cell, str) else ""
    parts = re.findall(r"(\d+(?:[.,]\d+)?)\s*(t(?:ahun|hn|h)|b(?:ulan|ln|l)|h(?:ari|r))", text)
    if not parts:
        read = read_number(cell)
        return ReadNumber(read.value if 0 <= read.value <= 1900 else math.nan)
    months = {"t": 12.0, "b": 1.0, "h": 1 / 30.4375}
    return ReadNumber(sum(float(number.replace(",", ".")) * months[unit[0]] for number, unit in parts))


def read_count(cell: object) -> ReadNumber:
    """A whole number of persons; here, and only here, "1.234" is one thousand two hundred thirty-four."""
    if isinstance(cell, str) and re.fullmatch(r"\d{1,3}([.,]\d{3})+", cell.strip()):
        read = ReadNumber(float(re.sub(r"[.,]", "", cell)))
    else:
        read = read_number(cell)
    if math.isnan(read.value):
        return read
    is_count = 0 <= read.value <= MOST_PERSONS and read.value == int(read.value)
    return ReadNumber(read.value) if is_count else UNREADABLE


def _grams(value: float) -> tuple[float, str] | None:
    return (value / 1000, "berat_gram") if 1000 <= value <= 30000 else None


def _birth_grams(value: float) -> tuple[float, str] | None:
    return (value / 1000, "bb_lahir_gram") if 100 < value <= 30000 else None


def _metres(value: float) -> tuple[float, str] | None:
    return (value * 100, "tinggi_meter") if 0.35 <= value <= 1.25 else None


def _ranged(
    cell: object,
    *,
    low: float,
    high: float,
    zero: str,
    outside: str,
    rescaled: Callable[[float], tuple[float, str] | None] | None = None,
) -> ReadNumber:
    read = read_number(cell)
    value, notes = read.value, read.notes
    if math.isnan(value):
        return read
    if value == SENTINEL:
        return ReadNumber(math.nan, notes=(*notes, "nilai_8888"))
    if value == 0:
        return ReadNumber(math.nan, notes=(*notes, zero) if zero else notes)
    if rescaled and (other := rescaled(value)):
        # A binary remainder (0.565 * 100) would look like another value than the 56,5 that was meant.
        value, note = round(other[0], 6), other[1]
        notes = (*notes, note)
    return ReadNumber(value, notes=notes) if low <= value <= high else ReadNumber(math.nan, notes=(*notes, outside))
