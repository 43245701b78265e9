"""Slides on paper and as pictures: A4 landscape to hand out, and a PNG that explains itself in a chat.

Both are set by typst from the texts of the slide and the drawing of the screen, in colours that stay apart in black and
white: classes run from light to dark, states are patterns, and what is marked is also bold.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from stunting import formats
from stunting.exports import typesetting
from stunting.exports.page import SAMPLE_WORDS
from stunting.exports.typesetting import breakable
from stunting.languages import in_indonesian
from stunting.slides import drawing as drawings_as_svg
from stunting.slides.drawing.inks import LIGHT, Size
from stunting.slides.slide import Deck, Slide

TEMPLATE = Path(__file__).with_name("slide_sheet.typ")
# What travels in a chat: as wide as a telephone shows it, and below a megabyte.
PICTURE, PICTURE_WIDTH_PX, LARGEST_PNG_BYTES = Size(width=1_020, height=680), 1_080, 1_000_000
# On A4 landscape beside the column of the figure.
SHEET = Size(width=1_120, height=800)
LONGEST_TITLE_ON_A_LINE = 46


@in_indonesian
def to_png(deck: Deck, slide: Slide) -> bytes:
    """One slide as a PNG 1080 pixels wide and smaller than 1 MB, with title, source and release burned in."""
    shown = _slide(slide, PICTURE)
    shown["foot"].append(_release(deck))
    content = _deck(deck) | {"form": "picture", "slides": [shown]}
    png = typesetting.png_pages(TEMPLATE, content, ppi=72)[0]
    return png if len(png) < LARGEST_PNG_BYTES else _smaller(png)


@in_indonesian
def to_pdf(deck: Deck) -> bytes:
    """The agenda and every slide with a figure or a drawing, one A4 page each."""
    shown = [_slide(one, SHEET) for one in deck.slides if not one.is_words]
    content = _deck(deck) | {"form": "sheets", "slides": shown, "agenda": _agenda(deck)}
    return typesetting.pdf(TEMPLATE, content)


def _deck(deck: Deck) -> dict[str, Any]:
    meeting = formats.date(deck.agenda.meeting_date) if deck.agenda.meeting_date else ""
    logo = deck.letterhead.logo_png
    return {
        "title": deck.agenda.name,
        "subtitle": " · ".join(filter(None, (deck.agenda.kind.label, deck.area.official_name, meeting))),
        "government": deck.letterhead.government,
        "logo": list(logo) if logo else None,
        "foot": f"{_release(deck)}{', memuat DATA CONTOH' if deck.is_sample else ''}",
        "sample_words": SAMPLE_WORDS,
        "ink": LIGHT.ink,
        "muted": LIGHT.muted,
        "paper": LIGHT.paper,
        "house": deck.letterhead.accent_colour,
        "agenda": [],
    }


def _agenda(deck: Deck) -> list[list[str]]:
    return [
        [str(number), str(step.minutes or ""), breakable(step.title), breakable(step.speaker), breakable(step.decision)]
        for number, step in enumerate(deck.agenda.steps, start=1)
    ]


def _slide(slide: Slide, size: Size) -> dict[str, Any]:
    drawing = slide.drawing
    svg = drawings_as_svg.draw(drawing, size=size, inks=LIGHT) if drawing is not None else ""
    figure = slide.figure
    return {
        "title": breakable(slide.title),
        "title_size": 46 if len(slide.title) <= LONGEST_TITLE_ON_A_LINE else 38,
        "chips": breakable(" · ".join(dict.fromkeys(filter(None, (*slide.chips, slide.data_date))))),
        "figure": None
        if figure is None
        else {
            "text": figure.text,
            "label": breakable(figure.label),
            "detail": breakable(figure.detail),
            "size": 120 if len(figure.text) <= 7 else 56,
        },
        "is_sample": slide.is_sample,
        "sentence": breakable(slide.sentence),
        "svg": svg,
        "alt": drawing.alt if drawing is not None else "",
        "foot": [breakable(one) for one in _foot(slide)],
    }


def _foot(slide: Slide) -> list[str]:
    """Source and cautions."""
    cautions = ". ".join(dict.fromkeys(one.rstrip(".") for one in slide.footnotes))
    return [one for one in (slide.source, f"{cautions}." if cautions else "") if one]


def _release(deck: Deck) -> str:
    frozen = ", data dibekukan" if deck.agenda.is_frozen else ""
    return f"Rilis data: {deck.release_id} ({formats.date(deck.release_created)}){frozen}"


def _smaller(png: bytes) -> bytes:
    """The same picture with as many colours as fit; a map has few, its edges have many."""
    with Image.open(io.BytesIO(png)) as picture:
        flat = picture.convert("RGB")
    for colours in (256, 128, 64, 32):
        stream = io.BytesIO()
        flat.quantize(colours, dither=Image.Dither.NONE).save(stream, format="PNG", optimize=True)
        if stream.tell() < LARGEST_PNG_BYTES:
            break
    return stream.getvalue()
