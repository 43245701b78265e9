"""Divide land among village points: Voronoi cells whose centroids approach the points.

The points are centroids of the real village areas, so a plain Voronoi cell, whose centroid lies elsewhere, is
corrected: the site of each cell is shifted until the cell's centroid comes near the point. The shifts are limited,
because long or crescent-shaped villages have no Voronoi cell of their shape. Coordinates are degrees, WGS 84.
"""

from __future__ import annotations

import math

import numpy as np
import shapely

from stunting.build.coast import GRID_DEG, polygons_of

KM_PER_DEG = 111.32

ROUNDS = 6  # 10 or 16 rounds gain nothing
STEP = 0.35  # part of the centroid's error that a round corrects
FARTHEST_STEP = 0.5  # of the cell's equivalent radius, per round
FARTHEST_SHIFT = 0.5  # of the first cell's equivalent radius, in all

OFF_LAND_KM = 0.7  # a point farther from land than this stands for an island the coastline lacks
DISC_OF_GAP = 0.4  # radius of its disc as part of the distance to the nearest other point, so that discs never meet
DISC_KM = (0.15, 0.4)
LARGEST_OF_GAP = 0.48  # two points very near each other still get discs that do not meet
MARGIN_DEG = 0.2  # how far cells reach beyond the land before they are clipped


def divide(points: np.ndarray, land: np.ndarray) -> np.ndarray:
    """One geometry per point: its part of the land, empty when its cell meets no land.

    Every polygon of land is divided among the points on it (or off it, but nearest to it); a polygon without a
    point goes whole to the nearest point. Together the results cover the land and the discs of `discs`, without
    overlap.

    Args:
        points: longitude and latitude of each village, shape (n, 2).
        land: polygons that do not overlap.
    """
    land = np.concatenate([land, discs(points, land)])
    home, is_on_land = homes(points, land)
    result = np.full(len(points), shapely.MultiPolygon(), dtype=object)
    for number in np.unique(home):
        members = np.flatnonzero(home == number)
        result[members] = divide_polygon(points[members], land[number], movable=is_on_land[members])

    without = np.setdiff1d(np.arange(len(land)), home)
    nearest = shapely.STRtree(shapely.points(points)).nearest(land[without])
    for owner in np.unique(nearest):
        islets = shapely.multipolygons(land[without[nearest == owner]])
        result[owner] = shapely.union(result[owner], islets, grid_size=GRID_DEG)
    return result


def discs(points: np.ndarray, land: np.ndarray) -> np.ndarray:
    """Round islets around the points that lie far from all land; each takes what is left of its surroundings."""
    places = shapely.points(points)
    home, is_on_land = homes(points, land)
    away = np.flatnonzero(~is_on_land)
    distance_km = shapely.distance(places[away], land[home[away]]) * KM_PER_DEG
    far = away[distance_km > OFF_LAND_KM]
    gap_km = _gaps_deg(places, far) * KM_PER_DEG
    radius_km = np.minimum(np.clip(DISC_OF_GAP * gap_km, *DISC_KM), LARGEST_OF_GAP * gap_km)
    return shapely.set_precision(shapely.buffer(places[far], radius_km / KM_PER_DEG, quad_segs=6), GRID_DEG)


def homes(points: np.ndarray, land: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which polygon each point belongs to (the one around it, else the nearest), and whether it lies on it."""
    places = shapely.points(points)
    tree = shapely.STRtree(land)
    home = np.full(len(points), -1)
    point, polygon = tree.query(places, predicate="intersects")
    home[point] = polygon
    is_on_land = home >= 0
    home[~is_on_land] = tree.nearest(places[~is_on_land])
    return home, is_on_land


def divide_polygon(points: np.ndarray, polygon: shapely.Polygon, *, movable: np.ndarray) -> np.ndarray:
    """The parts of one polygon, in the order of the points; only movable points have their site corrected."""
    if len(points) == 1:
        return np.array([polygon], dtype=object)
    squeeze = np.array([math.cos(math.radians(points[:, 1].mean())), 1.0])
    flat = shapely.transform(polygon, lambda xy: xy * squeeze)
    shapely.prepare(flat)
    sites = corrected_sites(points * squeeze, flat, movable=movable)
    # Rounding each vertex by itself keeps neighbours equal; clipping on the same grid keeps the coast equal too.
    cells = shapely.transform(voronoi(sites, flat), lambda xy: (xy / squeeze).round(6))
    return areas_only(shapely.intersection(cells, polygon, grid_size=GRID_DEG))


def corrected_sites(points: np.ndarray, polygon: shapely.Polygon, *, movable: np.ndarray) -> np.ndarray:
    """Sites whose Voronoi cells, clipped to the polygon, have their centroids nearer to the points."""
    sites = points.copy()
    limit = np.zeros(len(points))
    for turn in range(ROUNDS):
        cells = _clipped(voronoi(sites, polygon), polygon)
        radius = np.sqrt(shapely.area(cells) / math.pi)
        if turn == 0:
            limit = FARTHEST_SHIFT * radius
        moving = movable & ~shapely.is_empty(cells)
        error = np.zeros_like(points)
        error[moving] = points[moving] - shapely.get_coordinates(shapely.centroid(cells[moving]))
        sites = sites + STEP * _shortened(error, FARTHEST_STEP * radius)
        sites = points + _shortened(sites - points, limit)
    return sites


def voronoi(sites: np.ndarray, polygon: shapely.Polygon) -> np.ndarray:
    """Voronoi cells in the order of the sites, reaching beyond the polygon."""
    around = shapely.box(*shapely.bounds(polygon)).buffer(MARGIN_DEG)
    return shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=around, ordered=True))


def areas_only(geometries: np.ndarray) -> np.ndarray:
    """The same geometries without the lines and points that a clip leaves where two edges just touch."""
    mixed = np.flatnonzero(shapely.get_type_id(geometries) == shapely.GeometryType.GEOMETRYCOLLECTION)
    for number in mixed:
        geometries[number] = shapely.multipolygons(polygons_of(geometries[number : number + 1]))
    geometries[shapely.get_dimensions(geometries) < 2] = shapely.MultiPolygon()
    return geometries


def _clipped(cells: np.ndarray, polygon: shapely.Polygon) -> np.ndarray:
    crossing = ~shapely.contains_properly(polygon, cells)
    cells[crossing] = shapely.intersection(cells[crossing], polygon)
    return cells


def _shortened(vectors: np.ndarray, longest: np.ndarray) -> np.ndarray:
    lengths = np.hypot(vectors[:, 0], vectors[:, 1])
    factor = np.ones_like(lengths)
    np.divide(longest, lengths, out=factor, where=lengths > longest)
    return vectors * factor[:, None]


def _gaps_deg(places: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Distance of each chosen place to the nearest other place, infinite when it is alone."""
    if len(places) < 2:
        return np.full(len(chosen), np.inf)
    pairs, distance = shapely.STRtree(places).query_nearest(
        places[chosen], exclusive=True, all_matches=False, return_distance=True
    )
    gaps = np.full(len(chosen), np.inf)
    gaps[pairs[0]] = distance
    return gaps
