"""The marks of a series: symbols, joined lines, intervals as bars or band, and the numbers beside the points."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stunting.slides.drawing import letters
from stunting.slides.drawing.inks import SMALLEST_PX, Inks
from stunting.slides.drawing.scale import Scale
from stunting.slides.drawing.svg import Box, Scene, baseline, content, number, text_box
from stunting.slides.drawings import Line, Point

PX = SMALLEST_PX
REACH = 10
# Joined series of more points show their intervals as a band.
MOST_BARS = 8


@dataclass(frozen=True)
class Plot:
    """Where a panel draws. box: the ground between the axes, with room for numbers over the highest point."""

    box: Box
    x: Scale
    y: Scale


@dataclass(frozen=True)
class Spot:
    """A point that has a value, in pixels; low and high are the ends of its interval, or the point itself."""

    point: Point
    x: float
    y: float
    low: float
    high: float

    @property
    def box(self) -> Box:
        return Box(self.x - REACH - 1, self.y - REACH - 1, self.x + REACH + 1, self.y + REACH + 1)


def ink_of(inks: Inks, place: int) -> str:
    """The colour of a line; seen on white and on near black alike, and never the only difference."""
    return ("#2878b5", inks.accent, "#9b5aa5", inks.target, inks.muted)[place % 5]


def spots_of(line: Line, plot: Plot) -> list[Spot]:
    return [
        Spot(
            point=one,
            x=plot.x(one.x),
            y=plot.y(one.value),
            low=plot.y(one.value if one.low is None else one.low),
            high=plot.y(one.value if one.high is None else one.high),
        )
        for one in line.points
        if one.value is not None and math.isfinite(one.value)
    ]


def pieces(line: Line, plot: Plot) -> Iterator[list[Spot]]:
    """The stretches that may be joined: cut at the breaks and where a value is missing."""
    piece: list[Spot] = []
    for place, one in enumerate(line.points):
        found = spots_of(Line(name="", points=(one,)), plot)
        if place in line.breaks or not found:
            yield piece
            piece = []
        piece += found
    yield piece


def draw_line(scene: Scene, line: Line, plot: Plot, ink: str) -> None:
    spots = spots_of(line, plot)
    has_band = line.is_joined and len(spots) > MOST_BARS
    if line.is_joined:
        for piece in pieces(line, plot):
            _joined(scene, piece, ink, has_band)
    if not has_band:
        for one in spots:
            _interval(scene, one, ink)
    for one in spots:
        said = ", ".join(filter(None, (line.name, one.point.label, one.point.text, one.point.base)))
        scene.add(f"<g><title>{content(said)}</title>")
        symbol(scene, line.symbol, one.x, one.y, ink, is_hollow=one.point.is_hollow)
        scene.add("</g>")


def _joined(scene: Scene, piece: Sequence[Spot], ink: str, has_band: bool) -> None:
    if len(piece) < 2:
        return
    if has_band and any(one.low != one.high for one in piece):
        there = " ".join(f"{number(one.x)} {number(one.high)}" for one in piece)
        back = " ".join(f"{number(one.x)} {number(one.low)}" for one in reversed(piece))
        scene.add(f'<path d="M{there} {back}z" fill="{ink}" fill-opacity=".2"/>')
    path = " ".join(f"{number(one.x)} {number(one.y)}" for one in piece)
    scene.add(f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="4" stroke-linejoin="round"/>')


def _interval(scene: Scene, one: Spot, ink: str) -> None:
    if one.low == one.high:
        return
    scene.line((one.x, one.low), (one.x, one.high), ink, 3)
    for y in (one.low, one.high):
        scene.line((one.x - 7, y), (one.x + 7, y), ink, 3)


def symbol(scene: Scene, shape: str, x: float, y: float, ink: str, *, is_hollow: bool = False) -> None:
    """A mark of one survey or method, edged in paper so that it is seen on its line."""
    fill = scene.inks.paper if is_hollow else ink
    edge = f'stroke="{ink if is_hollow else scene.inks.paper}" stroke-width="{4 if is_hollow else 2}"'
    r = REACH - 1 if is_hollow else REACH
    corners = {
        "square": ((-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)),
        "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        "triangle-up": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
        "triangle-down": ((0, 1.15), (1.1, -0.85), (-1.1, -0.85)),
    }.get(shape)
    if corners is None:
        scene.add(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}" {edge}/>')
        return
    path = "L".join(f"{number(x + r * right)} {number(y + r * down)}" for right, down in corners)
    scene.add(f'<path d="M{path}z" fill="{fill}" {edge}/>')


def write_values(scene: Scene, lines: Sequence[Line], plot: Plot, marks: Sequence[Box] = ()) -> None:
    """Numbers of the first and the last point of every line, then of all others as far as they keep apart.

    marks: what else may not be written on
    """
    by_line = [spots_of(line, plot) for line in lines]
    blocked = [*marks, *(one.box for spots in by_line for one in spots)]
    blocked += [box for line in lines if line.is_joined for piece in pieces(line, plot) for box in _along(piece)]
    ends = [one for spots in by_line for one in {id(spot): spot for spot in (spots[-1:] + spots[:1])}.values()]
    middle = [one for spots in by_line for one in spots[1:-1]]
    for one in [*ends, *middle]:
        if not _write(scene, one, plot, blocked) and one in ends:
            # The ends are told even where the number lies on a mark of another line.
            _write(scene, one, plot, [])


def _along(piece: Sequence[Spot]) -> Iterator[Box]:
    """Small places along a joined line, between the marks of its points."""
    for one, other in itertools.pairwise(piece):
        count = int(math.hypot(other.x - one.x, other.y - one.y) // 8)
        for step in range(2, count - 1):
            x = one.x + (other.x - one.x) * step / count
            y = one.y + (other.y - one.y) * step / count
            yield Box(x - 1, y - 1, x + 1, y + 1)


def _write(scene: Scene, one: Spot, plot: Plot, blocked: Sequence[Box]) -> bool:
    text = one.point.text
    if not text:
        return False
    gap = REACH + 4
    over = min(one.high, one.y) - (gap if one.high > one.y - REACH else 6) - letters.BELOW * PX
    under = max(one.low, one.y) + (gap if one.low < one.y + REACH else 6) + letters.ABOVE * PX
    level = baseline(one.y, PX)
    for x, y, anchor in (
        (one.x, over, "middle"),
        (one.x, under, "middle"),
        (one.x + gap, level, "start"),
        (one.x - gap, level, "end"),
        (one.x, over, "end"),
        (one.x, over, "start"),
    ):
        place = text_box(x, y, text, PX, anchor=anchor, is_bold=True)
        is_own = one.box
        if (
            plot.box.holds(place)
            and not any(place.meets(box, gap=3) for box in scene.texts)
            and not any(place.meets(box) for box in blocked if box != is_own)
        ):
            scene.text(x, y, text, anchor=anchor, is_bold=True, halo=scene.inks.paper)
            return True
    return False
