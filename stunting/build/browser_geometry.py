"""Geometry as the browser draws it: one small file per scope, projected and ready to paint.

A *scope* is an area together with the level of its units: ("00", "kabupaten") is Indonesia by kabupaten/kota,
("1811", "desa") is Kab. Mesuji by desa. Coordinates are projected (equirectangular, x shrunk by the cosine of the
middle latitude) and rounded to a whole-number grid here, so that the browser only hands finished strings to
`setAttribute("d", ...)`. The order of `codes` in a file is the contract with the values sent at every rerun.

Points are rounded one by one, so what neighbours shared before they share afterwards: no gaps, no overlaps.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from stunting.boundaries import KABUPATEN_IN_PROVINCE, KABUPATEN_NATIONAL, PROVINCES_NATIONAL, simplify_for_scope
from stunting.errors import BuildError
from stunting.geography import CODE_LENGTHS, COUNTRY, PLURALS

VERSION = 1
# How `boundary_source` begins where a boundary was computed from village points.
APPROXIMATE = "perkiraan"
KM_PER_DEGREE = 111.32

# Longest side of the grid. Indonesia is 46 degrees wide: 10 000 steps of 500 m, the size of its simplification.
# A kabupaten of 60 km gets steps of 20 m, finer than its village mosaic is true.
GRID_COUNTRY = 10_000
GRID_AREA = 4_000
DIGITS = {"provinsi": 2, "kabupaten": 4, "kecamatan": 6, "desa": 10}
PARENT_DIGITS = {"provinsi": 0, "kabupaten": 2, "kecamatan": 4, "desa": 6}

SCANLINES = 11

# Per scope: detail and the island size below which one is left out; kecamatan and desa keep all.
SIMPLIFICATION = {
    (COUNTRY, "provinsi"): PROVINCES_NATIONAL,
    (COUNTRY, "kabupaten"): KABUPATEN_NATIONAL,
    ("provinsi", "kabupaten"): KABUPATEN_IN_PROVINCE,
}


@dataclass(frozen=True, kw_only=True)
class ScopeGeometry:
    """One file for the browser.

    codes:   units with a polygon, ascending; the order of the values that go with it
    missing: units of the scope without a polygon; they are listed under the map
    approximate_n: how many boundaries are approximate; the credit line says so unless it is 0
    content: UTF-8 JSON
    """

    scope: str
    level: str
    codes: tuple[str, ...]
    missing: tuple[str, ...]
    approximate_n: int
    content: bytes

    def gzipped(self, *, level: int = 6) -> bytes:
        """The content compressed; the same content always gives the same bytes."""
        return gzip.compress(self.content, compresslevel=level, mtime=0)


def scope_geometries(boundaries: Mapping[str, gpd.GeoDataFrame], areas: pd.DataFrame) -> Iterator[ScopeGeometry]:
    """Every scope of the country: Indonesia, each provinsi, and each kabupaten/kota by kecamatan and by desa.

    boundaries: per level a frame with code, boundary_source and geometry (longitude, latitude);
                a level that is absent gives no scopes
    areas:      the register, with code, level and official_name

    Raises:
        BuildError: a boundary whose code is not in the register, a code twice, or a unit lost on the way.
    """
    layers = {level: _layer(boundaries[level], areas, level) for level in DIGITS if level in boundaries}
    registered = {level: _registered(areas, level) for level in layers}

    for (scope, level), how in SIMPLIFICATION.items():
        if level not in layers:
            continue
        units = simplify_for_scope(layers[level], **how)
        if scope == COUNTRY:
            yield _scope(COUNTRY, level, units, registered[level])
        else:
            yield from _scopes(level, units, registered[level], digits=DIGITS[scope])
    for level in ("kecamatan", "desa"):
        if level in layers:
            yield from _scopes(level, layers[level], registered[level], digits=DIGITS["kabupaten"])


def encode(
    units: gpd.GeoDataFrame,
    *,
    scope: str,
    level: str,
    missing: Iterable[tuple[str, str]] = (),
    outline: Sequence[str] | None = None,
) -> bytes:
    """One scope as JSON, columns in the order of `units`.

    units:   one row per unit with code, name, boundary_source, geometry (Polygon or MultiPolygon, lon/lat)
    missing: (code, name) of the units without a polygon
    outline: parent of each unit; borders between different parents become the line `outline`, the others `borders`

    Keys: v, scope, level, width, height (grid steps), km_per_unit (km per grid step), grid (the way back to degrees:
    lon = west + x / (steps_per_degree * shrink), lat = north - y / steps_per_degree), codes, names,
    paths (SVG path data), labels (x, y, free width at that point; three numbers per unit), official ("1" where the
    boundary is official, "0" where it is approximate), borders, outline (SVG path data of lines), missing.
    """
    codes = units["code"].tolist()
    size = GRID_COUNTRY if scope == COUNTRY else GRID_AREA
    grid = _Grid.around(units.geometry.total_bounds, size=size)
    rings = _quantised_rings(np.asarray(units.geometry.array), grid)
    borders, outlines = _borders(rings, np.asarray(codes if outline is None else outline), split=outline is not None)
    content = {
        "v": VERSION,
        "scope": scope,
        "level": level,
        "width": grid.width,
        "height": grid.height,
        "km_per_unit": round(grid.km_per_step, 6),
        "grid": {
            "west": round(grid.west, 8),
            "north": round(grid.north, 8),
            "steps_per_degree": round(grid.steps_per_degree, 8),
            "shrink": round(grid.shrink, 10),
        },
        "codes": codes,
        "names": units["name"].tolist(),
        "paths": _paths(rings, len(codes)),
        "labels": _labels(rings, len(codes)).ravel().tolist(),
        "official": _official(units),
        "borders": borders,
        "outline": outlines,
        "missing": [list(pair) for pair in missing],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


# ---- scopes ---------------------------------------------------------------------------------------------------------


def _layer(frame: gpd.GeoDataFrame, areas: pd.DataFrame, level: str) -> gpd.GeoDataFrame:
    names = areas.loc[areas["level"] == level].set_index("code")["official_name"]
    codes = frame["code"]
    unknown = codes[~codes.isin(names.index)].tolist()
    if unknown:
        raise BuildError(
            f"{len(unknown)} batas {PLURALS[level]} memakai kode yang tidak ada di register: {', '.join(unknown[:5])}. "
            "Periksa berkas batas."
        )
    if codes.duplicated().any():
        raise BuildError(f"Batas {PLURALS[level]} memuat kode ganda: {codes[codes.duplicated()].iloc[0]}.")
    with_shape = frame.loc[~(frame.geometry.is_empty | frame.geometry.isna()).to_numpy()]
    ordered = with_shape.sort_values("code", ignore_index=True)
    return ordered.assign(name=names.reindex(ordered["code"]).to_numpy(dtype=object))


def _registered(areas: pd.DataFrame, level: str) -> list[tuple[str, str]]:
    rows = areas.loc[areas["level"] == level, ["code", "official_name"]].sort_values("code")
    return list(zip(rows["code"].tolist(), rows["official_name"].tolist(), strict=True))


def _scopes(
    level: str, units: gpd.GeoDataFrame, registered: list[tuple[str, str]], *, digits: int
) -> Iterator[ScopeGeometry]:
    codes = units["code"].to_numpy(dtype=object)
    start = 0
    for scope, members in itertools.groupby(registered, key=lambda pair: pair[0][:digits]):
        end = start + int(np.searchsorted(codes[start:], scope + "~"))
        yield _scope(scope, level, units.iloc[start:end], list(members))
        start = end


def _official(units: gpd.GeoDataFrame) -> str:
    return "".join("0" if source.startswith(APPROXIMATE) else "1" for source in units["boundary_source"].tolist())


def _scope(scope: str, level: str, units: gpd.GeoDataFrame, registered: list[tuple[str, str]]) -> ScopeGeometry:
    codes = units["code"].tolist()
    drawn = set(codes)
    missing = [pair for pair in registered if pair[0] not in drawn]
    assert len(codes) + len(missing) == len(registered), "every registered unit is drawn or listed"
    parents = [code[: PARENT_DIGITS[level]] for code in codes]
    several = len(set(parents)) > 1
    content = encode(units, scope=scope, level=level, missing=missing, outline=parents if several else None)
    return ScopeGeometry(
        scope=scope,
        level=level,
        codes=tuple(codes),
        missing=tuple(code for code, _ in missing),
        approximate_n=_official(units).count("0"),
        content=content,
    )


# ---- projection and rounding ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Grid:
    """Whole-number grid over a rectangle of longitude and latitude; y grows southwards as on a screen."""

    west: float
    north: float
    steps_per_degree: float
    shrink: float
    width: int
    height: int

    @classmethod
    def around(cls, bounds: np.ndarray, *, size: int) -> _Grid:
        west, south, east, north = bounds if np.isfinite(bounds).all() else (0.0, 0.0, 0.0, 0.0)
        shrink = float(np.cos(np.radians((south + north) / 2)))
        wide, high = (east - west) * shrink, north - south
        steps = size / max(wide, high, 1e-6)
        return cls(
            west=west,
            north=north,
            steps_per_degree=steps,
            shrink=shrink,
            width=max(1, round(wide * steps)),
            height=max(1, round(high * steps)),
        )

    @property
    def km_per_step(self) -> float:
        return KM_PER_DEGREE / self.steps_per_degree

    def round(self, lonlat: np.ndarray) -> np.ndarray:
        x = (lonlat[:, 0] - self.west) * (self.steps_per_degree * self.shrink)
        y = (self.north - lonlat[:, 1]) * self.steps_per_degree
        return np.rint(np.column_stack([x, y])).astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class _Rings:
    """Closed rings without their repeated last point, all units after each other.

    xy: points, (n, 2); unit: unit of each point; first: where each ring begins
    """

    xy: np.ndarray
    unit: np.ndarray
    first: np.ndarray

    @property
    def last(self) -> np.ndarray:
        return np.append(self.first[1:], len(self.xy)) - 1

    def following(self) -> np.ndarray:
        """The index of the point after each point, around its ring."""
        after = np.arange(1, len(self.xy) + 1)
        after[self.last] = self.first
        return after


def _quantised_rings(shapes: np.ndarray, grid: _Grid) -> _Rings:
    """Rings on the grid. One that collapses disappears, unless its unit would disappear with it."""
    parts, unit_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    unit_of_ring = unit_of_part[part_of_ring]
    lonlat, ring = shapely.get_coordinates(rings, return_index=True)
    xy = grid.round(lonlat)

    # A point equal to the one before it adds nothing; nor does the last one, which repeats the first.
    fresh = np.ones(len(xy), dtype=bool)
    fresh[1:] = (ring[1:] != ring[:-1]) | (xy[1:] != xy[:-1]).any(axis=1)
    xy, ring = xy[fresh], ring[fresh]
    first, last = _runs(ring)
    closing = last[(xy[last] == xy[first]).all(axis=1) & (last > first)]
    open_ = np.ones(len(xy), dtype=bool)
    open_[closing] = False
    xy, ring = xy[open_], ring[open_]

    first, last = _runs(ring)
    ring_ids = ring[first]
    area = np.abs(_doubled_areas(_Rings(xy=xy, unit=ring, first=first))) if len(first) else np.zeros(0)
    alive = np.zeros(len(rings), dtype=bool)
    alive[ring_ids[(area > 0) & (last - first >= 2)]] = True
    survives = np.zeros(len(shapes), dtype=bool)
    survives[unit_of_ring[alive]] = True

    kept = alive[ring]
    xy, ring = xy[kept], ring[kept]
    unit = unit_of_ring[ring] if len(ring) else np.zeros(0, dtype=np.int64)
    gone = np.flatnonzero(~survives)
    if len(gone):
        corner = grid.round(shapely.get_coordinates(shapely.point_on_surface(shapes[gone])))
        triangles = (corner[:, None, :] + np.array([[0, 0], [1, 0], [0, 1]])).reshape(-1, 2)
        xy = np.concatenate([xy, triangles])
        unit = np.concatenate([unit, np.repeat(gone, 3)])
        ring = np.concatenate([ring, len(rings) + np.repeat(np.arange(len(gone)), 3)])
        order = np.argsort(unit, kind="stable")
        xy, unit, ring = xy[order], unit[order], ring[order]
    return _Rings(xy=xy, unit=unit, first=_runs(ring)[0])


def _runs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last index of each run of equal values."""
    last = np.flatnonzero(_is_last(values))
    first = np.concatenate([[0], last[:-1] + 1]).astype(np.int64) if len(last) else last
    return first, last


def _is_last(values: np.ndarray) -> np.ndarray:
    is_last = np.ones(len(values), dtype=bool)
    is_last[:-1] = values[1:] != values[:-1]
    return is_last


def _doubled_areas(rings: _Rings) -> np.ndarray:
    """Twice the signed area of each ring."""
    here, there = rings.xy, rings.xy[rings.following()]
    return np.add.reduceat(here[:, 0] * there[:, 1] - there[:, 0] * here[:, 1], rings.first)


# ---- text -----------------------------------------------------------------------------------------------------------


@cache
def _words() -> dict[str, np.ndarray]:
    """The text of every possible step, made once: numbers are looked up, not formatted two million times."""
    steps = range(-GRID_COUNTRY - 1, GRID_COUNTRY + 2)
    after = [str(step) if step < 0 else f" {step}" for step in steps]
    return {
        "after": np.array(after, dtype=object),
        "closing": np.array([word + "z" for word in after], dtype=object),
        "line": np.array([f"l{step}" for step in steps], dtype=object),
        "move": np.array([f"M{step}" for step in steps], dtype=object),
    }


ZERO = GRID_COUNTRY + 1


def _paths(rings: _Rings, n: int) -> list[str]:
    """Path data per unit: "M12 34l5-6 7 8z", absolute start, relative steps, one z per ring."""
    if not n:
        return []
    words = _words()
    step = np.zeros_like(rings.xy)
    step[1:] = rings.xy[1:] - rings.xy[:-1]
    step[rings.first] = 0
    tokens = np.empty((len(rings.xy), 2), dtype=object)
    tokens[:, 0] = words["after"][step[:, 0] + ZERO]
    tokens[:, 1] = words["after"][step[:, 1] + ZERO]
    tokens[rings.first, 0] = words["move"][rings.xy[rings.first, 0] + ZERO]
    tokens[rings.first, 1] = words["after"][rings.xy[rings.first, 1] + ZERO]
    second = rings.first + 1
    tokens[second, 0] = words["line"][step[second, 0] + ZERO]
    tokens[rings.last, 1] = words["closing"][step[rings.last, 1] + ZERO]
    flat = tokens.ravel().tolist()
    ends = 2 * (np.flatnonzero(_is_last(rings.unit)) + 1)
    return ["".join(flat[a:b]) for a, b in itertools.pairwise([0, *ends.tolist()])]


def _borders(rings: _Rings, parents: np.ndarray, *, split: bool) -> tuple[str, str]:
    """Lines between neighbours, each drawn once: (within one parent, between two parents). The coast is in neither."""
    if not len(rings.xy):
        return "", ""
    after = rings.following()
    point = rings.xy[:, 0] * (4 * GRID_COUNTRY) + rings.xy[:, 1]
    low, high = np.minimum(point, point[after]), np.maximum(point, point[after])
    edge = low * (1 << 31) + high
    order = np.argsort(edge, kind="stable")  # stable: within an edge, units stay in their order
    first, last = _runs(edge[order])
    one, other = order[first], order[last]
    inner = rings.unit[one] != rings.unit[other]
    one, other = one[inner], other[inner]
    between = parents[rings.unit[one]] != parents[rings.unit[other]] if split else np.zeros(len(one), dtype=bool)
    return _lines(rings, after, one[~between]), _lines(rings, after, one[between])


def _lines(rings: _Rings, after: np.ndarray, edges: np.ndarray) -> str:
    """Path data of some edges (named by their first point), joined where one continues the other."""
    if not len(edges):
        return ""
    words = _words()
    edges = np.sort(edges)
    begins = np.ones(len(edges), dtype=bool)
    begins[1:] = (edges[1:] != edges[:-1] + 1) | (after[edges[:-1]] != edges[1:])
    step = rings.xy[after[edges]] - rings.xy[edges]
    tokens = np.empty((len(edges), 4), dtype=object)
    tokens[:, :2] = ""
    tokens[begins, 0] = words["move"][rings.xy[edges[begins], 0] + ZERO]
    tokens[begins, 1] = words["after"][rings.xy[edges[begins], 1] + ZERO]
    tokens[:, 2] = words["after"][step[:, 0] + ZERO]
    tokens[begins, 2] = words["line"][step[begins, 0] + ZERO]
    tokens[:, 3] = words["after"][step[:, 1] + ZERO]
    return "".join(tokens.ravel().tolist())


# ---- label points ---------------------------------------------------------------------------------------------------


def _labels(rings: _Rings, n: int) -> np.ndarray:
    """Where a name fits best: x, y and the free width there, per unit, in grid steps.

    Horizontal lines are laid through the largest ring of each unit; the longest stretch inside the unit wins that is
    free on the next line above and below as well, with some preference for the middle.
    """
    if not n:
        return np.zeros((0, 3), dtype=np.int64)
    area = np.abs(_doubled_areas(rings))
    ring_unit = rings.unit[rings.first]
    by_size = np.lexsort((area, ring_unit))
    largest = by_size[_is_last(ring_unit[by_size])]
    top = np.minimum.reduceat(rings.xy[:, 1], rings.first)[largest]
    bottom = np.maximum.reduceat(rings.xy[:, 1], rings.first)[largest]
    high = bottom - top

    share = (np.arange(SCANLINES) + 0.5) / SCANLINES
    # Half steps never meet a point, so every crossing is a clean one.
    lines = np.clip(np.floor(top[:, None] + share * high[:, None]) + 0.5, top[:, None] + 0.5, bottom[:, None] - 0.5)
    unit, line, x = _crossings(rings, lines)
    cell = unit * SCANLINES + line
    middle, half = _longest_stretches(cell, x, n * SCANLINES)
    free = half.copy()
    for neighbour in (-1, 1):
        # Crossings of the line above (below), seen from this line's stretch.
        here = (line - neighbour >= 0) & (line - neighbour < SCANLINES)
        seen_from, at = cell[here] - neighbour, x[here]
        inside = np.bincount(seen_from[at > middle[seen_from]], minlength=n * SCANLINES) % 2 == 1
        gap = np.full(n * SCANLINES, np.inf)
        np.minimum.at(gap, seen_from, np.abs(at - middle[seen_from]))
        free = np.where(inside, np.minimum(free, gap), free * 0.4)
    score = free.reshape(n, SCANLINES) * (1 - 0.4 * np.abs(share - 0.5))
    best = np.arange(n) * SCANLINES + score.argmax(axis=1)
    return np.column_stack([np.rint(middle[best]), np.floor(lines.ravel()[best]), np.floor(2 * free[best])]).astype(int)


def _longest_stretches(cell: np.ndarray, x: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Middle and half width of the longest stretch inside, per cell (a line of a unit); crossings come in pairs."""
    left, right, cell = x[0::2], x[1::2], cell[0::2]
    order = np.lexsort((right - left, cell))
    best = order[_is_last(cell[order])]
    middle, half = np.zeros(n), np.zeros(n)
    middle[cell[best]] = (left[best] + right[best]) / 2
    half[cell[best]] = (right[best] - left[best]) / 2
    return middle, half


def _crossings(rings: _Rings, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each unit's outline crosses its own horizontal lines: unit, line and x, in order; even numbers."""
    here, there = rings.xy, rings.xy[rings.following()]
    y = lines[rings.unit]
    edge, line = np.nonzero((here[:, 1, None] < y) != (there[:, 1, None] < y))
    rise = (there[edge, 1] - here[edge, 1]).astype(float)
    x = here[edge, 0] + (y[edge, line] - here[edge, 1]) / rise * (there[edge, 0] - here[edge, 0])
    unit = rings.unit[edge]
    order = np.lexsort((x, line, unit))
    return unit[order], line[order], x[order]


assert set(DIGITS) == set(CODE_LENGTHS.values())
