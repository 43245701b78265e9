"""Ringkasan of an area with routine figures: one number, its map, who needs most, and sentences to read out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from stunting import formats
from stunting.charts import theme
from stunting.charts.spark import sparkline
from stunting.classes import OFFERED, schemes_of
from stunting.frames import records
from stunting.geography import PLURALS, Area
from stunting.languages import _
from stunting.map_scope import scope_of
from stunting.proportions import RoutineChange, change_frame, change_of_rows
from stunting.routine import district, source_line, story
from stunting.routine.choices import Choice
from stunting.routine.maps import Arrangement
from stunting.routine.periods import Period
from stunting.ui import (
    filters,
    maps,
    origin_dialog,
    parts,
    release_changes,
    routine_data,
    routine_filters,
    routine_map,
    series,
    shell,
)
from stunting.ui import routine_parts as pieces
from stunting.ui.shell import View

# Pixels of the map, and of everything else on the page.
MAP_HEIGHT, AROUND = 560, 208


@st.fragment
def summary(view: View) -> None:
    """Everything on one screen of 1366x768; a change of a filter runs this part alone."""
    with shell.explained():
        with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
            choice = routine_filters.chosen(view, page="ringkasan")
        row = area_row(view, view.area, choice.period, choice)
        before = district.compared_with(
            routine_data.periods(view.release_id, routine_filters.scope_code(view), mode=choice.question.mode),
            choice.period,
        )
        step = change_of(view, row, choice, before)
        is_divided = choice.is_offered_at("kecamatan")
        units = units_of(view, _inside(view), choice.period, choice) if is_divided else None
        left, middle, right = st.columns([9, 10, 6], gap="large")
        with left, st.container(key="kartu"):
            _card(view, row, choice, step, units=units if view.area.child_level else None)
            parts.notes(pieces.posyandu_note(choice))
        if units is None:
            # The figure itself may be shown, what lies inside may not: said in place of the map, with a way out.
            with middle, shell.explained():
                _map(view, choice)
            return
        with middle:
            _map(view, choice)
        with right:
            _lists(view, choice, units, before)
            _lokus(view)
            _sheet(view)


def area_row(view: View, area: Area, period: Period, choice: Choice) -> Any:
    """The chosen area's own row."""
    frame = routine_data.areas(
        view.release_id, within=area.code, level=area.level, period=period, question=choice.question
    )
    return next(records(frame))


def _inside(view: View) -> Area:
    """The area whose parts are listed: of a desa nothing lies inside, it is read among those of its kecamatan."""
    return view.area if view.area.child_level else view.register.get(view.area.parent_code or "")


def units_of(view: View, area: Area, period: Period, choice: Choice) -> pd.DataFrame:
    """The areas inside one that has such."""
    return routine_data.areas(
        view.release_id, within=area.code, level=area.child_level or "desa", period=period, question=choice.question
    )


def change_of(view: View, row: Any, choice: Choice, before: Period | None) -> RoutineChange | None:
    """The change from the period before, None where one of both has no rate that may be shown."""
    if before is None or pd.isna(row.value_pct):
        return None
    earlier = area_row(view, view.area, before, choice)
    return change_of_rows(earlier, row, indicator=choice.indicator, periods=(before, choice.period))


def _card(view: View, row: Any, choice: Choice, step: RoutineChange | None, *, units: pd.DataFrame | None) -> None:
    asked = choice.indicator
    pieces.key_figure(
        row,
        choice,
        label=f"{asked.label}, {view.area.official_name}",
        step=step,
        chip=_chip(row, choice),
        spark=_spark(view, choice),
    )
    survey = _survey(view)
    told = story.sentences(
        view.area.official_name,
        row,
        indicator=asked,
        period=choice.period,
        step=step,
        units=units,
        level=view.area.child_level or "desa",
        survey=survey if view.area.level == "kabupaten" and asked.has_survey else None,
    )
    pieces.read_aloud((*told, *_larger(view, row, choice)))
    release_changes.note(view, choice, row)
    origin_dialog.button(view, area=view.area, period=choice.period, question=choice.question, row=row)


def _larger(view: View, row: Any, choice: Choice) -> tuple[str, ...]:
    """Where an area below the kabupaten has no rate: that of the area it lies in."""
    if pd.notna(row.value_pct) or view.area.level not in ("kecamatan", "desa"):
        return ()
    parent = view.register.get(view.area.parent_code or "")
    around = area_row(view, parent, choice.period, choice)
    told = story.around_sentence(parent.official_name, around, indicator=choice.indicator)
    return (told,) if told else ()


def _chip(row: Any, choice: Choice) -> str:
    """The class of the figure, for indicators with classes of their own."""
    offered = OFFERED[choice.indicator.key]
    if pd.isna(row.value_pct) or not offered:
        return ""
    scheme = offered[0]
    number = int(scheme.classify([row.value_pct])[0])
    colour = theme.class_colours(len(scheme))[number]
    style = f"background:{colour};color:{theme.text_on(colour)}"
    return f'<span class="angka-kelas" style="{style}">{scheme.names[number]}</span>'


def _spark(view: View, choice: Choice) -> str:
    frame = routine_data.over_time(
        view.release_id,
        code=view.area.code,
        level=view.area.level,
        kind=choice.period.kind,
        question=choice.question,
    )
    # Up to the period that is read: the mark at its end is the large figure.
    frame = frame[np.array([one.end <= choice.period.end for one in frame["period"]], dtype=bool)]
    if frame["value_pct"].notna().sum() < 2:
        return ""
    shown = frame[frame["value_pct"].notna()]
    first, last = shown.iloc[0], shown.iloc[-1]
    label = _(
        "{indicator} {area} menurut {kind}, dari {first} ({first2}) sampai {last} ({last2})",
        indicator=choice.indicator.short,
        area=view.area.official_name,
        kind=choice.period.kind.label,
        first=formats.percent(first["value_pct"]),
        first2=first["period"].label,
        last=formats.percent(last["value_pct"]),
        last2=last["period"].label,
    )
    svg = sparkline(
        frame["value_pct"].tolist(), frame["ci_low_pct"].tolist(), frame["ci_high_pct"].tolist(), label=label
    )
    years = f"<small>{first['period'].year}–{last['period'].year}</small>"
    return f'<span class="angka-spark">{pieces.picture(svg, alt=label)}{years}</span>'


def _survey(view: View) -> Any:
    kabkota = view.kabkota
    return max(series.of(view, kabkota.code), key=lambda e: e.year, default=None) if kabkota else None


def _map(view: View, choice: Choice) -> None:
    level = "desa" if view.area.level == "desa" else "kecamatan"
    scope = scope_of(view.area, level, view.register)
    key = next(iter(schemes_of(choice.indicator.key)))
    whole = next(
        records(
            routine_data.areas(
                view.release_id,
                within=scope.area.code,
                level=scope.area.level,
                period=choice.period,
                question=choice.question,
            )
        )
    )
    drawn = routine_map.map_view(
        view.release_id,
        within=scope.area.code,
        level=level,
        period=choice.period,
        question=choice.question,
        arrangement=Arrangement.SINGLE,
        scheme=key,
        source=source_line.source(whole, choice),
        title=_(
            "{indicator} menurut {plurals}, {place}",
            indicator=choice.indicator.label,
            plurals=PLURALS[level],
            place=scope.place,
        ),
    )
    maps.draw(
        view,
        scope,
        drawn,
        height=MAP_HEIGHT,
        around=AROUND,
        key="peta-ringkasan",
        is_sample=bool(whole.is_sample is True),
    )


def _lists(view: View, choice: Choice, units: pd.DataFrame, before: Period | None) -> None:
    asked, inside = choice.indicator, _inside(view)
    place = "" if inside is view.area else f", {inside.official_name}"
    words = _("Anak terbanyak") if asked.is_higher_worse else _("Terbanyak belum dijangkau")
    pieces.ranked(
        f"{words}{place}",
        story.most_children(units, indicator=asked),
        empty=_("Tidak ada angka yang tampil."),
        key="butuh",
    )
    if before is None:
        return
    changes = change_frame(units_of(view, inside, before, choice), units, indicator=asked)
    improved = story.most_improved(changes, units, indicator=asked)
    tested = int((changes["verdict"] != "").sum())
    pieces.ranked(
        story.improved_title(changes, indicator=asked) + place,
        improved,
        empty=_("Tidak ada yang membaik dan dapat diuji."),
        key="membaik",
        note=_(
            "Sejak {before}, dari {tested} {plurals} yang dapat diuji. “Setara”: interval perubahannya memuat nol.",
            before=before.label,
            tested=formats.number(tested),
            plurals=PLURALS[inside.child_level or "desa"],
        ),
    )


def _lokus(view: View) -> None:
    """The way to the newest list of priority villages of a kabupaten that has one."""
    if view.area.level != "kabupaten":
        return
    listed = routine_data.lokus(view.release_id, view.area.code)["lokus_year"]
    if listed.empty:
        return
    newest = int(listed.max())
    st.page_link(
        "pages/lokus.py",
        label=_(
            "Lokus {newest}: {sum} desa/kelurahan", newest=newest, sum=formats.number(int((listed == newest).sum()))
        ),
        icon=":material/location_on:",
        query_params=filters.carried(),
    )


def _sheet(view: View) -> None:
    """The way to the sheet of a desa."""
    if view.area.level == "desa":
        st.page_link(
            "pages/layanan.py",
            label=_("Lembar desa (satu halaman A4)"),
            icon=":material/print:",
            query_params={**filters.carried(), filters.TAB: _("Lembar desa")},
        )
