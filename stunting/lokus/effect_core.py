"""ANCOVA of lokus villages on calibrated earlier prevalence, for many runs at once.

A list is chosen for high counts, so part of a high prevalence is chance and falls by itself. Given all earlier counts
the choice tells nothing more about chance: what must be right is the expectation of the next prevalence given those
counts. An observed prevalence of few children is a noisy regressor with its own noise in every desa; it is replaced by
the expectation of the true one (regression calibration). With that, choice by the same counts leaves no bias.

Sources: Carroll RJ, Ruppert D, Stefanski LA, Crainiceanu CM (2006), Measurement Error in Nonlinear Models, chapter 4
(regression calibration); MacKinnon JG, White H (1985), Journal of Econometrics 29:305-325 (HC2); Bell RM, McCaffrey DF
(2002), Survey Methodology 28:169-181 (degrees of freedom of a contrast with few influential rows).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

SMALLEST_N = 20
# Spread of true prevalence between desa of one kecamatan on the logit scale: never nothing, so that a prior exists.
LEAST_SD = 0.05
# Children who are measured again make the noise of two waves smaller than binomial; never without any.
LEAST_DISPERSION = 0.2
NEWTON_STEPS = 5
LEAST_PCT, MOST_PCT = 2.0, 90.0
RIDGE = 1e-9
# A desa that decides its own fit alone tells nothing about its noise.
MOST_LEVERAGE = 0.95


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Counts of the same desa in earlier waves and in the wave after, for R runs (1 for real data).

    kecamatan: number of the kecamatan of each desa, (N,)
    hits, n:   stunted and measured in each earlier wave, oldest first, (R, N, k); n 0 where nothing is known
    after_hits, after_n: the same in the wave after, (R, N)
    is_lokus:  (R, N)
    """

    kecamatan: np.ndarray
    hits: np.ndarray
    n: np.ndarray
    after_hits: np.ndarray
    after_n: np.ndarray
    is_lokus: np.ndarray

    @property
    def is_known(self) -> np.ndarray:
        """Earlier waves that count: at least 20 children, (R, N, k)."""
        return self.n >= SMALLEST_N

    @property
    def is_used(self) -> np.ndarray:
        """Desa with at least 20 children after, in the last wave before, and in one more; (R, N)."""
        known = self.is_known
        return known[:, :, -1] & (known.sum(axis=2) >= 2) & (self.after_n >= SMALLEST_N)

    @property
    def before(self) -> np.ndarray:
        """Prevalence (0-1) of the last earlier wave, (R, N)."""
        return self.hits[:, :, -1] / np.maximum(self.n[:, :, -1], 1)

    @property
    def after(self) -> np.ndarray:
        """Prevalence (0-1) of the wave after, (R, N)."""
        return self.after_hits / np.maximum(self.after_n, 1)


@dataclass(frozen=True, kw_only=True)
class Calibrated:
    """What the earlier waves say about each desa.

    level:  expected true prevalence (0-1) from all earlier waves, (R, N)
    recent: the same from the last of them alone, (R, N)
    variance: of the outcome given them, (R, N)
    """

    level: np.ndarray
    recent: np.ndarray
    variance: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Fit:
    """One estimate per run with its 95 % interval, in percentage points; (R,) each."""

    points: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Regression:
    """The weighted regression of the outcome, as far as estimates linear in the outcome need it.

    design:   columns of the regression, lokus last, (R, N, c)
    operator: what each outcome adds to each coefficient, (R, c, N)
    outcome:  (R, N), 0 where a desa is not used
    expected: of each desa had it not been lokus, (R, N)
    squared:  squared residual, divided by 1 - leverage (HC2), (R, N)
    variance: of each outcome as the weights took it, (R, N)
    """

    design: np.ndarray
    operator: np.ndarray
    outcome: np.ndarray
    expected: np.ndarray
    squared: np.ndarray
    variance: np.ndarray

    def fit(self, share: np.ndarray) -> Fit:
        """The sum of outcomes times `share` (R, N), with an interval that has as many degrees of freedom as count."""
        points = (share * self.outcome).sum(axis=1)
        error = np.sqrt((share**2 * self.squared).sum(axis=1))
        pull = share**2 * self.variance
        freedom = pull.sum(axis=1) ** 2 / (pull**2).sum(axis=1)
        margin = stats.t.ppf(0.975, freedom) * error
        return Fit(points=100 * points, low=100 * (points - margin), high=100 * (points + margin))

    def ancova(self) -> Fit:
        """The coefficient of lokus."""
        return self.fit(self.operator[:, -1, :])

    def contrast(self, share: np.ndarray) -> Fit:
        """The sum of `share` times what the outcome has more than expected."""
        moved = share[:, None, :] @ self.design[:, :, :-1]
        return self.fit(share - (moved @ self.operator[:, :-1, :])[:, 0, :])


def calibrated(panel: Panel) -> Calibrated:
    """Posterior of each desa around its kecamatan, binomial counts with a normal spread on the logit scale."""
    inside = np.eye(int(panel.kecamatan.max()) + 1)[panel.kecamatan]
    used = panel.is_used
    known = panel.is_known & used[:, :, None]
    n = np.where(known, panel.n, 0).astype(float)
    hits = np.where(known, panel.hits, 0).astype(float)
    share = hits / np.maximum(n, 1)
    centre = _of_kecamatan(hits, n, inside)
    slope = centre * (1 - centre)
    between, extra, dispersion = _spread(share, n, known, slope, panel.kecamatan, inside)
    noise = extra[:, None, None] + dispersion[:, None, None] / (np.maximum(n, 1) * slope[:, :, None])
    weight = known / (between[:, None, None] + noise)
    wave = _means(weight * share, weight, inside)[:, panel.kecamatan, :]
    offset = _logit(np.clip(wave, LEAST_PCT / 100, MOST_PCT / 100))
    # As many children as carry the same knowledge without the extra noise.
    scale = known / (noise * slope[:, :, None] * np.maximum(n, 1))
    level, uncertain = _posterior(hits * scale, n * scale, offset, between)
    recent, _ = _posterior((hits * scale)[:, :, -1:], (n * scale)[:, :, -1:], offset[:, :, -1:], between)
    base = _logit(centre)
    expected = _expit(base + level)
    spread = (expected * (1 - expected)) ** 2 * (uncertain + extra[:, None])
    variance = spread + expected * (1 - expected) / np.maximum(panel.after_n, 1)
    return Calibrated(level=expected, recent=_expit(base + recent), variance=variance)


def regression(panel: Panel, known: Calibrated) -> Regression:
    """Outcome on kecamatan, earlier waves and lokus; weights by variance, HC2 residuals.

    The earlier waves are the expected level, how far the last wave moves it, and what the last wave counted beyond
    that: children who are measured again carry the chance of the last wave into the outcome.
    """
    used = panel.is_used
    kecamatan = np.eye(int(panel.kecamatan.max()) + 1)[panel.kecamatan]
    design = np.concatenate(
        [
            np.broadcast_to(kecamatan, (len(used), *kecamatan.shape)),
            known.level[:, :, None],
            (known.recent - known.level)[:, :, None],
            (panel.before - known.recent)[:, :, None],
            panel.is_lokus[:, :, None].astype(float),
        ],
        axis=2,
    )
    root = np.sqrt(used / known.variance)
    x, outcome = design * root[:, :, None], np.where(used, panel.after, 0)
    gram = x.transpose(0, 2, 1) @ x
    size = np.trace(gram, axis1=1, axis2=2)[:, None, None] / gram.shape[1]
    # A kecamatan without any used desa has an empty column.
    solved = np.linalg.solve(gram + RIDGE * size * np.eye(gram.shape[1]), x.transpose(0, 2, 1))
    operator = solved * root[:, None, :]
    coefficients = operator @ outcome[:, :, None]
    expected = (design[:, :, :-1] @ coefficients[:, :-1])[:, :, 0]
    rest = np.where(used, outcome - (design @ coefficients)[:, :, 0], 0)
    leverage = np.minimum(np.einsum("rcn,rnc->rn", solved, x), MOST_LEVERAGE)
    return Regression(
        design=design,
        operator=operator,
        outcome=outcome,
        expected=expected,
        squared=rest**2 / (1 - leverage),
        variance=known.variance,
    )


def naive(panel: Panel) -> Fit:
    """Change of lokus minus that of the others since the last earlier wave, Welch interval: biased by the choice."""
    used = panel.is_used
    change = panel.after - panel.before
    ours, others = _group(change, used & panel.is_lokus), _group(change, used & ~panel.is_lokus)
    points = ours[0] - others[0]
    variance = ours[1] + others[1]
    freedom = variance**2 / (ours[1] ** 2 / (ours[2] - 1) + others[1] ** 2 / (others[2] - 1))
    margin = stats.t.ppf(0.975, freedom) * np.sqrt(variance)
    return Fit(points=100 * points, low=100 * (points - margin), high=100 * (points + margin))


def _group(values: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, variance of the mean, and number of rows of each run."""
    number = chosen.sum(axis=1)
    mean = (values * chosen).sum(axis=1) / number
    squares = ((values - mean[:, None]) ** 2 * chosen).sum(axis=1)
    return mean, squares / (number - 1) / number, number


def _of_kecamatan(hits: np.ndarray, n: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Share of all earlier waves in the kecamatan of each desa, (R, N)."""
    own = hits.sum(axis=2) @ inside / np.maximum(n.sum(axis=2) @ inside, 1)
    return np.clip(own, LEAST_PCT / 100, MOST_PCT / 100) @ inside.T


def _spread(
    share: np.ndarray,
    n: np.ndarray,
    known: np.ndarray,
    slope: np.ndarray,
    kecamatan: np.ndarray,
    inside: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Moments on the logit scale, per run: variance between desa that lasts, variance that does not, dispersion.

    What lasts is the product of the same desa's deviations in two waves; their noise is independent.
    """
    count = _sums(known.astype(float), inside)
    mean = _means(share * known, known.astype(float), inside)[:, kecamatan, :]
    away = np.where(known, (share - mean) / slope[:, :, None], 0)
    waves = known.sum(axis=2)
    # Deviations from a mean of m desa are smaller by 1 - 1/m.
    left = np.where(known, 1 - 1 / np.maximum(count, 1)[:, kecamatan, :], 0)
    pairs = waves * (waves - 1) / 2 * left.sum(axis=2) / np.maximum(waves, 1)
    products = (away.sum(axis=2) ** 2 - (away**2).sum(axis=2)) / 2
    between = np.maximum(products.sum(axis=1) / np.maximum(pairs.sum(axis=1), 1), LEAST_SD**2)
    total = (away**2).sum(axis=(1, 2)) / np.maximum(left.sum(axis=(1, 2)), 1)
    binomial = np.where(known, 1 / (np.maximum(n, 1) * slope[:, :, None]), 0).sum(axis=(1, 2))
    binomial = binomial / np.maximum(known.sum(axis=(1, 2)), 1)
    extra = np.maximum(total - between - binomial, 0)
    dispersion = np.clip((total - between) / binomial, LEAST_DISPERSION, 1)
    return between, extra, dispersion


def _posterior(
    hits: np.ndarray, n: np.ndarray, offset: np.ndarray, between: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mode and variance of a desa's deviation on the logit scale, (R, N) each."""
    deviation = np.zeros(hits.shape[:2])
    prior = 1 / between[:, None]
    for _ in range(NEWTON_STEPS):
        expected = _expit(offset + deviation[:, :, None])
        curve = (n * expected * (1 - expected)).sum(axis=2) + prior
        step = ((hits - n * expected).sum(axis=2) - prior * deviation) / curve
        deviation = deviation + np.clip(step, -1, 1)
    return deviation, 1 / curve


def _sums(values: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return inside.T @ values


def _means(weighted: np.ndarray, weight: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return _sums(weighted, inside) / np.maximum(_sums(weight, inside), 1e-12)


def _logit(share: np.ndarray) -> np.ndarray:
    return np.log(share / (1 - share))


def _expit(value: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-value))
