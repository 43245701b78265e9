"""What opens from a map of the kecamatan of a kabupaten: each with its own figure, sentence and map of desa."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stunting.frames import records
from stunting.geography import Area
from stunting.map_scope import Scope
from stunting.rembuk.shown_pages import AREA, UNIT
from stunting.routine import story
from stunting.routine.choices import Choice
from stunting.routine.maps import Arrangement
from stunting.routine.source_line import source
from stunting.slides import map_drawings, words
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources


def kecamatan_slides(sources: Sources, kabupaten: Area, choice: Choice, *, scheme: str) -> Mapping[str, Slide]:
    """A slide per kecamatan, by code; steps that ask the same share them, with their drawings.

    Their `params` name only the area and unit; what else the view of the step carries is added by `building`.

    Raises:
        NoDataError: mode publik does not offer this choice of children per kecamatan.
    """
    return sources.kept(
        ("kecamatan", kabupaten.code, choice, scheme),
        lambda: {
            row.area_code: _slide(sources, row, choice, scheme=scheme)
            for row in records(
                sources.areas(within=kabupaten.code, level="kecamatan", period=choice.period, question=choice.question)
            )
        },
    )


def _slide(sources: Sources, row: Any, choice: Choice, *, scheme: str) -> Slide:
    area, asked = sources.register.get(row.area_code), choice.indicator
    told = source(row, choice)
    scope = Scope(area=area, level="desa")
    found = map_drawings.routine_map(sources, choice, scope, arrangement=Arrangement.SINGLE, scheme=scheme, source=told)
    return Slide(
        key=area.code,
        title=f"{asked.label} menurut {scope.units}, {area.official_name}",
        figure=words.routine_figure(row, choice, place=area.official_name),
        sentence=words.read_out(
            story.said(words.whose(area.official_name, choice), row, indicator=asked, period=choice.period),
            story.spread_sentence(found.units, level="desa", indicator=asked),
        ),
        source=told,
        chips=words.routine_chips(choice, area=area, unit="desa", hides=words.has_hidden(found.units)),
        data_date=words.data_date(choice),
        drawing=found.drawing,
        footnotes=words.cautions(words.low_coverage(row, choice), map_drawings.map_notes(found, level="desa")),
        is_sample=bool(row.is_sample) or sources.is_sample,
        page="peta",
        params={AREA: area.code, UNIT: "desa"},
    )
