"""A map as data files: table and GeoJSON, from the release's own geometry; `map_picture` draws it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import shapely

from stunting import formats
from stunting.charts.count_classes import CountScheme
from stunting.charts.map_rows import EXCLUDED, LETTERS, Rows, aligned
from stunting.charts.map_view import GeometryOrder, MapPanel, MapView
from stunting.classes import AreaState, ClassScheme
from stunting.exports.stamp import Stamp
from stunting.frames import whole_numbers
from stunting.languages import N_, _
from stunting.measures import Round

NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """The decoded geometry of one scope; coordinates in grid steps, y growing southwards."""

    content: dict[str, Any]

    @classmethod
    def of(cls, payload_gzip: bytes) -> Shapes:
        return cls(content=json.loads(gzip.decompress(payload_gzip)))

    @property
    def codes(self) -> list[str]:
        return self.content["codes"]

    @property
    def order(self) -> GeometryOrder:
        return GeometryOrder(codes=self.codes, missing=[code for code, _ignored1 in self.content["missing"]])

    @property
    def names(self) -> list[str]:
        """Name of every unit, in the order of `order.all`."""
        return [*self.content["names"], *(name for _ignored2, name in self.content["missing"])]

    @cached_property
    def rings(self) -> list[list[np.ndarray]]:
        """Per unit its rings, each an (n, 2) array that repeats its first point at the end."""
        return [decode(path) for path in self.content["paths"]]

    def lonlat(self, xy: np.ndarray) -> np.ndarray:
        """Degrees of grid points."""
        grid = self.content["grid"]
        lon = grid["west"] + xy[:, 0] / (grid["steps_per_degree"] * grid["shrink"])
        lat = grid["north"] - xy[:, 1] / grid["steps_per_degree"]
        return np.column_stack([lon, lat])


def decode(path: str) -> list[np.ndarray]:
    """Rings of SVG path data as written by the geometry build: "M12 34l5-6 7 8z" per ring, relative steps."""
    rings = []
    for piece in path.split("z"):
        numbers = np.array(NUMBER.findall(piece), dtype=float).reshape(-1, 2)
        if len(numbers):
            ring = numbers.cumsum(axis=0)
            rings.append(np.vstack([ring, ring[:1]]))
    return rings


def lines(path: str) -> list[np.ndarray]:
    """Open lines of SVG path data: "M12 34l5-6 7 8M..."."""
    pieces = (np.array(NUMBER.findall(piece), dtype=float).reshape(-1, 2) for piece in path.split("M"))
    return [numbers.cumsum(axis=0) for numbers in pieces if len(numbers)]


def table(rounds: Sequence[Round], frames: Sequence[pd.DataFrame], scheme: ClassScheme) -> pd.DataFrame:
    """One row per area of the map, every registered area, columns per survey round."""
    first = frames[0]
    columns: dict[str, Any] = {
        N_("Kode"): first["area_code"].tolist(),
        N_("Wilayah"): first["area_name"].tolist(),
        N_("Termasuk"): first["parent_name"].tolist(),
    }
    for one, frame in zip(rounds, frames, strict=True):
        classes = scheme.classify(frame["value_pct"])
        known = frame["value_pct"].notna().tolist()
        columns |= {
            _("Prevalensi {one} (%)", one=one.label): frame["value_pct"].tolist(),
            _("Kelas {one}", one=one.label): [scheme.names[c] if c >= 0 else formats.missing() for c in classes],
            _("Interval bawah {one} (%)", one=one.label): frame["ci_low_pct"].tolist(),
            _("Interval atas {one} (%)", one=one.label): frame["ci_high_pct"].tolist(),
            f"n {one.label}": whole_numbers(frame["n"]),
            _("Status {one}", one=one.label): [
                (_("dua sumber") if twice else _("satu sumber")) if has else formats.missing()
                for twice, has in zip(frame["is_verified"].fillna(False).tolist(), known, strict=True)
            ],
            _("Sumber {one}", one=one.label): frame["source"]
            .astype(object)
            .where(frame["source"].notna(), None)
            .tolist(),
        }
    return pd.DataFrame(columns)


def view_rows(view: MapView, panel: MapPanel, shapes: Shapes) -> Rows:
    """What a panel shows in a file: its rows, or those of the period that is shown first."""
    return aligned(view.frame_of(panel), scheme=view.scheme_of(panel), geometry=shapes.order)


def view_table(view: MapView, shapes: Shapes) -> pd.DataFrame:
    """One row per area of any map: values, classes, counts, why there is none, and the lines of the tooltip.

    A number that the map does not show is not in the table either.
    """
    columns: dict[str, Any] = {N_("Kode"): shapes.order.all, N_("Wilayah"): shapes.names}
    reasons = {LETTERS[state]: state.label for state in LETTERS} | {
        LETTERS[AreaState.VALUE]: "",
        EXCLUDED: view.excluded,
    }
    period = f", {view.periods[list(view.periods)[view.shown]]}" if view.periods else ""
    for panel in view.panels:
        rows = view_rows(view, panel, shapes)
        scheme, circles = view.scheme_of(panel), view.circles_of(panel)
        quantity = view.quantity_of(panel)
        name = (panel.title if len(view.panels) > 1 and panel.title else quantity) + period
        if view.is_coloured(panel):
            is_count = isinstance(scheme, CountScheme)
            columns[name if is_count else f"{name} (%)"] = (
                whole_numbers(rows.values.tolist()) if is_count else np.round(rows.values, 1).tolist()
            )
            columns[f"Kelas {name}"] = [scheme.names[c] if c >= 0 else formats.missing() for c in rows.classes]
        if circles:
            columns[f"{name}: {circles}" if view.is_coloured(panel) else name] = whole_numbers(rows.counts.tolist())
        if any(letter != LETTERS[AreaState.VALUE] for letter in rows.letters):
            columns[f"Keterangan {name}"] = [reasons[letter] for letter in rows.letters]
        if rows.is_lokus.any():
            columns[view.lokus.capitalize()] = [_("ya") if one else _("tidak") for one in rows.is_lokus]
        notes = ["; ".join(lines) for lines in rows.notes]
        if any(notes) and notes not in columns.values():
            columns[f"Catatan {name}"] = notes
    return pd.DataFrame(columns)


def to_geojson(payload_gzip: bytes, rows: pd.DataFrame, stamp: Stamp) -> bytes:
    """A FeatureCollection in degrees (WGS 84); an area without a polygon is present with a null geometry."""
    shapes = Shapes.of(payload_gzip)
    polygons = dict(zip(shapes.codes, shapes.rings, strict=True))
    features = []
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        rings = polygons.get(row["Kode"])
        features.append(
            {
                "type": "Feature",
                "id": row["Kode"],
                "properties": row,
                "geometry": _geometry([shapes.lonlat(ring) for ring in rings]) if rings else None,
            }
        )
    content = {"type": "FeatureCollection", "keterangan": stamp.lines, "features": features}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _geometry(rings: list[np.ndarray]) -> dict[str, Any]:
    """The polygons of a unit as a valid MultiPolygon, exteriors counter-clockwise (RFC 7946).

    A ring that runs the other way than the largest one is a hole. Rounding to the grid may make a narrow place touch
    itself; such a polygon is repaired here, where other programs will measure it.
    """
    areas = [_doubled_area(ring) for ring in rings]
    outside = np.sign(areas[int(np.argmax(np.abs(areas)))])
    filled = [
        shapely.make_valid(shapely.Polygon(r)) for r, a in zip(rings, areas, strict=True) if np.sign(a) == outside
    ]
    holes = [
        shapely.make_valid(shapely.Polygon(r)) for r, a in zip(rings, areas, strict=True) if np.sign(a) == -outside
    ]
    whole = shapely.set_precision(shapely.difference(shapely.union_all(filled), shapely.union_all(holes)), 1e-5)
    parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    return json.loads(shapely.to_geojson(shapely.orient_polygons(shapely.MultiPolygon(parts))))


def _doubled_area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
