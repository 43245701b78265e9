"""The areas of one panel: filled shapes, borders, outlines and circles, in the coordinates of the geometry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stunting import formats
from stunting.charts import theme
from stunting.charts.map_rows import EXCLUDED, LETTERS, Rows
from stunting.charts.map_view import MapPanel, palette_of
from stunting.exports.map_files import Shapes
from stunting.slides.drawing import grounds
from stunting.slides.drawing.map_islands import ROOM, Arranged
from stunting.slides.drawing.svg import Box, Scene, attribute, content, number
from stunting.slides.drawings import MapDrawing

# A map of more areas than this has finer borders and patterns.
MANY = 60
FRAME = 1.5
# Pixels: islands smaller than this would vanish under the borders; radius of the largest circle.
SPECK = 9
LEAST_CIRCLE, MOST_CIRCLE = 16, 60


@dataclass(frozen=True, kw_only=True, eq=False)
class Panel:
    """One map in its place.

    largest: the highest count of all panels that share its part of the legend, which the largest circle stands for
    step: pixels per unit of the geometry; colours: of each area, without its pattern
    """

    drawing: MapDrawing
    panel: MapPanel
    position: int
    arranged: Arranged
    rows: Rows
    box: Box
    largest: float = 0

    @property
    def shapes(self) -> Shapes:
        return self.arranged.shapes

    @cached_property
    def step(self) -> float:
        return fitting(self.shapes, self.box.width, self.box.height)

    @cached_property
    def corner(self) -> tuple[float, float]:
        wide, high = self.shapes.content["width"] * self.step, self.shapes.content["height"] * self.step
        return self.box.left + (self.box.width - wide) / 2, self.box.top + (self.box.height - high) / 2

    @cached_property
    def frames(self) -> list[Box]:
        """Around islands that were moved, in pixels."""
        x, y = self.corner
        return [
            Box(x + f.left * self.step, y + f.top * self.step, x + f.right * self.step, y + f.bottom * self.step)
            for f in self.arranged.frames
        ]

    @property
    def is_coloured(self) -> bool:
        return self.drawing.view.is_coloured(self.panel)

    @cached_property
    def colours(self) -> list[str]:
        palette = palette_of(self.drawing.view.scheme_of(self.panel))
        found = []
        for place in range(len(self.shapes.codes)):
            if not self.is_coloured and self.rows.letters[place] != EXCLUDED:
                found.append(grounds.GROUND)
            else:
                number_of = int(self.rows.classes[place])
                found.append(palette[number_of] if number_of >= 0 else grounds.PAPER)
        return found

    @cached_property
    def spots(self) -> np.ndarray:
        """Per area the pixel its label is about."""
        spots = np.array(self.shapes.content["labels"], dtype=float).reshape(-1, 3)[:, :2]
        return spots * self.step + np.array(self.corner)

    @cached_property
    def radii(self) -> np.ndarray:
        """Per area the radius of its circle in pixels, 0 without."""
        count = len(self.shapes.codes)
        if not self.drawing.view.circles_of(self.panel) or not self.largest:
            return np.zeros(count)
        counts = np.nan_to_num(self.rows.counts[:count])
        most = circle_px(self.spots)
        return np.where(counts > 0, np.maximum(most * np.sqrt(counts / self.largest), 3), 0)

    def text(self, place: int) -> str:
        """What is written on an area: the given text on the first panel, the panel's own number on the others."""
        given = self.drawing.labels.get(self.shapes.codes[place], "")
        if not given or self.position == 0:
            return given
        own = self.rows.texts[place]
        is_rate = self.drawing.view.is_coloured(self.panel) and "%" in given
        is_count = hasattr(self.drawing.view.scheme_of(self.panel), "counted")
        return f"{own}%" if own and is_rate and not is_count else own


def fitting(shapes: Shapes, width: float, height: float) -> float:
    """Pixels per unit of a geometry that fills a place."""
    return max(min((width - 2 * ROOM) / shapes.content["width"], (height - 2 * ROOM) / shapes.content["height"]), 0.001)


def circle_px(spots: np.ndarray) -> float:
    """Radius of the largest circle: about half way to the next area, so that most of them keep apart."""
    if len(spots) < 2:
        return MOST_CIRCLE
    x, y = spots.T
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    np.fill_diagonal(apart, np.inf)
    return float(np.clip(0.72 * np.median(apart.min(axis=0)), LEAST_CIRCLE, MOST_CIRCLE))


def draw(scene: Scene, one: Panel) -> None:
    """The map without its texts."""
    scene.rect(one.box, scene.inks.sea, ' rx="6"')
    count = len(one.shapes.codes)
    colours, letters_ = one.colours, one.rows.letters
    per_pixel = 1 / one.step
    tile = 9 if count > MANY else 14
    fine = 0.8 if count > MANY else 2.4
    patterned = [
        (letters_[place], colours[place]) for place in range(count) if one.is_coloured or letters_[place] == EXCLUDED
    ]
    # Each panel scales its patterns itself.
    suffix = f"-{one.position}"
    scene.add(grounds.definitions(patterned, tile=tile, per_pixel=per_pixel, suffix=suffix))
    for frame in one.frames:
        scene.rect(frame, "none", f' rx="5" stroke="{scene.inks.muted}" stroke-width="{number(FRAME)}"')
    x, y = one.corner
    scene.add(f'<g transform="translate({x:.2f} {y:.2f}) scale({one.step:.6g})" stroke-linejoin="round">')
    scene.add(f'<g stroke="{grounds.PAPER}" stroke-width="{number(fine * per_pixel)}">')
    for place in range(count):
        scene.add(_area(one, place, colours[place], suffix))
    scene.add("</g>")
    _specks(scene, one, per_pixel)
    _lines(scene, one, per_pixel, count)
    scene.add("</g>")
    _circles(scene, one)


def _area(one: Panel, place: int, colour: str, suffix: str) -> str:
    code, shown = one.shapes.codes[place], one.shapes.names[place]
    letter = one.rows.letters[place]
    has_pattern = one.is_coloured or letter == EXCLUDED
    fill = grounds.fill_of(letter, colour) if has_pattern else colour
    fill = fill.replace(")", f"{suffix})")
    said = f"{shown}: {described(one, place)}"
    opens = ""
    if code in one.drawing.drillable:
        opens = f' tabindex="0" role="button" aria-label={attribute(said)}'
    path = one.shapes.content["paths"][place]
    return (
        f'<path class="wilayah" data-kode="{code}" fill="{fill}"{opens} d="{path}">'
        f"<title>{content(said)}</title></path>"
    )


def _specks(scene: Scene, one: Panel, per_pixel: float) -> None:
    """Small islands once more, with an edge of their own colour instead of the border they would vanish under."""
    least = SPECK * per_pixel
    for place, path in enumerate(one.shapes.content["paths"]):
        pieces = [f"{piece}z" for piece in path.split("z") if piece]
        if len(pieces) != len(one.shapes.rings[place]):
            continue
        small = "".join(
            piece
            for piece, ring in zip(pieces, one.shapes.rings[place], strict=True)
            if np.ptp(ring, axis=0).max() < least
        )
        if small:
            colour = one.colours[place]
            edge = colour if colour not in (grounds.PAPER, grounds.GROUND) else grounds.PATTERN_INK
            scene.add(
                f'<path d="{small}" fill="{colour}" stroke="{edge}" stroke-width="{number(3 * per_pixel)}" '
                'pointer-events="none"/>'
            )


def described(one: Panel, place: int) -> str:
    """The number of an area in words of one line, or why there is none."""
    circles = one.drawing.view.circles_of(one.panel)
    if circles and not one.is_coloured and np.isfinite(one.rows.counts[place]):
        return f"{formats.number(one.rows.counts[place])} {circles}"
    text = one.text(place) or one.rows.texts[place]
    letter = one.rows.letters[place]
    if letter == EXCLUDED:
        return one.drawing.view.excluded
    state = next((state for state, known in LETTERS.items() if known == letter and letter != "."), None)
    return ", ".join(filter(None, (text, state.label if state else ""))) or "tidak ada data"


def _lines(scene: Scene, one: Panel, per_pixel: float, count: int) -> None:
    """Borders of the level above, the outline of the whole, lokus, excluded and selected areas."""
    paths, rows = one.shapes.content["paths"], one.rows
    fixed = (grounds.PAPER, grounds.INK)

    def stroke(data: str, ink: str, px: float, more: str = "") -> None:
        if data:
            scene.add(
                f'<path d="{data}" fill="none" stroke="{ink}" stroke-width="{number(px * per_pixel)}" '
                f'pointer-events="none"{more}/>'
            )

    is_fine = count > MANY
    # Where units are few their own borders are enough; desa are read by their kecamatan.
    if is_fine:
        stroke(one.shapes.content.get("borders") or "", fixed[1], 1.6, ' stroke-opacity=".7"')
    stroke(one.shapes.content.get("outline") or "", scene.inks.ink, 2)
    lokus = "".join(paths[place] for place in range(count) if rows.is_lokus[place])
    wide = 3.2 if is_fine else 4
    stroke(lokus, fixed[0], wide + 3)
    stroke(lokus, fixed[1], wide)
    out = "".join(paths[place] for place in range(count) if rows.letters[place] == EXCLUDED)
    dash = number(10 * per_pixel)
    stroke(out, fixed[0], 6)
    stroke(out, fixed[1], 3.5, f' stroke-dasharray="{dash} {dash}"')
    selected = one.drawing.view.selected
    if selected in one.shapes.codes:
        path = paths[one.shapes.codes.index(selected)]
        stroke(path, scene.inks.paper, 9)
        stroke(path, scene.inks.accent, 5)


def _circles(scene: Scene, one: Panel) -> None:
    """Counts as circles, small ones on top."""
    radii, spots = one.radii, one.spots
    if not radii.any():
        return
    style = f'fill="{theme.PREVALENCE[3]}" fill-opacity=".62" stroke="{grounds.PAPER}" stroke-width="1.5"'
    scene.add(f'<g {style} pointer-events="none">')
    for place in np.argsort(-radii, kind="stable").tolist():
        if radii[place] > 0:
            x, y = spots[place]
            scene.add(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radii[place])}"/>')
    scene.add("</g>")
