"""Mode publik: the totals of a kabupaten, by month and by window of one month, without a count of 1-4 children.

A part that is 1-4 is left empty: a sum over kabupaten is then at most 4 children short. Where a whole is 1-4, or a part
leaves a rest of 1-4, the period is withheld and named, for such a sum would be far off. A year is not told: year minus
its months would be few children (docs/privacy.md).
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from stunting.delivery import tables

SMALLEST = 5
KEYS = ["window_key", "year", "month", "origin"]
# What is emptied together -> the sums that may not be 1-4; a minus in front of what is subtracted.
OPTIONAL: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    ("stunted_n",): (("stunted_n",),), ("underweight_n",): (("underweight_n",),), ("wasted_n",): (("wasted_n",),),
    ("overweight_n",): (("overweight_n",),), ("flagged_n",): (("flagged_n",),), ("moved_n",): (("moved_n",),),
    ("target_n",): (
        ("target_n", "-measured_n"), ("target_n", "-weighed_n"), ("target_n", "-measured_n", "-flagged_n"),
    ),
    ("severely_stunted_n",): (("severely_stunted_n",), ("stunted_n", "-severely_stunted_n")),
    ("severely_underweight_n",): (("severely_underweight_n",), ("underweight_n", "-severely_underweight_n")),
    ("severely_wasted_n",): (("severely_wasted_n",), ("wasted_n", "-severely_wasted_n")),
    ("gained_n", "gain_known_n"): (("gained_n",), ("gain_known_n", "-gained_n"), ("gain_known_n",)),
    ("label_n", "label_stunted_n", "label_severely_stunted_n"): (
        ("label_n",), ("label_stunted_n",), ("label_n", "-label_stunted_n"), ("label_severely_stunted_n",),
        ("label_stunted_n", "-label_severely_stunted_n"),
    ),
}  # fmt: skip
# A period in which one of them is 1-4 is not delivered.
NEEDED: tuple[tuple[str, ...], ...] = (
    ("weighed_n",), ("measured_n",), ("measured_n", "-stunted_n"), ("weight_for_age_n",),
    ("weight_for_age_n", "-underweight_n"), ("weight_for_height_n",),
    ("weight_for_height_n", "-wasted_n", "-overweight_n"), ("weight_for_height_n", "-wasted_n"),
)  # fmt: skip


def totals(counted: pa.Table, *, kabupaten_code: str) -> tuple[pa.Table, tuple[str, ...]]:
    """Rows of `counted` of one kabupaten -> rows of `growth_total`, and the periods that are withheld.

    Lists with and without a target stay apart where both may be shown, so that a coverage is that of the lists that
    name the unmeasured.
    """
    frame = counted.to_pandas(types_mapper=_nullable)
    frame["has_target"] = frame["target_n"].notna()
    counts = [name for name in frame if name.endswith("_n")]
    grouped = frame.groupby([*KEYS, "has_target"], as_index=False, sort=True)
    made = grouped[counts].sum(min_count=1).merge(grouped["is_sample"].any(), on=[*KEYS, "has_target"])
    is_small = pd.Series(False, index=made.index)
    for parts in NEEDED:
        is_small |= _is_small(made, parts)
    small = made.loc[is_small, KEYS[:3]].drop_duplicates()
    withheld = tuple(sorted(_named(*row) for row in small.itertuples(index=False, name=None)))
    shown = made[[_named(*row) not in withheld for row in made[KEYS[:3]].itertuples(index=False, name=None)]].copy()
    for columns, sums in OPTIONAL.items():
        hidden = pd.Series(False, index=shown.index)
        for parts in sums:
            hidden |= _is_small(shown, parts)
        shown.loc[hidden, list(columns)] = pd.NA
    shown = _joined_where_both_lost_their_target(shown, counts)
    shown = shown.assign(desa_code=kabupaten_code, puskesmas_id="", sex="mf", age_group="0-59")
    wanted = tables.schema("growth_total")
    return pa.Table.from_pandas(shown[wanted.names], schema=wanted, preserve_index=False), withheld


def _joined_where_both_lost_their_target(shown: pd.DataFrame, counts: list[str]) -> pd.DataFrame:
    """One row per period, origin and whether there is a target: a row that lost it joins the one that had none."""
    again = shown.assign(has_target=shown["target_n"].notna()).groupby([*KEYS, "has_target"], as_index=False, sort=True)
    joined = again[counts].sum(min_count=1).merge(again["is_sample"].any(), on=[*KEYS, "has_target"])
    told = again[counts].count()[counts]
    # What was hidden in one of them is not the sum of the others.
    joined[counts] = joined[counts].mask(told.lt(again.size()["size"], axis=0))
    return joined


def _is_small(frame: pd.DataFrame, parts: tuple[str, ...]) -> pd.Series:
    """Where a sum is 1-4; false where a part of it is unknown."""
    value = pd.Series(0, index=frame.index, dtype="Int64")
    for one in parts:
        value = value - frame[one[1:]] if one.startswith("-") else value + frame[one]
    return value.between(1, SMALLEST - 1).fillna(False).astype(bool)


def _named(window_key: str, year: int, month: int) -> str:
    return window_key or f"{year}-{month:02d}"


def _nullable(kind: pa.DataType) -> object:
    return pd.Int64Dtype() if pa.types.is_integer(kind) else None
