"""Two numbers for one place: what a survey and the routine records can and cannot both be true of.

The routine rate m speaks of the measured share c of the listed children. The rate of all listed children lies in
[c*m, c*m + 1 - c] whatever the others are like (Manski 1989), and a survey figure S asks of the others the rate
u = (S - c*m) / (1 - c) (law of total probability). Both numbers stay beside each other; neither is corrected.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.errors import NoDataError
from stunting.gap_reasons import Explanation, Reconciliation, explanations, survey_range
from stunting.languages import N_, Worded, _
from stunting.measures import Estimate
from stunting.proportions import bounds
from stunting.routine.figures import PublishedRate, RoutineFigure

# An implied rate this many times above or below the measured one is called unusual; a convention, not a test.
UNUSUAL_RATIO = 3.0
POINT_ONLY = N_("Hitungan ini memakai titik survei; intervalnya tidak dipublikasikan.")
METHOD = N_("Batas tanpa asumsi (Manski 1989) dan hukum probabilitas total atas balita yang diukur dan tidak diukur")


@dataclass(frozen=True, kw_only=True)
class TwoNumbers:
    """A survey figure beside a routine rate, in percent of children.

    low_pct, high_pct:       limits of the rate of all listed children; None without coverage
    implied_pct:             rate among the unmeasured that makes the survey's point true; may lie outside 0-100
    implied_range_pct:       the same for both ends of the survey's interval; equal to the point if none was published
    unmeasured_n:            listed children without a measurement, None without counts
    threshold_coverage_pct:  above this coverage the numbers cannot both describe all listed children; None if they can
    gap_points:              survey minus routine; a distance, not a change
    """

    survey: Estimate
    routine: RoutineFigure | PublishedRate
    coverage_pct: float | None
    low_pct: float | None
    high_pct: float | None
    implied_pct: float | None
    implied_range_pct: tuple[float, float] | None
    unmeasured_n: int | None
    threshold_coverage_pct: float | None
    gap_points: float
    verdict: Reconciliation
    sentence: str
    explanations: tuple[Explanation, ...]
    method: Worded = Worded(METHOD)

    @property
    def is_interval_published(self) -> bool:
        return self.survey.has_interval

    @property
    def notes(self) -> tuple[str, ...]:
        """What every view of the pair says below it."""
        exact = (
            ()
            if self.is_interval_published
            else (_("Interval survei tidak dipublikasikan: hitungan ini memakai titiknya, seolah-olah tanpa galat."),)
        )
        return (f"{self.survey.round_label}: {_survey_numbers(self.survey)}.", period_distance(self), *exact)


def two_numbers(
    survey: Estimate, routine: RoutineFigure | PublishedRate, *, highest_published_pct: float | None = None
) -> TwoNumbers:
    """What both numbers say together, for one area.

    highest_published_pct: the highest survey figure of any kabupaten; an implied rate above it is called unusual

    Raises:
        NoDataError: two areas, or nobody measured.
    """
    if survey.area_code != routine.area_code:
        raise NoDataError(
            _("Survei dan pencatatan rutin harus dari wilayah yang sama. Pilih kabupaten/kota itu sendiri.")
        )
    m, c = routine.value_pct, routine.coverage_pct
    if math.isnan(m):
        raise NoDataError(_("Tidak ada balita diukur pada {period}. Pilih periode lain.", period=routine.period.label))
    low, high = (None, None) if c is None else (float(limit) for limit in bounds(m, c))
    implied = _implied(survey.value_pct, m, c)
    ends = [_implied(value, m, c) for value in survey_range(survey)]
    span = None if ends[0] is None or ends[1] is None else (ends[0], ends[1])
    threshold = threshold_coverage(survey, m)
    verdict = _verdict(survey, m, c, span, threshold, highest_published_pct)
    counts = isinstance(routine, RoutineFigure) and routine.target_n is not None and routine.covered_n is not None
    unmeasured = max(routine.target_n - routine.covered_n, 0) if counts else None  # type: ignore[union-attr,operator]
    return TwoNumbers(
        survey=survey,
        routine=routine,
        coverage_pct=c,
        low_pct=low,
        high_pct=high,
        implied_pct=implied,
        implied_range_pct=span,
        unmeasured_n=unmeasured,
        threshold_coverage_pct=threshold,
        gap_points=survey.value_pct - m,
        verdict=verdict,
        sentence=_sentence(verdict, survey, routine, span, unmeasured, threshold, (low, high))
        + _basis(survey, verdict),
        explanations=explanations(verdict, survey, routine, threshold),
    )


def highest_pct(rates: pd.DataFrame) -> float | None:
    """The highest figure of a survey round among kabupaten (`value_pct`), None where the round has none."""
    highest = rates["value_pct"].max()
    return None if pd.isna(highest) else float(highest)


def threshold_coverage(survey: Estimate, routine_pct: float) -> float | None:
    """The coverage above which survey and routine rate cannot both describe all listed children, in percent.

    The survey's end nearest to m decides. For S above m: (1 - S) / (1 - m); below: S / m. None if m is in its range.
    4,17 % and 26,1 %: (100 - 26,1) / (100 - 4,17) = 77,1 %.
    """
    low, high = survey_range(survey)
    if low > routine_pct:
        return 100 * (100 - low) / (100 - routine_pct)
    if high < routine_pct:
        return 100 * high / routine_pct
    return None


def period_distance(pair: TwoNumbers) -> str:
    """How far apart in time the two were measured, in one sentence."""
    years = pair.routine.period.year - pair.survey.year
    when = _("Survei tahun {year}, pencatatan rutin {period}", year=pair.survey.year, period=pair.routine.period.label)
    if years == 0:
        return _("{when}: tahun yang sama; bulan survei dapat berbeda.", when=when)
    return _(
        "{when}: terpaut sekitar {years} tahun, jadi perubahan selama itu ikut di dalam selisihnya.",
        when=when,
        years=abs(years),
    )


def _implied(survey_pct: float, m: float, c: float | None) -> float | None:
    """None where coverage is unknown or nobody is left unmeasured."""
    if c is None or c >= 100:
        return None
    return (survey_pct - c / 100 * m) / (1 - c / 100)


def _verdict(
    survey: Estimate,
    m: float,
    c: float | None,
    span: tuple[float, float] | None,
    threshold: float | None,
    highest_pct: float | None,
) -> Reconciliation:
    if threshold is None or round(abs(survey.value_pct - m), 6) < 0.05:
        return Reconciliation.SAME
    if c is None:
        return Reconciliation.UNKNOWN
    if span is None or span[0] > 100 or span[1] < 0:
        return Reconciliation.IMPOSSIBLE
    usual_high = min(UNUSUAL_RATIO * m, 100 if highest_pct is None else highest_pct)
    is_usual = span[1] >= m / UNUSUAL_RATIO and span[0] <= usual_high
    return Reconciliation.POSSIBLE if is_usual else Reconciliation.ONLY_IF


def _sentence(
    verdict: Reconciliation,
    survey: Estimate,
    routine: RoutineFigure | PublishedRate,
    span: tuple[float, float] | None,
    unmeasured: int | None,
    threshold: float | None,
    limits: tuple[float | None, float | None],
) -> str:
    m, c = routine.value_pct, routine.coverage_pct
    pair = _(
        "{survey} {value_pct} dan {routine} {m}",
        survey=survey.round_label,
        value_pct=formats.percent(survey.value_pct),
        routine=routine.label,
        m=formats.percent(m),
    )
    if verdict is Reconciliation.SAME:
        return _("{pair} sejalan: selisihnya tidak melebihi ketelitian survei atau pembulatan.", pair=pair)
    beyond = _(
        "Di atas cakupan {threshold} keduanya tidak dapat sekaligus benar untuk semua balita.",
        threshold=formats.percent(threshold),
    )
    if verdict is Reconciliation.UNKNOWN or (span is None and c is None):
        return _("{pair}: cakupan pengukuran tidak diketahui. {beyond}", pair=pair, beyond=beyond)
    if verdict is Reconciliation.IMPOSSIBLE:
        return _(
            "{pair} tidak dapat sekaligus menggambarkan semua balita terdaftar: dengan "
            "cakupan {c}, prevalensi semua balita terdaftar hanya mungkin {value}. {beyond}",
            pair=pair,
            c=formats.percent(c),
            value=_span(*limits),
            beyond=beyond,
        )
    assert span is not None
    needed = _needed(span)
    who = (
        _("balita yang tidak diukur")
        if unmeasured is None
        else _("{unmeasured} balita yang tidak diukur", unmeasured=formats.number(unmeasured))
    )
    if verdict is Reconciliation.POSSIBLE:
        return _(
            "{pair} dapat didamaikan bila {needed} dari {who} tergolong stunting (cakupan {c}).",
            pair=pair,
            needed=needed,
            who=who,
            c=formats.percent(c),
        )
    return _(
        "{pair} hanya cocok bila {needed} dari {who} tergolong stunting, {span}: tidak lazim (cakupan {c}).",
        pair=pair,
        needed=needed,
        who=who,
        span=_times(span, m),
        c=formats.percent(c),
    )


def _basis(survey: Estimate, verdict: Reconciliation) -> str:
    """A verdict against both numbers says when it was taken from a point without an interval."""
    if survey.has_interval or verdict in (Reconciliation.SAME, Reconciliation.POSSIBLE):
        return ""
    return f" {_(POINT_ONLY)}"


def _needed(span: tuple[float, float]) -> str:
    low, high = (min(max(end, 0), 100) for end in span)
    return _span(low, high)


def _span(low: float | None, high: float | None) -> str:
    """Limits that round to one figure are written as one."""
    written = formats.percent(low)
    return written if written == formats.percent(high) else formats.interval(low, high)


def _times(span: tuple[float, float], m: float) -> str:
    """The implied rate nearest to the measured one, as a multiple of it."""
    if m <= 0:
        return _("padahal di antara yang diukur tidak ada")
    nearest = max(span[0], 0) if span[0] > m else min(span[1], 100)
    return _("{nearest} kali angka yang diukur", nearest=formats.number(nearest / m, decimals=1))


def _survey_numbers(survey: Estimate) -> str:
    size = f"n = {formats.number(survey.n)}" if survey.n else _("n tidak dipublikasikan")
    span = formats.interval(survey.ci_low_pct, survey.ci_high_pct)
    return f"{formats.percent(survey.value_pct)} ({span}; {size})"
