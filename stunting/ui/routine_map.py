"""The map of routine figures on a page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stunting import formats
from stunting.charts.map_view import MapView
from stunting.classes import scheme_for, schemes_of
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.map_scope import Scope
from stunting.routine import maps as routine_maps
from stunting.routine import source_line
from stunting.routine.choices import Choice, lokus_at
from stunting.routine.district import Question
from stunting.routine.maps import ARRANGEMENTS, Arrangement
from stunting.routine.periods import Period
from stunting.ui import filters, maps, origin_dialog, parts, routine_data, routine_filters
from stunting.ui import routine_parts as pieces
from stunting.ui.keeping import kept
from stunting.ui.shell import View

# Playing more would send more than a change of the filter may.
MOST_PLAYED = {"kecamatan": 24, "desa": 14}


def arrangement() -> Arrangement:
    """The choice of the reader, drawn where the other rare choices are."""
    return Arrangement(
        filters.listed(
            _("Susunan peta"), "susun", ARRANGEMENTS, default=Arrangement.PAIR.value, width=280, shows_label=True
        )
    )


def scheme_key(indicator: str) -> str:
    """The class scheme for an indicator; one that the link has from another indicator is left."""
    options = schemes_of(indicator)
    first = next(iter(options))
    return filters.listed(_("Kelas warna"), filters.SCHEME, options, default=first, width=280, shows_label=True)


@kept(max_entries=60, hash_funcs={Question: repr})
def map_view(
    release_id: str,
    *,
    within: str,
    level: str,
    period: Period,
    question: Question,
    arrangement: Arrangement,
    scheme: str,
    source: str,
    title: str = "",
) -> MapView:
    """The maps of one view, made once for everybody; in mode publik and internal apart."""
    units = routine_data.areas(release_id, within=within, level=level, period=period, question=question)
    played: list[tuple[Period, pd.DataFrame]] = []
    if arrangement is Arrangement.PLAY:
        same = [one for one in routine_data.periods(release_id, within, mode=question.mode) if one.kind is period.kind]
        shown = tuple(same[-MOST_PLAYED.get(level, 14) :])
        frames = routine_data.areas_in_periods(release_id, shown, within=within, level=level, question=question)
        played = list(zip(shown, frames, strict=True))
    lokus, lokus_label = lokus_of(release_id, within=within, level=level, year=question.selection.lokus_year)
    values = pd.concat([frame["value_pct"] for _ignored, frame in played]) if played else units["value_pct"]
    return routine_maps.view(
        units,
        arrangement=arrangement,
        indicator=question.indicator,
        scheme=scheme_for(scheme, values),
        period=period,
        level=level,
        lokus=lokus,
        lokus_label=lokus_label,
        source=source,
        title=title,
        played=played,
    )


def lokus_of(release_id: str, *, within: str, level: str, year: int = 0) -> tuple[list[str], str]:
    """The desa that are lokus in a year, by default the newest one, and what the legend calls them."""
    if level != "desa" or within == COUNTRY:
        return [], ""
    return lokus_at(routine_data.lokus(release_id, within), year=year)


def routine_page(view: View, scope: Scope, row: DeltaGenerator, *, height: int, around: int) -> None:
    """The map page for routine figures: filters, maps, their table and files."""
    extras: dict[str, str] = {}

    def more(asked: Indicator) -> None:
        extras["susun"] = arrangement().value
        extras["skema"] = scheme_key(asked.key)

    with row:
        choice = routine_filters.chosen(view, page="peta", extra=("susun", filters.SCHEME), more=more)
    whole = routine_data.areas(
        view.release_id,
        within=scope.area.code,
        level=scope.area.level,
        period=choice.period,
        question=choice.question,
    )
    total = next(records(whole))
    drawn = map_view(
        view.release_id,
        within=scope.area.code,
        level=scope.level,
        period=choice.period,
        question=choice.question,
        arrangement=Arrangement(extras["susun"]),
        scheme=extras["skema"],
        source=source_line.source(total, choice),
    )
    title = _(
        "{indicator} menurut {units}, {place}, {period}",
        indicator=choice.indicator.label,
        units=scope.units,
        place=scope.place,
        period=choice.period.label,
    )
    with st.container(key="peta-utama"):
        st.html(f'<h2 class="judul-gambar">{title}{parts.sample_mark(bool(total.is_sample))}</h2>')
        st.html(f'<p class="anak-judul">{_headline(total, choice)}</p>')
        maps.draw(
            view,
            scope,
            drawn,
            height=height,
            around=around,
            key="peta",
            is_sample=bool(total.is_sample),
            on_period=lambda key: filters.apply({filters.PERIOD: f"{choice.period.kind.value}:{key}"}),
        )
        parts.notes(pieces.posyandu_note(choice))
        _files(view, scope, choice, drawn, title=title, is_sample=bool(total.is_sample))
        origin_dialog.button(view, area=scope.area, period=choice.period, question=choice.question, row=total)


def _headline(total: Any, choice: Choice) -> str:
    """The figure of the whole area over its map."""
    if pd.isna(total.value_pct):
        return _("Seluruh wilayah: {state}.", state=total.state.label)
    return _(
        "Seluruh wilayah <b>{value_pct}</b>: {hits_n} dari {base_n} {base}",
        value_pct=formats.percent(total.value_pct),
        hits_n=formats.number(total.hits_n),
        base_n=formats.number(total.base_n),
        base=choice.indicator.base,
    ) + (f"; {choice.selection.words}" if choice.selection.words else "")


def _files(view: View, scope: Scope, choice: Choice, drawn: MapView, *, title: str, is_sample: bool) -> None:
    units = routine_data.areas(
        view.release_id, within=scope.area.code, level=scope.level, period=choice.period, question=choice.question
    )
    stamp = Stamp(
        title=title,
        subtitle=f"{choice.indicator.formula}. {choice.selection.words or _('Semua balita 0–59 bulan')}.",
        source=drawn.source,
        release_id=view.release_id,
        is_sample=is_sample,
        notes=(maps.credit(view.release_id, scope),),
    )
    parts.table_and_files(lambda: routine_maps.table(units, indicator=choice.indicator), stamp, key="peta")
