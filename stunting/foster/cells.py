"""Cells of the sheet of placements, as people fill them in. No sentence here repeats a cell."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping

from stunting import languages
from stunting.foster.programmes import FosterError
from stunting.geography import compact
from stunting.imports.dates import read_date
from stunting.imports.numbers import read_number
from stunting.languages import _


def read_amount(text: str, noun: str) -> int | None:
    """ "Rp450.000" is 450000; in money a point parts thousands."""
    bare = re.sub(r"^rp\.?\s*", "", text.strip().casefold()).removesuffix(",-").replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+(,00|\.00)?", bare):
        bare = re.sub(r"[.,]", "", re.sub(r"[.,]00$", "", bare))
    value = read_number(bare or None).value
    if math.isnan(value):
        if bare in ("", "-"):
            return None
        raise FosterError(_("{noun} tidak terbaca. Tulis misalnya 450000.", noun=noun))
    if value <= 0 or value != int(value):
        raise FosterError(_("{noun} harus rupiah utuh di atas nol; kosongkan bila tidak diketahui.", noun=noun))
    return int(value)


def read_day(text: str, noun: str) -> dt.date | None:
    read = read_date(text or None)
    if read.value is None and not read.is_empty:
        raise FosterError(_("{noun} tidak terbaca. Tulis misalnya 15/01/2026.", noun=noun))
    return read.value


def read_choice(text: str, known: Mapping[str, str], *, default: str, noun: str) -> str:
    form = compact(text)
    found = next((key for key in known if form in _forms(key, known)), None)
    if not form:
        return default
    if found is None:
        raise FosterError(_("{noun} tidak dikenal. Yang ada: {known}.", noun=noun, known=", ".join(known)))
    return found


def _forms(key: str, known: Mapping[str, str]) -> set[str]:
    """How a sheet may write a choice: its key, and its label in the reader's language or as our own sheets have it."""
    with languages.use(languages.INDONESIAN):
        written = known[key]
    return {compact(one) for one in (key, written, known[key])}
