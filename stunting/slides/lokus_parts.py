"""What the slides of the page Lokus share: the kabupaten, its newest figures, the map of a list, the words around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats, lokus_queries, queries
from stunting.errors import NoDataError
from stunting.exports import map_sheet
from stunting.frames import records
from stunting.geography import Area
from stunting.indicators import Indicator, indicator
from stunting.lokus import register
from stunting.lokus.list_view import list_view
from stunting.lokus.register import LokusList
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import AREA, MODE
from stunting.routine.district import Mode, Question, newest
from stunting.routine.periods import Period
from stunting.routine.rates import no_coverage_short
from stunting.slides.drawings import Drawing, MapDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

PAGE = "lokus"
STUNTING: Indicator = indicator("stunting")
QUESTION = Question(indicator=STUNTING, mode=Mode.PUBLIC)
HIDDEN = "tidak ditampilkan"
PUBLIC = "Mode publik: 1–4 balita disembunyikan"
# More numbers than these would cover the desa of a small kabupaten.
MOST_LABELS = 15


def kabupaten_of(sources: Sources, area: Area) -> Area:
    """The kabupaten whose list it is.

    Raises:
        NoDataError: the area lies above the kabupaten.
    """
    found = sources.register.ancestor(area.code, "kabupaten")
    if found is None:
        raise NoDataError("Daftar lokus disusun di dalam satu kabupaten/kota. Pilih kabupaten/kota pada langkah ini.")
    return found


def lists_of(sources: Sources, kabupaten: Area) -> tuple[LokusList, ...]:
    """The lists that name their desa, by year."""
    return register.lists(lokus_queries.lokus_of_area(sources.db, within=kabupaten.code))


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """The newest routine figures of a kabupaten in mode publik.

    units, whole: its desa, and itself as a row of `District.areas_in_period`
    """

    period: Period
    units: pd.DataFrame
    whole: Any

    @property
    def base(self) -> str:
        """ "18.091 balita diukur dari 19.052 sasaran (95,0%)"."""
        return _base(self.whole)


def _base(row: Any) -> str:
    if pd.isna(row.coverage_pct):
        return f"{formats.number(row.measured_n)} balita diukur, {no_coverage_short(row)}"
    return (
        f"{formats.number(row.covered_n)} balita diukur dari {formats.number(row.target_n)} sasaran "
        f"({formats.percent(row.coverage_pct)})"
    )


def measured_in(sources: Sources, code: str, period: Period) -> str:
    """How many children of a kabupaten were measured in a period, out of how many."""
    rows = sources.district.areas_in_period(within=code, level="kabupaten", period=period, question=QUESTION)
    return _base(next(records(rows)))


def measured(sources: Sources, kabupaten: Area) -> Measured | None:
    """The figures a map of the newest period is made from; None where nobody was measured."""
    period = newest(sources.district.periods(kabupaten.code, mode=Mode.PUBLIC))
    if period is None:
        return None
    units, whole = (
        sources.district.areas_in_period(within=kabupaten.code, level=level, period=period, question=QUESTION)
        for level in ("desa", "kabupaten")
    )
    return Measured(period=period, units=units, whole=next(records(whole)))


def list_map(sources: Sources, kabupaten: Area, found: Measured, *, year: int, codes: Sequence[str]) -> MapDrawing:
    """The desa of a list on the map of the newest figures; the rates of the desa of the list are written beside them.

    Raises:
        NoDataError: the release has no borders for the desa.
    """
    geometry = queries.geometry_payload(sources.db, scope=kabupaten.code, level="desa")
    view = list_view(found.units, found.whole, indicator=STUNTING, period=found.period, year=year, codes=codes)
    known = found.units[found.units["value_pct"].notna() & found.units["area_code"].isin(list(codes))]
    highest = known.sort_values(["value_pct", "area_code"], ascending=[False, True]).head(MOST_LABELS)
    labels = {row.area_code: formats.percent(row.value_pct) for row in records(highest)}
    origin = queries.boundary_origin(sources.db, level="desa", within=kabupaten.code)
    return MapDrawing(
        view=view,
        geometry=geometry,
        labels=labels,
        credit=map_sheet.credit(**origin, level="desa"),
        alt=f"Peta {kabupaten.official_name} menurut desa/kelurahan dengan {len(codes)} desa/kelurahan lokus {year} "
        f"bergaris tebal; {len(known)} di antaranya tampil angkanya pada {found.period.label}.",
    )


def decided_words(one: LokusList) -> str:
    """ "diputuskan 2024, SK 100.3.3.2/12 tanggal 3 Maret 2024", or what of it is not known."""
    decree = f"SK {one.decree}" if one.decree else "nomor SK tidak diketahui"
    if one.decree and one.decree_date:
        decree += f" tanggal {formats.date(one.decree_date)}"
    return f"{f'diputuskan {one.decided_year}' if one.decided_year else 'tahun penetapan tidak diketahui'}, {decree}"


def slide_of(
    step: Step,
    area: Area,
    *,
    figure: KeyFigure | None,
    sentence: str,
    source: str,
    chips: tuple[str, ...],
    data_date: str,
    drawing: Drawing | None,
    footnotes: tuple[str, ...] = (),
    is_sample: bool = False,
    params: Mapping[str, str] | None = None,
) -> Slide:
    """A slide of the page Lokus; its link opens the same view in mode publik."""
    return Slide(
        key=step.key,
        title=step.title,
        figure=figure,
        sentence=sentence,
        source=source,
        chips=chips,
        data_date=data_date,
        drawing=drawing,
        footnotes=footnotes,
        is_sample=is_sample,
        page=PAGE,
        params={AREA: area.code, **step.params, **(params or {}), MODE: Mode.PUBLIC.value},
    )
