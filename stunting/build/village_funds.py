"""Money of a release: budgets of desa and others by source."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from stunting.paths import Layout


def raw_files(layout: Layout) -> list[Path]:
    """What ships with the program."""
    return []


def used_files(layout: Layout) -> list[Path]:
    """The tables of the user that a release is made from, as far as they have rows."""
    return []


def tables(layout: Layout, sample: pa.Table | None) -> dict[str, pa.Table]:
    """The release table `village_fund`, as far as there are rows.

    sample: the sample rows that are still wanted, None without any

    Raises:
        BuildError: a file is not the one its card describes.
    """
    return {} if sample is None else {"village_fund": sample}
