"""Every question about services, announced counts and what else is done that the pages ask a release."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from stunting.db import Database
from stunting.routine_queries import code_range


def service_periods(db: Database, *, within: str) -> pd.DataFrame:
    """For which years and periods each service was reported inside an area.

    One row per kabupaten/kota, year, period and service: kabupaten_code (a report of a whole province has its two
    digits), year, period ("tahun", "s1", "tw2", "m08"), service_key.
    """
    return db.query("service_periods", **code_range(within))


def service_rows(db: Database, *, within: str, year: int, period: str) -> pd.DataFrame:
    """What was reported of services inside an area, as it was reported: levels are mixed, so nothing may be added yet.

    One row per reporting area and service: area_code, service_key, numerator_n, denominator_n (null where they were not
    reported or the service is not scheduled), is_scheduled, source, is_sample.
    """
    return db.query("service_rows", year=year, period=period, **code_range(within))


def service_targets(db: Database, *, areas: Sequence[str], last_year: int) -> pd.DataFrame:
    """The targets of some areas up to a year: area_code, service_key, year, value_pct, source, is_verified."""
    return db.query("service_targets", areas=list(areas), last_year=last_year)


def announced_counts(db: Database, *, within: str, indicator: str) -> pd.DataFrame:
    """What was announced of one indicator inside an area, itself included.

    One row per area, period and source: area_code, year, month (null where not stated), value_n, unit, source,
    source_url, is_verified, note.
    """
    return db.query("announced_counts", indicator=indicator, **code_range(within))
