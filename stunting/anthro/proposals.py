"""What an implausible measurement probably meant: grams, metres, millimetres, a lost comma, two swapped numbers.

A proposal is shown to whoever owns the record; nothing is ever corrected silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from stunting.anthro.block import Scores
from stunting.anthro.scores import compute


class Mistake(IntEnum):
    """The likely mistake; `label` is what a reader sees."""

    NONE = 0
    LENGTH_IN_METRES = 1
    LENGTH_TEN_TIMES = 2
    WEIGHT_IN_GRAMS = 3
    WEIGHT_TEN_TIMES = 4
    SWAPPED = 5
    BOTH = 6

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Mistake.NONE: "",
    Mistake.LENGTH_IN_METRES: "panjang/tinggi mungkin ditulis dalam meter",
    Mistake.LENGTH_TEN_TIMES: "koma pada panjang/tinggi mungkin hilang, atau ditulis dalam milimeter",
    Mistake.WEIGHT_IN_GRAMS: "berat mungkin ditulis dalam gram",
    Mistake.WEIGHT_TEN_TIMES: "koma pada berat mungkin hilang",
    Mistake.SWAPPED: "berat dan panjang/tinggi mungkin tertukar",
    Mistake.BOTH: "berat dan panjang/tinggi mungkin salah satuan",
}
LENGTH_FACTORS = ((1.0, Mistake.NONE), (100.0, Mistake.LENGTH_IN_METRES), (0.1, Mistake.LENGTH_TEN_TIMES))
WEIGHT_FACTORS = ((1.0, Mistake.NONE), (0.001, Mistake.WEIGHT_IN_GRAMS), (0.1, Mistake.WEIGHT_TEN_TIMES))


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """One entry per child: the likely mistake, and the measurements if it was that one (NaN without a proposal)."""

    mistake: np.ndarray
    weight_kg: np.ndarray
    lenhei_cm: np.ndarray


def propose(
    sex: ArrayLike, age_days: ArrayLike, weight_kg: ArrayLike, lenhei_cm: ArrayLike, measure: ArrayLike
) -> Proposals:
    """A proposal for each child whose three scores are not all plausible, and would be after one mistake undone.

    Arguments as in `compute`. Children of unknown age or sex, or with a missing measurement, get none.
    """
    arrays = [np.asarray(values) for values in (sex, age_days, measure)]
    kg, cm = np.asarray(weight_kg, dtype=np.float64), np.asarray(lenhei_cm, dtype=np.float64)
    mistake = np.zeros(len(kg), dtype=np.int8)
    better_kg, better_cm = np.full(len(kg), np.nan), np.full(len(cm), np.nan)
    complete = np.isfinite(kg) & np.isfinite(cm) & (kg > 0) & (cm > 0)
    open_rows = np.flatnonzero(complete & ~_plausible(compute(arrays[0], arrays[1], kg, cm, arrays[2])))
    for kind, of_kg, of_cm in _candidates():
        if not open_rows.size:
            break
        tried_kg, tried_cm = of_kg * kg[open_rows], of_cm * cm[open_rows]
        if kind == Mistake.SWAPPED:
            tried_kg, tried_cm = cm[open_rows], kg[open_rows]
        sex_of, age_of, posture_of = (values[open_rows] for values in arrays)
        good = _plausible(compute(sex_of, age_of, tried_kg, tried_cm, posture_of))
        rows = open_rows[good]
        mistake[rows], better_kg[rows], better_cm[rows] = kind, tried_kg[good], tried_cm[good]
        open_rows = open_rows[~good]
    # 0.85 * 100 is 85.00000000000001 in binary.
    return Proposals(mistake=mistake, weight_kg=better_kg.round(6), lenhei_cm=better_cm.round(6))


def _candidates() -> list[tuple[Mistake, float, float]]:
    """One mistake before two."""
    length = [(kind, 1.0, factor) for factor, kind in LENGTH_FACTORS[1:]]
    weight = [(kind, factor, 1.0) for factor, kind in WEIGHT_FACTORS[1:]]
    both = [(Mistake.BOTH, of_kg, of_cm) for of_kg, _ in WEIGHT_FACTORS[1:] for of_cm, _ in LENGTH_FACTORS[1:]]
    return [*length, *weight, (Mistake.SWAPPED, 1.0, 1.0), *both]


def _plausible(scores: Scores) -> np.ndarray:
    return (scores.flag_haz == 0) & (scores.flag_waz == 0) & (scores.flag_whz == 0)
