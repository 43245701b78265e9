"""Numbers, dates and units in the reader's language, from one place.

Every figure on a page, slide or file passes through here, so that a comma is a
comma everywhere and the browser's own locale never decides.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache

from babel.dates import format_date, get_month_names

from stunting import languages
from stunting.languages import N_, Worded, _

# The locale of official documents, whoever asks.
LOCALE = "id"
MISSING = N_("tidak ada data")
INDONESIAN = str.maketrans(",.", ".,")
# As Plotly wants them: the sign before decimals, the sign between thousands.
SEPARATORS = {languages.INDONESIAN: ",.", languages.ENGLISH: ".,"}
# Day before month, as everywhere in Indonesia.
LOCALES = {languages.INDONESIAN: "id", languages.ENGLISH: "en_GB"}
_MONTHS = {
    name: (width, month)
    for width in ("abbreviated", "wide")
    for month, name in get_month_names(width, locale=LOCALE).items()
}
_WRITTEN_MONTH = re.compile(rf"\b({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b(?= \d)")


def missing() -> str:
    """What stands where nothing was measured."""
    return _(MISSING)


def separators() -> str:
    """The decimal sign and the sign between thousands, as Plotly wants them."""
    return SEPARATORS[languages.current()]


def _is_missing(value: float | None) -> bool:
    return value is None or math.isnan(value)


def number(value: float | None, *, decimals: int = 0) -> str:
    """8520 -> "8.520"; 14.25 with one decimal -> "14,3" (half away from zero)."""
    if _is_missing(value):
        return missing()
    assert value is not None
    return _number(float(value), decimals, languages.current())


@lru_cache(maxsize=16_384)
def _number(value: float, decimals: int, language: str) -> str:
    # Half up on the decimal text: 14.25 is published as 14,3, not as the binary neighbour below it.
    step = 10**decimals
    rounded = math.copysign(math.floor(abs(value) * step + 0.5 + 1e-9), value) / step
    # As Babel writes it for this locale, in a thirtieth of the time; a map of 365 desa has a thousand numbers.
    text = f"{rounded + 0.0:,.{decimals}f}"
    return text.translate(INDONESIAN) if language == languages.INDONESIAN else text


def percent(value: float | None, *, decimals: int = 1) -> str:
    """14.2 -> "14,2%" (the value is already in percent, 0-100)."""
    return missing() if _is_missing(value) else f"{number(value, decimals=decimals)}%"


def points(value: float | None, *, decimals: int = 1) -> str:
    """A difference between two percentages: -1.2 -> "-1,2 poin persen"."""
    return missing() if _is_missing(value) else _("{points} poin persen", points=signed(value, decimals=decimals))


def signed(value: float | None, *, decimals: int = 1) -> str:
    """-1.2 -> "−1,2", 1.2 -> "+1,2", 0 -> "0,0"."""
    if _is_missing(value):
        return missing()
    assert value is not None
    text = number(abs(value), decimals=decimals)
    if not any(digit in text for digit in "123456789"):
        return text
    return f"{'−' if value < 0 else '+'}{text}"


def interval(low: float | None, high: float | None) -> str:
    """(10.2, 13.9) -> "10,2-13,9%" with an en dash; nothing published -> a sentence."""
    if _is_missing(low) or _is_missing(high):
        return _("interval tidak dipublikasikan")
    return f"{number(low, decimals=1)}–{number(high, decimals=1)}%"


def date(value: dt.date) -> str:
    """2024-02-22 -> "22 Februari 2024"."""
    return format_date(value, format="d MMMM y", locale=_locale())


def timestamp(value: dt.datetime) -> str:
    """2024-02-22 09:05 -> "22 Februari 2024 pukul 09.05"."""
    return _("{date} pukul {clock}", date=date(value), clock=clock(value))


def clock(value: dt.time | dt.datetime) -> str:
    """09:05 -> "09.05"."""
    return f"{value:%H.%M}" if _locale() == LOCALE else f"{value:%H:%M}"


def month(year: int, number: int) -> str:
    """(2025, 8) -> "Agustus 2025"."""
    return format_date(dt.date(year, number, 1), format="MMMM y", locale=_locale())


def short_month(year: int, number: int) -> str:
    """(2025, 8) -> "Agu 2025"."""
    return format_date(dt.date(year, number, 1), format="MMM y", locale=_locale())


def redated(text: str) -> str:
    """The name of a period as the data keep it ("Agustus 2025", "tahun 2025"), in the reader's language."""
    if languages.current() == languages.INDONESIAN:
        return text
    names = {width: get_month_names(width, locale=_locale()) for width in ("abbreviated", "wide")}
    said = _WRITTEN_MONTH.sub(lambda found: names[_MONTHS[found[1]][0]][_MONTHS[found[1]][1]], text)
    return re.sub(r"^tahun (?=\d)", "", said)


class Dated(Worded):
    """A field with the name of a period, read in the reader's language."""

    def _said(self, text: str) -> str:
        return redated(text)


def _locale() -> str:
    return LOCALES[languages.current()]


def rupiah(value: float | None, *, is_short: bool = False) -> str:
    """15000 -> "Rp15.000"; 1250000000 -> "Rp1,25 miliar"; below a billion every digit, unless it is to be short.

    is_short: 12500000 -> "Rp12,5 juta", for axes and cells
    """
    if _is_missing(value):
        return missing()
    assert value is not None
    sign = "−" if value < 0 else ""
    size = abs(float(value))
    decimal = separators()[0]
    for step, word in ((1e12, _("triliun")), (1e9, _("miliar")), (1e6, _("juta"))):
        # What rounds up to the next step is written in it: 999.999.999.999 is "Rp1 triliun".
        if round(size / step, 2) >= 1 and (is_short or step > 1e6):
            text = number(size / step, decimals=2)
            return f"{sign}Rp{text.rstrip('0').rstrip(decimal)} {word}"
    return f"{sign}Rp{number(size)}"
