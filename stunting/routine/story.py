"""Three to five sentences about the routine figures of one area, made by rules from what was counted.

Every numeral in a sentence is a result of a question to the release. "Tergolong" and "tercatat", never "terbukti";
differences in poin persen with their interval, "setara" where it contains 0; no causes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.frames import records
from stunting.geography import PLURALS
from stunting.indicators import Indicator
from stunting.languages import N_, Words, _
from stunting.measures import Estimate, Verdict
from stunting.proportions import RoutineChange
from stunting.routine.figures import RoutineFigure
from stunting.routine.periods import Period
from stunting.routine.rates import LOW_COVERAGE_PCT, no_coverage

MOST_LISTED = 5
WITHOUT_RATE = (AreaState.NO_DATA, AreaState.SUPPRESSED, AreaState.SMALL_N)
DIRECTIONS = Words({Verdict.UP: "lebih tinggi", Verdict.DOWN: "lebih rendah"})
CAUTION_COVERAGE = N_("Cakupan pengukuran di bawah 80%: angka belum mewakili seluruh balita.")
NOT_COMPARED = N_("cara ukurnya berbeda, jadi keduanya tidak dibandingkan langsung")


@dataclass(frozen=True, kw_only=True)
class Need:
    """One unit in a list of a leader: its name and what is said of it."""

    area_code: str
    name: str
    main: str
    detail: str


def sentences(
    place: str,
    row: Any,
    *,
    indicator: Indicator,
    period: Period,
    step: RoutineChange | None,
    units: pd.DataFrame | None,
    level: str,
    survey: Estimate | None = None,
) -> tuple[str, ...]:
    """What a leader can read out.

    row:   the area in `District.areas_in_period`; units: the areas inside it, None for a desa; level: theirs
    step:  the change from the period compared with; survey: the newest figure of the kabupaten, said apart
    """
    first = said(place, row, indicator=indicator, period=period)
    if row.state in WITHOUT_RATE:
        return (first,)
    told = [
        first,
        "" if indicator.key == "cakupan" else coverage_sentence(row),
        change_sentence(step),
        spread_sentence(units, level=level, indicator=indicator) if units is not None else "",
        survey_sentence(survey),
    ]
    return tuple(one for one in told if one)


def said(place: str, row: Any, *, indicator: Indicator, period: Period) -> str:
    """The rate of an area, or why there is none."""
    tell = unknown if row.state in WITHOUT_RATE else headline
    return tell(place, row, period=period, indicator=indicator)


def around_sentence(parent: str, around: Any, *, indicator: Indicator) -> str:
    """Where an area has no rate: that of the area it lies in, "" where that has none either."""
    if pd.isna(around.value_pct):
        return ""
    return _(
        "Yang dapat dibaca: {parent} **{value_pct}** ({hits_n} dari {base_n} {base}).",
        parent=parent,
        value_pct=formats.percent(around.value_pct),
        hits_n=formats.number(around.hits_n),
        base_n=formats.number(around.base_n),
        base=indicator.base,
    )


def unknown(place: str, row: Any, *, period: Period, indicator: Indicator) -> str:
    """Why there is no rate."""
    if row.state is AreaState.SUPPRESSED:
        return _(
            "Angka {place} pada {period} disembunyikan untuk melindungi data anak.", place=place, period=period.label
        )
    if row.state is AreaState.SMALL_N:
        return _(
            "Di {place} hanya {base_n} {base} pada {period}: persentase tidak ditampilkan.",
            place=place,
            base_n=formats.number(row.base_n),
            base=indicator.base,
            period=period.label,
        )
    return _(
        "Tidak ada {base} yang tercatat di {place} pada {period}. Tidak ada data bukan berarti nol.",
        base=indicator.base,
        place=place,
        period=period.label,
    )


def headline(place: str, row: Any, *, indicator: Indicator, period: Period) -> str:
    """The rate with its numerator and denominator; of stunting also its two parts."""
    counted = f"**{formats.number(row.hits_n)}** ({formats.percent(row.value_pct)})"
    if indicator.key != "stunting":
        return _(
            "Dari {base_n} {base} di {place} pada {period}, tercatat {counted} {counted2}.",
            base_n=formats.number(row.base_n),
            base=indicator.base,
            place=place,
            period=period.label,
            counted=counted,
            counted2=indicator.counted,
        )
    start = _(
        "Dari {base_n} balita yang diukur di {place} pada {period}, {counted} tergolong stunting",
        base_n=formats.number(row.base_n),
        place=place,
        period=period.label,
        counted=counted,
    )
    if pd.isna(row.severely_stunted_n):
        return f"{start}."
    severe = int(row.severely_stunted_n)
    return _(
        "{start}: {severe} sangat pendek dan {hits_n} pendek.",
        start=start,
        severe=formats.number(severe),
        hits_n=formats.number(row.hits_n - severe),
    )


def coverage_sentence(row: Any) -> str:
    """How many of the children the figure speaks for."""
    if pd.isna(row.coverage_pct):
        return no_coverage(row)
    told = _(
        "Yang diukur {covered_n} dari {target_n} sasaran ({coverage_pct}).",
        covered_n=formats.number(row.covered_n),
        target_n=formats.number(row.target_n),
        coverage_pct=formats.percent(row.coverage_pct),
    )
    return f"{told} {_(CAUTION_COVERAGE)}" if row.coverage_pct < LOW_COVERAGE_PCT else told


def change_sentence(step: RoutineChange | None) -> str:
    """The change with its interval, and the coverage of both periods beside it."""
    if step is None:
        return ""
    start = _(
        "Dibanding {period} ({value_pct}), ",
        period=step.before.period.label,
        value_pct=formats.percent(step.before.value_pct),
    )
    coverage = _coverages(step.before, step.after)
    if step.low_points is None or step.high_points is None:
        return _("{start}perubahannya tidak dinilai. {reason}", start=start, reason=step.reason)
    span = _(
        "interval {low_points} sampai {high_points}",
        low_points=formats.signed(step.low_points),
        high_points=formats.signed(step.high_points),
    )
    if step.verdict is Verdict.EQUAL:
        return _(
            "{start}angkanya **setara** ({points}; {span}){coverage}.",
            start=start,
            points=formats.points(step.points),
            span=span,
            coverage=coverage,
        )
    size = formats.number(abs(step.points), decimals=1)
    return _(
        "{start}angkanya {size} poin persen {directions} ({span}){coverage}.",
        start=start,
        size=size,
        directions=DIRECTIONS[step.verdict],
        span=span,
        coverage=coverage,
    )


def _coverages(before: RoutineFigure, after: RoutineFigure) -> str:
    if before.coverage_pct is None or after.coverage_pct is None or after.coverage_pct == after.value_pct:
        return ""
    return _(
        "; cakupan {coverage_pct} menjadi {coverage_pct2}",
        coverage_pct=formats.percent(before.coverage_pct),
        coverage_pct2=formats.percent(after.coverage_pct),
    )


def spread_sentence(units: pd.DataFrame, *, level: str, indicator: Indicator) -> str:
    """Where the rate is highest and where most children live: often not the same place."""
    # Of some fifty columns; sorting them all takes longer than everything else here.
    shown = units.loc[units["value_pct"].notna(), ["area_code", "area_name", "value_pct", "hits_n"]]
    if len(shown) < 2:
        return ""
    worst = next(records(shown.sort_values("value_pct", ascending=not indicator.is_higher_worse, kind="stable")))
    if indicator.is_higher_worse and not worst.value_pct:
        # All are zero: none is the highest.
        return ""
    word = _("tertinggi") if indicator.is_higher_worse else _("terendah")
    told = _(
        "Di antara {shown_n} {plurals} yang angkanya tampil, {indicator} {word} tercatat di "
        "**{area_name}** ({value_pct})",
        shown_n=formats.number(len(shown)),
        plurals=PLURALS[level],
        indicator=indicator.short.lower(),
        word=word,
        area_name=worst.area_name,
        value_pct=formats.percent(worst.value_pct),
    )
    if not indicator.is_higher_worse:
        return f"{told}."
    most = next(records(shown.sort_values("hits_n", ascending=False, kind="stable")))
    count = _("{hits_n} anak", hits_n=formats.number(most.hits_n))
    if most.area_code == worst.area_code:
        return _("{told}, begitu pula jumlah anaknya ({count}).", told=told, count=count)
    return _("{told}; jumlah terbanyak di **{area_name}** ({count}).", told=told, area_name=most.area_name, count=count)


def survey_sentence(survey: Estimate | None) -> str:
    """The survey figure beside the routine one, never compared with it."""
    if survey is None:
        return ""
    return _(
        "{survey} mencatat {value_pct}; {not_compared}.",
        survey=survey.round_label,
        value_pct=formats.percent(survey.value_pct),
        not_compared=_(NOT_COMPARED),
    )


def most_children(units: pd.DataFrame, *, indicator: Indicator) -> tuple[Need, ...]:
    """The units with most children counted; for a coverage those with most children not reached."""
    shown = units[units["hits_n"].notna() & units["value_pct"].notna()]
    hits, base = (shown[name].astype(float) for name in ("hits_n", "base_n"))
    size = hits if indicator.is_higher_worse else base - hits
    ordered = shown.assign(_size=size).sort_values(["_size", "value_pct"], ascending=False, kind="stable")
    unit = _("anak") if indicator.is_higher_worse else _("belum")
    return tuple(
        Need(
            area_code=one.area_code,
            name=one.area_name,
            main=f"{formats.number(one.hits_n if indicator.is_higher_worse else one.base_n - one.hits_n)} {unit}",
            detail=formats.percent(one.value_pct),
        )
        for one in records(ordered.head(MOST_LISTED))
    )


def improved_title(changes: pd.DataFrame, *, indicator: Indicator) -> str:
    """The heading over `most_improved`: nobody is called better whose change may be chance."""
    good = Verdict.DOWN if indicator.is_higher_worse else Verdict.UP
    if (changes["verdict"] == good.value).any():
        return _("Paling membaik")
    return _("Penurunan terbesar") if indicator.is_higher_worse else _("Kenaikan terbesar")


def most_improved(changes: pd.DataFrame, units: pd.DataFrame, *, indicator: Indicator) -> tuple[Need, ...]:
    """The units with the largest change for the better; those whose interval leaves out 0 come first.

    changes: `proportions.change_frame` of the units
    """
    good = Verdict.DOWN if indicator.is_higher_worse else Verdict.UP
    sign = 1 if indicator.is_higher_worse else -1
    better = changes[(changes["verdict"] != "") & (sign * changes["points"] < 0)]
    named = better.merge(units[["area_code", "area_name"]], on="area_code")
    ordered = named.assign(_open=named["verdict"] != good.value, _size=sign * named["points"])
    return tuple(
        Need(
            area_code=one.area_code,
            name=one.area_name,
            main=_("{points} poin", points=formats.signed(one.points)),
            detail=_("● setara") if one.verdict == Verdict.EQUAL.value else _("▼ turun") if sign > 0 else _("▲ naik"),
        )
        for one in records(
            ordered.sort_values(["_open", "_size"], kind="stable").drop(columns=["_open", "_size"]).head(MOST_LISTED)
        )
    )
