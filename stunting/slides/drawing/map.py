"""One to three maps with their numbers, under one legend."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from stunting.charts.map_legend import largest_count, parts_of
from stunting.exports.map_files import Shapes, view_rows
from stunting.slides.drawing import letters, map_areas, map_key, map_labels
from stunting.slides.drawing.inks import SMALLEST_PX, Size
from stunting.slides.drawing.map_areas import Panel, fitting
from stunting.slides.drawing.map_islands import Islands
from stunting.slides.drawing.map_key import Key
from stunting.slides.drawing.svg import Box, Scene
from stunting.slides.drawings import MapDrawing

PX = SMALLEST_PX
LINE = letters.LINE * PX
GAP, ROW_GAP = 24, 8
# Height of a map in a picture that scrolls, in parts of its width.
LOWEST, HIGHEST = 0.72, 1.25
LIST_WIDTH = 350
# Pixels around islands in a frame, with room for their circles.
PAD, CIRCLE_PAD = 10, 30
HEADING_PX = 26
MISSED = "Sebagian angka tidak muat di peta"


@dataclass(frozen=True)
class Layout:
    """Where the panels stand. is_list: the legend stands beside them, else under them. step: pixels per unit."""

    boxes: tuple[Box, ...]
    headings: tuple[Box, ...]
    is_list: bool
    legend_top: float
    step: float


def draw(scene: Scene, drawing: MapDrawing) -> None:
    """The maps; where numbers are left out and no corner is free to say so, the legend says it."""
    notes = [drawing.credit or drawing.view.credit]
    if not _drawn(scene, drawing, notes):
        scene.parts.clear()
        scene.texts.clear()
        _drawn(scene, drawing, [*notes, MISSED])


def _drawn(scene: Scene, drawing: MapDrawing, notes: list[str]) -> bool:
    key = _key(drawing)
    layout = _layout(scene, key, notes)
    if _has_frames(key, layout.boxes):
        key = replace(key, is_framed=True)
        layout = _layout(scene, key, notes)
        if not _has_frames(key, layout.boxes):
            # The line of the legend that tells of frames took the room they need.
            key = replace(key, is_framed=False, islands=replace(key.islands, is_still=True, known={}))
            layout = _layout(scene, key, notes)
    view, rows = drawing.view, key.rows
    panels = [
        Panel(
            drawing=drawing,
            panel=panel,
            position=position,
            arranged=key.islands.arranged(box.width, box.height),
            rows=rows[position],
            box=box,
            largest=next(
                largest_count(part, [[one] for one in rows]) for part in parts_of(view) if position in part.panels
            ),
        )
        for position, (panel, box) in enumerate(zip(view.panels, layout.boxes, strict=True))
    ]
    scene.add(key.definitions())
    is_said = True
    for panel, heading in zip(panels, layout.headings, strict=True):
        _heading(scene, key, panel, heading)
        map_areas.draw(scene, panel)
        is_said = map_labels.write(scene, panel) and is_said
    with scene.group("kunci"):
        if layout.is_list:
            left = scene.width - LIST_WIDTH
            map_key.write_list(scene, key, left=left, room=LIST_WIDTH, notes=notes)
        else:
            map_key.write_strips(scene, key, top=layout.legend_top, room=scene.width, notes=notes)
    return is_said


def _has_frames(key: Key, boxes: Iterable[Box]) -> bool:
    return any(key.islands.arranged(box.width, box.height).frames for box in boxes)


def suited(drawing: MapDrawing, size: Size) -> Size:
    """The height of a picture that scrolls: every map as wide as the picture, the legend once under them.

    The width stays; a wide land does not make a panel flat, for it needs room for names, nor a tall one an endless one.
    """
    key = _key(drawing)
    notes = [drawing.credit or drawing.view.credit, MISSED]
    content = key.shapes.content
    high = min(max(size.width * content["height"] / content["width"], LOWEST * size.width), HIGHEST * size.width)
    if key.islands.arranged(size.width, high).frames:
        key = replace(key, is_framed=True)
    panels = sum(_heading_height(key, position, size.width) + high + ROW_GAP for position in range(len(key.rows)))
    return Size(width=size.width, height=math.ceil(panels + map_key.strips_height(key, size.width, notes)))


def _key(drawing: MapDrawing) -> Key:
    view = drawing.view
    islands = _islands(drawing.geometry, CIRCLE_PAD if any(map(view.circles_of, view.panels)) else PAD)
    return Key(drawing, [view_rows(view, panel, islands.shapes) for panel in view.panels], islands)


@lru_cache(maxsize=4)
def _islands(geometry: bytes, pad: float) -> Islands:
    """Kept from asking for the size to the last attempt at drawing."""
    return Islands(Shapes.of(geometry), pad=pad)


def _layout(scene: Scene, key: Key, notes: list[str]) -> Layout:
    """The legend beside or under the panels, these in a row or below each other: what draws the land largest."""
    count = len(key.rows)
    under = map_key.strips_height(key, scene.width, notes)
    found = []
    # A telephone has no room beside a map, nor for two of them; two and three maps have a legend under both.
    if count == 1 and not scene.is_narrow and map_key.list_height(key, LIST_WIDTH, notes) <= scene.height:
        found.append(_panels(key, scene.width - LIST_WIDTH - GAP, scene.height, columns=1, is_list=True))
    for columns in {1} if scene.is_narrow else {1, count}:
        found.append(_panels(key, scene.width, scene.height - under, columns=columns, is_list=False))
    return max(found, key=lambda one: one.step * (1.1 if one.is_list else 1))


def _panels(key: Key, width: float, height: float, *, columns: int, is_list: bool) -> Layout:
    count = len(key.rows)
    rows = -(-count // columns)
    wide = (width - GAP * (columns - 1)) / columns
    headings = [_heading_height(key, position, wide) for position in range(count)]
    overs = [max(headings[row * columns : (row + 1) * columns]) for row in range(rows)]
    high = max((height - ROW_GAP * (rows - 1) - sum(overs)) / rows, 40)
    boxes, heads = [], []
    for position in range(count):
        row, over = position // columns, overs[position // columns]
        left = (position % columns) * (wide + GAP)
        top = row * (high + ROW_GAP) + sum(overs[:row])
        heads.append(Box(left, top, left + wide, top + over))
        boxes.append(Box(left, top + over, left + wide, top + over + high))
    shown = [key.islands.arranged(box.width, box.height).shapes for box in boxes]
    step = min(fitting(one, box.width, box.height) for one, box in zip(shown, boxes, strict=True))
    return Layout(tuple(boxes), tuple(heads), is_list, height, step)


def _headings(key: Key, position: int, wide: float) -> tuple[list[str], list[str]]:
    """Title and line under it; the only map has the title of its slide."""
    view = key.drawing.view
    panel = view.panels[position]
    period = view.periods[list(view.periods)[view.shown]] if view.periods else ""
    is_only = len(view.panels) == 1
    title = [] if is_only else letters.fitted(panel.title, HEADING_PX, wide, lines=2, is_bold=True)
    said = " · ".join(filter(None, (period, "" if is_only else view.subtitle_of(panel))))
    return title, letters.fitted(said, PX, wide, lines=3)


def _heading_height(key: Key, position: int, wide: float) -> float:
    title, under = _headings(key, position, wide)
    return len(title) * letters.LINE * HEADING_PX + len(under) * LINE + 6 * bool(title or under)


def _heading(scene: Scene, key: Key, panel: Panel, box: Box) -> None:
    title, under = _headings(key, panel.position, box.width)
    y = scene.lines(box.left, box.top, title, px=HEADING_PX, is_bold=True, whole=panel.panel.title)
    scene.lines(box.left, y, under, ink=scene.inks.muted, whole=panel.drawing.view.subtitle_of(panel.panel))
