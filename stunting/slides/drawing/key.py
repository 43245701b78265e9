"""The legend under a drawing: marks with their words, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stunting.slides.drawing import letters
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.svg import Scene

PX = SMALLEST_PX
MARK, GAP, BETWEEN = 40, 10, 32
STEP = 1.36 * PX
OVER = 12
# (scene, left edge, middle) draws a mark `MARK` pixels wide.
Mark = Callable[[Scene, float, float], None]


@dataclass(frozen=True)
class Entry:
    """A mark and what it means."""

    text: str
    mark: Mark

    @property
    def width(self) -> float:
        return MARK + GAP + letters.width(self.text, PX)


def in_lines(entries: Sequence[Entry], room: float) -> list[list[Entry]]:
    lines: list[list[Entry]] = []
    used = 0.0
    for entry in entries:
        if lines and used + BETWEEN + entry.width <= room:
            lines[-1].append(entry)
            used += BETWEEN + entry.width
        else:
            lines.append([entry])
            used = entry.width
    return lines


def height(scene: Scene, entries: Sequence[Entry], room: float = 0) -> float:
    count = len(in_lines(entries, room or scene.width))
    return count * STEP + OVER if count else 0


def write(scene: Scene, entries: Sequence[Entry], *, top: float, left: float = 0, room: float = 0) -> None:
    """The entries from a height on."""
    room = room or scene.width
    if not entries:
        return
    with scene.group("kunci"):
        for row, line in enumerate(in_lines(entries, room)):
            x, middle = left, top + OVER + (row + 0.5) * STEP
            for entry in line:
                entry.mark(scene, x, middle)
                said = letters.shortened(entry.text, PX, left + room - x - MARK - GAP)
                half = letters.LINE * PX / 2
                scene.lines(x + MARK + GAP, middle - half, [said], ink=scene.inks.muted, whole=entry.text)
                x += entry.width + BETWEEN
