"""The kinds of drawing a slide may have, as data: marks in order, with the texts that are written beside them.

A drawing knows neither its size nor its colours; `slides.drawing.draw` makes it for a screen, `exports` for paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stunting.charts.map_view import MapView


@dataclass(frozen=True, kw_only=True, eq=False)
class MapDrawing:
    """One to three maps under one legend.

    geometry:  the payload of the release for this scope (gzip), see `exports.map_files.Shapes`
    labels:    text beside an area by its code, "14,2%"; only these areas are named on the map
    drillable: codes that open a slide of their own
    credit:    where the borders come from; written on the map, and nowhere else on its slide
    """

    view: MapView
    geometry: bytes
    labels: Mapping[str, str] = field(default_factory=dict)
    drillable: tuple[str, ...] = ()
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One value of a series.

    x: position in years (2024.58); label: "Agustus 2024"; text: "14,2%"; base: "n 8.520"
    is_hollow: low coverage, or a projected value
    """

    x: float
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""
    base: str = ""
    is_hollow: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """A series of one method.

    symbol: one of the values of `charts.theme.SURVEY_SYMBOLS`; is_joined: its points may be joined
    breaks: positions in `points` before which the line is cut: another definition, another age range
    """

    name: str
    points: tuple[Point, ...]
    symbol: str = "circle"
    is_joined: bool = True
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Level:
    """A target or threshold. x: the year it is for, None for a line through the whole drawing."""

    label: str
    value: float
    x: float | None = None


@dataclass(frozen=True, kw_only=True)
class SeriesDrawing:
    """Values over time; one panel per quantity, under each other on one time axis, so that two methods never share one.

    panels: (heading, its lines)
    bands:  (from, to, label): shaded stretches of time, for example a projection
    """

    panels: tuple[tuple[str, tuple[Line, ...]], ...]
    levels: tuple[Level, ...] = ()
    bands: tuple[tuple[float, float, str], ...] = ()
    unit: str = "%"
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row of a ranking. text: what stands at its end; note: small text behind it (n, rank range, state)."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""
    note: str = ""
    is_marked: bool = False
    is_low_coverage: bool = False
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class BarsDrawing:
    """A ranking, best read from above. rest: one line for the rows that do not fit ("… dan 14 kecamatan lain")."""

    bars: tuple[Bar, ...]
    unit: str = "%"
    levels: tuple[Level, ...] = ()
    rest: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two values of one row. text: the difference as said, "turun 2,1 poin persen" or "setara".

    is_joined: a bar may join the two; not where they were measured in different ways
    """

    name: str
    before: float | None
    after: float | None
    before_text: str = ""
    after_text: str = ""
    text: str = ""
    is_marked: bool = False
    is_joined: bool = True


@dataclass(frozen=True, kw_only=True)
class PairsDrawing:
    """Before and after, or one group beside another, row by row (dumbbell)."""

    pairs: tuple[Pair, ...]
    before_label: str
    after_label: str
    unit: str = "%"
    rest: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: the text that is shown, and the number behind it for files that calculate. sign: "▲", "▼", "●", "!"."""

    text: str
    value: float | int | None = None
    sign: str = ""


@dataclass(frozen=True, kw_only=True)
class TableDrawing:
    """A table. is_number per column: set to the right; `total` is the row that is kept in sight."""

    headers: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    rest: str = ""
    alt: str = ""


Drawing = MapDrawing | SeriesDrawing | BarsDrawing | PairsDrawing | TableDrawing
