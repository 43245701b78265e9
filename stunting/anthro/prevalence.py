"""Prevalence with intervals: Wilson for a full count, and WHO's design-based intervals for a sample survey.

The survey part follows WHO's package `anthro` and the R package `survey` (Taylor linearisation, logit intervals with
Student's t); the formulas are in docs/zscore.md. One error of that package is not copied: with clusters it prints the
interval [1, 1] for a prevalence of exactly 1 %, because it compares a percentage with 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from stunting.anthro.rules import DAYS_PER_MONTH
from stunting.anthro.student import t_quantile
from stunting.anthro.tables import DAYS

# Standard normal quantile of 0.975.
Z_95 = 1.959963984540054
# WHO's prefix of each index, and its name in our frames.
INDICES = {"HA": "haz", "WA": "waz", "BMI": "baz", "WH": "whz"}
CUTS = (("_3", -3), ("_2", -2), ("_1", -1), ("1", 1), ("2", 2), ("3", 3))
AGE_GROUPS = ((0, 6), (6, 12), (12, 24), (24, 36), (36, 48), (48, 60))
# A child with oedema counts as severely wasted and underweight, but has no z-score for means.
OEDEMA_Z = -math.inf


def wilson(successes: ArrayLike, n: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """95 % limits in percent of `successes` out of `n`, for counts or arrays of counts; NaN where n is 0.

    wilson(119, 589) -> (17.16, 23.64)
    """
    hits, total = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64))
    if ((hits < 0) | (hits > total)).any():
        raise ValueError("successes must lie between 0 and n")
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.where(total > 0, hits / total, np.nan)
        spread = Z_95 * np.sqrt(p * (1 - p) / total + Z_95**2 / (4 * total**2))
        centre, scale = p + Z_95**2 / (2 * total), 1 + Z_95**2 / total
        # With none or all the limit is exact; the formula would leave a rounding error of 1e-17 there.
        low = np.where(hits == 0, np.where(total > 0, 0.0, np.nan), (centre - spread) / scale)
        high = np.where(hits == total, np.where(total > 0, 1.0, np.nan), (centre + spread) / scale)
    return 100 * low, 100 * high


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A proportion (0-1) or a mean with its standard error and 95 % limits; NaN where nothing was measured."""

    value: float
    se: float
    low: float
    high: float


class Design:
    """How a survey was drawn: one entry per child of the file, also of children outside the group asked about."""

    def __init__(
        self,
        n: int,
        *,
        cluster: ArrayLike | None = None,
        strata: ArrayLike | None = None,
        weights: ArrayLike | None = None,
    ) -> None:
        """No cluster: each child is one; no strata: one stratum; no weights: all count the same."""
        self.weights = np.ones(n) if weights is None else np.asarray(weights, dtype=np.float64)
        stratum = (
            np.zeros(n, dtype=np.intp) if strata is None else pd.factorize(np.asarray(strata), use_na_sentinel=False)[0]
        )
        if cluster is None:
            self._cluster = np.arange(n)
        else:
            # A cluster number that returns in another stratum is another cluster.
            within = pd.factorize(np.asarray(cluster), use_na_sentinel=False)[0]
            self._cluster = pd.factorize(stratum.astype(np.int64) * (within.max(initial=0) + 1) + within)[0]
        self.clusters = int(self._cluster.max(initial=-1)) + 1
        self._stratum_of_cluster = np.zeros(self.clusters, dtype=np.intp)
        self._stratum_of_cluster[self._cluster] = stratum
        self._clusters_in_stratum = np.bincount(self._stratum_of_cluster)
        self.df = self.clusters - len(self._clusters_in_stratum)

    def proportion(self, hit: ArrayLike, *, domain: ArrayLike) -> Estimate:
        """Share of the children of a group for whom `hit` is true."""
        p, se = self._linearised(np.asarray(hit, dtype=np.float64), np.asarray(domain, dtype=np.bool_))
        if not 0 < p < 1:
            # NaN stays NaN; nobody and everybody have no width.
            return Estimate(value=p, se=se, low=p, high=p)
        width = t_quantile(0.975, self.df) * se / (p * (1 - p))
        centre = math.log(p / (1 - p))
        return Estimate(value=p, se=se, low=_logistic(centre - width), high=_logistic(centre + width))

    def mean(self, values: ArrayLike, *, domain: ArrayLike) -> Estimate:
        """Mean of a measure over a group."""
        mean, se = self._linearised(np.asarray(values, dtype=np.float64), np.asarray(domain, dtype=np.bool_))
        width = t_quantile(0.975, self.df) * se
        return Estimate(value=mean, se=se, low=mean - width, high=mean + width)

    def deviation(self, values: ArrayLike, *, domain: ArrayLike) -> float:
        """Standard deviation of a measure in a group."""
        inside = np.asarray(domain, dtype=np.bool_)
        y, w = np.asarray(values, dtype=np.float64)[inside], self.weights[inside]
        n = len(y)
        if n < 2 or w.sum() <= 0:
            return math.nan
        mean = np.average(y, weights=w)
        return float(math.sqrt(n / (n - 1) * np.sum(w * (y - mean) ** 2) / w.sum()))

    def _linearised(self, y: np.ndarray, inside: np.ndarray) -> tuple[float, float]:
        w = np.where(inside, self.weights, 0.0)
        total = w.sum()
        if total <= 0:
            return math.nan, math.nan
        known = np.where(inside, y, 0.0)
        mean = float((w * known).sum() / total)
        per_cluster = np.bincount(self._cluster, weights=w * (known - mean) / total, minlength=self.clusters)
        return mean, math.sqrt(self._variance(per_cluster))

    def _variance(self, per_cluster: np.ndarray) -> float:
        n = self._clusters_in_stratum
        sums = np.bincount(self._stratum_of_cluster, weights=per_cluster, minlength=len(n))
        # A stratum with one cluster is compared with the mean of all clusters, which is 0 for these contributions.
        centre = np.where(n > 1, sums / n, 0.0)[self._stratum_of_cluster]
        squares = np.bincount(self._stratum_of_cluster, weights=(per_cluster - centre) ** 2, minlength=len(n))
        return float((np.where(n > 1, n / np.maximum(n - 1, 1), 1.0) * squares).sum())


def who_table(
    frame: pd.DataFrame,
    *,
    groups: Mapping[str, ArrayLike] | None = None,
    cluster: str | None = None,
    strata: str | None = None,
    weights: str | None = None,
) -> pd.DataFrame:
    """WHO's prevalence table, one row per group and column name (group, column, value), values in percent or SD.

    frame:  age_days, sex, haz, waz, whz and their flags, optional oedema and baz, and the columns of the design
    groups: name -> which rows belong to it; the standard groups (all, age, sex, age and sex) where none are given

    Children older than day 1826 leave; a flagged z-score leaves its index. Columns have the names of WHO's package:
    HA_2_r is the percentage below -2, HA_2_se, _ll and _ul its standard error and limits, HA_r the mean, HAZ_pop the
    weighted and HAZ_unwpop the plain number of children.
    """
    groups = standard_groups(frame) if groups is None else groups
    age = frame["age_days"].to_numpy(dtype=np.float64, na_value=np.nan)
    stays = ~(np.floor(age + 0.5) > DAYS - 1)
    frame = frame.loc[stays]

    def column(name: str | None) -> np.ndarray | None:
        return None if name is None else frame[name].to_numpy()

    design = Design(len(frame), cluster=column(cluster), strata=column(strata), weights=column(weights))
    oedema = (
        frame["oedema"].eq("y").to_numpy(dtype=bool, na_value=False)
        if "oedema" in frame
        else np.zeros(len(frame), bool)
    )
    z = {prefix: _plausible(frame, name) for prefix, name in INDICES.items() if name in frame}
    rows = []
    for group, members in groups.items():
        inside = np.asarray(members, dtype=np.bool_)[stays]
        rows += [(group, name, value) for name, value in _columns(z, oedema, inside, design)]
    return pd.DataFrame(rows, columns=["group", "column", "value"])


def standard_groups(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """All children, WHO's age groups in completed months, sex, and both."""
    months = frame["age_days"].to_numpy(dtype=np.float64, na_value=np.nan) / DAYS_PER_MONTH
    sex = frame["sex"].to_numpy(dtype=object)
    ages = {f"{low:02d}-{high - 1:02d} mo": (months >= low) & (months < high) for low, high in AGE_GROUPS}
    sexes = {"Male": sex == "m", "Female": sex == "f"}
    groups = {"All": np.ones(len(frame), dtype=np.bool_)}
    groups |= {f"Age group: {age}": rows for age, rows in ages.items()}
    groups |= {f"Sex: {name}": rows for name, rows in sexes.items()}
    groups |= {f"Age + sex: {age}.{name}": a & s for age, a in ages.items() for name, s in sexes.items()}
    return groups


def _plausible(frame: pd.DataFrame, name: str) -> np.ndarray:
    z = frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
    flagged = frame[f"flag_{name}"].to_numpy(dtype=np.float64, na_value=0.0) == 1
    return np.where(flagged, np.nan, z)


def _columns(
    z: dict[str, np.ndarray], oedema: np.ndarray, inside: np.ndarray, design: Design
) -> Iterator[tuple[str, float]]:
    counted = {prefix: values if prefix == "HA" else np.where(oedema, OEDEMA_Z, values) for prefix, values in z.items()}
    for prefix, values in counted.items():
        present = inside & ~np.isnan(values)
        yield f"{prefix}Z_pop", float(design.weights[present].sum())
        yield f"{prefix}Z_unwpop", float(present.sum())
        for suffix, cut in CUTS:
            hit = values < cut if cut < 0 else values > cut
            yield from _percent(f"{prefix}{suffix}", design.proportion(hit, domain=present))
        measured = inside & ~np.isnan(z[prefix])
        mean = design.mean(z[prefix], domain=measured)
        yield from zip(
            (f"{prefix}_r", f"{prefix}_se", f"{prefix}_ll", f"{prefix}_ul"),
            (mean.value, mean.se, mean.low, mean.high),
            strict=True,
        )
        yield f"{prefix}_stdev", design.deviation(z[prefix], domain=measured)
    if {"HA", "WH"} <= counted.keys():
        yield from _both(counted["HA"], counted["WH"], inside, design)


def _both(haz: np.ndarray, whz: np.ndarray, inside: np.ndarray, design: Design) -> Iterator[tuple[str, float]]:
    """Stunted and wasted, stunted and overweight, among children who have both z-scores."""
    present = inside & ~np.isnan(haz) & ~np.isnan(whz)
    yield "HA_2_WH_2_pop", float(design.weights[present].sum())
    yield "HA_2_WH_2_unwpop", float(present.sum())
    yield from _percent("HA_2_WH_2", design.proportion((haz < -2) & (whz < -2), domain=present))
    yield from _percent("HA_2_WH2", design.proportion((haz < -2) & (whz > 2), domain=present))


def _percent(name: str, one: Estimate) -> Iterator[tuple[str, float]]:
    for suffix, value in (("r", one.value), ("se", one.se), ("ll", one.low), ("ul", one.high)):
        yield f"{name}_{suffix}", 100 * value


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
