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
LARGEST_OF_WATER = 0.9  # of the distance to land, so that a disc never meets the coast
MARGIN_DEG = 0.2  # how far cells reach beyond the land before they are clipped


def divide(points: np.ndarray, land: np.ndarray) -> np.ndarray:
    """One geometry per point, never empty: its part of the land, or a disc where the coastline lacks its land.

    Every polygon of land is divided among the points on it (or off it, but nearest to it); a polygon without a
    point goes whole to the nearest point. Together the results cover the land, without overlap.

    Args:
        points: longitude and latitude of each village, shape (n, 2), all different.
        land: polygons that do not overlap.
    """
    home, is_on_land = homes(points, land)
    away_km = shapely.distance(shapely.points(points), land[home]) * KM_PER_DEG
    is_far = away_km > OFF_LAND_KM
    result = np.full(len(points), shapely.MultiPolygon(), dtype=object)
    for number in np.unique(home[~is_far]):
        members = np.flatnonzero((home == number) & ~is_far)
        result[members] = divide_polygon(points[members], land[number], movable=is_on_land[members])

    # Besides the far points: a few that other cells shield from the coast.
    landless = shapely.is_empty(result)
    result[landless] = discs(points, landless, away_km)

    without = np.setdiff1d(np.arange(len(land)), home[~is_far])
    nearest = shapely.STRtree(shapely.points(points)).nearest(land[without])
    for owner in np.unique(nearest):
        islets = shapely.multipolygons(land[without[nearest == owner]])
        result[owner] = shapely.union(result[owner], islets, grid_size=GRID_DEG)
    return result


def discs(points: np.ndarray, chosen: np.ndarray, away_km: np.ndarray) -> np.ndarray:
    """Round islets around the chosen points, which meet neither land nor each other."""
    places = shapely.points(points)
    gap_km = _gaps_deg(places, chosen) * KM_PER_DEG
    wanted_km = np.clip(DISC_OF_GAP * gap_km, *DISC_KM)
    radius_km = np.minimum(wanted_km, np.minimum(LARGEST_OF_GAP * gap_km, LARGEST_OF_WATER * away_km[chosen]))
    return shapely.set_precision(shapely.buffer(places[chosen], radius_km / KM_PER_DEG, quad_segs=6), GRID_DEG)


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
    gaps = np.full(len(places), np.inf)
    if len(places) > 1:
        here, distance = shapely.STRtree(places).query_nearest(
            places, exclusive=True, all_matches=False, return_distance=True
        )
        gaps[here[0]] = distance
    return gaps[chosen]
