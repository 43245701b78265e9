"""Routine rates that health offices announced: `data/raw/rutin/angka_terbit.csv` -> the table `published_routine`.

Values are copied, never recomputed. What an announcement did not state stays empty.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from stunting import sidecar
from stunting.paths import Layout

COLUMNS = (
    "area_code",
    "kind",
    "period_start",
    "period_end",
    "label",
    "value_pct",
    "stunted_n",
    "base_n",
    "base",
    "target_n",
    "coverage_pct",
    "source",
    "source_url",
    "is_verified",
    "note",
)
SHARES = ("value_pct", "coverage_pct")
COUNTS = ("stunted_n", "base_n", "target_n")
DATES = ("period_start", "period_end")


def raw_file(layout: Layout) -> Path:
    """The figures that ship with the program."""
    return layout.raw / "rutin" / "angka_terbit.csv"


def announced(layout: Layout) -> pd.DataFrame:
    """One row per area, period and source, in the columns of `published_routine`, ordered by them.

    Raises:
        BuildError: the file is not the one its card describes.
    """
    path = raw_file(layout)
    sidecar.read(path)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)[list(COLUMNS)]
    for name in (*SHARES, *COUNTS):
        frame[name] = pd.to_numeric(frame[name].where(frame[name] != "")).astype("Float64")
    frame = frame.astype(dict.fromkeys(COUNTS, "Int64"))
    for name in DATES:
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    for name in ("source_url", "note"):
        frame[name] = frame[name].where(frame[name] != "", None)
    frame["is_verified"] = frame["is_verified"] == "true"
    return frame.sort_values(["area_code", "period_start", "kind", "is_verified"], kind="stable", ignore_index=True)
