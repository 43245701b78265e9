"""How many children fewer per month: the distance to a target in whole children among those who are measured."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from stunting import formats
from stunting.errors import NoDataError
from stunting.languages import _
from stunting.routine.figures import RoutineFigure


@dataclass(frozen=True, kw_only=True)
class FewerChildren:
    """The step from a counted rate to a target, if as many children are measured as now.

    allowed_n:   counted children at the target, rounded down
    fewer_n:     counted children above that, 0 when the target is reached
    months_n:    calendar months from the end of the period to the date
    per_month_n: fewer_n / months_n rounded up, so that whole children lead to the target in time
    """

    figure: RoutineFigure
    target_pct: float
    by: dt.date
    allowed_n: int
    fewer_n: int
    months_n: int
    per_month_n: int

    @property
    def sentence(self) -> str:
        one, goal = self.figure, formats.percent(self.target_pct)
        now = f"{one.label}: {one.numbers}"
        if not self.fewer_n:
            return _("{now}, sudah di bawah atau sama dengan {goal}.", now=now, goal=goal)
        return _(
            "{now}. Untuk {goal} pada {month}, dengan {base} sebanyak sekarang, {counted} "
            "paling banyak {allowed_n}: {fewer_n} lebih sedikit, atau sekitar {per_month_n} "
            "lebih sedikit per bulan selama {months_n} bulan.",
            now=now,
            goal=goal,
            month=formats.month(self.by.year, self.by.month),
            base=one.base,
            counted=one.counted,
            allowed_n=formats.number(self.allowed_n),
            fewer_n=formats.number(self.fewer_n),
            per_month_n=formats.number(self.per_month_n),
            months_n=self.months_n,
        )


def fewer_per_month(figure: RoutineFigure, *, target_pct: float, by: dt.date) -> FewerChildren:
    """Whole children per month on the way to a target.

    fewer_per_month(1,700 of 10,000 in August 2025, target_pct=14, by=December 2026) -> 300 fewer, 19 per month

    Raises:
        NoDataError: nobody was measured, or the date does not lie in a later month.
    """
    if not figure.base_n:
        raise NoDataError(
            _("Tidak ada {base} pada {period}. Pilih periode lain.", base=figure.base, period=figure.period.label)
        )
    end = figure.period.end
    months = (by.year - end.year) * 12 + by.month - end.month
    if months <= 0:
        raise NoDataError(_("Pilih bulan target sesudah {month}.", month=formats.month(end.year, end.month)))
    # 29 % of 100 is 28,999... in binary, and 29 children in the room.
    allowed = math.floor(target_pct * figure.base_n / 100 + 1e-9)
    fewer = max(figure.hits_n - allowed, 0)
    return FewerChildren(
        figure=figure,
        target_pct=target_pct,
        by=by,
        allowed_n=allowed,
        fewer_n=fewer,
        months_n=months,
        per_month_n=-(-fewer // months),
    )
