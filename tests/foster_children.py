"""Simulated children of a kabupaten whose truth is known: a lasting level, chance at each measurement, a drift."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

TODAY = dt.date(2025, 9, 15)
START = dt.date(2025, 2, 20)
MONTHS = ("2025-02-10", "2025-05-12", "2025-08-11")
LEVEL_SD, CHANCE_SD, DRIFT_SD = 1.0, 0.45, 0.25


def simulated(
    *, seed: int, placed_n: int = 60, child_n: int = 1_500, effect: float = 0.0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Children, the lowest of whom may be placed, and their visits; foster children gain `effect` SD beside the rest.

    The placed ones are drawn among those whose *measured* z in February is below -2, the lower the likelier: their low
    values are partly chance and rise by themselves.
    """
    rng = np.random.default_rng(seed)
    level = rng.normal(-1.2, LEVEL_SD, child_n)
    ages = rng.integers(90, 1_500, child_n)
    sexes = rng.choice(["m", "f"], child_n)
    keys = np.array([f"{number:032x}" for number in range(child_n)], dtype=object)
    first = level + rng.normal(0, CHANCE_SD, child_n)
    low = np.flatnonzero(first < -2)
    weight = np.exp(-first[low])
    chosen = rng.choice(low, min(placed_n, len(low)), replace=False, p=weight / weight.sum())
    is_placed = np.zeros(child_n, dtype=bool)
    is_placed[chosen] = True
    drift = rng.normal(-0.05, DRIFT_SD, child_n)
    frames = []
    for at, month in enumerate(MONTHS):
        gain = effect * is_placed * at / (len(MONTHS) - 1)
        z = first if at == 0 else level + drift * at / 2 + gain + rng.normal(0, CHANCE_SD, child_n)
        frames.append(
            pd.DataFrame(
                {
                    "key": keys,
                    "sex": sexes,
                    "measured_on": pd.Timestamp(month),
                    "age_days": ages + 90 * at,
                    "haz": np.round(z, 2),
                }
            )
        )
    return placed_rows(keys[is_placed].tolist()), pd.concat(frames, ignore_index=True)


def placed_rows(keys: list[str], *, start: dt.date = START, reason: str = "", age_months: float = 30.0) -> pd.DataFrame:
    """Placements as the effect takes them."""
    return pd.DataFrame(
        {
            "key": pd.Series(keys, dtype=object),
            "start": pd.Timestamp(start),
            "last_day": pd.Timestamp(start) + pd.Timedelta(days=181),
            "reason": reason,
            "age_months": age_months,
        }
    )
