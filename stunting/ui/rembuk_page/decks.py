"""The slides of an agenda over its release, made once for all windows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stunting.hall.decks import PackedDeck, pack
from stunting.letterhead import Letterhead
from stunting.paths import Layout
from stunting.promises.shown import book_for
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda_json import from_json, to_json
from stunting.slides.building import deck_of
from stunting.slides.slide import Deck
from stunting.ui import caches, data, letterhead_form
from stunting.ui.shell import View

if TYPE_CHECKING:
    from stunting.promises.book import PromiseBook


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
    return _deck(agenda.release_id or view.release_id, to_json(agenda), _letterhead(view, agenda), _promises(agenda))


def packed_for(view: View, agenda: Agenda) -> PackedDeck:
    """The same deck as browsers fetch it."""
    return _packed(agenda.release_id or view.release_id, to_json(agenda), _letterhead(view, agenda), _promises(agenda))


@caches.shared(max_entries=4, is_wordless=True, hash_funcs={Letterhead: repr, Promised: _key_of})
def _deck(release_id: str, agenda_text: str, letterhead: Letterhead, promises: Promised) -> Deck:
    return deck_of(data.open_release(release_id), from_json(agenda_text), letterhead=letterhead, promises=promises.book)


@caches.shared(max_entries=4, is_wordless=True, hash_funcs={Letterhead: repr, Promised: _key_of})
def _packed(release_id: str, agenda_text: str, letterhead: Letterhead, promises: Promised) -> PackedDeck:
    return pack(_deck(release_id, agenda_text, letterhead, promises))


def _promises(agenda: Agenda) -> Promised:
    book = book_for(Layout.default(), agenda.steps)
    return Promised(book=book, key=f"{book.sha256} {dt.date.today()}" if book else "")


def _letterhead(view: View, agenda: Agenda) -> Letterhead:
    code = agenda.area_code
    kabkota = view.register.ancestor(code, "kabupaten") if code in view.register else None
    return letterhead_form.letterhead_of(kabkota)
