"""When a series may come below a target: a straight line through ln(prevalence), with a fan that says how unsure it is.

One series holds points of one method only; the line and its errors are those of `trend_line`. A projection continues
what was recorded; it knows of no programme, no budget and no change of method. How often it held: docs/forecast.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stunting import formats
from stunting.errors import NoDataError
from stunting.languages import N_, Worded, _
from stunting.measures import Z_95, Estimate, comparable
from stunting.proportions import why_not
from stunting.routine.figures import RoutineFigure
from stunting.trend_line import Borrowed, Fit, Point, fit_line

FARTHEST_YEARS = 10
# A fan whose ends are this far apart in the first year ahead does not help to plan; a convention.
WIDE_RATIO = 3.0
METHOD = N_("Regresi log-linear berbobot (AARR UNICEF) dengan kipas dari sebaran t")
CAUTION = N_(
    "Proyeksi meneruskan laju yang tercatat; bukan target dan bukan ramalan hasil program. "
    "Perubahan cara ukur atau cakupan membuatnya tidak berlaku."
)


@dataclass(frozen=True, kw_only=True)
class FanYear:
    """The fan in one year ahead: middle and limits in percent, and the chance of a figure at or below the target."""

    year: float
    middle_pct: float
    low_80_pct: float
    high_80_pct: float
    low_95_pct: float
    high_95_pct: float
    target_chance: float | None


@dataclass(frozen=True, kw_only=True)
class Projection:
    """A fan of years ahead and the target it is held against.

    even_year, likely_year: first year with a chance of at least 50 and 80 %; None within the years asked for
    """

    fit: Fit
    fan: tuple[FanYear, ...]
    target_pct: float | None
    even_year: int | None
    likely_year: int | None
    method: Worded = Worded(METHOD)
    caution: Worded = Worded(CAUTION)

    @property
    def is_wide(self) -> bool:
        """Whether the 95 % fan of the first year ahead spans a factor of three or more."""
        return self.fan[0].high_95_pct >= WIDE_RATIO * self.fan[0].low_95_pct

    @property
    def notes(self) -> tuple[str, ...]:
        """What every view of the fan says below it."""
        if not self.is_wide:
            return (self.caution,)
        span = formats.interval(self.fan[0].low_95_pct, self.fan[0].high_95_pct)
        return (
            _("Kipas {year} ({span}) terlalu lebar untuk dipakai merencanakan.", year=int(self.fan[0].year), span=span),
            self.caution,
        )

    @property
    def numbers(self) -> str:
        """Pace, points and years the fan was made from."""
        first, last = self.fit.points[0], self.fit.points[-1]
        direction = _("turun") if self.fit.slope <= 0 else _("naik")
        lent = self.fit.borrowed
        others = (
            ""
            if lent is None
            else _("; keragaman antartahun dipinjam dari {series_n} deret lain", series_n=lent.series_n)
        )
        return _(
            "{points_n} titik {at}–{at2}, {direction} {aarr_pct}% per tahun (AARR){others}",
            points_n=len(self.fit.points),
            at=int(first.at),
            at2=int(last.at),
            direction=direction,
            aarr_pct=formats.number(abs(self.fit.aarr_pct), decimals=1),
            others=others,
        )

    @property
    def sentence(self) -> str:
        """When the recorded pace leads to the target."""
        if self.target_pct is None:
            return _("Laju yang tercatat: {numbers}.", numbers=self.numbers)
        return _("Dengan laju yang tercatat ({numbers}), {outlook}", numbers=self.numbers, outlook=self.outlook)

    @property
    def outlook(self) -> str:
        """The first years in which the target is more likely than not, and likely; "" without a target."""
        if self.target_pct is None:
            return ""
        goal, last = formats.percent(self.target_pct), int(self.fan[-1].year)
        if self.even_year is None:
            return _("{goal} belum lebih mungkin daripada tidak hingga {last}.", goal=goal, last=last)
        chance = _("peluang berada di {goal} atau di bawahnya pertama kali sedikitnya ", goal=goal)
        if self.likely_year is None:
            return _(
                "{chance}50% pada {even_year}; 80% belum tercapai hingga {last}.",
                chance=chance,
                even_year=self.even_year,
                last=last,
            )
        if self.likely_year == self.even_year:
            return _("{chance}80% pada {likely_year}.", chance=chance, likely_year=self.likely_year)
        return _(
            "{chance}50% pada {even_year} dan sedikitnya 80% pada {likely_year}.",
            chance=chance,
            even_year=self.even_year,
            likely_year=self.likely_year,
        )


def survey_points(series: Sequence[Estimate]) -> tuple[Point, ...]:
    """The points of one comparable survey series; a published interval gives the sampling variance.

    Raises:
        NoDataError: points that may not be compared.
    """
    if any(comparable(series[0], other) for other in series[1:]):
        raise NoDataError(_("Proyeksi tidak dihitung melintasi survei dengan rancangan atau wilayah yang berbeda."))
    return tuple(
        Point(at=float(one.year), value_pct=one.value_pct, log_variance=_interval_variance(one)) for one in series
    )


def routine_points(series: Sequence[RoutineFigure]) -> tuple[Point, ...]:
    """The points of one routine series at the middle of their periods, with the variance of a counted share.

    Raises:
        NoDataError: areas, denominators or kinds of period that may not be compared.
    """
    if any(one.period.kind is not series[0].period.kind or why_not(series[0], one) for one in series[1:]):
        raise NoDataError(_("Proyeksi memerlukan satu wilayah, satu penyebut, dan satu jenis periode."))
    points = []
    for one in (figure for figure in series if figure.base_n):
        middle = one.period.middle
        at = middle.year + (middle.timetuple().tm_yday - 1) / 365.25
        # Half a child more keeps a small series without a single case on the logarithm (Agresti 2002, 3.1.1).
        hits = one.hits_n or 0.5
        share = hits / one.base_n
        points.append(Point(at=at, value_pct=100 * share, log_variance=max(1 / hits - 1 / one.base_n, 0)))
    return tuple(points)


def project(
    points: Sequence[Point], *, until: int, target_pct: float | None = None, borrowed: Borrowed | None = None
) -> Projection:
    """The fan for every year after the last point until `until` (at most ten years), held against a target.

    Predictions stand at the season of the last point, so that August is followed by August.

    borrowed: what `trend_line.borrow` found in neighbouring series (kecamatan of the kabupaten, kabupaten of a survey);
              without it the fan of three or four points is honest and too wide to be of use

    Raises:
        NoDataError: fewer than three years, a figure of zero, or no year ahead.
    """
    fit = fit_line(points, borrowed=borrowed)
    last = fit.points[-1].at
    years = range(int(last) + 1, min(until, int(last) + FARTHEST_YEARS) + 1)
    if not years:
        raise NoDataError(_("Pilih tahun sesudah angka terakhir."))
    fan = tuple(_fan_year(fit, year, last - int(last), target_pct) for year in years)

    def first(chance: float) -> int | None:
        return next((int(one.year) for one in fan if (one.target_chance or 0) >= chance), None)

    return Projection(fit=fit, fan=fan, target_pct=target_pct, even_year=first(0.5), likely_year=first(0.8))


def _fan_year(fit: Fit, year: int, season: float, target_pct: float | None) -> FanYear:
    at = year + season
    low_95, low_80, middle, high_80, high_95 = (fit.quantile(at, p) for p in (0.025, 0.1, 0.5, 0.9, 0.975))
    return FanYear(
        year=year,
        middle_pct=middle,
        low_80_pct=low_80,
        high_80_pct=high_80,
        low_95_pct=low_95,
        high_95_pct=high_95,
        target_chance=None if target_pct is None else fit.chance_below(at, target_pct),
    )


def _interval_variance(estimate: Estimate) -> float:
    """Delta method: the relative standard error squared."""
    if estimate.ci_low_pct is None or estimate.ci_high_pct is None or estimate.value_pct <= 0:
        return 0.0
    return ((estimate.ci_high_pct - estimate.ci_low_pct) / (2 * Z_95) / estimate.value_pct) ** 2
