"""The desa of lists beside the others: over time, and before and after the year of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stunting import formats
from stunting.charts.lokus_marks import Mark, marks_of
from stunting.charts.lokus_series_words import notes, spoken
from stunting.classes import AreaState
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.lokus.comparison_words import (
    NO_EFFECT,
    SIDE_WORDS,
    before_after_sentences,
    change_words,
    series_source,
    side_numbers,
)
from stunting.lokus.over_time import (
    LOKUS,
    OTHERS,
    BeforeAfter,
    LokusSeries,
    before_after,
    lokus_over_time,
)
from stunting.lokus.over_time import Step as Change
from stunting.lokus.reach import Side
from stunting.measures import Verdict
from stunting.rembuk.agenda import Step
from stunting.routine.periods import Period, PeriodKind
from stunting.slides import lokus_parts as parts
from stunting.slides import words
from stunting.slides.drawings import Line, Pair, PairsDrawing, Point, SeriesDrawing
from stunting.slides.lokus_lists import AskedLists, asked_lists, chips_of
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

MOST_PANELS = 3
DAYS_OF_YEAR = 365.25
SYMBOLS = {LOKUS: "circle", OTHERS: "diamond"}


def over_time(sources: Sources, step: Step, area: Area) -> Slide:
    """The desa of each list and the others in every Bulan Timbang, one panel per list.

    Raises:
        NoDataError: none of the lists has a rate that may be shown.
        UnknownAreaError: there is no such kabupaten.
    """
    asked = asked_lists(sources, step, area)
    series = _series(sources, asked)
    known = [one for one in series if _newest(one, LOKUS) or _newest(one, OTHERS)]
    if not known:
        raise NoDataError(_why(series))
    shown = known[:MOST_PANELS]
    first = shown[0]
    ours, others = _newest(first, LOKUS), _newest(first, OTHERS)
    at = ours or others
    assert at is not None
    years = {one.lokus_year for one in shown}
    return parts.slide_of(
        step,
        figure=_figure_of(first, ours),
        sentence=_told(first, at.period),
        source=_source(sources, shown, at.period),
        chips=chips_of(first.kabupaten_name, asked, periods=[at.period], hides=_hides(shown)),
        data_date=at.period.label,
        drawing=SeriesDrawing(
            panels=tuple((_heading(one), (_line(one, LOKUS), _line(one, OTHERS))) for one in shown),
            bands=tuple((float(year), year + 1.0, f"lokus {year}") for year in years) if len(years) == 1 else (),
            alt="Desa lokus dan desa bukan lokus antarwaktu: " + "; ".join(spoken(one) for one in shown) + ".",
        ),
        footnotes=(
            NO_EFFECT,
            *notes(series, shown),
            *dict.fromkeys(mark.break_before for one in shown for mark in marks_of(one, LOKUS) if mark.break_before),
            "Desanya sama pada semua periode, juga sebelum daftarnya diputuskan.",
            *asked.left_out,
        ),
        is_sample=any(one.is_sample for one in shown),
        params=asked.params,
    )


def changes(sources: Sources, step: Step, area: Area) -> Slide:
    """Both sides of each list before its year and now; where mode publik hides one of the figures, it says so.

    Raises:
        NoDataError: no list has a figure before or after.
        UnknownAreaError: there is no such kabupaten.
    """
    asked = asked_lists(sources, step, area, has_outcome=True)
    series = _series(sources, asked)
    found = [before_after(one) for one in series]
    known = [one for one in found if any(step.before.has_rate or step.after.has_rate for step in one.steps)]
    if not known:
        raise NoDataError(next((f"{one.kabupaten_name}: {one.problem}" for one in found if one.problem), _why(series)))
    first = known[0]
    pairs = tuple(_pair(one, side, is_alone=len(known) == 1) for one in known for side in one.steps)
    assert first.before is not None
    assert first.after is not None
    same = len({(one.before, one.after) for one in known}) == 1
    ours = first.steps[0]
    others = [f"{one.kabupaten_name}, lokus {one.decided.lokus_year}: {one.problem}" for one in found if one.problem]
    return parts.slide_of(
        step,
        figure=_change_figure(first, ours),
        sentence=_change_sentence(first),
        source=_source(sources, [one for one in series if one.kabupaten_code == first.kabupaten_code], first.after),
        chips=chips_of(first.kabupaten_name, asked, periods=[first.before, first.after], hides=_hides(series)),
        data_date=f"{first.before.label} dan {first.after.label}",
        drawing=PairsDrawing(
            pairs=pairs,
            before_label=first.before.short if same else "sebelum tahun lokus",
            after_label=first.after.short if same else "terbaru",
            alt="Sebelum dan sesudah: "
            + "; ".join(f"{one.name} {one.before_text} lalu {one.after_text}" for one in pairs)
            + ".",
        ),
        footnotes=(NO_EFFECT, *_details(first), *others, *asked.left_out),
        is_sample=any(one.is_sample for one in known),
        params=asked.params,
    )


def _series(sources: Sources, asked: AskedLists) -> list[LokusSeries]:
    return [
        lokus_over_time(
            sources.district,
            kabupaten_code=one.kabupaten_code,
            lokus_year=one.lokus_year,
            kind=PeriodKind.WINDOW,
            question=parts.QUESTION,
        )
        for one in asked.lists
    ]


def _why(series: Sequence[LokusSeries]) -> str:
    problem = next((one.problem for one in series if one.problem), "")
    return problem or _("Angka desa lokus dan desa bukan lokus disembunyikan di mode publik. Pilih daftar lain.")


def _hides(series: Sequence[LokusSeries]) -> bool:
    """Mode publik hides a figure of the series, or a coverage."""
    return any(
        bool(one.frame["state"].isin([AreaState.SUPPRESSED]).any() or one.frame["is_coverage_suppressed"].any())
        for one in series
    )


def _heading(one: LokusSeries) -> str:
    return f"{one.kabupaten_name}, lokus {one.lokus_year}"


def _newest(one: LokusSeries, side: str) -> Mark | None:
    """The newest period of a side that may be shown."""
    return next((mark for mark in reversed(marks_of(one, side)) if mark.has_rate), None)


def _side_at(one: LokusSeries, side: str, period: Period) -> Side:
    rows = one.of(side)
    row = next((each for each in rows.itertuples() if each.period == period), None)
    return Side() if row is None else Side.of_row(row, denominator="base_n")


def _figure_of(one: LokusSeries, mark: Mark | None) -> KeyFigure:
    label = f"{parts.STUNTING.label} di desa lokus {one.lokus_year}, {one.kabupaten_name}"
    if mark is None:
        return KeyFigure(text=words.NOT_SHOWN, label=label, detail="disembunyikan untuk melindungi 1–4 balita")
    return KeyFigure(
        text=formats.percent(mark.value_pct),
        label=f"{label}, {mark.period.label}",
        detail=_numbers(_side_at(one, LOKUS, mark.period)),
        value=mark.value_pct,
    )


def _numbers(side: Side) -> str:
    """ "12,3–15,4%; 261 dari 1.891 balita diukur; cakupan 94,1%"."""
    return side_numbers(side, indicator=parts.STUNTING).partition("(")[2].removesuffix(")")


def _told(one: LokusSeries, period: Period) -> str:
    ours, others = (_short(_side_at(one, side, period)) for side in (LOKUS, OTHERS))
    return (
        f"Pada {period.label}, {parts.STUNTING.label.lower()} di desa lokus {one.lokus_year} {ours}; di desa bukan "
        f"lokus {others}."
    )


def _short(side: Side) -> str:
    if not side.has_rate:
        return words.NOT_SHOWN
    counts = f"{formats.number(side.hits_n)} dari {formats.number(side.base_n)} {parts.STUNTING.base}"
    return f"{formats.percent(side.value_pct)} ({counts})"


def _line(one: LokusSeries, side: str) -> Line:
    marks = marks_of(one, side)
    return Line(
        name=SIDE_WORDS[side],
        points=tuple(_point(mark) for mark in marks),
        symbol=SYMBOLS[side],
        breaks=tuple(number for number, mark in enumerate(marks) if number and mark.break_before),
    )


def _point(mark: Mark) -> Point:
    return Point(
        x=_years(mark.period.middle),
        label=mark.period.short,
        value=mark.value_pct if mark.has_rate else None,
        low=mark.low_pct if mark.has_rate else None,
        high=mark.high_pct if mark.has_rate else None,
        text=formats.percent(mark.value_pct) if mark.has_rate else mark.state.label,
        base=f"n {formats.number(mark.base_n)}" if mark.has_rate else "",
        is_hollow=mark.is_hollow,
    )


def _years(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / DAYS_OF_YEAR


def _source(sources: Sources, series: Sequence[LokusSeries], period: Period) -> str:
    """The line of the chart with period, n and coverage of the first kabupaten in it."""
    found = parts.measured_in(sources, series[0].kabupaten_code, period)
    return series_source(series).replace(
        "pencatatan rutin (e-PPGBM)",
        f"pencatatan rutin (e-PPGBM); {series[0].kabupaten_name}, {period.label}: {found}",
        1,
    )


def _pair(one: BeforeAfter, side: Change, *, is_alone: bool) -> Pair:
    name = SIDE_WORDS[side.side]
    before, after = side.before, side.after
    return Pair(
        name=name[0].upper() + name[1:] if is_alone else f"{one.kabupaten_name}: {name}",
        before=before.value_pct if before.has_rate else None,
        after=after.value_pct if after.has_rate else None,
        before_text=_rate(before),
        after_text=_rate(after),
        text=_step_words(side),
        is_marked=side.side == LOKUS,
    )


def _rate(side: Side) -> str:
    return formats.percent(side.value_pct) if side.has_rate else words.NOT_SHOWN


def _step_words(side: Change) -> str:
    if not side.is_known:
        return "tidak dihitung"
    if side.verdict == Verdict.EQUAL:
        return side.verdict
    return f"{side.verdict} {formats.number(abs(side.points), decimals=1)} poin persen"


def _change_figure(one: BeforeAfter, ours: Change) -> KeyFigure:
    assert one.before is not None
    assert one.after is not None
    label = f"Perubahan prevalensi di desa lokus {one.decided.lokus_year}, {one.kabupaten_name}"
    if not ours.is_known:
        period, side = (one.after, ours.after) if not ours.after.has_rate else (one.before, ours.before)
        return KeyFigure(text=words.NOT_SHOWN, label=label, detail=f"{period.label}: {side.state.label}")
    return KeyFigure(
        text=formats.points(ours.points),
        label=label,
        detail=f"{one.before.label} ke {one.after.label}; {change_words(ours).partition('(')[2].replace(')', '')}",
        value=ours.points,
    )


def _change_sentence(one: BeforeAfter) -> str:
    """Both changes; where a figure is hidden, that the change is not worked out."""
    assert one.before is not None
    assert one.after is not None
    told = [f"{SIDE_WORDS[side.side]} {_said(side)}" for side in one.steps]
    return f"Dari {one.before.label} ke {one.after.label}: {'; '.join(told)}."


def _said(side: Change) -> str:
    if not side.is_known:
        return "perubahannya tidak dihitung, karena angka sebelum atau sesudahnya tidak dapat ditampilkan"
    return f"{_rate(side.before)} menjadi {_rate(side.after)}, {_step_words(side)}"


def _details(one: BeforeAfter) -> tuple[str, ...]:
    """Interval, children and coverage of every figure, and what coverage says against reading the change."""
    return tuple(said for said in before_after_sentences(one, indicator=parts.STUNTING) if said != NO_EFFECT)
