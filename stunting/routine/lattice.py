"""Which counts are protected together, and the cells that their published sums are made of."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from stunting.indicators import Indicator
from stunting.routine.bundles import SMALLEST_PUBLIC_N, Bundles, bundled, every_leaf_alone, joined, kept_where

# Children of the target who were neither measured nor weighed, at most.
UNSEEN = "unseen_n"


@dataclass(frozen=True, kw_only=True)
class Protected:
    """Columns that are shown and hidden together.

    parts:  what may not become known as 1-4: sums of columns, a minus in front of those that are subtracted. A part
            counts only where all its columns are known.
    within: columns these are a part of; their figures are known in more detail
    beside: another part of the same whole, known in other detail; where fewer than five children are neither (the last
            of `parts`), both go together
    """

    columns: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    within: tuple[str, ...] = ()
    beside: str = ""

    @property
    def key(self) -> str:
        """What its columns in the release begin with."""
        return self.columns[0].removesuffix("_n")


def _whole(column: str, *, within: tuple[str, ...] = ()) -> Protected:
    return Protected(columns=(column,), parts=((column,),), within=within)


def _split(part: str, whole: str) -> Protected:
    """A part of a whole, with the rest."""
    return Protected(columns=(part,), parts=((part,), (whole, f"-{part}")), within=(whole,))


# The same children by what was valid of them: nearly each is in all three.
BASES = ("measured_n", "weight_for_age_n", "weight_for_height_n")
PROTECTED = (
    Protected(columns=BASES, parts=tuple((base,) for base in BASES)),
    _split("stunted_n", "measured_n"),
    _split("severely_stunted_n", "stunted_n"),
    _split("underweight_n", "weight_for_age_n"),
    _split("severely_underweight_n", "underweight_n"),
    _split("wasted_n", "weight_for_height_n"),
    _split("severely_wasted_n", "wasted_n"),
    Protected(
        columns=("overweight_n",),
        parts=(("overweight_n",), ("weight_for_height_n", "-overweight_n", "-wasted_n")),
        within=("weight_for_height_n",),
        beside="wasted_n",
    ),
    _whole("gain_known_n", within=BASES),
    _split("gained_n", "gain_known_n"),
    # Coverage and D/S share the target, so they are shown and hidden as one.
    Protected(
        columns=("target_n", "covered_n", "covered_weighed_n", "weighed_n"),
        parts=(
            ("covered_n",),
            ("target_n", "-covered_n"),
            ("measured_n", "-covered_n"),
            ("covered_weighed_n",),
            ("target_n", "-covered_weighed_n"),
            ("weighed_n", "-covered_weighed_n"),
            ("weighed_n",),
            (UNSEEN,),
        ),
        within=BASES,
    ),
    _whole("flagged_n"),
    _whole("moved_n"),
)
BY_COLUMN = {column: one for one in PROTECTED for column in one.columns}
COUNTS = tuple(BY_COLUMN)


class Lattice:
    """The smallest cells of one period and one set of filters, and the bundles of each protected column.

    counts: per column what each cell has, NaN where nothing is known; `counts_of`
    scopes: near to far, the number of the scope each cell lies in
    stored: gives the bundles of a column that were made before, of these and other cells; scopes mean nothing then
    """

    def __init__(
        self,
        counts: Mapping[str, np.ndarray],
        *,
        scopes: Sequence[np.ndarray] = (),
        is_last_whole: bool = False,
        stored: Callable[[Protected], Bundles] | None = None,
    ) -> None:
        self._counts = counts
        self._scopes = scopes
        self._is_last_whole = is_last_whole
        self._stored = stored
        self._cell_n = len(counts[UNSEEN])
        self._bundles: dict[tuple[str, ...], Bundles] = {}
        # Sessions share a lattice; the bundles of a part are made while those of its whole are.
        self._lock = threading.RLock()

    def bundles(self, column: str) -> Bundles:
        """The bundles of a column, joined from those of the column it is a part of."""
        with self._lock:
            return self._made(BY_COLUMN[column])

    def _made(self, protected: Protected) -> Bundles:
        if protected.columns not in self._bundles and self._stored is not None:
            self._bundles[protected.columns] = self._stored(protected)
        if protected.columns not in self._bundles:
            finer = every_leaf_alone(self._cell_n)
            for whole in protected.within:
                finer = joined(finer, self.bundles(whole))
            parts = self._parts(protected)
            if protected.beside:
                finer = joined(finer, kept_where(self.bundles(protected.beside), _is_tight(parts, finer)))
            self._bundles[protected.columns] = bundled(
                parts,
                finer=finer,
                scopes=self._scopes,
                size=self._size,
                is_last_whole=self._is_last_whole,
            )
        return self._bundles[protected.columns]

    def sums(self, column: str, group: np.ndarray, *, group_n: int) -> tuple[np.ndarray, np.ndarray]:
        """Per group the sum of a column, NaN where nothing is known or where it is hidden; and where it is hidden."""
        values = self._counts[column]
        known = ~np.isnan(values) & (group >= 0)
        sums = np.bincount(group[known], weights=values[known], minlength=group_n)
        has_value = np.bincount(group[known], minlength=group_n) > 0
        hidden = self.bundles(column).hidden_groups(group, group_n=group_n) & has_value
        return np.where(has_value & ~hidden, sums, np.nan), hidden

    @cached_property
    def _size(self) -> np.ndarray:
        return np.nan_to_num(self._counts["weight_for_age_n"])

    def _parts(self, protected: Protected) -> np.ndarray:
        parts = np.zeros((self._cell_n, len(protected.parts)))
        for place, columns in enumerate(protected.parts):
            for column in columns:
                values = self._counts[column.removeprefix("-")]
                parts[:, place] += -values if column.startswith("-") else values
        # Damaged counts may have a part larger than the whole.
        return np.maximum(np.nan_to_num(parts), 0).astype(np.int64)


def columns_of(indicator: Indicator) -> tuple[str, ...]:
    """The counts that figures of an indicator are made of."""
    names = (indicator.denominator, indicator.numerator, *indicator.parts, "measured_n", "target_n", "covered_n")
    return tuple(dict.fromkeys(names))


def shown_counts(
    lattice: Lattice,
    area: np.ndarray,
    codes: np.ndarray,
    *,
    indicator: Indicator,
    whole: Callable[[str], np.ndarray] | None = None,
) -> pd.DataFrame:
    """What `PublicCounts.areas` answers, of cells and the number of the area of each, -1 outside.

    whole: of a column, the areas of which the count of all children is hidden
    """
    result, hidden = {}, {}
    for column in columns_of(indicator):
        result[column], hidden[column] = lattice.sums(column, area, group_n=len(codes))
        if whole is not None:
            hidden[column] |= whole(column) & ~np.isnan(result[column])
            result[column] = np.where(hidden[column], np.nan, result[column])
    return pd.DataFrame({"area_code": codes, **result, **flags_of(hidden, indicator)})


def flags_of(hidden: Mapping[str, np.ndarray], indicator: Indicator) -> dict[str, np.ndarray]:
    """The columns that say what is hidden."""
    return {
        "is_suppressed": hidden[indicator.numerator],
        "is_n_suppressed": hidden[indicator.denominator],
        "is_coverage_suppressed": hidden["target_n"],
    }


def _is_tight(parts: np.ndarray, finer: Bundles) -> np.ndarray:
    """Cells where the last part has so few children that the others leave each other no room."""
    return np.bincount(finer.number, weights=parts[:, -1])[finer.number] < SMALLEST_PUBLIC_N


def added(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row per cell, ordered by the keys, with all counts, null where the frame has none."""
    cells = frame.reindex(columns=[*keys, *COUNTS])
    places = pd.MultiIndex.from_frame(cells[keys])
    # As the release answers: there is nothing to add up.
    if places.is_monotonic_increasing and places.is_unique:
        return cells.reset_index(drop=True)
    return cells.groupby(keys, as_index=False).sum(min_count=1)


def counts_of(cells: pd.DataFrame, columns: Iterable[str] = COUNTS) -> dict[str, np.ndarray]:
    """The counts of cells by column, NaN where nothing is known; the target and who was reached in any case."""
    names = {*columns, "target_n", "covered_n", "covered_weighed_n"}
    counts = {name: cells[name].to_numpy(dtype=float, na_value=np.nan) for name in names}
    reached = np.fmax(counts["covered_n"], counts["covered_weighed_n"])
    return {**counts, UNSEEN: counts["target_n"] - reached}
