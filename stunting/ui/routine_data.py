"""Routine figures by release and plain arguments; asked once, shared between sessions as they are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import routine_queries
from stunting.routine import district
from stunting.routine.district import Question
from stunting.routine.periods import Period, PeriodKind
from stunting.ui import data


@st.cache_resource(max_entries=600, show_spinner=False)
def periods(release_id: str, within: str) -> tuple[Period, ...]:
    """The periods with routine data inside an area, oldest first."""
    return routine_queries.routine_periods(data.database(release_id), within=within)


@st.cache_resource(max_entries=600, show_spinner=False, hash_funcs={Question: repr})
def areas(release_id: str, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
    """`district.areas_in_period`; nobody writes into it."""
    return district.areas_in_period(
        data.database(release_id), within=within, level=level, period=period, question=question
    )


@st.cache_resource(max_entries=600, show_spinner=False, hash_funcs={Question: repr})
def over_time(release_id: str, *, code: str, level: str, kind: PeriodKind, question: Question) -> pd.DataFrame:
    """`district.over_time`; nobody writes into it."""
    return district.over_time(data.database(release_id), code=code, level=level, kind=kind, question=question)


@st.cache_resource(max_entries=100, show_spinner=False)
def facilities(release_id: str, within: str) -> pd.DataFrame:
    return routine_queries.facilities_of_area(data.database(release_id), within=within)


@st.cache_resource(max_entries=100, show_spinner=False)
def lokus(release_id: str, within: str) -> pd.DataFrame:
    return routine_queries.lokus_of_area(data.database(release_id), within=within)
