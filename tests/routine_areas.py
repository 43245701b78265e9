"""A handful of areas with routine counts, as `District.areas_in_period` gives them, and periods to put them in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from stunting import formats
from stunting.indicators import Indicator, indicator
from stunting.routine import rates
from stunting.routine.periods import Period, PeriodKind

STUNTING = indicator("stunting")


def month(year: int, number: int) -> Period:
    start = dt.date(year, number, 1)
    end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return Period(
        start=start,
        end=end,
        kind=PeriodKind.MONTH,
        key=f"{start:%Y-%m}",
        label=formats.month(year, number),
        short=formats.short_month(year, number),
    )


def areas(*rows: dict[str, Any], asked: Indicator = STUNTING) -> pd.DataFrame:
    """One row per area; counts that a row does not name are unknown. `name` and `code` are the area's own."""
    frame = pd.DataFrame(
        [
            {
                "area_code": row.get("code", f"3514{number:02d}"),
                "area_name": row.get("name", f"Kec. {chr(64 + number)}"),
                "parent_code": "3514",
                "parent_name": "Kab. Pasuruan",
                "is_sample": row.get("is_sample", False),
                "is_suppressed": row.get("is_suppressed", False),
            }
            for number, row in enumerate(rows, start=1)
        ]
    )
    counts = {name: pd.array([row.get(name) for row in rows], dtype="Int64") for name in rates.COUNTS}
    return rates.with_rates(frame.assign(**counts), indicator=asked)


def measured(stunted: int, base: int, *, target: int | None = None, **more: Any) -> dict[str, Any]:
    """A row of stunted among measured; with a target all of the measured were in its list."""
    covered = {} if target is None else {"target_n": target, "covered_n": base}
    return {"stunted_n": stunted, "measured_n": base, **covered, **more}
