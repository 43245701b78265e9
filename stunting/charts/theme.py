"""Colours, type and figure frame, in one place for screen, slide and file.

One hue for prevalence, light for low and dark for high; one accent for what is chosen; grey for the rest.
Checked by tests: lightness falls evenly, neighbours differ enough in print and for colour-blind readers.
"""

from __future__ import annotations

from stunting.languages import N_

INK = "#17212b"
MUTED = "#55626f"
FAINT = "#c9d1d9"
PAPER = "#ffffff"
SEA = "#f3f6f8"
ACCENT = "#c2410c"
TARGET = "#4d7c0f"

FONT = "Source Sans, 'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"  # no text

# Blues from light to dark; five classes take all, fewer classes take every other shade.
PREVALENCE = ("#d3e5f1", "#94c3df", "#4d95c4", "#1f6299", "#0b2f57")
PREVALENCE_BY_SIZE = {
    1: (PREVALENCE[2],),
    2: (PREVALENCE[1], PREVALENCE[3]),
    3: (PREVALENCE[0], PREVALENCE[2], PREVALENCE[4]),
    4: (PREVALENCE[0], PREVALENCE[1], PREVALENCE[3], PREVALENCE[4]),
    5: PREVALENCE,
}

# Distinct marks per survey, never distinguished by colour alone.
SURVEY_SYMBOLS = {"riskesdas": "square", "ssgbi": "triangle-up", "ssgi": "circle", "ski": "diamond"}

WATERMARK = N_("DATA CONTOH")


def class_colours(size: int) -> tuple[str, ...]:
    """The colours of a scheme with this many classes, low to high."""
    return PREVALENCE_BY_SIZE[size]


def text_on(colour: str) -> str:
    """Ink or paper, whichever is easier to read on a background colour (WCAG contrast)."""
    return INK if contrast(colour, INK) >= contrast(colour, PAPER) else PAPER


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 black to 1 white (WCAG 2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
