"""One open release of the real raw data for all slides, and the deck of one meeting."""

from __future__ import annotations

from functools import cache

import pytest

from stunting import releases
from stunting.paths import Layout
from stunting.releases import OpenRelease
from stunting.rembuk.agenda import Agenda, Kind
from stunting.rembuk.facts import facts_of
from stunting.rembuk.ready_agendas import ready_agenda
from stunting.slides.building import deck_of
from stunting.slides.slide import Deck
from stunting.slides.sources import Sources


@pytest.fixture(scope="session")
def release(built_layout: Layout) -> OpenRelease:
    return releases.open_release(built_layout)


@pytest.fixture(scope="session")
def sources(release: OpenRelease) -> Sources:
    return Sources(release=release)


@pytest.fixture(scope="session")
def ready(sources: Sources):
    """`ready(Kind.DISTRICT, "3514")`: the ready-made agenda of an area."""

    def made(kind: Kind, code: str) -> Agenda:
        area = sources.register.get(code)
        return ready_agenda(kind, area, sources.register, facts_of(sources.db, area=area, register=sources.register))

    return made


@pytest.fixture(scope="session")
def deck(release: OpenRelease, ready):
    """`deck(Kind.DISTRICT, "3514")`: the deck of the ready-made agenda of an area, made once."""

    @cache
    def made(kind: Kind, code: str) -> Deck:
        return deck_of(release, ready(kind, code))

    return made


@pytest.fixture(scope="session")
def pasuruan(deck) -> Deck:
    return deck(Kind.DISTRICT, "3514")
