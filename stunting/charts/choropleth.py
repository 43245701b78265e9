"""The choropleth as data: what the browser needs to colour a map it already has the shapes of.

A rerun sends classes, texts and notes in the order of the geometry's codes, never a shape. Everything a reader sees
(numbers, class names, colours, patterns) is decided here, so that map, legend, table and file agree; the browser
only draws. Values are matched by code: one that the geometry does not know is refused, and an area without a row
is "tidak ada data", never 0.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.classes import WHO_2018, AreaState, ClassScheme
from stunting.errors import UnknownAreaError

VERSION = 1
CREDIT_APPROXIMATE = "Batas perkiraan dari titik desa, bukan batas resmi"

# One letter per state in the state string, and the pattern that the state is drawn with.
LETTERS = {
    AreaState.VALUE: ".",
    AreaState.LOW_COVERAGE: "l",
    AreaState.SMALL_N: "s",
    AreaState.SUPPRESSED: "u",
    AreaState.NO_DATA: "n",
    AreaState.NO_BOUNDARY: "b",
}
PATTERNS = {
    AreaState.LOW_COVERAGE: "hatch_over",
    AreaState.SMALL_N: "dots",
    AreaState.SUPPRESSED: "cross",
    AreaState.NO_DATA: "hatch",
    AreaState.NO_BOUNDARY: "dashed",
}
# States that may show a number; the value of any other state does not leave this module.
WITH_VALUE = (AreaState.VALUE, AreaState.LOW_COVERAGE)

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SLOT = "¤"


@dataclass(frozen=True, kw_only=True)
class GeometryOrder:
    """The units of a geometry file: the drawn ones in their order, then those without a polygon."""

    codes: Sequence[str]
    missing: Sequence[str] = ()

    @property
    def all(self) -> list[str]:
        return [*self.codes, *self.missing]


@dataclass(frozen=True, kw_only=True, eq=False)
class MapPanel:
    """One map: its heading and one row per area.

    frame columns:
        code (str): area code of the geometry's level
        value_pct (float): percent, null where there is none
        state (AreaState or its text, optional): default "value", or "no_data" where the value is null
        notes (sequence of str, optional): lines of the tooltip, for example survey, n, interval, coverage
        count_n (float, optional): size of the circle, for example number of stunted children
    """

    frame: pd.DataFrame
    title: str
    subtitle: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class MapView:
    """One or two panels over the same areas, with one legend.

    quantity:  what the classes measure, the heading of the legend
    units:     what is counted in the legend, for example "kabupaten/kota"
    source:    source line under the map; credit: where the borders come from; watermark: "DATA CONTOH" or ""
    selected:  code that is outlined; drillable: a click opens the area; has_back: Escape leads one level up
    callouts:  how many of the highest values are named on the map even where they do not fit into their area
    text_scale: size of all writing, 1.4 for a projector
    circles:   label of `count_n` when circles are drawn; colours: whether the areas are coloured by class at all
    """

    panels: tuple[MapPanel, ...]
    scheme: ClassScheme = WHO_2018
    quantity: str = "Prevalensi stunting"
    units: str = "wilayah"
    source: str = ""
    credit: str = CREDIT_APPROXIMATE
    watermark: str = ""
    selected: str | None = None
    drillable: bool = False
    has_back: bool = False
    callouts: int = 0
    text_scale: float = 1.0
    circles: str = ""
    colours: bool = True

    def __post_init__(self) -> None:
        assert 1 <= len(self.panels) <= 2, "one map, or two side by side"


def map_payload(view: MapView, *, geometry: GeometryOrder) -> dict[str, Any]:
    """What is sent to the browser for one view; for 514 areas 5 kB, with n and interval in the tooltip 12 kB.

    Per panel, columns in the order of `geometry.all`: `classes` one digit per area ("-" without class), `states` one
    letter (`LETTERS`), `values` and `circles.texts` written numbers joined by "|", `notes` as texts with slots
    and the numbers that fill them.

    Raises:
        UnknownAreaError: a row, or the selected code, is not an area of this geometry.
    """
    aligned = [_aligned(panel, view.scheme, geometry) for panel in view.panels]
    known = set(geometry.all)
    if view.selected is not None and view.selected not in known:
        raise UnknownAreaError(view.selected, hint="Wilayah itu tidak ada di peta ini.")
    drawn = len(geometry.codes)
    largest = max((float(np.nanmax(rows.counts, initial=0)) for rows in aligned), default=0.0)
    payload: dict[str, Any] = {
        "v": VERSION,
        "panels": [
            {
                "title": panel.title,
                "subtitle": panel.subtitle,
                "alt": panel.alt or _alt(panel, rows, view, drawn),
                "classes": "".join("-" if number < 0 else str(number) for number in rows.classes.tolist()),
                "states": "".join(LETTERS[state] for state in rows.states),
                "values": "|".join(rows.texts),
                "notes": _packed_notes(rows.notes),
                "callouts": _highest(rows, view, drawn),
                **({"circles": _circles(rows, largest)} if view.circles else {}),
            }
            for panel, rows in zip(view.panels, aligned, strict=True)
        ],
        "legend": _legend(view, aligned, geometry),
        "unit": "%",
        "source": view.source,
        "credit": view.credit,
        "watermark": view.watermark,
        "selected": view.selected,
        "drillable": view.drillable,
        "has_back": view.has_back,
        "colours": view.colours,
        "text_scale": view.text_scale,
        "theme": {
            "ink": theme.INK,
            "muted": theme.MUTED,
            "faint": theme.FAINT,
            "paper": theme.PAPER,
            "sea": theme.SEA,
            "accent": theme.ACCENT,
            "circle": theme.PREVALENCE[3],
        },
    }
    if view.circles:
        payload["circles"] = {"label": view.circles, "sizes": _circle_sizes(largest)}
    return payload


# ---- rows in the order of the geometry ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False)
class _Rows:
    """A panel's columns, one entry per area of the geometry."""

    values: np.ndarray
    classes: np.ndarray
    states: list[AreaState]
    texts: list[str]
    notes: list[tuple[str, ...]]
    counts: np.ndarray


def _aligned(panel: MapPanel, scheme: ClassScheme, geometry: GeometryOrder) -> _Rows:
    codes = geometry.all
    position = {code: row for row, code in enumerate(codes)}
    frame = panel.frame
    given = frame["code"].tolist()
    unknown = [code for code in given if code not in position]
    if unknown:
        raise UnknownAreaError(
            unknown[0], hint=f"{len(unknown)} kode pada data tidak ada di peta ini; periksa tingkat wilayahnya."
        )
    assert len(set(given)) == len(given), "one row per area"
    rows = np.array([position[code] for code in given], dtype=int)

    values = np.full(len(codes), np.nan)
    values[rows] = pd.to_numeric(frame["value_pct"]).to_numpy(dtype=float, na_value=np.nan)
    states = [AreaState.NO_DATA] * len(codes)
    written = frame["state"].tolist() if "state" in frame else [AreaState.VALUE] * len(frame)
    for row, state in zip(rows.tolist(), written, strict=True):
        states[row] = AreaState(state)
    for row, state in enumerate(states):
        if state in WITH_VALUE and math.isnan(values[row]):
            states[row] = AreaState.NO_DATA
        elif state not in WITH_VALUE:
            values[row] = np.nan

    counts = np.full(len(codes), np.nan)
    if "count_n" in frame:
        counts[rows] = pd.to_numeric(frame["count_n"]).to_numpy(dtype=float, na_value=np.nan)
        counts[[state is AreaState.SUPPRESSED for state in states]] = np.nan
    notes: list[tuple[str, ...]] = [()] * len(codes)
    if "notes" in frame:
        for row, lines in zip(rows.tolist(), frame["notes"].tolist(), strict=True):
            notes[row] = tuple(lines) if isinstance(lines, (list, tuple, np.ndarray)) else ()
    return _Rows(
        values=values,
        classes=scheme.classify(values),
        states=states,
        texts=_written(values, decimals=1),
        notes=notes,
        counts=counts,
    )


def _written(values: np.ndarray, *, decimals: int) -> list[str]:
    """Numbers as text, "" where missing; each different number is formatted once."""
    texts = {value: formats.number(value, decimals=decimals) for value in set(values[~np.isnan(values)].tolist())}
    return [texts.get(value, "") for value in values.tolist()]


# ---- legend and texts -----------------------------------------------------------------------------------------------


def _legend(view: MapView, aligned: list[_Rows], geometry: GeometryOrder) -> dict[str, Any]:
    drawn = len(geometry.codes)
    colours = theme.class_colours(len(view.scheme))
    per_class = [Counter(rows.classes[:drawn].tolist()) for rows in aligned]
    per_state = [Counter(rows.states[:drawn]) for rows in aligned]
    for counter in per_state:
        counter[AreaState.NO_BOUNDARY] = len(geometry.missing)
    occurring = [state for state in PATTERNS if any(counter[state] for counter in per_state)]
    return {
        "title": view.quantity,
        "scheme": view.scheme.label,
        "units": view.units,
        "classes": [
            {
                "name": name,
                "range": limits,
                "colour": colour,
                "ink": theme.text_on(colour),
                "mark": theme.PAPER if theme.contrast(colour, theme.PAPER) >= 3 else theme.INK,
                "counts": [counter[number] for counter in per_class],
            }
            for number, (name, limits, colour) in enumerate(
                zip(view.scheme.names, view.scheme.ranges(), colours, strict=True)
            )
        ],
        "states": [
            {
                "key": LETTERS[state],
                "state": str(state),
                "label": state.label,
                "pattern": PATTERNS[state],
                "counts": [counter[state] for counter in per_state],
            }
            for state in occurring
        ],
    }


def _highest(rows: _Rows, view: MapView, drawn: int) -> list[int]:
    """Positions of the highest drawn values (or counts, under circles), highest first."""
    ranked = np.nan_to_num((rows.counts if view.circles else rows.values)[:drawn], nan=-1)
    order = np.argsort(-ranked, kind="stable")[: view.callouts]
    return [int(row) for row in order if ranked[row] >= 0]


def _alt(panel: MapPanel, rows: _Rows, view: MapView, drawn: int) -> str:
    counter = Counter(rows.classes[:drawn].tolist())
    classes = ", ".join(f"{name} {counter[number]}" for number, name in enumerate(view.scheme.names) if counter[number])
    without = drawn - sum(counter[number] for number in range(len(view.scheme)))
    parts = [f"Peta {panel.title or view.quantity}: {drawn} wilayah"]
    if classes:
        parts.append(f"menurut kelas: {classes}")
    if without:
        parts.append(f"tanpa angka {without}")
    return "; ".join(parts) + "."


def _circles(rows: _Rows, largest: float) -> dict[str, Any]:
    """Radius of each circle in thousandths of the largest, so that areas are to each other as the counts."""
    share = np.sqrt(np.nan_to_num(rows.counts) / largest) if largest else np.zeros(len(rows.counts))
    return {"radii": np.rint(1000 * share).astype(int).tolist(), "texts": "|".join(_written(rows.counts, decimals=0))}


def _circle_sizes(largest: float) -> list[list[Any]]:
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


# ---- notes ----------------------------------------------------------------------------------------------------------


def _packed_notes(notes: list[tuple[str, ...]]) -> dict[str, Any]:
    """Tooltip lines without their repetition: each different text once, and the numbers that differ.

    "SSGI 2024, n = 512" of 514 areas becomes the text "SSGI 2024, n = ¤" and one number per area. `of` holds per
    area, joined by "|": the index of its text (nothing for 0, the most frequent), then its numbers, joined by spaces.
    """
    joined = ["\n".join(lines) for lines in notes]
    split = {
        text: (text, ()) if SLOT in text else (NUMBER.sub(SLOT, text), tuple(NUMBER.findall(text)))
        for text in set(joined)
    }
    numbers: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for pattern, values in (split[text] for text in joined):
        numbers[pattern].append(values)

    # A number that is the same wherever its text occurs ("IK 95%", "SSGI 2024") stays in the text.
    varying = {
        pattern: [slot for slot, column in enumerate(zip(*rows, strict=True)) if len(set(column)) > 1]
        for pattern, rows in numbers.items()
    }
    by_frequency = sorted(numbers, key=lambda pattern: (-len(numbers[pattern]), pattern))
    index = {pattern: str(number or "") for number, pattern in enumerate(by_frequency)}

    def packed(text: str) -> str:
        pattern, values = split[text]
        return " ".join([index[pattern], *(values[slot] for slot in varying[pattern])])

    texts = [_fill(pattern, numbers[pattern][0], keep_open=varying[pattern]) for pattern in by_frequency]
    return {"texts": texts, "of": "|".join(map(packed, joined))}


def _fill(text: str, numbers: tuple[str, ...], *, keep_open: list[int]) -> str:
    if not numbers:
        return text
    pieces = text.split(SLOT)
    between = [SLOT if slot in keep_open else number for slot, number in enumerate(numbers)]
    return "".join(piece + gap for piece, gap in zip(pieces, [*between, ""], strict=True))
