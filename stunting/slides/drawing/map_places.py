"""Where a text of a map may stand: on its area, or beside the land with a line to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stunting.slides.drawing import grounds, letters
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.map_areas import Panel
from stunting.slides.drawing.map_board import CELL, Board
from stunting.slides.drawing.svg import Box, Scene, baseline, number
from stunting.slides.drawing.windows import sums

GAP = 5
MOST_TRIED = 600


@dataclass(frozen=True)
class Written:
    """A text of one or two lines: a name over its number, or the number alone."""

    name: str
    text: str
    px: float

    @property
    def lines(self) -> list[tuple[str, float, bool]]:
        return [*([(self.name, float(SMALLEST_PX), False)] if self.name else []), (self.text, self.px, True)]

    @property
    def width(self) -> float:
        return max(letters.width(text, px, is_bold=bold) for text, px, bold in self.lines)

    @property
    def height(self) -> float:
        return sum(px for _, px, _ in self.lines) * 1.04


def spot(one: Panel, board: Board, place: int, text: Written, share: float) -> tuple[float, float] | None:
    """The middle of a free window of the text's size of which so much lies on the area, nearest to its spot."""
    wide, high = int(text.width // CELL) + 2, int(text.height // CELL) + 2
    x, y = one.spots[place]
    rows, columns = board.owner.shape
    # Windows that touch the area lie within its bounds, give or take their own size.
    first_column, first_row, last_column, last_row = board.bounds[place]
    top, bottom = max(first_row - high, 0), min(last_row + high + 1, rows)
    left, right = max(first_column - wide, 0), min(last_column + wide + 1, columns)
    if bottom - top <= high or right - left <= wide:
        return None
    own = sums(board.owner[top:bottom, left:right] == place, high, wide)
    taken = sums(board.taken[top:bottom, left:right], high, wide)
    allowed = (own >= share * high * wide) & (taken == 0)
    found_rows, found_columns = np.nonzero(allowed)
    if not len(found_rows):
        return None
    middle_x = board.box.left + (left + found_columns + wide / 2) * CELL
    middle_y = board.box.top + (top + found_rows + high / 2) * CELL
    far = np.hypot(middle_x - x, middle_y - y) - 60 * own[found_rows, found_columns] / (high * wide)
    best = int(np.argmin(far))
    return float(middle_x[best]), float(middle_y[best])


def inside(scene: Scene, one: Panel, board: Board, place: int, text: Written, share: float) -> bool:
    found = spot(one, board, place, text, share)
    if found is None:
        return False
    ink, halo = grounds.written_on(one.colours[place])
    board.take(put(scene, text, found, ink=ink, halo=halo), GAP / 2)
    return True


def beside(
    scene: Scene,
    one: Panel,
    board: Board,
    place: int,
    text: Written,
    *,
    most: float = 1e9,
    is_plate: bool = False,
    may_cross: bool = False,
) -> bool:
    """The text on free ground off the land, as near as its line can reach it without crossing another text.

    most: the longest line; is_plate: on a plate that may lie over other areas, where no free ground can be reached;
    may_cross: even if its line has to cross another one
    """
    wide, high = int((text.width + 2 * GAP) // CELL) + 2, int((text.height + 2 * GAP) // CELL) + 2
    rows, columns = board.owner.shape
    if rows <= high or columns <= wide:
        return False
    blocked = board.taken | board.lines
    blocked |= board.spots | (board.owner == place) if is_plate else board.owner >= 0
    free = sums(blocked, high, wide) == 0
    found_rows, found_columns = np.nonzero(free)
    if not len(found_rows):
        return False
    x, y = one.spots[place]
    middle_x = board.box.left + (found_columns + wide / 2) * CELL
    middle_y = board.box.top + (found_rows + high / 2) * CELL
    far = np.hypot(
        np.maximum(abs(middle_x - x) - wide * CELL / 2, 0), np.maximum(abs(middle_y - y) - high * CELL / 2, 0)
    )
    order = np.argsort(far, kind="stable")
    # Dense among the near places, sparse among the far ones.
    tried = np.unique(np.geomspace(1, len(order), MOST_TRIED).astype(int)) - 1
    for best in order[tried].tolist():
        if far[best] > most:
            return False
        middle = float(middle_x[best]), float(middle_y[best])
        half, tall = text.width / 2 + GAP, text.height / 2 + GAP
        end = (
            min(max(x, middle[0] - half), middle[0] + half),
            min(max(y, middle[1] - tall), middle[1] + tall),
        )
        cells = board.line((x, y), end)
        # A neighbour's number may reach over the spot itself.
        if not may_cross and board.taken[cells[0][3:], cells[1][3:]].any():
            continue
        _leader(scene, (x, y), end)
        if is_plate:
            plate = Box(middle[0] - half, middle[1] - tall, middle[0] + half, middle[1] + tall)
            scene.rect(plate, scene.inks.sea, f' rx="5" stroke="{scene.inks.ink}" stroke-width="1.5"')
        place_box = put(scene, text, middle, ink=scene.inks.ink, halo=scene.inks.sea)
        board.take(place_box, GAP)
        rows_of, columns_of = cells
        for down in (-1, 0, 1):
            board.taken[np.clip(rows_of + down, 0, rows - 1), columns_of] = True
            board.taken[rows_of, np.clip(columns_of + down, 0, columns - 1)] = True
        return True
    return False


def put(scene: Scene, text: Written, middle: tuple[float, float], *, ink: str, halo: str) -> Box:
    x, y = middle
    top = y - text.height / 2
    for line, px, bold in text.lines:
        scene.text(x, baseline(top + 0.52 * px, px), line, px=px, anchor="middle", is_bold=bold, ink=ink, halo=halo)
        top += 1.04 * px
    half, high = text.width / 2, text.height / 2
    return Box(x - half, y - high, x + half, y + high)


def _leader(scene: Scene, spot: tuple[float, float], end: tuple[float, float]) -> None:
    scene.line(spot, end, scene.inks.paper, 5, ' stroke-linecap="round" pointer-events="none"')
    scene.line(spot, end, scene.inks.ink, 2, ' stroke-linecap="round" pointer-events="none"')
    x, y = spot
    scene.add(
        f'<circle cx="{number(x)}" cy="{number(y)}" r="4.5" fill="{scene.inks.ink}" stroke="{scene.inks.paper}" '
        'stroke-width="2" pointer-events="none"/>'
    )
