"""Names and numbers on the areas of a printed map: where they fit, none on another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from stunting.charts import theme
from stunting.charts.map_rows import EXCLUDED, Rows, written_numbers
from stunting.exports.map_files import Shapes
from stunting.exports.page import DPI

# More areas are only written where the rows say which.
MOST_LABELS = 40
MOST_GIVEN = 24
SIZES = (8.4, 7.4)
# Average width of a letter, in parts of the size of the writing.
LETTER = 0.54
PREFIXES = ("Kab. ", "Kec. ", "Kel. ", "Desa ", "Provinsi ")

Box = tuple[float, float, float, float]


def write(
    axes: Axes,
    shapes: Shapes,
    rows: Rows,
    colours: Sequence[str],
    radii: np.ndarray,
    *,
    per_step: float,
    has_circles: bool,
) -> None:
    """Write on the map: the number of every area before the name of any, largest areas first.

    radii: of the circles, in pixels, 0 without; per_step: pixels per step of the grid
    """
    spots = np.array(shapes.content["labels"], dtype=float).reshape(-1, 3)
    if rows.priority is None and len(spots) > MOST_LABELS:
        return
    order = np.argsort(-spots[:, 2]).tolist()
    if rows.priority is not None:
        ranked = np.argsort(-rows.priority[: len(spots)], kind="stable").tolist()
        order = [i for i in ranked if rows.priority[i] > 0 or rows.letters[i] == EXCLUDED][:MOST_GIVEN]
    numbers = written_numbers(rows.counts, decimals=0) if has_circles else rows.texts
    pixel = DPI / 72

    def box(i: int, text: str, size: float) -> Box:
        """The place of a text on its label point, or under a circle too small to hold it; in pixels, y downwards."""
        written = text.split("\n")
        wide, high = LETTER * size * pixel * max(map(len, written)), 1.15 * size * pixel * len(written)
        under = radii[i] + high / 2 + 2 if radii[i] and wide > 1.9 * radii[i] else 0
        x, y = spots[i, 0] * per_step, spots[i, 1] * per_step + under
        return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2

    kept: dict[int, Box] = {}
    for i in order:
        place = box(i, numbers[i], SIZES[-1])
        if numbers[i] and _is_free(place, kept.values()):
            kept[i] = place
    taken: list[Box] = []
    for i in order:
        name = _short(shapes.content["names"][i])
        room = spots[i, 2] * per_step * (1.5 if rows.priority is None else 9)
        whole = f"{name}\n{numbers[i]}" if numbers[i] else name
        others = [place for j, place in kept.items() if j != i]
        for text, size in [*((whole, size) for size in SIZES), (numbers[i], SIZES[-1])]:
            place = box(i, text, size)
            blocked = [*taken, *others] if "\n" in text or not numbers[i] else taken
            if not text or (place[2] - place[0] > room and text != numbers[i]) or not _is_free(place, blocked):
                continue
            is_inside = place[2] - place[0] <= spots[i, 2] * per_step * 1.1 and not radii[i]
            ink = theme.text_on(colours[i]) if is_inside else theme.INK
            axes.text(
                spots[i, 0],
                (place[1] + place[3]) / 2 / per_step,
                text,
                fontsize=size,
                ha="center",
                va="center",
                color=ink,
                linespacing=1.05,
                path_effects=[withStroke(linewidth=1.8, foreground=colours[i] if is_inside else theme.PAPER)],
                zorder=6,
            )
            taken.append(place)
            kept.pop(i, None)
            break


def _is_free(place: Box, taken: Iterable[Box]) -> bool:
    return not any(
        other[0] < place[2] and place[0] < other[2] and other[1] < place[3] and place[1] < other[3] for other in taken
    )


def _short(name: str) -> str:
    return next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)
