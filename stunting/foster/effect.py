"""What became of foster children, beside children alike who have no foster parent.

A child is placed because its height-for-age is low. Part of a low value is chance and rises by itself at the next
measurement (regression to the mean), so the change of foster children alone says nothing about the help. It is set
beside children of the same kabupaten with the same sex, nearly the same age and start value, measured in the same
months: they rise by themselves just as much. What is left is a difference, not a proof of a cause.

Sources: Bland JM, Altman DG (1994), BMJ 308:1499 (regression to the mean); Stuart EA (2010), Statistical Science
25:1-21 (matching without replacement, nearest first); Efron B, Tibshirani R (1993), chapter 12 (bootstrap-t).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stunting.frames import records
from stunting.languages import Spoken

SMALLEST_N = 20
# A measurement tells the state at the start so many days before it, or, without one, so many after.
START_BEFORE_DAYS, START_AFTER_DAYS = 60, 30
# Sooner a z-score moves less than it is measured wrongly.
SHORTEST_DAYS = 28
# Help works on for a while; later measurements tell of something else.
AFTER_END_DAYS = 31
AGE_DAYS, Z_APART = 61, 0.3
MOST_PARTNERS = 3
FIVE_YEARS_MONTHS = 60
DRAWS, SEED = 2_000, 20_240_103
LOW, HIGH = 0.025, 0.975


class Fate(Spoken):
    """What can be said of one foster child; the values are the labels."""

    COMPARED = "Dua pengukuran, dibandingkan"
    ALONE = "Dua pengukuran, tanpa pembanding yang serupa"
    TOO_SOON = "Kurang dari 28 hari sejak mulai"
    NO_START = "Tanpa pengukuran sah sekitar mulai"
    MOVED = "Pindah sebelum diukur lagi"
    DIED = "Meninggal sebelum diukur lagi"
    FIVE = "Genap lima tahun sebelum diukur lagi"
    NOT_AGAIN = "Belum diukur lagi sesudah mulai"


@dataclass(frozen=True, kw_only=True)
class Group:
    """One side: how many children, their mean change of z (SD), and the share whose z rose (percent)."""

    n: int
    change: float
    rose_pct: float
    start_z: float
    months: float


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What became of foster children; without numbers where either side has fewer than 20 children.

    child_n:  children placed, whatever became of them
    fates:    how many of each, all of them; their sum is child_n
    foster, others: the two sides, None where n is small
    difference, low, high: mean difference within the matched sets in SD with its 95 % interval; NaN where n is small
    sets:     one row per compared child, for files of officers: change, others_change, partner_n
    """

    child_n: int
    fates: dict[Fate, int]
    foster_n: int
    others_n: int
    foster: Group | None
    others: Group | None
    difference: float
    low: float
    high: float
    sets: pd.DataFrame

    @property
    def is_shown(self) -> bool:
        return self.foster is not None


def effect_of(placed: pd.DataFrame, visits: pd.DataFrame, *, ever_placed: set[str], today: dt.date) -> Effect:
    """Compare foster children with children alike.

    Args:
        placed: one row per child: key, start, last_day (datetime64; the end or the plan), reason ("" while it runs),
            age_months (today, null where unknown)
        visits: one row per visit of all children of the kabupaten: key, sex, measured_on (datetime64), age_days, haz;
            rows without a valid z are passed over
        ever_placed: keys of every child that ever had a foster parent, in any programme: none of them is compared with
    """
    valid = visits[visits["haz"].notna() & visits["measured_on"].notna()]
    valid = valid.sort_values(["key", "measured_on"], kind="stable")
    ours, fates = _both(placed, valid[valid["key"].isin(set(placed["key"]))], today=today)
    others = valid[~valid["key"].isin(ever_placed | set(placed["key"]))]
    sets = _matched(ours, others)
    partner_n = int(sets["partner_n"].sum()) if len(sets) else 0
    counts = {fate: sum(one is fate for one in fates) for fate in Fate}
    counts[Fate.COMPARED], counts[Fate.ALONE] = len(sets), len(ours) - len(sets)
    if len(sets) < SMALLEST_N or partner_n < SMALLEST_N:
        nothing = float("nan")
        return Effect(
            child_n=len(placed), fates=counts, foster_n=len(sets), others_n=partner_n, foster=None, others=None,
            difference=nothing, low=nothing, high=nothing, sets=sets,
        )  # fmt: skip
    gap = (sets["change"] - sets["others_change"]).to_numpy(dtype=np.float64)
    low, high = bootstrap_t(gap)
    return Effect(
        child_n=len(placed),
        fates=counts,
        foster_n=len(sets),
        others_n=partner_n,
        foster=Group(
            n=len(sets),
            change=float(sets["change"].mean()),
            rose_pct=100 * float((sets["change"] > 0).mean()),
            start_z=float(sets["start_z"].mean()),
            months=float(sets["months"].mean()),
        ),
        # Each set weighs the same on both sides, whatever its number of partners.
        others=Group(
            n=partner_n,
            change=float(sets["others_change"].mean()),
            rose_pct=100 * float(sets["others_rose"].mean()),
            start_z=float(sets["others_start_z"].mean()),
            months=float(sets["months"].mean()),
        ),
        difference=float(gap.mean()),
        low=low,
        high=high,
        sets=sets,
    )


def bootstrap_t(values: np.ndarray, *, draws: int = DRAWS, seed: int = SEED) -> tuple[float, float]:
    """A 95 % interval of a mean; the seed is fixed, so that the same children give the same interval."""
    n = len(values)
    mean, error = float(values.mean()), float(values.std(ddof=1)) / np.sqrt(n)
    if error == 0:
        return mean, mean
    drawn = values[np.random.default_rng(seed).integers(0, n, size=(draws, n))]
    errors = drawn.std(axis=1, ddof=1) / np.sqrt(n)
    # A draw of one value alone has no error; it says nothing about the shape.
    usable = errors > 0
    ratio = (drawn.mean(axis=1)[usable] - mean) / errors[usable]
    return mean - float(np.quantile(ratio, HIGH)) * error, mean - float(np.quantile(ratio, LOW)) * error


def _both(placed: pd.DataFrame, valid: pd.DataFrame, *, today: dt.date) -> tuple[pd.DataFrame, list[Fate]]:
    """The children with both measurements, and what became of the others."""
    near = placed[["key", "start", "last_day", "reason"]].merge(valid, on="key")
    days = (near["measured_on"] - near["start"]).dt.days
    before = near[(days <= 0) & (days >= -START_BEFORE_DAYS)].drop_duplicates("key", keep="last")
    after = near[(days > 0) & (days <= START_AFTER_DAYS)].drop_duplicates("key", keep="first")
    # The state at the start: the last visit before it, else the first after.
    first = pd.concat([before, after]).drop_duplicates("key", keep="first").set_index("key")
    # The last visit while the help lasted or shortly after, long enough after the first.
    latest = (near["last_day"] + pd.Timedelta(days=AFTER_END_DAYS)).where(near["reason"] != "", pd.Timestamp(today))
    soonest = first["measured_on"].reindex(near["key"]).set_axis(near.index) + pd.Timedelta(days=SHORTEST_DAYS)
    day = near["measured_on"]
    inside = (day >= soonest) & (day > near["start"]) & (day <= latest) & (day <= pd.Timestamp(today))
    last = near[inside].drop_duplicates("key", keep="last").set_index("key")
    start = first[["sex", "haz", "age_days", "measured_on"]]
    end = last[["haz", "measured_on"]].rename(columns={"haz": "haz_last", "measured_on": "measured_on_last"})
    both = start.join(end, how="inner")
    ours = pd.DataFrame(
        {
            "key": both.index.to_numpy(dtype=object),
            "sex": both["sex"].to_numpy(dtype=object),
            "start_z": both["haz"].to_numpy(dtype=np.float64),
            "age_days": both["age_days"].to_numpy(dtype=np.float64),
            "first_month": _months(both["measured_on"]),
            "last_month": _months(both["measured_on_last"]),
            "months": (both["measured_on_last"] - both["measured_on"]).dt.days.to_numpy() / 30.4375,
            "change": (both["haz_last"] - both["haz"]).to_numpy(dtype=np.float64),
        }
    ).sort_values("key", ignore_index=True)
    rest = placed[~placed["key"].isin(both.index)]
    return ours, [_fate(one, has_start=one.key in first.index, today=today) for one in records(rest)]


def _fate(one: Any, *, has_start: bool, today: dt.date) -> Fate:
    if one.reason == "pindah":
        return Fate.MOVED
    if one.reason == "meninggal":
        return Fate.DIED
    if one.reason == "lulus_balita" or (pd.notna(one.age_months) and one.age_months >= FIVE_YEARS_MONTHS):
        return Fate.FIVE
    if (pd.Timestamp(today) - one.start).days < SHORTEST_DAYS:
        return Fate.TOO_SOON
    return Fate.NOT_AGAIN if has_start else Fate.NO_START


def _matched(ours: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Sets of one foster child and up to three children alike, none of them in two sets; nearest first."""
    pairs = _candidates(ours, others)
    child_of, key_of = pairs["child"].tolist(), pairs["key"].tolist()
    partner_n, used, picked = [0] * len(ours), set(), []
    for turn in range(MOST_PARTNERS):
        # Every child gets its first partner before any gets a second.
        for row, (child, key) in enumerate(zip(child_of, key_of, strict=True)):
            if partner_n[child] == turn and key not in used:
                partner_n[child] += 1
                used.add(key)
                picked.append(row)
    chosen = pairs.iloc[picked]
    of_child = chosen.assign(rose=chosen["change"] > 0).groupby("child")
    beside = of_child.agg(
        others_change=("change", "mean"),
        others_rose=("rose", "mean"),
        others_start_z=("start_z", "mean"),
        partner_n=("key", "size"),
    )
    return ours.join(beside, how="inner").reset_index(drop=True)


def _candidates(ours: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Every pair that is alike, the nearest first: child (row of `ours`), key, start_z, change, apart."""
    months = _months(others["measured_on"])
    wanted = sorted({*ours["first_month"], *ours["last_month"]})
    by_month = {month: others[months == month].drop_duplicates("key", keep="last").set_index("key") for month in wanted}
    found: list[pd.DataFrame] = []
    for (first, last, sex), group in ours.groupby(["first_month", "last_month", "sex"], sort=True):
        start = by_month[first]
        start = start[start["sex"] == sex]
        both = start[["haz", "age_days"]].join(by_month[last]["haz"].rename("last_z"), how="inner").sort_values("haz")
        z, age, last_z = (both[name].to_numpy(dtype=np.float64) for name in ("haz", "age_days", "last_z"))
        start_z, start_age = group["start_z"].to_numpy()[:, None], group["age_days"].to_numpy()[:, None]
        z_apart, age_apart = np.abs(z - start_z), np.abs(age - start_age)
        child, near = np.nonzero((z_apart <= Z_APART + 1e-9) & (age_apart <= AGE_DAYS))
        found.append(
            pd.DataFrame(
                {
                    "child": group.index.to_numpy()[child],
                    "key": both.index.to_numpy(dtype=object)[near],
                    "start_z": z[near],
                    "change": last_z[near] - z[near],
                    "apart": z_apart[child, near] / Z_APART + age_apart[child, near] / AGE_DAYS,
                }
            )
        )
    if not found:
        return pd.DataFrame({"child": [], "key": [], "start_z": [], "change": [], "apart": []})
    return pd.concat(found, ignore_index=True).sort_values(["apart", "child", "key"], kind="stable", ignore_index=True)


def _months(days: pd.Series) -> np.ndarray:
    """Months since year 0."""
    return (days.dt.year * 12 + days.dt.month).to_numpy(dtype=np.int64)
