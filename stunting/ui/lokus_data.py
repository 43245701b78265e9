"""Priority villages by release and plain arguments; asked once, shared between sessions as they are."""

from __future__ import annotations

import pandas as pd

from stunting import lokus_queries
from stunting.lokus import candidates as lokus_candidates
from stunting.lokus import effect_data
from stunting.lokus.candidates import Candidates
from stunting.lokus.choosing import propose
from stunting.lokus.comparison import ListAsked, compare_lists
from stunting.lokus.effect_data import ListEffect, ListWaves
from stunting.lokus.known_lists import known_years
from stunting.lokus.over_time import LokusSeries, lokus_over_time
from stunting.lokus.proposal import Proposal
from stunting.lokus.reach import Reach
from stunting.lokus.scenario import Scenario
from stunting.routine.district import Mode, Question
from stunting.routine.periods import Period, PeriodKind
from stunting.ui import caches, data, routine_data
from stunting.ui.keeping import kept


@caches.shared(max_entries=40)
def announced(release_id: str, within: str) -> pd.DataFrame:
    return lokus_queries.announced_lokus(data.database(release_id), within=within)


@kept(max_entries=20, hash_funcs={Period: repr})
def candidates(release_id: str, *, kabupaten_code: str, period: Period, lokus_year: int) -> Candidates:
    """`lokus.candidates`; nobody writes into it."""
    return lokus_candidates.candidates(
        routine_data.of_release(release_id), kabupaten_code=kabupaten_code, period=period, lokus_year=lokus_year
    )


@kept(max_entries=20, hash_funcs={Period: repr, Scenario: repr})
def proposal(release_id: str, *, period: Period, scenario: Scenario) -> Proposal:
    """The list of a scenario; nobody writes into it."""
    found = candidates(
        release_id, kabupaten_code=scenario.kabupaten_code, period=period, lokus_year=scenario.lokus_year
    )
    return propose(found, scenario)


@caches.shared(max_entries=150)
def list_years(release_id: str, kabupaten_code: str) -> tuple[int, ...]:
    """The years with a list or an announced number, newest first."""
    return known_years(data.database(release_id), kabupaten_code=kabupaten_code)


@kept(max_entries=40, hash_funcs={Question: repr, ListAsked: repr})
def compared(release_id: str, *, lists: tuple[ListAsked, ...], question: Question) -> tuple[Reach, ...]:
    """`comparison.compare_lists`."""
    return compare_lists(routine_data.of_release(release_id), lists=lists, question=question)


@kept(max_entries=40, hash_funcs={Question: repr})
def over_time(
    release_id: str, *, kabupaten_code: str, lokus_year: int, kind: PeriodKind, question: Question
) -> LokusSeries:
    """`over_time.lokus_over_time`; nobody writes into it."""
    return lokus_over_time(
        routine_data.of_release(release_id),
        kabupaten_code=kabupaten_code,
        lokus_year=lokus_year,
        kind=kind,
        question=question,
    )


@kept(max_entries=40)
def list_waves(release_id: str, *, kabupaten_code: str, lokus_year: int, mode: Mode, chosen_from: str) -> ListWaves:
    """`effect_data.list_waves`."""
    return effect_data.list_waves(
        routine_data.of_release(release_id),
        kabupaten_code=kabupaten_code,
        lokus_year=lokus_year,
        mode=mode,
        chosen_from=chosen_from,
    )


@kept(max_entries=40)
def effect(
    release_id: str, *, kabupaten_code: str, lokus_year: int, mode: Mode, after_key: str, chosen_from: str
) -> ListEffect:
    """`effect_data.effect_of_list`; nobody writes into it."""
    return effect_data.effect_of_list(
        routine_data.of_release(release_id),
        kabupaten_code=kabupaten_code,
        lokus_year=lokus_year,
        mode=mode,
        after_key=after_key,
        chosen_from=chosen_from,
    )
