"""The choropleth as data: what the browser needs to colour a map it already has the shapes of.

A rerun sends classes, texts and notes in the order of the geometry's codes, never a shape. Everything a reader sees
(numbers, class names, colours, patterns) is decided here, so that map, legend, table and file agree; the browser
only draws. What is asked for is a `MapView` (`charts.map_view`).
"""

from __future__ import annotations

import base64
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from stunting import languages
from stunting.charts import theme
from stunting.charts.map_legend import EXCLUDED_PATTERN, PATTERNS, Part, largest_count, legend, parts_of
from stunting.charts.map_notes import SLOT, packed_notes
from stunting.charts.map_rows import EXCLUDED, LETTERS, Rows, aligned, written_numbers
from stunting.charts.map_view import CREDIT_APPROXIMATE, GeometryOrder, MapFrame, MapPanel, MapView
from stunting.classes import ClassScheme
from stunting.errors import UnknownAreaError
from stunting.languages import N_, _

__all__ = [
    "CREDIT_APPROXIMATE",
    "EXCLUDED",
    "EXCLUDED_PATTERN",
    "LETTERS",
    "PATTERNS",
    "PLAIN_BYTES",
    "SLOT",
    "VERSION",
    "GeometryOrder",
    "MapFrame",
    "MapPanel",
    "MapView",
    "map_payload",
    "unpacked",
]

VERSION = 2
# What the browser says by itself (peta.js).
SPOKEN = (
    N_("tidak ada data"),
    N_("Memuat bentuk wilayah…"),
    N_("Bentuk wilayah tidak dapat dimuat. Periksa apakah aplikasi masih berjalan."),
    N_("Angka dan bentuk wilayah tidak berasal dari rilis yang sama. Muat ulang halaman ini."),
    N_("Coba lagi"),
    N_("Sumber: {source}"),
    N_("Legenda {titles}"),
    N_("peta {number}"),
    N_("jumlah {units}"),
    N_("Klik untuk menyorot kelas ini"),
    N_(" di peta {number}"),
    N_(", tanpa batas wilayah"),
    N_("{count} wilayah tidak terpetakan (tanpa batas wilayah)"),
    N_("Periode"),
    N_("Putar periode"),
    N_("Jeda"),
    N_("Putar"),
    N_("Putar bulan demi bulan"),
    N_("Perbesar peta"),
    N_("Perkecil peta"),
    N_("Tampilkan seluruh peta"),
    N_("batas perkiraan"),
    N_("Buka"),
    N_("Klik atau Enter untuk membuka"),
)
# Larger columns are compressed: three maps of 365 desa would be 38 kB, and are 15.
PLAIN_BYTES = 4_000


def map_payload(view: MapView, *, geometry: GeometryOrder) -> dict[str, Any]:
    """What is sent to the browser for one view; for 365 desa with n, coverage and interval in the tooltip 8 kB.

    `columns` has per panel lists with one entry per period (one, where nothing plays), in the order of
    `geometry.all`: `classes` one digit per area ("-" without class), `states` one letter (`map_rows.LETTERS`),
    `values` and `circles.texts` written numbers joined by "|", `notes.of` the numbers that fill the slots of
    `notes.texts`. Above `PLAIN_BYTES` they travel as base64 of compressed JSON; `unpacked` reads both.

    Raises:
        UnknownAreaError: a row, or the selected code, is not an area of this geometry.
    """
    rows = [_periods(panel, view.scheme_of(panel), geometry) for panel in view.panels]
    if view.selected is not None and view.selected not in set(geometry.all):
        raise UnknownAreaError(view.selected, hint=_("Wilayah itu tidak ada di peta ini."))
    parts = parts_of(view)
    of_panel = {panel: number for number, part in enumerate(parts) for panel in part.panels}
    largest = [largest_count(part, rows) for part in parts]
    drawn = len(geometry.codes)

    def columns(number: int) -> dict[str, Any]:
        panel, part = view.panels[number], parts[of_panel[number]]
        subtitles = [one.subtitle or panel.subtitle for one in panel.frames] or [panel.subtitle]
        return _columns(panel, part, rows[number], subtitles, view, drawn, largest[of_panel[number]])

    payload: dict[str, Any] = {
        "v": VERSION,
        "panels": [{"title": panel.title, "part": of_panel[number]} for number, panel in enumerate(view.panels)],
        "columns": _packed([columns(number) for number in range(len(view.panels))]),
        "legend": legend(view, rows, geometry),
        "source": view.source,
        "credit": view.credit,
        "watermark": view.watermark,
        "selected": view.selected,
        "drillable": view.drillable,
        "has_back": view.has_back,
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
    if texts := languages.handed_over(SPOKEN):
        payload |= {"language": languages.current(), "texts": texts}
    if view.periods:
        payload["periods"] = {
            "keys": list(view.periods),
            "labels": list(view.periods.values()),
            "shown": view.shown,
            "pick": view.pick_period,
        }
    return payload


def _periods(panel: MapPanel, scheme: ClassScheme, geometry: GeometryOrder) -> list[Rows]:
    """The rows of each period of a panel; a panel that does not play has one."""
    frames = [panel.frame, *(one.frame for one in panel.frames)]
    return [aligned(frame, scheme=scheme, geometry=geometry) for frame in frames if frame is not None]


def _columns(
    panel: MapPanel,
    part: Part,
    rows: Sequence[Rows],
    subtitles: Sequence[str],
    view: MapView,
    drawn: int,
    largest: float,
) -> dict[str, Any]:
    """Everything of a panel that changes from period to period, as lists with an entry per period."""
    size = len(rows[0].letters)
    texts, filled = packed_notes([lines for one in rows for lines in one.notes])
    columns: dict[str, Any] = {
        "subtitle": list(subtitles),
        "alt": [panel.alt or _alt(panel, one, part, drawn) for one in rows],
        "classes": ["".join("-" if number < 0 else str(number) for number in one.classes.tolist()) for one in rows],
        "states": ["".join(one.letters) for one in rows],
        "values": ["|".join(one.texts) for one in rows],
        "notes": {
            "texts": texts,
            "of": ["|".join(filled[n * size : (n + 1) * size]) for n in range(len(rows))],
        },
        "callouts": [_highest(one, part, view.callouts, drawn) for one in rows],
    }
    if any(one.is_lokus.any() for one in rows):
        columns["lokus"] = [np.flatnonzero(one.is_lokus[:drawn]).tolist() for one in rows]
    if any(one.priority is not None for one in rows):
        columns["labels"] = [_written_areas(one, drawn) for one in rows]
    if part.circles:
        columns["circles"] = {
            "radii": [_radii(one.counts, largest) for one in rows],
            "texts": ["|".join(written_numbers(one.counts, decimals=0)) for one in rows],
        }
    return columns


def _packed(columns: list[dict[str, Any]]) -> list[dict[str, Any]] | str:
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) <= PLAIN_BYTES:
        return columns
    return base64.b64encode(gzip.compress(text, compresslevel=6, mtime=0)).decode("ascii")


def unpacked(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of each panel of a payload, as the browser reads them."""
    columns = payload["columns"]
    return json.loads(gzip.decompress(base64.b64decode(columns))) if isinstance(columns, str) else columns


def _highest(rows: Rows, part: Part, most: int, drawn: int) -> list[int]:
    """Positions of the highest drawn values (or counts, under circles), highest first."""
    ranked = np.nan_to_num((rows.counts if part.circles else rows.values)[:drawn], nan=-1)
    order = np.argsort(-ranked, kind="stable")[:most]
    return [int(row) for row in order if ranked[row] >= 0]


def _written_areas(rows: Rows, drawn: int) -> list[int]:
    """Positions of the areas that are written on the map, the most important first."""
    assert rows.priority is not None
    ranked = rows.priority[:drawn]
    return [int(row) for row in np.argsort(-ranked, kind="stable") if ranked[row] > 0]


def _alt(panel: MapPanel, rows: Rows, part: Part, drawn: int) -> str:
    counter = Counter(rows.classes[:drawn].tolist())
    names = part.scheme.names
    classes = ", ".join(f"{name} {counter[number]}" for number, name in enumerate(names) if counter[number])
    without = drawn - sum(counter[number] for number in range(len(names)))
    parts = [_("Peta {words}: {drawn} wilayah", words=panel.title or part.quantity, drawn=drawn)]
    if classes and part.is_coloured:
        parts.append(_("menurut kelas: {classes}", classes=classes))
    if without and part.is_coloured:
        parts.append(_("tanpa angka {without}", without=without))
    return "; ".join(parts) + "."


def _radii(counts: np.ndarray, largest: float) -> list[int]:
    """Radius of each circle in thousandths of the largest, so that areas are to each other as the counts."""
    share = np.sqrt(np.nan_to_num(counts) / largest) if largest else np.zeros(len(counts))
    return np.rint(1000 * share).astype(int).tolist()
