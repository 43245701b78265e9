"""Frames row by row, and with more columns; the types of the columns are those that the query documents."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

# The labels of columns are texts as well. As Arrow arrays each new column packs them anew; answers have some dozens of
# rows and of columns, and the work on them takes half the time with texts that are Python's.
pd.set_option("mode.string_storage", "python")


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, each with its columns as attributes; as `itertuples`, in a third of its time."""
    columns = [column for _, column in frame.items()]
    return map(_record(tuple(map(str, frame.columns)))._make, zip(*columns, strict=True))


@lru_cache(maxsize=256)
def _record(names: tuple[str, ...]) -> Any:
    return namedtuple("Record", names, rename=True)  # no text


def pairs_of(first: pd.Series, second: pd.Series) -> tuple[np.ndarray, list[tuple[Any, Any]]]:
    """Each row's group, and the different pairs of values: `pd.factorize` of two columns at once."""
    left, lefts = pd.factorize(first)
    right, rights = pd.factorize(second)
    group, keys = pd.factorize(left.astype(np.int64) * max(len(rights), 1) + right)
    first_values, second_values = list(lefts), list(rights)
    return group, [(first_values[key // len(rights)], second_values[key % len(rights)]) for key in keys.tolist()]


def with_columns(frame: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """`frame.assign(**columns)` at once, not column by column; new ones stand last, also in place of one there was."""
    replaced = [name for name in columns if name in frame]
    rest = frame.drop(columns=replaced) if replaced else frame
    return pd.concat([rest, pd.DataFrame(columns, index=frame.index)], axis=1)


def beside(left: pd.DataFrame, right: pd.DataFrame, *, on: str) -> pd.DataFrame:
    """`left.merge(right, on=on, how="left", validate="one_to_one")` of few rows; `left` is numbered from 0.

    Raises:
        ValueError: `right` has a key twice.
    """
    keys = right[on].tolist()
    places = {key: place for place, key in enumerate(keys)}
    if len(places) < len(keys):
        raise ValueError(f"rows with the same {on}")
    found = [places.get(key, -1) for key in left[on].tolist()]
    values = right.drop(columns=on).set_axis(range(len(keys)))
    if found != list(range(len(keys))):
        values = values.reindex(found) if -1 in found else values.take(found)
    return pd.concat([left, values.set_axis(left.index)], axis=1)


def column_of(frame: pd.DataFrame, values: Sequence[object]) -> pd.Series:
    """A further column of a frame whose cells may be anything, for example the lines of a tooltip."""
    return pd.Series(list(values), index=frame.index, dtype=object)


def whole_numbers(values: Iterable[Any]) -> pd.api.extensions.ExtensionArray:
    """Counts that stay whole numbers although some are missing; a plain column would turn 512 into 512.0."""
    return pd.array([None if pd.isna(value) else int(value) for value in values], dtype="Int64")
