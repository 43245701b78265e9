"""Names and numbers of circles: the number on its circle, the name over it or on a plate with a line to it."""

from __future__ import annotations

from collections.abc import Sequence

from stunting.slides.drawing import grounds, letters
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.map_areas import Panel
from stunting.slides.drawing.map_board import CELL, Board
from stunting.slides.drawing.map_places import Written, beside
from stunting.slides.drawing.svg import Box, Scene, baseline

# A number beside its circle stands no further off than this, in pixels.
FAR = 90
# (place, (name, number), whether it is to be named)
Entry = tuple[int, tuple[str, str], bool]


def write(scene: Scene, one: Panel, board: Board, entries: Sequence[Entry]) -> int:
    """Write them, those of the largest circles first; returns how many found no place."""
    unnamed, left_over = [], []
    for place, (name, text), is_named in entries:
        spot = one.spots[place].tolist()
        if _at(scene, one, board, spot[0], spot[1], text, is_bold=True):
            unnamed += [(place, name)] if is_named else []
        else:
            left_over.append((place, Written(name if is_named else "", text, SMALLEST_PX)))
            board.keep(one.spots[place])
    for place, name in unnamed:
        _name(scene, one, board, place, name)
    return sum(
        not (
            beside(scene, one, board, place, written, most=FAR)
            or beside(scene, one, board, place, written, most=FAR, is_plate=True)
        )
        for place, written in left_over
    )


def _name(scene: Scene, one: Panel, board: Board, place: int, name: str) -> None:
    """Over, under or beside its circle, as far as there is room; the number stands there already."""
    x, y = one.spots[place].tolist()
    line = 1.04 * SMALLEST_PX
    down = max(float(one.radii[place]) + 0.5 * line, line + 2 * CELL)
    across = down - 0.5 * line + 6 + letters.width(name, SMALLEST_PX) / 2
    # What was moved is named outside its frame where there is no room inside.
    for off in (0, 30, 60) if place in one.arranged.moved else (0,):
        over, aside = down + off, across + off
        if any(
            _at(scene, one, board, *at, name) for at in ((x, y - over), (x, y + over), (x + aside, y), (x - aside, y))
        ):
            return


def _at(scene: Scene, one: Panel, board: Board, x: float, y: float, text: str, *, is_bold: bool = False) -> bool:
    """A line with its middle at a point, or a little off it at the edge of the panel."""
    half, high = letters.width(text, SMALLEST_PX, is_bold=is_bold) / 2, 0.52 * SMALLEST_PX
    inner = one.box
    moved = min(max(x, inner.left + half + 4), inner.right - half - 4)
    place = Box(moved - half, y - high, moved + half, y + high)
    if abs(moved - x) > half / 2 or not board.is_free(place):
        return False
    # Over several circles at once only dark letters with a pale edge are read.
    scene.text(
        moved,
        baseline(y, SMALLEST_PX),
        text,
        anchor="middle",
        is_bold=is_bold,
        ink=grounds.INK,
        halo=grounds.PAPER,
    )
    board.take(place)
    return True
