"""The legend of a map: beside it as a list, or under it as strips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stunting import formats
from stunting.charts import theme
from stunting.charts.map_legend import Part, largest_count, legend, parts_of
from stunting.charts.map_rows import EXCLUDED, LETTERS, Rows
from stunting.classes import AreaState
from stunting.exports.map_files import Shapes
from stunting.slides.drawing import grounds, key, letters
from stunting.slides.drawing.inks import SMALLEST_PX
from stunting.slides.drawing.map_islands import Islands
from stunting.slides.drawing.svg import PREFIX, Box, Scene, baseline, number
from stunting.slides.drawings import MapDrawing

PX = SMALLEST_PX
LINE = letters.LINE * PX
SWATCH, STRIP = 28, 32
GAP = 12
BETWEEN = 40
KEY_TILE = 12
MOST_STRIP = 620
FRAMED = "pulau jauh, jaraknya tidak menurut skala"


@dataclass(frozen=True, eq=False)
class Key:
    """What the legend says of a drawing. is_framed: whether islands were moved into frames."""

    drawing: MapDrawing
    rows: Sequence[Rows]
    islands: Islands
    is_framed: bool = False

    @property
    def shapes(self) -> Shapes:
        """As the release has them."""
        return self.islands.shapes

    @cached_property
    def said(self) -> dict[str, Any]:
        return legend(self.drawing.view, [[one] for one in self.rows], self.shapes.order)

    @property
    def parts(self) -> list[tuple[Part, dict[str, Any]]]:
        return list(zip(parts_of(self.drawing.view), self.said["parts"], strict=True))

    def marks(self) -> list[key.Entry]:
        """States without a plain colour, the outlines and the circles, each with how often it occurs."""
        said = self.said
        found = [
            key.Entry(text=f"{one['label']}: {_counts(one['counts'])}", mark=_state_mark(one["key"], one["pattern"]))
            for one in self._states
        ]
        if said["lokus"]:
            found.append(
                key.Entry(text=f"{said['lokus']['label']}: {_counts(said['lokus']['counts'])}", mark=_lokus_mark)
            )
        for part, _ in self.parts:
            largest = largest_count(part, [[one] for one in self.rows])
            if part.circles and largest:
                text = f"lingkaran: {part.circles}, terbesar {formats.number(largest)}"
                found.append(key.Entry(text=text, mark=_circle_mark))
        selected = self.drawing.view.selected
        if selected in self.shapes.codes:
            name = self.shapes.names[self.shapes.codes.index(selected)]
            found.append(key.Entry(text=name, mark=_selected_mark))
        if self.is_framed:
            found.append(key.Entry(text=FRAMED, mark=_frame_mark))
        return found

    @property
    def _states(self) -> list[dict[str, Any]]:
        """The states that are drawn: where no area is coloured, there is no pattern for one without a rate."""
        is_coloured = any(part.is_coloured for part, _ in self.parts)
        drawn = (EXCLUDED, LETTERS[AreaState.NO_BOUNDARY])
        return [one for one in self.said["states"] if is_coloured or one["key"] in drawn]

    def definitions(self) -> str:
        patterns = {one["key"] for one in self._states}
        fills = [(letter, _ground(letter)) for letter in patterns if letter != "b"]
        return grounds.definitions(fills, tile=KEY_TILE, suffix="-k")


def _counts(counts: Sequence[Sequence[int]]) -> str:
    """One number where all panels agree, else one per panel."""
    found = [formats.number(one[0]) for one in counts]
    return found[0] if len(set(found)) == 1 else " | ".join(found)


def _ground(letter: str) -> str:
    return theme.PREVALENCE[1] if letter == grounds.LOW_COVERAGE else grounds.PAPER


def _swatch(scene: Scene, x: float, middle: float, fill: str, more: str = "") -> None:
    more = more or f' stroke="{scene.inks.muted}" stroke-width="1.5"'
    scene.rect(Box(x, middle - SWATCH / 2, x + key.MARK, middle + SWATCH / 2), fill, more)


def _state_mark(letter: str, pattern: str) -> key.Mark:
    def mark(scene: Scene, x: float, middle: float) -> None:
        if pattern == "dashed":
            _swatch(scene, x, middle, "none", f' stroke="{scene.inks.ink}" stroke-width="2.5" stroke-dasharray="7 5"')
            return
        fill = f"url(#{PREFIX}{grounds.name(pattern, _ground(letter))}-k)"
        dashed = f' stroke="{scene.inks.ink}" stroke-width="3" stroke-dasharray="8 6"' if letter == EXCLUDED else ""
        _swatch(scene, x, middle, fill, dashed)

    return mark


def _lokus_mark(scene: Scene, x: float, middle: float) -> None:
    _swatch(scene, x, middle, grounds.PAPER)
    inner = Box(x + 5, middle - SWATCH / 2 + 5, x + key.MARK - 5, middle + SWATCH / 2 - 5)
    scene.rect(inner, "none", f' stroke="{grounds.INK}" stroke-width="4"')


def _selected_mark(scene: Scene, x: float, middle: float) -> None:
    _swatch(scene, x, middle, "none", f' stroke="{scene.inks.accent}" stroke-width="5"')


def _frame_mark(scene: Scene, x: float, middle: float) -> None:
    _swatch(scene, x, middle, scene.inks.sea, f' rx="5" stroke="{scene.inks.muted}" stroke-width="1.5"')


def _circle_mark(scene: Scene, x: float, middle: float) -> None:
    scene.add(
        f'<circle cx="{number(x + key.MARK / 2)}" cy="{number(middle)}" r="14" fill="{theme.PREVALENCE[3]}" '
        f'fill-opacity=".62" stroke="{grounds.PAPER}" stroke-width="1.5"/>'
    )


def list_rows(one: Key, room: float) -> list[tuple[list[str], key.Mark | None, bool]]:
    """Lines of text, mark and whether bold, from above: each quantity with its classes, then the states."""
    found: list[tuple[list[str], key.Mark | None, bool]] = []
    beside = room - key.MARK - GAP
    for part, said in one.parts:
        if part.is_coloured:
            found.append((letters.wrap(_title(said), PX, room, is_bold=True), None, True))
            if said["scheme"]:
                found.append(
                    (letters.wrap(f"Kelas {said['scheme']}; jumlah {one.said['units']}", PX, room), None, False)
                )
            for entry in reversed(said["classes"]):
                text = " ".join(filter(None, (entry["range"], entry["name"])))
                text = f"{text}: {_counts(entry['counts'])}"
                found.append((letters.wrap(text, PX, beside), _class_mark(entry["colour"]), False))
    found += [(letters.wrap(entry.text, PX, beside), entry.mark, False) for entry in one.marks()]
    return found


def _title(said: dict[str, Any]) -> str:
    """The quantity with its unit, which numbers on a crowded map do without."""
    return f"{said['title']} ({said['unit']})" if said["unit"] else said["title"]


def _class_mark(colour: str) -> key.Mark:
    return lambda scene, x, middle: _swatch(scene, x, middle, colour)


def list_height(one: Key, room: float, notes: Sequence[str]) -> float:
    rows = sum(len(lines) * LINE + 5 for lines, _, _ in list_rows(one, room))
    return rows + sum(len(letters.wrap(note, PX, room)) * LINE + 10 for note in notes)


def write_list(scene: Scene, one: Key, *, left: float, room: float, notes: Sequence[str]) -> None:
    """The legend as a column, the notes at its foot."""
    y = 0.0
    for lines, mark, is_bold in list_rows(one, room):
        if mark:
            mark(scene, left, y + LINE / 2)
        x = left + (key.MARK + GAP if mark else 0)
        ink = scene.inks.ink if is_bold or mark else scene.inks.muted
        y = scene.lines(x, y, lines, is_bold=is_bold, ink=ink) + 5
    wrapped = [letters.wrap(note, PX, room) for note in notes]
    y = max(y + 10, scene.height - sum(len(lines) * LINE + 4 for lines in wrapped) + 4)
    for lines in wrapped:
        y = scene.lines(left, y, lines, ink=scene.inks.muted) + 4


def strips_height(one: Key, room: float, notes: Sequence[str]) -> float:
    parts = [part for part, _ in one.parts if part.is_coloured]
    strips = 0.0
    if parts:
        strips = len(_strip_rows(one, room)) * (2 * LINE + STRIP + 14)
    return (
        GAP
        + strips
        + len(key.in_lines(one.marks(), room)) * key.STEP
        + sum(len(letters.wrap(note, PX, room)) * LINE for note in notes)
    )


def _strip_rows(one: Key, room: float) -> list[list[tuple[Part, dict[str, Any]]]]:
    """Quantities that share a line: two side by side where each has room for its strip."""
    parts = [(part, said) for part, said in one.parts if part.is_coloured]
    side_by_side = max(int((room + BETWEEN) // (400 + BETWEEN)), 1)
    return [parts[start : start + side_by_side] for start in range(0, len(parts), side_by_side)]


def write_strips(scene: Scene, one: Key, *, top: float, room: float, notes: Sequence[str]) -> None:
    y = top + GAP
    units = one.said["units"]
    for row in _strip_rows(one, room):
        each = (room - BETWEEN * (len(row) - 1)) / len(row)
        for place, (part, said) in enumerate(row):
            _strip(scene, part, said, place * (each + BETWEEN), y, min(each, MOST_STRIP), each, units)
        y += 2 * LINE + STRIP + 14
    lines = key.in_lines(one.marks(), room)
    for line in lines:
        x = 0.0
        for entry in line:
            entry.mark(scene, x, y + key.STEP / 2)
            said_text = letters.shortened(entry.text, PX, room - x - key.MARK - key.GAP)
            scene.lines(x + key.MARK + key.GAP, y + (key.STEP - LINE) / 2, [said_text], whole=entry.text)
            x += entry.width + key.BETWEEN
        y += key.STEP
    for note in notes:
        y = scene.lines(0, y, letters.wrap(note, PX, room), ink=scene.inks.muted)


def _strip(
    scene: Scene, part: Part, said: dict[str, Any], left: float, top: float, wide: float, room: float, units: str
) -> None:
    """Joined classes with the number of areas inside each, and the limits under their borders."""
    title = letters.shortened(_title(said), PX, room, is_bold=True)
    scene.lines(left, top, [title], is_bold=True, whole=_title(said))
    more = f"angka di kotak: jumlah {units}"
    used = letters.width(title, PX, is_bold=True) + 2 * GAP
    if used + letters.width(more, PX) <= room:
        scene.lines(left + used, top, [more], ink=scene.inks.muted)
    classes = said["classes"]
    each = wide / len(classes)
    middle = top + LINE + 4 + STRIP / 2
    for place, entry in enumerate(classes):
        x = left + place * each
        scene.rect(
            Box(x, middle - STRIP / 2, x + each, middle + STRIP / 2),
            entry["colour"],
            f' stroke="{scene.inks.muted}" stroke-width="1.5"',
        )
        counted = _counts(entry["counts"])
        ink, halo = grounds.written_on(entry["colour"])
        if letters.width(counted, PX, is_bold=True) < each - 6:
            scene.text(x + each / 2, baseline(middle, PX), counted, anchor="middle", is_bold=True, ink=ink, halo=halo)
    decimals = 0 if all(edge == round(edge) for edge in part.scheme.edges) else 1
    free_from = left
    for place, edge in enumerate(part.scheme.edges, start=1):
        text = formats.number(edge, decimals=0 if edge == round(edge) else decimals) + said["unit"]
        half = letters.width(text, PX) / 2
        x = left + place * each
        if x - half >= free_from:
            scene.lines(x, top + LINE + STRIP + 8, [text], anchor="middle")
            free_from = x + half + 6
