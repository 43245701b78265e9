"""The survey series of one area: everything that was published for it, and for the old area it was cut from."""

from __future__ import annotations

from stunting import queries
from stunting.db import Database
from stunting.measures import Estimate

STUNTING = "stunting"


def of_area(db: Database, code: str) -> list[Estimate]:
    """The estimates of an area, ordered by year; empty where there is none."""
    return queries.series_of(queries.estimates_of_areas(db, key=STUNTING, codes=(code,)), code)
