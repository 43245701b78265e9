"""Tren, tab Survei: what surveys published for a kabupaten or an area above it, and the change between two of them."""

from __future__ import annotations

from collections.abc import Sequence

from stunting import formats, narrative, queries
from stunting.charts import trend
from stunting.charts.trend import Series
from stunting.classes import WHO_2018
from stunting.errors import NoDataError
from stunting.geography import COUNTRY, Area
from stunting.indicators import indicator
from stunting.languages import _
from stunting.measures import Change, Estimate, Verdict, change, runs
from stunting.rembuk.agenda import Step
from stunting.slides import tren_parts, words
from stunting.slides.drawings import SeriesDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

FIRST, LAST = "dari", "ke"
APART = "Garis hanya menghubungkan survei dengan rancangan dan batas wilayah yang sama."


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The series of the area, or of the kabupaten it lies in, for surveys reach no further.

    Raises:
        NoDataError: no survey has a figure for it, or not in the rounds that are asked for.
    """
    subject = sources.kabupaten_of(area) or area
    found = sources.series(subject.code)
    narrative.check_measured(subject, found)
    shown, step_between = _told(found, step, subject)
    owners = [subject.code] if subject.level == "kabupaten" or subject.code == COUNTRY else [subject.code, COUNTRY]
    targets = queries.targets_of_areas(sources.db, codes=owners)
    levels = tren_parts.target_levels(targets, since=max(one.year for one in found))
    series = Series(name=subject.official_name, estimates=found)
    drawn = targets[targets["year"].isin([level.x for level in levels])]
    heading = f"{indicator('stunting').label} menurut survei, {subject.official_name}"
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.survey_figure(shown, place=subject.official_name),
        sentence=words.read_out(
            narrative.class_sentence(subject, shown, WHO_2018), _change_told(step_between, found, shown)
        ),
        source=trend.source_line(series),
        chips=words.survey_chips("Survei nasional", shown.round_label, area=subject),
        data_date=shown.round_label,
        drawing=SeriesDrawing(
            panels=((heading, tren_parts.survey_lines(found)),), levels=levels, alt=trend.spoken(series)
        ),
        footnotes=(
            *([] if subject == area else [tren_parts.SURVEY_ENDS.format(subject.official_name)]),
            *words.survey_notes(shown),
            *([APART] if len(runs(found)) > 1 else []),
            *trend.former_notes(series),
            *trend.target_notes(drawn),
        ),
        is_sample=sources.is_sample,
    )


def _told(found: Sequence[Estimate], step: Step, subject: Area) -> tuple[Estimate, Change | None]:
    """The figure that is shown and the change to it: of the rounds in the link, else the newest figure."""
    newest = narrative.latest([one for one in found if not one.is_former_area])
    if not (step.params.get(FIRST) or step.params.get(LAST)):
        return newest, narrative.change_to_newest(found)
    rounds = {one.round.key: one for one in found}
    same = [one for one in found if one.survey == "ssgi"] or list(found)
    ends = [step.params.get(FIRST) or same[0].round.key, step.params.get(LAST) or same[-1].round.key]
    unknown = next((key for key in ends if key not in rounds), "")
    if unknown:
        known = ", ".join(one.round_label for one in found)
        raise NoDataError(
            _(
                "{subject} tidak punya angka '{unknown}'. Yang ada: {known}.",
                subject=subject.official_name,
                unknown=unknown,
                known=known,
            )
        )
    before, after = sorted((rounds[key] for key in ends), key=lambda one: (one.year, one.survey))
    return after, None if before == after else change(before, after)


def _change_told(step: Change | None, found: Sequence[Estimate], shown: Estimate) -> str:
    if step is not None and step.verdict is Verdict.NOT_COMPARABLE:
        before = f"{step.before.round_label} ({formats.percent(step.before.value_pct)})"
        return f"Dengan {before} angka ini tidak dapat dibandingkan. {step.reason}"
    return narrative.change_sentence(step, found, shown)
