"""Every question about services, announced counts and what else is done that the pages ask a release."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from stunting.db import Database
from stunting.routine_queries import code_range


def published_counts(db: Database, *, within: str) -> pd.DataFrame:
    """Counts that offices announced for an area and for areas inside it, copied as they were announced.

    One row per area, indicator, moment, value and source: area_code, area_name, level, indicator (of
    `announced_counts.LABELS`), year, month (null where it was not stated), value_n, unit, source, source_url,
    is_verified, note.
    """
    return db.query("published_counts", **code_range(within))


def campaign_events(db: Database, *, within: str) -> pd.DataFrame:
    """Campaigns and other events inside an area, the area itself included; by day.

    One row per event: id, event_date, area_code (the lowest area that is known), place, title, kind (of
    `campaigns.kinds.KINDS`), organiser, partners, participant_n (null where nobody counted), material, source,
    source_url, is_verified, is_sample, is_user_added, note.
    """
    return db.query("campaign_events", **code_range(within))


def village_funds(db: Database, *, within: str) -> pd.DataFrame:
    """Money by area, year, source of money and activity; rows of a kecamatan or kabupaten are never those of its desa.

    Columns: area_code, year, fund (of `funds.kinds.FUNDS`), activity, budget_rp, realised_rp (null where unknown),
        is_direct (reaches the target group itself), source, is_sample, is_user_added.
    """
    return db.query("village_funds", **code_range(within))


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


def foster_summary(db: Database, *, within: str) -> pd.DataFrame:
    """What kabupaten published of their foster programmes, by day, area, programme and key.

    One row per area (kabupaten, kecamatan), programme, as_of and key of `stunting.published_foster.KEYS`: value_n
    (null where is_hidden), source, is_sample. A count of 1-4 is never there, nor what would tell one.
    """
    return db.query("foster_summary", **code_range(within))
