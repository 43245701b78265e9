"""Classes of a z-score as Permenkes 2/2020 names them.

Lower limits are strict (a z-score of exactly -2.00 is not stunted), upper ones as well (+1.00 is not yet at risk). They
are applied to the z-score with two decimals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stunting.errors import UnknownChoiceError

SOURCE = "Permenkes Nomor 2 Tahun 2020 tentang Standar Antropometri Anak"
NOT_CLASSED = -1


@dataclass(frozen=True, kw_only=True)
class GrowthClass:
    """One class; `seen_as` are other spellings found in exports, in lower case."""

    key: str
    label: str
    seen_as: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GrowthIndex:
    """The classes of one index, low to high.

    lower: a z-score below the limit belongs to the class before it
    upper: a z-score above the limit belongs to the class after it
    """

    key: str
    label: str
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    classes: tuple[GrowthClass, ...]

    def __post_init__(self) -> None:
        assert len(self.classes) == len(self.lower) + len(self.upper) + 1, "one class more than limits"

    def classify(self, z: ArrayLike, flag: ArrayLike | None = None) -> np.ndarray:
        """Number of the class, 0 for the lowest; -1 without a z-score or with an implausible one (flag = 1)."""
        values = np.asarray(z, dtype=np.float64)
        at = np.zeros(values.shape, dtype=np.int8)
        for limit in self.lower:
            at += values >= limit
        for limit in self.upper:
            at += values > limit
        at[np.isnan(values)] = NOT_CLASSED
        if flag is not None:
            at[np.asarray(flag) == 1] = NOT_CLASSED
        return at

    def of_label(self, label: str) -> int:
        """Number of the class that an export calls by this name, -1 where the name is none of them."""
        plain = " ".join(label.split()).casefold()
        for number, one in enumerate(self.classes):
            if plain in (one.label.casefold(), *one.seen_as):
                return number
        return NOT_CLASSED


HEIGHT_FOR_AGE = GrowthIndex(
    key="haz",
    label="TB/U",
    lower=(-3, -2),
    upper=(3,),
    classes=(
        GrowthClass(key="severely_stunted", label="Sangat pendek", seen_as=("severely stunted",)),
        GrowthClass(key="stunted", label="Pendek", seen_as=("stunted",)),
        GrowthClass(key="normal", label="Normal"),
        GrowthClass(key="tall", label="Tinggi"),
    ),
)
WEIGHT_FOR_AGE = GrowthIndex(
    key="waz",
    label="BB/U",
    lower=(-3, -2),
    upper=(1,),
    classes=(
        GrowthClass(key="severely_underweight", label="Berat badan sangat kurang", seen_as=("sangat kurang",)),
        GrowthClass(key="underweight", label="Berat badan kurang", seen_as=("kurang",)),
        GrowthClass(key="normal", label="Berat badan normal", seen_as=("normal",)),
        GrowthClass(
            key="risk_of_overweight",
            label="Risiko berat badan lebih",
            seen_as=("risiko lebih", "berat badan lebih", "resiko lebih", "risiko bb lebih"),
        ),
    ),
)
WEIGHT_FOR_HEIGHT = GrowthIndex(
    key="whz",
    label="BB/TB",
    lower=(-3, -2),
    upper=(1, 2, 3),
    classes=(
        GrowthClass(key="severely_wasted", label="Gizi buruk"),
        GrowthClass(key="wasted", label="Gizi kurang"),
        GrowthClass(key="normal", label="Gizi baik (normal)", seen_as=("gizi baik", "normal")),
        GrowthClass(
            key="risk_of_overweight",
            label="Berisiko gizi lebih",
            seen_as=("risiko gizi lebih", "beresiko gizi lebih", "resiko gizi lebih"),
        ),
        GrowthClass(key="overweight", label="Gizi lebih"),
        GrowthClass(key="obese", label="Obesitas", seen_as=("obesitas (obese)", "obese")),
    ),
)
GROWTH_INDICES = {one.key: one for one in (HEIGHT_FOR_AGE, WEIGHT_FOR_AGE, WEIGHT_FOR_HEIGHT)}


def growth_index(key: str) -> GrowthIndex:
    """The classes of haz, waz or whz.

    Raises:
        UnknownChoiceError: there is no such index.
    """
    if key not in GROWTH_INDICES:
        raise UnknownChoiceError(key, GROWTH_INDICES)
    return GROWTH_INDICES[key]


def is_stunted(haz: ArrayLike) -> np.ndarray:
    """Below -2: pendek or sangat pendek."""
    return np.asarray(haz, dtype=np.float64) < -2
