"""A deck as browsers fetch it: JSON for each size of stage, compressed once.

There is one set for followers and one for the presenter, whose notes stand in it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stunting.slides import deck_json
from stunting.slides.drawing import draw
from stunting.slides.slide import Deck

SIZES = tuple(deck_json.SIZES)
# What followers never get, in whatever part of a deck it stands.
PRIVATE = frozenset({"notes", "minutes", "speaker", "link"})


class Audience(StrEnum):
    """Who reads; the value is part of the names of the files."""

    FOLLOWERS = "umum"
    PRESENTER = "pembicara"


@dataclass(frozen=True, kw_only=True)
class PackedDeck:
    """A deck ready to be sent.

    hash:  12 digits, of everything in it
    files: compressed JSON by name, see `file_name`
    steps: keys of the slides in their order, with the codes of the areas inside
    cards: codes of the areas with a card
    """

    hash: str
    files: Mapping[str, bytes]
    steps: Mapping[str, tuple[str, ...]]
    cards: tuple[str, ...]


def file_name(audience: Audience, size: str) -> str:
    """The file of one audience and one size: "umum-wide.json.gz"."""
    return f"{audience.value}-{size}.json.gz"


def pack(deck: Deck, *, drawer: deck_json.Drawer = draw) -> PackedDeck:
    """Write a deck in every size for both audiences. All of them carry the same hash, of everything in them.

    drawer: as `slides.drawing.draw`; every drawing is drawn once per size
    """
    once = deck_json.drawn_once(drawer)
    texts = {}
    for size in SIZES:
        texts[file_name(Audience.FOLLOWERS, size)] = _without(deck_json.public(deck, size, drawer=once), PRIVATE)
        texts[file_name(Audience.PRESENTER, size)] = deck_json.presenter(deck, size, drawer=once)
    # The hash of the texts alone would not tell of a map that was drawn anew.
    mark = hashlib.sha256(_text({name: one | {"hash": ""} for name, one in texts.items()})).hexdigest()[:12]
    return PackedDeck(
        hash=mark,
        # Level 6: half the time of 9 for 1 % more bytes; the presenter waits for this.
        files={name: gzip.compress(_text(one | {"hash": mark}), 6, mtime=0) for name, one in texts.items()},
        steps={slide.key: tuple(slide.children) for slide in deck.slides},
        cards=tuple(card.code for card in deck.cards),
    )


def _without(value: Any, hidden: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        # Slides inside a slide lie under their own keys, which may be any word.
        return {
            key: _without(inner, hidden) if key != "children" else _children(inner, hidden)
            for key, inner in value.items()
            if key not in hidden
        }
    if isinstance(value, list | tuple):
        return [_without(one, hidden) for one in value]
    return value


def _children(value: Any, hidden: frozenset[str]) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {step: {code: _without(one, hidden) for code, one in inside.items()} for step, inside in value.items()}


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
