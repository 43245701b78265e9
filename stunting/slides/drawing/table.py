"""A table of measured columns; rows and, on a telephone, columns that do not fit are left out and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stunting.slides.drawing import letters, rest
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.svg import Box, Scene
from stunting.slides.drawings import Cell, TableDrawing

SIZES = (32, 30, 28, 26, SMALLEST_PX)
GAP, PAD = 28, 12
# The highest row of a roomy table, in parts of its lines.
AIRY = 1.6
MOST_LINES = 2


@dataclass(frozen=True)
class Plan:
    """The letters' size, the columns that are shown and their widths, and the heights of head and rows.

    cells: per row and shown column its lines; the last one is the total if there is one
    """

    px: float
    columns: list[int]
    widths: list[float]
    head: list[list[str]]
    cells: list[list[list[str]]]

    def height(self, lines: Sequence[Sequence[str]]) -> float:
        return max((len(one) for one in lines), default=1) * letters.LINE * self.px + PAD


def draw(scene: Scene, drawing: TableDrawing) -> None:
    everything = [*drawing.rows, *([drawing.total] if drawing.total else [])]
    plan = _plan(scene, drawing, everything)
    dropped = [drawing.headers[one] for one in range(len(drawing.headers)) if one not in plan.columns]
    line = letters.LINE * SMALLEST_PX + 6
    head = plan.height(plan.head)
    heights = [plan.height(one) for one in plan.cells]
    total = heights[-1] if drawing.total else 0
    room = scene.height - head - total - line * bool(dropped)
    shown = _shown(heights[: len(drawing.rows)], room - line * bool(drawing.rest))
    if shown < len(drawing.rows):
        shown = _shown(heights[: len(drawing.rows)], room - line)
    said = rest.line(drawing.rest, len(drawing.rows) - shown)
    stretch = _stretch(
        [*heights[:shown], *([total] if total else [])], scene.height - head - line * (bool(said) + bool(dropped))
    )
    y = _head(scene, drawing, plan, head)
    for row in range(shown):
        high = heights[row] * stretch
        if row % 2:
            scene.rect(Box(0, y, scene.width, y + high), scene.inks.sea)
        _cells(scene, drawing, plan, everything[row], plan.cells[row], y, high, is_total=False)
        y += high
    if drawing.total:
        high = total * stretch
        scene.rect(Box(0, y, scene.width, y + high), scene.inks.sea)
        scene.line((0, y), (scene.width, y), scene.inks.ink, 3)
        _cells(scene, drawing, plan, drawing.total, plan.cells[-1], y, high, is_total=True)
        y += high
    for note in filter(None, (said, _dropped(dropped, scene.width))):
        fits = letters.shortened(note, SMALLEST_PX, scene.width)
        y = scene.lines(0, y + 5, [fits], ink=scene.inks.muted, whole=note)


def _dropped(headers: Sequence[str], room: float) -> str:
    """How many columns are left out, and which, where their names fit."""
    if not headers:
        return ""
    short = f"{len(headers)} kolom lain tidak muat di layar ini"
    named = f"{short}: {', '.join(headers)}"
    return named if letters.width(named, SMALLEST_PX) <= room else short


def _said(cell: Cell) -> str:
    return f"{cell.sign} {cell.text}".strip()


def _plan(scene: Scene, drawing: TableDrawing, everything: Sequence[Sequence[Cell]]) -> Plan:
    """The largest letters with which all rows and columns fit.

    At the smallest size columns are left out from the second on: the first names the row, the last
    ones say what it comes to.
    """
    columns = list(range(len(drawing.headers)))
    found = None
    for px in SIZES:
        found = _with(scene, drawing, everything, px, columns)
        if found and found.height(found.head) + sum(map(found.height, found.cells)) <= scene.height:
            return found
    while found is None and len(columns) > 1:
        del columns[1]
        found = _with(scene, drawing, everything, SMALLEST_PX, columns)
    return found or _with(scene, drawing, everything, SMALLEST_PX, columns, is_forced=True) or Plan(24, [], [], [], [])


def _with(
    scene: Scene,
    drawing: TableDrawing,
    everything: Sequence[Sequence[Cell]],
    px: float,
    columns: list[int],
    *,
    is_forced: bool = False,
) -> Plan | None:
    """The plan for these columns at this size, None where they are too wide together."""
    room = scene.width - GAP * (len(columns) - 1) - 2 * PAD
    least, natural = [], []
    for column in columns:
        texts = [_said(row[column]) for row in everything if column < len(row)]
        bold = [_said(drawing.total[column])] if column < len(drawing.total) else []
        header = drawing.headers[column]
        word = letters.longest_word(header, px, is_bold=True)
        whole = max(
            [letters.width(one, px) for one in texts] + [letters.width(one, px, is_bold=True) for one in bold],
            default=0,
        )
        if drawing.is_number[column]:
            narrow = whole
        else:
            narrow = max([letters.longest_word(one, px, is_bold=True) for one in texts], default=0)
            narrow = max(narrow, min(whole, 0.42 * whole + 2 * px))
        least.append(max(narrow, word) + 1)
        natural.append(max(whole, letters.width(header, px, is_bold=True), least[-1]) + 1)
    if sum(least) > room and not is_forced:
        return None
    widths = _widths(least, natural, room)
    head = [
        letters.fitted(drawing.headers[one], px, wide, lines=3, is_bold=True)
        for one, wide in zip(columns, widths, strict=True)
    ]
    cells = [
        [
            letters.fitted(
                _said(row[one]) if one < len(row) else "",
                px,
                wide,
                lines=MOST_LINES,
                is_bold=row is drawing.total or False,
            )
            for one, wide in zip(columns, widths, strict=True)
        ]
        for row in everything
    ]
    return Plan(px=px, columns=list(columns), widths=widths, head=head, cells=cells)


def _widths(least: list[float], natural: list[float], room: float) -> list[float]:
    """Between the least and the natural widths in equal shares; what is left over goes to all columns."""
    if sum(least) > room:
        return [one * room / sum(least) for one in least]
    wished = sum(natural) - sum(least)
    free = room - sum(least)
    if free < wished:
        return [low + (high - low) * free / wished for low, high in zip(least, natural, strict=True)]
    spare = (room - sum(natural)) / len(natural)
    return [one + spare for one in natural]


def _shown(heights: Sequence[float], room: float) -> int:
    used, count = 0.0, 0
    for height in heights:
        used += height
        if used > room + 0.01:
            break
        count += 1
    return count


def _stretch(heights: Sequence[float], room: float) -> float:
    return min(max(room / sum(heights), 1), AIRY) if heights else 1


def _edges(plan: Plan) -> list[tuple[float, float]]:
    found, x = [], float(PAD)
    for wide in plan.widths:
        found.append((x, x + wide))
        x += wide + GAP
    return found


def _head(scene: Scene, drawing: TableDrawing, plan: Plan, height: float) -> float:
    for column, lines, (left, right) in zip(plan.columns, plan.head, _edges(plan), strict=True):
        is_number = drawing.is_number[column]
        top = height - PAD / 2 - len(lines) * letters.LINE * plan.px
        scene.lines(
            right if is_number else left,
            top,
            lines,
            px=plan.px,
            anchor="end" if is_number else "start",
            is_bold=True,
            ink=scene.inks.muted,
            whole=drawing.headers[column],
        )
    scene.line((0, height), (scene.width, height), scene.inks.ink, 3)
    return height


def _cells(
    scene: Scene,
    drawing: TableDrawing,
    plan: Plan,
    row: Sequence[Cell],
    cells: Sequence[Sequence[str]],
    top: float,
    height: float,
    *,
    is_total: bool,
) -> None:
    for column, lines, (left, right) in zip(plan.columns, cells, _edges(plan), strict=True):
        is_number = drawing.is_number[column]
        scene.lines(
            right if is_number else left,
            top + (height - len(lines) * letters.LINE * plan.px) / 2,
            lines,
            px=plan.px,
            anchor="end" if is_number else "start",
            is_bold=is_total,
            whole=_said(row[column]) if column < len(row) else "",
        )
