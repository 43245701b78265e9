"""How often a desa is chosen when figures and weights are as uncertain as they are."""

from __future__ import annotations

import zlib

import numpy as np

from stunting.lokus.criteria import Criterion
from stunting.lokus.quotas import Quotas
from stunting.lokus.scoring import Field, levels_of, numbers, scores_of
from stunting.stabilised import beta_draws

# A weight that a draw takes to nothing: a desa that has no other criterion keeps its place among its equals.
LEAST_WEIGHT = 1e-9
# Half the width of the 95 % interval of a share near one half of 1.000 draws, in percentage points.
ERROR_POINTS = 3


def inclusion(field: Field, quotas: Quotas, *, noise: float = 1.0) -> np.ndarray:
    """Share of the draws in which each desa is chosen, 0-1, in the order of the field.

    A draw has one rate per desa for prevalence and cases alike, one service share per desa, and one set of weights for
    all desa. `noise` scales the distance of all of them from the values of the formula; at 0 every draw is the formula.
    The same seed gives the same draws, whatever the weights and quotas.
    """
    levels = _levels(field, noise)
    scores = scores_of(levels, field.counts, _weights(field, noise))
    return quotas.best(scores).mean(axis=0)


def _levels(field: Field, noise: float) -> list[np.ndarray]:
    errors = _Errors(field)
    fixed = field.levels()
    found = []
    for number, criterion in enumerate(field.criteria):
        error = errors.of(criterion) if field.weights[number] > 0 else None
        if error is None:
            found.append(fixed[number][None, :])
            continue
        sign = noise if criterion.is_higher_worse else -noise
        found.append(levels_of(field.values[number] + sign * error, field.thresholds[number]))
    return found


class _Errors:
    """Drawn minus expected value of each criterion, draws by desa; 0 where no error is known."""

    def __init__(self, field: Field) -> None:
        self._frame, self._scenario = field.frame, field.scenario
        self._rates: np.ndarray | None = None

    def of(self, criterion: Criterion) -> np.ndarray | None:
        if criterion.noise == "rate":
            return 100 * self._rate()
        if criterion.noise == "cases":
            return self._rate() * np.nan_to_num(numbers(self._frame, "measured_n"))
        if criterion.noise == "share":
            due = numbers(self._frame, "service_due_n")
            received = np.clip(numbers(self._frame, "service_received_n"), 0, due)
            # The gap is high where the share received is low.
            return -100 * self._beta(received + 0.5, due - received + 0.5, stream=1)
        return None

    def _rate(self) -> np.ndarray:
        if self._rates is None:
            # Where nobody was measured the posterior is too wide for single precision, and is not needed.
            is_measured = numbers(self._frame, "measured_n") > 0
            alpha = np.where(is_measured, numbers(self._frame, "alpha"), np.nan)
            self._rates = self._beta(alpha, numbers(self._frame, "beta"), stream=0)
        return self._rates

    def _beta(self, alpha: np.ndarray, beta: np.ndarray, *, stream: int) -> np.ndarray:
        known = (alpha > 0) & (beta > 0)
        alpha, beta = np.where(known, alpha, 1.0), np.where(known, beta, 1.0)
        drawn = beta_draws(alpha, beta, draws=self._scenario.draws, seed=(self._scenario.seed, stream))
        return np.where(known, drawn - alpha / (alpha + beta), 0.0)


def _weights(field: Field, noise: float) -> np.ndarray:
    """Each share moved by up to `weight_points` either way; a criterion that was given no weight gets none."""
    scenario = field.scenario
    points = scenario.weight_points / 100 * noise
    # A stream of its own per criterion, so that naming another criterion moves none of these.
    steps = [
        np.random.default_rng((scenario.seed, 2, zlib.crc32(one.key.encode()))).uniform(-1, 1, size=scenario.draws)
        for one in field.criteria
    ]
    moved = field.weights + points * np.stack(steps, axis=1)
    return np.where(field.weights > 0, np.maximum(moved, LEAST_WEIGHT), 0.0)
