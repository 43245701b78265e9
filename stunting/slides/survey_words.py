"""What slides say of survey figures: who was asked, how sure it is, and what may be said of a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stunting import formats
from stunting.indicators import indicator
from stunting.measures import Change, Estimate, Round, Verdict, change
from stunting.narrative import change_sentence, change_to_newest
from stunting.slides.slide import KeyFigure
from stunting.survey_choices import listed

CHILDREN = "Balita 0–59 bulan"
NO_BASE = "Interval dan n tidak dipublikasikan: angka yang berdekatan tidak membuktikan perbedaan."


def source(rounds: Sequence[Round]) -> str:
    """The source line of published survey figures."""
    names = listed([one.label for one in rounds], "dan")
    return f"Sumber: {names} (Kementerian Kesehatan), angka yang dipublikasikan."


def base(one: Estimate) -> str:
    """ "interval 95% 18,1–22,3%; n = 512", or what of it was not published."""
    if not one.has_interval and one.n is None:
        return "interval dan n tidak dipublikasikan"
    span = formats.interval(one.ci_low_pct, one.ci_high_pct)
    told = f"interval 95% {span}" if one.has_interval else span
    return f"{told}; n = {formats.number(one.n)}" if one.n is not None else f"{told}; n tidak dipublikasikan"


def size(one: Estimate) -> str:
    """The sample as a small text beside a mark, "" where it was not published."""
    return f"n {formats.number(one.n)}" if one.n is not None else ""


def figure(one: Estimate, name: str) -> KeyFigure:
    """The published figure of one area."""
    former = f" ({one.area_name})" if one.is_former_area and one.area_name else ""
    return KeyFigure(
        text=formats.percent(one.value_pct),
        label=f"{indicator('stunting').label} ({one.round_label}), {name}{former}",
        detail=base(one) if one.is_verified else f"{base(one)}; satu sumber",
        value=one.value_pct,
    )


def said(one: Estimate, name: str) -> str:
    """The figure as a sentence."""
    return f"Menurut {one.round_label}, {formats.percent(one.value_pct)} balita di {name} tergolong stunting."


def to_newest(series: Sequence[Estimate], newest: Estimate) -> str:
    """What may be said of the change to the newest figure, without markup."""
    return change_sentence(change_to_newest(series), series, newest).replace("**", "")


def between(before: Estimate, after: Estimate) -> str:
    """What may be said of the change between two figures, without markup."""
    step = change(before, after)
    return change_sentence(step if step.is_comparable else None, [before, after], after).replace("**", "")


def step_words(step: Change) -> str:
    """ "turun 2,1 poin persen", "setara", or the bare difference where nobody can test it."""
    if step.verdict in (Verdict.EQUAL, Verdict.NOT_COMPARABLE):
        return "setara" if step.verdict is Verdict.EQUAL else "tidak dibandingkan"
    if step.verdict is Verdict.UNTESTABLE:
        return formats.points(step.points)
    return f"{step.verdict.value} {formats.number(abs(step.points), decimals=1)} poin persen"


def cautions(estimates: Iterable[Estimate]) -> tuple[str, ...]:
    """What speaks against reading small differences."""
    return (NO_BASE,) if any(not one.has_interval or one.n is None for one in estimates) else ()
