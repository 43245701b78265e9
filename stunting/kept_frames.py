"""Tables that live long and are read over and over do not grow by being read.

pandas notes every view of a column in a list of weak references and clears the dead ones only beyond 500 of them:
40 kB per column, more than most columns hold, for every table that is kept. Whoever keeps tables has them watched;
`forget_views`, called now and then, clears the lists.
"""

from __future__ import annotations

import dataclasses
import weakref
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")
# An answer is a table, some tables, or a record of some: nothing deeper holds any.
DEEPEST = 3

_watched: dict[int, weakref.ref[pd.DataFrame]] = {}


def watched(function: Callable[P, R]) -> Callable[P, R]:
    """The function whose answers are kept; the tables in them are watched."""

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        found = function(*args, **kwargs)
        for frame in _frames_in(found, DEEPEST):
            _watch(frame)
        return found

    return answer


def forget_views() -> int:
    """Clear what pandas noted of views that are gone; returns the number of tables that are watched and still kept."""
    count = 0
    for reference in list(_watched.values()):
        frame = reference()
        if frame is not None:
            count += 1
            for one in _lists_of(frame):
                # The question clears the list before it answers.
                one.has_reference()
    return count


def _watch(frame: pd.DataFrame) -> None:
    key = id(frame)

    def forget(gone: weakref.ref[pd.DataFrame]) -> None:
        if _watched.get(key) is gone:
            del _watched[key]

    _watched[key] = weakref.ref(frame, forget)


def _lists_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The lists of views of its columns and of its labels."""
    yield from (block.refs for block in frame._mgr.blocks)
    found = (getattr(axis, "_references", None) for axis in frame.axes)
    yield from (one for one in found if one is not None)


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
