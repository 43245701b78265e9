"""Published sums of foster programmes by release; nothing of the restricted store passes here."""

from __future__ import annotations

import pandas as pd

from stunting import action_queries
from stunting.ui import caches, data


@caches.answers(max_entries=40)
def foster_summary(release_id: str, *, within: str) -> pd.DataFrame:
    """`action_queries.foster_summary`."""
    return action_queries.foster_summary(data.database(release_id), within=within)
