"""The weighted line through ln(prevalence), and how far a new figure may lie from it.

It is the line UNICEF's average annual rate of reduction is read from. Each point weighs 1 / (sampling variance +
between-year variance), the latter by Paule and Mandel. A new figure at time t has the variance

    1 / sum of weights + (t - mean)^2 / spread + between-year variance + sampling variance of a new figure

and quantiles of Student's t with n - 2 degrees of freedom. Few points tell little about the years between them:
neighbouring series of the same method may lend theirs (Smyth), which adds degrees of freedom.

Sources: UNICEF (2007), Technical note: how to calculate average annual rate of reduction; Paule RC, Mandel J (1982),
Consensus values and weighting factors, Journal of Research of the National Bureau of Standards 87:377-385; Hartung J,
Knapp G (2001), Statistics in Medicine 20:1771-1782 (t quantiles where weights are estimated); Smyth GK (2004),
Statistical Applications in Genetics and Molecular Biology 3:3 (a variance moderated by others of its kind).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from stunting.errors import NoDataError
from stunting.languages import _

FEWEST_POINTS = 3
# Neighbours count for this many years, however many they are: their variances differ among themselves.
BORROWED_DF = 4


@dataclass(frozen=True, kw_only=True)
class Point:
    """One figure of a series: time in years, percent, and the sampling variance of its logarithm (0 if unpublished)."""

    at: float
    value_pct: float
    log_variance: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Borrowed:
    """Between-year variance of ln(prevalence) in neighbouring series of the same method, and the weight it has."""

    between_variance: float
    series_n: int
    df: int = BORROWED_DF


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The line through ln(prevalence), with everything a prediction needs.

    slope, level:     per year; level at `centre`
    spread:           weighted sum of squared distances in time
    between_variance: of ln(prevalence) from year to year, beyond sampling
    new_variance:     sampling variance of a new figure of the size of the last one
    df:               degrees of freedom: points minus 2, and those of the neighbours
    """

    points: tuple[Point, ...]
    slope: float
    level: float
    centre: float
    weight_sum: float
    spread: float
    between_variance: float
    new_variance: float
    df: int
    borrowed: Borrowed | None = None

    @property
    def aarr_pct(self) -> float:
        """Average annual rate of reduction in percent per year."""
        return 100 * (1 - math.exp(self.slope))

    def predict(self, at: float) -> tuple[float, float]:
        """Mean and standard error of ln(prevalence) of a new figure at a time."""
        away = at - self.centre
        line = 1 / self.weight_sum + away**2 / self.spread
        return self.level + self.slope * away, math.sqrt(line + self.between_variance + self.new_variance)

    def quantile(self, at: float, probability: float) -> float:
        """The prevalence in percent that a new figure stays below with this probability."""
        mean, error = self.predict(at)
        return min(100.0, math.exp(mean + float(special.stdtrit(self.df, probability)) * error))

    def chance_below(self, at: float, target_pct: float) -> float:
        """Probability of a new figure at or below the target."""
        if target_pct <= 0:
            return 0.0
        mean, error = self.predict(at)
        if error == 0:
            return 1.0 if mean <= math.log(target_pct) + 1e-12 else 0.0
        return float(special.stdtr(self.df, (math.log(target_pct) - mean) / error))


def fit_line(points: Sequence[Point], *, borrowed: Borrowed | None = None, fewest: int = FEWEST_POINTS) -> Fit:
    """The weighted line through ln(prevalence).

    fewest: points below which nothing is fitted; two are enough for a test of neighbours' variance only

    Raises:
        NoDataError: too few points, or a figure of zero.
    """
    ordered = sorted(points, key=lambda one: one.at)
    found = len({one.at for one in ordered})
    if found < fewest:
        raise NoDataError(
            _(
                "Proyeksi memerlukan sedikitnya {fewest} titik yang sebanding; tersedia {found}. "
                "Lihat angka terakhir dan laju yang diperlukan menuju target.",
                fewest=fewest,
                found=found,
            )
        )
    if any(one.value_pct <= 0 for one in ordered):
        raise NoDataError(_("Proyeksi tidak dapat dihitung bila salah satu angka nol."))
    t, y, sampling = _arrays(ordered)
    df = len(ordered) - 2
    between = _pooled([(t, y, sampling)]) if df else 0.0
    if borrowed is not None:
        between = (df * between + borrowed.df * borrowed.between_variance) / (df + borrowed.df)
        df += borrowed.df
    weights, centre, level, slope, spread = _line(t, y, sampling + between)
    return Fit(
        points=tuple(ordered),
        slope=slope,
        level=level,
        centre=centre,
        weight_sum=float(weights.sum()),
        spread=spread,
        between_variance=between,
        new_variance=float(sampling[-1]),
        df=df,
        borrowed=borrowed,
    )


def borrow(series: Sequence[Sequence[Point]]) -> Borrowed | None:
    """What neighbouring series of the same method say about years that stray; None where none has three points."""
    usable = [
        _arrays(sorted(one, key=lambda point: point.at))
        for one in series
        if len({point.at for point in one}) >= FEWEST_POINTS and all(point.value_pct > 0 for point in one)
    ]
    return Borrowed(between_variance=_pooled(usable), series_n=len(usable)) if usable else None


def _arrays(ordered: Sequence[Point]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.array([one.at for one in ordered]),
        np.log([one.value_pct for one in ordered]),
        np.array([one.log_variance for one in ordered]),
    )


def _line(t: np.ndarray, y: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, float, float, float, float]:
    weights = 1 / np.maximum(variance, 1e-12)
    centre = float(np.average(t, weights=weights))
    level = float(np.average(y, weights=weights))
    spread = float((weights * (t - centre) ** 2).sum())
    return weights, centre, level, float((weights * (t - centre) * (y - level)).sum() / spread), spread


def _pooled(series: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> float:
    """The variance between years that makes the weighted squared residuals of all series sum to their degrees of
    freedom (Paule and Mandel); 0 where sampling alone explains them."""

    def excess(between: float) -> float:
        total = 0.0
        for t, y, sampling in series:
            weights, centre, level, slope, _ignored = _line(t, y, sampling + between)
            total += float((weights * (y - level - slope * (t - centre)) ** 2).sum()) - (len(t) - 2)
        return total

    if excess(0.0) <= 0:
        return 0.0
    top = max(float(np.var(y)) for _ignored2, y, _ignored3 in series) + 1e-9
    while excess(top) > 0:
        top *= 4
    return float(optimize.brentq(excess, 0.0, top, xtol=1e-14))
