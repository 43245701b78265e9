"""What every maker of slides promises."""

from __future__ import annotations

from collections.abc import Callable

from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

# (sources, step, the area it shows) -> its slide; raises StuntingError where the release cannot show this view.
Maker = Callable[[Sources, Step, Area], Slide]
