"""Maps on a page: the view that is sent to the browser, and what a click on it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.charts.choropleth import MapPanel, MapView, map_payload
from stunting.charts.theme import WATERMARK
from stunting.classes import ClassScheme, class_scheme
from stunting.exports import map_sheet
from stunting.frames import column_of, records
from stunting.geography import COUNTRY
from stunting.languages import _
from stunting.map_scope import Rounds, Scope, rounds_of
from stunting.measures import Round
from stunting.ui import caches, data, filters
from stunting.ui.map_component import choropleth
from stunting.ui.shell import View


def rounds_for(view: View, scope: Scope) -> Rounds:
    """Rounds worth a map: known for many areas of the country, or for some in this scope.

    The map opens with the newest round that covers at least half of the scope.

    Raises:
        NoDataError: surveys do not reach this level.
    """
    return _rounds(view.release_id, scope.level, scope.area.code)


@caches.shared(max_entries=150, is_wordless=True)
def _rounds(release_id: str, level: str, within: str) -> Rounds:
    return rounds_of(
        data.survey_rounds(release_id, level=level, within=COUNTRY),
        data.survey_rounds(release_id, level=level, within=within),
        within=within,
        units=len(data.geometry(release_id, scope=within, level=level).order.all),
    )


def prevalence_frame(release_id: str, scope: Scope, one: Round) -> pd.DataFrame:
    """The rows of one map: the query's columns, and the lines of each tooltip."""
    return _annotated(release_id, scope.level, scope.area.code, one.survey, one.year)


# Shared between sessions as it is: nobody writes into it, and unpacking a copy at every rerun costs 4 ms.
@caches.shared(max_entries=60)
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
            return (
                _("{one} hanya ada untuk wilayah lama", one=one.label),
                _("{former} (sebelum pemekaran)", former=former),
            )
        return (f"{one.label}: {formats.missing()}",)
    size = f"n = {formats.number(row.n)}" if pd.notna(row.n) else _("n tidak dipublikasikan")
    status = _("dua sumber sepakat") if row.is_verified else _("satu sumber")
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


@caches.shared(max_entries=60)
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
        source=drawn.source.removeprefix(_("Sumber: {source}", source="")),
        credit=credit(release_id, scope),
        watermark=_(WATERMARK) if is_sample else "",
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
