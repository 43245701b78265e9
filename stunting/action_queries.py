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
