"""Every question about what is done (services, events, money, announced counts) that the pages ask a release."""

from __future__ import annotations

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
