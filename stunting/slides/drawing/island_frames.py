"""Where frames of far islands stand beside the main land: each as near as there is room to where they truly are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stunting.slides.drawing.svg import Box
from stunting.slides.drawing.windows import sums

# Pixels: of a cell of the search, between land and frame, and the least sides of a frame.
CELL, CLEAR = 8, 10
LEAST_SIDES = (64, 48)
# Steps that are tried become smaller by this, so often after the first that has room.
SHRINK, MORE = 0.94, 4
# What it costs to stand a whole diagonal off the true place, in parts of the step.
OFF = 0.25


@dataclass(frozen=True)
class Placing:
    """Pixels per unit, the corner of the main land and the frames, in pixels; worth: the step less what is off."""

    step: float
    corner: tuple[float, float]
    frames: tuple[Box, ...]
    worth: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Search:
    """main, far: bounds in units; mask: the main land, per_cell units a cell; size: pixels; pad: pixels in a frame."""

    main: Box
    far: list[Box]
    mask: np.ndarray
    per_cell: float
    size: tuple[float, float]
    pad: float

    def best(self, *, least: float) -> Placing | None:
        """From the largest step on, none smaller than the least."""
        step = min(self.size[0] / self.main.width, self.size[1] / self.main.height)
        found: list[Placing] = []
        tried = 0
        while step >= least and tried <= MORE:
            found += self._placings(step)
            tried += bool(found)
            step *= SHRINK
        return max(found, key=lambda one: one.worth, default=None)

    def _placings(self, step: float) -> Iterator[Placing]:
        wide, high = self.size
        free = wide - self.main.width * step, high - self.main.height * step
        # In whole cells, so that the land is laid on them once.
        xs, ys = (sorted({0, int(room / 2 / CELL), int(room / CELL)}) for room in free)
        land = self._land(step)
        for corner in ((x, y) for x in xs for y in ys):
            found = self._frames(corner, land, step)
            if found:
                frames, off = found
                worth = step * (1 - OFF * off / len(frames) / float(np.hypot(wide, high)))
                yield Placing(step, (corner[0] * CELL, corner[1] * CELL), tuple(frames), worth)

    def _land(self, step: float) -> tuple[np.ndarray, np.ndarray]:
        """Columns and rows of the cells of the main land and close to it, from its own corner."""
        scale = self.per_cell * step
        land_y, land_x = np.nonzero(self.mask)
        # Two cells more on every side for what is close.
        near = np.zeros([int(side * scale // CELL) + 6 for side in self.mask.shape], dtype=bool)
        for down in (-CLEAR, 0, CLEAR):
            y = (((land_y + 0.5) * scale + down) // CELL).astype(int) + 2
            for across in (-CLEAR, 0, CLEAR):
                near[y, (((land_x + 0.5) * scale + across) // CELL).astype(int) + 2] = True
        rows, columns = np.nonzero(near)
        return columns - 2, rows - 2

    def _frames(
        self, corner: tuple[int, int], land: tuple[np.ndarray, np.ndarray], step: float
    ) -> tuple[list[Box], float] | None:
        """The frames in the order of `far`, and how many pixels they are off together; None without room.

        corner: of the main land, in cells
        """
        wide_cells, high_cells = (int(side // CELL) for side in self.size)
        taken = np.zeros((high_cells, wide_cells), dtype=bool)
        columns_of, rows_of = land[0] + corner[0], land[1] + corner[1]
        is_inside = (columns_of >= 0) & (columns_of < wide_cells) & (rows_of >= 0) & (rows_of < high_cells)
        taken[rows_of[is_inside], columns_of[is_inside]] = True
        frames: dict[int, Box] = {}
        off = 0.0
        for place in sorted(range(len(self.far)), key=lambda place: -self.far[place].width * self.far[place].height):
            box = self.far[place]
            wide = max(box.width * step + 2 * self.pad, LEAST_SIDES[0])
            high = max(box.height * step + 2 * self.pad, LEAST_SIDES[1])
            columns, rows = int(wide // CELL) + 1, int(high // CELL) + 1
            if columns >= taken.shape[1] or rows >= taken.shape[0]:
                return None
            tops, lefts = np.nonzero(sums(taken, rows, columns) == 0)
            if not len(tops):
                return None
            true_x = ((box.left + box.right) / 2 - self.main.left) * step + corner[0] * CELL
            true_y = ((box.top + box.bottom) / 2 - self.main.top) * step + corner[1] * CELL
            ways = np.hypot((lefts + columns / 2) * CELL - true_x, (tops + rows / 2) * CELL - true_y)
            nearest = int(np.argmin(ways))
            off += float(ways[nearest])
            row, column = int(tops[nearest]), int(lefts[nearest])
            x, y = (column + columns / 2) * CELL, (row + rows / 2) * CELL
            frames[place] = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            # One more cell around it, so that two frames do not touch.
            taken[max(row - 1, 0) : row + rows + 1, max(column - 1, 0) : column + columns + 1] = True
        return [frames[place] for place in range(len(self.far))], off
