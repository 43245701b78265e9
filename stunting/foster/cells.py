"""Cells of the sheet of placements, as people fill them in. No sentence here repeats a cell."""

from __future__ import annotations

import datetime as dt
import math
import re

from stunting.foster.programmes import FosterError
from stunting.geography import compact
from stunting.imports.dates import read_date
from stunting.imports.numbers import read_number


def read_amount(text: str, noun: str) -> int | None:
    """ "Rp450.000" is 450000; in money a point parts thousands."""
    bare = re.sub(r"^rp\.?\s*", "", text.strip().casefold()).removesuffix(",-").replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+(,00|\.00)?", bare):
        bare = re.sub(r"[.,]", "", re.sub(r"[.,]00$", "", bare))
    value = read_number(bare or None).value
    if math.isnan(value):
        if bare in ("", "-"):
            return None
        raise FosterError(f"{noun} tidak terbaca. Tulis misalnya 450000.")
    if value <= 0 or value != int(value):
        raise FosterError(f"{noun} harus rupiah utuh di atas nol; kosongkan bila tidak diketahui.")
    return int(value)


def read_day(text: str, noun: str) -> dt.date | None:
    read = read_date(text or None)
    if read.value is None and not read.is_empty:
        raise FosterError(f"{noun} tidak terbaca. Tulis misalnya 15/01/2026.")
    return read.value


def read_choice(text: str, known: dict[str, str], *, default: str, noun: str) -> str:
    form = compact(text)
    found = next((key for key, label in known.items() if form in (compact(key), compact(label))), None)
    if not form:
        return default
    if found is None:
        raise FosterError(f"{noun} tidak dikenal. Yang ada: {', '.join(known)}.")
    return found
