"""The protected counts of a release, period by period: asked once, kept as long as the release is open.

The bundles of mode publik must be the same on every page, so they are made from all areas of the release.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

import pandas as pd

from stunting import routine_queries
from stunting.db import Database
from stunting.geography import COUNTRY
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.suppression import PublicCounts

MOST_PERIODS = 400


class PublicStore:
    """`PublicCounts` of each period of one release; safe to share between threads."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: dict[tuple[PeriodKind, str], PublicCounts] = {}
        self._lock = threading.Lock()
        self._lokus: pd.DataFrame | None = None

    def of(self, period: Period) -> PublicCounts:
        """The protected counts of one period."""
        key = (period.kind, period.key)
        with self._lock:
            if key not in self._kept:
                self._keep(key, self._made(self._rows(period, "puskesmas"), self._rows(period, "umur")))
            return self._kept[key]

    def load(self, periods: Iterable[Period], kind: PeriodKind) -> None:
        """Make those of many periods of one kind with one question instead of one each."""
        with self._lock:
            missing = [one for one in periods if one.kind is kind and (kind, one.key) not in self._kept]
            if len(missing) < 2:
                return
            villages, groups = self._rows(kind, "puskesmas"), self._rows(kind, "umur")
            by_period = {name: dict(list(frame.groupby("_key"))) for name, frame in (("v", villages), ("g", groups))}
            for one in missing:
                key: Any = routine_queries.row_key(one)
                empty = villages.iloc[:0]
                self._keep(
                    (kind, one.key),
                    self._made(by_period["v"].get(key, empty), by_period["g"].get(key, groups.iloc[:0])),
                )

    def _rows(self, when: Period | PeriodKind, apart: str) -> pd.DataFrame:
        level = "desa" if apart == "puskesmas" else "kabupaten"
        frame = routine_queries.routine_counts(self._db, within=COUNTRY, level=level, when=when, apart=apart)
        keys = zip(frame["window_key"], frame["year"], frame["month"], strict=True)
        return frame.assign(_key=pd.Series(list(keys), index=frame.index, dtype=object))

    def _made(self, villages: pd.DataFrame, groups: pd.DataFrame) -> PublicCounts:
        if self._lokus is None:
            self._lokus = routine_queries.lokus_of_area(self._db, within=COUNTRY)[["desa_code", "lokus_year"]]
        return PublicCounts(
            villages=villages.rename(columns={"area_code": "desa_code"}),
            groups=groups.rename(columns={"area_code": "kabupaten_code"}),
            lokus=self._lokus,
        )

    def _keep(self, key: tuple[PeriodKind, str], made: PublicCounts) -> None:
        if len(self._kept) >= MOST_PERIODS:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = made
