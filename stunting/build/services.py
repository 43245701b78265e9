"""Services of a release: reported counts per area and period, and the coverage to be reached.

Reported rows of the user stand in the place of the sample of their kabupaten, all of it: a report and an invented one
side by side would be read as one. A target of the user stands in the place of the shipped one of the same area, service
and year.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting import sidecar
from stunting.build.numbered import NumberedTable
from stunting.paths import Layout

COUNTS = NumberedTable(folder="layanan", name="layanan")
TARGETS = NumberedTable(folder="target_layanan", name="target")
KEY = ["area_code", "year", "period", "service_key"]
OWN_COLUMNS = [*KEY, "numerator_n", "denominator_n", "is_scheduled", "source"]
COLUMNS = [*OWN_COLUMNS, "is_sample", "is_user_added"]
COUNT_COLUMNS = ["numerator_n", "denominator_n"]
TARGET_KEY = ["area_code", "service_key", "year"]
TARGET_COLUMNS = [*TARGET_KEY, "value_pct", "source", "is_verified"]


def raw_file(layout: Layout) -> Path:
    """The targets that ship with the program."""
    return layout.raw / "layanan" / "target.csv"


def raw_files(layout: Layout) -> list[Path]:
    """What ships with the program; an installation without the file has no shipped targets."""
    return [path for path in [raw_file(layout)] if path.exists()]


def used_files(layout: Layout) -> list[Path]:
    """The tables of the user that a release is made from, as far as they have rows."""
    counts = [] if own_counts(layout).empty else COUNTS.files(layout)[-1:]
    return counts + ([] if own_targets(layout).empty else TARGETS.files(layout)[-1:])


def tables(layout: Layout, sample: pa.Table | None) -> dict[str, pa.Table]:
    """The release tables `service` and `service_target`, as far as there are rows.

    sample: the sample rows that are still wanted, None without any

    Raises:
        BuildError: a file is not the one its card describes.
    """
    own = own_counts(layout)
    made = {} if sample is None else {"service": sample}
    if not own.empty:
        counts = pa.Table.from_pandas(own.assign(is_sample=False, is_user_added=True)[COLUMNS], preserve_index=False)
        if sample is not None:
            taken = pa.array(sorted(set(own["area_code"].str[:4])), pa.string())
            elsewhere = pc.invert(pc.is_in(pc.utf8_slice_codeunits(sample["area_code"], 0, 4), value_set=taken))
            counts = pa.concat_tables([counts, sample.filter(elsewhere).select(COLUMNS)], promote_options="permissive")
        made["service"] = counts
    wanted = targets(layout)
    return made if wanted.empty else made | {"service_target": pa.Table.from_pandas(wanted, preserve_index=False)}


def own_counts(layout: Layout) -> pd.DataFrame:
    """One row per area, year, period and service of the user, in `OWN_COLUMNS`; an unknown count is null.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    found = COUNTS.read(layout)
    frame = pd.DataFrame(columns=OWN_COLUMNS, dtype="str") if found is None else found[OWN_COLUMNS]
    return typed(frame)


def typed(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts read as text, with their types."""
    for name in COUNT_COLUMNS:
        counts[name] = pd.to_numeric(counts[name].where(counts[name] != "")).astype("Int64")
    return counts.assign(is_scheduled=counts["is_scheduled"] == "True").astype({"year": "int64"})


def own_targets(layout: Layout) -> pd.DataFrame:
    """One row per area, service and year of the user, in `TARGET_COLUMNS`.

    Raises:
        BuildError: as above.
    """
    found = TARGETS.read(layout)
    return _targets(pd.DataFrame(columns=TARGET_COLUMNS, dtype="str") if found is None else found)


def targets(layout: Layout) -> pd.DataFrame:
    """Shipped and own targets in the columns of `service_target`, ordered by area, service and year.

    Raises:
        BuildError: as above.
    """
    own = own_targets(layout).assign(is_user_added=True)
    parts = [own]
    for path in raw_files(layout):
        sidecar.read(path)
        shipped = _targets(pd.read_csv(path, dtype=str, na_filter=False)).assign(is_user_added=False)
        is_replaced = pd.MultiIndex.from_frame(shipped[TARGET_KEY]).isin(pd.MultiIndex.from_frame(own[TARGET_KEY]))
        parts.append(shipped[~is_replaced])
    both = pd.concat([one for one in parts if not one.empty] or parts, ignore_index=True)
    return both.sort_values(TARGET_KEY, ignore_index=True)


def _targets(frame: pd.DataFrame) -> pd.DataFrame:
    typed = frame[TARGET_COLUMNS].astype({"year": "int64", "value_pct": "float64"})
    return typed.assign(is_verified=frame["is_verified"].str.casefold() == "true")
