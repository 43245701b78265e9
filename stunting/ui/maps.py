"""Maps on a page: which scope suits an area, and the view that is sent to the browser.

A scope is an area and the level of its units. Surveys end at kabupaten/kota, so the map of a kabupaten first
shows it among its neighbours; its kecamatan and desa are one choice away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.charts.choropleth import MapPanel, MapView, map_payload
from stunting.charts.theme import WATERMARK
from stunting.classes import ClassScheme, class_scheme
from stunting.exports import map_sheet
from stunting.frames import column_of, records
from stunting.geography import COUNTRY, PLURALS, Area, Register
from stunting.measures import Round
from stunting.ui import data, filters
from stunting.ui.map_component import choropleth
from stunting.ui.shell import View

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
        "provinsi": "Provinsi",
        "kabupaten": "Kabupaten/kota",
        "kecamatan": "Kecamatan",
        "desa": "Desa/kelurahan",
    }
    return {level: labels[level] for level in levels}


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


def rounds_for(view: View, scope: Scope) -> Rounds:
    """Rounds worth a map: known for many areas of the country, or for some in this scope.

    The map opens with the newest round that covers at least half of the scope.

    Raises:
        NoDataError: surveys do not reach this level.
    """
    return _rounds(view.release_id, scope.level, scope.area.code)


@st.cache_resource(max_entries=600, show_spinner=False)
def _rounds(release_id: str, level: str, within: str) -> Rounds:
    country = data.survey_rounds(release_id, level=level, within=COUNTRY)
    here = data.survey_rounds(release_id, level=level, within=within)
    local = {Round(survey=r.survey, year=int(r.year)): int(r.area_n) for r in records(here)}
    offered = tuple(
        one
        for one, area_n in ((Round(survey=r.survey, year=int(r.year)), r.area_n) for r in records(country))
        if area_n >= MANY_AREAS or (within != COUNTRY and local.get(one, 0) >= FEW_AREAS)
    )
    units = len(data.geometry(release_id, scope=within, level=level).order.all)
    full = [one for one in offered if local.get(one, 0) * 2 >= units]
    return Rounds(offered=offered, default=(full or list(offered))[-1])


def prevalence_frame(release_id: str, scope: Scope, one: Round) -> pd.DataFrame:
    """The rows of one map: the query's columns, and the lines of each tooltip."""
    return _annotated(release_id, scope.level, scope.area.code, one.survey, one.year)


# Shared between sessions as it is: nobody writes into it, and unpacking a copy at every rerun costs 4 ms.
@st.cache_resource(max_entries=300, show_spinner=False)
def _annotated(release_id: str, level: str, within: str, survey: str, year: int) -> pd.DataFrame:
    frame = data.prevalence_by_area(release_id, survey=survey, year=year, level=level, within=within)
    one = Round(survey=survey, year=year)
    return frame.assign(
        code=frame["area_code"],
        notes=column_of(frame, [_notes(row, one) for row in records(frame)]),
    )


def _notes(row: Any, one: Round) -> tuple[str, ...]:
    if pd.isna(row.value_pct):
        if pd.notna(row.former_value_pct):
            former = f"{row.former_name}: {formats.percent(row.former_value_pct)}"
            return (f"{one.label} hanya ada untuk wilayah lama", f"{former} (sebelum pemekaran)")
        return (f"{one.label}: {formats.MISSING}",)
    size = f"n = {formats.number(row.n)}" if pd.notna(row.n) else "n tidak dipublikasikan"
    status = "dua sumber sepakat" if row.is_verified else "satu sumber"
    span = formats.interval(row.ci_low_pct, row.ci_high_pct)
    return (f"{one.label} · {status}", f"{span}; {size}")


def credit(release_id: str, scope: Scope) -> str:
    """Where the borders of a map come from."""
    origin = data.boundary_origin(release_id, level=scope.level, within=scope.area.code)
    return map_sheet.credit(**origin, level=scope.level)


def draw_survey(
    view: View,
    scope: Scope,
    rounds: Sequence[Round],
    *,
    scheme: ClassScheme,
    height: int,
    key: str,
    around: int | None = None,
    title: str = "",
) -> None:
    """Mount the prevalence map of one or two survey rounds; `title` only where the page has no heading for it."""
    keys = tuple((one.survey, one.year) for one in rounds)
    payload = _survey_payload(view.release_id, scope.level, scope.area.code, keys, scheme.key, title)
    _mount(view, scope, payload, height=height, key=key, around=around)


@st.cache_resource(max_entries=300, show_spinner=False)
def _survey_payload(
    release_id: str, level: str, within: str, keys: tuple[tuple[str, int], ...], scheme: str, title: str
) -> dict[str, Any]:
    scope = Scope(area=data.register(release_id).get(within), level=level)
    rounds = [Round(survey=survey, year=year) for survey, year in keys]
    frames = [prevalence_frame(release_id, scope, one) for one in rounds]
    panels = tuple(
        MapPanel(
            frame=frame,
            title=one.label if len(rounds) > 1 else title,
            subtitle="" if title else map_sheet.coverage(frame, level),
        )
        for one, frame in zip(rounds, frames, strict=True)
    )
    return _payload(
        release_id, scope, MapView(panels=panels, scheme=class_scheme(scheme), source=map_sheet.source(rounds))
    )


def draw(
    view: View,
    scope: Scope,
    drawn: MapView,
    *,
    height: int,
    key: str,
    around: int | None = None,
    is_sample: bool = False,
    on_period: Callable[[str], None] | None = None,
) -> None:
    """Mount any other map; credit, watermark and what can be clicked are filled in here.

    on_period: told the key of the period that the reader chose on a map that plays
    """
    payload = _payload(view.release_id, scope, drawn, is_sample=is_sample)
    _mount(view, scope, payload, height=height, key=key, around=around, on_period=on_period)


def _payload(release_id: str, scope: Scope, drawn: MapView, *, is_sample: bool = False) -> dict[str, Any]:
    """What the browser needs for a map, before anything depends on the reader."""
    is_sample = is_sample or data.meta(release_id).get("is_sample") == "true"
    whole = replace(
        drawn,
        source=drawn.source.removeprefix("Sumber: "),
        credit=credit(release_id, scope),
        watermark=WATERMARK if is_sample else "",
        drillable=True,
    )
    return map_payload(whole, geometry=data.geometry(release_id, scope=scope.area.code, level=scope.level).order)


def _mount(
    view: View,
    scope: Scope,
    payload: dict[str, Any],
    *,
    height: int,
    key: str,
    around: int | None,
    on_period: Callable[[str], None] | None = None,
) -> None:
    """Show a map and follow what the reader does on it."""
    geometry = data.geometry(view.release_id, scope=scope.area.code, level=scope.level)
    event = choropleth(
        {
            **payload,
            "selected": scope.selected if scope.selected in geometry.order.all else None,
            "has_back": view.area.code != COUNTRY,
        },
        geometry_url=geometry.url,
        script_url=data.map_script_url(),
        key=key,
        height=height,
        around=around,
    )
    if event is not None and event.kind == "period":
        if on_period is not None:
            on_period(event.code)
            st.rerun()
    elif event is not None:
        _follow(view, scope, event.code if event.kind == "drill" else None)


def _follow(view: View, scope: Scope, code: str | None) -> None:
    """A click opens an area: the next level below when it is outlined already, else the area itself."""
    if code is None:
        filters.go_to_area(view.area.parent_code or COUNTRY)
    elif code == scope.selected and scope.level == "kabupaten":
        filters.apply({filters.AREA: code, filters.UNIT: "kecamatan"})
    elif code == scope.selected and scope.level == "kecamatan":
        filters.apply({filters.AREA: code, filters.UNIT: "desa"})
    else:
        filters.go_to_area(code)
    st.rerun()
