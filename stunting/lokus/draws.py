"""How often a desa is chosen when figures and weights are as uncertain as they are."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np

from stunting.lokus.quotas import Quotas
from stunting.lokus.scoring import Field, levels_of, numbers, scores_of
from stunting.stabilised import beta_draws

# A weight that a draw takes to nothing: a desa that has no other criterion keeps its place among its equals.
LEAST_WEIGHT = 1e-9
# Half the width of the 95 % interval of a share near one half of 1.000 draws, in percentage points.
ERROR_POINTS = 3
# Levels that are kept: three criteria of two kabupaten, 3 MB each with 365 desa and 1,000 draws.
KEPT_LEVELS = 6


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
    fixed = field.levels()
    found = []
    for number, criterion in enumerate(field.criteria):
        is_drawn = criterion.noise in ("rate", "cases", "share") and field.weights[number] > 0
        found.append(_drawn(field, number, noise) if is_drawn else fixed[number][None, :])
    return found


def _drawn(field: Field, number: int, noise: float) -> np.ndarray:
    """The levels of one criterion in every draw; weights and quotas do not change them, so a slider need not wait."""
    criterion, frame = field.criteria[number], field.frame
    if criterion.noise == "share":
        due = numbers(frame, "service_due_n")
        received = np.clip(numbers(frame, "service_received_n"), 0, due)
        # The gap is high where the share received is low.
        alpha, beta, factor, stream = received + 0.5, due - received + 0.5, np.full(len(frame), -100.0), 1
    else:
        alpha, beta, stream = numbers(frame, "alpha"), numbers(frame, "beta"), 0
        is_rate = criterion.noise == "rate"
        factor = np.full(len(frame), 100.0) if is_rate else np.nan_to_num(numbers(frame, "measured_n"))
    sign = noise if criterion.is_higher_worse else -noise
    return _drawn_levels(
        field.values[number].tobytes(),
        (sign * factor).tobytes(),
        alpha.tobytes(),
        beta.tobytes(),
        threshold=field.thresholds[number],
        draws=field.scenario.draws,
        seed=(field.scenario.seed, stream),
    )


@lru_cache(maxsize=KEPT_LEVELS)
def _drawn_levels(
    values: bytes,
    factor: bytes,
    alpha: bytes,
    beta: bytes,
    *,
    threshold: float | None,
    draws: int,
    seed: tuple[int, int],
) -> np.ndarray:
    """`levels_of` the values plus drawn errors, draws by desa; the arrays come as bytes, for a cache asks for keys."""
    error = _errors(alpha, beta, draws=draws, seed=seed)
    found = levels_of(np.frombuffer(values) + np.frombuffer(factor) * error, threshold)
    found.flags.writeable = False
    return found


# Prevalence and cases have the same error.
@lru_cache(maxsize=1)
def _errors(alpha: bytes, beta: bytes, *, draws: int, seed: tuple[int, int]) -> np.ndarray:
    """Drawn minus expected share, draws by desa; 0 where no error is known."""
    ours, others = np.frombuffer(alpha), np.frombuffer(beta)
    known = (ours > 0) & (others > 0)
    ours, others = np.where(known, ours, 1.0), np.where(known, others, 1.0)
    drawn = beta_draws(ours, others, draws=draws, seed=seed)
    return np.where(known, drawn - ours / (ours + others), 0.0)


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
