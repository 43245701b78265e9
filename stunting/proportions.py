"""Change of a routine rate between two periods, from its counts: interval, verdict, and what coverage does to it.

A routine rate is a share of the children who came. Its interval treats them as a sample of the children who could have
come; what the others would have added is a separate question, answered by `bounds` and `change_bounds`.

Sources: Newcombe RG (1998), Interval estimation for the difference between independent proportions, Statistics in
Medicine 17:873-890, method 10 (hybrid score); Manski CF (1989), Anatomy of the selection problem, Journal of Human
Resources 24:343-360 (bounds without any assumption on the unmeasured).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from stunting import formats
from stunting.anthro.prevalence import wilson
from stunting.errors import NoDataError
from stunting.indicators import Indicator
from stunting.languages import N_, Worded, _
from stunting.measures import Verdict
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import Period, PeriodKind

# Below these a rate is not shown, or is shown as not representing all children (design of the routine pages).
SMALLEST_N = 20
LOW_COVERAGE_PCT = 80.0
COVERAGE_STEP_POINTS = 10.0
SAME_CHILDREN = N_(
    "Sebagian balita yang sama dapat terukur pada kedua periode; interval dihitung "
    "seolah-olah berbeda, sehingga cenderung lebih lebar daripada semestinya (hati-hati)."
)
METHOD = N_("Selisih dua proporsi, interval 95% Newcombe (skor hibrida, 1998)")


def difference(
    before_hits: ArrayLike, before_n: ArrayLike, after_hits: ArrayLike, after_n: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Later minus earlier share in percentage points with Newcombe's 95 % limits; NaN where an n is 0.

    d - sqrt((p2-l2)^2 + (u1-p1)^2), d + sqrt((u2-p2)^2 + (p1-l1)^2), with Wilson's limits l, u of each share.
    difference(48, 80, 56, 70) -> (20.0, 5.24, 33.39)

    Raises:
        ValueError: hits outside 0..n.
    """
    low_1, high_1 = wilson(before_hits, before_n)
    low_2, high_2 = wilson(after_hits, after_n)
    with np.errstate(invalid="ignore", divide="ignore"):
        p_1 = 100 * np.asarray(before_hits, dtype=np.float64) / np.asarray(before_n, dtype=np.float64)
        p_2 = 100 * np.asarray(after_hits, dtype=np.float64) / np.asarray(after_n, dtype=np.float64)
    points = p_2 - p_1
    return points, points - np.hypot(p_2 - low_2, high_1 - p_1), points + np.hypot(high_2 - p_2, p_1 - low_1)


@dataclass(frozen=True, kw_only=True)
class RoutineChange:
    """The difference between two routine rates in percentage points (later minus earlier).

    cautions: sentences on coverage and calendar that must stand beside the figure
    """

    before: RoutineFigure
    after: RoutineFigure
    points: float
    low_points: float | None
    high_points: float | None
    verdict: Verdict
    reason: str
    cautions: tuple[str, ...] = ()
    method: Worded = Worded(METHOD)
    note: str = SAME_CHILDREN

    @property
    def is_comparable(self) -> bool:
        return self.verdict is not Verdict.NOT_COMPARABLE

    @property
    def is_cautioned(self) -> bool:
        """Whether coverage or calendar may have made the change."""
        return bool(self.cautions)

    @property
    def sentence(self) -> str:
        """Both figures with their counts, the difference and what may be said of it."""
        pair = f"{self.before.label}: {self.before.numbers}; {self.after.label}: {self.after.numbers}."
        if self.low_points is None or self.high_points is None:
            return f"{pair} {self.reason}"
        span = _(
            "{low_points} sampai {high_points}",
            low_points=formats.signed(self.low_points),
            high_points=formats.signed(self.high_points),
        )
        said = _("setara") if self.verdict is Verdict.EQUAL else _("tercatat {verdict}", verdict=self.verdict)
        return _(
            "{pair} Perubahan {points} (interval 95% {span}): {said}.",
            pair=pair,
            points=formats.points(self.points),
            span=span,
            said=said,
        )


def routine_change(before: RoutineFigure, after: RoutineFigure) -> RoutineChange:
    """What may be said of the step from one period to the next.

    Raises:
        NoDataError: nobody was measured in one of the periods.
    """
    for one in (before, after):
        if not one.base_n:
            raise NoDataError(
                _("Tidak ada {base} pada {period}. Pilih periode lain.", base=one.base, period=one.period.label)
            )
    points, low, high = (float(x) for x in difference(before.hits_n, before.base_n, after.hits_n, after.base_n))
    bare = RoutineChange(
        before=before,
        after=after,
        points=points,
        low_points=None,
        high_points=None,
        verdict=Verdict.NOT_COMPARABLE,
        reason=why_not(before, after) or "",
        cautions=cautions(before, after),
    )
    if bare.reason:
        return bare
    if min(before.base_n, after.base_n) < SMALLEST_N:
        reason = _(
            "Perubahan tidak diuji: kurang dari {smallest_n} {base} pada salah satu periode.",
            smallest_n=SMALLEST_N,
            base=before.base,
        )
        return replace(bare, verdict=Verdict.UNTESTABLE, reason=reason)
    if low <= 0 <= high:
        verdict, reason = Verdict.EQUAL, _("Interval perubahan memuat nol: kedua angka setara.")
    else:
        verdict = Verdict.UP if points > 0 else Verdict.DOWN
        reason = _("Angka tercatat {verdict}: interval perubahan tidak memuat nol.", verdict=verdict)
    return replace(bare, low_points=low, high_points=high, verdict=verdict, reason=reason)


def change_of_rows(
    before: Any, after: Any, *, indicator: Indicator, periods: tuple[Period, Period]
) -> RoutineChange | None:
    """The step between two rows of `District.areas_in_period`, None where one of both has no rate that may be shown."""
    for row in (before, after):
        # More reached than expected is a share that cannot be compared.
        if pd.isna(row.value_pct) or row.hits_n > row.base_n:
            return None
    first, last = (
        RoutineFigure.of_row(row, indicator=indicator, period=period)
        for row, period in zip((before, after), periods, strict=True)
    )
    return routine_change(first, last)


def why_not(before: RoutineFigure | PublishedRate, after: RoutineFigure | PublishedRate) -> str | None:
    """None when two routine figures measure the same thing; otherwise the reason why not, in one sentence."""
    if before.area_code != after.area_code:
        return _("Kedua angka berasal dari wilayah yang berbeda.")
    # A denominator that was not stated is no other one; whoever compares says that it is unknown.
    is_stated = bool(before.base and after.base)
    if before.counted != after.counted or (is_stated and before.base != after.base):
        first, second = (
            _("{counted} per {base}", counted=before.counted, base=before.base),
            _("{counted} per {base}", counted=after.counted, base=after.base),
        )
        return _("Yang dihitung berbeda: {first}, lalu {second}.", first=first, second=second)
    if before.period.kind is not after.period.kind and PeriodKind.YEAR in (before.period.kind, after.period.kind):
        return _("Angka setahun menghitung setiap balita sekali setahun, jadi tidak dibandingkan dengan angka sebulan.")
    return None


def cautions(before: RoutineFigure | PublishedRate, after: RoutineFigure | PublishedRate) -> tuple[str, ...]:
    """What coverage and calendar say against reading the difference as a change of the children."""
    found = []
    first, last = before.coverage_pct, after.coverage_pct
    if first is None or last is None:
        found.append(_("Cakupan tidak diketahui pada salah satu periode, jadi pengaruhnya tidak dapat dinilai."))
    else:
        both = _("dari {first} menjadi {last}", first=formats.percent(first), last=formats.percent(last))
        if round(abs(last - first), 6) >= COVERAGE_STEP_POINTS:
            found.append(
                _(
                    "Cakupan berubah {both}: balita yang terukur dapat berbeda, sehingga "
                    "perubahan angka tidak dapat dibaca sendiri.",
                    both=both,
                )
            )
        if min(first, last) < LOW_COVERAGE_PCT:
            found.append(
                _(
                    "Cakupan di bawah {low_coverage_pct}% pada salah satu periode ({both}): angka"
                    " belum mewakili seluruh balita.",
                    low_coverage_pct=f"{LOW_COVERAGE_PCT:.0f}",
                    both=both,
                )
            )
        if max(first, last) > 100:
            found.append(_("Cakupan melebihi 100% ({both}): periksa jumlah sasaran.", both=both))
    if before.period.kind is not PeriodKind.YEAR and before.period.month != after.period.month:
        found.append(
            _("Bulannya berbeda: {period} dan {period2}.", period=before.period.label, period2=after.period.label)
        )
    return tuple(found)


def change_frame(before: pd.DataFrame, after: pd.DataFrame, *, indicator: Indicator) -> pd.DataFrame:
    """The changes of many areas at once, by `area_code`: one row per area of `after`, in its order.

    Columns added to area_code: before_pct, after_pct, before_n, after_n, before_coverage_pct, after_coverage_pct,
    points, low_points, high_points, verdict ("" where a period lacks the area or has fewer than 20 children).
    Of 100 areas without any change about 5 get a direction by chance; a list of them says so.
    """
    counts = [indicator.numerator, indicator.denominator, "covered_n", "target_n"]
    # Of coverage the numerator is covered_n itself.
    first = before.set_index("area_code")[list(dict.fromkeys(counts))].reindex(after["area_code"])
    x1, n1, covered_1, target_1 = (first[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in counts)
    x2, n2, covered_2, target_2 = (after[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in counts)
    # Counts that are hidden or unknown are no counts of 0.
    enough = (n1 >= SMALLEST_N) & (n2 >= SMALLEST_N) & ~np.isnan(x1 + x2) & (x1 <= n1) & (x2 <= n2)
    points, low, high = (
        np.where(enough, values, np.nan)
        for values in difference(*(np.where(enough, counted, 0) for counted in (x1, n1, x2, n2)))
    )
    verdict = np.select(
        [~enough, (low <= 0) & (high >= 0), points > 0], ["", Verdict.EQUAL.value, Verdict.UP.value], Verdict.DOWN.value
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        return pd.DataFrame(
            {
                "area_code": after["area_code"].to_numpy(dtype=object),
                "before_pct": 100 * x1 / n1,
                "after_pct": 100 * x2 / n2,
                "before_n": n1,
                "after_n": n2,
                "before_coverage_pct": np.where(target_1 > 0, 100 * covered_1 / target_1, np.nan),
                "after_coverage_pct": np.where(target_2 > 0, 100 * covered_2 / target_2, np.nan),
                "points": points,
                "low_points": low,
                "high_points": high,
                "verdict": verdict,
            }
        )


def bounds(value_pct: ArrayLike, coverage_pct: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest rate of ALL listed children, if none or all of the unmeasured are counted (percent).

    [c*m, c*m + 1 - c]; coverage above 100 % counts as 100 %. bounds(4.17, 77.1) -> (3.2, 26.1)
    """
    rate, share = np.asarray(value_pct, dtype=np.float64), np.minimum(np.asarray(coverage_pct, dtype=np.float64), 100)
    low = rate * share / 100
    return low, low + 100 - share


@dataclass(frozen=True, kw_only=True)
class ChangeBounds:
    """What the change of all listed children could be, whatever the unmeasured are like (percentage points).

    before_pct, after_pct:     lowest and highest rate of all listed children in each period
    low_points, high_points:   limits of the change; they hold for any unmeasured children, and have no probability
    """

    before_pct: tuple[float, float]
    after_pct: tuple[float, float]
    low_points: float
    high_points: float

    @property
    def is_direction_known(self) -> bool:
        """Whether the change has the same sign whatever the unmeasured are like."""
        return self.low_points > 0 or self.high_points < 0

    @property
    def sentence(self) -> str:
        span = _(
            "{low_points} sampai {high_points} poin persen",
            low_points=formats.signed(self.low_points),
            high_points=formats.signed(self.high_points),
        )
        end = (
            _("arahnya tetap sama apa pun keadaan balita yang tidak terukur")
            if self.is_direction_known
            else _("arahnya bergantung pada balita yang tidak terukur")
        )
        return _("Untuk seluruh balita terdaftar, perubahan dapat berkisar {span}: {end}.", span=span, end=end)


def change_bounds(before: RoutineFigure, after: RoutineFigure) -> ChangeBounds:
    """The change of all listed children between the two extremes of the unmeasured.

    Raises:
        NoDataError: the number of listed children is not known in one of the periods.
    """
    first, last = before.coverage_pct, after.coverage_pct
    if first is None or last is None:
        raise NoDataError(_("Batas perubahan memerlukan jumlah sasaran balita pada kedua periode."))
    low_1, high_1 = (float(limit) for limit in bounds(before.value_pct, first))
    low_2, high_2 = (float(limit) for limit in bounds(after.value_pct, last))
    return ChangeBounds(
        before_pct=(low_1, high_1), after_pct=(low_2, high_2), low_points=low_2 - high_1, high_points=high_2 - low_1
    )
