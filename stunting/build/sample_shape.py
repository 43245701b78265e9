"""What the sample series are shaped on: levels and coverage by year, differences between kecamatan.

Published figures are marked; everything else is invented. Sources: see the notes in the cards of `data/raw/contoh`.
"""

from __future__ import annotations

import numpy as np

from stunting.geography import Register
from stunting.sample.options import CSV, SampleOptions

SEED = 2025
YEARS = tuple(range(2019, 2026))
MONTHS = tuple(year * 100 + month for year in YEARS for month in (2, 8))
# 174 children born over eleven years are about 75 in the lists of any one month.
CHILDREN_PER_DESA = 174
EVERY_DESA = 10_000
KECAMATAN_SD = 0.22

# Percent stunted in August of each year.
CURVES = {
    "1801": (15.0, 13.6, 11.9, 9.6, 7.9, 6.6, 5.6),
    "1811": (14.0, 12.9, 11.2, 9.4, 8.1, 7.0, 6.3),
    # 2019-2021 as the district health office said; 13,0 in 2023 is the claim "21% to 13% in three years".
    "3514": (22.5, 21.4, 18.1, 15.5, 13.0, 11.4, 10.2),
    # 2022, 2024 and 2025 as published.
    "3520": (13.2, 12.4, 11.4, 10.5, 9.4, 8.3, 8.2),
    "6209": (19.5, 18.8, 17.6, 16.4, 14.2, 12.9, 11.8),
}
# Percent of the listed children who were measured.
COVERAGE = {
    "1801": (88, 79, 86, 91, 93, 94, 95),
    "1811": (86, 76, 85, 90, 92, 93, 94),
    # 82.963 weighed in 2019, 50.746 in 2020, of a yearly target group of 118.492.
    "3514": (70, 43, 74, 88, 93, 95, 96),
    "3520": (97, 90, 96, 98, 98, 98, 98),
    "6209": (84, 72, 82, 87, 90, 92, 93),
}
# Percent in one year that fix the place of single kecamatan. Published: highest and lowest of Kab. Magetan in 2024.
FIXED = {"3520": (2024, {"352007": 18.71, "352001": 4.63})}
# All other kecamatan lie between these, relative to the kabupaten, so that the fixed ones stay highest and lowest.
BETWEEN = {"3520": (0.66, 1.6)}


def options_of(register: Register, code: str) -> SampleOptions:
    """The sample of one kabupaten, without any fault."""
    desa_n = sum(len(register.children(kecamatan.code)) for kecamatan in register.children(code))
    relative = relative_levels(register, code)
    level = {month: _level(CURVES[code], month) for month in MONTHS}
    coverage = {month: float(COVERAGE[code][month // 100 - YEARS[0]]) for month in MONTHS}
    return SampleOptions(
        code=code,
        children=desa_n * CHILDREN_PER_DESA,
        seed=SEED,
        months=MONTHS,
        prevalence={(one, month): share * level[month] for one, share in relative.items() for month in MONTHS},
        coverage=coverage,
        layout=CSV,
        desa_n=EVERY_DESA,
    )


def relative_levels(register: Register, code: str) -> dict[str, float]:
    """How high each kecamatan lies relative to its kabupaten; the mean over all desa is 1."""
    kecamatan = register.children(code)
    weight = np.array([len(register.children(one.code)) for one in kecamatan], dtype=float)
    rng = np.random.default_rng([SEED, int(code)])
    low, high = BETWEEN.get(code, (0.5, 2.0))
    share = np.clip(np.exp(rng.normal(0, KECAMATAN_SD, len(kecamatan))), low, high)
    fixed = np.zeros(len(kecamatan), dtype=bool)
    if code in FIXED:
        year, levels = FIXED[code]
        of_year = CURVES[code][year - YEARS[0]]
        for at, one in enumerate(kecamatan):
            if one.code in levels:
                share[at], fixed[at] = levels[one.code] / of_year, True
    left = weight.sum() - (weight * share)[fixed].sum()
    share[~fixed] *= left / (weight * share)[~fixed].sum()
    return {one.code: float(value) for one, value in zip(kecamatan, share, strict=True)}


def _level(curve: tuple[float, ...], month: int) -> float:
    """August as given, February half way from the year before."""
    at = month // 100 - YEARS[0]
    if month % 100 == 8 or at == 0:
        return curve[at]
    return (curve[at - 1] + curve[at]) / 2
