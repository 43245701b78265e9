"""What two or more survey estimates say together: change, pace, and when they may be compared at all.

An estimate is a published figure of a sample survey. A change between two of them is stated only with
its interval; where no interval was published it is called untestable, however large it looks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stunting import formats
from stunting.errors import NoDataError
from stunting.languages import N_, Spoken, _
from stunting.sources import survey as survey_record

Z_95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class Round:
    """One survey round: which survey, which year."""

    survey: str
    year: int

    @property
    def key(self) -> str:
        """ "ski-2023": the round as one word."""
        return f"{self.survey}-{self.year}"

    @property
    def label(self) -> str:
        """ "SKI 2023": the round as a reader names it."""
        return f"{survey_record(self.survey).label} {self.year}"


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """One published survey figure.

    area_code:  the area as it was defined in that year ("91-lama" is Papua before the split)
    area_name:  its official name, "" where nobody needs it
    value_pct:  percent of children under five, 0-100
    ci_low_pct, ci_high_pct: 95 % interval, None where it was not published
    """

    area_code: str
    area_name: str = ""
    survey: str
    year: int
    value_pct: float
    ci_low_pct: float | None = None
    ci_high_pct: float | None = None
    n: int | None = None
    source: str = ""
    is_verified: bool = False

    @property
    def is_former_area(self) -> bool:
        """Whether the figure belongs to an area before it was split, "91-lama" for Papua before 2022."""
        return not self.area_code.isdecimal()

    @property
    def round(self) -> Round:
        return Round(survey=self.survey, year=self.year)

    @property
    def round_label(self) -> str:
        """ "SSGI 2022": survey and year, as a reader names it."""
        return self.round.label

    @property
    def has_interval(self) -> bool:
        return self.ci_low_pct is not None and self.ci_high_pct is not None


class Verdict(Spoken):
    """What may be said of a change."""

    UP = "naik"
    DOWN = "turun"
    EQUAL = "setara"
    UNTESTABLE = N_("tidak dapat diuji")
    NOT_COMPARABLE = N_("tidak dapat dibandingkan")


@dataclass(frozen=True, kw_only=True)
class Change:
    """The difference between two estimates, in percentage points (later minus earlier)."""

    before: Estimate
    after: Estimate
    points: float
    low_points: float | None
    high_points: float | None
    verdict: Verdict
    reason: str

    @property
    def is_comparable(self) -> bool:
        return self.verdict is not Verdict.NOT_COMPARABLE


def comparable(before: Estimate, after: Estimate) -> str | None:
    """None when two estimates may be joined by a line; otherwise the reason why not, in one sentence."""
    if before.area_code != after.area_code:
        return _("Batas wilayahnya berubah karena pemekaran, jadi kedua angka mengukur wilayah yang berbeda.")
    earlier, later = survey_record(before.survey), survey_record(after.survey)
    if earlier.comparable_group != later.comparable_group:
        return _(
            "{earlier} dan {later} memakai rancangan survei yang berbeda.", earlier=earlier.label, later=later.label
        )
    return None


def change(before: Estimate, after: Estimate) -> Change:
    """Difference of two estimates, with its 95 % interval where both intervals were published.

    The standard error of each figure is read off its own interval; the samples of two rounds are independent.
    """
    untested = Change(
        before=before,
        after=after,
        points=after.value_pct - before.value_pct,
        low_points=None,
        high_points=None,
        verdict=Verdict.UNTESTABLE,
        reason=_("Perubahan tidak dapat diuji: interval tidak dipublikasikan."),
    )
    reason = comparable(before, after)
    if reason is not None:
        return replace(untested, verdict=Verdict.NOT_COMPARABLE, reason=reason)
    if not (before.has_interval and after.has_interval):
        return untested
    margin = Z_95 * math.hypot(_standard_error(before), _standard_error(after))
    low, high = untested.points - margin, untested.points + margin
    if low <= 0 <= high:
        verdict, reason = Verdict.EQUAL, _("Interval perubahan memuat nol: kedua angka setara.")
    else:
        verdict = Verdict.UP if untested.points > 0 else Verdict.DOWN
        reason = _("Angka {verdict}: interval perubahan tidak memuat nol.", verdict=verdict)
    return replace(untested, low_points=low, high_points=high, verdict=verdict, reason=reason)


def _standard_error(estimate: Estimate) -> float:
    assert estimate.ci_low_pct is not None
    assert estimate.ci_high_pct is not None
    return (estimate.ci_high_pct - estimate.ci_low_pct) / (2 * Z_95)


def runs(series: Sequence[Estimate]) -> list[list[Estimate]]:
    """The series cut into stretches that may be drawn as one line, each ordered by year.

    A survey with another design between two comparable rounds does not cut them: SSGI 2022 and SSGI 2024
    belong together although SKI 2023 lies in between.
    """
    stretches: dict[tuple[str, str], list[Estimate]] = {}
    for estimate in sorted(series, key=lambda e: (e.year, e.survey)):
        key = (estimate.area_code, survey_record(estimate.survey).comparable_group)
        stretches.setdefault(key, []).append(estimate)
    return list(stretches.values())


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Average annual rate of reduction (AARR), percent per year; positive means decline."""

    aarr_pct: float
    first_year: int
    last_year: int
    point_n: int

    @property
    def sentence(self) -> str:
        direction = _("turun") if self.aarr_pct >= 0 else _("naik")
        return _(
            "{direction} {aarr_pct}% per tahun (AARR {first_year}–{last_year}, {point_n} titik)",
            direction=direction,
            aarr_pct=formats.number(abs(self.aarr_pct), decimals=1),
            first_year=self.first_year,
            last_year=self.last_year,
            point_n=self.point_n,
        )


def aarr(series: Sequence[Estimate]) -> Pace:
    """UNICEF's average annual rate of reduction of one comparable stretch.

    Two points: 1 - (P1/P0)^(1/t). Three or more: the slope of ln(P) on the year.

    Raises:
        NoDataError: fewer than two years, a zero value, or points that may not be compared.
    """
    points = sorted(series, key=lambda e: e.year)
    if len({p.year for p in points}) < 2:
        raise NoDataError(_("Laju perubahan memerlukan sedikitnya dua tahun survei yang sebanding."))
    if any(comparable(points[0], other) for other in points[1:]):
        raise NoDataError(_("Laju perubahan tidak dihitung melintasi survei dengan rancangan berbeda."))
    values = np.array([p.value_pct for p in points])
    if (values <= 0).any():
        raise NoDataError(_("Laju perubahan tidak dapat dihitung bila salah satu angka nol."))
    years = np.array([p.year for p in points], dtype=float)
    if len(points) == 2:
        rate = 1 - (values[1] / values[0]) ** (1 / (years[1] - years[0]))
    else:
        slope = np.polyfit(years, np.log(values), 1)[0]
        rate = 1 - math.exp(slope)
    return Pace(aarr_pct=float(rate * 100), first_year=int(years[0]), last_year=int(years[-1]), point_n=len(points))


def required_aarr(*, value_pct: float, year: int, target_pct: float, target_year: int) -> float:
    """The AARR (percent per year) that leads from a figure to a target in time.

    Raises:
        NoDataError: the target year does not lie after the figure's year.
    """
    if target_year <= year or value_pct <= 0 or target_pct <= 0:
        raise NoDataError(_("Laju yang diperlukan hanya dihitung untuk target di tahun mendatang."))
    return (1 - (target_pct / value_pct) ** (1 / (target_year - year))) * 100
