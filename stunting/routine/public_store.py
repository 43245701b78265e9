"""The protected counts of a release, period by period: asked once, kept as long as the release is open.

The bundles of mode publik must be the same on every page, so they are made from all areas of the release.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np
import pandas as pd

from stunting import lokus_queries, routine_queries
from stunting.access.questions import publishing
from stunting.db import Database
from stunting.geography import COUNTRY
from stunting.indicators import Indicator
from stunting.routine.periods import Period, PeriodKind, Span
from stunting.routine.selection import Selection
from stunting.routine.stored_bundles import StoredBundles
from stunting.routine.suppression import PublicCounts

MOST_PERIODS = 400
# Years have four digits: above every year * 100 + month.
MOST_MONTHS = 1_000_000
Key = tuple[str, int, int]
NO_PERIOD: Key = ("", 0, 0)


class PublicStore:
    """Answers of mode publik of one release; safe to share between threads.

    Where the build has stored the bundles (a release of many desa) nothing is kept; elsewhere `PublicCounts` of each
    period.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: dict[tuple[PeriodKind, str], PublicCounts] = {}
        self._lock = threading.Lock()
        self._lokus: pd.DataFrame | None = None
        self._stored = StoredBundles(db) if routine_queries.has_public_bundles(db) else None

    def areas(
        self, period: Period, *, within: str, level: str, indicator: Indicator, selection: Selection
    ) -> pd.DataFrame:
        """As `PublicCounts.areas`.

        Raises:
            NoDataError: mode publik does not offer the combination.
        """
        if self._stored is None:
            return _asked(self.of(period), within=within, level=level, indicator=indicator, selection=selection)
        rows = {routine_queries.row_key(period): 0}
        return self._stored.areas(
            when=period, rows=rows, within=within, level=level, indicator=indicator, selection=selection
        )

    def over_time(
        self,
        periods: Sequence[Period],
        kind: PeriodKind,
        *,
        within: str,
        level: str,
        indicator: Indicator,
        selection: Selection,
    ) -> pd.DataFrame:
        """Areas in periods of a kind: as `PublicCounts.areas`, with `_row`, the number of the period.

        Raises:
            NoDataError: mode publik does not offer the combination.
        """
        if self._stored is not None:
            rows = {routine_queries.row_key(one): number for number, one in enumerate(periods)}
            when = Span.over(periods) if periods else Span(kind=kind)
            return self._stored.areas(
                when=when, rows=rows, within=within, level=level, indicator=indicator, selection=selection
            )
        self.load(periods, kind)
        parts = [
            _asked(self.of(one), within=within, level=level, indicator=indicator, selection=selection)
            for one in periods
        ]
        if not parts:
            return pd.DataFrame({"area_code": [], "_row": []})
        return pd.concat(parts).assign(_row=np.repeat(np.arange(len(parts)), [len(part) for part in parts]))

    def made(self, period: Period) -> PublicCounts:
        """The protected counts of one period, worked out and not kept."""
        return self._made(self._villages(period), lambda: self._groups(period), year=period.year)

    def of(self, period: Period) -> PublicCounts:
        """The protected counts of one period."""
        with self._lock:
            key = (period.kind, period.key)
            if key not in self._kept:
                self._keep(key, self.made(period))
            return self._kept[key]

    def load(self, periods: Iterable[Period], kind: PeriodKind) -> None:
        """Make those of many periods of one kind with one question instead of one each."""
        with self._lock:
            missing = [one for one in periods if one.kind is kind and (kind, one.key) not in self._kept]
            if len(missing) < 2:
                return
            villages = by_period(self._villages(Span(kind=kind)))
            nothing = villages[NO_PERIOD]
            groups = _GroupsOfKind(lambda: self._groups(Span(kind=kind)))
            for one in missing:
                key = routine_queries.row_key(one)
                made = self._made(villages.get(key, nothing), partial(groups.of, key), year=one.year)
                self._keep((kind, one.key), made)

    def _villages(self, when: Period | Span) -> pd.DataFrame:
        with publishing():
            frame = routine_queries.routine_counts(self._db, within=COUNTRY, level="desa", when=when, apart="puskesmas")
        return frame.rename(columns={"area_code": "desa_code"})

    def _groups(self, when: Period | Span) -> pd.DataFrame:
        with publishing():
            frame = routine_queries.routine_counts(self._db, within=COUNTRY, level="kabupaten", when=when, apart="umur")
        return frame.rename(columns={"area_code": "kabupaten_code"})

    def _made(self, villages: pd.DataFrame, groups: Callable[[], pd.DataFrame], *, year: int) -> PublicCounts:
        if self._lokus is None:
            self._lokus = lokus_queries.lokus_of_area(self._db, within=COUNTRY)[["desa_code", "lokus_year"]]
        # The list of a year is decided before its first period is measured; a list that comes later changes nothing of
        # what was shown of that period.
        return PublicCounts(villages=villages, groups=groups, lokus=self._lokus, known_until=year)

    def _keep(self, key: tuple[PeriodKind, str], made: PublicCounts) -> None:
        if len(self._kept) >= MOST_PERIODS:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = made


def _asked(
    counts: PublicCounts, *, within: str, level: str, indicator: Indicator, selection: Selection
) -> pd.DataFrame:
    return counts.areas(
        level=level,
        indicator=indicator,
        within=within,
        puskesmas_id=selection.puskesmas_id or None,
        lokus_year=selection.lokus_year if selection.lokus else None,
        is_lokus=selection.lokus != "tidak",
        sex=selection.sex or None,
        age_groups=selection.ages or None,
    )


class _GroupsOfKind:
    """Children by sex and age in every period of a kind, asked for together when the first of them is wanted."""

    def __init__(self, ask: Callable[[], pd.DataFrame]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._found: dict[Key, pd.DataFrame] | None = None

    def of(self, key: Key) -> pd.DataFrame:
        """The rows of one period."""
        with self._lock:
            if self._found is None:
                self._found = by_period(self._ask())
        return self._found.get(key, self._found[NO_PERIOD])


def by_period(frame: pd.DataFrame) -> dict[Key, pd.DataFrame]:
    """The rows of each period, by their marks; an empty frame stands under the mark of no period."""
    window, windows = pd.factorize(frame["window_key"])
    month = frame["year"].to_numpy(dtype=np.int64) * 100 + frame["month"].to_numpy(dtype=np.int64)
    number, keys = pd.factorize(window * MOST_MONTHS + month)
    order = np.argsort(number, kind="stable")
    sorted_frame = frame.take(order)
    ends = np.cumsum(np.bincount(number, minlength=len(keys)))
    found: dict[Key, pd.DataFrame] = {NO_PERIOD: frame.iloc[:0]}
    for key, start, end in zip(keys.tolist(), np.append(0, ends), ends, strict=False):
        place, when = divmod(key, MOST_MONTHS)
        found[(str(windows[place]), *divmod(when, 100))] = sorted_frame.iloc[start:end]
    return found
