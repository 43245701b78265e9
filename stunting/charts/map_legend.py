"""The legend of a map: one part per quantity, the states of areas without a plain colour, and their counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stunting import formats
from stunting.charts import theme
from stunting.charts.count_classes import CountScheme
from stunting.charts.map_rows import EXCLUDED, LETTERS, Rows
from stunting.charts.map_view import GeometryOrder, MapView, palette_of
from stunting.classes import AreaState, ClassScheme

# The pattern each state is drawn with.
PATTERNS = {
    AreaState.LOW_COVERAGE: "hatch_over",
    AreaState.SMALL_N: "dots",
    AreaState.SUPPRESSED: "cross",
    AreaState.NO_DATA: "hatch",
    AreaState.NO_BOUNDARY: "dashed",
}
EXCLUDED_PATTERN = "lines"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A quantity with its classes and circles, and the panels that show it."""

    quantity: str
    scheme: ClassScheme
    circles: str
    is_coloured: bool
    panels: tuple[int, ...]

    @property
    def counted(self) -> str:
        """The words after a number that is a count; "" for percentages."""
        return self.scheme.counted if isinstance(self.scheme, CountScheme) else ""


def parts_of(view: MapView) -> list[Part]:
    """The parts of the legend; panels that show the same share one."""
    found: dict[tuple[str, ClassScheme, str, bool], list[int]] = {}
    for number, panel in enumerate(view.panels):
        key = (view.quantity_of(panel), view.scheme_of(panel), view.circles_of(panel), view.is_coloured(panel))
        found.setdefault(key, []).append(number)
    return [
        Part(quantity=quantity, scheme=scheme, circles=circles, is_coloured=is_coloured, panels=tuple(panels))
        for (quantity, scheme, circles, is_coloured), panels in found.items()
    ]


def largest_count(part: Part, rows: Sequence[Sequence[Rows]]) -> float:
    """The largest count of a part over all its panels and periods, which its largest circle stands for."""
    return max((float(np.nanmax(one.counts, initial=0)) for number in part.panels for one in rows[number]), default=0.0)


def legend(view: MapView, rows: Sequence[Sequence[Rows]], geometry: GeometryOrder) -> dict[str, Any]:
    """What the legend says; counts are lists with one entry per panel, each a list with one entry per period.

    rows: per panel its periods, one for a panel that does not play
    """
    drawn = len(geometry.codes)
    letters = [[Counter(one.letters[:drawn]) for one in panel] for panel in rows]
    for counter in (one for panel in letters for one in panel):
        counter[LETTERS[AreaState.NO_BOUNDARY]] = len(geometry.missing)
    entries = [(LETTERS[state], str(state), state.label, pattern) for state, pattern in PATTERNS.items()]
    states = [
        {
            "key": key,
            "state": state,
            "label": label,
            "pattern": pattern,
            "counts": [[one[key] for one in panel] for panel in letters],
        }
        for key, state, label, pattern in [*entries, (EXCLUDED, "excluded", view.excluded, EXCLUDED_PATTERN)]
    ]
    lokus = [[int(one.is_lokus[:drawn].sum()) for one in panel] for panel in rows]
    return {
        "units": view.units,
        "parts": [_part(part, rows, drawn) for part in parts_of(view)],
        "states": [entry for entry in states if any(map(any, entry["counts"]))],
        "lokus": {"label": view.lokus, "counts": lokus} if any(map(any, lokus)) else None,
    }


def _part(part: Part, rows: Sequence[Sequence[Rows]], drawn: int) -> dict[str, Any]:
    scheme = part.scheme
    counters = [[Counter(one.classes[:drawn].tolist()) for one in rows[number]] for number in part.panels]
    written: dict[str, Any] = {
        "title": part.quantity,
        "scheme": "" if part.counted else scheme.label,
        "unit": "" if part.counted else "%",
        "counted": part.counted,
        "colours": part.is_coloured,
        "panels": list(part.panels),
        "classes": [
            {
                "name": name,
                "range": limits,
                "colour": colour,
                "ink": theme.text_on(colour),
                "mark": theme.PAPER if theme.contrast(colour, theme.PAPER) >= 3 else theme.INK,
                "counts": [[one[number] for one in panel] for panel in counters],
            }
            for number, (name, limits, colour) in enumerate(
                zip(scheme.names, scheme.ranges(), palette_of(scheme), strict=True)
            )
        ],
    }
    if part.circles:
        written["circles"] = {"label": part.circles, "sizes": circle_sizes(largest_count(part, rows))}
    return written


def circle_sizes(largest: float) -> list[list[Any]]:
    """Up to three round numbers for the legend, each with its radius in thousandths of the largest."""
    if largest < 1:
        return []
    top = _round_down(largest)
    sizes = sorted({top, _round_down(top / 4), _round_down(top / 20)} - {0}, reverse=True)
    return [[formats.number(size), round(1000 * math.sqrt(size / largest))] for size in sizes]


def _round_down(value: float) -> int:
    """The next 1, 2 or 5 times a power of ten at or below a value; 0 below 1."""
    if value < 1:
        return 0
    power = 10 ** math.floor(math.log10(value))
    return int(power * max(step for step in (1, 2, 5) if step * power <= value))
