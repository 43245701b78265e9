"""A deck as one page file: opened by double-click, without server or network, and still drills into its maps."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from stunting.hall import typeface
from stunting.hall.assets import WEB
from stunting.languages import in_indonesian
from stunting.slides import deck_json
from stunting.slides.drawing import draw
from stunting.slides.slide import Deck

PAGE = WEB / "berkas.html"
STYLE = re.compile(r'<link rel="stylesheet" href="([\w.-]+)">')
SCRIPT = re.compile(r'<script src="([\w.-]+)"></script>')
FONT = re.compile(r'url\("([\w.-]+\.ttf)"\)')
CONTENT = '<script type="application/json" id="isi"></script>'


@in_indonesian
def to_html(deck: Deck) -> bytes:
    """The page with styles, scripts, typeface and every drawing in three sizes inside; what followers may see."""
    page = PAGE.read_text(encoding="utf-8")
    page = STYLE.sub(lambda found: f"<style>\n{_style(found[1])}</style>", page)
    page = SCRIPT.sub(lambda found: f"<script>\n{_text(found[1])}</script>", page)
    # "<" as an escape: whatever a text says, it cannot end the element.
    content = json.dumps(_content(deck), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return page.replace(CONTENT, CONTENT.replace("></", f">{content}</")).encode("utf-8")


def _content(deck: Deck) -> dict[str, Any]:
    """The texts once; the drawings per size, by slide and by slide and area."""
    drawings: dict[str, dict[str, str]] = {}
    texts: dict[str, Any] = {}
    once = deck_json.drawn_once(draw)
    for size in deck_json.SIZES:
        texts = deck_json.public(deck, size, drawer=once)
        drawings[size] = {slide["key"]: slide.pop("svg") for slide in texts["slides"]}
        for step, inside in texts["children"].items():
            drawings[size] |= {f"{step}/{code}": slide.pop("svg") for code, slide in inside.items()}
    return {"deck": texts, "drawings": drawings}


def _style(name: str) -> str:
    return FONT.sub(_font, _text(name))


def _font(found: re.Match[str]) -> str:
    """The typeface inside the file: the drawings were measured with it."""
    font = typeface.small(found[1])
    return found[0] if font is None else f'url("data:font/ttf;base64,{base64.b64encode(font).decode()}")'


def _text(name: str) -> str:
    return (WEB / name).read_text(encoding="utf-8")
