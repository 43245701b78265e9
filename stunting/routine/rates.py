"""Counts -> rates with interval, coverage and the state in which they may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from stunting.anthro.prevalence import wilson
from stunting.classes import AreaState
from stunting.frames import column_of, with_columns
from stunting.indicators import Indicator
from stunting.languages import N_, _

SMALLEST_N = 20
# The first that holds is the state of an area; the last where none holds.
STATES = (AreaState.SUPPRESSED, AreaState.NO_DATA, AreaState.SMALL_N, AreaState.LOW_COVERAGE, AreaState.VALUE)
LOW_COVERAGE_PCT = 80.0
GOOD_COVERAGE_PCT = 90.0
COVERAGE_UNKNOWN = N_("Cakupan tidak diketahui: berkasnya hanya memuat balita yang diukur.")
COVERAGE_HIDDEN = N_("Cakupan disembunyikan untuk melindungi 1–4 balita.")
# Every count of children that can be added up over areas.
COUNTS = (
    "target_n",
    "covered_n",
    "covered_weighed_n",
    "weighed_n",
    "measured_n",
    "stunted_n",
    "severely_stunted_n",
    "weight_for_age_n",
    "underweight_n",
    "severely_underweight_n",
    "weight_for_height_n",
    "wasted_n",
    "severely_wasted_n",
    "overweight_n",
    "gained_n",
    "gain_known_n",
    "flagged_n",
    "moved_n",
    "label_n",
    "label_stunted_n",
)


def with_rates(
    frame: pd.DataFrame, *, indicator: Indicator, beside: Mapping[str, Any] = MappingProxyType({})
) -> pd.DataFrame:
    """Add the rate of one indicator to rows of counts.

    beside: columns that are added before it at the same time, in place of those of the same name

    Adds:
        hits_n, base_n (Int64): numerator and denominator
        value_pct, ci_low_pct, ci_high_pct (float): Wilson's 95 % interval; null below 20 children and without any
        coverage_pct (float): measured among the listed, null where no list names the unmeasured
        state (AreaState): no_data, small_n, low_coverage (value is shown, hatched) or value; rows with a column
            `is_suppressed` that holds keep neither counts nor rate
    """
    told = beside.get("is_suppressed", frame.get("is_suppressed"))
    hidden = np.zeros(len(frame), bool) if told is None else np.asarray(told, dtype=bool)
    hits, base = _numbers(frame, indicator.numerator), _numbers(frame, indicator.denominator)
    is_known = (base > 0) & ~np.isnan(hits) & ~hidden
    is_shown = is_known & (base >= SMALLEST_N)
    # More may be measured than an official sheet expects; the share is shown, an interval has no meaning there.
    is_share = is_shown & (hits <= base)
    value = np.full(len(frame), np.nan)
    value[is_shown] = 100 * hits[is_shown] / base[is_shown]
    low, high = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    low[is_share], high[is_share] = wilson(hits[is_share], base[is_share])
    coverage = coverage_pct(frame)
    is_low = is_shown & (coverage < LOW_COVERAGE_PCT) & indicator.is_higher_worse
    state = np.select([hidden, ~is_known, ~is_shown, is_low], range(4), default=4)
    return with_columns(
        frame,
        {
            **beside,
            "hits_n": whole(np.where(hidden, np.nan, hits)),
            "base_n": whole(np.where(hidden, np.nan, base)),
            "value_pct": value,
            "ci_low_pct": low,
            "ci_high_pct": high,
            "coverage_pct": coverage,
            "state": column_of(frame, [STATES[number] for number in state.tolist()]),
        },
    )


def no_coverage(row: Any) -> str:
    """Why a row has no coverage: its target is hidden in mode publik, or no list names the unmeasured."""
    return _(COVERAGE_HIDDEN) if getattr(row, "is_coverage_suppressed", False) else _(COVERAGE_UNKNOWN)


def no_coverage_short(row: Any) -> str:
    """The same in two words, for a line with other figures."""
    return _("cakupan disembunyikan") if getattr(row, "is_coverage_suppressed", False) else _("cakupan tidak diketahui")


def coverage_pct(frame: pd.DataFrame) -> np.ndarray:
    """Measured among the listed, in percent; NaN where no list names the unmeasured."""
    target, covered = _numbers(frame, "target_n"), _numbers(frame, "covered_n")
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(target > 0, 100 * covered / target, np.nan)


def with_official_targets(frame: pd.DataFrame, targets: Mapping[object, int], *, key: str) -> pd.DataFrame:
    """Rows whose target is an official number in place of the listed children; null where the sheet has none.

    key: the column that is looked up in `targets`
    """
    official = [targets.get(one) for one in frame[key]]
    is_told = np.array([one is not None for one in official], dtype=bool)
    return frame.assign(
        target_n=pd.array(official, dtype="Int64"),
        covered_n=whole(np.where(is_told, _numbers(frame, "measured_n"), np.nan)),
        covered_weighed_n=whole(np.where(is_told, _numbers(frame, "weighed_n"), np.nan)),
    )


def total(frame: pd.DataFrame) -> pd.DataFrame:
    """One row with the sums of all counts; a count that no row has stays null."""
    sums = {name: frame[name].sum(min_count=1) for name in COUNTS if name in frame}
    return pd.DataFrame({name: pd.array([None if pd.isna(one) else int(one)], "Int64") for name, one in sums.items()})


def _numbers(frame: pd.DataFrame, column: str) -> np.ndarray:
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)


def whole(values: np.ndarray) -> pd.arrays.IntegerArray:
    """Counts as whole numbers, null where they are NaN."""
    missing = np.isnan(values)
    return pd.arrays.IntegerArray(np.where(missing, 0, values).astype(np.int64), missing)
