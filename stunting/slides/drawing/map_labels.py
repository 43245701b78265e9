"""Names and numbers of a map: on their area where they fit, else beside the land with a line to it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from stunting.slides.drawing import letters, map_circles
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.map_areas import Panel
from stunting.slides.drawing.map_board import Board, board_of
from stunting.slides.drawing.map_places import Written, beside, inside, spot
from stunting.slides.drawing.svg import Box, Scene

SIZES = (30, 27, SMALLEST_PX)
# Every given text is named where there are few, else the highest.
MOST_NAMED, FEW = 5, 12
# A small panel has no room for long lines to bare numbers, a smaller one none for plates, a tiny one for few names.
SMALL_PANEL, PLATED_PANEL, TINY_PANEL, NAMED_IF_TINY = 420, 290, 280, 3
# Share of a text that lies on its own area: to be written there, to reach a little over its border, and at worst.
INSIDE, MOSTLY, ATLEAST = 0.97, 0.82, 0.5
PREFIXES = (
    "Kota Administrasi ",
    "Kab. Administrasi ",
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
# A number without its name is not carried further off than this, in pixels; on a small panel.
FAR, NEAR = 110, 80
# Name and number.
Label = tuple[str, str]


def write(scene: Scene, one: Panel) -> bool:
    """Write the labels of a panel, and in a free corner how many found no place; False if that found none itself.

    Where not all percentages fit, those without a name do without their sign, which stands in the legend.
    """
    texts = {place: text for place in range(len(one.shapes.codes)) if (text := one.text(place))}
    if not texts:
        return True
    board = board_of(one)
    start = len(scene.parts), len(scene.texts)
    missed = _written(scene, one, board, texts)
    if missed and any(text.endswith("%") for text in texts.values()):
        whole = scene.parts[start[0] :], scene.texts[start[1] :], board
        del scene.parts[start[0] :], scene.texts[start[1] :]
        board = board.blank()
        without = _written(scene, one, board, texts, has_sign=False)
        if without < missed:
            missed = without
        else:
            scene.parts[start[0] :], scene.texts[start[1] :], board = whole
    return not missed or _count_missed(scene, one, board, missed)


def _written(scene: Scene, one: Panel, board: Board, texts: Mapping[int, str], *, has_sign: bool = True) -> int:
    """Write these texts, and count those that found no place; has_sign: whether bare numbers keep their "%"."""
    has_circles = bool(one.radii.any())
    ranks = np.nan_to_num(one.rows.counts if has_circles else one.rows.values, nan=-1.0)
    given = sorted(texts, key=lambda place: -ranks[place])
    side = min(one.box.width, one.box.height)
    most = NAMED_IF_TINY if side < TINY_PANEL else FEW if len(given) <= FEW else MOST_NAMED
    # Nobody knows an island by its place once it has been moved.
    named = set(given[:most]) | (one.arranged.moved & set(given))
    labels = {place: (_short(one.shapes.names[place]), text) for place, text in texts.items()}
    if has_circles:
        return map_circles.write(scene, one, board, [(place, labels[place], place in named) for place in given])
    px = _size(one, board, texts) if has_sign else SMALLEST_PX
    missed = _write_named(scene, one, board, {place: labels[place] for place in given if place in named}, px)
    others = {place: labels[place] for place in given if place not in named}
    bare = {place: text if has_sign else text.removesuffix("%") for place, text in texts.items()}
    return missed + _write_others(scene, one, board, others, bare, px, side=side)


def _write_named(scene: Scene, one: Panel, board: Board, labels: Mapping[int, Label], px: float) -> int:
    """Names with their numbers: on the area, off the land, at last on a plate over other areas."""
    left_over = []
    for place, (name, text) in labels.items():
        small = Written(name, text, SMALLEST_PX)
        wishes = ((Written(name, text, px), INSIDE), (small, INSIDE), (small, MOSTLY))
        if not any(inside(scene, one, board, place, wish, share) for wish, share in wishes):
            left_over.append(place)
            board.keep(one.spots[place])
    missed = 0
    # The ones near the edge first: the lines of the others then find their way between them.
    for place in sorted(left_over, key=lambda place: board.from_sea(one.spots[place])):
        whole = Written(*labels[place], SMALLEST_PX)
        missed += not (
            beside(scene, one, board, place, whole)
            or inside(scene, one, board, place, whole, ATLEAST)
            or beside(scene, one, board, place, whole, is_plate=True)
            or beside(scene, one, board, place, whole, is_plate=True, may_cross=True)
            or inside(scene, one, board, place, Written("", whole.text, SMALLEST_PX), ATLEAST)
        )
    return missed


def _write_others(
    scene: Scene,
    one: Panel,
    board: Board,
    labels: Mapping[int, Label],
    numbers: Mapping[int, str],
    px: float,
    *,
    side: float,
) -> int:
    """Numbers on their areas, with the name where it fits, too; a few off the land or on a plate, near theirs.

    numbers: what is written where there is no room for the name
    """
    left_over = []
    for place, (name, text) in labels.items():
        wishes = (
            (Written(name, text, px), INSIDE),
            (Written(name, text, SMALLEST_PX), INSIDE),
            (Written("", numbers[place], px), INSIDE),
            (Written("", numbers[place], SMALLEST_PX), MOSTLY),
        )
        if not any(inside(scene, one, board, place, wish, share) for wish, share in wishes):
            left_over.append(place)
    missed = 0
    for place in sorted(left_over, key=lambda place: board.from_sea(one.spots[place])):
        name, text = labels[place]
        bare = Written("", numbers[place], SMALLEST_PX)
        is_beside = side >= SMALL_PANEL and (
            beside(scene, one, board, place, Written(name, text, SMALLEST_PX), most=FAR)
            or beside(scene, one, board, place, bare, most=FAR)
        )
        missed += not (
            is_beside
            or inside(scene, one, board, place, bare, ATLEAST)
            or (side >= TINY_PANEL and beside(scene, one, board, place, bare, most=NEAR))
            or (side >= PLATED_PANEL and beside(scene, one, board, place, bare, most=NEAR, is_plate=True))
        )
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
            place = Box(left, top, left + wide, top + high)
            left_cell, top_cell, right_cell, bottom_cell = board.cells(place)
            is_sea = (board.owner[top_cell:bottom_cell, left_cell:right_cell] < 0).all()
            if is_sea and board.is_free(place):
                scene.lines(left, top, [said], ink=scene.inks.muted)
                return True
    return False


def _size(one: Panel, board: Board, texts: Mapping[int, str]) -> float:
    """The largest letters in which most numbers fit into their area."""
    for px in SIZES[:-1]:
        fits = sum(spot(one, board, place, Written("", text, px), INSIDE) is not None for place, text in texts.items())
        if fits >= 0.9 * len(texts):
            return px
    return SMALLEST_PX


def _short(name: str) -> str:
    return next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)
