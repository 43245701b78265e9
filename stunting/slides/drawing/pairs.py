"""Dumbbells: before and after of each row, and the difference as it is said."""

from __future__ import annotations

from collections.abc import Sequence

from stunting.slides.drawing import key, letters, rows
from stunting.slides.drawing.rows import GAP, Rows
from stunting.slides.drawing.scale import Scale, known, span
from stunting.slides.drawing.svg import BAR, Box, Scene, baseline
from stunting.slides.drawings import Pair, PairsDrawing

LEAST_PLOT = 0.36
MOST_NAME, MOST_SAID = 0.34, 0.34
RADIUS = 10


def draw(scene: Scene, drawing: PairsDrawing) -> None:
    entries = [
        key.Entry(text=drawing.before_label, mark=lambda scene, x, y: _dot(scene, x + key.MARK / 2, y, BAR, True)),
        key.Entry(text=drawing.after_label, mark=lambda scene, x, y: _dot(scene, x + key.MARK / 2, y, BAR, False)),
    ]
    # The two marks are read before the rows.
    head = key.height(scene, entries)
    key.write(scene, entries, top=-key.OVER / 2)
    marked = [one.is_marked for one in drawing.pairs]
    found = rows.laid_out(marked, drawing.rest, top=head, bottom=scene.height)
    shown = [drawing.pairs[position] for position in found.shown]
    columns = _columns(scene, shown, found.px)
    is_stacked = columns[1] - columns[0] < LEAST_PLOT * scene.width
    if is_stacked:
        found = rows.laid_out(marked, drawing.rest, top=head, bottom=scene.height, lines=2)
        shown = [drawing.pairs[position] for position in found.shown]
        columns = (0, scene.width)
    values = [value for one in drawing.pairs for value in (one.before, one.after)]
    low, high = span(values)
    # Counts of change are read between the dots: an axis that need not begin at 0 shows them further apart.
    least = min(known(values), default=0.0)
    low = max(low, least - 0.25 * (high - least)) if least > 0 else low
    beside = _beside(shown, found.px)
    plot = Scale(low, high if high > low else low + 1, columns[0] + beside, columns[1] - beside)
    for place, one in enumerate(shown):
        _row(scene, one, found, found.middle(place), plot, columns, is_stacked)
    rows.gaps(scene, found)
    rows.write_rest(scene, found)


def _beside(shown: Sequence[Pair], px: float) -> float:
    """Room left and right of the plot for the numbers that stand beside their dots."""
    return (
        max(
            (letters.width(text, px, is_bold=True) for one in shown for text in (one.before_text, one.after_text)),
            default=0,
        )
        + RADIUS
        + 12
    )


def _columns(scene: Scene, shown: Sequence[Pair], px: float) -> tuple[float, float]:
    name = max((letters.width(one.name, px, is_bold=one.is_marked) for one in shown), default=0)
    said = max((letters.width(one.text, px, is_bold=True) for one in shown), default=0)
    if said > MOST_SAID * scene.width:
        return 0, 0
    left = min(name, MOST_NAME * scene.width) + GAP
    right = scene.width - (said + GAP if said else 0)
    plot = right - left - 2 * _beside(shown, px)
    return (left, right) if plot > 0.12 * scene.width else (0, 0)


def _row(
    scene: Scene, pair: Pair, found: Rows, middle: float, plot: Scale, columns: tuple[float, float], is_stacked: bool
) -> None:
    px, inks, line = found.px, scene.inks, letters.LINE * found.px
    name_at = dots_at = middle
    room, height = columns[0] - GAP, found.step
    ink = inks.accent if pair.is_marked else inks.ink
    if is_stacked:
        block = 2 * line
        name_at, dots_at = middle - block / 2 + line / 2, middle + block / 2 - line / 2
        said = letters.shortened(pair.text, px, 0.55 * scene.width, is_bold=True)
        room, height = scene.width - letters.width(said, px, is_bold=True) - GAP, line
    else:
        said = pair.text
    rows.write_name(scene, pair.name, x=0, middle=name_at, px=px, room=room, step=height, bold=pair.is_marked)
    scene.text(scene.width, baseline(name_at, px), said, px=px, anchor="end", is_bold=True, ink=ink, whole=pair.text)
    scene.line((columns[0], dots_at), (columns[1], dots_at), inks.faint, 1.5)
    spots = {True: _spot(pair.before, plot), False: _spot(pair.after, plot)}
    before, after = spots[True], spots[False]
    fill = inks.accent if pair.is_marked else BAR
    if before is not None and after is not None and pair.is_joined:
        scene.line((before, dots_at), (after, dots_at), fill, 7)
    is_rising = before is not None and after is not None and after > before
    for is_before, spot, text in ((True, before, pair.before_text), (False, after, pair.after_text)):
        if spot is None:
            continue
        _dot(scene, spot, dots_at, fill, is_before)
        # The two numbers stand outside, so that neither lies on the line between the dots; a single one on the right.
        is_left = (is_before == is_rising) if before is not None and after is not None else False
        x = spot + (-1 if is_left else 1) * (RADIUS + 8)
        anchor = "end" if is_left else "start"
        wide = letters.width(text, px, is_bold=True)
        ground = Box(x - 4 - wide * is_left, dots_at - 3, x + 4 + wide * (not is_left), dots_at + 3)
        scene.rect(ground, inks.paper)
        scene.text(x, baseline(dots_at, px), text, px=px, anchor=anchor, is_bold=not is_before, ink=ink)
    if before is None and after is None:
        scene.text(columns[0], baseline(dots_at, px), "tidak ada angka", px=px, ink=inks.muted, halo=inks.paper)


def _spot(value: float | None, plot: Scale) -> float | None:
    return plot(value) if known([value]) and value is not None else None


def _dot(scene: Scene, x: float, y: float, fill: str, is_hollow: bool) -> None:
    ground, edge = (scene.inks.paper, fill) if is_hollow else (fill, fill)
    scene.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="{ground}" stroke="{edge}" stroke-width="5"/>')
