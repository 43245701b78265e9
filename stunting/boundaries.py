"""Read boundaries, and simplify them for one map.

All geometry is in degrees (WGS 84). The files hold the full detail of our approximate boundaries; a map simplifies
what it shows with `simplify_for_scope`, all units of the map together, so that neighbours keep sharing their edges.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from stunting.errors import UnknownChoiceError
from stunting.geography import COUNTRY
from stunting.paths import Layout

LEVELS = ("provinsi", "kabupaten", "kecamatan", "desa")
KM_PER_DEG = 111.32

# How much detail a map of each scope needs; kecamatan and desa are shown one kabupaten at a time, in full detail.
PROVINCES_NATIONAL = {"tolerance_deg": 0.01, "min_part_km2": 5.0}
KABUPATEN_NATIONAL = {"tolerance_deg": 0.005, "min_part_km2": 2.0}
KABUPATEN_IN_PROVINCE = {"tolerance_deg": 0.002, "min_part_km2": 0.5}


def read_boundaries(layout: Layout, level: str, *, within: str | None = None) -> gpd.GeoDataFrame:
    """One row per unit that has a polygon, ordered by code.

    Columns: code, boundary_source, label_lon, label_lat (where its name fits best), geometry.

    Args:
        level: provinsi, kabupaten, kecamatan or desa.
        within: code of an area; only units whose code begins with it. None or "00" is the whole country.

    Raises:
        UnknownChoiceError: there is no such level.
    """
    if level not in LEVELS:
        raise UnknownChoiceError(level, LEVELS)
    filters = None
    if within not in (None, COUNTRY):
        # ":" follows "9", so this is every code that begins with `within`, and whole row groups are skipped.
        filters = [("code", ">=", within), ("code", "<", f"{within}:")]
    return gpd.read_parquet(layout.raw / "batas" / f"{level}.parquet", filters=filters)


def simplify_for_scope(gdf: gpd.GeoDataFrame, *, tolerance_deg: float, min_part_km2: float) -> gpd.GeoDataFrame:
    """The same rows with fewer vertices; neighbours keep a common edge and no unit becomes empty.

    Islands below `min_part_km2` are dropped unless they are the largest part of their unit. A small part that
    touches another unit stays, since dropping it would tear a hole in the land.
    """
    parts, owner = shapely.get_parts(gdf.geometry.to_numpy(), return_index=True)
    areas = area_km2(parts)
    order = np.lexsort((-areas, owner))
    is_largest = np.zeros(len(parts), dtype=bool)
    is_largest[order[np.unique(owner[order], return_index=True)[1]]] = True
    small = np.flatnonzero((areas < min_part_km2) & ~is_largest)
    toucher, touched = shapely.STRtree(parts).query(parts[small], predicate="intersects")
    lonely = np.bincount(toucher[small[toucher] != touched], minlength=len(small)) == 0
    kept = np.delete(np.arange(len(parts)), small[lonely])

    kept_units = shapely.multipolygons(parts[kept], indices=owner[kept])
    simplified = shapely.coverage_simplify(kept_units, tolerance_deg)
    vanished = shapely.is_empty(simplified)
    simplified[vanished] = kept_units[vanished]
    return gdf.set_geometry(gpd.GeoSeries(simplified, index=gdf.index, crs=gdf.crs))


def area_km2(geometries: np.ndarray) -> np.ndarray:
    """Area on the sphere, good to 1 % between 12 degrees south and 7 north."""
    middle = shapely.bounds(geometries)[..., [1, 3]].mean(axis=-1)
    return shapely.area(geometries) * KM_PER_DEG**2 * np.cos(np.radians(middle))
