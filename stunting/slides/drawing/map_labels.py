"""Names and numbers of a map: on their area where they fit, else beside the land with a line to it.

Places are looked for on a raster of the panel: which area lies under each cell, and what is written there already.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from stunting.slides.drawing import grounds, letters
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.map_areas import Panel
from stunting.slides.drawing.svg import Box, Scene, baseline, number

CELL = 3
SIZES = (30, 27, SMALLEST_PX)
# Every given text is named where there are few, else the highest.
MOST_NAMED, FEW = 5, 12
# A small panel has no room for lines to bare numbers, a tiny one for few names.
SMALL_PANEL, TINY_PANEL, NAMED_IF_TINY = 420, 300, 3
# Share of a text that lies on its own area: to be written there, to reach a little over its border, and at worst.
INSIDE, MOSTLY, ATLEAST = 0.97, 0.82, 0.5
GAP = 5
PREFIXES = ("Kabupaten ", "Kab. ", "Kecamatan ", "Kec. ", "Kelurahan ", "Kel. ", "Desa ", "Provinsi ")
MOST_TRIED = 600
# A number without its name is not carried further off than this, in pixels.
FAR = 110


@dataclass
class Board:
    """The panel as cells.

    owner: index of the area, -1 for none; bounds: its first and last column and row; taken: what is written on
    """

    box: Box
    owner: np.ndarray
    bounds: list[tuple[int, int, int, int]]
    taken: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = np.zeros(self.owner.shape, dtype=bool)

    def take(self, place: Box, gap: float = 0) -> None:
        left, top, right, bottom = self.cells(place, gap)
        self.taken[top:bottom, left:right] = True

    def cells(self, place: Box, gap: float = 0) -> tuple[int, int, int, int]:
        rows, columns = self.owner.shape
        left = int((place.left - gap - self.box.left) // CELL)
        top = int((place.top - gap - self.box.top) // CELL)
        right = int(-(-(place.right + gap - self.box.left) // CELL))
        bottom = int(-(-(place.bottom + gap - self.box.top) // CELL))
        return max(left, 0), max(top, 0), min(right, columns), min(bottom, rows)

    def from_sea(self, spot: np.ndarray) -> float:
        """Cells from a pixel to the nearest ground off the land."""
        rows, columns = np.nonzero(self.owner < 0)
        x, y = (spot[0] - self.box.left) / CELL, (spot[1] - self.box.top) / CELL
        return float(np.min(np.hypot(columns - x, rows - y), initial=1e9))

    def line(self, one: tuple[float, float], other: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
        """The cells a straight line goes through."""
        count = int(max(abs(other[0] - one[0]), abs(other[1] - one[1])) / CELL) + 2
        x = np.linspace(one[0] - self.box.left, other[0] - self.box.left, count) / CELL
        y = np.linspace(one[1] - self.box.top, other[1] - self.box.top, count) / CELL
        rows, columns = self.owner.shape
        return np.clip(y.astype(int), 0, rows - 1), np.clip(x.astype(int), 0, columns - 1)


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


def write(scene: Scene, one: Panel) -> None:
    """Write the labels of a panel, and how many found no place."""
    given = [place for place in range(len(one.shapes.codes)) if one.text(place)]
    if not given:
        return
    board = _board(one)
    values = np.nan_to_num(one.rows.values, nan=-1.0)
    given.sort(key=lambda place: -values[place])
    side = min(one.box.width, one.box.height)
    most = NAMED_IF_TINY if side < TINY_PANEL else FEW if len(given) <= FEW else MOST_NAMED
    named = set(given[:most])
    px = _size(one, board, given)
    left_over = []
    for place in sorted(given, key=lambda place: place not in named):
        name, text = _short(one.shapes.names[place]), one.text(place)
        wishes = [(Written(name, text, px), INSIDE), (Written(name, text, SMALLEST_PX), INSIDE)]
        if place in named:
            wishes.append((Written(name, text, SMALLEST_PX), MOSTLY))
        else:
            wishes += [(Written("", text, px), INSIDE), (Written("", text, SMALLEST_PX), MOSTLY)]
        if not any(_inside(scene, one, board, place, wish, share) for wish, share in wishes):
            left_over.append(place)
    missed = 0
    # The ones near the edge first: the lines of the others then find their way between them.
    for place in sorted(left_over, key=lambda place: (place not in named, board.from_sea(one.spots[place]))):
        name, text = _short(one.shapes.names[place]), one.text(place)
        if place in named and _beside(scene, one, board, place, Written(name, text, SMALLEST_PX)):
            continue
        if (place not in named and side >= SMALL_PANEL) and (
            _beside(scene, one, board, place, Written(name, text, SMALLEST_PX), most=FAR)
            or _beside(scene, one, board, place, Written("", text, SMALLEST_PX), most=FAR)
        ):
            continue
        whole, bare = Written(name, text, SMALLEST_PX), Written("", text, SMALLEST_PX)
        if place in named and (
            _inside(scene, one, board, place, whole, ATLEAST) or _beside(scene, one, board, place, whole, is_plate=True)
        ):
            continue
        missed += not _inside(scene, one, board, place, bare, ATLEAST)
    if missed:
        _count_missed(scene, one, board, missed)


def _count_missed(scene: Scene, one: Panel, board: Board, missed: int) -> None:
    """How many numbers are left out, in a corner that is free."""
    said = f"{missed} angka tidak muat"
    wide, high = letters.width(said, SMALLEST_PX), letters.LINE * SMALLEST_PX
    box = one.box
    if wide + 16 > box.width:
        return
    for left in (box.left + 8, box.right - 8 - wide):
        for top in (box.bottom - 6 - high, box.top + 6):
            left_cell, top_cell, right_cell, bottom_cell = board.cells(Box(left, top, left + wide, top + high))
            window = slice(top_cell, bottom_cell), slice(left_cell, right_cell)
            if not board.taken[window].any() and (board.owner[window] < 0).all():
                scene.lines(left, top, [said], ink=scene.inks.muted)
                return


def _board(one: Panel) -> Board:
    columns, rows = int(one.box.width // CELL), int(one.box.height // CELL)
    picture = Image.new("I", (columns, rows), -1)
    pen = ImageDraw.Draw(picture)
    corner = np.array(one.corner) - np.array([one.box.left, one.box.top])
    bounds = []
    for place, rings in enumerate(one.shapes.rings):
        points = [(ring * one.step + corner) / CELL for ring in rings]
        for ring in points:
            pen.polygon([(float(x), float(y)) for x, y in ring], fill=place)
        every = np.vstack(points)
        (left, top), (right, bottom) = np.floor(every.min(axis=0)), np.ceil(every.max(axis=0))
        bounds.append((int(left), int(top), int(right), int(bottom)))
    board = Board(box=one.box, owner=np.array(picture), bounds=bounds)
    for place in np.flatnonzero(one.radii).tolist():
        x, y = one.spots[place]
        reach = one.radii[place] * 0.5
        board.take(Box(x - reach, y - reach, x + reach, y + reach))
    return board


def _size(one: Panel, board: Board, given: list[int]) -> float:
    """The largest letters in which most numbers fit into their area."""
    for px in SIZES[:-1]:
        fits = sum(_spot(one, board, place, Written("", one.text(place), px), INSIDE) is not None for place in given)
        if fits >= 0.9 * len(given):
            return px
    return SMALLEST_PX


def _sums(cells: np.ndarray, high: int, wide: int) -> np.ndarray:
    """How many cells are set in every window of a size, by its upper left cell."""
    total = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(cells, axis=0, dtype=np.int32), axis=1, out=total[1:, 1:])
    return total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]


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
    own = _sums(board.owner[top:bottom, left:right] == place, high, wide)
    taken = _sums(board.taken[top:bottom, left:right], high, wide)
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
) -> bool:
    """The text on free ground off the land, as near as its line can reach it without crossing another text.

    most: the longest line; is_plate: on a plate that may lie over other areas, where no free ground can be reached
    """
    wide, high = int((text.width + 2 * GAP) // CELL) + 2, int((text.height + 2 * GAP) // CELL) + 2
    rows, columns = board.owner.shape
    if rows <= high or columns <= wide:
        return False
    blocked = board.taken | (board.owner == place) if is_plate else board.taken | (board.owner >= 0)
    free = _sums(blocked, high, wide) == 0
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
        if board.taken[cells].any():
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
