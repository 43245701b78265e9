"""Values over time: panels under each other on one time axis, each with its own quantity from 0."""

from __future__ import annotations

from collections.abc import Sequence

from stunting import formats
from stunting.slides.drawing import key, letters, series_axis, series_marks
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.scale import Scale, span, ticks
from stunting.slides.drawing.series_marks import Plot
from stunting.slides.drawing.svg import Box, Scene, baseline, number, text_box
from stunting.slides.drawings import Level, Line, SeriesDrawing

PX = SMALLEST_PX
LINE = letters.LINE * PX
HEADING_PX = 26
# Room over the highest value for its number, and under a panel.
OVER, UNDER = 34, 16
LEAST_PLOT = 70
SIDE = 0.04


def draw(scene: Scene, drawing: SeriesDrawing) -> None:
    """Levels belong to the first panel: a target is set for one way of measuring."""
    lines = [line for _, found in drawing.panels for line in found]
    series = [[one.x for one in line.points] for line in lines]
    entries = _entries(drawing)
    tops = [_ticks(drawing, place) for place in range(len(drawing.panels))]
    left = max((letters.width(_tick(one, drawing.unit), PX) for found in tops for one in found), default=0) + 10
    x = _time(scene, drawing, left)
    marks = series_axis.ticks(series, [one.x for one in drawing.levels if one.x is not None], x)
    axis = max((len(said) for _, said in marks), default=0) * LINE + 10
    foot = key.height(scene, entries)
    count = max(len(drawing.panels), 1)
    each = (scene.height - foot - axis - UNDER * (count - 1)) / count
    for place, (heading, found) in enumerate(drawing.panels):
        top = place * (each + UNDER)
        _panel(scene, drawing, place, heading, found, Box(left, top, scene.width, top + each), x, tops[place])
    _time_axis(scene, marks, x, scene.height - foot - axis)
    key.write(scene, entries, top=scene.height - foot)


def _entries(drawing: SeriesDrawing) -> list[key.Entry]:
    """The symbol of every line by its name, once, and what a hollow one means."""
    found: dict[str, key.Entry] = {}
    names = _names(drawing)
    for _, lines in drawing.panels:
        for line in lines:
            if line.name and line.name not in found:
                found[line.name] = key.Entry(text=line.name, mark=_mark(line.symbol, names.index(line.name), False))
    hollow = [
        line.symbol
        for _, lines in drawing.panels
        for line in lines
        if any(one.is_hollow and one.value is not None for one in line.points)
    ]
    entries = list(found.values())
    if hollow:
        entries.append(key.Entry(text="kosong: cakupan rendah atau proyeksi", mark=_mark(hollow[0], 0, True)))
    return entries


def _names(drawing: SeriesDrawing) -> list[str]:
    """The names of the lines in their order: one name has one colour in all panels, as it has one entry in the key."""
    return list(dict.fromkeys(line.name for _, lines in drawing.panels for line in lines))


def _mark(symbol: str, place: int, is_hollow: bool) -> key.Mark:
    def mark(scene: Scene, x: float, middle: float) -> None:
        ink = scene.inks.muted if is_hollow else series_marks.ink_of(scene.inks, place)
        series_marks.symbol(scene, symbol, x + key.MARK / 2, middle, ink, is_hollow=is_hollow)

    return mark


def _ticks(drawing: SeriesDrawing, place: int) -> list[float]:
    values = [
        value for line in drawing.panels[place][1] for one in line.points for value in (one.value, one.low, one.high)
    ]
    levels = [one.value for one in drawing.levels] if place == 0 else []
    return ticks(*span([*values, *levels]), most=4 if len(drawing.panels) < 3 else 3)


def _tick(value: float, unit: str) -> str:
    decimals = 0 if value == round(value) else 1 if round(value, 1) == value else 2
    return formats.number(value, decimals=decimals) + (unit if unit == "%" else "")


def _time(scene: Scene, drawing: SeriesDrawing, left: float) -> Scale:
    spots = [one.x for _, lines in drawing.panels for line in lines for one in line.points]
    spots += [one.x for one in drawing.levels if one.x is not None]
    spots += [edge for begin, end, _ in drawing.bands for edge in (begin, end)]
    low, high = (min(spots), max(spots)) if spots else (0.0, 1.0)
    room = max(SIDE * (high - low), 0.0) or 0.5
    return Scale(low - room, high + room, left, scene.width - 24)


def _panel(
    scene: Scene,
    drawing: SeriesDrawing,
    place: int,
    heading: str,
    lines: Sequence[Line],
    box: Box,
    x: Scale,
    marks: Sequence[float],
) -> None:
    said = letters.fitted(heading, HEADING_PX, scene.width, lines=2, is_bold=True)
    if box.height - len(said) * letters.LINE * HEADING_PX < LEAST_PLOT + OVER:
        said = letters.fitted(heading, HEADING_PX, scene.width, is_bold=True)
    top = scene.lines(0, box.top, said, px=HEADING_PX, is_bold=True, whole=heading)
    plot = Plot(
        box=Box(box.left, top, box.right, box.bottom),
        x=x,
        y=Scale(marks[0], marks[-1], box.bottom, min(top + OVER, box.bottom - 10)),
    )
    _bands(scene, drawing, plot, is_named=place == 0)
    _grid(scene, plot, marks, drawing.unit)
    levels = drawing.levels if place == 0 else ()
    blocked = [_level(scene, level, plot) for level in levels]
    names = _names(drawing)
    for line in lines:
        series_marks.draw_line(scene, line, plot, series_marks.ink_of(scene.inks, names.index(line.name)))
    for level in levels:
        _level_name(scene, level, plot, lines)
    series_marks.write_values(scene, lines, plot, blocked)


def _grid(scene: Scene, plot: Plot, marks: Sequence[float], unit: str) -> None:
    """Few rules; a number that would touch the one before it is left out."""
    used: list[Box] = []
    for mark in marks:
        y = plot.y(mark)
        is_base = mark == 0
        scene.line((plot.box.left, y), (scene.width, y), scene.inks.muted if is_base else scene.inks.faint, 2)
        said = _tick(mark, unit)
        at = baseline(y, PX) if not is_base else y
        place = text_box(plot.box.left - 8, at, said, PX, anchor="end")
        if all(not place.meets(other, gap=2) for other in [*used, *scene.texts]):
            scene.text(plot.box.left - 8, at, said, anchor="end", ink=scene.inks.muted)
            used.append(place)


def _bands(scene: Scene, drawing: SeriesDrawing, plot: Plot, *, is_named: bool) -> None:
    for begin, end, label in drawing.bands:
        left, right = plot.x(begin), plot.x(end)
        scene.rect(Box(left, plot.box.top, right, plot.box.bottom), scene.inks.sea)
        said = letters.shortened(label, PX, max(right - left - 12, 0))
        if is_named and said:
            place = text_box(left + 6, plot.box.top + LINE - 6, said, PX)
            if not any(place.meets(other) for other in scene.texts):
                scene.text(left + 6, plot.box.top + LINE - 6, said, ink=scene.inks.muted, whole=label)


def _level(scene: Scene, level: Level, plot: Plot) -> Box:
    """A target for a year as a mark, a threshold as a line; returns the place of the mark."""
    y, ink = plot.y(level.value), scene.inks.target
    if level.x is None:
        scene.line((plot.box.left, y), (scene.width, y), ink, 3, ' stroke-dasharray="10 6"')
        return Box(plot.box.left, y, plot.box.left, y)
    x = plot.x(level.x)
    scene.add(
        f'<path d="M{number(x - 13)} {number(y)}H{number(x + 13)}M{number(x)} {number(y - 13)}V{number(y + 13)}" '
        f'stroke="{ink}" stroke-width="5" fill="none"/>'
    )
    return Box(x - 14, y - 14, x + 14, y + 14)


def _level_name(scene: Scene, level: Level, plot: Plot, lines: Sequence[Line]) -> None:
    """The name over or under its line or beside its mark, where no point and no other text is."""
    points = [one.box for line in lines for one in series_marks.spots_of(line, plot)]
    y = plot.y(level.value)
    said = letters.shortened(level.label, PX, plot.box.width - 8, is_bold=True)
    wide = letters.width(said, PX, is_bold=True)
    x = plot.box.right - wide if level.x is None else plot.x(level.x) - wide / 2
    over, under = y - 8 - letters.BELOW * PX, y + 8 + letters.ABOVE * PX
    if level.x is not None:
        over, under = over - 10, under + 10
    starts = [x, plot.box.left + 4, plot.box.left + plot.box.width / 2 - wide / 2, plot.box.right - wide]
    for avoided in (points, []):
        for start in starts:
            begin = min(max(start, plot.box.left), plot.box.right - wide)
            for at in (over, under):
                place = text_box(begin, at, said, PX, is_bold=True)
                is_free = not any(place.meets(other, gap=2) for other in [*scene.texts, *avoided])
                if said and plot.box.holds(place) and is_free:
                    ink = scene.inks.target
                    scene.text(begin, at, said, is_bold=True, ink=ink, halo=scene.inks.paper, whole=level.label)
                    return


def _time_axis(scene: Scene, marks: Sequence[tuple[float, list[str]]], x: Scale, top: float) -> None:
    for spot, said in marks:
        at = x(spot)
        scene.line((at, top), (at, top + 7), scene.inks.muted, 2)
        wide = max(letters.width(line, PX) for line in said)
        middle = min(max(at, wide / 2), scene.width - wide / 2)
        scene.lines(middle, top + 8, said, anchor="middle")
