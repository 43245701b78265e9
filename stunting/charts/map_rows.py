"""The rows of a panel in the order of a geometry: matched by code, complete, and without what may not be shown.

Values are matched by code: one that the geometry does not know is refused, and an area without a row is "tidak ada
data", never 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats
from stunting.charts.count_classes import CountScheme
from stunting.charts.map_view import GeometryOrder
from stunting.classes import AreaState, ClassScheme
from stunting.errors import UnknownAreaError
from stunting.languages import _

# One letter per state in the state string.
LETTERS = {
    AreaState.VALUE: ".",
    AreaState.LOW_COVERAGE: "l",
    AreaState.SMALL_N: "s",
    AreaState.SUPPRESSED: "u",
    AreaState.NO_DATA: "n",
    AreaState.NO_BOUNDARY: "b",
}
EXCLUDED = "x"
# States that may show a number; the value of any other state does not leave this module.
WITH_VALUE = (AreaState.VALUE, AreaState.LOW_COVERAGE)


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """A panel's columns, one entry per area of the geometry.

    values:   percent, or the count where the panel is coloured by counts; NaN where nothing may be shown
    letters:  state as one letter (`LETTERS`), or `EXCLUDED`
    priority: order of writing on the map, 0 for areas that are not written; None where all may be
    """

    values: np.ndarray
    classes: np.ndarray
    letters: list[str]
    texts: list[str]
    notes: list[tuple[str, ...]]
    counts: np.ndarray
    is_lokus: np.ndarray
    priority: np.ndarray | None


def aligned(frame: pd.DataFrame, *, scheme: ClassScheme, geometry: GeometryOrder) -> Rows:
    """The rows of a frame (columns of `MapPanel`) in the order of `geometry.all`.

    Raises:
        UnknownAreaError: a row is not an area of this geometry.
    """
    codes = geometry.all
    at = _positions(frame, codes)

    def column(name: str) -> np.ndarray:
        found = np.full(len(codes), np.nan)
        if name in frame:
            found[at] = pd.to_numeric(frame[name]).to_numpy(dtype=float, na_value=np.nan)
        return found

    is_count = isinstance(scheme, CountScheme)
    counts = column("count_n")
    values = counts.copy() if is_count else column("value_pct")
    states = [AreaState.NO_DATA] * len(codes)
    written = frame["state"].tolist() if "state" in frame else [AreaState.VALUE] * len(frame)
    for row, state in zip(at.tolist(), written, strict=True):
        states[row] = AreaState(state)
    if is_count:
        # Too few children for a rate are still children: a count has no base that could be too small.
        states = [AreaState.VALUE if state is AreaState.SMALL_N else state for state in states]
    for row, state in enumerate(states):
        if state in WITH_VALUE and math.isnan(values[row]):
            states[row] = AreaState.NO_DATA
        elif state not in WITH_VALUE:
            values[row] = np.nan
        if state is AreaState.SUPPRESSED:
            counts[row] = np.nan
    is_excluded = np.nan_to_num(column("is_excluded")) > 0
    values[is_excluded] = np.nan
    counts[is_excluded] = np.nan
    notes: list[tuple[str, ...]] = [()] * len(codes)
    if "notes" in frame:
        for row, lines in zip(at.tolist(), frame["notes"].tolist(), strict=True):
            notes[row] = tuple(lines) if isinstance(lines, (list, tuple, np.ndarray)) else ()
    return Rows(
        values=values,
        classes=scheme.classify(values),
        letters=[EXCLUDED if out else LETTERS[state] for state, out in zip(states, is_excluded, strict=True)],
        texts=written_numbers(values, decimals=0 if is_count else 1),
        notes=notes,
        counts=counts,
        is_lokus=np.nan_to_num(column("is_lokus")) > 0,
        priority=np.nan_to_num(column("label")) if "label" in frame else None,
    )


def _positions(frame: pd.DataFrame, codes: list[str]) -> np.ndarray:
    """Where each row of a frame stands among the codes of a geometry."""
    position = {code: row for row, code in enumerate(codes)}
    given = frame["code"].tolist()
    unknown = [code for code in given if code not in position]
    if unknown:
        raise UnknownAreaError(
            unknown[0],
            hint=_(
                "{unknown_n} kode pada data tidak ada di peta ini; periksa tingkat wilayahnya.", unknown_n=len(unknown)
            ),
        )
    assert len(set(given)) == len(given), "one row per area"
    return np.array([position[code] for code in given], dtype=int)


def written_numbers(values: np.ndarray, *, decimals: int) -> list[str]:
    """Numbers as text, "" where missing; each different number is formatted once."""
    texts = {value: formats.number(value, decimals=decimals) for value in set(values[~np.isnan(values)].tolist())}
    return [texts.get(value, "") for value in values.tolist()]
