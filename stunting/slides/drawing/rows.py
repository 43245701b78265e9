"""What drawings of rows share: how high a row is, how large its letters, its name, and the line for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stunting.slides.drawing import letters, rest
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.svg import Scene

LARGEST_PX = 34
# Height of a row in parts of its letters: at least, at best, and at most.
LEAST, BEST, MOST = 1.26, 1.55, 2.1
# A row of two lines keeps this distance from the next, in parts of its letters.
APART = 0.45
GAP = 16


@dataclass(frozen=True)
class Rows:
    """Rows below each other.

    shown: positions that are drawn; rest: what the last line says; px: size of the letters; step: height of a row
    """

    shown: list[int]
    rest: str
    px: float
    top: float
    step: float

    def middle(self, row: int) -> float:
        return self.top + (row + 0.5) * self.step

    @property
    def bottom(self) -> float:
        return self.top + len(self.shown) * self.step


def laid_out(marked: Sequence[bool], said: str, *, top: float, bottom: float, lines: int = 1) -> Rows:
    """Rows between two heights, the letters as large as they allow; those beyond are counted in the rest line.

    lines: lines of text a row has
    """
    apart = APART * (lines - 1)
    least = SMALLEST_PX * (LEAST * lines + apart)
    rest_px = SMALLEST_PX * 1.5
    whole = bottom - top - (rest_px if said else 0)
    shown = rest.kept(marked, max(int(whole / least), 0))
    if len(shown) < len(marked):
        whole = bottom - top - rest_px
        shown = rest.kept(marked, max(int(whole / least), 0))
    count = max(len(shown), 1)
    px = min(max(whole / count / (BEST * lines + apart), SMALLEST_PX), LARGEST_PX)
    return Rows(
        shown=shown,
        rest=rest.line(said, len(marked) - len(shown)),
        px=px,
        top=top,
        step=min(whole / count, px * (MOST * lines + apart)),
    )


def write_rest(scene: Scene, rows: Rows) -> None:
    """The line below the last row."""
    if rows.rest:
        said = letters.shortened(rows.rest, SMALLEST_PX, scene.width)
        scene.lines(0, rows.bottom + 4, [said], ink=scene.inks.muted, whole=rows.rest)


def gaps(scene: Scene, rows: Rows) -> None:
    """A dashed rule where rows between two shown ones are left out."""
    for place in range(1, len(rows.shown)):
        if rows.shown[place] != rows.shown[place - 1] + 1:
            y = rows.top + place * rows.step
            scene.line((0, y), (scene.width, y), scene.inks.muted, 2, ' stroke-dasharray="3 7"')


def write_name(
    scene: Scene, name: str, *, x: float, middle: float, px: float, room: float, step: float, bold: bool
) -> None:
    """A name centred on its row, on two lines where one is too short and the row is high enough."""
    ink = scene.inks.accent if bold else scene.inks.ink
    for size in (px, SMALLEST_PX):
        most = 2 if step >= 2 * letters.LINE * size else 1
        lines = letters.fitted(name, size, room, lines=most, is_bold=bold)
        if lines and not lines[-1].endswith(letters.ELLIPSIS):
            break
    top = middle - len(lines) * letters.LINE * size / 2
    scene.lines(x, top, lines, px=size, is_bold=bold, ink=ink, whole=name)
