"""One line of the report: what was measured, what it may cost, what it cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """A measurement beside its budget.

    budget_median, budget_p95: the most it may be, None where there is none
    samples: in `unit`; empty when it could not be measured, and `note` says why
    """

    what: str
    unit: str
    samples: tuple[float, ...] = ()
    budget_median: float | None = None
    budget_p95: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        return quantile(self.samples, 0.5)

    @property
    def p95(self) -> float:
        return quantile(self.samples, 0.95)

    @property
    def verdict(self) -> str:
        if not self.samples:
            return "not measured"
        budgets = ((self.budget_median, self.median), (self.budget_p95, self.p95))
        if all(budget is None for budget, _ in budgets):
            return ""
        return "ok" if all(budget is None or got <= budget for budget, got in budgets) else "**over**"

    @property
    def budget(self) -> str:
        parts = (("median", self.budget_median), ("p95", self.budget_p95))
        return ", ".join(f"{name} {shown(value)} {self.unit}" for name, value in parts if value is not None)


def quantile(samples: Sequence[float], share: float) -> float:
    """Nearest rank: the smallest sample that at least this share of all samples does not exceed."""
    if not samples:
        return math.nan
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def shown(value: float) -> str:
    if math.isnan(value):
        return "-"
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"
