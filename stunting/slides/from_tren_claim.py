"""Tren, tab Uji klaim: a sentence somebody said, and what the figures of this release say about it."""

from __future__ import annotations

import contextlib

from stunting import claims, formats
from stunting.claims import Answer, ClaimAnswer, Evidence, Unreadable, choices
from stunting.claims.matching import Figure, figure_label, method_of
from stunting.errors import NoDataError
from stunting.geography import COUNTRY, Area
from stunting.languages import _
from stunting.measures import Estimate
from stunting.rembuk.agenda import Step
from stunting.routine import known_figures
from stunting.slides import asked, from_tren_two, routine_series, tren_parts, words
from stunting.slides.drawings import Line, Point, SeriesDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

CLAIM, FIRST, LAST = "klaim", "angka1", "angka2"
SURVEY, ROUTINE = "Survei nasional", "Pencatatan rutin (e-PPGBM)"


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The verdict as the figure, its reason as the sentence, and the two values it rests on.

    Raises:
        NoDataError: the step has no claim, one that cannot be read, or figures that do not exist here.
    """
    subject = sources.kabupaten_of(area) or area
    text = step.params.get(CLAIM, "")
    if not text:
        raise NoDataError(_("Langkah ini belum memuat klaim. Tulis klaimnya di halaman Tren, lalu simpan tampilannya."))
    read = claims.parse(text)
    if isinstance(read, Unreadable):
        raise NoDataError(read.sentence)
    known = _figures(sources, subject)
    by_key = choices.keyed(known)
    found = claims.best_match(read, known)
    before, after = choices.keys_of(found, by_key)
    evidence = Evidence(
        before=_picked(step, FIRST, by_key, default=before),
        after=_picked(step, LAST, by_key, default=after),
        is_relative=found.is_relative,
    )
    answer = claims.check(read, evidence, national=sources.series(COUNTRY))
    used = [one for one in (evidence.before, evidence.after) if one is not None]
    return Slide(
        key=step.key,
        title=step.title,
        figure=KeyFigure(text=answer.verdict.value.capitalize(), label=f"Klaim: “{text}”", detail=_difference(answer)),
        sentence=answer.sentence,
        source=_source(used),
        chips=(subject.official_name, *(figure_label(one) for one in used)),
        data_date=" dan ".join(dict.fromkeys(_when(one) for one in used)),
        drawing=_drawing(answer, subject) if used else None,
        footnotes=(
            *([] if subject == area else [tren_parts.SURVEY_ENDS.format(subject.official_name)]),
            *_more_reasons(answer),
        ),
        is_sample=_is_sample(sources, used, subject),
    )


def _figures(sources: Sources, subject: Area) -> list[Figure]:
    """All figures of the area that mode publik shows: surveys, routine counts of a kabupaten, published rates."""
    found: list[Figure] = [one for one in sources.series(subject.code) if one.area_code == subject.code]
    if subject.level != "kabupaten":
        return [*found, *from_tren_two.published(sources, subject)]
    with contextlib.suppress(NoDataError):
        found += from_tren_two.routine_figures(sources, subject)
    return found


def _picked(step: Step, key: str, by_key: dict[str, Figure], *, default: str) -> Figure | None:
    """The figure of the step, else the one that fits the claim, None where none does."""
    if not (default or step.params.get(key)):
        return None
    return by_key[asked.chosen(step, key, by_key, default=default)]


def _difference(answer: ClaimAnswer) -> str:
    step = answer.change
    if step is None:
        return ""
    told = f"Selisih {formats.points(step.points)}"
    if step.low_points is None or step.high_points is None:
        return f"{told}; {step.reason[0].lower()}{step.reason[1:]}".rstrip(".")
    return f"{told} (interval 95% {formats.signed(step.low_points)} sampai {formats.signed(step.high_points)})"


def _source(used: list[Figure]) -> str:
    if not used:
        return "Sumber: angka dalam klaim ini tidak ditemukan di rilis ini."
    told = [
        f"{one.round_label} (Kementerian Kesehatan), {words.survey_base(one)}"
        if isinstance(one, Estimate)
        else known_figures.source_words(one)
        for one in used
    ]
    return f"Sumber: {'; '.join(told)}."


def _when(one: Figure) -> str:
    return one.round_label if isinstance(one, Estimate) else one.period.label


def _drawing(answer: ClaimAnswer, subject: Area) -> SeriesDrawing:
    """One panel per method; the two values are joined only where they may be compared."""
    ends = [one for one in (answer.evidence.before, answer.evidence.after) if one is not None]
    methods = dict.fromkeys(method_of(one) for one in ends)
    panels = []
    for method in methods:
        same = [one for one in ends if method_of(one) == method]
        name = SURVEY if isinstance(same[0], Estimate) else ROUTINE
        line = Line(name=name, points=tuple(_point(one) for one in same), is_joined=answer.change is not None)
        panels.append((name, (line,)))
    told = "; ".join(f"{figure_label(one)} {formats.percent(one.value_pct)}" for one in ends)
    return SeriesDrawing(panels=tuple(panels), alt=f"Angka untuk klaim, {subject.official_name}: {told}.")


def _point(one: Figure) -> Point:
    if not isinstance(one, Estimate):
        return routine_series.point_of(one)
    return Point(
        x=one.year + from_tren_two.MID_YEAR,
        label=one.round_label,
        value=one.value_pct,
        low=one.ci_low_pct,
        high=one.ci_high_pct,
        text=formats.percent(one.value_pct),
        base=f"n {formats.number(one.n)}" if one.n else "",
    )


def _more_reasons(answer: ClaimAnswer) -> tuple[str, ...]:
    """The conditions that are not met besides the one in the sentence, and the implied pace."""
    first = answer.decisive[0]
    return tuple(
        one.sentence
        for one in answer.reasons
        if one is not first and (one.answer in (Answer.NO, Answer.UNKNOWN) or one.key == "laju")
    )


def _is_sample(sources: Sources, used: list[Figure], subject: Area) -> bool:
    """Counts of a kabupaten whose files are invented; announced rates and surveys are not."""
    is_counted = any(not isinstance(one, Estimate) and not one.announced_by for one in used)
    return sources.is_sample or (is_counted and sources.district.is_sample(subject.code))
