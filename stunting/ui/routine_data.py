"""Routine figures by release and plain arguments; asked once, shared between sessions as they are."""

from __future__ import annotations

import pandas as pd

from stunting import lokus_queries, queries, routine_queries
from stunting.delivery import META_KEY
from stunting.routine import posyandu
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import Period, PeriodKind
from stunting.ui import caches, data
from stunting.ui.keeping import kept


@caches.shared(max_entries=6, is_wordless=True)
def of_release(release_id: str) -> District:
    """The answers of one release."""
    return District(data.database(release_id))


@caches.shared(max_entries=150, is_wordless=True)
def periods(release_id: str, within: str, *, mode: Mode) -> tuple[Period, ...]:
    """The periods with routine data inside an area that a mode offers, oldest first."""
    return of_release(release_id).periods(within, mode=mode)


@kept(max_entries=150, is_wordless=True, hash_funcs={Question: repr, Period: repr})
def areas(release_id: str, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
    """`District.areas_in_period`; nobody writes into it."""
    return of_release(release_id).areas_in_period(within=within, level=level, period=period, question=question)


@kept(max_entries=20, is_wordless=True, hash_funcs={Question: repr, Period: repr})
def areas_in_periods(
    release_id: str, periods: tuple[Period, ...], *, within: str, level: str, question: Question
) -> list[pd.DataFrame]:
    """`District.areas_in_periods`; nobody writes into them."""
    return of_release(release_id).areas_in_periods(periods, within=within, level=level, question=question)


@kept(max_entries=100, is_wordless=True, hash_funcs={Question: repr})
def over_time(release_id: str, *, code: str, level: str, kind: PeriodKind, question: Question) -> pd.DataFrame:
    """`District.over_time`; nobody writes into it."""
    return of_release(release_id).over_time(code=code, level=level, kind=kind, question=question)


@kept(max_entries=40, is_wordless=True, hash_funcs={Question: repr})
def posyandu_over_time(release_id: str, *, posyandu_id: str, within: str, question: Question) -> pd.DataFrame:
    """`posyandu.over_time`; nobody writes into it."""
    return posyandu.over_time(of_release(release_id), posyandu_id=posyandu_id, within=within, question=question)


@kept(max_entries=40, is_wordless=True)
def facilities(release_id: str, within: str) -> pd.DataFrame:
    return routine_queries.facilities_of_area(data.database(release_id), within=within)


@caches.shared(max_entries=40, is_wordless=True)
def lokus(release_id: str, within: str) -> pd.DataFrame:
    return lokus_queries.lokus_of_area(data.database(release_id), within=within)


@caches.shared(max_entries=40, is_wordless=True)
def published_routine(release_id: str, code: str) -> pd.DataFrame:
    return routine_queries.published_routine(data.database(release_id), area=code)


@kept(max_entries=40, is_wordless=True)
def reported_months(release_id: str, within: str) -> pd.DataFrame:
    return routine_queries.reported_months(data.database(release_id), within=within)


@caches.shared(max_entries=10, is_wordless=True)
def deliveries(release_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What was delivered, and what of it may not be compared; empty where the release has no delivered kabupaten."""
    opened = data.database(release_id)
    if not queries.release_meta(opened).get(META_KEY):
        return pd.DataFrame(), pd.DataFrame()
    return routine_queries.deliveries(opened), routine_queries.delivery_differences(opened)
