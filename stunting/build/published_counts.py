"""Counts that an office announced: `data/raw/rutin/jumlah_terbit.csv` -> the table `published_count`.

Values are copied, never recomputed, and this program cannot check them. What an announcement did not state is null.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from stunting import sidecar
from stunting.build.shipped import required
from stunting.paths import Layout

COLUMNS = (
    "area_code",
    "indicator",
    "year",
    "month",
    "value_n",
    "unit",
    "source",
    "source_url",
    "is_verified",
    "note",
)
WHOLE = ("year", "month", "value_n")


def raw_file(layout: Layout) -> Path:
    """The counts that ship with the program."""
    return layout.raw / "rutin" / "jumlah_terbit.csv"


def raw_files(layout: Layout) -> list[Path]:
    """What ships with the program.

    Raises:
        BuildError: it is missing.
    """
    return [required(raw_file(layout))]


def used_files(_layout: Layout) -> list[Path]:
    """Announced counts are not added by users."""
    return []


def announced(layout: Layout) -> pd.DataFrame:
    """One row per area, indicator, moment, value and source, in the columns of `published_count`, ordered by them.

    Raises:
        BuildError: the file is not the one its card describes.
    """
    path = raw_file(layout)
    sidecar.read(path)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)[list(COLUMNS)]
    for name in WHOLE:
        frame[name] = pd.to_numeric(frame[name].where(frame[name] != "")).astype("Int64")
    for name in ("source_url", "note"):
        frame[name] = frame[name].astype(object).where(frame[name] != "", None)
    frame["is_verified"] = frame["is_verified"] == "true"
    return frame.sort_values(["area_code", "indicator", "year", "month", "value_n"], kind="stable", ignore_index=True)


def tables(layout: Layout, sample: pa.Table | None) -> dict[str, pa.Table]:
    """The release table `published_count`, where the shipped file is there.

    sample: there is none; an invented announcement would be read as a real one

    Raises:
        BuildError: as above.
    """
    assert sample is None, "announcements are never invented"
    if not raw_file(layout).exists():
        return {}
    return {"published_count": pa.Table.from_pandas(announced(layout), preserve_index=False)}
