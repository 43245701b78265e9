"""From the polygons of a file to a layer whose neighbours share their edges.

Published layers overlap, leave slivers and cross themselves: the recipe (simplify a little, snap to a grid, clean as a
coverage, simplify as a coverage) made all 514 kabupaten valid in 40 s; without the first two steps it did not finish.
Units: degrees, WGS 84.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely


@dataclass(frozen=True, kw_only=True)
class Tolerances:
    """Degrees; 0.001 is about 110 m.

    first:    simplification of each polygon, below what a map at this level can show
    grid:     precision of the coordinates before cleaning
    gap:      gaps narrower than this are closed
    snapping: vertices closer than this become one
    last:     simplification of the shared edges
    """

    first: float
    grid: float
    gap: float
    snapping: float
    last: float


COARSE = Tolerances(first=0.0004, grid=1e-5, gap=0.001, snapping=2e-4, last=0.001)
TOLERANCES = {
    "provinsi": COARSE,
    "kabupaten": COARSE,
    # A kecamatan is drawn on a map of one kabupaten, a desa on a map of one kecamatan: finer, or lanes close up.
    "kecamatan": Tolerances(first=0.0001, grid=1e-6, gap=0.0005, snapping=5e-5, last=0.0003),
    "desa": Tolerances(first=0.00005, grid=1e-6, gap=0.0003, snapping=2e-5, last=0.0001),
}

# A unit that loses or gains more than this part of its area while cleaning is reported.
MOST_AREA_CHANGE = 0.2


def polygons(geometries: np.ndarray) -> np.ndarray:
    """Valid (multi)polygons; None where nothing of an area is left (points, lines, empty)."""
    out = np.array(geometries, dtype=object)
    invalid = ~shapely.is_valid(out) & ~shapely.is_missing(out)
    out[invalid] = shapely.make_valid(out[invalid], method="structure", keep_collapsed=False)
    return np.array([_area_of(shape) for shape in out], dtype=object)


def merge(codes: list[str], shapes: np.ndarray) -> dict[str, shapely.Geometry]:
    """One shape per code, in the order of the codes; several features of one unit are united."""
    groups: dict[str, list[shapely.Geometry]] = {}
    for code, shape in zip(codes, shapes, strict=True):
        groups.setdefault(code, []).append(shape)
    merged = {}
    for code in sorted(groups):
        united = groups[code][0] if len(groups[code]) == 1 else _area_of(shapely.union_all(groups[code]))
        if united is not None:
            merged[code] = united
    return merged


def coverage(shapes: np.ndarray, level: str) -> tuple[np.ndarray, list[int]]:
    """Shapes that share their edges, and the positions of those whose area changed much.

    A layer that already is a valid coverage keeps its edges; only its points are thinned.
    """
    tolerances = TOLERANCES[level]
    if shapely.coverage_is_valid(shapes):
        clean = shapes
    else:
        thinned = polygons(shapely.simplify(shapes, tolerances.first))
        thinned = _or(thinned, shapes)
        snapped = polygons(shapely.set_precision(thinned, tolerances.grid))
        snapped = _or(snapped, thinned)
        clean = _cleaned(snapped, tolerances)
    simple = polygons(shapely.coverage_simplify(_or(clean, shapes), tolerances.last))
    simple = _or(simple, shapes)
    before, after = shapely.area(shapes), shapely.area(simple)
    changed = np.flatnonzero(np.abs(after - before) > MOST_AREA_CHANGE * before)
    return simple, changed.tolist()


def label_points(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of a point well inside each unit's largest part, for its label."""
    largest = np.array([max(shapely.get_parts(shape), key=lambda part: part.area) for shape in shapes], dtype=object)
    circles = shapely.maximum_inscribed_circle(largest, tolerance=0.005)
    centres = shapely.get_point(circles, 0)
    lost = shapely.is_missing(centres) | ~shapely.contains(largest, centres)
    centres[lost] = shapely.point_on_surface(largest[lost])
    return np.round(shapely.get_x(centres), 6), np.round(shapely.get_y(centres), 6)


def _cleaned(shapes: np.ndarray, tolerances: Tolerances) -> np.ndarray:
    """The shapes as a coverage, with the snapping distance that moves the least land.

    GEOS 3.14 sometimes hands a whole unit to a neighbour for one snapping distance and not for its double or half
    (Warungdowo in Kab. Pasuruan), so a result in which a unit lost or gained much is tried again.
    """
    before = shapely.area(shapes)
    best, least = shapes, (np.inf, np.inf)
    for factor in (1, 0.5, 2.5, 0):
        clean = polygons(
            shapely.coverage_clean(shapes, gap_width=tolerances.gap, snapping_distance=factor * tolerances.snapping)
        )
        after = np.where(shapely.is_missing(clean), 0, shapely.area(clean))
        change = np.abs(after - before) / before
        harm = (int((change > MOST_AREA_CHANGE).sum()), float(change.max()))
        if harm < least:
            best, least = clean, harm
        if not harm[0]:
            break
    return best


def _or(shapes: np.ndarray, fallback: np.ndarray) -> np.ndarray:
    """A unit too small for a step (an islet, a market ward) keeps the shape it had."""
    lost = shapely.is_missing(shapes)
    out = shapes.copy()
    out[lost] = fallback[lost]
    return out


def _area_of(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    if shape is None or shapely.is_empty(shape):
        return None
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape if shape.area > 0 else None
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    if not parts:
        return None
    united = shapely.union_all(parts)
    return united if united.area > 0 else None
