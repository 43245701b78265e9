"""What lists reach: the share of the stunted children in their desa, beside the best list and chance."""

from __future__ import annotations

import math

from stunting import formats
from stunting.geography import Area
from stunting.lokus.comparison import compare_lists
from stunting.lokus.comparison_words import BEST_NOTE, RANDOM_NOTE, reach_cautions, reach_sentences, reach_source
from stunting.lokus.reach import Reach
from stunting.rembuk.agenda import Step
from stunting.slides import lokus_parts as parts
from stunting.slides import words
from stunting.slides.drawings import Bar, BarsDrawing
from stunting.slides.lokus_lists import asked_lists, chips_of
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources


def reach(sources: Sources, step: Step, area: Area) -> Slide:
    """One list beside the best and the random list of its length; several lists under each other.

    Raises:
        NoDataError: none of the kabupaten has a list.
        UnknownAreaError: there is no such kabupaten.
    """
    asked = asked_lists(sources, step, area)
    found = compare_lists(sources.district, lists=asked.lists, question=parts.QUESTION)
    first = found[0]
    bars = _one_list(first) if len(found) == 1 else tuple(_bar(one, is_marked=one is first) for one in found)
    periods = [one.period for one in found if one.period is not None and one.whole.base_n]
    return parts.slide_of(
        step,
        figure=_figure(first),
        sentence=_sentence(first),
        source=reach_source(found),
        chips=chips_of(first.kabupaten_name, asked, periods=periods, hides=any(one.hidden_desa_n for one in found)),
        data_date="; ".join(dict.fromkeys(one.label for one in periods)) or f"Lokus {first.lokus_year}",
        drawing=None
        if not bars
        else BarsDrawing(
            bars=bars,
            alt=f"Bagian {parts.STUNTING.counted} yang dijangkau daftar lokus: "
            + "; ".join(f"{bar.name} {bar.text}" for bar in bars)
            + ".",
        ),
        footnotes=(
            *(note for one in found for note in _cautions(one, is_alone=len(found) == 1)),
            *(f"{one.kabupaten_name}, lokus {one.lokus_year}: {one.problem}" for one in found[1:] if one.problem),
            *asked.left_out,
            *([RANDOM_NOTE] if bars else []),
            *([BEST_NOTE] if any(one.best_n is not None for one in found) else []),
        ),
        is_sample=any(one.is_sample for one in found),
        params=asked.params,
    )


def _figure(one: Reach) -> KeyFigure:
    label = (
        f"{parts.STUNTING.counted.capitalize()} di {formats.number(one.size)} desa lokus {one.lokus_year}, "
        f"{one.kabupaten_name}"
    )
    if math.isnan(one.reached_pct):
        return KeyFigure(text=_nothing(one), label=label, detail=one.problem or one.lokus.state.label)
    period = f", {one.period.label}" if one.period else ""
    return KeyFigure(
        text=formats.percent(one.reached_pct),
        label=label,
        detail=f"{formats.number(one.lokus.hits_n)} dari {formats.number(one.whole.hits_n)} {parts.STUNTING.counted} "
        f"yang tercatat{period}",
        value=one.reached_pct,
    )


def _sentence(one: Reach) -> str:
    """What the list reaches, and the two it is held against."""
    if one.problem or math.isnan(one.reached_pct) or one.period is None:
        return reach_sentences(one, indicator=parts.STUNTING)[0]
    counts = f"{formats.number(one.lokus.hits_n)} dari {formats.number(one.whole.hits_n)}"
    told = (
        f"{formats.number(one.size)} desa lokus {one.lokus_year} menjangkau {formats.percent(one.reached_pct)} "
        f"{parts.STUNTING.counted} yang tercatat ({counts}, {one.period.label})."
    )
    if one.best_n is None:
        return f"{told} Daftar acak sepanjang itu menjangkau rata-rata {formats.percent(one.random_pct)}."
    least = "sedikitnya " if one.is_best_at_least else ""
    return (
        f"{told} Daftar terbaik sepanjang itu menjangkau {least}{formats.percent(one.best_pct)}, daftar acak rata-rata "
        f"{formats.percent(one.random_pct)}."
    )


def _cautions(one: Reach, *, is_alone: bool) -> list[str]:
    said = reach_cautions(one, indicator=parts.STUNTING)
    return list(said) if is_alone else [f"{one.kabupaten_name}: {note}" for note in said]


def _one_list(one: Reach) -> tuple[Bar, ...]:
    """The list between the one that nobody could better and chance; nothing where its desa are not named."""
    if one.problem:
        return ()
    bars = [_bar(one, is_marked=True, name=f"Daftar lokus {one.lokus_year}")]
    if one.best_n is not None:
        least = "sedikitnya " if one.is_best_at_least else ""
        bars.append(Bar(name="Daftar terbaik", value=one.best_pct, text=f"{least}{formats.percent(one.best_pct)}"))
    bars.append(Bar(name="Daftar acak", value=one.random_pct, text=formats.percent(one.random_pct), note="rata-rata"))
    return tuple(bars)


def _bar(one: Reach, *, is_marked: bool, name: str = "") -> Bar:
    """One list; without a name of its own among others, with its yardsticks behind it."""
    is_known = not math.isnan(one.reached_pct)
    return Bar(
        name=name or f"{one.kabupaten_name}, {one.lokus_year}",
        value=one.reached_pct if is_known else None,
        text=formats.percent(one.reached_pct) if is_known else _nothing(one),
        note="" if name else _beside(one),
        is_marked=is_marked,
        is_low_coverage=one.lokus.is_low,
        code=one.kabupaten_code,
    )


def _nothing(one: Reach) -> str:
    return formats.missing() if one.problem else words.NOT_SHOWN


def _beside(one: Reach) -> str:
    """The yardsticks of one list, short enough for the end of a row."""
    said = [f"acak {formats.percent(one.random_pct)}"] if not math.isnan(one.random_pct) else []
    if one.best_n is not None:
        least = "≥ " if one.is_best_at_least else ""
        said.append(f"terbaik {least}{formats.percent(one.best_pct)}")
    return "; ".join(said)
