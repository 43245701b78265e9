"""The children of a sample: who they are, where they live, and how tall and heavy they tend to be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stunting.sample import names, places
from stunting.sample.options import SampleOptions

LIST_DAYS = 1825  # a child leaves the lists with the month in which it turns five
DESA_SD = 0.3
CHILD_SD = 1.05  # with the desa effect and the noise of a visit about 1,1


def children(options: SampleOptions, served: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row per child; the columns of `served` and

    child, sex (m/f), birth_date, nik, name, parents, posyandu, rt, rw, birth_weight, birth_length,
    tendency (HAZ relative to the kabupaten), weight_tendency (WHZ)
    """
    count = options.children
    first, last = month_start(options.months[0]), month_end(options.months[-1])
    span = (last - first).astype(int) + LIST_DAYS
    birth_date = _no_double_days(first - LIST_DAYS + rng.integers(0, span, size=count))
    sex = np.where(rng.random(count) < 0.512, "m", "f").astype(object)
    desa = np.sort(rng.permutation(np.arange(count) % len(served)))
    posyandu = places.posyandu_names(rng, len(served), count)
    frame = served.iloc[desa].reset_index(drop=True)
    effect = rng.normal(0, DESA_SD, size=len(served))
    size = rng.normal(0, 1, size=count)
    frame["child"] = np.arange(count)
    frame["sex"] = sex
    frame["birth_date"] = birth_date
    frame["nik"] = names.niks(options.code, birth_date, sex)
    frame["name"] = names.child_names(rng, count)
    frame["parents"] = names.parent_names(rng, count)
    frame["posyandu"] = [
        posyandu[at][int(one)] for at, one in zip(desa, rng.integers(0, 9, count) % len(posyandu[0]), strict=True)
    ]
    frame["rt"] = [f"{n:02d}" for n in rng.integers(1, 9, size=count)]
    frame["rw"] = [f"{n:02d}" for n in rng.integers(1, 6, size=count)]
    frame["birth_weight"] = np.clip(np.round(3.1 + 0.25 * size + rng.normal(0, 0.3, count), 1), 1.6, 4.8)
    frame["birth_length"] = np.clip(np.round(49 + 0.8 * size + rng.normal(0, 1.2, count), 1), 42.0, 55.0)
    frame["tendency"] = effect[desa] + CHILD_SD * (0.35 * size + np.sqrt(1 - 0.35**2) * rng.normal(0, 1, count))
    frame["weight_tendency"] = rng.normal(-0.3, 0.95, count)
    if not options.most_children:
        return frame
    # Drawn for all, so that a small desa changes no child elsewhere.
    most = frame["desa_code"].map(options.most_children).fillna(count)
    return frame[frame.groupby("desa_code").cumcount() < most].reset_index(drop=True)


def month_start(month: int) -> np.datetime64:
    """First day of year * 100 + month."""
    return np.datetime64(f"{month // 100:04d}-{month % 100:02d}-01", "D")


def month_end(month: int) -> np.datetime64:
    """Last day of year * 100 + month."""
    return (month_start(month).astype("datetime64[M]") + 1).astype("datetime64[D]") - 1


def _no_double_days(days: np.ndarray) -> np.ndarray:
    """No 5 May or 8 August: whether such a date can mean two days is a question a sample should not ask."""
    month = days.astype("datetime64[M]")
    return np.where((days - month).astype(int) + 1 == month.astype(int) % 12 + 1, days + 1, days)
