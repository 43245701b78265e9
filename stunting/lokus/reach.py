"""What a list of priority villages reaches: counts of its desa beside those of the others, and of the best list."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stunting.classes import AreaState
from stunting.lokus.known_lists import KnownList
from stunting.proportions import SMALLEST_N, difference
from stunting.routine.periods import Period
from stunting.routine.rates import LOW_COVERAGE_PCT


@dataclass(frozen=True, kw_only=True)
class Side:
    """The children of the desa of a list, of the other desa, or of all; one row of routine rates.

    hits_n, base_n:      numerator and denominator of the rate; None where hidden or nobody was counted
    covered_n, target_n: measured among the listed, and the listed; None where hidden or no list names the unmeasured
    value_pct, low_pct, high_pct, coverage_pct: percent, NaN where they may not be shown (n < 20) or are unknown;
        limits are Wilson's 95 %
    """

    hits_n: int | None = None
    base_n: int | None = None
    covered_n: int | None = None
    target_n: int | None = None
    value_pct: float = math.nan
    low_pct: float = math.nan
    high_pct: float = math.nan
    coverage_pct: float = math.nan
    state: AreaState = AreaState.NO_DATA
    is_coverage_hidden: bool = False

    @classmethod
    def of_row(cls, row: Any, *, denominator: str) -> Side:
        """The side of one row of `rates.with_rates`; a denominator may be shown where the numerator is hidden."""
        target = _whole(row.target_n)
        return cls(
            hits_n=_whole(row.hits_n),
            base_n=_whole(getattr(row, denominator)),
            covered_n=_whole(row.covered_n) if target else None,
            target_n=target or None,
            value_pct=float(row.value_pct),
            low_pct=float(row.ci_low_pct),
            high_pct=float(row.ci_high_pct),
            coverage_pct=float(row.coverage_pct),
            state=row.state,
            is_coverage_hidden=bool(getattr(row, "is_coverage_suppressed", False)),
        )

    @property
    def has_rate(self) -> bool:
        return not math.isnan(self.value_pct)

    @property
    def is_low(self) -> bool:
        """Coverage is known and below 80 %: the rate does not stand for all children."""
        return self.coverage_pct < LOW_COVERAGE_PCT


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One kabupaten, one list, one period.

    desa_n, kecamatan_n:   registered in the kabupaten
    in_kecamatan_n:        kecamatan with a desa of the list; as announced where the desa are not named, else None
    best_n:                stunted children in the `size` desa with most of them; None where it cannot be told
    hidden_desa_n:         desa whose count mode publik hides; then `best_n` is at least so much
    problem:               why there are no rates, a sentence; "" where there are
    """

    kabupaten_code: str
    kabupaten_name: str
    decided: KnownList
    period: Period | None
    desa_n: int
    kecamatan_n: int
    in_kecamatan_n: int | None = None
    lokus: Side = Side()
    others: Side = Side()
    whole: Side = Side()
    best_n: int | None = None
    hidden_desa_n: int = 0
    problem: str = ""
    is_sample: bool = False

    @property
    def size(self) -> int:
        """Number of desa of the list."""
        return self.decided.size

    @property
    def lokus_year(self) -> int:
        return self.decided.lokus_year

    @property
    def desa_pct(self) -> float:
        """Desa of the list among the registered; 0-100, NaN without a list."""
        return _share(self.size if self.decided.is_known else None, self.desa_n)

    @property
    def random_pct(self) -> float:
        """Share of the stunted children that a list of this length reaches on average when drawn by lot."""
        return self.desa_pct

    @property
    def base_pct(self) -> float:
        """Children measured in the desa of the list among all measured; 0-100, NaN where hidden or unknown."""
        return _share(self.lokus.base_n, self.whole.base_n)

    @property
    def reached_pct(self) -> float:
        """Stunted children in the desa of the list among all of them; 0-100, NaN where hidden or unknown."""
        return _share(self.lokus.hits_n, self.whole.hits_n)

    @property
    def best_pct(self) -> float:
        """The same for the best list of this length; 0-100."""
        return _share(self.best_n, self.whole.hits_n)

    @property
    def of_best_pct(self) -> float:
        """What the list reaches, in percent of what the best list would."""
        return _share(self.lokus.hits_n, self.best_n)

    @property
    def short_n(self) -> int | None:
        """Stunted children whom the best list reaches beyond this one."""
        if self.best_n is None or self.lokus.hits_n is None:
            return None
        return self.best_n - self.lokus.hits_n

    @property
    def is_best_at_least(self) -> bool:
        """Some desa are hidden, so the best list may reach more."""
        return self.hidden_desa_n > 0

    @property
    def gap(self) -> tuple[float, float, float]:
        """Rate of the lokus minus rate of the others, percentage points, with Newcombe's 95 % limits; NaN below 20."""
        return gap(self.others, self.lokus)


def gap(before: Side, after: Side) -> tuple[float, float, float]:
    """Second rate minus first in percentage points with its 95 % limits; NaN where one of them may not be shown."""
    counts = [count for one in (before, after) for count in (one.hits_n, one.base_n) if count is not None]
    if len(counts) < 4 or min(counts[1], counts[3]) < SMALLEST_N or not (before.has_rate and after.has_rate):
        return math.nan, math.nan, math.nan
    points, low, high = difference(*counts)
    return float(points), float(low), float(high)


def most_reached(hits: pd.Series, *, size: int) -> int:
    """Stunted children in the `size` desa with most of them; a desa without a count has none."""
    counted = np.sort(hits.to_numpy(dtype=np.float64, na_value=0.0))[::-1]
    return int(counted[:size].sum())


def _share(part: int | None, whole: int | None) -> float:
    return 100 * part / whole if part is not None and whole else math.nan


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)
