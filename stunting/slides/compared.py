"""Which kabupaten a slide of a comparison is about."""

from __future__ import annotations

from stunting import formats
from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.slides.sources import Sources
from stunting.survey_choices import FIRST_COMPARED, MOST_COMPARED

CHOSEN = "kab"


def chosen(sources: Sources, step: Step, area: Area) -> tuple[str, ...]:
    """The kabupaten that are compared: those of the step, else the own one and those the page begins with."""
    own = sources.kabupaten_of(area)
    asked = step.params.get(CHOSEN, "")
    first = asked.split(",") if asked else [*([own.code] if own else []), *FIRST_COMPARED]
    return tuple(dict.fromkeys(first))[:MOST_COMPARED]


def places(name: str, count: int) -> str:
    """The chip for what is compared: "Kab. Mesuji dan 4 lainnya"."""
    return name if count == 1 else f"{name} dan {formats.number(count - 1)} lainnya"
