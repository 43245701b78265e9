"""Money that is written down for every desa of a kabupaten."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from stunting import action_queries
from stunting.db import Database
from stunting.desa_sheet.facts import Money

DESA_DIGITS = 10


@dataclass(frozen=True, kw_only=True)
class Funded:
    """by_desa: the newest year of each desa; has_any: the kabupaten has such figures at all."""

    by_desa: dict[str, Money]
    has_any: bool
    is_sample: frozenset[str]


def funded(db: Database, *, kabupaten_code: str, year: int) -> Funded:
    """Money of the desa itself, of one year for all of them; what was given to a kecamatan is not split."""
    rows = action_queries.village_funds(db, within=kabupaten_code)
    rows = rows[(rows["area_code"].str.len() == DESA_DIGITS) & (rows["year"] <= year)]
    if rows.empty:
        return Funded(by_desa={}, has_any=False, is_sample=frozenset())
    newest = rows[rows["year"] == rows["year"].max()]
    found = {}
    for code, own in newest.groupby("area_code", sort=True):
        realised = own["realised_rp"].sum(min_count=len(own))
        found[str(code)] = Money(
            year=int(own["year"].iloc[0]),
            budget_rp=int(own["budget_rp"].sum()),
            realised_rp=None if pd.isna(realised) else int(realised),
            activity_n=len(own),
            source="; ".join(dict.fromkeys(own["source"])),
        )
    sample = frozenset(newest.loc[newest["is_sample"], "area_code"])
    return Funded(by_desa=found, has_any=True, is_sample=sample)
