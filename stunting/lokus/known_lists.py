"""The list of one kabupaten and year as it was decided, or as far as it was announced."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import lokus_queries
from stunting.db import Database


@dataclass(frozen=True, kw_only=True)
class KnownList:
    """What is known of one list of priority villages.

    codes:       the desa, sorted; empty where only their number was announced, or nothing is known
    decided_year: year of the decision, 0 where not even a number was announced
    decided_on:  date of the decree, None where it was not given for the whole list
    announced_n, announced_kecamatan_n: as announced, None where they were not
    sources:     who says so, each once
    """

    kabupaten_code: str
    lokus_year: int
    codes: tuple[str, ...] = ()
    decided_year: int = 0
    decided_on: dt.date | None = None
    announced_n: int | None = None
    announced_kecamatan_n: int | None = None
    sources: tuple[str, ...] = ()
    is_sample: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is a list or at least its length."""
        return bool(self.codes) or self.announced_n is not None

    @property
    def is_named(self) -> bool:
        """Whether the desa are known, and not only how many there are."""
        return bool(self.codes)

    @property
    def size(self) -> int:
        """Number of desa of the list; as announced where their names are not known."""
        return len(self.codes) or self.announced_n or 0


def known_list(db: Database, *, kabupaten_code: str, lokus_year: int) -> KnownList:
    """The list of one kabupaten and year; without one a record whose `is_known` is False."""
    lists = lokus_queries.lokus_of_area(db, within=kabupaten_code)
    rows = lists[lists["lokus_year"] == lokus_year]
    if rows.empty:
        return _announced(db, kabupaten_code, lokus_year)
    days = rows["decree_date"]
    return KnownList(
        kabupaten_code=kabupaten_code,
        lokus_year=lokus_year,
        codes=tuple(sorted(rows["desa_code"])),
        decided_year=_whole(rows["decided_year"].max()) or 0,
        # A change of the list during the year has a later decree; the list itself has the first.
        decided_on=None if days.isna().any() else pd.Timestamp(days.min()).date(),
        sources=_each_once(rows["source"]),
        is_sample=bool(rows["is_sample"].any()),
    )


def _announced(db: Database, kabupaten_code: str, lokus_year: int) -> KnownList:
    announced = lokus_queries.announced_lokus(db, within=kabupaten_code)
    rows = announced[announced["lokus_year"] == lokus_year]
    if rows.empty:
        return KnownList(kabupaten_code=kabupaten_code, lokus_year=lokus_year)
    # Confirmed figures come first.
    first: Any = rows.iloc[0]
    return KnownList(
        kabupaten_code=kabupaten_code,
        lokus_year=lokus_year,
        decided_year=_whole(first.decided_year) or 0,
        announced_n=_whole(first.desa_n),
        announced_kecamatan_n=_whole(first.kecamatan_n),
        sources=_each_once(rows["source"]),
    )


def known_years(db: Database, *, kabupaten_code: str) -> tuple[int, ...]:
    """The lokus years of a kabupaten that have a list or an announced number, newest first."""
    lists = lokus_queries.lokus_of_area(db, within=kabupaten_code)["lokus_year"]
    announced = lokus_queries.announced_lokus(db, within=kabupaten_code)["lokus_year"]
    return tuple(sorted({int(year) for year in (*lists, *announced)}, reverse=True))


def _each_once(texts: pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(text) for text in texts.dropna()))


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
