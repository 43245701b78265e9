"""The texts around every number of a slide: figure, chips, source line, data date, cautions.

All makers of slides take them from here, so that one area has one wording in the whole deck.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.exports import map_sheet
from stunting.geography import PLURALS, Area
from stunting.indicators import Indicator
from stunting.measures import Estimate
from stunting.routine.choices import Choice
from stunting.routine.rates import LOW_COVERAGE_PCT, SMALLEST_N, no_coverage_short
from stunting.routine.story import CAUTION_COVERAGE
from stunting.slides.publishers import short_name
from stunting.slides.slide import KeyFigure

NOT_SHOWN = "tidak ditampilkan"
HIDDEN = "disembunyikan untuk melindungi data anak"
SMALL = f"kurang dari {SMALLEST_N} balita diukur"
IS_PUBLIC = "mode publik: sebagian angka disembunyikan"
MARKS = re.compile(r"\*\*(.+?)\*\*")


def plain(sentence: str) -> str:
    """A sentence of `story` or `narrative` without its bold marks."""
    return MARKS.sub(r"\1", sentence)


def read_out(*sentences: str) -> str:
    """Sentences as they are read out, those that say nothing left out."""
    return " ".join(plain(one) for one in sentences if one)


def whose(place: str, choice: Choice) -> str:
    """The area, and which of its children count where that is not all of them."""
    return f"{place} ({choice.selection.words})" if choice.selection.words else place


def routine_figure(row: Any, choice: Choice, *, place: str) -> KeyFigure:
    """The rate of one area with its children and coverage, or why there is none.

    row: of `District.areas_in_period` in mode publik; place: name of the area, without its children
    """
    asked = choice.indicator
    label = f"{asked.label} (e-PPGBM), {whose(place, choice)}"
    if row.state is AreaState.SUPPRESSED:
        return KeyFigure(text=NOT_SHOWN, label=label, detail=HIDDEN)
    if row.state is AreaState.NO_DATA:
        return KeyFigure(text=formats.missing(), label=label, detail=f"tidak ada {asked.base} yang tercatat")
    if row.state is AreaState.SMALL_N:
        few = SMALL if asked.base == "balita diukur" else f"kurang dari {SMALLEST_N} {asked.base}"
        return KeyFigure(text=NOT_SHOWN, label=label, detail=f"{few} ({formats.number(row.base_n)})")
    return KeyFigure(
        text=formats.percent(row.value_pct), label=label, detail=routine_base(row, asked), value=float(row.value_pct)
    )


def routine_base(row: Any, asked: Indicator) -> str:
    """ "8.520 dari 60.012 balita diukur; cakupan 86,1%"; of a coverage its two counts say all."""
    counted = f"{formats.number(row.hits_n)} dari {formats.number(row.base_n)} {asked.base}"
    return counted if asked.key == "cakupan" else f"{counted}; {coverage(row)}"


def coverage(row: Any) -> str:
    """ "cakupan 86,1%", or why it is not told."""
    return f"cakupan {formats.percent(row.coverage_pct)}" if pd.notna(row.coverage_pct) else no_coverage_short(row)


def survey_figure(estimate: Estimate, *, place: str) -> KeyFigure:
    """The published figure of one area with its interval and n, or that these were not published."""
    return KeyFigure(
        text=formats.percent(estimate.value_pct),
        label=f"Prevalensi stunting ({estimate.round_label}), {place}",
        detail=survey_base(estimate),
        value=estimate.value_pct,
    )


def survey_base(estimate: Estimate) -> str:
    """Interval and n of a published figure, also that they were not published."""
    if not estimate.has_interval and estimate.n is None:
        return "interval dan n tidak dipublikasikan"
    written = formats.interval(estimate.ci_low_pct, estimate.ci_high_pct)
    return f"{f'interval 95% {written}' if estimate.has_interval else written}; {_size(estimate)}"


def survey_source(estimate: Estimate) -> str:
    """The source line of one published figure, with its n."""
    return f"{map_sheet.source([estimate.round]).removesuffix('.')}; {_size(estimate)}."


def survey_notes(estimate: Estimate) -> tuple[str, ...]:
    """That a figure was found in one place only, with who published it."""
    if estimate.is_verified:
        return ()
    name = short_name(estimate.source)
    return (f"Angka {estimate.round_label} ini baru ditemukan di satu sumber{f': {name}' if name else ''}.",)


def routine_chips(choice: Choice, *, area: Area, unit: str = "", hides: bool = False) -> tuple[str, ...]:
    """Place, period, and what is not as usual.

    unit:  level of the units that are drawn or listed, "" for none
    hides: mode publik hides some of the figures of the slide
    """
    asked = choice.indicator
    chosen = choice.question.target_kind
    parts = (
        area.official_name,
        sentence_case(choice.period.label),
        asked.label if asked.key != "stunting" else "",
        *choice.selection.words.split("; "),
        f"sasaran {chosen}" if chosen else "",
        per_unit(unit),
        IS_PUBLIC if hides else "",
    )
    return tuple(part for part in parts if part)


def survey_chips(*rounds: str, area: Area, unit: str = "") -> tuple[str, ...]:
    """Place, survey rounds and unit."""
    return tuple(part for part in (area.official_name, *rounds, per_unit(unit)) if part)


def per_unit(unit: str) -> str:
    """ "per kecamatan", "" without a unit."""
    return f"per {PLURALS.get(unit, unit)}" if unit else ""


def data_date(choice: Choice) -> str:
    """ "Bulan Timbang Agustus 2026"."""
    return sentence_case(choice.period.label)


def has_hidden(frame: pd.DataFrame) -> bool:
    """Whether mode publik hides a figure of these rows, or its coverage."""
    names = [name for name in ("is_suppressed", "is_n_suppressed", "is_coverage_suppressed") if name in frame]
    return bool(frame[names].to_numpy(dtype=bool).any())


def low_coverage(row: Any, choice: Choice) -> tuple[str, ...]:
    """The caution of a rate that does not speak for all children; a coverage speaks for itself."""
    is_low = choice.indicator.is_higher_worse and pd.notna(row.coverage_pct) and row.coverage_pct < LOW_COVERAGE_PCT
    return (CAUTION_COVERAGE,) if is_low and pd.notna(row.value_pct) else ()


def low_coverage_units(units: pd.DataFrame, *, level: str) -> tuple[str, ...]:
    """How many of the areas of a drawing have a low coverage."""
    low = int(units["state"].isin([AreaState.LOW_COVERAGE]).sum())
    if not low:
        return ()
    return (
        f"Cakupan di bawah {LOW_COVERAGE_PCT:.0f}% di {formats.number(low)} dari {formats.number(len(units))} "
        f"{PLURALS.get(level, level)}: angkanya belum mewakili seluruh balita.",
    )


def cautions(*groups: Sequence[str]) -> tuple[str, ...]:
    """All cautions in order, each once."""
    return tuple(dict.fromkeys(one for group in groups for one in group if one))


def sentence_case(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def _size(estimate: Estimate) -> str:
    return "n tidak dipublikasikan" if estimate.n is None else f"n {formats.number(estimate.n)}"
