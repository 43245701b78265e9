"""From a question to a finished picture: ask the release, then draw; for pages and command line alike."""

from __future__ import annotations

from collections.abc import Sequence

from stunting import queries
from stunting.charts import comparison
from stunting.charts.picture import Picture
from stunting.charts.trend import Series, trend
from stunting.classes import WHO_2018, class_scheme
from stunting.db import Database
from stunting.exports import map_sheet
from stunting.exports.map_sheet import MapSheet
from stunting.geography import COUNTRY, Register
from stunting.indicators import indicator
from stunting.measures import Round

STUNTING = "stunting"


def series(db: Database, register: Register, codes: Sequence[str]) -> list[Series]:
    """The survey series of some areas, in the order asked, each under its official name."""
    frame = queries.estimates_of_areas(db, key=STUNTING, codes=codes)
    return [Series(name=register.get(code).official_name, estimates=queries.series_of(frame, code)) for code in codes]


def trend_of(db: Database, register: Register, code: str) -> Picture:
    """The trend of one area, with the areas above it behind and its own targets ahead.

    A province is shown with the national targets as well; a kabupaten only with its own.
    """
    above = [area.code for area in register.path(code)[:-1]][::-1]
    subject, *context = series(db, register, [code, *above])
    owners = [code] if len(code) > 2 or code == COUNTRY else [code, COUNTRY]
    return trend(
        subject,
        context=[one for one in context if one.estimates],
        targets=queries.targets_of_areas(db, codes=owners),
        indicator=indicator(STUNTING),
        is_sample=is_sample(db),
    )


def dumbbell_of(db: Database, register: Register, codes: Sequence[str], *, first: Round, last: Round) -> Picture:
    """Two survey rounds of some kabupaten/kota."""
    return comparison.dumbbell(
        series(db, register, codes), first=first, last=last, indicator=indicator(STUNTING), is_sample=is_sample(db)
    )


def slope_of(db: Database, register: Register, codes: Sequence[str]) -> Picture:
    """Every survey round of some kabupaten/kota."""
    return comparison.slope(series(db, register, codes), indicator=indicator(STUNTING), is_sample=is_sample(db))


def ranking_of(db: Database, register: Register, province: str, *, one: Round, chosen: Sequence[str]) -> Picture:
    """All kabupaten/kota of a province in one survey round, with the province's own figure as a line."""
    area = register.get(province)
    upper = next((e for e in series(db, register, [province])[0].estimates if e.round == one), None)
    return comparison.ranking(
        queries.prevalence_by_area(
            db, key=STUNTING, survey=one.survey, year=one.year, level="kabupaten", within=province
        ),
        indicator=indicator(STUNTING),
        scheme=WHO_2018,
        round_label=one.label,
        place=area.official_name,
        chosen=chosen,
        reference=(area.name, upper.value_pct) if upper else None,
        is_sample=is_sample(db),
    )


def map_of(
    db: Database, register: Register, code: str, *, level: str, rounds: Sequence[Round], scheme: str
) -> MapSheet:
    """The prevalence map of an area by its units of one level, one or two survey rounds.

    Raises:
        NoDataError: the release has no shapes for this area and level.
        UnknownChoiceError: there is no such class scheme.
    """
    area = register.get(code)
    origin = queries.boundary_origin(db, level=level, within=code)
    return map_sheet.sheet(
        place=area.official_name,
        level=level,
        rounds=rounds,
        frames=[
            queries.prevalence_by_area(db, key=STUNTING, survey=one.survey, year=one.year, level=level, within=code)
            for one in rounds
        ],
        scheme=class_scheme(scheme),
        payload=queries.geometry_payload(db, scope=code, level=level),
        credit=map_sheet.credit(**origin, level=level),
        release_id=queries.release_meta(db)["release_id"],
        is_sample=is_sample(db),
    )


def is_sample(db: Database) -> bool:
    """Whether the release says that its data are a sample, so that every picture carries the watermark."""
    return queries.release_meta(db).get("is_sample") == "true"
