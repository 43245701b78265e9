"""What a kabupaten released of its foster programme: sums without small counts (`stunting/foster/summary.py`).

Rows of the user stand in the place of the sample rows of the same kabupaten. Nothing here is of a single child: what
must stay hidden was left out before it came here. Sums that were published while the children of the kabupaten were
invented say so in their source, and mark the kabupaten until they are withdrawn.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pyarrow as pa

from stunting.build.numbered import NumberedTable
from stunting.paths import Layout
from stunting.sample.options import NOTICE

OWN = NumberedTable(folder="asuh", name="ringkasan")
OWN_COLUMNS = ["area_code", "programme", "as_of", "key", "value_n", "is_hidden", "source"]
SCHEMA = pa.schema(
    [
        ("area_code", pa.string()),
        ("programme", pa.string()),
        ("as_of", pa.date32()),
        ("key", pa.string()),
        ("value_n", pa.int64()),
        ("is_hidden", pa.bool_()),
        ("source", pa.string()),
        ("is_sample", pa.bool_()),
    ]
)


def raw_files(layout: Layout) -> list[Path]:  # noqa: ARG001
    """What ships with the program: nothing, a summary is always the kabupaten's own."""
    return []


def used_files(layout: Layout) -> list[Path]:
    """The table of the user that a release is made from, if it has rows."""
    return [] if own_summaries(layout).empty else OWN.files(layout)[-1:]


def own_summaries(layout: Layout) -> pd.DataFrame:
    """One row per area, programme, day and key of the user, all of it text; columns OWN_COLUMNS.

    value_n is "" and is_hidden "true" where a figure was left out.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    found = OWN.read(layout)
    return pd.DataFrame(columns=OWN_COLUMNS) if found is None else found[OWN_COLUMNS]


def tables(layout: Layout, sample: pa.Table | None) -> dict[str, pa.Table]:
    """The release table `foster_summary`, as far as there are rows.

    sample: the sample rows that are still wanted, None without any

    Raises:
        BuildError: a file is not the one its card describes.
    """
    own = own_summaries(layout)
    rows = [
        {
            "area_code": area,
            "programme": programme,
            "as_of": dt.date.fromisoformat(as_of),
            "key": key,
            "value_n": int(value) if value else None,
            "is_hidden": hidden == "true",
            "source": source,
            "is_sample": False,
        }
        for area, programme, as_of, key, value, hidden, source in own.itertuples(index=False, name=None)
    ]
    kabupaten = {str(one["area_code"])[:4] for one in rows}
    invented = {str(one["area_code"])[:4] for one in rows if str(one["source"]).startswith(NOTICE)}
    for one in rows:
        one["is_sample"] = str(one["area_code"])[:4] in invented
    if sample is not None:
        rows += [one for one in sample.select(SCHEMA.names).to_pylist() if one["area_code"][:4] not in kabupaten]
    if not rows:
        return {}
    rows.sort(key=lambda one: (one["as_of"], one["area_code"], one["programme"], one["key"]))
    return {"foster_summary": pa.Table.from_pylist(rows, schema=SCHEMA)}
