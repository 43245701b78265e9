"""A sheet to draw on: shapes and measured texts in pixels, collected as SVG."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from stunting.charts import theme
from stunting.slides.drawing import letters, signs
from stunting.slides.drawing.inks import SMALLEST_PX, Inks, Size

# Stands for the prefix of ids until the whole drawing is known; no text can hold it.
PREFIX = "\x00"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What is drawn as bars and points: seen on white and on near black alike.
BAR, PALE, HATCH = "#4d95c4", "#d3e5f1", "#1f6299"
WATERMARK_TILT = 24


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, *, gap: float = 0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def text_box(x: float, y: float, text: str, px: float, *, anchor: str = "start", is_bold: bool = False) -> Box:
    """The place of a line of text whose baseline begins, is centred or ends at a point."""
    wide = letters.width(text, px, is_bold=is_bold)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - letters.ABOVE * px, left + wide, y + letters.BELOW * px)


def baseline(middle: float, px: float) -> float:
    """Where the baseline lies of a line whose figures are centred on a height."""
    return middle + 0.33 * px


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel, as short as possible."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0" if abs(value) < 0.05 else "-0")


def attribute(text: str) -> str:
    return quoteattr(CONTROL.sub("", text))


def content(text: str) -> str:
    return escape(CONTROL.sub("", text))


@dataclass
class Scene:
    """What has been drawn so far. texts: the place of every line, so that others can keep away from it."""

    size: Size
    inks: Inks
    parts: list[str] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)

    @property
    def width(self) -> float:
        return self.size.width

    @property
    def height(self) -> float:
        return self.size.height

    @property
    def is_narrow(self) -> bool:
        return self.size.is_scrolled

    def add(self, markup: str) -> None:
        self.parts.append(markup)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        px: float = SMALLEST_PX,
        anchor: str = "start",
        is_bold: bool = False,
        ink: str = "",
        halo: str = "",
        whole: str = "",
    ) -> Box:
        """One line with its baseline at y; `whole` is what a shortened text stands for.

        halo: the colour around the letters where they lie on something else than one plain ground
        """
        assert px >= SMALLEST_PX, "read from the last row"
        place = text_box(x, y, text, px, anchor=anchor, is_bold=is_bold)
        if not text:
            return place
        style = f' text-anchor="{anchor}"' if anchor != "start" else ""
        style += ' font-weight="700"' if is_bold else ""
        if halo:
            style += f' stroke="{halo}" stroke-width="{number(px / 5)}" stroke-linejoin="round" paint-order="stroke"'
        title = f"<title>{content(whole)}</title>" if whole and whole != text else ""
        self.texts.append(place)
        if text[0] in signs.SHAPES:
            # Typefaces lack some of these signs, and what stands in for them differs between browsers and files.
            before = letters.width(text[: len(text) - len(text[1:].lstrip())], px, is_bold=is_bold)
            middle = place.left + letters.width(text[0], px, is_bold=is_bold) / 2, y - 0.34 * px
            self.add(signs.shape(text[0], middle, px, ink or self.inks.ink))
            text, x = text[1:].lstrip(), x + {"start": before, "middle": before / 2, "end": 0.0}[anchor]
            if not text:
                return place
        self.add(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(px)}" fill="{ink or self.inks.ink}"{style}>'
            f"{title}{content(text)}</text>"
        )
        return place

    def lines(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        *,
        px: float = SMALLEST_PX,
        anchor: str = "start",
        is_bold: bool = False,
        ink: str = "",
        whole: str = "",
    ) -> float:
        """Lines of text below each other; returns where the next one would begin."""
        step = letters.LINE * px
        is_cut = bool(lines) and lines[-1].endswith(letters.ELLIPSIS)
        for row, line in enumerate(lines):
            said = whole if is_cut and row == len(lines) - 1 else ""
            y = baseline(top + (row + 0.5) * step, px)
            self.text(x, y, line, px=px, anchor=anchor, is_bold=is_bold, ink=ink, whole=said)
        return top + len(lines) * step

    def line(self, one: tuple[float, float], other: tuple[float, float], ink: str, wide: float, more: str = "") -> None:
        (x, y), (to_x, to_y) = one, other
        self.add(
            f'<path d="M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}" fill="none" stroke="{ink}" '
            f'stroke-width="{number(wide)}"{more}/>'
        )

    def rect(self, box: Box, fill: str, more: str = "") -> None:
        self.add(
            f'<rect x="{number(box.left)}" y="{number(box.top)}" width="{number(max(box.width, 0))}" '
            f'height="{number(max(box.height, 0))}" fill="{fill}"{more}/>'
        )

    @contextmanager
    def group(self, name: str) -> Iterator[None]:
        self.add(f'<g class="{name}">')
        yield
        self.add("</g>")

    def svg(self, *, alt: str, watermark: str = "") -> str:
        """The drawing; its ids begin with a prefix made from what it shows, so that the same input gives the same."""
        wide, high = self.size.width, self.size.height
        drawn = "".join(self.parts) + (self._watermark(watermark) if watermark else "")
        digest = hashlib.sha256(f"{wide}x{high}{drawn}".encode()).hexdigest()[:8]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" '
            f'aria-label={attribute(alt)} font-family="{theme.FONT}">{drawn}</svg>'
        ).replace(PREFIX, f"g{digest}-")

    def _watermark(self, text: str) -> str:
        """Large and faint from corner to corner."""
        px = min(0.9 * self.width / letters.width(text, 1, is_bold=True), 0.34 * self.height)
        x, y = self.width / 2, self.height / 2
        return (
            f'<text class="air" aria-hidden="true" x="{number(x)}" y="{number(baseline(y, px))}" '
            f'font-size="{number(px)}" '
            f'font-weight="700" text-anchor="middle" fill="{self.inks.ink}" opacity=".11" pointer-events="none" '
            f'transform="rotate(-{WATERMARK_TILT} {number(x)} {number(y)})">{content(text)}</text>'
        )
