"""Every survey round of some kabupaten, so that a hall can still read it."""

from __future__ import annotations

from collections.abc import Sequence

from stunting import formats
from stunting.charts.theme import SURVEY_SYMBOLS
from stunting.charts.trend import Series
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.indicators import indicator
from stunting.languages import _
from stunting.measures import Estimate, Round, runs
from stunting.narrative import change_sentence, change_to_newest, latest
from stunting.rembuk.agenda import Step
from stunting.slides import survey_words, words
from stunting.slides.banding_parts import series_of, slide_of
from stunting.slides.compared import CHOSEN, chosen, places
from stunting.slides.drawings import Line, Point, SeriesDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources
from stunting.sources import survey as survey_record

# What the last row can still tell apart.
MOST_PANELS, MOST_LINES = 3, 6


def over_time(sources: Sources, step: Step, area: Area) -> Slide:
    """Every survey round of some kabupaten/kota: one panel each where they are few, else one line each in one panel.

    With more than three only the rounds of the newest design are drawn, for lines of two designs are not compared.

    Raises:
        NoDataError: no survey has a figure for them.
        UnknownAreaError: there is no such kabupaten.
    """
    codes = chosen(sources, step, area)
    series = [one for one in series_of(sources, codes).values() if one.estimates]
    if not series:
        raise NoDataError(_("Belum ada angka survei untuk kabupaten/kota ini. Pilih yang lain."))
    is_few = len(series) <= MOST_PANELS
    drawn = series if is_few else _of_newest_design(series)[:MOST_LINES]
    subject = drawn[0]
    newest = latest(subject.estimates)
    rounds = _rounds(drawn)
    when = rounds[0].label if len(rounds) == 1 else f"{rounds[0].label} sampai {rounds[-1].label}"
    panels = (
        tuple((one.name, _lines(one, is_named=False)) for one in drawn)
        if is_few
        else ((indicator("stunting").label, tuple(line for one in drawn for line in _lines(one, is_named=True))),)
    )
    notes = list(dict.fromkeys(survey_record(one.survey).break_note for one in rounds)) if is_few else []
    if not is_few:
        notes.append("Survei dengan rancangan lain tidak digambar; angkanya ada di halaman Banding.")
    if len(drawn) < len(series):
        left = [one.name for one in series if one.name not in {each.name for each in drawn}]
        notes.append(f"Tidak digambar: {', '.join(left)}.")
    return slide_of(
        sources,
        step,
        figure=words.survey_figure(newest, place=subject.name),
        sentence=_sentence(subject, newest, known={one.name: one for one in series}[subject.name]),
        rounds=rounds,
        chips=(places(subject.name, len(series)), when, words.per_unit("kabupaten")),
        drawing=SeriesDrawing(
            panels=panels,
            alt="Prevalensi stunting menurut survei: "
            + "; ".join(
                f"{one.name} {', '.join(f'{e.round_label} {formats.percent(e.value_pct)}' for e in one.estimates)}"
                for one in drawn
            )
            + ".",
        ),
        footnotes=(
            *words.survey_notes(newest),
            *notes,
            *([] if all(survey_words.has_base(e) for one in drawn for e in one.estimates) else [survey_words.NO_BASE]),
        ),
        data_date=when,
        params={CHOSEN: ",".join(codes)},
    )


def _sentence(subject: Series, newest: Estimate, *, known: Series) -> str:
    """The figure that is drawn and its change; a newer one of another design is told too."""
    told = f"{survey_words.said(newest, subject.name)} {_change(subject, newest)}"
    later = latest(known.estimates)
    if later.round == newest.round:
        return told
    return f"{told} {later.round_label} mencatat {formats.percent(later.value_pct)} dengan rancangan lain."


def _change(subject: Series, newest: Estimate) -> str:
    return words.plain(change_sentence(change_to_newest(subject.estimates), subject.estimates, newest))


def _of_newest_design(series: Sequence[Series]) -> list[Series]:
    """The figures of the design that the newest of them belong to; areas without one are left out."""
    newest = latest([e for one in series for e in one.estimates])
    group = survey_record(newest.survey).comparable_group
    kept = [
        Series(name=one.name, estimates=[e for e in one.estimates if survey_record(e.survey).comparable_group == group])
        for one in series
    ]
    return [one for one in kept if one.estimates]


def _rounds(series: Sequence[Series]) -> tuple[Round, ...]:
    found = {e.round for one in series for e in one.estimates}
    return tuple(sorted(found, key=lambda one: (one.year, one.survey)))


def _lines(series: Series, *, is_named: bool) -> tuple[Line, ...]:
    """One line per stretch that may be joined, in the order of time."""
    return tuple(
        Line(
            name=series.name if is_named else survey_record(run[0].survey).label,
            points=tuple(_point(one) for one in run),
            symbol=SURVEY_SYMBOLS[run[0].survey],
        )
        for run in runs(series.estimates)
    )


def _point(one: Estimate) -> Point:
    return Point(
        x=float(one.year),
        label=one.round_label,
        value=one.value_pct,
        low=one.ci_low_pct,
        high=one.ci_high_pct,
        text=formats.percent(one.value_pct),
        base="" if one.n is None else f"n {formats.number(one.n)}",
        is_hollow=one.is_former_area,
    )
