"""Rates of small areas steadied by their neighbours, and ranks with intervals.

A desa with 25 measured children jumps by four points per child. Empirical Bayes gives each desa the weight its own
children deserve and takes the rest from its kecamatan: posterior of a binomial count with a beta prior. A steadied
rate is an estimate for comparing and ranking; the counted rate stays the published one.

Sources: Kleinman JC (1973), Proportions with extraneous variance, Journal of the American Statistical Association
68:46-54 (moments of the beta-binomial); Morris CN (1983), Parametric empirical Bayes inference, same journal 78:47-55
(interval widened for the estimated prior); Goldstein H, Spiegelhalter DJ (1996), League tables and their limitations,
Journal of the Royal Statistical Society A 159:385-443 (intervals of ranks).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from stunting import formats
from stunting.languages import N_, Worded, _

# A kecamatan with fewer desa that have measured children takes the rate of the kabupaten as its centre.
FEWEST_AREAS = 5
# Share of the variance that lies between desa: at least as much as 1 point at a rate of 11 %. At 0 no desa would have
# any own weight, however many children it measured.
LEAST_BETWEEN = 0.001
MOST_BETWEEN = 0.5
# Where nobody or everybody is counted the centre stays inside 0-1, so that a prior exists.
EDGE = 0.0005
METHOD = N_("Empirical Bayes beta-binomial menuju kecamatan (momen Kleinman 1973, interval Morris 1983)")
SEED = 2_025


@dataclass(frozen=True, kw_only=True)
class Prior:
    """What the neighbours say about a desa before its own children are looked at.

    centre_pct:  their common rate
    strength_n:  how many children that knowledge is worth; an area with as many own children has weight one half
    area_n:      areas with measured children it was estimated from
    is_borrowed: the kecamatan had too few areas, so the kabupaten's rate stands in
    """

    parent_code: str
    centre_pct: float
    strength_n: float
    area_n: int
    is_borrowed: bool

    @property
    def sentence(self) -> str:
        of = _("kabupaten (desa di kecamatan ini terlalu sedikit)") if self.is_borrowed else "kecamatan"
        return _(
            "Ditarik ke angka {of} {centre_pct}, setara dengan pengetahuan dari {strength_n} balita.",
            of=of,
            centre_pct=formats.percent(self.centre_pct),
            strength_n=formats.number(self.strength_n),
        )


@dataclass(frozen=True, kw_only=True)
class Stabilised:
    """Steadied rates of all areas, in the order they were given.

    frame: area_code, parent_code, hits_n, base_n, raw_pct (NaN where nobody was measured), value_pct, low_pct,
           high_pct (95 %), own_weight (0-1: how much of value_pct is the area's own rate), alpha, beta
    """

    frame: pd.DataFrame
    priors: tuple[Prior, ...]
    method: Worded = Worded(METHOD)


def stabilise(frame: pd.DataFrame, *, hits: str = "stunted_n", base: str = "measured_n") -> Stabilised:
    """Posterior mean and 95 % interval of each area of one kabupaten.

    frame: area_code, parent_code and the counts `hits` of `base`; an area with nobody measured gets its parent's rate
           with a wide interval and own weight 0.

    Raises:
        ValueError: hits outside 0..base.
    """
    x, n = (frame[name].to_numpy(dtype=np.float64, na_value=0.0) for name in (hits, base))
    if ((x < 0) | (x > n)).any():
        raise ValueError("hits must lie between 0 and base")
    group, parents = pd.factorize(frame["parent_code"])
    centre, centre_variance, strength, areas = _priors(x, n, group, len(parents))
    total = n + strength[group]
    mean, weight = (x + centre[group] * strength[group]) / total, n / total
    # Morris: the centre is itself an estimate, and matters as much as the own rate does not.
    variance = mean * (1 - mean) / (total + 1) + (1 - weight) ** 2 * centre_variance[group]
    size = np.maximum(mean * (1 - mean) / variance - 1, 1e-3)
    alpha, beta = mean * size, (1 - mean) * size
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = np.where(n > 0, 100 * x / n, np.nan)
    steadied = pd.DataFrame(
        {
            "area_code": frame["area_code"].to_numpy(dtype=object),
            "parent_code": frame["parent_code"].to_numpy(dtype=object),
            "hits_n": x.astype(np.int64),
            "base_n": n.astype(np.int64),
            "raw_pct": raw,
            "value_pct": 100 * mean,
            "low_pct": 100 * special.betaincinv(alpha, beta, 0.025),
            "high_pct": 100 * special.betaincinv(alpha, beta, 0.975),
            "own_weight": weight,
            "alpha": alpha,
            "beta": beta,
        }
    )
    priors = tuple(
        Prior(
            parent_code=str(code),
            centre_pct=100 * float(centre[number]),
            strength_n=float(strength[number]),
            area_n=int(areas[number]),
            is_borrowed=bool(areas[number] < FEWEST_AREAS),
        )
        for number, code in enumerate(parents)
    )
    return Stabilised(frame=steadied, priors=priors)


def between_share(hits: ArrayLike, base: ArrayLike, group: ArrayLike) -> float:
    """Share of the variance that lies between areas of one group, 1 / (1 + prior strength), pooled over the groups.

    Kleinman's moments: sum n(p - P)^2 is on average PQ[(K-1) + share*(N - sum n^2/N - (K-1))] in a group of K areas.
    A share cannot be negative, and few areas tell little about it: the moment estimate, with the error it has without
    any spread, is replaced by its mean given that it is positive. Held between 0.001 and 0.5; a kabupaten without two
    areas in any group has the lower limit.
    """
    x, n, g = np.asarray(hits, dtype=np.float64), np.asarray(base, dtype=np.float64), np.asarray(group)
    seen = n > 0
    x, n, g = x[seen], n[seen], g[seen]
    if not len(g):
        return LEAST_BETWEEN
    size, count = np.bincount(g, n), np.bincount(g)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(size > 0, np.bincount(g, x) / size, 0.0)
        squares = np.where(size > 0, np.bincount(g, n**2) / size, 0.0)
    spread = np.bincount(g, n * (x / n - rate[g]) ** 2)
    unit = rate * (1 - rate)
    degrees = np.maximum(count - 1, 0)
    room = float((unit * (size - squares - degrees))[count > 1].sum())
    if room <= 0:
        return LEAST_BETWEEN
    share = float((spread - unit * degrees)[count > 1].sum()) / room
    error = float(np.sqrt((2 * unit**2 * degrees)[count > 1].sum())) / room
    # Mean of a normal truncated at 0: special.log_ndtr keeps it finite far below 0.
    t = share / error
    share += error * float(np.exp(-(t**2) / 2 - special.log_ndtr(t))) / np.sqrt(2 * np.pi)
    return float(np.clip(share, LEAST_BETWEEN, MOST_BETWEEN))


def _priors(
    x: np.ndarray, n: np.ndarray, group: np.ndarray, groups: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Per group: centre and its variance (0-1), strength in children, and the areas with measured children.

    A group of too few areas takes all three from the kabupaten: its areas differ from the kabupaten's rate by more than
    from their own unknown centre, and that larger spread is what the kabupaten as one group shows.
    """
    everywhere = np.zeros(len(n), dtype=np.intp)
    areas = np.bincount(group, n > 0, minlength=groups).astype(np.int64)
    is_borrowed = areas < FEWEST_AREAS
    share = np.where(is_borrowed, between_share(x, n, everywhere), between_share(x, n, group))
    own, own_variance = _centres(x, n, group, groups, share)
    whole, whole_variance = _centres(x, n, everywhere, 1, share[is_borrowed][:1] if is_borrowed.any() else share[:1])
    centre = np.where(is_borrowed, whole[0], own)
    return centre, np.where(is_borrowed, whole_variance[0], own_variance), 1 / share - 1, areas


def _centres(
    x: np.ndarray, n: np.ndarray, group: np.ndarray, groups: int, share: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Centre of each group and its variance; areas weigh n / (1 + (n - 1) * share), the inverse of their variance."""
    weight = n / (1 + np.maximum(n - 1, 0) * share[group])
    total = np.bincount(group, weight, minlength=groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(n > 0, x / n, 0.0)
        centre = np.bincount(group, weight * rate, minlength=groups) / total
        # Nobody measured anywhere: any rate is as good as another.
        centre = np.clip(np.where(total > 0, centre, 0.5), EDGE, 1 - EDGE)
        return centre, np.where(total > 0, centre * (1 - centre) / total, 1 / 12)


def posterior_draws(steadied: Stabilised, *, draws: int = 2_000, seed: int = SEED) -> np.ndarray:
    """Draws of the steadied rates, one row per draw, one column per area; the same seed gives the same draws."""
    return beta_draws(steadied.frame["alpha"].to_numpy(), steadied.frame["beta"].to_numpy(), draws=draws, seed=seed)


def raw_draws(hits: ArrayLike, base: ArrayLike, *, draws: int = 2_000, seed: int = SEED) -> np.ndarray:
    """Draws of the counted rates without neighbours: Jeffreys' posterior beta(x + 1/2, n - x + 1/2)."""
    x, n = np.asarray(hits, dtype=np.float64), np.asarray(base, dtype=np.float64)
    return beta_draws(x + 0.5, n - x + 0.5, draws=draws, seed=seed)


def interval_draws(low_pct: ArrayLike, high_pct: ArrayLike, *, draws: int = 2_000, seed: int = SEED) -> np.ndarray:
    """Draws of figures that are known by their 95 % interval only (surveys), normal around its middle."""
    low, high = np.asarray(low_pct, dtype=np.float64), np.asarray(high_pct, dtype=np.float64)
    noise = np.random.default_rng(seed).standard_normal((draws, len(low)), dtype=np.float32)
    return noise * ((high - low) / (2 * 1.959963984540054)).astype(np.float32) + ((low + high) / 2).astype(np.float32)


def beta_draws(alpha: np.ndarray, beta: np.ndarray, *, draws: int, seed: int | tuple[int, ...]) -> np.ndarray:
    """Draws of beta distributions, one row per draw, one column per distribution.

    A beta is a share of two gammas (Devroye 1986, IX.3.1); single precision is enough for an order.
    """
    generator = np.random.default_rng(seed)
    shape = (draws, len(alpha))
    ours = generator.standard_gamma(np.broadcast_to(alpha.astype(np.float32), shape), dtype=np.float32)
    others = generator.standard_gamma(np.broadcast_to(beta.astype(np.float32), shape), dtype=np.float32)
    return ours / (ours + others)


def rank_intervals(draws: np.ndarray, *, top: int = 10) -> pd.DataFrame:
    """Ranks of the columns of draws, 1 for the highest rate.

    Returns a frame in the order of the columns: rank (by mean draw), rank_low, rank_high (95 % of the draws),
    top_share (share of draws among the first `top`), label ("peringkat 3–9").
    """
    drawn, areas = draws.shape
    if not areas:
        return pd.DataFrame(
            {"rank": [], "rank_low": [], "rank_high": [], "top_share": [], "label": np.array([], dtype=object)}
        )
    order = np.argsort(-draws, axis=1)
    ranks = np.empty((drawn, areas), dtype=np.int16)
    np.put_along_axis(ranks, order, np.arange(1, areas + 1, dtype=np.int16)[None, :], axis=1)
    sorted_ranks = np.sort(ranks.T, axis=1)
    low = sorted_ranks[:, int(0.025 * drawn)]
    high = sorted_ranks[:, min(int(np.ceil(0.975 * drawn)), drawn) - 1]
    mean_order = np.argsort(-draws.mean(axis=0), kind="stable")
    rank = np.empty(areas, dtype=np.int64)
    rank[mean_order] = np.arange(1, areas + 1)
    return pd.DataFrame(
        {
            "rank": rank,
            "rank_low": low.astype(np.int64),
            "rank_high": high.astype(np.int64),
            "top_share": (ranks <= top).mean(axis=0),
            "label": [rank_label(int(first), int(last)) for first, last in zip(low, high, strict=True)],
        }
    )


def rank_label(low: int, high: int) -> str:
    """ "peringkat 3–9", or "peringkat 1" where both ends are equal."""
    return _("peringkat {low}", low=low) if low == high else _("peringkat {low}–{high}", low=low, high=high)
