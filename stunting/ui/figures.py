"""Finished pictures by release and plain arguments; drawn once, shown to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from stunting import compose
from stunting.charts import quality as quality_pictures
from stunting.charts.picture import Picture
from stunting.exports.map_sheet import MapSheet
from stunting.measures import Round
from stunting.ui import caches, data
from stunting.ui.keeping import kept


@caches.shared(max_entries=60)
def trend(release_id: str, code: str) -> Picture:
    return compose.trend_of(data.database(release_id), data.register(release_id), code)


@caches.shared(max_entries=40)
def dumbbell(release_id: str, codes: tuple[str, ...], *, first: Round, last: Round) -> Picture:
    return compose.dumbbell_of(data.database(release_id), data.register(release_id), codes, first=first, last=last)


@caches.shared(max_entries=40)
def slope(release_id: str, codes: tuple[str, ...]) -> Picture:
    return compose.slope_of(data.database(release_id), data.register(release_id), codes)


@caches.shared(max_entries=40)
def ranking(release_id: str, province: str, *, one: Round, chosen: tuple[str, ...]) -> Picture:
    return compose.ranking_of(data.database(release_id), data.register(release_id), province, one=one, chosen=chosen)


@caches.shared(max_entries=40)
def map_sheet(release_id: str, within: str, *, level: str, keys: tuple[tuple[str, int], ...], scheme: str) -> MapSheet:
    """The files of a prevalence map; `keys` are survey and year of its rounds, oldest first."""
    rounds = [Round(survey=survey, year=year) for survey, year in keys]
    return compose.map_of(
        data.database(release_id), data.register(release_id), within, level=level, rounds=rounds, scheme=scheme
    )


@dataclass(frozen=True, kw_only=True)
class QualityPictures:
    """The four pictures of one unit: last digits and ages of one month, the spread over all months."""

    height_digits: Picture
    weight_digits: Picture
    ages: Picture
    spread: Picture


@kept(max_entries=40)
def quality(
    release_id: str, *, kabupaten_code: str, level: str, unit_id: str, year: int, month: int
) -> QualityPictures:
    months = data.quality_of_unit(release_id, kabupaten_code=kabupaten_code, level=level, unit_id=unit_id)
    unit = next(one for one in months if (one.year, one.month) == (year, month))
    return QualityPictures(
        height_digits=quality_pictures.last_digits(unit, of="height"),
        weight_digits=quality_pictures.last_digits(unit, of="weight"),
        ages=quality_pictures.ages(unit),
        spread=_spread(release_id, kabupaten_code=kabupaten_code, level=level, unit_id=unit_id),
    )


@kept(max_entries=40)
def _spread(release_id: str, *, kabupaten_code: str, level: str, unit_id: str) -> Picture:
    # The same in every month.
    months = data.quality_of_unit(release_id, kabupaten_code=kabupaten_code, level=level, unit_id=unit_id)
    return quality_pictures.spread_over_months(months)
