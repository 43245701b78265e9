"""The slides of an agenda over its release, made once for all windows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from stunting.errors import StuntingError
from stunting.hall.decks import PackedDeck, pack
from stunting.letterhead import Letterhead
from stunting.paths import Layout
from stunting.promises.shown import book_for
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda_json import from_json, to_json
from stunting.slides.building import checked_area, deck_of, problems_of
from stunting.slides.slide import Deck
from stunting.slides.sources import Sources
from stunting.ui import caches, data, letterhead_form
from stunting.ui.shell import View

if TYPE_CHECKING:
    from stunting.promises.book import PromiseBook


T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Promised:
    """The promises a deck shows. key: changes with every entry of the ledger and every day, and the deck with it."""

    book: PromiseBook | None
    key: str


def _key_of(promises: Promised) -> str:
    return promises.key


def deck_for(view: View, agenda: Agenda) -> Deck:
    """The deck of an agenda: over the release it is frozen on, else over the one that is open.

    Raises:
        StuntingError: the frozen release is not on this computer, or has not the area.
    """
    return _told(_deck, view, agenda)


def problems_for(view: View, agenda: Agenda, deck: Deck) -> tuple[str, ...]:
    """Why steps of this deck show no picture, in the reader's language."""
    if not deck.problems:
        return ()
    return _problems(agenda.release_id or view.release_id, to_json(agenda), _promises(agenda), deck)


def packed_for(view: View, agenda: Agenda) -> PackedDeck:
    """The same deck as browsers fetch it."""
    return _told(_packed, view, agenda)


def _told(made: Callable[[str, str, Letterhead, Promised], T], view: View, agenda: Agenda) -> T:
    """What is made of an agenda, or its refusal in the reader's language: decks are made in Indonesian."""
    release_id = agenda.release_id or view.release_id
    try:
        return made(release_id, to_json(agenda), _letterhead(view, agenda), _promises(agenda))
    except StuntingError:
        checked_area(Sources(release=data.open_release(release_id)), agenda)
        raise


@caches.shared(max_entries=4, is_wordless=True, hash_funcs={Letterhead: repr, Promised: _key_of})
def _deck(release_id: str, agenda_text: str, letterhead: Letterhead, promises: Promised) -> Deck:
    return deck_of(data.open_release(release_id), from_json(agenda_text), letterhead=letterhead, promises=promises.book)


@caches.shared(max_entries=4, is_wordless=True, hash_funcs={Letterhead: repr, Promised: _key_of})
def _packed(release_id: str, agenda_text: str, letterhead: Letterhead, promises: Promised) -> PackedDeck:
    return pack(_deck(release_id, agenda_text, letterhead, promises))


@caches.shared(max_entries=8, hash_funcs={Promised: _key_of})
def _problems(release_id: str, agenda_text: str, promises: Promised, _deck: Deck) -> tuple[str, ...]:
    del agenda_text  # only the key of the cache
    return problems_of(data.open_release(release_id), _deck.agenda, _deck, promises=promises.book)


def _promises(agenda: Agenda) -> Promised:
    book = book_for(Layout.default(), agenda.steps)
    return Promised(book=book, key=f"{book.sha256} {dt.date.today()}" if book else "")


def _letterhead(view: View, agenda: Agenda) -> Letterhead:
    code = agenda.area_code
    kabkota = view.register.ancestor(code, "kabupaten") if code in view.register else None
    return letterhead_form.letterhead_of(kabkota)
