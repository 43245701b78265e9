"""Which figures of the data a typed claim may mean: equal after rounding, at the typed years and distance."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stunting.claims.claim import Claim, ClaimEnd, ClaimKind
from stunting.measures import Estimate
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import PeriodKind
from stunting.sources import survey as survey_record

Figure = Estimate | RoutineFigure | PublishedRate
# Years are typed as whole numbers: "dalam 3 tahun" is said of 2,6 years as well.
SPAN_TOLERANCE_YEARS = 0.5
HAIR = 1e-9


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The figures behind both ends of a claim, None where the data hold none.

    is_relative: the claimed difference was read as percent of the earlier figure, not as points
    """

    before: Figure | None = None
    after: Figure | None = None
    is_relative: bool = False


def figure_year(figure: Figure) -> int:
    return figure.year if isinstance(figure, Estimate) else figure.period.year


def figure_label(figure: Figure) -> str:
    """ "SSGI 2022" or "e-PPGBM Agustus 2025"."""
    return figure.round_label if isinstance(figure, Estimate) else figure.label


def method_of(figure: Figure) -> str:
    """Figures with the same method may be compared: the group of a survey, or the routine records."""
    return survey_record(figure.survey).comparable_group if isinstance(figure, Estimate) else "rutin"


def find_pairs(claim: Claim, figures: Sequence[Figure], *, most: int = 5) -> list[Evidence]:
    """Pairs of figures that the claim may mean, the best first: same method, same area, same kind, nearest values.

    Counts are matched with the numerators of the routine figures. A claimed difference with two meanings finds pairs
    for both.
    """
    if claim.kind in (ClaimKind.LEVEL, ClaimKind.PACE) or (claim.kind is ClaimKind.COUNT and claim.before is None):
        return []
    found: list[tuple[tuple[float, ...], Evidence]] = []
    if claim.kind in (ClaimKind.LEVELS, ClaimKind.COUNT):
        assert claim.before is not None
        assert claim.after is not None
        firsts = [one for one in figures if _fits(one, claim.before, claim.kind)]
        lasts = [one for one in figures if _fits(one, claim.after, claim.kind)]
        pairs = [(a, b) for a, b in itertools.product(firsts, lasts) if _in_time(claim, a, b)]
        for a, b in pairs:
            off = _off(a, claim.before, claim.kind) + _off(b, claim.after, claim.kind)
            found.append((_rank(claim, a, b, off), Evidence(before=a, after=b)))
    else:
        for a, b, is_relative, distance in _at_distance(claim, figures):
            if _in_time(claim, a, b) and _ends_fit(claim, a, b) and method_of(a) == method_of(b):
                found.append((_rank(claim, a, b, distance), Evidence(before=a, after=b, is_relative=is_relative)))
    found.sort(key=lambda one: one[0])
    return [evidence for _, evidence in found[:most]]


def best_match(claim: Claim, figures: Sequence[Figure]) -> Evidence:
    """The pair the claim most likely means; where there is none, the ends that are found by themselves."""
    pairs = find_pairs(claim, figures, most=1)
    if pairs:
        return pairs[0]
    return Evidence(before=_alone(claim.before, figures, claim.kind), after=_alone(claim.after, figures, claim.kind))


def _alone(end: ClaimEnd | None, figures: Sequence[Figure], kind: ClaimKind) -> Figure | None:
    if end is None or kind not in (ClaimKind.LEVELS, ClaimKind.LEVEL, ClaimKind.COUNT):
        return None
    fitting = [one for one in figures if _fits(one, end, kind)]
    return min(fitting, key=lambda one: (_off(one, end, kind), -figure_year(one)), default=None)


def _fits(figure: Figure, end: ClaimEnd, kind: ClaimKind) -> bool:
    return not math.isnan(end.value) and is_fitting(figure, end, kind)


def is_fitting(figure: Figure, end: ClaimEnd, kind: ClaimKind) -> bool:
    """Whether a figure has the typed year and source and rounds to the typed value (or none was typed)."""
    if not _is_named(figure, end):
        return False
    if math.isnan(end.value):
        return True
    return _off(figure, end, kind) <= end.tolerance + HAIR


def _is_named(figure: Figure, end: ClaimEnd) -> bool:
    """Whether the figure has the typed year and source."""
    if end.year is not None and figure_year(figure) != end.year:
        return False
    if isinstance(figure, Estimate):
        return end.source in ("", "survei", figure.survey)
    return end.source in ("", "rutin")


def _off(figure: Figure, end: ClaimEnd, kind: ClaimKind) -> float:
    if kind is ClaimKind.COUNT:
        hits = None if isinstance(figure, Estimate) else figure.hits_n
        return float("inf") if hits is None else abs(hits - end.value)
    return abs(figure.value_pct - end.value)


def _ends_fit(claim: Claim, first: Figure, last: Figure) -> bool:
    ends = (claim.before or ClaimEnd(), claim.after or ClaimEnd())
    return all(is_fitting(figure, end, claim.kind) for figure, end in zip((first, last), ends, strict=True))


def _at_distance(claim: Claim, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, bool, float]]:
    """Pairs of figures that lie the claimed difference apart, after rounding, and how far off they are.

    A difference with two meanings is looked for as points and as percent of the earlier figure.
    """
    assert claim.amount is not None
    values = np.array([one.value_pct for one in figures], dtype=np.float64)
    points = values[None, :] - values[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = 100 * points / values[:, None]
    for is_relative in (False, True) if claim.kind is ClaimKind.AMBIGUOUS else (False,):
        off = np.abs((relative if is_relative else points) - claim.amount)
        # NaN, from an area where nobody was measured, is no match.
        for first, last in np.argwhere(off <= 0.5 * 10**-claim.decimals + HAIR):
            if first != last:
                yield figures[first], figures[last], is_relative, float(off[first, last])


def years_between(first: Figure, last: Figure) -> float:
    """Time between two figures in years; a survey is known by its year only."""
    if isinstance(first, Estimate) or isinstance(last, Estimate) or first.period.kind is PeriodKind.YEAR:
        return float(figure_year(last) - figure_year(first))
    return (last.period.middle - first.period.middle).days / 365.25


def _in_time(claim: Claim, first: Figure, last: Figure) -> bool:
    length = years_between(first, last)
    if length <= 0:
        return False
    return claim.years is None or abs(length - claim.years) <= SPAN_TOLERANCE_YEARS


def _rank(claim: Claim, first: Figure, last: Figure, off: float) -> tuple[float, ...]:
    is_kind = isinstance(first, Estimate) or isinstance(last, Estimate) or first.period.kind is last.period.kind
    length = years_between(first, last)
    return (
        method_of(first) != method_of(last),
        first.area_code != last.area_code,
        not is_kind,
        0 if isinstance(first, Estimate) else first.base != getattr(last, "base", ""),
        # What this release counted comes before what somebody announced.
        any(getattr(one, "announced_by", "") != "" for one in (first, last)),
        0.0 if claim.years is None else round(abs(length - claim.years), 1),
        round(off, 6),
        -figure_year(last),
        length,
    )
