"""Indonesian words of a berita acara: numbers and days written out, the names of its kinds."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from stunting import formats
from stunting.formats import LOCALE

UP_TO_ELEVEN = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]
LARGEST = 999_999


def number_words(value: int) -> str:
    """2024 -> "dua ribu dua puluh empat".

    Raises:
        ValueError: below 0 or above 999.999.
    """
    if not 0 <= value <= LARGEST:
        raise ValueError(f"{value} is not written out")
    if value < 12:
        return UP_TO_ELEVEN[value]
    if value < 20:
        return f"{number_words(value - 10)} belas"
    if value < 100:
        return _joined(f"{number_words(value // 10)} puluh", value % 10)
    if value < 200:
        return _joined("seratus", value - 100)
    if value < 1_000:
        return _joined(f"{number_words(value // 100)} ratus", value % 100)
    if value < 2_000:
        return _joined("seribu", value - 1_000)
    return _joined(f"{number_words(value // 1_000)} ribu", value % 1_000)


def day_words(day: dt.date) -> str:
    """2024-02-22 -> "Kamis tanggal dua puluh dua bulan Februari tahun dua ribu dua puluh empat (22 Februari 2024)"."""
    weekday, month = (format_date(day, format=form, locale=LOCALE) for form in ("EEEE", "MMMM"))
    return (
        f"{weekday} tanggal {number_words(day.day)} bulan {month} tahun {number_words(day.year)} ({formats.date(day)})"
    )


def clock(moment: dt.datetime, *, day: dt.date) -> str:
    """ "09.05", with the day where it is another one than that of the meeting."""
    said = f"{moment:%H.%M}"
    return said if moment.date() == day else f"{said} tanggal {formats.date(moment.date())}"


def in_one_sentence(parts: list[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def _joined(head: str, rest: int) -> str:
    return f"{head} {number_words(rest)}" if rest else head
