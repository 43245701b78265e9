"""Z-score limits as whole millimetres and grams, so that a comparison replaces the formula.

Every limit that a count asks for (-6, -3, -2 ... SD) is turned, for each sex and day or millimetre, into the least
measurement that reaches it. The values come from `stunting.anthro.compute`, the same function that scores an import,
and z-scores rise with the measurement; so comparing whole numbers gives the classes that computing, rounding and
comparing z-scores gives. No power and no logarithm runs per row, and two programs cannot disagree about the last digit.

`tests/unit/nation/test_limits.py` compares both for every measurement there can be.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pyarrow as pa

from stunting.anthro import BOY, GIRL, UNKNOWN, Scores, compute
from stunting.anthro.rules import HEIGHT_FROM_DAY
from stunting.anthro.tables import DAYS, FIRST_HEIGHT, FIRST_LENGTH, HEIGHT_ROWS, LENGTH_ROWS

SEXES = {"m": BOY, "f": GIRL}
UPRIGHT_DAY = int(HEIGHT_FROM_DAY)
# Column -> (hundredths of a z-score, index): the least measurement whose rounded z-score is that or more.
# A class is strict below (z < -2.00) and strict above (z > 2.00, so 2.01 or more).
AGE_LIMITS = {
    "haz_m6_mm": (-600, "haz"),
    "haz_m3_mm": (-300, "haz"),
    "haz_m2_mm": (-200, "haz"),
    "haz_p6_mm": (601, "haz"),
    "waz_m6_g": (-600, "waz"),
    "waz_m3_g": (-300, "waz"),
    "waz_m2_g": (-200, "waz"),
    "waz_p5_g": (501, "waz"),
}
LENGTH_LIMITS = {"whz_m5_g": -500, "whz_m3_g": -300, "whz_m2_g": -200, "whz_p2_g": 201, "whz_p5_g": 501}
# No child under five weighs 100 kg or is two metres tall; every limit lies below.
MOST_GRAMS = 1 << 17
MOST_MM = 1 << 11

Measured = Callable[[np.ndarray], np.ndarray]


@lru_cache(maxsize=1)
def age_limits() -> pa.Table:
    """Limits of TB/U and BB/U: one row per sex and day of age (0-1826), columns of `AGE_LIMITS`."""
    sex, day = (one.ravel() for one in np.meshgrid([BOY, GIRL], np.arange(DAYS), indexing="ij"))

    def haz(height_mm: np.ndarray) -> np.ndarray:
        return _hundredths(_scored(sex, day, height_mm=height_mm).haz)

    def waz(weight_g: np.ndarray) -> np.ndarray:
        return _hundredths(_scored(sex, day, weight_g=weight_g).waz)

    found = {
        name: _least(
            haz if index == "haz" else waz, limit, rows=len(day), most=MOST_MM if index == "haz" else MOST_GRAMS
        )
        for name, (limit, index) in AGE_LIMITS.items()
    }
    return _table({"sex": _letters(sex), "age_days": day, **found})


@lru_cache(maxsize=1)
def length_limits() -> pa.Table:
    """Limits of BB/TB: one row per sex, table (lengths, or heights from day 731) and millimetre; `LENGTH_LIMITS`."""
    lying = FIRST_LENGTH + np.arange(LENGTH_ROWS)
    upright = FIRST_HEIGHT + np.arange(HEIGHT_ROWS)
    length = np.tile(np.concatenate([lying, upright]), 2)
    is_upright = np.tile(np.repeat([False, True], [LENGTH_ROWS, HEIGHT_ROWS]), 2)
    sex = np.repeat([BOY, GIRL], LENGTH_ROWS + HEIGHT_ROWS)
    day = np.where(is_upright, UPRIGHT_DAY, UPRIGHT_DAY - 1)

    def whz(weight_g: np.ndarray) -> np.ndarray:
        return _hundredths(_scored(sex, day, weight_g=weight_g, height_mm=length).whz)

    found = {name: _least(whz, limit, rows=len(day), most=MOST_GRAMS) for name, limit in LENGTH_LIMITS.items()}
    return _table({"sex": _letters(sex), "is_upright": is_upright, "length_mm": length, **found})


def _scored(
    sex: np.ndarray, day: np.ndarray, *, weight_g: np.ndarray | None = None, height_mm: np.ndarray | None = None
) -> Scores:
    nothing = np.full(len(day), np.nan)
    return compute(
        sex,
        day.astype(np.float64),
        nothing if weight_g is None else weight_g / 1000,
        nothing if height_mm is None else height_mm / 10,
        np.full(len(day), UNKNOWN),
    )


def _hundredths(z: np.ndarray) -> np.ndarray:
    """Z-scores as whole hundredths; they have two decimals."""
    assert not np.isnan(z).any(), "every measurement above zero has a z-score here"
    return np.rint(z * 100)


def _least(z_of: Measured, limit: int, *, rows: int, most: int) -> np.ndarray:
    """The least whole measurement of each row whose z-score is `limit` or more, by halving."""
    low = np.zeros(rows, dtype=np.int64)  # below the limit: no measurement is zero
    high = np.full(rows, most, dtype=np.int64)  # above the limit
    assert (z_of(high) >= limit).all(), "the limit lies below the largest measurement"
    while (high - low > 1).any():
        middle = np.maximum((low + high) // 2, 1)
        reaches = z_of(middle) >= limit
        high = np.where(reaches, middle, high)
        low = np.where(reaches, low, middle)
    return high


def _letters(sex: np.ndarray) -> np.ndarray:
    return np.where(sex == BOY, "m", "f").astype(object)


def _table(columns: dict[str, np.ndarray]) -> pa.Table:
    kinds = {"sex": pa.string(), "is_upright": pa.bool_()}
    return pa.table({name: pa.array(values, kinds.get(name, pa.int32())) for name, values in columns.items()})
