"""A slide: one title, one figure, one sentence, one drawing, and what every number needs beside it.

Slides are made from a release in mode publik alone, and hold finished texts in Indonesian form. Whatever shows a slide
(screen, PNG, PDF, PowerPoint, page file) writes these texts and computes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from stunting.geography import Area
from stunting.letterhead import Letterhead
from stunting.rembuk.agenda import Agenda
from stunting.slides.drawings import Drawing


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    """The one number of a slide.

    text:   as it is written, "14,2%", or "tidak ditampilkan"
    label:  what it is, for whom: "Prevalensi stunting (e-PPGBM), Kab. Pasuruan"
    detail: its base: "8.520 dari 60.012 balita diukur; cakupan 86,1%"; surveys: n and interval
    value:  the number behind the text, None where there is none
    """

    text: str
    label: str
    detail: str = ""
    value: float | None = None


@dataclass(frozen=True, kw_only=True)
class Slide:
    """What the hall sees of one step, or of one area inside it.

    key:       of the step; of an area inside it the code of the area
    sentence:  one or two sentences to read out, without markup
    source:    the line that begins with "Sumber:", with n and coverage where there are such
    chips:     what was chosen: place, period, children, unit; also that it is mode publik where something is hidden
    data_date: the day or period the figures stand for, "Bulan Timbang Agustus 2026"; "" for a slide of words
    drawing:   None for a slide of words
    footnotes: cautions: low coverage, two methods; where borders come from is said in the drawing
    page:      "" or the page that shows more; params: the query of its link, always mode publik
    children:  slides of the areas inside, by code, opened from the map; none of them has children of its own
    """

    key: str
    title: str
    figure: KeyFigure | None = None
    sentence: str = ""
    source: str = ""
    chips: tuple[str, ...] = ()
    data_date: str = ""
    drawing: Drawing | None = None
    footnotes: tuple[str, ...] = ()
    is_sample: bool = False
    page: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, Slide] = field(default_factory=dict)

    @property
    def is_words(self) -> bool:
        """Nothing but a title, and perhaps a sentence: an opening, a discussion, the signing."""
        return self.figure is None and self.drawing is None


@dataclass(frozen=True, kw_only=True)
class AreaCard:
    """The answer to "Kejayan berapa?": one area below the one that meets, its number first.

    level: "kecamatan" or "desa"
    """

    code: str
    name: str
    level: str
    parent_name: str
    figure: KeyFigure
    sentence: str
    source: str
    data_date: str
    is_sample: bool = False


@dataclass(frozen=True, kw_only=True)
class Deck:
    """All slides of an agenda over one release.

    slides: one per step of the agenda, in its order, under the same keys
    cards:  every kecamatan and desa inside the area, with the newest routine figures; none where there are no such
    release_created: the moment the release was made
    problems: one sentence per step whose view could not be shown: its slide is one of words
    """

    agenda: Agenda
    area: Area
    release_id: str
    release_created: dt.datetime
    slides: tuple[Slide, ...]
    cards: tuple[AreaCard, ...] = ()
    letterhead: Letterhead = field(default_factory=Letterhead)
    is_sample: bool = False
    problems: tuple[str, ...] = ()
