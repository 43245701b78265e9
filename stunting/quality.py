"""Data quality of one unit in one month: figures from sufficient statistics, grades, and one sentence what to do.

Input are rows of the release table `quality`, one per kabupaten, puskesmas or posyandu and month. Nothing here knows a
child. Formulas and cut-offs: `quality_bands.INDICATORS`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from stunting import formats
from stunting.frames import records, whole_numbers
from stunting.languages import N_, _
from stunting.quality_bands import INDICATORS, SMALLEST_N, Grade, QualityIndicator, quality_indicator

BOYS_SHARE = 105 / 205
# 6-29 against 30-59 months, SMART.
YOUNG_SHARE = 0.85 / 1.85
# A share that is off by less is no problem of recording, however small its p.
TOLERANCE_SHARE = 0.025
YEARS, HALF_YEARS = (12, 24, 36, 48), (6, 18, 30, 42, 54)
HEIGHT_DIGITS = ("height_digit_score", "height_half_pct", "height_dissimilarity_pct")
WEIGHT_DIGITS = ("weight_digit_score", "weight_half_pct")
MOST_ADVICE = 3
# Below this p a problem counts as proven; above it few children may have made it.
PROVEN = 0.05


@dataclass(frozen=True, kw_only=True)
class UnitQuality:
    """One unit in one month.

    values: indicator key -> value, None where its own n is below 20
    grades: indicator key -> grade, None where there is no value
    height_digits, weight_digits: counts of the last digit 0 ... 9
    ages:   children by completed month of age, 0 ... 59
    parent, desa: the puskesmas and the village of a posyandu, "" otherwise
    """

    unit_id: str
    name: str
    parent: str
    desa: str
    year: int
    month: int
    listed_n: int
    height_n: int
    measured_pct: float | None
    boys_per_100_girls: float | None
    values: dict[str, float | None]
    grades: dict[str, Grade | None]
    height_digits: tuple[int, ...] = field(repr=False)
    weight_digits: tuple[int, ...] = field(repr=False)
    ages: tuple[int, ...] = field(repr=False)
    is_sample: bool = False

    @property
    def weak(self) -> list[QualityIndicator]:
        """Indicators that ask for support, in the order of the registry."""
        return self._at(Grade.SUPPORT)

    @property
    def fair(self) -> list[QualityIndicator]:
        return self._at(Grade.FAIR)

    @property
    def sentence(self) -> str:
        """What to do first in this unit."""
        if not self.is_judged:
            return _("n kecil: kurang dari {smallest_n} anak diukur, mutu belum dapat dinilai.", smallest_n=SMALLEST_N)
        if self.weak:
            todo = list(dict.fromkeys(one.weak for one in self.weak))[:MOST_ADVICE]
            return _("Perlu dukungan: {weak}. {todo}", weak=self._said(self.weak), todo=" ".join(todo))
        if self.fair:
            return _("Cukup; pantau {fair}.", fair=self._said(self.fair))
        return _("Baik di semua hal; pertahankan.")

    def written(self, one: QualityIndicator) -> str:
        """One value as a reader meets it; an imbalance of the sexes as a ratio rather than as its p."""
        value = self.values[one.key]
        if one.key == "sex_p" and value is not None and self.boys_per_100_girls is not None:
            p = f"p = {one.written(value)}" if value >= 0.001 else f"p < {formats.number(0.001, decimals=3)}"
            return f"{formats.number(self.boys_per_100_girls)} ({p})"
        return one.written(value)

    @property
    def is_judged(self) -> bool:
        return any(grade is not None for grade in self.grades.values())

    def _at(self, grade: Grade) -> list[QualityIndicator]:
        return [one for one in INDICATORS if one.in_table and self.grades[one.key] is grade]

    def _said(self, found: Sequence[QualityIndicator]) -> str:
        return "; ".join(f"{_inside(one.short)} {self.written(one)}" for one in found)


def _inside(name: str) -> str:
    """A heading inside a sentence; "SD TB/U" keeps its capitals."""
    return name if name[1].isupper() else f"{name[0].lower()}{name[1:]}"


def units(frame: pd.DataFrame) -> list[UnitQuality]:
    """Rows of `queries.quality_of_units` or `queries.quality_of_unit`, in their order."""
    return [_unit(row) for row in records(frame)]


def in_need_first(found: Iterable[UnitQuality]) -> list[UnitQuality]:
    """Most indicators that ask for support on top; units that cannot be judged at the end."""

    def order(one: UnitQuality) -> tuple:
        return (not one.is_judged, -len(one.weak), -len(one.fair), one.name)

    return sorted(found, key=order)


def _unit(row: Any) -> UnitQuality:
    height_digits, weight_digits = _counts(row.height_digits), _counts(row.weight_digits)
    ages = _counts(row.age_months)
    height_n, weight_n = int(row.height_n), sum(weight_digits)
    boys, girls = int(row.male_n), int(row.female_n)
    young, old = sum(ages[6:30]), sum(ages[30:60])
    weighed_n = height_n - int(row.weight_missing_n) + int(row.height_missing_n)
    values = {
        "haz_sd": _enough(row.haz_sd, row.haz_n),
        "waz_sd": _enough(row.waz_sd, row.waz_n),
        "whz_sd": _enough(row.whz_sd, row.whz_n),
        "haz_flagged_pct": share_pct(row.haz_flagged_n, row.haz_n + row.haz_flagged_n),
        "waz_flagged_pct": share_pct(row.waz_flagged_n, row.waz_n + row.waz_flagged_n),
        "whz_flagged_pct": share_pct(row.whz_flagged_n, row.whz_n + row.whz_flagged_n),
        "height_digit_score": _enough(digit_preference_score(height_digits), sum(height_digits)),
        "height_half_pct": share_pct(height_digits[0] + height_digits[5], sum(height_digits)),
        "height_dissimilarity_pct": _enough(dissimilarity_pct(height_digits), sum(height_digits)),
        "weight_digit_score": _enough(digit_preference_score(weight_digits), weight_n),
        "weight_half_pct": share_pct(weight_digits[0] + weight_digits[5], weight_n),
        "year_heaping": heaping(ages, YEARS),
        "half_year_heaping": heaping(ages, HALF_YEARS),
        "age_p": binomial_p(young, young + old, YOUNG_SHARE),
        "sex_p": binomial_p(boys, boys + girls, BOYS_SHARE),
        "day_missing_pct": share_pct(row.day_missing_n, row.listed_n),
        "height_missing_pct": share_pct(row.height_missing_n, weighed_n),
        "weight_missing_pct": share_pct(row.weight_missing_n, height_n),
        "posture_missing_pct": share_pct(row.posture_missing_n, height_n),
        "posture_unusual_pct": share_pct(row.posture_unusual_n, height_n),
        "unchanged_pct": share_pct(row.unchanged_n, height_n),
        "shrunk_pct": share_pct(row.shrunk_n, height_n),
    }
    if height_n < SMALLEST_N:
        values = dict.fromkeys(values)
    grades = {key: quality_indicator(key).grade(value) for key, value in values.items()}
    harmless = {
        "haz_sd": _may_be_good("haz_sd", values["haz_sd"], row.haz_n),
        "waz_sd": _may_be_good("waz_sd", values["waz_sd"], row.waz_n),
        "whz_sd": _may_be_good("whz_sd", values["whz_sd"], row.whz_n),
        **dict.fromkeys(HEIGHT_DIGITS, may_be_even(height_digits)),
        **dict.fromkeys(WEIGHT_DIGITS, may_be_even(weight_digits)),
        "year_heaping": _may_be_flat(ages, YEARS),
        "half_year_heaping": _may_be_flat(ages, HALF_YEARS),
        "sex_p": _is_near(boys, boys + girls, BOYS_SHARE),
        "age_p": _is_near(young, young + old, YOUNG_SHARE),
    }
    for key, grade in grades.items():
        if grade is not None and harmless.get(key):
            grades[key] = min(grade, Grade.GOOD)
    missing = share_pct(row.day_missing_n, row.listed_n)
    return UnitQuality(
        unit_id=str(row.unit_id),
        name=str(row.unit_name),
        parent=str(row.parent_name or ""),
        desa=str(row.desa_name or ""),
        year=int(row.year),
        month=int(row.month),
        listed_n=int(row.listed_n),
        height_n=height_n,
        measured_pct=None if missing is None else 100 - missing,
        boys_per_100_girls=100 * boys / girls if girls and boys + girls >= SMALLEST_N else None,
        values=values,
        grades=grades,
        height_digits=height_digits,
        weight_digits=weight_digits,
        ages=ages,
        is_sample=bool(row.is_sample),
    )


# -- formulas ---------------------------------------------------------------------------------------------------------


def digit_preference_score(counts: ArrayLike) -> float:
    """0 where all ten digits are equally frequent, 100 where there is only one.

    100 * sqrt(chi2 / (n * 9)); Kuulasmaa et al. 1998 for WHO MONICA, used by SMART. NaN without any count.
    """
    observed = np.asarray(counts, dtype=float)
    total = observed.sum()
    if total == 0:
        return math.nan
    expected = total / len(observed)
    chi2 = ((observed - expected) ** 2 / expected).sum()
    return float(100 * math.sqrt(chi2 / (total * (len(observed) - 1))))


def dissimilarity_pct(counts: ArrayLike) -> float:
    """Percent of the values that would have to end on another digit to make all equally frequent (Myers), 0-90."""
    observed = np.asarray(counts, dtype=float)
    if observed.sum() == 0:
        return math.nan
    return float(50 * np.abs(observed / observed.sum() - 1 / len(observed)).sum())


def heaping(ages: Sequence[int], months: Sequence[int]) -> float | None:
    """Children at some completed months of age by the mean of the months beside them; 1 is no heaping.

    None where fewer than 20 children are expected there: a ratio of a handful says nothing.
    """
    here = sum(ages[month] for month in months)
    expected = sum(ages[month - 1] + ages[month + 1] for month in months) / 2
    return here / expected if expected >= SMALLEST_N else None


def binomial_p(part: int, whole: int, expected: float) -> float | None:
    """Two-sided p of an exact binomial test, as scipy's `binomtest`; None below 20.

    The p of all outcomes that are at most as likely as this one.
    """
    if whole < SMALLEST_N:
        return None
    outcomes = np.arange(whole + 1)
    likelihood = np.exp(
        special.gammaln(whole + 1)
        - special.gammaln(outcomes + 1)
        - special.gammaln(whole - outcomes + 1)
        + special.xlogy(outcomes, expected)
        + special.xlog1py(whole - outcomes, -expected)
    )
    # Outcomes that are equally likely differ in the last digits of a double.
    return min(float(likelihood[likelihood <= likelihood[part] * (1 + 1e-7)].sum()), 1.0)


def may_be_even(counts: Sequence[int]) -> bool:
    """Whether chance alone may have made these last digits (chi-squared, 5 %).

    A score of few children is high by itself: about 100 / sqrt(n) where all digits are equally likely.
    """
    total = sum(counts)
    if not total:
        return False
    expected = total / len(counts)
    chi2 = sum((count - expected) ** 2 for count in counts) / expected
    return bool(special.chdtrc(len(counts) - 1, chi2) >= PROVEN)


def _may_be_flat(ages: Sequence[int], months: Sequence[int]) -> bool:
    here = sum(ages[month] for month in months)
    beside = sum(ages[month - 1] + ages[month + 1] for month in months)
    if not here + beside:
        return True
    return not here or bool(special.bdtrc(here - 1, here + beside, 1 / 3) >= PROVEN)


def _may_be_good(key: str, spread: float | None, n: int) -> bool:
    """Whether the 95 % interval of a standard deviation reaches into the range that is good."""
    if spread is None:
        return False
    low, high = (spread * math.sqrt((n - 1) / special.chdtri(n - 1, tail)) for tail in (PROVEN / 2, 1 - PROVEN / 2))
    good = next(band for band in quality_indicator(key).bands if band.grade is Grade.GOOD)
    return low < good.below and high > good.above


def _is_near(part: int, whole: int, expected: float) -> bool:
    return whole > 0 and abs(part / whole - expected) < TOLERANCE_SHARE


def share_pct(part: float, whole: float) -> float | None:
    """Percent, None below 20."""
    return 100 * float(part) / float(whole) if whole >= SMALLEST_N else None


def _enough(value: float | None, n: int) -> float | None:
    return None if value is None or math.isnan(value) or n < SMALLEST_N else float(value)


def _counts(values: Iterable[Any]) -> tuple[int, ...]:
    return tuple(int(value) for value in values)


# -- tables and sentences ---------------------------------------------------------------------------------------------


def table(found: Sequence[UnitQuality], *, heading: str, every: bool = False) -> pd.DataFrame:
    """One row per unit with Indonesian headers: numbers, a grade beside each, and the sentence.

    every: all indicators, else those of the narrow table
    """
    shown = [one for one in INDICATORS if every or one.in_table]
    columns: dict[str, Any] = {
        heading: [unit.name for unit in found],
        N_("Bulan"): [formats.month(unit.year, unit.month) for unit in found],
        N_("Terdaftar"): whole_numbers(unit.listed_n for unit in found),
        N_("Diukur tingginya"): whole_numbers(unit.height_n for unit in found),
        N_("Cakupan (%)"): pd.Series([unit.measured_pct for unit in found], dtype=float),
    }
    for one in shown:
        name = f"{one.label} ({one.unit})" if one.unit in ("%", "p") else one.label
        columns[name] = pd.Series([unit.values[one.key] for unit in found], dtype=float)
        columns[_("Nilai: {indicator}", indicator=one.short)] = [graded(unit.grades[one.key]) for unit in found]
    columns[N_("Perlu dukungan (hal)")] = whole_numbers(len(unit.weak) for unit in found)
    columns[N_("Yang perlu dilakukan")] = [unit.sentence for unit in found]
    return pd.DataFrame(columns)


def graded(grade: Grade | None) -> str:
    """A grade in words with its symbol: "▲ perlu dukungan"."""
    return _("n kecil") if grade is None else f"{grade.symbol} {grade.label}"


def source_line(found: Sequence[UnitQuality]) -> str:
    """The line under a figure or table about these units."""
    height_n, listed_n = sum(one.height_n for one in found), sum(one.listed_n for one in found)
    months = sorted({(one.year, one.month) for one in found})
    period = "–".join(dict.fromkeys(formats.month(*months[end]) for end in (0, -1))) if months else ""
    known = [one for one in found if one.measured_pct is not None]
    covered = sum(one.listed_n * (one.measured_pct or 0) / 100 for one in known)
    listed = sum(one.listed_n for one in known)
    cover = (
        _("cakupan {coverage}", coverage=formats.percent(100 * covered / listed))
        if listed
        else _("cakupan tidak diketahui")
    )
    return _(
        "Sumber: pencatatan rutin (e-PPGBM), {period}; n = {height_n} tinggi badan dari "
        "{listed_n} balita terdaftar; {cover}.",
        period=period,
        height_n=formats.number(height_n),
        listed_n=formats.number(listed_n),
        cover=cover,
    )
