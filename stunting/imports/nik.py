"""When a cell holds a NIK that may identify a child.

A wrong NIK joins two children, a missing one only makes a child temporary; so in doubt it is none.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

EMPTY = {"", "-", "--", "---", "–", "—", ".", "0", "null", "none", "nan", "n/a", "na", "#n/a", "kosong", "tidak ada"}
# Above it a double no longer tells neighbouring whole numbers apart (Papua's NIK, 91... to 97..., are above).
EXACT = 2**53
_RISING, _FALLING = "0123456789" * 3, "9876543210" * 3
# White space, and the marks without width that come along when a cell is copied from a web page.
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")
_QUOTES = re.compile(r"['\"`’‘“”]")


@dataclass(frozen=True, slots=True)
class ReadNik:
    """One cell read as a NIK; `value` is "" where it cannot be used."""

    value: str
    notes: tuple[str, ...] = ()


def read_nik(cell: object) -> ReadNik:
    """16 digits, or "" with the rule that says why."""
    if cell is None or isinstance(cell, bool):
        return ReadNik("", ("nik_kosong",))
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    text = str(cell)
    if len(text) == 16 and text.isascii() and text.isdigit() and not is_dummy(text):
        return ReadNik(text)
    quoted = bool(_QUOTES.search(text))
    bare = _UNSEEN.sub("", _QUOTES.sub("", text))
    if bare.casefold() in EMPTY:
        return ReadNik("", ("nik_kosong",))
    if re.fullmatch(r"[\d*xX#•.\-]+", bare) and re.search(r"[*xX#•]", bare):
        return ReadNik("", ("nik_tersamar",))
    if re.fullmatch(r"\d+(?:[.\-/]\d+)+", bare) and len(digits := re.sub(r"\D", "", bare)) == 16:
        # 35.14.06.460523.9901 and 351406-460523-9901
        bare = digits
    elif found := re.fullmatch(r"(\d{16})\.0+", bare):
        # A table program wrote the number as a float: only as exact as a double is.
        bare = found[1] if int(found[1]) < EXACT else ""
    if not re.fullmatch(r"\d{16}", bare) or is_dummy(bare):
        return ReadNik("", ("nik_tidak_sah",))
    return ReadNik(bare, ("nik_tanda_petik",) if quoted else ())


def _from_number(cell: float) -> ReadNik:
    """A number cell: Excel keeps 15 digits of what is typed and puts 0 for the last one.

    A 16th digit 0 is therefore no digit but a gap that several children share. Any other was written by a program
    and is exact below 2**53.
    """
    if cell == 0 or math.isnan(cell):
        return ReadNik("", ("nik_kosong",))
    if 10**15 <= cell < EXACT and cell == int(cell):
        text = str(int(cell))
        if not text.endswith("0") and not is_dummy(text):
            return ReadNik(text)
    return ReadNik("", ("nik_tidak_sah",))


def is_dummy(nik: str) -> bool:
    """Whether 16 digits were typed to fill the cell.

    First digit 0 (no province), digits 7-12 all 0 or all 9 (no date of birth), last four 0 (the serial starts at 1),
    one or two different digits in all, or counting up or down.
    """
    return (
        nik[0] == "0"
        or nik[6:12] in ("000000", "999999")
        or nik.endswith("0000")
        or len(set(nik)) <= 2
        or nik in _RISING
        or nik in _FALLING
    )
