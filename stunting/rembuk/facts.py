"""What a release has for a meeting of one area, so that no step points to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stunting import lokus_queries, queries
from stunting.db import Database
from stunting.geography import Area, Register
from stunting.measures import runs
from stunting.routine.district import District, Mode, compared_with, newest
from stunting.routine.periods import Period, PeriodKind

if TYPE_CHECKING:
    from stunting.promises.book import PromiseBook

# A projection needs as many points of one method.
FEWEST_POINTS = 3


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What can be shown of an area in mode publik.

    has_routine:   routine figures of the area in the newest period of its kabupaten
    has_change:    that period has an earlier one to be compared with
    has_survey:    a survey figure of the kabupaten itself, or of the province where the area is one
    has_series:    at least three points of one method, so that a target can be held against them
    lokus_years:   years whose lists name the desa, in ascending order
    has_commitments, has_plans: the ledger has commitments, or follow-up plans, of earlier meetings of the area
    has_announced: a number of lokus villages was announced, whether or not they are named
    """

    has_routine: bool = False
    has_change: bool = False
    has_survey: bool = False
    has_series: bool = False
    lokus_years: tuple[int, ...] = ()
    has_announced: bool = False
    has_commitments: bool = False
    has_plans: bool = False


NOTHING = Facts()


def facts_of(db: Database, *, area: Area, register: Register, promises: PromiseBook | None = None) -> Facts:
    """What an open release has for a meeting of this area, and what was promised at earlier ones."""
    return replace(
        _measured(db, area=area, register=register),
        has_commitments=promises is not None and promises.has("komitmen", within=area.code),
        has_plans=promises is not None and promises.has("rtl", within=area.code),
    )


def _measured(db: Database, *, area: Area, register: Register) -> Facts:
    kabupaten = register.ancestor(area.code, "kabupaten")
    measured = kabupaten or area
    surveys = queries.series_of(queries.estimates_of_areas(db, key="stunting", codes=[measured.code]), measured.code)
    own = [one for one in surveys if not one.is_former_area and one.area_code == measured.code]
    has_run = any(len({one.year for one in run if one.value_pct > 0}) >= FEWEST_POINTS for run in runs(own))
    if kabupaten is None:
        return Facts(has_survey=bool(own), has_series=has_run)
    district = District(db)
    offered = district.periods(kabupaten.code, mode=Mode.PUBLIC)
    now = newest(offered)
    has_routine = now is not None and now in district.periods(area.code, mode=Mode.PUBLIC)
    lists = lokus_queries.lokus_of_area(db, within=kabupaten.code)
    return Facts(
        has_routine=has_routine,
        has_change=has_routine and now is not None and compared_with(offered, now) is not None,
        has_survey=bool(own),
        has_series=has_run or (has_routine and _same_season(offered) >= FEWEST_POINTS),
        lokus_years=tuple(sorted({int(year) for year in lists["lokus_year"]})),
        has_announced=not lokus_queries.announced_lokus(db, within=kabupaten.code).empty,
    )


def _same_season(offered: Sequence[Period]) -> int:
    """In how many years there was a Bulan Timbang of the newest one's month."""
    windows = [one for one in offered if one.kind is PeriodKind.WINDOW]
    return len({one.year for one in windows if one.month == windows[-1].month}) if windows else 0
