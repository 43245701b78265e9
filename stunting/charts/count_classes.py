"""Classes of a count per area, with round limits; for the map of cases beside the map of prevalence."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from stunting import formats
from stunting.classes import ClassScheme
from stunting.languages import _

# Plum from light to dark, as even in lightness as the blues of prevalence.
COUNTS = ("#f0dfec", "#d8b4d2", "#b176ab", "#7b3a78", "#451347")
COUNTS_BY_SIZE = {
    1: (COUNTS[2],),
    2: (COUNTS[1], COUNTS[3]),
    3: (COUNTS[0], COUNTS[2], COUNTS[4]),
    4: (COUNTS[0], COUNTS[1], COUNTS[3], COUNTS[4]),
    5: COUNTS,
}
# Hundredths of a power of ten that read as round.
ROUND = (100, 120, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800, 900, 1000)
SHARES = (0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, kw_only=True)
class CountScheme(ClassScheme):
    """Ordered classes of a whole number; the limits are the names ("50–99").

    counted: the words for what is counted, for example "balita stunting"
    """

    counted: str

    def ranges(self) -> tuple[str, ...]:
        """Nothing: the names say the limits already."""
        return ("",) * len(self)


def count_scheme(counts: Iterable[float], *, counted: str) -> CountScheme:
    """Up to five classes with round limits near the quartiles and the highest tenth of some counts.

    Give the counts of all periods when the map plays them, so that a colour means the same in each.
    """
    known = np.array([count for count in counts if not math.isnan(count)], dtype=float)
    wanted = np.quantile(known, SHARES) if len(known) else np.array([])
    edges = sorted({rounded for rounded in map(round_number, wanted.tolist()) if 0 < rounded <= known.max()})
    limits = [0, *edges]
    names = [
        formats.number(low) if high == low + 1 else f"{formats.number(low)}–{formats.number(high - 1)}"
        for low, high in itertools.pairwise(limits)
    ]
    return CountScheme(
        key="jumlah",
        label=_("Jumlah {counted}", counted=counted),
        edges=tuple(edges),
        names=(*names, f"≥ {formats.number(limits[-1])}"),
        source=_("Batas kelas dibulatkan dari kuartil dan persentil ke-90 jumlah per wilayah"),
        counted=counted,
    )


def count_colours(size: int) -> tuple[str, ...]:
    """The colours of a count scheme with this many classes, low to high."""
    return COUNTS_BY_SIZE[size]


def round_number(value: float) -> int:
    """The nearest number that reads as round, with at most two digits before its zeros; 0 below one half."""
    if value < 10:
        return math.floor(value + 0.5)
    power = 10 ** math.floor(math.log10(value))
    return int(min((step * power / 100 for step in ROUND), key=lambda near: abs(near - value)))
