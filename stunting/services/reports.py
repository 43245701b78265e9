"""What was reported of services, brought to one level: the most detailed report counts, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting.languages import _
from stunting.services import registry
from stunting.services.service import MONTHS_OF_PERIOD, period_label

LEVELS = (10, 6, 4, 2)


@dataclass(frozen=True, kw_only=True, order=True)
class ReportPeriod:
    """A year and a part of it that services were reported for; in the order of their ends."""

    year: int
    last_month: int
    month_n: int
    period: str

    @classmethod
    def of(cls, year: int, period: str) -> ReportPeriod:
        months = MONTHS_OF_PERIOD[period]
        return cls(year=year, last_month=months[-1], month_n=len(months), period=period)

    @property
    def key(self) -> str:
        """As it stands in a link: "2025-tahun"."""
        return f"{self.year}-{self.period}"

    @property
    def label(self) -> str:
        """ "Tahun 2025", "Triwulan II 2025"."""
        said = period_label(self.period, self.year)
        return _("Tahun {year}", year=said) if self.period == "tahun" else said


def closing(periods: pd.DataFrame) -> pd.DataFrame:
    """The report that closes a year, per kabupaten and service: the one that ends last, of those the longest.

    periods: as `action_queries.service_periods`; returns some of its rows
    """
    ends = [ReportPeriod.of(int(year), period) for year, period in zip(periods["year"], periods["period"], strict=True)]
    ranked = periods.assign(_end=[one.last_month for one in ends], _length=[one.month_n for one in ends])
    ranked = ranked.sort_values(["kabupaten_code", "service_key", "year", "_end", "_length"], kind="stable")
    newest = ranked.drop_duplicates(["kabupaten_code", "service_key", "year"], keep="last")
    return newest[list(periods.columns)].reset_index(drop=True)


def leaves(rows: pd.DataFrame, *, period: str) -> pd.DataFrame:
    """The reports that are added up, each place in one of them at most.

    A report of an area counts only where nothing inside it was reported of the same service. A row without both of its
    counts says nothing, unless the service was not scheduled: by the report itself, or by the months of the registry.

    rows: as `action_queries.service_rows` of one year and period; returns some of its rows, with is_scheduled settled,
          service_key known to the registry, and counts as float (null where there are none)
    """
    known = rows[rows["service_key"].isin(registry.BY_KEY)]
    asked = {key: registry.BY_KEY[key].is_scheduled(period) for key in known["service_key"].unique()}
    has_base = known["service_key"].map({key: one.has_coverage for key, one in registry.BY_KEY.items()}).astype(bool)
    counts = {name: known[name].astype(float) for name in ("numerator_n", "denominator_n")}
    has_counts = counts["numerator_n"].notna() & (counts["denominator_n"].notna() | ~has_base)
    # Whoever reports counts was asked for them.
    is_off = ~has_counts & (~known["is_scheduled"].astype(bool) | ~known["service_key"].map(asked).astype(bool))
    told = known.assign(is_scheduled=~is_off, **{name: one.where(has_counts) for name, one in counts.items()})
    told = told[has_counts | is_off].reset_index(drop=True)
    code, service = told["area_code"].to_numpy(dtype=object).astype(str), pd.factorize(told["service_key"])[0]
    length = np.char.str_len(code) if len(code) else np.zeros(0, dtype=int)
    is_covered = np.zeros(len(told), dtype=bool)
    for digits in LEVELS[1:]:
        own = length == digits
        if own.any():
            inside = length > digits
            prefixes = {*zip(code[inside].astype(f"U{digits}"), service[inside], strict=True)}
            is_covered[own] = [pair in prefixes for pair in zip(code[own], service[own], strict=True)]
    return told[~is_covered].reset_index(drop=True)
