"""The periods of routine data: a month, a Bulan Timbang, a year. In each of them a child counts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stunting.formats import Dated
from stunting.languages import Words


class PeriodKind(StrEnum):
    """What a period is; the value stands in the link."""

    MONTH = "bulan"
    WINDOW = "bt"
    YEAR = "tahun"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS = Words(
    {
        PeriodKind.MONTH: "Bulan",
        PeriodKind.WINDOW: "Bulan Timbang",
        PeriodKind.YEAR: "Tahun",
    }
)


@dataclass(frozen=True, kw_only=True, order=True)
class Period:
    """One period in which every child counts once, with its last valid measurement.

    start, end: first and last day, inclusive
    key:   unique within its kind: "2025-08", the key of a weighing window, "2025"
    label: as a sentence names it: "Agustus 2025", "Bulan Timbang Agustus 2025", "tahun 2025"
    short: as an axis names it: "Agu 2025", "BT Agu 2025", "2025"
    """

    start: dt.date
    end: dt.date
    kind: PeriodKind
    key: str
    label: Dated = Dated()
    short: Dated = Dated()

    @property
    def year(self) -> int:
        return self.end.year

    @property
    def month(self) -> int:
        return self.end.month

    @property
    def middle(self) -> dt.date:
        """Where an axis of time draws the period."""
        return self.start + (self.end - self.start) / 2


@dataclass(frozen=True, kw_only=True)
class Span:
    """All periods of a kind; of months those of some years alone."""

    kind: PeriodKind
    first_year: int = 1
    last_year: int = 9999

    @classmethod
    def over(cls, periods: Sequence[Period]) -> Span:
        """What holds some periods of one kind, and others perhaps.

        Raises:
            ValueError: there is no period, or they are of several kinds.
        """
        (kind,) = {one.kind for one in periods}
        years = [one.year for one in periods]
        return cls(kind=kind, first_year=min(years), last_year=max(years))
