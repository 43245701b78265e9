"""What a release says of events, money and announced counts; asked once, shared between sessions as it is."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from stunting import action_queries, lokus_queries
from stunting.campaigns.comparison import Comparison, compare
from stunting.routine.district import Mode
from stunting.ui import caches, data, routine_data
from stunting.ui.keeping import kept


@caches.shared(max_entries=40, is_wordless=True)
def events(release_id: str, within: str) -> pd.DataFrame:
    """`action_queries.campaign_events`; nobody writes into it."""
    return action_queries.campaign_events(data.database(release_id), within=within)


@caches.shared(max_entries=40, is_wordless=True)
def funds(release_id: str, within: str) -> pd.DataFrame:
    """`action_queries.village_funds`; nobody writes into it."""
    return action_queries.village_funds(data.database(release_id), within=within)


@caches.shared(max_entries=40, is_wordless=True)
def counts(release_id: str, within: str) -> pd.DataFrame:
    """`action_queries.published_counts`; nobody writes into it."""
    return action_queries.published_counts(data.database(release_id), within=within)


@kept(max_entries=40, is_wordless=True)
def desa_figures(release_id: str, within: str, last_year: int, *, mode: Mode) -> pd.DataFrame:
    """`lokus_queries.desa_figures`; nobody writes into it. In mode publik for `funds.shares`, which hides."""
    asked = lokus_queries.desa_figures_to_hide if mode is Mode.PUBLIC else lokus_queries.desa_figures
    return asked(data.database(release_id), within=within, last_year=last_year)


@kept(max_entries=60)
def comparison(release_id: str, *, kabupaten_code: str, level: str, months: int, mode: Mode) -> Comparison:
    """`campaigns.comparison.compare` of all events of a kabupaten.

    Raises:
        NoDataError: as there.
    """
    return compare(
        routine_data.of_release(release_id),
        events(release_id, kabupaten_code),
        kabupaten_code=kabupaten_code,
        level=level,
        months=months,
        mode=mode,
    )


def day_of(created: dt.datetime) -> dt.date:
    """The day until which months are counted: that of the release, so that a link says the same tomorrow."""
    return created.date()
