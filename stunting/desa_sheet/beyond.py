"""What a release and the ledger know of each desa beside growth: lokus, families at risk, services, money, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from stunting import lokus_queries, routine_queries
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.db import Database
from stunting.desa_sheet.facts import Beyond, HeadCount, PromiseLine
from stunting.desa_sheet.funded import funded
from stunting.desa_sheet.served import served
from stunting.frames import records
from stunting.geography import Area
from stunting.routine.district import Mode
from stunting.services.situation import Situation

# Key of a figure -> its label, the key of its base, and whom the base counts.
RISK = {
    "krs_n": ("Keluarga berisiko stunting", "family_n", "keluarga sasaran"),
    "no_safe_latrine_n": ("Keluarga tanpa jamban layak", "family_n", "keluarga sasaran"),
    "no_safe_water_n": ("Keluarga tanpa air minum layak", "family_n", "keluarga sasaran"),
}


def beyond_growth(
    situation: Situation,
    kabupaten: Area,
    *,
    year: int,
    mode: Mode,
) -> dict[str, Beyond]:
    """By code, one record per registered desa of a kabupaten.

    year:     figures that are newer are left out
    In mode publik, and where whoever looks may not see counts, families at risk stay out: their small counts are not
    protected here.
    """
    db = situation.db
    lokus = lokus_years(lokus_queries.lokus_of_area(db, within=kabupaten.code), year=year)
    risk: dict[str, tuple[HeadCount, ...]] = {}
    for own in gate.parts(Thing.COUNTS, kabupaten.code) if mode is Mode.INTERNAL else ():
        risk |= _risk(db, own, year)
    reached = served(situation, kabupaten, year=year, mode=mode)
    money = funded(db, kabupaten_code=kabupaten.code, year=year)
    made = {}
    for code in routine_queries.areas_of_level(db, level="desa", within=kabupaten.code)["area_code"]:
        years, status = lokus.get(code, ((), ""))
        gaps = reached.by_desa.get(code, ())
        made[code] = Beyond(
            services=gaps,
            counts=risk.get(code, ()),
            money=money.by_desa.get(code),
            lokus=years,
            lokus_status=status,
            has_services=bool(reached.source),
            has_money=money.has_any,
            is_sample=bool(gaps and reached.is_sample) or code in money.is_sample,
            sources=(reached.source,) if gaps else (),
        )
    return made


def with_promises(
    beyond: Mapping[str, Beyond], promises: Mapping[str, Sequence[PromiseLine]], *, within: str
) -> dict[str, Beyond]:
    """The desa inside an area with the commitments made for them, their kecamatan or their kabupaten.

    promises: by code of the area they were made for
    """
    return {
        code: replace(
            one, promises=tuple(each for area in (code, code[:6], code[:4]) for each in promises.get(area, ()))
        )
        for code, one in beyond.items()
        if code.startswith(within)
    }


def lokus_years(lists: pd.DataFrame, *, year: int) -> dict[str, tuple[tuple[int, ...], str]]:
    """The lokus years of each desa up to the year after, for that list is decided already; and the newest status.

    lists: `lokus_queries.lokus_of_area` of one kabupaten. Where a list of it is real, sample lists say nothing: the
        status "baru" of one is no answer to a year in the other.
    """
    known = lists[lists["lokus_year"] <= year + 1].sort_values("lokus_year")
    if not known["is_sample"].all():
        known = known[~known["is_sample"]]
    return {
        str(code): (tuple(int(one) for one in rows["lokus_year"]), str(rows["status"].iloc[-1]))
        for code, rows in known.groupby("desa_code")
    }


def _risk(db: Database, within: str, year: int) -> dict[str, tuple[HeadCount, ...]]:
    figures = lokus_queries.desa_figures(db, within=within, last_year=year)
    wide: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in records(figures):
        wide[one.desa_code][one.key] = one
    return {code: tuple(_krs(rows)) for code, rows in wide.items()}


def _krs(rows: Mapping[str, Any]) -> list[HeadCount]:
    found = []
    for key, (label, base, of) in RISK.items():
        one, whole = rows.get(key), rows.get(base)
        if one is None:
            continue
        found.append(
            HeadCount(
                key=key,
                label=f"{label}, {one.year}",
                value_n=int(one.value),
                of_n=int(whole.value) if whole is not None and whole.year == one.year else None,
                of_label=of,
                source=f"{one.source}.",
            )
        )
    return found
