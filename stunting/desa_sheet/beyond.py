"""What a release and the ledger know of each desa beside growth: lokus, families at risk, services, money, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from stunting import lokus_queries, routine_queries
from stunting.db import Database
from stunting.desa_sheet.facts import Beyond, HeadCount, PromiseLine
from stunting.frames import records
from stunting.routine.district import Mode


def beyond_growth(
    db: Database,
    *,
    kabupaten_code: str,
    year: int,
    mode: Mode,
    promises: Mapping[str, Sequence[PromiseLine]],
) -> dict[str, Beyond]:
    """By code of the desa; a desa of which nothing is known may be absent.

    year:     figures that are newer are left out
    promises: commitments by the code of the desa, kecamatan or kabupaten they were made for; a desa gets those of all
        three
    In mode publik families at risk stay out: their small counts are not protected here.
    """
    made: dict[str, Beyond] = defaultdict(Beyond)
    for code, (years, status) in _lokus(db, kabupaten_code, year).items():
        made[code] = replace(made[code], lokus=years, lokus_status=status)
    if mode is Mode.INTERNAL:
        for code, counts in _risk(db, kabupaten_code, year).items():
            made[code] = replace(made[code], counts=counts)
    for code in routine_queries.areas_of_level(db, level="desa", within=kabupaten_code)["area_code"]:
        told = [one for area in (code, code[:6], code[:4]) for one in promises.get(area, ())]
        if told:
            made[code] = replace(made[code], promises=tuple(told))
    return dict(made)


def _lokus(db: Database, kabupaten_code: str, year: int) -> dict[str, tuple[tuple[int, ...], str]]:
    """The lokus years of each desa up to the year after, for that list is decided already; and the newest status."""
    lists = lokus_queries.lokus_of_area(db, within=kabupaten_code)
    known = lists[lists["lokus_year"] <= year + 1].sort_values("lokus_year")
    return {
        str(code): (tuple(int(one) for one in rows["lokus_year"]), str(rows["status"].iloc[-1]))
        for code, rows in known.groupby("desa_code")
    }


def _risk(db: Database, kabupaten_code: str, year: int) -> dict[str, tuple[HeadCount, ...]]:
    figures = lokus_queries.desa_figures(db, within=kabupaten_code, last_year=year)
    wide: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in records(figures):
        wide[one.desa_code][one.key] = one
    return {code: tuple(_krs(rows)) for code, rows in wide.items()}


def _krs(rows: Mapping[str, Any]) -> list[HeadCount]:
    found = []
    krs, family = rows.get("krs_n"), rows.get("family_n")
    if krs is not None:
        found.append(
            HeadCount(
                key="krs",
                label=f"Keluarga berisiko stunting {krs.year}",
                value_n=int(krs.value),
                of_n=int(family.value) if family is not None else None,
                of_label="keluarga sasaran",
                source=f"{krs.source}.",
            )
        )
    return found
