"""Which map suits an area, and which survey rounds are worth one.

A scope is an area and the level of its units. Surveys end at kabupaten/kota, so the map of a kabupaten first
shows it among its neighbours; its kecamatan and desa are one choice away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from stunting.frames import records
from stunting.geography import COUNTRY, PLURALS, Area, Register
from stunting.languages import _
from stunting.measures import Round

# A round is offered everywhere when this many areas of the country have it, or here when a few have it.
MANY_AREAS, FEW_AREAS = 30, 3


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a map draws: the area whose units are shown, their level, and the one that is outlined."""

    area: Area
    level: str
    selected: str | None = None

    @property
    def place(self) -> str:
        return self.area.official_name

    @property
    def units(self) -> str:
        return PLURALS[self.level]


def unit_options(area: Area) -> dict[str, str]:
    """The levels a map of this area can show, from coarse to fine, with their label."""
    levels = {
        "negara": ("provinsi", "kabupaten"),
        "provinsi": ("kabupaten",),
        "kabupaten": ("kabupaten", "kecamatan", "desa"),
        "kecamatan": ("kecamatan", "desa"),
        "desa": ("desa",),
    }[area.level]
    labels = {
        "provinsi": _("Provinsi"),
        "kabupaten": "Kabupaten/kota",
        "kecamatan": _("Kecamatan"),
        "desa": "Desa/kelurahan",
    }
    return {level: labels[level] for level in levels}


def routine_units(area: Area) -> dict[str, str]:
    """The same for routine figures, which are there for what lies below the kabupaten."""
    units = unit_options(area)
    is_below = area.level in ("kabupaten", "kecamatan", "desa")
    return {level: label for level, label in units.items() if not is_below or level != "kabupaten"}


def default_unit(area: Area) -> str:
    """The level a map opens with: the finest one that surveys reach, else the area's own."""
    options = unit_options(area)
    return "kabupaten" if "kabupaten" in options else next(iter(options))


def scope_of(area: Area, level: str, register: Register) -> Scope:
    """The scope that shows an area by units of one level."""
    if area.level == "negara":
        return Scope(area=area, level=level)
    if area.level == "provinsi":
        return Scope(area=area, level="kabupaten")
    if level == "kabupaten":
        return Scope(area=register.get(area.code[:2]), level=level, selected=area.code[:4])
    inside = area.code[: {"kecamatan": 6, "desa": 10}[level]]
    is_unit = len(inside) == {"kecamatan": 6, "desa": 10}[level]
    return Scope(area=register.get(area.code[:4]), level=level, selected=inside if is_unit else None)


@dataclass(frozen=True, kw_only=True)
class Rounds:
    """The survey rounds a view offers, oldest first, and the one it opens with."""

    offered: tuple[Round, ...]
    default: Round


def rounds_of(country: pd.DataFrame, here: pd.DataFrame, *, within: str, units: int) -> Rounds:
    """Rounds worth a map: known for many areas of the country, or for some in this scope.

    The map opens with the newest round that covers at least half of the scope.

    country, here: `queries.survey_rounds` of the level, in the country and in the scope `within` with its `units`
    """
    local = {Round(survey=r.survey, year=int(r.year)): int(r.area_n) for r in records(here)}
    offered = tuple(
        one
        for one, area_n in ((Round(survey=r.survey, year=int(r.year)), r.area_n) for r in records(country))
        if area_n >= MANY_AREAS or (within != COUNTRY and local.get(one, 0) >= FEW_AREAS)
    )
    full = [one for one in offered if local.get(one, 0) * 2 >= units]
    return Rounds(offered=offered, default=(full or list(offered))[-1])


def round_near(newest: Round, rounds: Rounds, *, scope: Scope, frame_of: Callable[[Round], pd.DataFrame]) -> Round:
    """The round of a small map: the newest figure's own where the neighbours have it, else the map's default.

    frame_of: the rows of the map of a round, `queries.prevalence_by_area`
    """
    if scope.area.level == "negara" or newest not in rounds.offered:
        return rounds.default
    return newest if frame_of(newest)["value_pct"].notna().any() else rounds.default
