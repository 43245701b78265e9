"""Priority villages by release and plain arguments; asked once, shared between sessions as they are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import lokus_queries
from stunting.lokus import candidates as lokus_candidates
from stunting.lokus.candidates import Candidates
from stunting.lokus.choosing import propose
from stunting.lokus.proposal import Proposal
from stunting.lokus.scenario import Scenario
from stunting.routine.periods import Period
from stunting.ui import data, routine_data


@st.cache_resource(max_entries=100, show_spinner=False)
def announced(release_id: str, within: str) -> pd.DataFrame:
    return lokus_queries.announced_lokus(data.database(release_id), within=within)


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={Period: repr})
def candidates(release_id: str, *, kabupaten_code: str, period: Period, lokus_year: int) -> Candidates:
    """`lokus.candidates`; nobody writes into it."""
    return lokus_candidates.candidates(
        routine_data.of_release(release_id), kabupaten_code=kabupaten_code, period=period, lokus_year=lokus_year
    )


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={Period: repr, Scenario: repr})
def proposal(release_id: str, *, period: Period, scenario: Scenario) -> Proposal:
    """The list of a scenario; nobody writes into it."""
    found = candidates(
        release_id, kabupaten_code=scenario.kabupaten_code, period=period, lokus_year=scenario.lokus_year
    )
    return propose(found, scenario)
