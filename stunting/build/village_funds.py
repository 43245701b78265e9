"""Money of a release: budgets of desa and others by source.

Rows of the user remove the sample rows of the same kabupaten/kota.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from stunting.build.numbered import NumberedTable
from stunting.paths import Layout

OWN = NumberedTable(folder="dana", name="dana")
KEY = ["area_code", "year", "fund", "activity"]
OWN_COLUMNS = [*KEY, "budget_rp", "realised_rp", "is_direct", "source"]
COLUMNS = [*OWN_COLUMNS, "is_sample", "is_user_added"]


def raw_files(_layout: Layout) -> list[Path]:
    """No real budget ships with the program."""
    return []


def used_files(layout: Layout) -> list[Path]:
    """The table of the user that a release is made from, if it has rows."""
    return [] if own_funds(layout).empty else OWN.files(layout)[-1:]


def own_funds(layout: Layout) -> pd.DataFrame:
    """One row per area, year, fund and activity of the user, in `OWN_COLUMNS`; realised_rp is null where unknown.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    found = OWN.read(layout)
    frame = pd.DataFrame(columns=OWN_COLUMNS, dtype=str) if found is None else found[OWN_COLUMNS]
    frame = frame.astype({"year": "int64", "budget_rp": "int64"})
    frame["realised_rp"] = pd.to_numeric(frame["realised_rp"].where(frame["realised_rp"] != "")).astype("Int64")
    frame["is_direct"] = frame["is_direct"] == "true"
    return frame


def tables(layout: Layout, sample: pa.Table | None) -> dict[str, pa.Table]:
    """The release table `village_fund`, as far as there are rows.

    sample: the sample rows that are still wanted, None without any

    Raises:
        BuildError: a file is not the one its card describes.
    """
    own = own_funds(layout)
    parts = [] if own.empty else [own.assign(is_sample=False, is_user_added=True)[COLUMNS]]
    if sample is not None and sample.num_rows:
        invented = sample.to_pandas()
        taken = {code[:4] for code in own["area_code"]}
        parts.append(invented[~invented["area_code"].str[:4].isin(taken)][COLUMNS])
    parts = [part for part in parts if not part.empty]
    if not parts:
        return {}
    frame = pd.concat(parts, ignore_index=True).astype({"budget_rp": "int64", "realised_rp": "Int64"})
    return {"village_fund": pa.Table.from_pandas(frame, preserve_index=False)}
