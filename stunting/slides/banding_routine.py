"""The kecamatan or desa of an area in the order of their rate, and how sure that order is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from stunting import formats
from stunting.charts.rank_words import Area as Row
from stunting.charts.rank_words import areas_of
from stunting.errors import NoDataError
from stunting.geography import PLURALS, Area
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.rembuk.agenda import Step
from stunting.routine.choices import Choice, lokus_at
from stunting.routine.ranking import CAUTION, STEADIED_NOTE, ranked, scope_of
from stunting.routine.source_line import source
from stunting.slides import asked, words
from stunting.slides.drawings import Bar, BarsDrawing, Level
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

# What the last row of a hall can still read.
MOST_BARS, MOST_NAMES = 14, 5


def ranking(sources: Sources, step: Step, area: Area) -> Slide:
    """The units that need support most, with their intervals and the ranks they may have.

    Raises:
        NoDataError: the area lies above the kabupaten, or none of its units has a rate that may be shown.
    """
    if sources.kabupaten_of(area) is None:
        raise NoDataError(
            _(
                "Peringkat kecamatan dan desa/kelurahan dibuat di dalam satu kabupaten/kota. "
                "Pilih kabupaten/kota, atau tampilan peringkat di provinsi."
            )
        )
    choice = asked.routine_choice(sources, step, area)
    place, levels = scope_of(area, sources.register)
    first = next(iter(levels))
    level = asked.chosen(step, "satuan", levels, default=first) if len(levels) > 1 else first
    is_steadied = step.params.get("stabil") == "ya"
    units = sources.areas(within=place.code, level=level, period=choice.period, question=choice.question)
    whole = sources.area_row(place, period=choice.period, question=choice.question)
    frame = ranked(units, indicator=choice.indicator, is_stabilised=is_steadied)
    lokus = lokus_at(sources.lokus(place.code[:4]))[0] if level == "desa" else []
    rows = areas_of(frame.assign(is_lokus=frame["area_code"].isin(lokus)), choice.indicator)
    drawable = _ordered(rows, choice.indicator, is_steadied=is_steadied)
    if not drawable:
        raise NoDataError(
            _(
                "Belum ada {plurals} di {place} yang angkanya dapat ditampilkan pada {period}. "
                "Pilih periode atau indikator lain.",
                plurals=PLURALS[level],
                place=place.official_name,
                period=choice.period.label,
            )
        )
    shown = _shown(drawable, area.code)
    bars = tuple(_bar(one, is_steadied=is_steadied, is_marked=one.code == area.code) for one in shown)
    others = len(drawable) - len(shown)
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.routine_figure(whole, choice, place=place.official_name),
        sentence=_sentence(drawable, choice, level=level, is_steadied=is_steadied),
        source=source(whole, choice),
        chips=(
            *words.routine_chips(choice, area=place, unit=level, hides=words.has_hidden(units)),
            *(["angka distabilkan"] if is_steadied else []),
        ),
        data_date=words.data_date(choice),
        drawing=BarsDrawing(
            bars=bars,
            levels=() if math.isnan(whole.value_pct) else (_level(place.name, float(whole.value_pct)),),
            rest=f"… dan {formats.number(others)} {PLURALS[level]} lain" if others else "",
            alt=f"Peringkat {choice.indicator.label.lower()} menurut {PLURALS[level]}, {place.official_name}, "
            f"{choice.period.label}: " + "; ".join(f"{one.name} {one.text} ({one.note})" for one in bars) + ".",
        ),
        footnotes=words.cautions(
            (CAUTION,),
            (STEADIED_NOTE,) if is_steadied else (),
            words.low_coverage(whole, choice),
            words.low_coverage_units(units, level=level),
            _left_out([one for one in rows if not one.is_drawable], level),
        ),
        is_sample=bool(whole.is_sample) or sources.is_sample,
        params={"satuan": level} if len(levels) > 1 else {},
    )


def _level(name: str, value: float) -> Level:
    return Level(label=f"{name} {formats.percent(value)}", value=value)


def _rate(one: Row, *, is_steadied: bool) -> float:
    return one.stabilised_pct if is_steadied else one.value_pct


def _ordered(rows: Sequence[Row], indicator: Indicator, *, is_steadied: bool) -> list[Row]:
    """Those in most need of support first."""
    sign = -1 if indicator.is_higher_worse else 1
    known = [one for one in rows if one.is_drawable and not math.isnan(_rate(one, is_steadied=is_steadied))]
    return sorted(known, key=lambda one: (sign * _rate(one, is_steadied=is_steadied), one.code))


def _shown(drawable: Sequence[Row], own: str) -> list[Row]:
    """The first rows; the own one takes the place of the last."""
    first = list(drawable[:MOST_BARS])
    later = [one for one in drawable[MOST_BARS:] if one.code == own]
    return [*first[:-1], *later] if later else first


def _bar(one: Row, *, is_steadied: bool, is_marked: bool) -> Bar:
    """The interval is that of the rate that was counted; a steadied rate has its own beside it in words."""
    rate = _rate(one, is_steadied=is_steadied)
    said = [f"peringkat {one.ranks}"] if one.ranks else []
    said.append(f"tercatat {formats.percent(one.value_pct)}" if is_steadied else f"n {formats.number(one.base_n)}")
    return Bar(
        name=f"{one.name} (lokus)" if one.is_lokus else one.name,
        value=rate,
        low=None if is_steadied or math.isnan(one.ci_low_pct) else one.ci_low_pct,
        high=None if is_steadied or math.isnan(one.ci_high_pct) else one.ci_high_pct,
        text=formats.percent(rate),
        note="; ".join(said),
        is_marked=is_marked,
        is_low_coverage=one.is_low,
        code=one.code,
    )


def _sentence(drawable: Sequence[Row], choice: Choice, *, level: str, is_steadied: bool) -> str:
    """Who needs support most, with the children behind the rate, and how sure the order is."""
    first = drawable[0]
    counted = f"{formats.number(first.counted_n)} dari {formats.number(first.base_n)} {choice.indicator.base}"
    steadied = f"; distabilkan {formats.percent(first.stabilised_pct)}" if is_steadied else ""
    possible = f", peringkat yang mungkin {first.ranks}" if first.ranks else ""
    return (
        f"Pada {choice.period.label} tercatat paling perlu dukungan {first.name}: {choice.indicator.label.lower()} "
        f"{formats.percent(first.value_pct)} ({counted}{steadied}){possible} dari {formats.number(len(drawable))} "
        f"{PLURALS[level]} yang tampil angkanya."
    )


def _left_out(rows: Sequence[Row], level: str) -> list[str]:
    """Which units have no bar, and why."""
    said = []
    for reason in dict.fromkeys(one.reason for one in rows):
        names = [one.name for one in rows if one.reason == reason]
        which = ", ".join(names) if len(names) <= MOST_NAMES else f"{formats.number(len(names))} {PLURALS[level]}"
        said.append(f"Tidak digambar, {reason}: {which}.")
    return said
