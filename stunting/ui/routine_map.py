"""The map of routine figures on a page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting.charts.map_view import MapView
from stunting.classes import scheme_for, schemes_of
from stunting.geography import COUNTRY
from stunting.routine import maps as routine_maps
from stunting.routine.district import Question
from stunting.routine.maps import ARRANGEMENTS, Arrangement
from stunting.routine.periods import Period
from stunting.ui import filters, routine_data

# Playing more would send more than a change of the filter may.
MOST_PLAYED = {"kecamatan": 24, "desa": 14}


def arrangement() -> Arrangement:
    """The choice of the reader, drawn where the other rare choices are."""
    return Arrangement(
        filters.listed(
            "Susunan peta", "susun", ARRANGEMENTS, default=Arrangement.PAIR.value, width=320, shows_label=True
        )
    )


def scheme_key(indicator: str) -> str:
    """The class scheme for an indicator; one that the link has from another indicator is left."""
    options = schemes_of(indicator)
    first = next(iter(options))
    return filters.listed("Kelas warna", filters.SCHEME, options, default=first, width=320, shows_label=True)


@st.cache_resource(max_entries=300, show_spinner=False, hash_funcs={Question: repr})
def map_view(
    release_id: str,
    *,
    within: str,
    level: str,
    period: Period,
    question: Question,
    arrangement: Arrangement,
    scheme: str,
    source: str,
    title: str = "",
) -> MapView:
    """The maps of one view, made once for everybody; in mode publik and internal apart."""
    units = routine_data.areas(release_id, within=within, level=level, period=period, question=question)
    played: list[tuple[Period, pd.DataFrame]] = []
    if arrangement is Arrangement.PLAY:
        same = [one for one in routine_data.periods(release_id, within) if one.kind is period.kind]
        played = [
            (one, routine_data.areas(release_id, within=within, level=level, period=one, question=question))
            for one in same[-MOST_PLAYED.get(level, 14) :]
        ]
    lokus, lokus_label = lokus_of(release_id, within=within, level=level, year=question.selection.lokus_year)
    values = pd.concat([frame["value_pct"] for _, frame in played]) if played else units["value_pct"]
    return routine_maps.view(
        units,
        arrangement=arrangement,
        indicator=question.indicator,
        scheme=scheme_for(scheme, values),
        period=period,
        level=level,
        lokus=lokus,
        lokus_label=lokus_label,
        source=source,
        title=title,
        played=played,
    )


def lokus_of(release_id: str, *, within: str, level: str, year: int = 0) -> tuple[list[str], str]:
    """The desa that are lokus in a year, by default the newest one, and what the legend calls them."""
    if level != "desa" or within == COUNTRY:
        return [], ""
    known = routine_data.lokus(release_id, within)
    if known.empty:
        return [], ""
    wanted = year or int(known["lokus_year"].max())
    return known.loc[known["lokus_year"] == wanted, "desa_code"].tolist(), f"lokus {wanted}"
