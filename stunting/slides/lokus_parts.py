"""What the slides of the page Lokus share: the kabupaten, its newest figures, the map of a list, the words around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from stunting import formats
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import Area
from stunting.indicators import Indicator, indicator
from stunting.languages import _
from stunting.lokus import register
from stunting.lokus.list_view import list_view
from stunting.lokus.register import LokusList
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode, Question, newest
from stunting.routine.periods import Period
from stunting.routine.rates import no_coverage_short
from stunting.slides.drawings import Drawing, MapDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

STUNTING: Indicator = indicator("stunting")
QUESTION = Question(indicator=STUNTING, mode=Mode.PUBLIC)


def kabupaten_of(sources: Sources, area: Area) -> Area:
    """The kabupaten whose list it is.

    Raises:
        NoDataError: the area lies above the kabupaten.
    """
    found = sources.kabupaten_of(area)
    if found is None:
        raise NoDataError(
            _("Daftar lokus disusun di dalam satu kabupaten/kota. Pilih kabupaten/kota pada langkah ini.")
        )
    return found


def lists_of(sources: Sources, kabupaten: Area) -> tuple[LokusList, ...]:
    """The lists that name their desa, by year."""
    return register.lists(sources.lokus(kabupaten.code))


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
    return _base(sources.area_row(sources.register.get(code), period=period, question=QUESTION))


def measured(sources: Sources, kabupaten: Area) -> Measured | None:
    """The figures a map of the newest period is made from; None where nobody was measured."""
    period = newest(sources.periods(kabupaten.code))
    if period is None:
        return None
    return Measured(
        period=period,
        units=sources.areas(within=kabupaten.code, level="desa", period=period, question=QUESTION),
        whole=sources.area_row(kabupaten, period=period, question=QUESTION),
    )


def list_map(sources: Sources, kabupaten: Area, found: Measured, *, year: int, codes: Sequence[str]) -> MapDrawing:
    """The desa of a list on the map of the newest figures; the rates of the desa of the list are written beside them.

    Raises:
        NoDataError: the release has no borders for the desa.
    """
    geometry = sources.geometry(scope=kabupaten.code, level="desa")
    credit = sources.credit(scope=kabupaten.code, level="desa")
    view = list_view(found.units, found.whole, indicator=STUNTING, period=found.period, year=year, codes=codes)
    known = found.units[found.units["value_pct"].notna() & found.units["area_code"].isin(list(codes))]
    highest = known.sort_values(["value_pct", "area_code"], ascending=[False, True])
    return MapDrawing(
        view=replace(view, credit=credit),
        geometry=geometry,
        labels={row.area_code: formats.percent(row.value_pct) for row in records(highest)},
        credit=credit,
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
    *,
    figure: KeyFigure,
    sentence: str,
    source: str,
    chips: tuple[str, ...],
    data_date: str,
    drawing: Drawing | None,
    footnotes: tuple[str, ...] = (),
    is_sample: bool = False,
    params: Mapping[str, str] | None = None,
) -> Slide:
    """A slide of the page Lokus; params: what the step did not say and the slide shows."""
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
        params=params or {},
    )
