"""The routine figures of an area as its pages show them: every registered unit, and every period.

Mode publik and mode internal part here, below the pages: what is hidden never reaches them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from stunting import routine_queries
from stunting.db import Database
from stunting.indicators import Indicator
from stunting.routine import rates
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.selection import EVERYBODY, Selection

LISTED = ""
TARGET_LABELS = {
    LISTED: "Sasaran terdaftar di berkas",
    "riil": "Sasaran riil (lembar resmi)",
    "proyeksi": "Sasaran proyeksi (lembar resmi)",
}


class Mode(StrEnum):
    """Who looks: publik hides counts of 1-4 children and what would reveal them."""

    PUBLIC = "publik"
    INTERNAL = "internal"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of the routine counts, apart from where and when.

    target_kind: LISTED, "riil" or "proyeksi": the denominator of coverage
    """

    indicator: Indicator
    selection: Selection = field(default=EVERYBODY)
    mode: Mode = Mode.PUBLIC
    target_kind: str = LISTED


def areas_in_period(db: Database, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
    """Every registered area of a level inside an area, in one period.

    One row per registered area, ordered by code: area_code, area_name, parent_code, parent_name, the counts of
    `rates.COUNTS` (null where nothing was counted), what `rates.with_rates` adds, origin, is_sample.
    """
    counts = routine_queries.routine_counts(db, within=within, level=level, when=period, selection=question.selection)
    areas = routine_queries.areas_of_level(db, level=level, within=within)
    frame = areas.merge(counts, on="area_code", how="left", validate="one_to_one")
    if question.target_kind:
        frame = rates.with_official_targets(
            frame, _official(db, within=within, level=level, year=period.year, question=question), key="area_code"
        )
    return rates.with_rates(frame, indicator=question.indicator)


def over_time(db: Database, *, code: str, level: str, kind: PeriodKind, question: Question) -> pd.DataFrame:
    """One area in every period of a kind that has rows inside it, oldest first.

    One row per period: period (Period), desa_n, the counts and what `rates.with_rates` adds.
    """
    periods = {_row_key(one): one for one in routine_queries.routine_periods(db, within=code) if one.kind is kind}
    counts = routine_queries.routine_counts(db, within=code, level=level, when=kind, selection=question.selection)
    keys = zip(counts["window_key"], counts["year"], counts["month"], strict=True)
    found = [periods.get(key) for key in keys]
    is_asked = np.array([one is not None for one in found], dtype=bool)
    known = [one for one in found if one is not None]
    # Months come ordered by their date; the keys of windows need not be.
    order = sorted(range(len(known)), key=lambda position: known[position].start)
    frame = counts[is_asked].iloc[order].reset_index(drop=True)
    frame["period"] = pd.Series([known[position] for position in order], dtype=object)
    if question.target_kind:
        targets = routine_queries.official_targets(
            db, within=code, level=level, kind=question.target_kind, selection=question.selection
        )
        by_year = dict(zip(targets["year"], targets["official_target_n"], strict=True))
        frame = rates.with_official_targets(
            frame.assign(_year=[one.year for one in frame["period"]]), by_year, key="_year"
        ).drop(columns="_year")
    return rates.with_rates(frame, indicator=question.indicator)


def newest(periods: Sequence[Period]) -> Period | None:
    """The period a page opens with: the newest Bulan Timbang, else the newest month."""
    windows = [one for one in periods if one.kind is PeriodKind.WINDOW]
    months = [one for one in periods if one.kind is PeriodKind.MONTH]
    return max(windows or months, key=lambda one: (one.end, one.start), default=None)


def compared_with(periods: Sequence[Period], period: Period) -> Period | None:
    """The period a change is counted from: the same one a year before, else the one before of the same kind."""
    earlier = [one for one in periods if one.kind is period.kind and one.end < period.start]
    last_year = [one for one in earlier if (one.year, one.month) == (period.year - 1, period.month)]
    return max(last_year or earlier, key=lambda one: one.end, default=None)


def _official(db: Database, *, within: str, level: str, year: int, question: Question) -> dict[object, int]:
    frame = routine_queries.official_targets(
        db, within=within, level=level, kind=question.target_kind, selection=question.selection
    )
    chosen = frame[frame["year"] == year]
    return dict(zip(chosen["area_code"], chosen["official_target_n"], strict=True))


def _row_key(period: Period) -> tuple[str, int, int]:
    """How the rows of a period are marked in the counts."""
    return ("", period.year, period.month) if period.kind is PeriodKind.MONTH else (period.key, 0, 0)
