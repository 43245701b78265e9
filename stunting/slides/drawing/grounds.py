"""What areas of a map are filled with: class colours and the patterns of the states that have none.

These colours are the same in every theme, so the ink that is written on them is chosen here by contrast.
"""

from __future__ import annotations

from collections.abc import Iterable

from stunting.charts import theme
from stunting.charts.map_legend import EXCLUDED_PATTERN, PATTERNS
from stunting.charts.map_rows import EXCLUDED, LETTERS
from stunting.classes import AreaState
from stunting.slides.drawing.svg import PREFIX, number

INK, PAPER = "#10181f", "#ffffff"
# Lines of a pattern on paper, and where areas are not coloured by class.
PATTERN_INK, GROUND = "#74818e", "#e6eaee"
READABLE = 7.0
PATTERN_OF = {LETTERS[state]: pattern for state, pattern in PATTERNS.items()} | {EXCLUDED: EXCLUDED_PATTERN}
LOW_COVERAGE = LETTERS[AreaState.LOW_COVERAGE]
# Marks of a pattern in a tile of ten by ten.
MARKS = {
    "hatch": '<path d="M-2.5 7.5L7.5 -2.5M2.5 12.5L12.5 2.5" stroke="{ink}" stroke-width="1.7"/>',
    "hatch_over": '<path d="M-2.5 2.5L7.5 12.5M2.5 -2.5L12.5 7.5" stroke="{ink}" stroke-width="2.2"/>',
    "cross": '<path d="M0 0L10 10M10 0L0 10" stroke="{ink}" stroke-width="1.1"/>',
    "dots": '<circle cx="2.5" cy="2.5" r="1.6" fill="{ink}"/><circle cx="7.5" cy="7.5" r="1.6" fill="{ink}"/>',
    "lines": '<path d="M0 2.5H10M0 7.5H10" stroke="{ink}" stroke-width="1.5"/>',
    "dashed": "",
}


def written_on(colour: str) -> tuple[str, str]:
    """Ink and halo for a text on a colour: contrast 7 or more against the colour, else against the halo around it."""
    for ink in (INK, PAPER):
        if theme.contrast(colour, ink) >= READABLE:
            return ink, colour
    is_dark = theme.contrast(colour, PAPER) >= theme.contrast(colour, INK)
    return (PAPER, theme.PREVALENCE[-1]) if is_dark else (INK, PAPER)


def fill_of(letter: str, colour: str) -> str:
    """The fill of an area in a state; `colour` is that of its class, or what stands for none."""
    pattern = PATTERN_OF.get(letter)
    if not pattern or pattern == "dashed":
        return colour
    return f"url(#{PREFIX}{name(pattern, colour)})"


def name(pattern: str, colour: str) -> str:
    return f"{pattern}-{colour.removeprefix('#')}"


def definitions(fills: Iterable[tuple[str, str]], *, tile: float, per_pixel: float = 1.0, suffix: str = "") -> str:
    """`<defs>` with a pattern for each pair of state letter and colour that needs one.

    tile: pixels of a tile; per_pixel: units of the drawing per pixel where it is scaled
    """
    wanted = sorted({(PATTERN_OF[letter], colour) for letter, colour in fills if letter in PATTERN_OF})
    size = number(10)
    found = [
        f'<pattern id="{PREFIX}{name(pattern, colour)}{suffix}" width="{size}" height="{size}" '
        f'patternUnits="userSpaceOnUse" patternTransform="scale({tile * per_pixel / 10:.4g})">'
        f'<rect width="{size}" height="{size}" fill="{colour}"/>{MARKS[pattern].format(ink=_ink(pattern, colour))}'
        "</pattern>"
        for pattern, colour in wanted
        if MARKS[pattern]
    ]
    return f"<defs>{''.join(found)}</defs>" if found else ""


def _ink(pattern: str, colour: str) -> str:
    if pattern != "hatch_over":
        return PATTERN_INK
    return PAPER if theme.contrast(colour, PAPER) >= 3 else INK
