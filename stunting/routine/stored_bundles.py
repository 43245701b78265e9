"""Mode publik of a release of many desa: counts as they are stored, and the bundles that the build made of all.

What `PublicCounts` would work out from every desa of the country is read here for the areas that are asked for. The
answers are the same, for the bundles are those of `PublicCounts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from stunting import lokus_queries, routine_queries
from stunting.access.questions import publishing
from stunting.db import Database
from stunting.geography import COUNTRY, LEVEL_DIGITS
from stunting.indicators import Indicator
from stunting.routine.bundles import Bundles
from stunting.routine.lattice import BY_COLUMN, Lattice, Protected, columns_of, counts_of, flags_of, shown_counts
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.selection import Selection
from stunting.routine.suppression import LEVELS_WITH_GROUPS, Groups, refuse_unless_offered

Rows = Mapping[tuple[str, int, int], int]


class StoredBundles:
    """Answers of mode publik from `public_bundle` and `public_area`; safe to share between threads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def areas(
        self,
        *,
        when: Period | PeriodKind,
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
        is_local = bool(selection.puskesmas_id or selection.lokus) or level == "puskesmas"
        refuse_unless_offered(level=level, is_grouped=selection.cuts_children, is_local=is_local)
        asked = {"when": when, "rows": rows, "within": within, "level": level, "indicator": indicator}
        if selection.cuts_children:
            return self._groups(**asked, selection=selection)
        if level in LEVELS_WITH_GROUPS and not is_local:
            return self._whole(**asked)
        return self._cells(**asked, selection=selection)

    def _whole(
        self, *, when: Period | PeriodKind, rows: Rows, within: str, level: str, indicator: Indicator
    ) -> pd.DataFrame:
        """Kabupaten and more, all children: sums of the release, and what is hidden of them."""
        counts = routine_queries.routine_counts(self._db, within=within, level=level, when=when)
        hides = self._hides(within=within, level=level, when=when)
        frame = counts.merge(hides, on=["window_key", "year", "month", "area_code"], how="left")
        found: dict[str, np.ndarray] = {}
        hidden: dict[str, np.ndarray] = {}
        for column in columns_of(indicator):
            values = frame[column].to_numpy(dtype=float, na_value=np.nan)
            # What is not known to be safe stays hidden.
            is_hidden = ~frame[_hidden(column)].eq(False).to_numpy(dtype=bool)
            hidden[column] = is_hidden & ~np.isnan(values)
            found[column] = np.where(hidden[column], np.nan, values)
        shown = {"_row": _rows(frame, rows), "area_code": frame["area_code"], **found, **flags_of(hidden, indicator)}
        return _wanted(pd.DataFrame(shown))

    def _groups(
        self,
        *,
        when: Period | PeriodKind,
        rows: Rows,
        within: str,
        level: str,
        indicator: Indicator,
        selection: Selection,
    ) -> pd.DataFrame:
        """Kabupaten and more by sex and age: these bundles stay inside a kabupaten and are made here."""
        frame = routine_queries.routine_counts(self._db, within=within, level="kabupaten", when=when, apart="umur")
        frame = frame.rename(columns={"area_code": "kabupaten_code"}).assign(_row=_rows(frame, rows))
        hides = self._hides(within=within, level=level, when=when)
        hides["_row"] = _rows(hides, rows)
        parts = []
        for row, own in frame[frame["_row"] >= 0].groupby("_row", sort=True):
            groups = Groups(own)
            chosen = groups.chosen(sex=selection.sex or None, age_groups=selection.ages or None)
            digits = LEVEL_DIGITS[level]
            area = np.full(len(chosen), -1)
            codes, area[chosen] = np.unique(groups.kabupaten[chosen].astype(f"U{digits or 1}"), return_inverse=True)
            if not digits:
                area[chosen], codes = 0, np.array([COUNTRY] if chosen.any() else [])
            known = hides[hides["_row"] == row]
            shown = shown_counts(
                groups.lattice,
                area,
                codes.astype(object),
                indicator=indicator,
                whole=partial(_hidden_codes, known, codes),
            )
            parts.append(shown.assign(_row=row))
        return pd.concat(parts, ignore_index=True) if parts else _nothing(indicator)

    def _cells(
        self,
        *,
        when: Period | PeriodKind,
        rows: Rows,
        within: str,
        level: str,
        indicator: Indicator,
        selection: Selection,
    ) -> pd.DataFrame:
        """Desa, kecamatan, puskesmas, and everything by puskesmas or lokus: from the cells inside the area."""
        with publishing():
            frame = routine_queries.public_cells(self._db, within=within, when=when)
        frame["_row"] = _rows(frame, rows)
        frame = frame[frame["_row"] >= 0].reset_index(drop=True)
        if frame.empty:
            return _nothing(indicator)
        chosen = np.ones(len(frame), dtype=bool)
        if selection.puskesmas_id:
            chosen &= frame["puskesmas_id"].eq(selection.puskesmas_id).to_numpy(dtype=bool)
        if selection.lokus:
            lists = lokus_queries.lokus_of_area(self._db, within=within)
            desa = lists.loc[lists["lokus_year"] == selection.lokus_year, "desa_code"]
            chosen &= frame["desa_code"].isin(desa).to_numpy(dtype=bool) == (selection.lokus == "ya")
        codes = frame["puskesmas_id"] if level == "puskesmas" else frame["desa_code"].str[: LEVEL_DIGITS[level]]
        own = np.where(chosen, codes.to_numpy(dtype=object) if LEVEL_DIGITS.get(level, 1) else COUNTRY, None)
        number, names = pd.factorize(own, sort=True)
        pair = np.where(chosen, frame["_row"].to_numpy() * (len(names) + 1) + number, -1)
        area, pairs = pd.factorize(np.where(pair < 0, np.nan, pair), sort=True)
        row, name = np.divmod(pairs.astype(np.int64), len(names) + 1)
        lattice = Lattice(counts_of(frame), stored=partial(restored, frame))
        shown = shown_counts(lattice, area, np.asarray(names, dtype=object)[name], indicator=indicator)
        return shown.assign(_row=row)

    def _hides(self, *, within: str, level: str, when: Period | PeriodKind) -> pd.DataFrame:
        with publishing():
            return routine_queries.public_areas(self._db, within=within, level=level, when=when)


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


def _hidden_codes(hides: pd.DataFrame, codes: np.ndarray, column: str) -> np.ndarray:
    """The areas whose total of a column is hidden, or not known to be safe."""
    safe = hides.loc[hides[_hidden(column)].eq(False), "area_code"]
    return np.setdiff1d(codes.astype(object), safe.to_numpy(dtype=object))


def _rows(frame: pd.DataFrame, rows: Rows) -> np.ndarray:
    """The number of the period of each row, -1 for one that is not wanted."""
    keys = zip(frame["window_key"].tolist(), frame["year"].tolist(), frame["month"].tolist(), strict=True)
    return np.fromiter((rows.get(key, -1) for key in keys), dtype=np.int64, count=len(frame))


def _wanted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["_row"] >= 0].reset_index(drop=True)


def _nothing(indicator: Indicator) -> pd.DataFrame:
    flags = flags_of({name: np.zeros(0, dtype=bool) for name in columns_of(indicator)}, indicator)
    return pd.DataFrame({"area_code": [], **{name: [] for name in columns_of(indicator)}, **flags, "_row": []})
