"""Maps of slides: the views of the pages, cut to what a hall can read, with the numbers that stand on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from stunting import formats
from stunting.charts.map_view import MapPanel, MapView
from stunting.classes import ClassScheme, scheme_for
from stunting.exports import map_sheet
from stunting.frames import records
from stunting.geography import COUNTRY, LEVEL_DIGITS, PLURALS, Area, Register
from stunting.map_scope import Scope, scope_of
from stunting.measures import Round
from stunting.routine import maps as routine_maps
from stunting.routine.choices import Choice, lokus_at
from stunting.routine.maps import Arrangement
from stunting.slides import words
from stunting.slides.cut_map import cut
from stunting.slides.drawings import MapDrawing
from stunting.slides.sources import Sources

# More areas than these are not all named on a map.
MOST_NAMED, NAMED_OF_MANY = 40, 10


@dataclass(frozen=True, kw_only=True, eq=False)
class RoutineMap:
    """A map of routine figures, the rows it was made from, and the hotspot it leaves out."""

    drawing: MapDrawing
    units: pd.DataFrame
    hotspot: routine_maps.Hotspot | None


def hall_scope(area: Area, level: str, register: Register) -> Scope:
    """The scope of the page; but the desa of a kecamatan that meets are drawn without those of its neighbours.

    A page shows the desa of a kecamatan among all of the kabupaten; in the hall they would be too small to read.
    """
    if level != "desa" or area.level not in ("kecamatan", "desa"):
        return scope_of(area, level, register)
    kecamatan = register.get(area.code[: LEVEL_DIGITS["kecamatan"]])
    return Scope(area=kecamatan, level=level, selected=area.code if area.level == "desa" else None)


def shapes(sources: Sources, scope: Scope) -> bytes:
    """The geometry of a scope; that of a kecamatan is cut out of its kabupaten.

    Raises:
        NoDataError: the release has none.
    """
    code = scope.area.code
    if scope.area.level != "kecamatan":
        return sources.geometry(scope=code, level=scope.level)
    around = code[: LEVEL_DIGITS["kabupaten"]]
    return sources.kept(("cut", code), lambda: cut(sources.geometry(scope=around, level=scope.level), scope=code))


def units_of(sources: Sources, scope: Scope, choice: Choice) -> pd.DataFrame:
    """The rows of `District.areas_in_period` that a scope draws.

    Raises:
        NoDataError: mode publik does not offer this choice of children here.
    """
    # The kecamatan of a kabupaten are asked for together: the figures are the same, and it is one question.
    whole = scope.area.code if scope.area.level != "kecamatan" else scope.area.code[: LEVEL_DIGITS["kabupaten"]]
    units = sources.areas(within=whole, level=scope.level, period=choice.period, question=choice.question)
    if whole == scope.area.code:
        return units
    return units[units["parent_code"] == scope.area.code].reset_index(drop=True)


def routine_map(
    sources: Sources,
    choice: Choice,
    scope: Scope,
    *,
    arrangement: Arrangement,
    scheme: str,
    source: str,
    drillable: tuple[str, ...] = (),
) -> RoutineMap:
    """The map of the pages; one that plays shows the period that was chosen.

    scheme: key of the classes; drillable: codes that open a slide of their own

    Raises:
        NoDataError: mode publik does not offer this choice of children here.
    """
    units, asked = units_of(sources, scope, choice), choice.indicator
    lokus, lokus_label = _lokus(sources, scope, choice)
    view = routine_maps.view(
        units,
        arrangement=Arrangement.SINGLE if arrangement is Arrangement.PLAY else arrangement,
        indicator=asked,
        scheme=scheme_for(scheme, units["value_pct"]),
        period=choice.period,
        level=scope.level,
        lokus=lokus,
        lokus_label=lokus_label,
        source=source,
    )
    has_hotspot = arrangement is Arrangement.TRIPLE and asked.is_higher_worse
    drawing = _drawn(
        sources,
        scope,
        view,
        labels=_routine_labels(view, units, level=scope.level),
        drillable=drillable,
        alt=f"Peta {asked.label.lower()} menurut {scope.units}, {scope.place}, {choice.where_and_when}. "
        f"{_extremes(units, scope)}",
    )
    return RoutineMap(
        drawing=drawing,
        units=units,
        hotspot=routine_maps.hotspot(units, indicator=asked) if has_hotspot else None,
    )


def survey_map(
    sources: Sources, scope: Scope, frames: Mapping[Round, pd.DataFrame], *, scheme: ClassScheme
) -> MapDrawing:
    """One survey round, or two beside each other.

    frames: rows of `queries.prevalence_by_area` by round, the earlier one first
    """
    panels = tuple(
        MapPanel(
            frame=frame.assign(code=frame["area_code"]),
            title=one.label,
            subtitle=map_sheet.coverage(frame, scope.level),
        )
        for one, frame in frames.items()
    )
    newest = list(frames.values())[-1]
    view = MapView(panels=panels, scheme=scheme, units=scope.units, source=map_sheet.source(list(frames)))
    return _drawn(
        sources,
        scope,
        view,
        labels=_survey_labels(newest, first=scope.selected),
        alt=f"Peta prevalensi stunting menurut {scope.units}, {scope.place}, {map_sheet.labels(list(frames))}. "
        f"{_extremes(newest, scope)}",
    )


def counts_map(sources: Sources, scope: Scope, view: MapView, frame: pd.DataFrame) -> MapDrawing:
    """Circles of counts; view: `desa_counts.circles` of a frame of `queries.desa_by_area`."""
    ordered = frame.sort_values("desa_n", ascending=False, kind="stable")
    named = ordered if len(ordered) <= MOST_NAMED else ordered.head(NAMED_OF_MANY)
    return _drawn(
        sources,
        scope,
        view,
        labels={one.area_code: formats.number(one.desa_n) for one in records(named)},
        alt=f"Peta jumlah desa/kelurahan menurut {scope.units}, {scope.place}.",
    )


def _drawn(
    sources: Sources,
    scope: Scope,
    view: MapView,
    *,
    labels: Mapping[str, str],
    alt: str,
    drillable: tuple[str, ...] = (),
) -> MapDrawing:
    credit = sources.credit(scope=scope.area.code, level=scope.level)
    return MapDrawing(
        view=replace(view, selected=scope.selected, credit=credit),
        geometry=shapes(sources, scope),
        labels=labels,
        drillable=drillable,
        credit=credit,
        alt=alt,
    )


def _lokus(sources: Sources, scope: Scope, choice: Choice) -> tuple[list[str], str]:
    """As on the page: the desa of the newest list, or of the one that is asked for."""
    if scope.level != "desa" or scope.area.code == COUNTRY:
        return [], ""
    around = scope.area.code[: LEVEL_DIGITS["kabupaten"]]
    return lokus_at(sources.lokus(around), year=choice.selection.lokus_year)


def _routine_labels(view: MapView, units: pd.DataFrame, *, level: str) -> dict[str, str]:
    """All that is shown; of desa the ten that matter most and the lokus, those that matter most first."""
    rows = view.frame_of(view.panels[0])
    shown = rows[units["value_pct"].notna().to_numpy()]
    if level == "desa":
        is_named = (shown["label"] > 0) | shown["is_lokus"]
        shown = shown[is_named].sort_values("label", ascending=False, kind="stable")
    return {one.code: formats.percent(one.value_pct) for one in records(shown)}


def _survey_labels(frame: pd.DataFrame, *, first: str | None) -> dict[str, str]:
    """The outlined area, then the others from the highest value on; of many areas only the highest."""
    known = frame[frame["value_pct"].notna()]
    ordered = known.assign(_others=known["area_code"] != first).sort_values(
        ["_others", "value_pct"], ascending=[True, False], kind="stable"
    )
    named = ordered if len(ordered) <= MOST_NAMED else ordered.head(NAMED_OF_MANY)
    return {one.area_code: formats.percent(one.value_pct) for one in records(named.drop(columns="_others"))}


def _extremes(frame: pd.DataFrame, scope: Scope) -> str:
    """How many have a figure, the highest and the lowest one: what somebody who cannot see the map has to know."""
    known = frame.loc[frame["value_pct"].notna(), ["area_name", "value_pct"]]
    known = known.sort_values("value_pct", ascending=False, kind="stable")
    counted = f"{formats.number(len(known))} dari {formats.number(len(frame))} {PLURALS[scope.level]} tampil angkanya"
    if known.empty:
        return f"{counted}."
    high, low = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        return f"{counted}: {high['area_name']} {formats.percent(high['value_pct'])}."
    return (
        f"{counted}; tertinggi {high['area_name']} {formats.percent(high['value_pct'])}, terendah "
        f"{low['area_name']} {formats.percent(low['value_pct'])}."
    )


def map_notes(found: RoutineMap, *, level: str) -> tuple[str, ...]:
    """What must be said under a map of routine figures."""
    return words.cautions(words.low_coverage_units(found.units, level=level))
