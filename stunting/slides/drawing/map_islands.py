"""Far islands moved into frames beside the main land, so that a few of them do not make all the others tiny.

They keep their size and form, only the sea between is left out. Areas are neither dropped nor cut: one that has land
on both sides of that sea is drawn in both places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from stunting.exports.map_files import Shapes, lines
from stunting.slides.drawing import island_frames
from stunting.slides.drawing.island_frames import Placing
from stunting.slides.drawing.svg import Box

# Sea that parts two groups of islands, in parts of the longer side, tried in this order.
GAPS = (0.16, 0.1, 0.06, 0.035)
# Frames that do not draw the land larger by this much are not worth their explanation; each one costs a little.
LEAST_GAIN, COST = 1.2, 0.94
# What lies nearer to the bounds of the main land than this part of its longer side stays with it.
NEAR = 0.05
MOST_FRAMES, MOST_MOVED = 5, 0.42
PIECE = re.compile(r"M(-?\d+) ?(-?\d+)")
# Cells along the longer side of the main land.
RASTER = 160
# Pixels between the land and the edges of its panel.
ROOM = 14


@dataclass(frozen=True, kw_only=True, eq=False)
class Arranged:
    """Shapes as they are drawn. frames: around what was moved, in units; moved: areas that lie in frames alone."""

    shapes: Shapes
    frames: tuple[Box, ...] = ()
    moved: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Group:
    """Rings (positions among all) that stay together, and their bounds in units."""

    rings: np.ndarray
    box: Box


@dataclass(frozen=True, eq=False)
class Islands:
    """The rings of a geometry, and how they may be arranged.

    pad: pixels around what is framed; is_still: all stays where it is; known: by width and height of the place
    """

    shapes: Shapes
    pad: float = 10
    is_still: bool = False
    known: dict[tuple[int, int], Arranged] = field(default_factory=dict)

    def arranged(self, width: float, height: float) -> Arranged:
        """For a place of a size in pixels."""
        size = (int(width), int(height))
        if size not in self.known:
            found = [
                (placing, main, far)
                for main, far in self.divisions
                if (placing := self._placing(main, far, size)) is not None
            ]
            best = max(found, key=lambda one: one[0].worth * COST ** len(one[2]), default=None)
            self.known[size] = self._drawn(*best, size) if best else Arranged(shapes=self.shapes)
        return self.known[size]

    @cached_property
    def rings(self) -> list[np.ndarray]:
        return [ring for rings in self.shapes.rings for ring in rings]

    @cached_property
    def units(self) -> np.ndarray:
        """Per ring the area it belongs to."""
        return np.repeat(np.arange(len(self.shapes.rings)), [len(rings) for rings in self.shapes.rings])

    @cached_property
    def boxes(self) -> np.ndarray:
        """Per ring left, top, right, bottom."""
        return np.array([[*ring.min(axis=0), *ring.max(axis=0)] for ring in self.rings]).reshape(-1, 4)

    @cached_property
    def land(self) -> np.ndarray:
        """Per ring twice its area; holes are few and small."""
        return np.array(
            [abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) for x, y in (ring.T for ring in self.rings)]
        )

    @cached_property
    def divisions(self) -> list[tuple[Group, list[Group]]]:
        """Ways to tell a main land from what is far of it; none where that would not gain enough."""
        content, found, seen = self.shapes.content, [], set()
        boxes = self.boxes
        longer = max(content["width"], content["height"])
        for gap in () if self.is_still or len(boxes) < 2 else GAPS:
            marks = _grouped(boxes, gap * longer)
            largest = int(np.argmax(np.bincount(marks, weights=self.land)))
            is_main = self._with_near(marks, marks == largest)
            main = self._group(np.flatnonzero(is_main))
            far = [self._group(np.flatnonzero(marks == mark)) for mark in np.unique(marks[~is_main])]
            gain = max(content["width"] / main.box.width, content["height"] / main.box.height)
            share = self.land[~is_main].sum() / self.land.sum()
            is_known = is_main.tobytes() + marks.tobytes() in seen
            seen.add(is_main.tobytes() + marks.tobytes())
            if 0 < len(far) <= MOST_FRAMES and share <= MOST_MOVED and gain >= LEAST_GAIN and not is_known:
                found.append((main, far))
        return found

    def _with_near(self, marks: np.ndarray, is_main: np.ndarray) -> np.ndarray:
        """The main land with the groups inside and just outside its bounds."""
        box = self._group(np.flatnonzero(is_main)).box
        slack = NEAR * max(box.width, box.height)
        outside = np.maximum.reduce(
            [
                box.left - self.boxes[:, 0],
                box.top - self.boxes[:, 1],
                self.boxes[:, 2] - box.right,
                self.boxes[:, 3] - box.bottom,
            ]
        )
        far = np.unique(marks[outside > slack])
        return is_main | ~np.isin(marks, far)

    def _group(self, rings: np.ndarray) -> Group:
        left, top = self.boxes[rings, :2].min(axis=0)
        right, bottom = self.boxes[rings, 2:].max(axis=0)
        return Group(rings, Box(float(left), float(top), float(right), float(bottom)))

    def _placing(self, main: Group, far: list[Group], size: tuple[int, int]) -> Placing | None:
        """Where the main land and all frames find a place, if that draws the land larger."""
        wide, high = _inner(size)
        content = self.shapes.content
        plain = min(wide / content["width"], high / content["height"])
        mask, per_cell = self._mask(main)
        search = island_frames.Search(
            main=main.box,
            far=[one.box for one in far],
            mask=mask,
            per_cell=per_cell,
            size=(wide, high),
            pad=self.pad,
        )
        return search.best(least=LEAST_GAIN * plain)

    def _mask(self, main: Group) -> tuple[np.ndarray, float]:
        """The main land on a coarse raster, and how many units one of its cells is."""
        box = main.box
        per_cell = max(box.width, box.height) / RASTER
        picture = Image.new("1", (int(box.width / per_cell) + 1, int(box.height / per_cell) + 1))
        pen = ImageDraw.Draw(picture)
        for ring in main.rings:
            points = (self.rings[ring] - [box.left, box.top]) / per_cell
            pen.polygon(points.ravel().tolist(), fill=1, outline=1)
        return np.array(picture), per_cell

    def _drawn(self, placing: Placing, main: Group, far: list[Group], size: tuple[int, int]) -> Arranged:
        step, size_px = placing.step, _inner(size)
        moves = np.zeros((len(self.rings), 2))
        moves[main.rings] = np.array(placing.corner) / step - [main.box.left, main.box.top]
        for one, frame in zip(far, placing.frames, strict=True):
            middle = np.array([frame.left + frame.right, frame.top + frame.bottom]) / 2 / step
            moves[one.rings] = middle - [(one.box.left + one.box.right) / 2, (one.box.top + one.box.bottom) / 2]
        moves = np.rint(moves)
        content = self.shapes.content
        starts = np.cumsum([0, *(len(rings) for rings in self.shapes.rings)])
        is_far = np.ones(len(self.rings), dtype=bool)
        is_far[main.rings] = False
        changed: dict[str, Any] = {
            "width": size_px[0] / step,
            "height": size_px[1] / step,
            "paths": [
                _moved(path, moves[starts[place] : starts[place + 1]]) for place, path in enumerate(content["paths"])
            ],
            "labels": self._labels(moves).tolist(),
            "borders": self._lines_moved(content.get("borders") or "", moves),
            "outline": self._lines_moved(content.get("outline") or "", moves),
        }
        return Arranged(
            shapes=Shapes(content=content | changed),
            frames=tuple(Box(*(side / step for side in (f.left, f.top, f.right, f.bottom))) for f in placing.frames),
            moved=frozenset(set(self.units[is_far].tolist()) - set(self.units[~is_far].tolist())),
        )

    def _labels(self, moves: np.ndarray) -> np.ndarray:
        """The place of a label goes with the ring it lies in."""
        labels = np.array(self.shapes.content["labels"], dtype=float).reshape(-1, 3)
        for place in range(len(labels)):
            own = np.flatnonzero(self.units == place)
            if len(own):
                near = [np.min(np.hypot(*(self.rings[ring] - labels[place, :2]).T)) for ring in own]
                x, y = labels[place, :2]
                boxes = self.boxes[own]
                holds = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
                labels[place, :2] += moves[own[np.argmin(np.where(holds, 0, 1e9) + near)]]
        return labels

    @cached_property
    def _rings_at(self) -> dict[tuple[float, ...], int]:
        """Per point of the land a ring that has it."""
        return {point: place for place, ring in enumerate(self.rings) for point in map(tuple, ring.tolist())}

    def _lines_moved(self, path: str, moves: np.ndarray) -> str:
        """Open lines go with the ring that shares their points."""
        if not path:
            return ""
        at = self._rings_at
        own = [next((at[one] for one in map(tuple, line.tolist()) if one in at), None) for line in lines(path)]
        main = int(np.argmax(self.land))
        return _moved(path, np.array([moves[main if place is None else place] for place in own]))


def _inner(size: tuple[int, int]) -> tuple[float, float]:
    """What the land of a panel may fill, as `map_areas.fitting`."""
    return max(size[0] - 2 * ROOM, 1), max(size[1] - 2 * ROOM, 1)


def _moved(path: str, moves: np.ndarray) -> str:
    """Path data whose pieces are moved, each by its own way; their steps are relative and stay."""
    each = iter(moves)

    def start(found: re.Match[str]) -> str:
        x, y = next(each)
        return f"M{int(found[1]) + int(x)} {int(found[2]) + int(y)}"

    return PIECE.sub(start, path)


def _grouped(boxes: np.ndarray, gap: float) -> np.ndarray:
    """Per box the number of its group: those that lie no further apart than a gap are one."""
    marks = np.full(len(boxes), -1)
    for first in range(len(boxes)):
        if marks[first] >= 0:
            continue
        marks[first], waiting = first, [first]
        while waiting:
            left, top, right, bottom = boxes[waiting.pop()]
            across = np.maximum(boxes[:, 0] - right, left - boxes[:, 2])
            down = np.maximum(boxes[:, 1] - bottom, top - boxes[:, 3])
            near = (np.hypot(np.maximum(across, 0), np.maximum(down, 0)) <= gap) & (marks < 0)
            marks[near] = first
            waiting += np.flatnonzero(near).tolist()
    return marks
