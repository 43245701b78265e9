"""A deck as browsers get it: finished texts, and each drawing as SVG for one size of stage.

The form (number `FORM`) is read by `hall/web/slaid.js`, which serves the screen, the window of the speaker, whoever
follows, and the page file. What the hall gets has neither notes nor minutes, speakers or links.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import stunting
from stunting import formats
from stunting.charts.theme import contrast
from stunting.languages import in_indonesian
from stunting.letterhead import LEAST_CONTRAST
from stunting.named_files import key_of
from stunting.slides.drawing import draw, suited
from stunting.slides.drawing.inks import DARK, NARROW, TALL, WIDE, Inks, Size
from stunting.slides.drawings import Drawing, MapDrawing
from stunting.slides.slide import AreaCard, Deck, KeyFigure, Slide

FORM = 1
SIZES: Mapping[str, Size] = {"wide": WIDE, "tall": TALL, "narrow": NARROW}
SAMPLE_MARK = "DATA CONTOH"
HASH_DIGITS = 12
PALER_STEPS = 20
# The page whose address is that of the dashboard itself.
FIRST_PAGE = "ringkasan"

# As `slides.drawing.draw`.
Drawer = Callable[..., str]


def public(deck: Deck, size: str, *, drawer: Drawer = draw) -> dict[str, Any]:
    """What the hall may have.

    Args:
        size: a key of `SIZES`, the stage the drawings are made for.

    Raises:
        KeyError: there is no such size.
    """
    return _json(deck, lambda one: _slide(deck, one, SIZES[size], drawer))


def presenter(deck: Deck, size: str, *, drawer: Drawer = draw) -> dict[str, Any]:
    """`public`, and per slide also notes, minutes, speaker and the link that opens its view in the dashboard; and the
    choices that open its agenda on page Rembuk."""
    page = {"page": {"wilayah": deck.area.code, "agenda": key_of(deck.agenda.name)}}
    return page | _json(deck, lambda one: _slide(deck, one, SIZES[size], drawer) | _speakers_part(deck, one))


def drawn_once(drawer: Drawer) -> Drawer:
    """A drawer that remembers: areas of several steps share their drawings, and so do audiences."""
    # By identity, for drawings are neither comparable nor short; the deck keeps them alive meanwhile.
    drawn: dict[tuple[int, Size, str], str] = {}

    def draw_once(drawing: Drawing, *, size: Size, inks: Inks, watermark: str = "") -> str:
        key = (id(drawing), size, watermark)
        if key not in drawn:
            drawn[key] = drawer(drawing, size=size, inks=inks, watermark=watermark)
        return drawn[key]

    return draw_once


@in_indonesian
def deck_hash(deck: Deck) -> str:
    """12 hexadecimal digits of the content of a deck, the same for every size and whoever it is for.

    Drawings are not drawn for it: they follow from the release, the steps and this version of the program.
    """
    agenda = [(one.key, one.page, sorted(one.params.items()), one.notes, one.minutes) for one in deck.agenda.steps]
    # An empty drawer, so that the texts alone are made.
    content = [stunting.__version__, agenda, _texts(deck)]
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(packed).hexdigest()[:HASH_DIGITS]


def _json(deck: Deck, slide: Callable[[Slide], dict[str, Any]]) -> dict[str, Any]:
    return {"hash": deck_hash(deck)} | _around(deck) | _slides(deck, slide)


def _texts(deck: Deck) -> dict[str, Any]:
    return _around(deck) | _slides(deck, lambda one: _slide(deck, one, WIDE, lambda *_, **__: ""))


def _around(deck: Deck) -> dict[str, Any]:
    """What is the same on every slide."""
    meeting_date = deck.agenda.meeting_date
    logo = deck.letterhead.logo_png
    return {
        "form": FORM,
        "agenda": {
            "name": deck.agenda.name,
            "kind": deck.agenda.kind.label,
            "date": formats.date(meeting_date) if meeting_date else "",
        },
        "area": {"code": deck.area.code, "name": deck.area.official_name},
        "release": {
            "id": deck.release_id,
            "created": formats.timestamp(deck.release_created),
            "is_frozen": deck.agenda.is_frozen,
        },
        "is_sample": deck.is_sample,
        "kop": {
            "government": deck.letterhead.government,
            "logo": f"data:image/png;base64,{base64.b64encode(logo).decode()}" if logo else "",
            "colour": deck.letterhead.accent_colour,
            "colour_on_dark": on_dark(deck.letterhead.accent_colour),
        },
        "cards": [_card(one) for one in deck.cards],
    }


def _slides(deck: Deck, slide: Callable[[Slide], dict[str, Any]]) -> dict[str, Any]:
    return {
        "slides": [slide(one) for one in deck.slides],
        "children": {
            one.key: {code: slide(child) for code, child in one.children.items()} for one in deck.slides if one.children
        },
    }


def _slide(deck: Deck, slide: Slide, size: Size, drawer: Drawer) -> dict[str, Any]:
    drawing = slide.drawing
    mark = SAMPLE_MARK if slide.is_sample else ""
    asked = size if drawing is None else suited(drawing, size)
    return {
        "key": slide.key,
        "title": slide.title,
        "figure": _figure(slide.figure) if slide.figure else None,
        "sentence": slide.sentence,
        "source": slide.source,
        "chips": list(slide.chips),
        "data_date": slide.data_date,
        "footnotes": list(slide.footnotes),
        "credit": drawing.credit if isinstance(drawing, MapDrawing) else "",
        "is_sample": slide.is_sample,
        "svg": "" if drawing is None else drawer(drawing, size=asked, inks=Inks.of_page(), watermark=mark),
        "alt": "" if drawing is None else drawing.alt,
        "children": list(slide.children),
        "decision": next((one.decision for one in deck.agenda.steps if one.key == slide.key), ""),
    }


def _speakers_part(deck: Deck, slide: Slide) -> dict[str, Any]:
    """An area inside a step has a link, and nothing else of its own."""
    step = next((one for one in deck.agenda.steps if one.key == slide.key), None)
    return {
        "notes": step.notes if step else "",
        "minutes": step.minutes if step else 0,
        "speaker": step.speaker if step else "",
        "link": _link(slide),
    }


def _link(slide: Slide) -> str:
    """Below the base path of the dashboard; "" for a slide of words."""
    if not slide.page:
        return ""
    return f"/{'' if slide.page == FIRST_PAGE else slide.page}?{urlencode(slide.params)}"


def on_dark(colour: str) -> str:
    """A colour of the house ("#rrggbb"), mixed with white until it can be read on the dark theme."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    paler = (
        "#" + "".join(f"{round(one + (255 - one) * part / PALER_STEPS):02x}" for one in channels)
        for part in range(PALER_STEPS + 1)
    )
    return next(one for one in paler if contrast(one, DARK.paper) >= LEAST_CONTRAST)


def _figure(figure: KeyFigure) -> dict[str, str]:
    return {"text": figure.text, "label": figure.label, "detail": figure.detail}


def _card(card: AreaCard) -> dict[str, Any]:
    return {
        "code": card.code,
        "name": card.name,
        "level": card.level,
        "parent": card.parent_name,
        "figure": _figure(card.figure),
        "sentence": card.sentence,
        "source": card.source,
        "data_date": card.data_date,
        "is_sample": card.is_sample,
    }
