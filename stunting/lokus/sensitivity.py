"""Where the list changes first when one weight moves and the others keep their proportion.

With the levels fixed, the score of a desa is a quotient of two lines in the share of one criterion (a line, where no
criterion is missing), and the list stays the best one until a permitted exchange gains (`stunting.lokus.quotas`). So
the nearest change is the nearest crossing of a desa of the list with one it may be exchanged for: roots of quadratics,
no search.
"""

from __future__ import annotations

import numpy as np

from stunting.lokus.proposal import WeightMove
from stunting.lokus.quotas import Quotas
from stunting.lokus.scoring import Field, scores_of

# How far beyond a crossing the list is looked at; equal scores are decided by the tie rule, so the nearest is not seen.
STEPS = (1e-7, 1e-6, 1e-5, 1e-4)
FLAT = 1e-13


def weight_moves(field: Field, quotas: Quotas, chosen: np.ndarray) -> tuple[WeightMove, ...]:
    """For each criterion the nearest share below and above at which the list of the formula changes.

    At most two per criterion, the lower one first; none where the list stays to the end (share 0 or 1). A criterion
    that has all the weight has no proportion of the others to keep, and no move.
    """
    levels, counts = field.levels(), field.counts
    found = []
    for number in range(len(field.criteria)):
        if np.delete(field.weights, number).sum() <= 0:
            continue
        line = _Line(field=field, quotas=quotas, levels=levels, counts=counts, number=number, chosen=chosen)
        found += [move for move in (line.nearest(-1), line.nearest(1)) if move]
    return tuple(found)


class _Line:
    """All shares of one criterion, from 0 to 1."""

    def __init__(
        self,
        *,
        field: Field,
        quotas: Quotas,
        levels: np.ndarray,
        counts: np.ndarray,
        number: int,
        chosen: np.ndarray,
    ) -> None:
        # Between 0 and 1 the criterion has a weight, so a desa that knows nothing else can be chosen.
        weighed = (field.weights > 0) | (np.arange(len(field.weights)) == number)
        can_be_chosen = counts[weighed].any(axis=0) & ~field.is_excluded & ~field.is_left_out
        self._field, self._quotas, self._chosen = field, quotas.with_candidates(can_be_chosen), chosen
        self._levels, self._counts, self._number = levels, counts, number
        self._share = float(field.weights[number])
        others = np.delete(field.weights, number)
        proportion = others / others.sum()
        known, filled = counts.astype(np.float64), np.where(counts, levels, 0.0)
        self._own = filled[number], known[number]
        self._rest = proportion @ np.delete(filled, number, axis=0), proportion @ np.delete(known, number, axis=0)

    def nearest(self, direction: int) -> WeightMove | None:
        codes = self._field.frame["area_code"].to_numpy(dtype=object)
        for crossing in self._crossings(direction):
            for step in STEPS:
                share = crossing + direction * step
                if not 0 < share < 1:
                    break
                there = self._list_at(share)
                if (there != self._chosen).any():
                    return WeightMove(
                        key=self._field.criteria[self._number].key,
                        share_from=self._share,
                        share_to=crossing,
                        leaves=tuple(codes[self._chosen & ~there]),
                        enters=tuple(codes[there & ~self._chosen]),
                    )
        return None

    def _list_at(self, share: float) -> np.ndarray:
        others = np.delete(self._field.weights, self._number)
        weights = np.insert(others / others.sum() * (1 - share), self._number, share)
        return self._quotas.best(scores_of(list(self._levels[:, None, :]), self._counts, weights[None, :]))[0]

    def _crossings(self, direction: int) -> list[float]:
        """Shares on one side at which a desa outside overtakes one of the list it may be exchanged for, nearest first.

        a(t) / b(t) with a = t * level + (1 - t) * rest and b likewise of what counts; outside overtakes inside where
        a_out * b_in - a_in * b_out turns positive.
        """
        inside, outside, may = self._quotas.exchanges(self._chosen)
        (level, known), (rest, mass) = self._own, self._rest
        start = self._share
        # Lines in u = t - start.
        value, value_step = start * level + (1 - start) * rest, level - rest
        base, base_step = start * known + (1 - start) * mass, known - mass
        pick_in, pick_out = inside[:, None], outside[None, :]
        c0 = value[pick_out] * base[pick_in] - value[pick_in] * base[pick_out]
        c1 = (
            value_step[pick_out] * base[pick_in]
            + value[pick_out] * base_step[pick_in]
            - value_step[pick_in] * base[pick_out]
            - value[pick_in] * base_step[pick_out]
        )
        c2 = value_step[pick_out] * base_step[pick_in] - value_step[pick_in] * base_step[pick_out]
        roots = _first_positive(c0[may], direction * c1[may], c2[may])
        room = 1 - start if direction > 0 else start
        near = np.unique(np.round(roots[roots < room], 12))
        # Equal scores may part with the first step.
        return [start, *(start + direction * float(root) for root in near)]


def _first_positive(c0: np.ndarray, c1: np.ndarray, c2: np.ndarray) -> np.ndarray:
    """The smallest u >= 0 from which c0 + c1 u + c2 u^2 is above 0, infinite without one; c0 <= 0 but for rounding."""
    c0 = np.where(np.abs(c0) < FLAT, 0.0, c0)
    c1 = np.where(np.abs(c1) < FLAT, 0.0, c1)
    c2 = np.where(np.abs(c2) < FLAT, 0.0, c2)
    with np.errstate(invalid="ignore", divide="ignore"):
        straight = np.where(c1 > 0, -c0 / c1, np.inf)
        root = np.sqrt(np.maximum(c1**2 - 4 * c2 * c0, 0))
        # The form without cancellation; both roots are needed, for the parabola may open either way.
        half = -(c1 + np.where(c1 >= 0, root, -root)) / 2
        pair = np.stack([half / c2, c0 / half])
        rises = (c1 + 2 * c2 * pair > 0) & (pair >= 0)
        curved = np.where(rises, pair, np.inf)
        curved = np.nanmin(np.where(np.isnan(curved), np.inf, curved), axis=0)
    curved = np.where(c1**2 - 4 * c2 * c0 > 0, curved, np.inf)
    # A touch at the start that only the curvature turns upwards.
    curved = np.where((c0 == 0) & (c1 == 0) & (c2 > 0), 0.0, curved)
    return np.where(c2 == 0, straight, curved)
