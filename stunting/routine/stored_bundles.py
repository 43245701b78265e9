"""Mode publik of a release of many desa: counts as they are stored, and the bundles that the build made of all.

What `PublicCounts` would work out from every desa of the country is read here for the areas that are asked for. The
answers are the same, for the bundles are those of `PublicCounts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from stunting import lokus_queries, routine_queries
from stunting.access.questions import publishing
from stunting.db import Database
from stunting.geography import COUNTRY, LEVEL_DIGITS
from stunting.indicators import Indicator
from stunting.kept_frames import settled
from stunting.routine.bundles import Bundles
from stunting.routine.lattice import (
    BY_COLUMN,
    COUNTS,
    Lattice,
    Protected,
    columns_of,
    counts_of,
    flags_of,
    shown_counts,
)
from stunting.routine.periods import Period, Span
from stunting.routine.selection import Selection
from stunting.routine.suppression import LEVELS_WITH_GROUPS, Groups, refuse_unless_offered

PUSKESMAS = "puskesmas"
KABUPATEN_DIGITS = LEVEL_DIGITS["kabupaten"]
# Cells of a kabupaten in one period with their bundles, each some 0.4 MB.
MOST_KEPT = 200
Rows = Mapping[tuple[str, int, int], int]


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What `StoredBundles.areas` was asked."""

    when: Period | Span
    rows: Rows
    within: str
    level: str
    indicator: Indicator
    selection: Selection


class StoredBundles:
    """Answers of mode publik from `public_bundle` and `public_area`; safe to share between threads."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept = lru_cache(maxsize=MOST_KEPT)(partial(_kept_cells_of, db))

    def areas(
        self,
        *,
        when: Period | Span,
        rows: Rows,
        within: str,
        level: str,
        indicator: Indicator,
        selection: Selection,
    ) -> pd.DataFrame:
        """As `PublicCounts.areas`, of one period or of several, with `_row` (int): the number of the period in `rows`.

        rows: the periods wanted, by their mark in `routine_queries.row_key`

        Raises:
            NoDataError: mode publik does not offer the combination.
        """
        asked = _Asked(when=when, rows=rows, within=within, level=level, indicator=indicator, selection=selection)
        is_local = bool(selection.puskesmas_id or selection.lokus) or level == PUSKESMAS
        refuse_unless_offered(level=level, is_grouped=selection.cuts_children, is_local=is_local)
        if selection.cuts_children:
            return self._groups(asked)
        if level in LEVELS_WITH_GROUPS and not is_local and not _is_one_kabupaten(within, when):
            return self._whole(asked)
        return self._cells(asked)

    def _whole(self, asked: _Asked) -> pd.DataFrame:
        """Kabupaten and more, all children: sums of the release, and what is hidden of them."""
        with publishing():
            counts = routine_queries.routine_counts(self._db, within=asked.within, level=asked.level, when=asked.when)
        hides = self._hides(asked)
        frame = counts.merge(hides, on=["window_key", "year", "month", "area_code"], how="left")
        found: dict[str, np.ndarray] = {}
        hidden: dict[str, np.ndarray] = {}
        for column in columns_of(asked.indicator):
            values = frame[column].to_numpy(dtype=float, na_value=np.nan)
            # What is not known to be safe stays hidden.
            is_hidden = ~frame[_hidden(column)].eq(False).to_numpy(dtype=bool)
            hidden[column] = is_hidden & ~np.isnan(values)
            found[column] = np.where(hidden[column], np.nan, values)
        shown = {
            "_row": _rows(frame, asked.rows),
            "area_code": frame["area_code"],
            **found,
            **flags_of(hidden, asked.indicator),
        }
        return _wanted(pd.DataFrame(shown))

    def _groups(self, asked: _Asked) -> pd.DataFrame:
        """Kabupaten and more by sex and age: these bundles stay inside a kabupaten and are made here."""
        with publishing():
            frame = routine_queries.routine_counts(
                self._db, within=asked.within, level="kabupaten", when=asked.when, apart="umur"
            )
        frame = frame.rename(columns={"area_code": "kabupaten_code"}).assign(_row=_rows(frame, asked.rows))
        groups = Groups(frame[frame["_row"] >= 0])
        chosen = groups.chosen(sex=asked.selection.sex or None, age_groups=asked.selection.ages or None)
        area, row, codes = _places(groups.row, groups.kabupaten.astype(object), level=asked.level, chosen=chosen)
        hides = self._hides(asked)
        safe = hides.assign(_row=_rows(hides, asked.rows))
        whole = partial(_hidden_places, safe, row, codes)
        return shown_counts(groups.lattice, area, codes, indicator=asked.indicator, whole=whole).assign(_row=row)

    def _cells(self, asked: _Asked) -> pd.DataFrame:
        """Desa, kecamatan, puskesmas, and everything by puskesmas or lokus: from the cells inside the area."""
        frame, lattice, is_inside = self._inside(asked)
        number = _rows(frame, asked.rows)
        chosen = (number >= 0) & is_inside
        if asked.selection.puskesmas_id:
            chosen &= frame["puskesmas_id"].eq(asked.selection.puskesmas_id).to_numpy(dtype=bool)
        if asked.selection.lokus:
            lists = lokus_queries.lokus_of_area(self._db, within=asked.within)
            desa = lists.loc[lists["lokus_year"] == asked.selection.lokus_year, "desa_code"]
            chosen &= frame["desa_code"].isin(desa).to_numpy(dtype=bool) == (asked.selection.lokus == "ya")
        codes = frame["puskesmas_id" if asked.level == PUSKESMAS else "desa_code"].to_numpy(dtype=object)
        area, row, names = _places(number, codes, level=asked.level, chosen=chosen)
        return shown_counts(lattice, area, names, indicator=asked.indicator).assign(_row=row)

    def _inside(self, asked: _Asked) -> tuple[pd.DataFrame, Lattice, np.ndarray]:
        """Cells with those of an area, what they count, and which of them lie inside.

        Those of a kabupaten in one period are kept with their bundles, for many figures of a page are theirs.
        """
        within, when = asked.within, asked.when
        if isinstance(when, Span) or len(within) < KABUPATEN_DIGITS:
            frame = _cells_of(self._db, within, when)
            return frame, _lattice_of(frame, columns_of(asked.indicator)), np.ones(len(frame), dtype=bool)
        frame, lattice = self._kept(within[:KABUPATEN_DIGITS], when)
        is_inside = np.zeros(len(frame), dtype=bool)
        is_inside[slice(*frame["desa_code"].searchsorted([within, f"{within}{routine_queries.BEHIND}"]))] = True
        return frame, lattice, is_inside

    def _hides(self, asked: _Asked) -> pd.DataFrame:
        with publishing():
            return routine_queries.public_areas(self._db, within=asked.within, level=asked.level, when=asked.when)


def _cells_of(db: Database, within: str, when: Period | Span) -> pd.DataFrame:
    with publishing():
        return routine_queries.public_cells(db, within=within, when=when)


def _kept_cells_of(db: Database, within: str, when: Period) -> tuple[pd.DataFrame, Lattice]:
    frame = settled(partial(_cells_of, db))(within, when)
    return frame, _lattice_of(frame, COUNTS)


def _lattice_of(cells: pd.DataFrame, columns: Iterable[str]) -> Lattice:
    return Lattice(counts_of(cells, columns), stored=partial(restored, cells))


def restored(cells: pd.DataFrame, protected: Protected) -> Bundles:
    """The bundles of one protected count for the cells of `routine_queries.public_cells`."""
    bundle = cells[f"{protected.key}_bundle"].to_numpy(dtype=float, na_value=np.nan)
    size = cells[f"{protected.key}_size"].to_numpy(dtype=float, na_value=1.0)
    alone = np.isnan(bundle)
    highest = 0 if alone.all() else np.nanmax(bundle)
    number = np.where(alone, highest + 1 + np.arange(len(bundle)), bundle)
    _, first, number = np.unique(number, return_index=True, return_inverse=True)
    return Bundles(
        number=number.reshape(-1),
        is_open=(size < 0) | cells["is_missing"].to_numpy(dtype=bool),
        sizes=np.abs(size[first]).astype(np.int64),
    )


def _hidden(column: str) -> str:
    return f"{BY_COLUMN[column].key}_hidden"


def _places(
    number: np.ndarray, codes: np.ndarray, *, level: str, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number of the place (period and area) of each cell, -1 outside of the choice; row and code of each place.

    number: of the period of each cell; codes: of its desa or kabupaten, or the id of its puskesmas
    """
    if level == PUSKESMAS:
        own = codes[chosen]
    else:
        digits = LEVEL_DIGITS[level]
        own = codes[chosen].astype(f"U{digits}").astype(object) if digits else np.full(chosen.sum(), COUNTRY, object)
    at, names = pd.factorize(own, sort=True)
    place, pairs = pd.factorize(number[chosen] * (len(names) + 1) + at, sort=True)
    area = np.full(len(codes), -1)
    area[chosen] = place
    row, name = np.divmod(pairs.astype(np.int64), len(names) + 1)
    return area, row, np.asarray(names, dtype=object)[name]


def _hidden_places(hides: pd.DataFrame, row: np.ndarray, codes: np.ndarray, column: str) -> np.ndarray:
    """Whether the total of a column is hidden, or not known to be safe, per place."""
    known = hides[hides[_hidden(column)].eq(False)]
    safe = {*zip(known["_row"].tolist(), known["area_code"], strict=True)}
    return np.array([place not in safe for place in zip(row.tolist(), codes, strict=True)], dtype=bool)


def _is_one_kabupaten(within: str, when: Period | Span) -> bool:
    """Its cells are asked for by other figures of the page."""
    return isinstance(when, Period) and len(within) >= KABUPATEN_DIGITS


def _rows(frame: pd.DataFrame, rows: Rows) -> np.ndarray:
    """The number of the period of each row, -1 for one that is not wanted."""
    keys = zip(frame["window_key"].tolist(), frame["year"].tolist(), frame["month"].tolist(), strict=True)
    return np.fromiter((rows.get(key, -1) for key in keys), dtype=np.int64, count=len(frame))


def _wanted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["_row"] >= 0].reset_index(drop=True)
