"""From a z-score to centimetres and kilograms: the WHO standards read backwards.

The standards themselves are in `stunting.anthro`; here its answers for a grid of sizes are inverted, which is exact
enough to invent a child. What counts is computed forwards, from the written values.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from stunting import anthro

LYING_DAYS = 731  # from this age on a child is measured standing
OLDEST_DAYS = 1826
_LOW_CM, _HIGH_CM = 40.0, 130.0
_WEIGHTS = np.arange(1.0, 32.0, 0.05)


def height_cm(*, is_girl: np.ndarray, age_days: np.ndarray, haz: np.ndarray) -> np.ndarray:
    """Length (below 731 days) or height of a child with this HAZ, one decimal."""
    low, per_sd = _height_lines()
    age = np.clip(age_days, 0, OLDEST_DAYS).astype(np.int64)
    sex = is_girl.astype(np.int64)
    return np.clip(np.round(low[sex, age] + haz * per_sd[sex, age], 1), 36.0, 124.5)


def weight_kg(*, is_girl: np.ndarray, age_days: np.ndarray, height: np.ndarray, whz: np.ndarray) -> np.ndarray:
    """Weight of a child of this size with about this WHZ, one decimal."""
    medians, spreads = _weight_curves()
    standing = (age_days >= LYING_DAYS).astype(np.int64)
    first = np.where(standing == 1, 65.0, 45.0)
    steps = medians.shape[2]
    at = np.clip(np.round((height - first) * 2), 0, steps - 1).astype(np.int64)
    sex = is_girl.astype(np.int64)
    weight = medians[sex, standing, at] * np.exp(spreads[sex, standing, at] * whz)
    return np.clip(np.round(weight, 1), 1.3, 29.5)


@cache
def _height_lines() -> tuple[np.ndarray, np.ndarray]:
    """Median and centimetres per SD by sex and day; HAZ is a straight line in the height."""
    days = np.arange(OLDEST_DAYS + 1)
    median, per_sd = np.empty((2, len(days))), np.empty((2, len(days)))
    posture = np.where(days < LYING_DAYS, 1, 2)
    for sex in (0, 1):
        low, high = (_scores(sex, days, np.full(len(days), cm), np.nan, posture).haz for cm in (_LOW_CM, _HIGH_CM))
        per_sd[sex] = (_HIGH_CM - _LOW_CM) / (high - low)
        median[sex] = _LOW_CM - low * per_sd[sex]
    return median, per_sd


@cache
def _weight_curves() -> tuple[np.ndarray, np.ndarray]:
    """Median weight and relative spread by sex, posture and height in steps of half a centimetre."""
    steps = ((110 - 45) * 2) + 1
    medians, spreads = np.ones((2, 2, steps)), np.full((2, 2, steps), 0.09)
    for sex in (0, 1):
        for posture, (first, last, day) in enumerate(((45.0, 110.0, 400), (65.0, 120.0, 1200))):
            heights = np.arange(first, last + 0.1, 0.5)
            grid_height, grid_weight = np.repeat(heights, len(_WEIGHTS)), np.tile(_WEIGHTS, len(heights))
            days = np.full(len(grid_height), day)
            whz = _scores(sex, days, grid_height, grid_weight, np.full(len(days), posture + 1)).whz
            for at, scores in enumerate(whz.reshape(len(heights), len(_WEIGHTS))):
                known = ~np.isnan(scores)
                low, middle, high = np.interp((-1.0, 0.0, 1.0), scores[known], _WEIGHTS[known])
                medians[sex, posture, at], spreads[sex, posture, at] = middle, np.log(high / low) / 2
            medians[sex, posture, len(heights) :] = medians[sex, posture, len(heights) - 1]
    return medians, spreads


def _scores(
    sex: int, days: np.ndarray, height: np.ndarray, weight: np.ndarray | float, posture: np.ndarray
) -> anthro.Scores:
    count = len(days)
    return anthro.compute(
        sex=np.full(count, sex + 1, dtype=np.int8),
        age_days=days.astype(float),
        weight_kg=np.broadcast_to(np.asarray(weight, dtype=float), count).copy(),
        lenhei_cm=np.asarray(height, dtype=float),
        measure=posture.astype(np.int8),
    )
