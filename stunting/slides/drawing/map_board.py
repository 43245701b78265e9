"""A panel of a map as cells: which area lies under each, and what is written there already."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from stunting.slides.drawing.map_areas import Panel
from stunting.slides.drawing.svg import Box

# Pixels of a cell, and half the width of a spot that is pointed at.
CELL, SPOT = 3, 9


@dataclass
class Board:
    """The panel as cells.

    owner: index of the area, -1 for none; bounds: its first and last column and row; taken: what is written on;
    spots: what is to be pointed at; lines: frames, which lines to a label may cross, but no text
    """

    box: Box
    owner: np.ndarray
    bounds: list[tuple[int, int, int, int]]
    taken: np.ndarray = field(init=False)
    spots: np.ndarray = field(init=False)
    lines: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = np.zeros(self.owner.shape, dtype=bool)
        self.spots = np.zeros(self.owner.shape, dtype=bool)
        self.lines = np.zeros(self.owner.shape, dtype=bool)

    def blank(self) -> Board:
        """The same board with nothing written on it."""
        found = Board(box=self.box, owner=self.owner, bounds=self.bounds)
        found.lines = self.lines
        return found

    def keep(self, spot: np.ndarray) -> None:
        """Let no plate lie over a place that is still to be pointed at."""
        x, y = spot
        self.reserve(Box(x - SPOT, y - SPOT, x + SPOT, y + SPOT))

    def reserve(self, place: Box) -> None:
        """Let no plate lie over a place."""
        left, top, right, bottom = self.cells(place)
        self.spots[top:bottom, left:right] = True

    def is_free(self, place: Box) -> bool:
        """Whether a place lies inside, and nothing is written there."""
        left, top, right, bottom = self.cells(place)
        taken = self.taken[top:bottom, left:right] | self.lines[top:bottom, left:right]
        return self.box.holds(place) and not taken.any()

    def cross(self, frame: Box) -> None:
        """Let no text lie over the edge of a frame."""
        left, top, right, bottom = self.cells(frame)
        self.lines[top:bottom, [left, right - 1]] = True
        self.lines[[top, bottom - 1], left:right] = True

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
        left, top = self.box.left, self.box.top
        cells = np.linspace((one[0] - left, one[1] - top), (other[0] - left, other[1] - top), count) / CELL
        columns, rows = cells.astype(int).T
        high, wide = self.owner.shape
        return np.minimum(np.maximum(rows, 0), high - 1), np.minimum(np.maximum(columns, 0), wide - 1)


def board_of(one: Panel) -> Board:
    """The areas of a panel on its cells."""
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
    for frame in one.frames:
        board.cross(frame)
    return board
