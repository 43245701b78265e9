"""Figures per desa of a release: those the user brought along, and the sample ones where there are none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting.build.family_recap import RECAP_KEYS
from stunting.build.numbered import NumberedTable
from stunting.paths import Layout

TABLE = NumberedTable(folder="desa", name="desa")
# What is only understood together, and so comes from one place: own rows of one replace sample rows of both.
PAIRS = (("krs_n", "family_n", *RECAP_KEYS), ("service_received_n", "service_due_n"))
KEYS = tuple(key for pair in PAIRS for key in pair)
OWN = "own_"
KIND_COLUMNS = ["label", "unit", "is_higher_worse"]
OWN_COLUMNS = ["desa_code", "year", "key", "value", "source", *KIND_COLUMNS]
COLUMNS = ["desa_code", "year", "key", "value", "source", "is_sample", "is_user_added"]


def used_files(layout: Layout) -> list[Path]:
    """The table of the user that a release is made from, if it has rows."""
    return [] if own_figures(layout).empty else TABLE.files(layout)[-1:]


def own_figures(layout: Layout) -> pd.DataFrame:
    """One row per desa, year and key of the user, in `OWN_COLUMNS`; label, unit and direction are "" for known keys.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    found = TABLE.read(layout)
    if found is None:
        return pd.DataFrame(columns=OWN_COLUMNS)
    found["is_higher_worse"] = found["is_higher_worse"] == "True"
    return found.astype({"year": int, "value": float})[OWN_COLUMNS]


def figure_tables(layout: Layout, sample: pa.Table | None) -> dict[str, pa.Table]:
    """The release tables `desa_figure` and `desa_figure_kind`, as far as they have rows.

    Raises:
        BuildError: as above.
    """
    own = own_figures(layout)
    if own.empty:
        return {} if sample is None else {"desa_figure": sample}
    figures = _table(own.assign(is_sample=False, is_user_added=True)[COLUMNS])
    if sample is not None:
        figures = pa.concat_tables([figures, _elsewhere(sample, own).select(COLUMNS)], promote_options="permissive")
    kinds = own_kinds(own)
    return {"desa_figure": figures} | ({} if kinds.empty else {"desa_figure_kind": _table(kinds)})


def own_kinds(own: pd.DataFrame) -> pd.DataFrame:
    """The own columns, one row per kabupaten and key: label, unit and direction as the newest year has them."""
    columns = own[own["key"].str.startswith(OWN)].assign(kabupaten_code=lambda frame: frame["desa_code"].str[:4])
    newest = columns.sort_values("year", kind="stable").drop_duplicates(["kabupaten_code", "key"], keep="last")
    return newest.sort_values(["kabupaten_code", "key"], ignore_index=True)[["kabupaten_code", "key", *KIND_COLUMNS]]


def pair_of(key: str) -> tuple[str, ...]:
    """The keys that are only understood together with this one, itself among them."""
    return next((pair for pair in PAIRS if key in pair), (key,))


def _elsewhere(sample: pa.Table, own: pd.DataFrame) -> pa.Table:
    """Sample rows of every kabupaten and key for which the user brought nothing."""
    brought = own.assign(kabupaten=own["desa_code"].str[:4])[["kabupaten", "key"]].drop_duplicates()
    taken = {f"{one} {key}" for one, given in brought.to_numpy(dtype=object) for key in pair_of(given)}
    here = pc.binary_join_element_wise(pc.utf8_slice_codeunits(sample["desa_code"], 0, 4), sample["key"], " ")
    return sample.filter(pc.invert(pc.is_in(here, value_set=pa.array(sorted(taken), pa.string()))))


def _table(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)
