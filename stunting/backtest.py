"""How often the fan of a projection held what came: series whose last point is hidden and predicted from the others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from stunting.trend_line import FEWEST_POINTS, Borrowed, Point, borrow, fit_line


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One hidden point beside its prediction; error in percentage points, predicted minus recorded."""

    actual_pct: float
    middle_pct: float
    is_in_80: bool
    is_in_95: bool
    width_95_points: float
    unchanged_pct: float

    @property
    def error_points(self) -> float:
        return self.middle_pct - self.actual_pct

    @property
    def unchanged_error_points(self) -> float:
        """The error of saying that nothing changes."""
        return self.unchanged_pct - self.actual_pct


@dataclass(frozen=True, kw_only=True)
class Score:
    """Shares of hidden points inside the fans, and the errors, over many series.

    error_points, unchanged_error_points: median absolute error of the middle, and of "nothing changes"
    """

    series_n: int
    in_80_pct: float
    in_95_pct: float
    error_points: float
    unchanged_error_points: float
    width_95_points: float


def leave_last_out(points: Sequence[Point], *, borrowed: Borrowed | None = None) -> Outcome | None:
    """The last point predicted from the earlier ones; None where fewer than three are left, or two with neighbours."""
    ordered = sorted(points, key=lambda one: one.at)
    earlier, last = ordered[:-1], ordered[-1]
    fewest = FEWEST_POINTS if borrowed is None else 2
    if len({one.at for one in earlier}) < fewest or any(one.value_pct <= 0 for one in ordered):
        return None
    fit = fit_line(earlier, borrowed=borrowed, fewest=fewest)
    low_95, low_80, middle, high_80, high_95 = (fit.quantile(last.at, p) for p in (0.025, 0.1, 0.5, 0.9, 0.975))
    return Outcome(
        actual_pct=last.value_pct,
        middle_pct=middle,
        is_in_80=low_80 <= last.value_pct <= high_80,
        is_in_95=low_95 <= last.value_pct <= high_95,
        width_95_points=high_95 - low_95,
        unchanged_pct=earlier[-1].value_pct,
    )


def score(outcomes: Iterable[Outcome | None]) -> Score:
    """The shares and medians of all series that could be predicted; NaN where none could."""
    known = [one for one in outcomes if one is not None]
    if not known:
        return Score(
            series_n=0,
            in_80_pct=math.nan,
            in_95_pct=math.nan,
            error_points=math.nan,
            unchanged_error_points=math.nan,
            width_95_points=math.nan,
        )
    return Score(
        series_n=len(known),
        in_80_pct=100 * float(np.mean([one.is_in_80 for one in known])),
        in_95_pct=100 * float(np.mean([one.is_in_95 for one in known])),
        error_points=float(np.median([abs(one.error_points) for one in known])),
        unchanged_error_points=float(np.median([abs(one.unchanged_error_points) for one in known])),
        width_95_points=float(np.median([one.width_95_points for one in known])),
    )


def synthetic_series(
    *, series_n: int, point_n: int, base_n: int, between_sd: float, is_walk: bool = False, seed: int
) -> list[tuple[Point, ...]]:
    """Counted series with a known law: a start of 10-30 %, a pace of 0-12 % per year, and years that stray.

    between_sd: standard deviation of ln(prevalence) from year to year; around the line, or added up year by year
                (`is_walk`), which no line describes
    """
    generator = np.random.default_rng(seed)
    found = []
    for _ in range(series_n):
        pace, start = generator.uniform(0, 0.12), generator.uniform(0.1, 0.3)
        noise = generator.normal(0, between_sd, point_n)
        years = np.arange(point_n)
        truth = np.exp(math.log(start) + years * math.log1p(-pace) + (noise.cumsum() if is_walk else noise))
        hits = generator.binomial(base_n, np.minimum(truth, 0.95))
        found.append(
            tuple(
                Point(
                    at=2015.0 + year,
                    value_pct=100 * max(x, 0.5) / base_n,
                    log_variance=1 / max(x, 0.5) - 1 / base_n,
                )
                for year, x in zip(years, hits, strict=True)
            )
        )
    return found


def leave_last_out_of_each(series: Sequence[Sequence[Point]]) -> list[Outcome | None]:
    """Every series predicted with the variance of all OTHER series: no hidden point helps its own prediction."""
    return [
        leave_last_out(one, borrowed=borrow([other for place, other in enumerate(series) if place != number]))
        for number, one in enumerate(series)
    ]
