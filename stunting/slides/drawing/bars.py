"""A ranking: name, bar with its interval, number and note per row."""

from __future__ import annotations

import math

from stunting.slides.drawing import key, letters, rows
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.rows import GAP, Rows
from stunting.slides.drawing.scale import Scale, span
from stunting.slides.drawing.svg import BAR, HATCH, PALE, PREFIX, Box, Scene, baseline
from stunting.slides.drawings import Bar, BarsDrawing, Level

# A plot narrower than this part of the drawing gets a line of its own under the names.
LEAST_PLOT = 0.26
MOST_NAME, MOST_NOTE = 0.4, 0.3
PX = SMALLEST_PX


def draw(scene: Scene, drawing: BarsDrawing) -> None:
    entries = _entries(drawing)
    foot = key.height(scene, entries)
    low, high = span(
        [value for one in drawing.bars for value in (one.value, one.low, one.high)]
        + [one.value for one in drawing.levels]
    )
    scale = Scale(low, high, 0, 1)
    head = _head_height(drawing)
    marked = [one.is_marked for one in drawing.bars]
    found = rows.laid_out(marked, drawing.rest, top=head, bottom=scene.height - foot)
    columns = _columns(scene, drawing, found)
    is_stacked = columns[1] - columns[0] < LEAST_PLOT * scene.width
    if is_stacked:
        found = rows.laid_out(marked, drawing.rest, top=head, bottom=scene.height - foot, lines=2)
        columns = (0, scene.width - GAP - _text_width(drawing, found.px), scene.width)
    _pattern(scene)
    left, right, text_end = columns
    plot = Scale(scale.low, scale.high, left + 4, right - 6)
    _levels(scene, drawing.levels, plot, found)
    for place, position in enumerate(found.shown):
        _row(scene, drawing.bars[position], found, found.middle(place), plot, text_end, is_stacked)
    rows.gaps(scene, found)
    rows.write_rest(scene, found)
    key.write(scene, entries, top=scene.height - foot)


def _entries(drawing: BarsDrawing) -> list[key.Entry]:
    entries = []
    if any(one.low is not None and one.high is not None and one.value is not None for one in drawing.bars):
        entries.append(key.Entry(text="garis: interval 95%", mark=_interval_mark))
    if any(one.is_low_coverage for one in drawing.bars):
        entries.append(key.Entry(text="arsir: cakupan rendah (di bawah 80%)", mark=_hatched_mark))
    return entries


def _interval_mark(scene: Scene, x: float, middle: float) -> None:
    _whisker(scene, x, x + key.MARK, middle, 9)


def _hatched_mark(scene: Scene, x: float, middle: float) -> None:
    scene.rect(
        Box(x, middle - 11, x + key.MARK, middle + 11), f"url(#{PREFIX}arsir)", f' stroke="{HATCH}" stroke-width="2"'
    )


def _pattern(scene: Scene) -> None:
    scene.add(
        f'<defs><pattern id="{PREFIX}arsir" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<rect width="12" height="12" fill="{PALE}"/>'
        f'<path d="M-3 9L9 -3M3 15L15 3" stroke="{HATCH}" stroke-width="3.4"/></pattern></defs>'
    )


def _text_width(drawing: BarsDrawing, px: float) -> float:
    """The column of numbers; a reason instead of a number takes the room of its bar."""
    return max((letters.width(one.text, px, is_bold=True) for one in drawing.bars if one.value is not None), default=0)


def _columns(scene: Scene, drawing: BarsDrawing, found: Rows) -> tuple[float, float, float]:
    """Where the plot begins and ends, and where the numbers end, with names and notes on the same line."""
    px = found.px
    shown = [drawing.bars[position] for position in found.shown]
    name = max((letters.width(one.name, px, is_bold=one.is_marked) for one in shown), default=0)
    note = max((letters.width(one.note, PX) for one in shown), default=0)
    if note > MOST_NOTE * scene.width:
        return 0, 0, 0
    left = min(name, MOST_NAME * scene.width) + GAP
    text_end = scene.width - (note + GAP if note else 0)
    return left, text_end - _text_width(drawing, px) - GAP, text_end


def _head_height(drawing: BarsDrawing) -> float:
    return letters.LINE * PX * len(drawing.levels) + 6 * bool(drawing.levels)


def _levels(scene: Scene, levels: tuple[Level, ...], plot: Scale, found: Rows) -> None:
    """A dashed line through all rows, with its name over it on a line of its own."""
    ink = scene.inks.target
    for row, level in enumerate(levels):
        x = plot(level.value)
        said = letters.shortened(level.label, PX, scene.width, is_bold=True)
        wide = letters.width(said, PX, is_bold=True)
        begin = min(max(x - wide / 2, 0), scene.width - wide)
        top = row * letters.LINE * PX
        scene.line((x, top + letters.LINE * PX), (x, found.bottom), ink, 3, ' stroke-dasharray="9 5"')
        scene.rect(Box(begin - 4, top, begin + wide + 4, top + letters.LINE * PX), scene.inks.paper)
        scene.lines(begin, top, [said], is_bold=True, ink=ink, whole=level.label)


def _row(scene: Scene, bar: Bar, found: Rows, middle: float, plot: Scale, text_end: float, is_stacked: bool) -> None:
    px, step, line = found.px, found.step, letters.LINE * found.px
    inks = scene.inks
    if is_stacked:
        block = 2 * line
        name_at, bar_at = middle - block / 2 + line / 2, middle + block / 2 - line / 2
        note = letters.shortened(bar.note, PX, 0.5 * scene.width)
        room = scene.width - (letters.width(note, PX) + GAP if note else 0)
        thick = 0.62 * line
    else:
        name_at = bar_at = middle
        note, room, thick = bar.note, plot.start - 4 - GAP, min(0.62 * step, 40)
    # In a stacked row the name may not grow into the line of the bar.
    height = line if is_stacked else step
    rows.write_name(scene, bar.name, x=0, middle=name_at, px=px, room=room, step=height, bold=bar.is_marked)
    if note and is_stacked:
        scene.text(scene.width, baseline(name_at, PX), note, anchor="end", ink=inks.muted, whole=bar.note)
    elif note:
        scene.text(text_end + GAP, baseline(bar_at, PX), note, ink=inks.muted)
    zero = plot(0)
    scene.line((zero, bar_at - thick / 2 - 2), (zero, bar_at + thick / 2 + 2), inks.muted, 2)
    if bar.value is not None and math.isfinite(bar.value):
        start, end = sorted((zero, plot(bar.value)))
        fill = inks.accent if bar.is_marked else BAR
        edge = ""
        if bar.is_low_coverage:
            edge = f' stroke="{inks.accent if bar.is_marked else HATCH}" stroke-width="{4 if bar.is_marked else 2}"'
            fill = f"url(#{PREFIX}arsir)"
        scene.rect(Box(start, bar_at - thick / 2, end, bar_at + thick / 2), fill, edge)
        if bar.low is not None and bar.high is not None:
            _whisker(scene, plot(bar.low), plot(bar.high), bar_at, 0.3 * thick)
    ink = inks.accent if bar.is_marked else inks.ink if bar.value is not None else inks.muted
    # Words instead of a number are set smaller and take the room of the bar.
    size = px if bar.value is not None else PX
    said = letters.shortened(bar.text, size, text_end - plot.start - GAP, is_bold=True)
    halo = "" if bar.value is not None else inks.paper
    scene.text(
        text_end, baseline(bar_at, size), said, px=size, anchor="end", is_bold=True, ink=ink, halo=halo, whole=bar.text
    )


def _whisker(scene: Scene, start: float, end: float, middle: float, half: float) -> None:
    """An interval: a line with ends, edged so that it is seen on its bar and beside it."""
    for ink, wide in ((scene.inks.paper, 7), (scene.inks.ink, 3)):
        scene.line((start, middle), (end, middle), ink, wide)
        for x in (start, end):
            scene.line((x, middle - half), (x, middle + half), ink, wide)
