"""One known fault of the exports, and the usual way to put it into rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stunting.sample.draft import Draft

Apply = Callable[[Draft, int], int]


@dataclass(frozen=True)
class Fault:
    """A kind of fault.

    code:  its name in `--fault`, in the answers and in the tests
    label: what it is, for a reader
    apply: puts it into so many rows (or children, or files) and returns how many there were room for
    """

    code: str
    label: str
    apply: Apply


def each(where: Callable[[Draft], np.ndarray], change: Callable[[Draft, int], None]) -> Apply:
    """Change so many rows one by one, each of another child."""

    def apply(draft: Draft, count: int) -> int:
        picked = draft.pick(count, where(draft))
        for row in picked:
            change(draft, row)
        return len(picked)

    return apply


def measured(draft: Draft) -> np.ndarray:
    """Measured rows of files that may carry faults."""
    return draft.open_measured


def clear(draft: Draft) -> np.ndarray:
    """Those of them whose dates read in one way only."""
    return draft.open_measured & draft.has_clear_days


def neutral(draft: Draft, row: int) -> None:
    """Whole numbers only, no z-scores: a row that is refused early leaves no question about its other cells."""
    for name in ("weight", "height", "birth_weight", "birth_length"):
        draft.write(row, name, round(float(draft.columns[name][row])))
    for name in ("muac", "file_waz", "file_haz", "file_whz"):
        draft.write(row, name, None)


def refused(name: str, reason: str, texts: tuple[str, ...]) -> Callable[[Draft, int], None]:
    """One of the texts in a cell, for which the row is refused."""

    def change(draft: Draft, row: int) -> None:
        neutral(draft, row)
        draft.write(row, name, texts[row % len(texts)])
        draft.reject(row, reason)

    return change
