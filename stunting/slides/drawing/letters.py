"""How wide a text is, measured with the typeface it is set in, and where it breaks."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

PACKAGE = "font_source_sans_pro"
# Advance of a sign the typeface lacks, in parts of the size.
UNKNOWN = 0.8
# Height of a line, and how far letters reach above and below their baseline, in parts of the size.
LINE, ABOVE, BELOW = 1.2, 0.74, 0.22
ELLIPSIS = "…"
# Where a word longer than its line may break.
BREAKABLE = "/-–"


def width(text: str, px: float, *, is_bold: bool = False) -> float:
    """Pixels of a text on one line, without kerning, which only ever makes it narrower."""
    known = _advances(is_bold)
    return px * sum(known.get(ord(letter), UNKNOWN) for letter in text)


def wrap(text: str, px: float, room: float, *, is_bold: bool = False) -> list[str]:
    """The lines of a text that may be so wide; a word no line can hold is broken where it must."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, px, is_bold=is_bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, px, room, is_bold)
        lines += whole
    return [*lines, line] if line else lines


def fitted(text: str, px: float, room: float, *, lines: int = 1, is_bold: bool = False) -> list[str]:
    """At most so many lines; the last one ends in an ellipsis where the text is longer."""
    wrapped = wrap(text, px, room, is_bold=is_bold)
    if len(wrapped) <= lines:
        return wrapped
    return [*wrapped[: lines - 1], shortened(" ".join(wrapped[lines - 1 :]), px, room, is_bold=is_bold)]


def shortened(text: str, px: float, room: float, *, is_bold: bool = False) -> str:
    """The text, or as much of its beginning as fits, with an ellipsis; "" where not even that fits."""
    if width(text, px, is_bold=is_bold) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        shorter = text[:end].rstrip() + ELLIPSIS
        if width(shorter, px, is_bold=is_bold) <= room:
            return shorter
    return ""


def longest_word(text: str, px: float, *, is_bold: bool = False) -> float:
    return max((width(word, px, is_bold=is_bold) for word in text.split()), default=0)


def _pieces(word: str, px: float, room: float, is_bold: bool) -> list[str]:
    if width(word, px, is_bold=is_bold) <= room:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, px, is_bold=is_bold) > room:
            cut = max(piece.rfind(sign) for sign in BREAKABLE) + 1
            cut = cut if cut > len(piece) / 3 else len(piece)
            pieces.append(piece[:cut])
            piece = piece[cut:]
        piece += letter
    return [*pieces, piece]


@lru_cache(maxsize=2)
def _advances(is_bold: bool) -> dict[int, float]:
    """Advance of each sign in parts of the size: Source Sans, else the wider DejaVu Sans."""
    font = TTFont(_file("Bold" if is_bold else "Regular"), lazy=True)
    metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


def _file(style: str) -> Path:
    spec = find_spec(PACKAGE)
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    found = [path for folder in folders for path in folder.rglob(f"SourceSansPro-{style}.ttf")]
    if found:
        return found[0]
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if style == 'Bold' else ''}.ttf"
