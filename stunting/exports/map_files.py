"""A map as files: table, GeoJSON, and a PNG with title, legend and source, drawn from the release's own geometry."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from stunting import formats
from stunting.charts import theme
from stunting.classes import AreaState, ClassScheme
from stunting.exports import fonts
from stunting.exports.pictures import DPI, wrap
from stunting.exports.stamp import Stamp
from stunting.frames import whole_numbers
from stunting.measures import Round

NUMBER = re.compile(r"-?\d+")
WIDTH_PX = 1600
MOST_LABELS = 40


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
        "Kode": first["area_code"].tolist(),
        "Wilayah": first["area_name"].tolist(),
        "Termasuk": first["parent_name"].tolist(),
    }
    for one, frame in zip(rounds, frames, strict=True):
        classes = scheme.classify(frame["value_pct"])
        known = frame["value_pct"].notna().tolist()
        columns |= {
            f"Prevalensi {one.label} (%)": frame["value_pct"].tolist(),
            f"Kelas {one.label}": [scheme.names[c] if c >= 0 else formats.MISSING for c in classes],
            f"Interval bawah {one.label} (%)": frame["ci_low_pct"].tolist(),
            f"Interval atas {one.label} (%)": frame["ci_high_pct"].tolist(),
            f"n {one.label}": whole_numbers(frame["n"]),
            f"Status {one.label}": [
                ("dua sumber" if twice else "satu sumber") if has else formats.MISSING
                for twice, has in zip(frame["is_verified"].fillna(False).tolist(), known, strict=True)
            ],
            f"Sumber {one.label}": frame["source"].astype(object).where(frame["source"].notna(), None).tolist(),
        }
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


def to_png(
    payload_gzip: bytes,
    panels: Sequence[tuple[str, pd.DataFrame]],
    *,
    scheme: ClassScheme,
    stamp: Stamp,
) -> bytes:
    """The map as a PNG 1600 pixels wide: one or two panels, one legend, title, source, credit and release."""
    shapes = Shapes.of(payload_gzip)
    aspect = shapes.content["height"] / shapes.content["width"]
    count = len(panels)
    map_px = min(1150, max(260, (WIDTH_PX * 0.95 / count) * aspect))
    height_px = map_px + 340 + (34 if count > 1 else 0) + 24 * len(stamp.notes)
    with mpl.rc_context({"font.family": fonts.families(), "hatch.linewidth": 0.5, "hatch.color": theme.MUTED}):
        page = Figure(figsize=(WIDTH_PX / DPI, height_px / DPI), dpi=DPI, facecolor=theme.PAPER)
        FigureCanvasAgg(page)
        page.text(
            0.025, 1 - 26 / height_px, wrap(stamp.title, 86), fontsize=17, fontweight="bold", va="top", color=theme.INK
        )
        title_lines = wrap(stamp.title, 86).count("\n") + 1
        subtitle_y = 1 - (34 + 36 * title_lines) / height_px
        page.text(0.025, subtitle_y, stamp.subtitle, fontsize=11.5, va="top", color=theme.MUTED)
        foot = "\n".join(wrap(t, 150) for t in (stamp.source, *stamp.notes, f"Rilis data: {stamp.release_id}"))
        page.text(0.025, 14 / height_px, foot, fontsize=9.5, va="bottom", color=theme.MUTED, linespacing=1.4)
        bottom = (14 + 28 * (foot.count("\n") + 1) + 104) / height_px
        top = subtitle_y - (34 + (34 if count > 1 else 0)) / height_px
        classes_of = []
        for position, (label, frame) in enumerate(panels):
            left, width = 0.025 + position * 0.95 / count, 0.95 / count
            axes = page.add_axes((left, bottom, width - 0.01, top - bottom))
            classes_of.append(_map(axes, shapes, frame, scheme))
            if count > 1:
                axes.set_title(label, fontsize=13, loc="left", color=theme.INK, fontweight="bold")
        _legend(page, scheme, classes_of, (bottom * height_px - 26) / height_px, height_px)
        if stamp.is_sample:
            page.text(
                0.5,
                0.55,
                f"{theme.WATERMARK}\nBUKAN DATA SEBENARNYA",
                fontsize=44,
                color=theme.INK,
                alpha=0.16,
                rotation=20,
                ha="center",
                va="center",
                zorder=50,
            )
        stream = io.BytesIO()
        page.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
    return stream.getvalue()


def _map(axes: Axes, shapes: Shapes, frame: pd.DataFrame, scheme: ClassScheme) -> np.ndarray:
    """Draw one panel; returns the class of each drawn unit."""
    values = frame.set_index("area_code")["value_pct"].reindex(shapes.codes)
    classes = scheme.classify(values)
    palette = theme.class_colours(len(scheme))
    axes.set_facecolor(theme.SEA)
    paths = [Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)) for rings in shapes.rings]
    colours = [palette[c] if c >= 0 else theme.PAPER for c in classes]
    axes.add_collection(PathCollection(paths, facecolors=colours, edgecolors=theme.PAPER, linewidths=0.35))
    for path, number in zip(paths, classes, strict=True):
        if number < 0:
            axes.add_patch(PathPatch(path, facecolor="none", edgecolor=theme.FAINT, hatch="/////", lw=0.3))
    for key, colour, width in (("borders", theme.PAPER, 0.5), ("outline", theme.INK, 0.7)):
        axes.add_collection(LineCollection(lines(shapes.content.get(key) or ""), colors=colour, linewidths=width))
    axes.set_xlim(-shapes.content["width"] * 0.01, shapes.content["width"] * 1.01)
    axes.set_ylim(shapes.content["height"] * 1.01, -shapes.content["height"] * 0.01)
    axes.set_aspect("equal", adjustable="datalim")  # the sea reaches to both edges
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    if len(shapes.codes) <= MOST_LABELS:
        _labels(axes, shapes, values, colours)
    return classes


def _labels(axes: Axes, shapes: Shapes, values: pd.Series, colours: Sequence[str]) -> None:
    spots = np.array(shapes.content["labels"], dtype=float).reshape(-1, 3)
    for (x, y, room), name, value, colour in zip(spots, shapes.content["names"], values.tolist(), colours, strict=True):
        if room < shapes.content["width"] * 0.028:
            continue
        short = name.removeprefix("Kab. ").removeprefix("Provinsi ")
        text = f"{short}\n{formats.percent(value)}" if not np.isnan(value) else short
        fits = room > shapes.content["width"] * 0.006 * len(short)
        axes.text(
            x,
            y,
            text if fits else text.rsplit("\n", 1)[-1],
            fontsize=8.4,
            ha="center",
            va="center",
            color=theme.text_on(colour),
            linespacing=1.1,
            zorder=6,
        )


def _legend(page: Figure, scheme: ClassScheme, classes_of: Sequence[np.ndarray], y: float, height_px: float) -> None:
    palette = theme.class_colours(len(scheme))
    entries: list[tuple[str, str, str | None]] = []
    for number, (name, limits) in enumerate(zip(scheme.names, scheme.ranges(), strict=True)):
        counts = " | ".join(str(int((classes == number).sum())) for classes in classes_of)
        entries.append((f"{name}\n{limits}\n{counts} wilayah", palette[number], None))
    if any((classes < 0).any() for classes in classes_of):
        counts = " | ".join(str(int((classes < 0).sum())) for classes in classes_of)
        entries.append((f"{AreaState.NO_DATA.label}\n{counts} wilayah", theme.PAPER, "/////"))
    step = 0.95 / max(len(entries), 4)
    box_h, box_w = 30 / height_px, 0.02
    for position, (text, colour, hatch) in enumerate(entries):
        x = 0.025 + position * step
        page.add_artist(
            Rectangle(
                (x, y - box_h),
                box_w,
                box_h,
                facecolor=colour,
                edgecolor=theme.FAINT,
                hatch=hatch,
                lw=0.5,
                transform=page.transFigure,
            )
        )
        page.text(x + box_w + 0.006, y - box_h / 2, text, fontsize=9.4, va="center", color=theme.INK, linespacing=1.25)
