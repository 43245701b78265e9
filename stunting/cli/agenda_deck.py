"""A kept agenda as slides, for the commands that show or write them."""

from __future__ import annotations

from stunting import letterhead_store, queries, releases
from stunting.geography import Register
from stunting.paths import Layout
from stunting.promises.shown import book_for
from stunting.rembuk import agenda_store
from stunting.slides.building import deck_of
from stunting.slides.slide import Deck


def deck_of_kept(layout: Layout, name: str) -> tuple[Deck, str]:
    """The slides of a kept agenda under the letterhead of its kabupaten, and what is to be said of the release.

    The release is the one it is frozen on, else the live one.

    Raises:
        AgendaError: no agenda has this name.
        StuntingError: there is no such release, or it cannot be opened.
    """
    agenda = agenda_store.read(layout.additions, name).agenda
    opened = releases.open_release(layout, agenda.release_id or None)
    with opened.database as db:
        kabkota = Register(queries.registered_areas(db)).ancestor(agenda.area_code, "kabupaten")
        deck = deck_of(
            opened,
            agenda,
            letterhead=letterhead_store.read_or_default(layout.additions, kabkota),
            promises=book_for(layout, agenda.steps),
        )
    return deck, opened.notice or ""
