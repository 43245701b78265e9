"""The day until which a line of a follow-up plan was to be done, read from the words it was written with."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from stunting import formats
from stunting.languages import in_indonesian
from stunting.minutes.typed import MinutesError
from stunting.minutes.typed_lines import day_of


@in_indonesian
def _names() -> dict[str, int]:
    """Months as plans are written, whoever loads this module first."""
    return {formats.month(2026, number).split()[0].lower(): number for number in range(1, 13)}


_NAMES = _names()
MONTHS = _NAMES | {name[:3]: number for name, number in _NAMES.items()}
_DAY = re.compile(
    r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{1,2} [a-z]{3,9}\.? [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_MONTH = re.compile(r"\b([a-z]{3,9})\.? ([0-9]{4})\b")


def due_of(when: str) -> dt.date | None:
    """The last day that is named, else the end of the last month: "Maret 2026, minggu ke-2" is 31 March 2026.

    Generous on purpose: nobody is called late before the words allow it. None where no month with its year is named.
    """
    said = " ".join(when.lower().split())
    days = [day for text in _DAY.findall(said) if (day := _day(text)) is not None]
    named = _MONTH.findall(_DAY.sub(" ", said))
    months = [_last_of(int(year), MONTHS[name]) for name, year in named if name in MONTHS]
    return max([*days, *months], default=None)


def _last_of(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _day(text: str) -> dt.date | None:
    try:
        return day_of(text)
    except MinutesError:
        return None
