"""What the charts of lokus over time share: colours and symbols of both sides, and one period as it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from stunting import formats
from stunting.charts import theme, time_axis
from stunting.classes import AreaState
from stunting.frames import records
from stunting.indicators import Indicator
from stunting.languages import Words, _
from stunting.lokus.over_time import LOKUS, OTHERS, LokusSeries
from stunting.routine.periods import Period
from stunting.routine.rates import LOW_COVERAGE_PCT

COLOURS = {LOKUS: theme.ACCENT, OTHERS: theme.PREVALENCE[3]}
FILLS = {LOKUS: "rgba(194,65,12,0.20)", OTHERS: "rgba(77,149,196,0.28)"}
# Never told apart by colour alone.
SYMBOLS = {LOKUS: "circle", OTHERS: "diamond"}
SHORT = Words({LOKUS: "lokus", OTHERS: "bukan lokus"})


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One period of one side; numbers are NaN where there is none.

    at: its place on the axis, in months
    """

    period: Period
    at: float
    value_pct: float
    low_pct: float
    high_pct: float
    hits_n: float
    base_n: float
    coverage_pct: float
    is_incomplete: bool
    break_before: str
    state: AreaState

    @property
    def has_rate(self) -> bool:
        return not math.isnan(self.value_pct)

    @property
    def is_low(self) -> bool:
        return self.coverage_pct < LOW_COVERAGE_PCT

    @property
    def is_hollow(self) -> bool:
        return self.is_low or self.is_incomplete

    def hover(self, side: str, indicator: Indicator) -> str:
        """What a finger on the point is told."""
        lines = [
            f"<b>{self.period.label}, {SHORT[side]}</b>",
            f"{indicator.short}: {formats.percent(self.value_pct)} ({formats.interval(self.low_pct, self.high_pct)})",
            _(
                "{hits_n} dari {base_n} {base}",
                hits_n=formats.number(self.hits_n),
                base_n=formats.number(self.base_n),
                base=indicator.base,
            ),
            _("tanpa angka cakupan")
            if math.isnan(self.coverage_pct)
            else _(
                "cakupan {coverage_pct}{words}",
                coverage_pct=formats.percent(self.coverage_pct),
                words=_(", rendah") if self.is_low else "",
            ),
        ]
        return "<br>".join([*lines, *([_("belum lengkap")] if self.is_incomplete else [])])


# A series is itself and never changes; a figure asks for its marks several times.
@lru_cache(maxsize=64)
def marks_of(series: LokusSeries, side: str) -> tuple[Mark, ...]:
    """The periods of one side, oldest first, with and without a rate."""
    return tuple(
        Mark(
            period=row.period,
            at=time_axis.position(row.period),
            value_pct=float(row.value_pct),
            low_pct=float(row.ci_low_pct),
            high_pct=float(row.ci_high_pct),
            hits_n=math.nan if pd.isna(row.hits_n) else float(row.hits_n),
            base_n=math.nan if pd.isna(row.base_n) else float(row.base_n),
            coverage_pct=float(row.coverage_pct),
            is_incomplete=bool(row.is_incomplete),
            break_before=row.break_before or "",
            state=row.state,
        )
        for row in records(series.of(side))
    )
