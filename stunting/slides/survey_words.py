"""What slides say of survey figures of several areas, beside what `words` says of one."""

from __future__ import annotations

from stunting import formats
from stunting.measures import Change, Estimate, Verdict, change
from stunting.narrative import change_sentence
from stunting.slides.words import plain

NO_BASE = "Interval dan n tidak dipublikasikan: angka yang berdekatan tidak membuktikan perbedaan."


def said(one: Estimate, name: str) -> str:
    """The figure as a sentence."""
    return f"Menurut {one.round_label}, {formats.percent(one.value_pct)} balita di {name} tergolong stunting."


def between(before: Estimate, after: Estimate) -> str:
    """What may be said of the change between two figures."""
    step = change(before, after)
    return plain(change_sentence(step if step.is_comparable else None, [before, after], after))


def step_words(step: Change) -> str:
    """ "turun 2,1 poin persen", "setara", or the bare difference where nobody can test it."""
    if step.verdict in (Verdict.EQUAL, Verdict.NOT_COMPARABLE):
        return "setara" if step.verdict is Verdict.EQUAL else "tidak dibandingkan"
    if step.verdict is Verdict.UNTESTABLE:
        return formats.points(step.points)
    return f"{step.verdict.value} {formats.number(abs(step.points), decimals=1)} poin persen"


def has_base(one: Estimate) -> bool:
    """Interval and sample were published."""
    return one.has_interval and one.n is not None
