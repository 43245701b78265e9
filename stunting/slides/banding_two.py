"""Two survey rounds of some kabupaten side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stunting import formats
from stunting.errors import NoDataError
from stunting.geography import COUNTRY, Area
from stunting.indicators import indicator
from stunting.languages import _
from stunting.measures import Change, Estimate, Round, change
from stunting.rembuk.agenda import Step
from stunting.slides import survey_words, words
from stunting.slides.banding_parts import rounds_for, series_of, slide_of
from stunting.slides.compared import CHOSEN, chosen, places
from stunting.slides.drawings import Pair, PairsDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources
from stunting.survey_choices import pair_of

FIRST, LAST = "dari", "ke"


@dataclass(frozen=True, kw_only=True)
class _Row:
    code: str
    name: str
    before: Estimate | None
    after: Estimate | None

    @property
    def newest(self) -> Estimate | None:
        return self.after or self.before

    @property
    def step(self) -> Change | None:
        return change(self.before, self.after) if self.before and self.after else None


def two_rounds(sources: Sources, step: Step, area: Area) -> Slide:
    """Two survey rounds of up to twelve kabupaten/kota, the highest first, the own one marked.

    Raises:
        NoDataError: the rounds are the same or unknown, or none of the kabupaten was in them.
        UnknownAreaError: there is no such kabupaten.
    """
    offered = rounds_for(sources, COUNTRY).offered
    first, last = pair_of(offered, step.params.get(FIRST, ""), step.params.get(LAST, ""))
    codes = chosen(sources, step, area)
    rows = _rows(sources, codes, first, last)
    known = [(one, newest) for one in rows if (newest := one.newest) is not None]
    if not known:
        raise NoDataError(
            _(
                "{first} dan {last} tidak memuat kabupaten/kota ini. Pilih survei lain.",
                first=first.label,
                last=last.label,
            )
        )
    own = sources.kabupaten_of(area)
    marked = own.code if own is not None else ""
    subject, newest = next(((one, at) for one, at in known if one.code == marked), known[0])
    steps = [found for one, _newest in known if (found := one.step) is not None]
    ordered = sorted(known, key=lambda pair: (-pair[1].value_pct, pair[0].code))
    pairs = tuple(_pair(one, is_marked=one.code == marked) for one, _newest in ordered)
    left = [one.name for one in rows if one.newest is None]
    return slide_of(
        sources,
        step,
        figure=words.survey_figure(newest, place=subject.name),
        sentence=_sentence(subject, newest, steps),
        rounds=(first, last),
        chips=(places(subject.name, len(known)), first.label, last.label, words.per_unit("kabupaten")),
        drawing=PairsDrawing(
            pairs=pairs,
            before_label=first.label,
            after_label=last.label,
            rest=f"Tanpa angka di kedua survei: {', '.join(left)}." if left else "",
            alt=f"{indicator('stunting').label} {first.label} dan {last.label}: "
            + "; ".join(f"{one.name} {one.before_text} lalu {one.after_text}" for one in pairs)
            + ".",
        ),
        footnotes=(
            *words.survey_notes(newest),
            *dict.fromkeys(one.reason for one in steps if one.low_points is None),
            *([survey_words.NO_BASE] if not all(survey_words.has_base(newest) for _area, newest in known) else []),
        ),
        data_date=f"{first.label} dan {last.label}",
        params={CHOSEN: ",".join(codes), FIRST: first.key, LAST: last.key},
    )


def _rows(sources: Sources, codes: Sequence[str], first: Round, last: Round) -> list[_Row]:
    found = []
    for code, series in series_of(sources, codes).items():
        before, after = (next((e for e in series.estimates if e.round == one), None) for one in (first, last))
        found.append(_Row(code=code, name=series.name, before=before, after=after))
    return found


def _pair(one: _Row, *, is_marked: bool) -> Pair:
    return Pair(
        name=one.name,
        before=one.before.value_pct if one.before else None,
        after=one.after.value_pct if one.after else None,
        before_text=formats.percent(one.before.value_pct) if one.before else formats.missing(),
        after_text=formats.percent(one.after.value_pct) if one.after else formats.missing(),
        text=survey_words.step_words(one.step) if one.step else "hanya satu survei",
        is_marked=is_marked,
        is_joined=one.step is None or one.step.is_comparable,
    )


def _sentence(subject: _Row, newest: Estimate, steps: Sequence[Change]) -> str:
    """The own figure and its change; then how many of the others went the same way."""
    told = survey_words.said(newest, subject.name)
    if subject.before and subject.after:
        told += f" {survey_words.between(subject.before, subject.after)}"
    joined = [one for one in steps if one.is_comparable]
    if len(joined) < 2:
        return told
    lower = sum(one.points < 0 for one in joined)
    return (
        f"{told} Dari {formats.number(len(joined))} kabupaten/kota di sini, {formats.number(lower)} tercatat lebih "
        "rendah daripada sebelumnya."
    )
