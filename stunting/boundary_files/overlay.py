"""Approximate boundaries with the official ones in their place, made when a map is drawn."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from stunting.boundary_files import store
from stunting.paths import Layout


def overlay(approximate: gpd.GeoDataFrame, layout: Layout, level: str) -> gpd.GeoDataFrame:
    """The layer of one level: the official unit where one is installed, ours elsewhere.

    Keeps the columns of `approximate` (code, boundary_source, geometry and label_lon, label_lat where present; other
    columns are null for a unit that only the official layer has), ordered by code. Where an official unit meets an
    approximate neighbour the edges need not fit; `boundary_source` says which is which. Neither input is changed.
    """
    official = store.read(layout, level)
    if not len(official):
        return approximate
    official = official[[column for column in official.columns if column in approximate.columns]]
    kept = approximate[~approximate["code"].isin(set(official["code"]))]
    extra = [column for column in approximate.columns if column not in official.columns]
    if extra:
        facts = approximate[["code", *extra]]
        official = official.merge(pd.DataFrame(facts), on="code", how="left")
    both = pd.concat([kept, official[list(approximate.columns)]], ignore_index=True)
    both = both.sort_values("code", ignore_index=True)
    return gpd.GeoDataFrame(both, geometry="geometry", crs=approximate.crs or 4326)
