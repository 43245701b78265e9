"""What a kabupaten released of its foster programme: sums without small counts."""

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
    """The release table `foster_summary`, as far as there are rows.

    sample: the sample rows that are still wanted, None without any

    Raises:
        BuildError: a file is not the one its card describes.
    """
    return {} if sample is None else {"foster_summary": sample}
