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
# Kabupaten whose lists come every month -> from this year on.
MONTHLY = {"3514": 2024}
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
# Points by which fewer children come in the months without a Bulan Timbang, by calendar month.
FEWER = {1: 6, 3: 14, 4: 17, 5: 7, 6: 15, 7: 6, 9: 5, 10: 5, 11: 7, 12: 9}
# A month whose files are not all there yet.
INCOMPLETE = {("3514", 202512): 45.0}
# SD by which children weigh less for their height, by calendar month: the lean season of the rains.
LEAN = {11: -0.1, 12: -0.18, 1: -0.18, 2: -0.1}
# A kecamatan with few measured and a desa with none, in the second half of 2025.
LOCAL_COVERAGE = {"351424": 68.0, "3514042011": 0.0}
LOCAL_MONTHS = tuple(range(202507, 202513))
# Desa with fewer than 20 children to be measured: these have so many different children in all years.
SMALL = {"3514012012": 30, "3514032003": 32, "3514042005": 34}
# Percent in one year that fix the place of single kecamatan. Published: highest and lowest of Kab. Magetan in 2024.
FIXED = {"3520": (2024, {"352007": 18.71, "352001": 4.63})}
# All other kecamatan lie between these, relative to the kabupaten, so that the fixed ones stay highest and lowest.
BETWEEN = {"3520": (0.66, 1.6)}


def options_of(register: Register, code: str) -> SampleOptions:
    """The sample of one kabupaten, without any fault."""
    desa_n = sum(len(register.children(kecamatan.code)) for kecamatan in register.children(code))
    relative = relative_levels(register, code)
    months = months_of(code)
    level = {month: _level(CURVES[code], month) for month in months}
    is_monthly = code in MONTHLY
    return SampleOptions(
        code=code,
        children=desa_n * CHILDREN_PER_DESA,
        seed=SEED,
        months=months,
        prevalence={(one, month): share * level[month] for one, share in relative.items() for month in months},
        coverage={month: _coverage(code, month) for month in months},
        local_coverage={
            (one, month): min(percent, _coverage(code, month))
            for one, percent in LOCAL_COVERAGE.items()
            for month in LOCAL_MONTHS
            if one.startswith(code)
        },
        whz_shift={month: LEAN.get(month % 100, 0.0) for month in months} if is_monthly else {},
        most_children={one: most for one, most in SMALL.items() if one.startswith(code)},
        layout=CSV,
        desa_n=EVERY_DESA,
    )


def months_of(code: str) -> tuple[int, ...]:
    """Months of one kabupaten: February and August, and every month where its lists come monthly."""
    first = MONTHLY.get(code)
    if first is None:
        return MONTHS
    monthly = tuple(year * 100 + month for year in YEARS if year >= first for month in range(1, 13))
    return (*(month for month in MONTHS if month // 100 < first), *monthly)


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
    """August as given, the months between on a straight line; level before the first August and after the last."""
    return float(np.interp(month // 100 + (month % 100 - 8) / 12, YEARS, curve))


def _coverage(code: str, month: int) -> float:
    """Percent of the listed children who are measured."""
    usual = COVERAGE[code][month // 100 - YEARS[0]] - FEWER.get(month % 100, 0)
    return INCOMPLETE.get((code, month), float(usual))
