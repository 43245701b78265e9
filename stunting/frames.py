"""Frames row by row; the types of the columns are those that the query documents."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd


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


def column_of(frame: pd.DataFrame, values: Sequence[object]) -> pd.Series:
    """A further column of a frame whose cells may be anything, for example the lines of a tooltip."""
    return pd.Series(list(values), index=frame.index, dtype=object)


def whole_numbers(values: Iterable[Any]) -> pd.api.extensions.ExtensionArray:
    """Counts that stay whole numbers although some are missing; a plain column would turn 512 into 512.0."""
    return pd.array([None if pd.isna(value) else int(value) for value in values], dtype="Int64")
