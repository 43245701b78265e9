"""The answers to "Kejayan berapa?": a card for every kecamatan and desa inside the area that meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stunting.frames import records
from stunting.geography import COUNTRY, Area
from stunting.indicators import indicator
from stunting.routine import district, story
from stunting.routine.choices import Choice
from stunting.routine.district import Question
from stunting.routine.source_line import source
from stunting.slides import words
from stunting.slides.slide import AreaCard
from stunting.slides.sources import Sources

LEVELS = ("kecamatan", "desa")


def cards_of(sources: Sources, area: Area) -> tuple[AreaCard, ...]:
    """Prevalence of stunting in the newest period of each kabupaten, kecamatan before desa, each ordered by code.

    A kabupaten without routine figures has none. Every registered area of the others has one: where no rate is shown,
    it says why.
    """
    cards = [card for kabupaten in _kabupaten(sources, area) for card in _cards(sources, kabupaten, inside=area)]
    return tuple(sorted(cards, key=lambda one: (LEVELS.index(one.level), one.code)))


def _kabupaten(sources: Sources, area: Area) -> list[Area]:
    """The kabupaten whose figures are needed."""
    own = sources.kabupaten_of(area)
    if own is not None:
        return [own]
    provinces = sources.register.children(COUNTRY) if area.code == COUNTRY else [area]
    return [one for province in provinces for one in sources.register.children(province.code)]


def _cards(sources: Sources, kabupaten: Area, *, inside: Area) -> Iterator[AreaCard]:
    period = district.newest(sources.periods(kabupaten.code))
    if period is None:
        return
    choice = Choice(period=period, question=Question(indicator=indicator("stunting")))
    for level in LEVELS:
        rows = sources.areas(within=kabupaten.code, level=level, period=period, question=choice.question)
        for row in records(rows):
            if inside.level == "provinsi" or inside.code == COUNTRY or row.area_code.startswith(inside.code):
                yield _card(sources, row, choice, level=level)


def _card(sources: Sources, row: Any, choice: Choice, *, level: str) -> AreaCard:
    parent = sources.register.get(row.parent_code)
    return AreaCard(
        code=row.area_code,
        name=row.area_name,
        level=level,
        parent_name=parent.official_name,
        figure=words.routine_figure(row, choice, place=row.area_name),
        sentence=words.plain(story.said(row.area_name, row, indicator=choice.indicator, period=choice.period)),
        source=source(row, choice),
        data_date=words.data_date(choice),
        is_sample=bool(row.is_sample) or sources.is_sample,
    )
