"""Names and numbers of a map: on their area where they fit, else beside the land with a line to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stunting.slides.drawing import grounds, letters
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.map_areas import Panel
from stunting.slides.drawing.map_board import CELL, Board, board_of
from stunting.slides.drawing.svg import Box, Scene, baseline, number
from stunting.slides.drawing.windows import sums

SIZES = (30, 27, SMALLEST_PX)
# Every given text is named where there are few, else the highest.
MOST_NAMED, FEW = 5, 12
# A small panel has no room for lines to bare numbers, a tiny one for few names.
SMALL_PANEL, TINY_PANEL, NAMED_IF_TINY = 420, 300, 3
# Share of a text that lies on its own area: to be written there, to reach a little over its border, and at worst.
INSIDE, MOSTLY, ATLEAST = 0.97, 0.82, 0.5
GAP = 5
PREFIXES = (
    "Kota Administrasi ",
    "Kabupaten Administrasi ",
    "Kab. Administrasi ",
    "Kab. Adm. ",
    "Kota Adm. ",
    "Administrasi ",
    "Kabupaten ",
    "Kab. ",
    "Kecamatan ",
    "Kec. ",
    "Kelurahan ",
    "Kel. ",
    "Desa ",
    "Provinsi ",
)
MOST_TRIED = 600
# A number without its name is not carried further off than this, in pixels.
FAR = 110


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


def write(scene: Scene, one: Panel) -> bool:
    """Write the labels of a panel, and in a free corner how many found no place; False if that found none itself."""
    given = [place for place in range(len(one.shapes.codes)) if one.text(place)]
    if not given:
        return True
    board = board_of(one)
    values = np.nan_to_num(one.rows.values, nan=-1.0)
    given.sort(key=lambda place: -values[place])
    side = min(one.box.width, one.box.height)
    most = NAMED_IF_TINY if side < TINY_PANEL else FEW if len(given) <= FEW else MOST_NAMED
    # Nobody knows an island by its place once it has been moved.
    named = set(given[:most]) | (one.arranged.moved & set(given))
    px = _size(one, board, given)
    missed = _write_named(scene, one, board, [place for place in given if place in named], px)
    missed += _write_others(scene, one, board, [place for place in given if place not in named], px, side=side)
    return not missed or _count_missed(scene, one, board, missed)


def _write_named(scene: Scene, one: Panel, board: Board, places: list[int], px: float) -> int:
    """Names with their numbers: on the area, off the land, at last on a plate over other areas."""
    left_over = []
    for place in places:
        name, text = _short(one.shapes.names[place]), one.text(place)
        small = Written(name, text, SMALLEST_PX)
        wishes = ((Written(name, text, px), INSIDE), (small, INSIDE), (small, MOSTLY))
        if not any(_inside(scene, one, board, place, wish, share) for wish, share in wishes):
            left_over.append(place)
            board.keep(one.spots[place])
    missed = 0
    # The ones near the edge first: the lines of the others then find their way between them.
    for place in sorted(left_over, key=lambda place: board.from_sea(one.spots[place])):
        name, text = _short(one.shapes.names[place]), one.text(place)
        whole = Written(name, text, SMALLEST_PX)
        missed += not (
            _beside(scene, one, board, place, whole)
            or _inside(scene, one, board, place, whole, ATLEAST)
            or _beside(scene, one, board, place, whole, is_plate=True)
            or _beside(scene, one, board, place, whole, is_plate=True, may_cross=True)
            or _inside(scene, one, board, place, Written("", text, SMALLEST_PX), ATLEAST)
        )
    return missed


def _write_others(scene: Scene, one: Panel, board: Board, places: list[int], px: float, *, side: float) -> int:
    """Numbers on their areas, with the name where it fits, too; a few off the land, near theirs."""
    left_over = []
    for place in places:
        name, text = _short(one.shapes.names[place]), one.text(place)
        wishes = (
            (Written(name, text, px), INSIDE),
            (Written(name, text, SMALLEST_PX), INSIDE),
            (Written("", text, px), INSIDE),
            (Written("", text, SMALLEST_PX), MOSTLY),
        )
        if not any(_inside(scene, one, board, place, wish, share) for wish, share in wishes):
            left_over.append(place)
    missed = 0
    for place in sorted(left_over, key=lambda place: board.from_sea(one.spots[place])):
        name, text = _short(one.shapes.names[place]), one.text(place)
        bare = Written("", text, SMALLEST_PX)
        is_beside = side >= SMALL_PANEL and (
            _beside(scene, one, board, place, Written(name, text, SMALLEST_PX), most=FAR)
            or _beside(scene, one, board, place, bare, most=FAR)
        )
        missed += not (is_beside or _inside(scene, one, board, place, bare, ATLEAST))
    return missed


def _count_missed(scene: Scene, one: Panel, board: Board, missed: int) -> bool:
    """How many numbers are left out, in a corner that is free."""
    said = f"{missed} angka tidak muat"
    wide, high = letters.width(said, SMALLEST_PX), letters.LINE * SMALLEST_PX
    box = one.box
    if wide + 16 > box.width:
        return False
    for left in (box.left + 8, box.right - 8 - wide):
        for top in (box.bottom - 6 - high, box.top + 6):
            left_cell, top_cell, right_cell, bottom_cell = board.cells(Box(left, top, left + wide, top + high))
            window = slice(top_cell, bottom_cell), slice(left_cell, right_cell)
            if not board.taken[window].any() and (board.owner[window] < 0).all():
                scene.lines(left, top, [said], ink=scene.inks.muted)
                return True
    return False


def _size(one: Panel, board: Board, given: list[int]) -> float:
    """The largest letters in which most numbers fit into their area."""
    for px in SIZES[:-1]:
        fits = sum(_spot(one, board, place, Written("", one.text(place), px), INSIDE) is not None for place in given)
        if fits >= 0.9 * len(given):
            return px
    return SMALLEST_PX


def _spot(one: Panel, board: Board, place: int, text: Written, share: float) -> tuple[float, float] | None:
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


def _inside(scene: Scene, one: Panel, board: Board, place: int, text: Written, share: float) -> bool:
    spot = _spot(one, board, place, text, share)
    if spot is None:
        return False
    ink, halo = grounds.written_on(one.colours[place])
    board.take(_put(scene, text, spot, ink=ink, halo=halo), GAP / 2)
    return True


def _put(scene: Scene, text: Written, middle: tuple[float, float], *, ink: str, halo: str) -> Box:
    x, y = middle
    top = y - text.height / 2
    for line, px, bold in text.lines:
        scene.text(x, baseline(top + 0.52 * px, px), line, px=px, anchor="middle", is_bold=bold, ink=ink, halo=halo)
        top += 1.04 * px
    half, high = text.width / 2, text.height / 2
    return Box(x - half, y - high, x + half, y + high)


def _beside(
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
        place_box = _put(scene, text, middle, ink=scene.inks.ink, halo=scene.inks.sea)
        board.take(place_box, GAP)
        rows_of, columns_of = cells
        for down in (-1, 0, 1):
            board.taken[np.clip(rows_of + down, 0, rows - 1), columns_of] = True
            board.taken[rows_of, np.clip(columns_of + down, 0, columns - 1)] = True
        return True
    return False


def _leader(scene: Scene, spot: tuple[float, float], end: tuple[float, float]) -> None:
    scene.line(spot, end, scene.inks.paper, 5, ' stroke-linecap="round" pointer-events="none"')
    scene.line(spot, end, scene.inks.ink, 2, ' stroke-linecap="round" pointer-events="none"')
    x, y = spot
    scene.add(
        f'<circle cx="{number(x)}" cy="{number(y)}" r="4.5" fill="{scene.inks.ink}" stroke="{scene.inks.paper}" '
        'stroke-width="2" pointer-events="none"/>'
    )


def _short(name: str) -> str:
    return next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)
