"""Kabupaten in which the truth is known: what the estimators of `stunting.lokus.effect` see there.

Invented desa with a lasting level, a kecamatan, a trend and counted children; a list chosen from the last earlier wave
as offices choose it; an outcome some waves later, with or without an effect on the desa of the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from stunting.lokus.effect_core import SMALLEST_N, Fit, Panel, calibrated, naive, regression
from stunting.lokus.effect_match import matched, nearest

CHUNK = 200
PREVALENCE, CASES, QUOTA = "prevalence", "cases", "quota"
UNMEASURED_ODDS = 1.5
ESTIMATORS = ("ancova", "matched", "naive", "same")


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One kind of kabupaten.

    rule:        the list takes the highest prevalence, the most cases, or the highest in the leading kecamatan (QUOTA)
    waves_n:     earlier waves; gap: waves from the last of them to the outcome
    base_pct:    usual prevalence; the standard deviations are on the logit scale, constant over time
    trend:       change per wave, logit scale
    memory:      correlation of a desa's true level from wave to wave; 1 = it never moves
    shock_sd:    of a kecamatan in one wave
    returning:   share of children who are measured again in the next wave as they were
    n_low, n_high: children of a desa; has_coverage: 60-100 % of them come, another share in each desa and wave
    lokus_comes: share of the children of lokus desa who come to the outcome wave, 0.75 elsewhere; 0 = not told apart
    is_informative: those who do not come are stunted more often (odds 1.5)
    is_public:   counts of 1-4 are hidden
    is_unseen:   the wave the list was chosen from is not among the earlier waves
    effect_points: what being lokus adds to the true prevalence, percentage points
    """

    words: str
    desa_n: int = 150
    kecamatan_n: int = 15
    lokus_n: int = 22
    rule: str = PREVALENCE
    waves_n: int = 4
    gap: int = 1
    base_pct: float = 14.0
    desa_sd: float = 0.3
    kecamatan_sd: float = 0.2
    trend: float = 0.0
    memory: float = 1.0
    shock_sd: float = 0.0
    returning: float = 0.0
    n_low: int = 20
    n_high: int = 120
    has_coverage: bool = False
    lokus_comes: float = 0.0
    is_informative: bool = False
    is_public: bool = False
    is_unseen: bool = False
    effect_points: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Score:
    """How one estimator did in many runs: percentage points; percent of intervals that hold the truth, that miss 0."""

    runs: int
    bias: float
    sd: float
    coverage_pct: float
    detected_pct: float
    width: float

    @property
    def error(self) -> float:
        """Standard error of `bias` from the number of runs."""
        return self.sd / float(np.sqrt(self.runs))


SCENARIOS = (
    Scenario(words="150 desa, 22 lokus"),
    Scenario(words="two earlier waves", waves_n=2),
    Scenario(words="90 desa, 15 lokus", desa_n=90, kecamatan_n=9, lokus_n=15),
    Scenario(words="300 desa, 30 lokus", desa_n=300, kecamatan_n=24, lokus_n=30),
    Scenario(words="list by number of cases", rule=CASES),
    Scenario(words="list with quota: 6 kecamatan", rule=QUOTA, lokus_n=15),
    Scenario(words="secular fall, 2 points a wave", trend=-0.15),
    Scenario(words="differing coverage 60–100 %", has_coverage=True, n_high=160),
    Scenario(words="98 % come in lokus, 75 % elsewhere", lokus_comes=0.98, n_low=30, n_high=150),
    Scenario(words="kecamatan move, quota", rule=QUOTA, shock_sd=0.15),
    Scenario(words="desa move (memory 0.8)", memory=0.8),
    Scenario(words="80 % the same children, 2 waves later", returning=0.8, gap=2),
    Scenario(words="90 % the same children, next wave", returning=0.9),
    Scenario(words="low prevalence, 6 %", base_pct=6.0),
    Scenario(words="true effect −3 points", effect_points=-3.0),
    Scenario(words="true effect −3 points, 300 desa", desa_n=300, kecamatan_n=24, lokus_n=30, effect_points=-3.0),
)
# What no comparison of these counts can repair; shown so that nobody believes otherwise.
LIMITS = (
    Scenario(words="75 % come, in lokus 98 % after, unmeasured worse", lokus_comes=0.98, n_low=30, is_informative=True),
    Scenario(words="the wave of the choice is not known", waves_n=5, is_unseen=True),
    Scenario(words="mode publik, 8 %", base_pct=8.0, is_public=True, n_high=160),
    Scenario(words="mode publik, 14 %, true effect −3 points", is_public=True, n_high=160, effect_points=-3.0),
)


def scores(scenario: Scenario, *, runs: int, seed: int, estimators: Collection[str] = ESTIMATORS) -> dict[str, Score]:
    """Scores of "ancova", "matched" and "naive", and of "same" (the list in a wave before it was chosen, truth 0)."""
    found: dict[str, list[Fit]] = {name: [] for name in estimators}
    for panel in panels(scenario, runs=runs, seed=seed):
        known = calibrated(panel)
        fitted = regression(panel, known)
        if "ancova" in found:
            found["ancova"].append(fitted.ancova())
        if "matched" in found:
            found["matched"].append(matched(fitted, nearest(panel, known)))
        if "naive" in found:
            found["naive"].append(naive(panel))
        if "same" in found and panel.n.shape[2] > 2:
            before = pretended(panel)
            found["same"].append(regression(before, calibrated(before)).ancova())
    return {
        name: _score(fits, truth=0.0 if name == "same" else scenario.effect_points)
        for name, fits in found.items()
        if fits
    }


def pretended(panel: Panel) -> Panel:
    """The same list with the wave two before the last as outcome, which no list can have changed."""
    place = panel.n.shape[2] - 3
    others = [wave for wave in range(panel.n.shape[2]) if wave != place]
    return Panel(
        kecamatan=panel.kecamatan,
        hits=panel.hits[:, :, others],
        n=panel.n[:, :, others],
        after_hits=panel.hits[:, :, place],
        after_n=panel.n[:, :, place],
        is_lokus=panel.is_lokus,
    )


def panels(scenario: Scenario, *, runs: int, seed: int) -> Iterator[Panel]:
    """The invented counts, some runs at a time."""
    random = np.random.default_rng(seed)
    for start in range(0, runs, CHUNK):
        yield _panel(scenario, min(CHUNK, runs - start), random)


def _panel(scenario: Scenario, runs: int, random: np.random.Generator) -> Panel:
    kecamatan = np.sort(np.arange(scenario.desa_n) % scenario.kecamatan_n)
    truth = _truth(scenario, kecamatan, runs, random)
    listed = random.integers(scenario.n_low, scenario.n_high + 1, truth.shape[:2])
    last = scenario.waves_n
    comes = np.full(truth.shape, 0.75 if scenario.lokus_comes else 1.0)
    if scenario.has_coverage:
        comes = random.uniform(0.6, 1.0, truth.shape)
    n = random.binomial(listed[:, :, None], comes)
    hits = _counted(scenario, n[:, :, :last], _among_measured(scenario, truth, comes)[:, :, :last], random)
    is_lokus = _chosen(scenario, kecamatan, hits[:, :, -1], n[:, :, last - 1], random)
    comes_after = np.where(is_lokus & (scenario.lokus_comes > 0), scenario.lokus_comes, comes[:, :, -1])
    after_n = np.where(comes_after == comes[:, :, -1], n[:, :, -1], random.binomial(listed, comes_after))
    share = np.clip(truth[:, :, -1] + scenario.effect_points / 100 * is_lokus, 0.002, 1)
    if scenario.returning:
        after_n, after_hits = n[:, :, last - 1], hits[:, :, -1]
        for _ in range(scenario.gap):
            after_hits = _next(after_hits, after_n, share, scenario.returning, random)
    else:
        after_hits = random.binomial(after_n, _among_measured(scenario, share, comes_after))
    before_n = n[:, :, :last]
    if scenario.is_unseen:
        hits, before_n = hits[:, :, :-1], before_n[:, :, :-1]
    if scenario.is_public:
        before_n = np.where((hits > 0) & (hits < 5), 0, before_n)
        after_n = np.where((after_hits > 0) & (after_hits < 5), 0, after_n)
    return Panel(kecamatan=kecamatan, hits=hits, n=before_n, after_hits=after_hits, after_n=after_n, is_lokus=is_lokus)


def _truth(scenario: Scenario, kecamatan: np.ndarray, runs: int, random: np.random.Generator) -> np.ndarray:
    """True prevalence (0-1) of each desa in each earlier wave and in the outcome wave, (R, N, waves + 1)."""
    times = [*range(scenario.waves_n), scenario.waves_n - 1 + scenario.gap]
    size = (runs, scenario.desa_n)
    level = random.normal(0, scenario.desa_sd, size)
    fresh = scenario.desa_sd * np.sqrt(1 - scenario.memory**2)
    levels = {0: level}
    for time in range(1, times[-1] + 1):
        level = scenario.memory * level + (random.normal(0, fresh, size) if fresh else 0)
        levels[time] = level
    logit = np.stack([levels[time] + scenario.trend * time for time in times], axis=2)
    own = random.normal(0, scenario.kecamatan_sd, (runs, scenario.kecamatan_n, 1))
    if scenario.shock_sd:
        own = own + random.normal(0, scenario.shock_sd, (runs, scenario.kecamatan_n, len(times)))
    base = scenario.base_pct / 100
    return 1 / (1 + np.exp(-(logit + own[:, kecamatan, :] + np.log(base / (1 - base)))))


def _among_measured(scenario: Scenario, share: np.ndarray, comes: np.ndarray) -> np.ndarray:
    """Prevalence among those who come, where those who do not are stunted more often."""
    return share / (comes + (1 - comes) * UNMEASURED_ODDS) if scenario.is_informative else share


def _counted(scenario: Scenario, n: np.ndarray, share: np.ndarray, random: np.random.Generator) -> np.ndarray:
    if not scenario.returning:
        return random.binomial(n, share)
    hits = [random.binomial(n[:, :, 0], share[:, :, 0])]
    for wave in range(1, scenario.waves_n):
        hits.append(_next(hits[-1], n[:, :, wave], share[:, :, wave], scenario.returning, random))
    return np.stack(hits, axis=2)


def _next(
    hits: np.ndarray, n: np.ndarray, share: np.ndarray, returning: float, random: np.random.Generator
) -> np.ndarray:
    """Stunted children one wave later: some return as they were, the others are new."""
    same, healthy = random.binomial(hits, returning), random.binomial(n - hits, returning)
    return same + random.binomial(n - same - healthy, share)


def _chosen(
    scenario: Scenario, kecamatan: np.ndarray, hits: np.ndarray, n: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    """The list of each run, (R, N): the highest by the rule; equal ones by lot."""
    value = np.where(n >= SMALLEST_N, hits / np.maximum(n, 1), -1.0)
    if scenario.rule == CASES:
        value = hits.astype(float)
    value = value + random.random(value.shape) * 1e-6
    if scenario.rule == QUOTA:
        inside = np.eye(scenario.kecamatan_n)[kecamatan]
        rank = np.argsort(np.argsort(-(hits @ inside) / np.maximum(n @ inside, 1), axis=1), axis=1)
        highest = np.stack([value[:, kecamatan == one].max(axis=1) for one in range(scenario.kecamatan_n)], axis=1)
        # One desa of each leading kecamatan first, then the others of these kecamatan.
        value = np.where(rank[:, kecamatan] < 6, value + (value == highest[:, kecamatan]), value - 10)
    chosen = np.zeros(value.shape, dtype=bool)
    np.put_along_axis(chosen, np.argsort(-value, axis=1)[:, : scenario.lokus_n], True, axis=1)
    return chosen


def _score(fits: list[Fit], *, truth: float) -> Score:
    points, low, high = (np.concatenate([getattr(fit, name) for fit in fits]) for name in ("points", "low", "high"))
    return Score(
        runs=len(points),
        bias=float(points.mean() - truth),
        sd=float(points.std()),
        coverage_pct=float(100 * ((low <= truth) & (truth <= high)).mean()),
        detected_pct=float(100 * ((low > 0) | (high < 0)).mean()),
        width=float((high - low).mean()),
    )
