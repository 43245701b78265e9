"""One routine rate of one area and period, with the counts it was made from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.anthro.prevalence import wilson
from stunting.indicators import Indicator
from stunting.languages import Worded, _
from stunting.routine.periods import Period


@dataclass(frozen=True, kw_only=True)
class RoutineFigure:
    """One routine rate of one area and period, with the counts it was made from.

    hits_n, base_n:      numerator and denominator of the rate (stunted among measured)
    covered_n, target_n: measured children in lists that name the listed ones, and the listed ones; None if unknown
    base:                words for the denominator; two figures with different ones are not compared
    announced_by:        who published it; "" for a figure counted from the files of this release
    announced_coverage_pct: coverage as announced, where the counts do not give it
    """

    area_code: str
    area_name: str = ""
    period: Period
    hits_n: int
    base_n: int
    covered_n: int | None = None
    target_n: int | None = None
    counted: Worded = Worded("balita stunting")
    base: Worded = Worded("balita diukur")
    announced_by: str = ""
    announced_coverage_pct: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.hits_n <= self.base_n:
            raise ValueError("hits_n must lie between 0 and base_n")

    @classmethod
    def of_row(cls, row: Any, *, indicator: Indicator, period: Period) -> RoutineFigure:
        """The figure of one row (attributes or keys) of a frame of routine areas."""
        cell = row.get if isinstance(row, dict | pd.Series) else lambda name: getattr(row, name, None)
        covered, target = _whole(cell("covered_n")), _whole(cell("target_n"))
        return cls(
            area_code=str(cell("area_code")),
            area_name=str(cell("area_name") or ""),
            period=period,
            hits_n=_whole(cell(indicator.numerator)) or 0,
            base_n=_whole(cell(indicator.denominator)) or 0,
            covered_n=covered if target else None,
            target_n=target or None,
            counted=indicator.counted,
            base=indicator.base,
        )

    @property
    def value_pct(self) -> float:
        """The rate, NaN when nobody was measured."""
        return 100 * self.hits_n / self.base_n if self.base_n else math.nan

    @property
    def interval_pct(self) -> tuple[float, float]:
        """Wilson's 95 % limits."""
        low, high = wilson(self.hits_n, self.base_n)
        return float(low), float(high)

    @property
    def coverage_pct(self) -> float | None:
        """Measured children per listed child; above 100 when a list names fewer than came."""
        if not self.target_n or self.covered_n is None:
            return self.announced_coverage_pct
        return 100 * self.covered_n / self.target_n

    @property
    def label(self) -> str:
        """ "e-PPGBM Agustus 2025": source and period, as a reader names them."""
        return _label(self.period, is_announced=bool(self.announced_by))

    @property
    def numbers(self) -> str:
        """ "4,2% (417 dari 10.000 balita diukur; cakupan 92,0%)"."""
        coverage = self.coverage_pct
        return _(
            "{value_pct} ({hits_n} dari {base_n} {base}; {coverage}{announced_by})",
            value_pct=formats.percent(self.value_pct),
            hits_n=formats.number(self.hits_n),
            base_n=formats.number(self.base_n),
            base=self.base,
            coverage=_known(coverage),
            announced_by=_announced(self.announced_by),
        )


def _label(period: Period, *, is_announced: bool) -> str:
    return _("e-PPGBM {period}{words}", period=period.label, words=_(" (diumumkan)") if is_announced else "")


def _known(coverage: float | None) -> str:
    return (
        _("cakupan tidak diketahui")
        if coverage is None
        else _("cakupan {coverage}", coverage=formats.percent(coverage))
    )


def _announced(source: str) -> str:
    return _("; diumumkan, {source}", source=source) if source else ""


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


@dataclass(frozen=True, kw_only=True)
class PublishedRate:
    """A routine rate that an office announced without the counts it was made from.

    hits_n:       the numerator alone, None where not even that was announced
    coverage_pct: measured per listed child, None where it was not announced
    base:         words for the denominator, "" where it was not stated
    """

    area_code: str
    area_name: str = ""
    period: Period
    value_pct: float
    hits_n: int | None = None
    coverage_pct: float | None = None
    base: Worded = Worded("balita diukur")
    counted: Worded = Worded("balita stunting")
    announced_by: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """ "e-PPGBM Februari 2025 (diumumkan)": source and period, as a reader names them."""
        return _label(self.period, is_announced=True)

    @property
    def numbers(self) -> str:
        """ "4,2% (jumlah balita tidak dipublikasikan; cakupan tidak diketahui)"."""
        counts = (
            _("jumlah balita tidak dipublikasikan")
            if self.hits_n is None
            else _(
                "{hits_n} {counted}; penyebutnya tidak dipublikasikan",
                hits_n=formats.number(self.hits_n),
                counted=self.counted,
            )
        )
        return (
            f"{formats.percent(self.value_pct)} ({counts}; {_known(self.coverage_pct)}{_announced(self.announced_by)})"
        )
