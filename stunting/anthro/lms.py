"""The LMS formulas for one block of children, written into arrays that exist already.

Every intermediate array is made once per thread and used again for the next block, so that it stays in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from stunting.anthro.rules import NO_FLAG
from stunting.anthro.tables import BY_STATURE, FIRST_HEIGHT, FIRST_LENGTH, LENGTH_ROWS, Lms, Stature


@dataclass
class Buffers:
    """Scratch space of one thread, for blocks of up to `size` children."""

    size: int
    reals: dict[str, np.ndarray] = field(default_factory=dict)
    masks: dict[str, np.ndarray] = field(default_factory=dict)
    rows: dict[str, np.ndarray] = field(default_factory=dict)

    def real(self, name: str, n: int) -> np.ndarray:
        return self._of(self.reals, name, np.float64)[:n]

    def mask(self, name: str, n: int) -> np.ndarray:
        return self._of(self.masks, name, np.bool_)[:n]

    def row(self, name: str, n: int) -> np.ndarray:
        return self._of(self.rows, name, np.intp)[:n]

    def _of(self, kept: dict[str, np.ndarray], name: str, kind: type) -> np.ndarray:
        if name not in kept:
            kept[name] = np.empty(self.size, dtype=kind)
        return kept[name]


def length_for_age(length: np.ndarray, row: np.ndarray, table: Lms, z: np.ndarray, b: Buffers) -> None:
    """L is 1 for length, so there is no power and there are no tails."""
    m = np.take(table.m, row, out=b.real("m", len(z)), mode="clip")
    s = np.take(table.s, row, out=b.real("s", len(z)), mode="clip")
    np.divide(length, m, out=z)
    z -= 1.0
    z /= s


def by_age(y: np.ndarray, row: np.ndarray, table: Lms, z: np.ndarray, b: Buffers) -> None:
    n = len(z)
    l = np.take(table.l, row, out=b.real("l", n), mode="clip")  # noqa: E741
    m = np.take(table.m, row, out=b.real("m", n), mode="clip")
    s = np.take(table.s, row, out=b.real("s", n), mode="clip")
    _restricted(y, l, m, s, z, b)


def weight_for_stature(
    weight: np.ndarray,
    length: np.ndarray,
    girl: np.ndarray,
    upright: np.ndarray,
    table: Stature,
    z: np.ndarray,
    b: Buffers,
) -> None:
    """M and S are interpolated between the rows of two neighbouring tenths of a centimetre."""
    n = len(z)
    tenths = np.multiply(length, 10.0, out=b.real("tenths", n))
    below = np.floor(tenths, out=b.real("below", n))
    beyond = np.subtract(tenths, below, out=tenths)
    start = b.real("position", n)
    start[...] = upright
    start *= float(LENGTH_ROWS - FIRST_HEIGHT + FIRST_LENGTH)
    below += start
    below -= float(FIRST_LENGTH)
    np.multiply(girl, float(BY_STATURE), out=start)
    below += start
    row = b.row("row_of_stature", n)
    np.copyto(row, below, casting="unsafe")

    m = _between(table.m, table.m_step, row, beyond, b.real("m", n), below)
    s = _between(table.s, table.s_step, row, beyond, b.real("s", n), below)
    l = b.real("l", n)  # noqa: E741
    l[...] = table.l[0]
    np.copyto(l, table.l[1], where=b.mask("girl", n))
    _restricted(weight, l, m, s, z, b)


def _between(
    values: np.ndarray, steps: np.ndarray, row: np.ndarray, beyond: np.ndarray, out: np.ndarray, scratch: np.ndarray
) -> np.ndarray:
    np.take(steps, row, out=scratch, mode="clip")
    scratch *= beyond
    np.take(values, row, out=out, mode="clip")
    out += scratch
    return out


def _restricted(
    y: np.ndarray,
    l: np.ndarray,  # noqa: E741
    m: np.ndarray,
    s: np.ndarray,
    z: np.ndarray,
    b: Buffers,
) -> None:
    """LMS, and straight lines beyond 3 SD, where a power would stretch a small error of the scales."""
    spread = np.multiply(l, s, out=b.real("spread", len(z)))
    np.divide(y, m, out=z)
    np.power(z, l, out=z)
    z -= 1.0
    z /= spread
    distance = np.abs(z, out=spread)
    far = np.flatnonzero(np.greater(distance, 3.0, out=b.mask("scratch", len(z))))
    if far.size:
        z[far] = _tail(y[far], l[far], m[far], s[far], np.sign(z[far]))


def _tail(y: np.ndarray, l: np.ndarray, m: np.ndarray, s: np.ndarray, side: np.ndarray) -> np.ndarray:  # noqa: E741
    at_2 = m * (1.0 + l * s * (2.0 * side)) ** (1.0 / l)
    at_3 = m * (1.0 + l * s * (3.0 * side)) ** (1.0 / l)
    return side * (3.0 + (y - at_3) / (at_3 - at_2))


def finish(z: np.ndarray, exists: np.ndarray, flag: np.ndarray, limits: tuple[float, float], b: Buffers) -> None:
    """Round to 2 decimals, blank what does not exist, and flag what is implausible."""
    n = len(z)
    z *= 100.0
    np.rint(z, out=z)
    z /= 100.0
    z += 0.0  # -0.0 becomes 0.0
    absent = np.logical_not(exists, out=b.mask("scratch", n))
    np.copyto(z, np.nan, where=absent)
    outside = flag.view(np.bool_)
    np.less(z, limits[0], out=outside)
    outside |= np.greater(z, limits[1], out=b.mask("scratch2", n))
    np.copyto(flag, NO_FLAG, where=absent)
