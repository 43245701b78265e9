"""Tables that live long and are read over and over do not grow by being read.

pandas notes every view of a column in a list of weak references and clears the dead ones only beyond 500 of them:
40 kB per column, more than most columns hold, for every table that is kept. It asks the list one thing: may a write go
into these values, or do others see them as well? Of a table that is kept the answer is known, for nobody writes into
it, so nothing is noted: whoever writes into a view of it gets a copy of the values first, as before.

One thing is different: `kept.groupby(kept["name"])` does not know that this is a column of its own, and aggregates it
as well; `kept.groupby("name")` does.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd
from pandas._libs.internals import BlockValuesRefs

P = ParamSpec("P")
R = TypeVar("R")
# An answer is a table, some tables, or a record of some: nothing deeper holds any.
DEEPEST = 3
REFERENCES = "_references"  # no text


class AlwaysShared(BlockValuesRefs):
    """Values that others see as well, whoever they are."""

    def add_reference(self, block: Any) -> None:
        """A view was made."""

    def add_index_reference(self, index: Any) -> None:
        """Labels were made of it."""

    def has_reference(self) -> bool:
        """A write has to copy."""
        return True


def settled(function: Callable[P, R]) -> Callable[P, R]:
    """The function whose answers are kept; the tables in them note no views."""

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        found = function(*args, **kwargs)
        for frame in _frames_in(found, DEEPEST):
            _settle(frame)
        return found

    return answer


def _settle(frame: pd.DataFrame) -> None:
    for block in frame._mgr.blocks:
        block.refs = AlwaysShared()
    for axis in frame.axes:
        # Row numbers are made anew whenever they are asked for.
        if not isinstance(axis, pd.RangeIndex) and getattr(axis, REFERENCES) is not None:
            setattr(axis, REFERENCES, AlwaysShared())


def _frames_in(answer: object, depth: int) -> Iterator[pd.DataFrame]:
    if isinstance(answer, pd.DataFrame):
        yield answer
    elif depth:
        for part in _parts_of(answer):
            yield from _frames_in(part, depth - 1)


def _parts_of(answer: object) -> Iterator[object]:
    if isinstance(answer, list | tuple):
        # The first few tell what the others are.
        yield from answer if any(map(_may_hold, answer[:4])) else ()
    elif isinstance(answer, Mapping):
        yield from answer.values()
    elif dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        yield from (getattr(answer, field.name, None) for field in dataclasses.fields(answer))


def _may_hold(part: object) -> bool:
    return isinstance(part, pd.DataFrame | list | tuple | Mapping) or dataclasses.is_dataclass(part)
