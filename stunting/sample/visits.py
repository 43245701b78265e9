"""The rows of the lists: each child in each month, measured or only listed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stunting.sample import growth
from stunting.sample.children import LIST_DAYS, month_end, month_start
from stunting.sample.options import SampleOptions

VISIT_SD = 0.08
USUAL_MEAN = -1.0
ROUNDING_EVERY = 4
STUNTED = -2.005  # below this a z-score rounds to less than -2,00


def visits(options: SampleOptions, people: pd.DataFrame) -> pd.DataFrame:
    """One row per child and month in which it is listed; the columns of `people` and

    period, measured_on (NaT: listed only), weight, height, posture (l/h), muac
    """
    parts = [_month(options, people, month) for month in options.months]
    rows = pd.concat(parts, ignore_index=True)
    return rows.sort_values(["period", "child"], kind="stable").reset_index(drop=True)


def _month(options: SampleOptions, people: pd.DataFrame, month: int) -> pd.DataFrame:
    start = month_start(month)
    born = people["birth_date"].to_numpy().astype("datetime64[D]")
    # Every generator draws for all children, so that one more month does not change who is measured in another.
    own = np.random.default_rng([options.seed, int(options.code), month])
    draw, noise, weight_noise = (
        own.random(len(people)),
        own.normal(0, VISIT_SD, len(people)),
        own.normal(0, 0.25, len(people)),
    )
    day = _posyandu_days(people, month, own)
    listed = is_listed(people, month)
    rows = people[listed].reset_index(drop=True)
    kept_out = _first_of_desa(rows)
    is_measured = (draw[listed] < _share_measured(options, rows, month, kept_out)) & ~kept_out
    rows["period"] = month
    when = start + day[listed] - 1
    age = (when - born[listed]).astype(int)
    haz = _haz(options, rows, month, is_measured, noise[listed])
    is_girl = (rows["sex"] == "f").to_numpy()
    height = growth.height_cm(is_girl=is_girl, age_days=age, haz=haz)
    height = np.where(_reads_halves(rows, own), np.round(height * 2) / 2, height)
    whz = rows["weight_tendency"].to_numpy() + weight_noise[listed] + options.whz_shift.get(month, 0.0)
    weight = growth.weight_kg(is_girl=is_girl, age_days=age, height=height, whz=whz)
    rows["measured_on"] = np.where(is_measured, when, np.datetime64("NaT")).astype("datetime64[s]")
    rows["weight"] = np.where(is_measured, weight, np.nan)
    rows["height"] = np.where(is_measured, height, np.nan)
    rows["posture"] = np.where(is_measured, np.where(age < growth.LYING_DAYS, "l", "h"), "").astype(object)
    muac = np.clip(np.round(12.2 + 0.8 * np.sqrt(age / 365.25) + 0.9 * whz, 1), 9.0, 21.0)
    rows["muac"] = np.where(is_measured & (age > 180), muac, np.nan)
    return rows


def is_listed(people: pd.DataFrame, month: int) -> np.ndarray:
    """Which children stand in the lists of a month."""
    born = people["birth_date"].to_numpy().astype("datetime64[D]")
    return (born < month_start(month)) & ((month_end(month) - born).astype(int) <= LIST_DAYS)


def _share_measured(options: SampleOptions, rows: pd.DataFrame, month: int, kept_out: np.ndarray) -> np.ndarray:
    """How likely each child of the lists is measured, so that with those kept out the wanted share comes out."""

    def share(percent: float, group: np.ndarray) -> float:
        return percent / 100 * group.sum() / max((group & ~kept_out).sum(), 1)

    shares = np.full(len(rows), share(options.wanted_coverage(month), np.ones(len(rows), dtype=bool)))
    for column in ("kecamatan_code", "desa_code"):
        codes = rows[column].to_numpy(dtype=object)
        for (code, when), percent in options.local_coverage.items():
            group = codes == code
            if when == month and group.any():
                shares[group] = share(percent, group)
    return shares


def _haz(
    options: SampleOptions, rows: pd.DataFrame, month: int, is_measured: np.ndarray, noise: np.ndarray
) -> np.ndarray:
    """The HAZ of each child, so that the wanted share of the measured children is below -2."""
    haz = rows["tendency"].to_numpy() + noise
    shift = np.full(len(rows), USUAL_MEAN)
    codes = rows["kecamatan_code"].to_numpy(dtype=object)
    by_kecamatan = any((code, month) in options.prevalence for code in set(codes))
    groups = [codes == code for code in sorted(set(codes))] if by_kecamatan else [np.ones(len(rows), dtype=bool)]
    for group in groups:
        if not (group & is_measured).any():
            continue
        wanted = options.wanted_prevalence(codes[group][0], month)
        if wanted is not None:
            shift[group] = STUNTED - np.quantile(haz[group & is_measured], wanted / 100)
    return haz + shift


def _reads_halves(rows: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Rows whose height was read to the half centimetre, as some puskesmas do in half of the cases."""
    number, _ = pd.factorize(rows["puskesmas"])
    return (number % ROUNDING_EVERY == 1) & (rng.random(len(rows)) < 0.5)


def _posyandu_days(people: pd.DataFrame, month: int, rng: np.random.Generator) -> np.ndarray:
    """Day of the month on which each posyandu meets; never the day whose number is that of the month."""
    number, _ = pd.factorize(people["desa_code"] + people["posyandu"])
    day = rng.integers(3, 27, size=number.max() + 1)
    return np.where(day == month % 100, day + 1, day)[number]


def _first_of_desa(rows: pd.DataFrame) -> np.ndarray:
    """One child of every desa is only listed, so that the list of the unmeasured names every desa."""
    return ~rows["desa_code"].duplicated().to_numpy()
