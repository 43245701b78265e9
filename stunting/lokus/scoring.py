"""Levels and scores: what each criterion says of a desa on 0-1, and the weighted mean of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import stats

from stunting.languages import _
from stunting.lokus.criteria import Criterion
from stunting.lokus.scenario import LackRule, Scenario, ScenarioError
from stunting.proportions import SMALLEST_N

# Values nearer than this are equal, and so are scores: 0.1 + 0.2 is no higher than 0.3.
VALUE_DECIMALS, SCORE_DECIMALS = 9, 12


@dataclass(frozen=True, kw_only=True)
class Field:
    """All desa of a kabupaten, in the order in which equal scores are decided.

    frame:      of the candidates: more stunted children first, then the higher prevalence, then the lower code
    criteria:   those the scenario weighs and that have figures here, in the order of the candidates
    weights:    one per criterion, as shares of their sum
    thresholds: one per criterion, turned like the values; None for the percentile rank
    values:     criteria by desa; a higher one speaks for the desa; NaN where the criterion does not count
    group:      number of the kecamatan
    can_be_chosen: neither excluded nor "data kurang" under the rule that leaves it out, and it has a score
    """

    frame: pd.DataFrame
    scenario: Scenario
    criteria: tuple[Criterion, ...]
    weights: np.ndarray
    thresholds: tuple[float | None, ...]
    values: np.ndarray
    group: np.ndarray
    is_lacking: np.ndarray
    is_excluded: np.ndarray
    is_left_out: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        """Whether a criterion counts for a desa, criteria by desa."""
        return ~np.isnan(self.values)

    @property
    def can_be_chosen(self) -> np.ndarray:
        return self.counts[self.weights > 0].any(axis=0) & ~self.is_excluded & ~self.is_left_out

    def levels(self) -> np.ndarray:
        """Criteria by desa, 0-1, NaN where a criterion does not count."""
        pairs = zip(self.values, self.thresholds, strict=True)
        return np.stack([levels_of(row[None, :], threshold)[0] for row, threshold in pairs])

    def tie_order(self, *, column: str, values: np.ndarray) -> np.ndarray:
        """Columns in the order in which equal scores are decided, were these the known values of a column."""
        keys = self._tie_keys
        if column in keys:
            keys = keys | {column: np.where(np.isnan(values), keys[column], -_last(values))}
        return np.lexsort(tuple(keys.values()))

    @cached_property
    def _tie_keys(self) -> dict[str, np.ndarray]:
        return tie_keys(self.frame)


def field_of(frame: pd.DataFrame, criteria: Sequence[Criterion], scenario: Scenario) -> Field:
    """What the scenario weighs.

    Raises:
        ScenarioError: no criterion with figures has a weight.
    """
    rules = {one.key: one for one in scenario.rules}
    used = tuple(one for one in criteria if one.key in rules)
    weights = np.array([rules[one.key].weight for one in used], dtype=np.float64)
    if not weights.sum() > 0:
        raise ScenarioError(
            _(
                "Tidak ada kriteria berbobot yang punya data di kabupaten/kota ini. Beri bobot di"
                " atas 0 pada sedikitnya satu kriteria yang punya data."
            )
        )
    keys = tie_keys(frame)
    frame = frame.iloc[np.lexsort(tuple(keys.values()))].reset_index(drop=True)
    is_measured = numbers(frame, "measured_n") > 0
    is_lacking = lacking(frame, lowest_coverage_pct=scenario.lowest_coverage_pct)
    values = np.stack([_turned(frame, one) for one in used])
    for row, one in zip(values, used, strict=True):
        if one.needs_coverage:
            row[~is_measured] = np.nan
            if scenario.lack is not LackRule.AS_IS:
                row[is_lacking] = np.nan
    excluded = {one.code for one in scenario.exclusions}
    return Field(
        frame=frame,
        scenario=scenario,
        criteria=used,
        weights=weights / weights.sum(),
        thresholds=tuple(_turned_threshold(rules[one.key].threshold, one) for one in used),
        values=values,
        group=pd.factorize(frame["kecamatan_code"], sort=True)[0],
        is_lacking=is_lacking,
        is_excluded=frame["area_code"].isin(excluded).to_numpy(),
        is_left_out=is_lacking & (scenario.lack is LackRule.OUT),
    )


def lacking(frame: pd.DataFrame, *, lowest_coverage_pct: float) -> np.ndarray:
    """ "Data kurang": a known coverage below the lowest, or fewer than 20 measured children.

    An unknown coverage alone (no target sheet) does not make a desa lacking; the notes count those desa.
    """
    coverage, measured = numbers(frame, "coverage_pct"), numbers(frame, "measured_n")
    return (coverage < lowest_coverage_pct) | ~(measured >= SMALLEST_N)


def levels_of(values: np.ndarray, threshold: float | None) -> np.ndarray:
    """Each row of values on 0-1; the columns without a value are those of the first row.

    Percentile rank (mean rank - 1) / (desa - 1): the lowest is 0, the highest 1, equal values share the mean of their
    ranks, and a lone desa is 0.5. With a threshold: 1 strictly beyond it, else 0.
    levels_of([[3, 1, 1, 9]], None) -> [[0.667, 0.167, 0.167, 1.0]]
    """
    known = ~np.isnan(values[0])
    if threshold is not None:
        return np.where(known, (values > threshold).astype(np.float64), np.nan)
    if known.all():
        return _percentiles(values)
    found = np.full(values.shape, np.nan)
    found[:, known] = _percentiles(values[:, known])
    return found


def _percentiles(values: np.ndarray) -> np.ndarray:
    desa = values.shape[1]
    if desa < 2:
        return np.full(values.shape, 0.5)
    order = np.argsort(values, axis=1)
    # Positions in the flat array: one index for both ways, twice as fast as along an axis.
    order += desa * np.arange(len(values))[:, None]
    ranks = np.empty(values.shape)
    ranks.ravel()[order] = np.arange(desa, dtype=np.float64)
    ordered = values.ravel()[order]
    has_equals = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    if has_equals.any():
        ranks[has_equals] = stats.rankdata(values[has_equals], method="average", axis=1) - 1
    ranks /= desa - 1
    return ranks


def scores_of(levels: Sequence[np.ndarray], counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted mean of the levels over the criteria that count for each desa: draws by desa, NaN without any.

    levels: per criterion, draws (or one row for all of them) by desa
    counts: criteria by desa
    weights: draws by criteria
    """
    total, mass = (np.zeros((len(weights), counts.shape[1])) for _ignored1 in range(2))
    for number, level in enumerate(levels):
        weight = weights[:, number, None]
        if not weight.any():
            continue
        total += weight * np.where(counts[number], level, 0.0)
        mass += weight * counts[number]
    with np.errstate(invalid="ignore", divide="ignore"):
        total /= mass
    return np.round(total, SCORE_DECIMALS, out=total)


def numbers(frame: pd.DataFrame, column: str) -> np.ndarray:
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)


def _turned(frame: pd.DataFrame, criterion: Criterion) -> np.ndarray:
    sign = 1.0 if criterion.is_higher_worse else -1.0
    return np.round(sign * numbers(frame, criterion.column), VALUE_DECIMALS)


def _turned_threshold(threshold: float | None, criterion: Criterion) -> float | None:
    return threshold if threshold is None or criterion.is_higher_worse else -threshold


def tie_keys(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """What decides between equal scores, ascending and the last one first: code, prevalence, stunted children."""
    is_measured = numbers(frame, "measured_n") > 0
    codes = np.unique(frame["area_code"].to_numpy(dtype=str), return_inverse=True)[1]
    keys = {"area_code": codes}
    for name in ("value_pct", "stunted_n"):
        keys[name] = -_last(np.where(is_measured, numbers(frame, name), np.nan))
    return keys


def _last(values: np.ndarray) -> np.ndarray:
    """What is unknown is below a true 0."""
    return np.nan_to_num(values, nan=-1.0)
