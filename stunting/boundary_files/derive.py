"""One level up from complete official units: kecamatan from desa, kabupaten from kecamatan, provinsi from kabupaten.

A map shows the units of one scope side by side: the kecamatan of a kabupaten, the kabupaten of a provinsi, the
provinsi of Indonesia. Official and approximate edges do not fit each other, so a scope is derived wholly or not at
all: only when every registered unit one level below, in the whole scope, was installed from a file (not itself
derived), and no unit of the scope was installed directly (then the user's file stands and nothing is mixed into it).
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from stunting.boundary_files import repair, store
from stunting.boundary_files.codes import Gazetteer
from stunting.boundary_files.columns import LEVELS
from stunting.geography import COUNTRY


def derived(gazetteer: Gazetteer, official: gpd.GeoDataFrame, above: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """The layer above `level`, with its derived units made anew from the official ones of `level`.

    official: the layer of `level` after an install; above: the stored layer one level up.
    """
    is_derived = above["boundary_source"].str.startswith(store.DERIVED)
    direct = above[~is_derived]
    # What was derived from another level (by an older install) is not ours to remake.
    source_text = f"{store.DERIVED}{level} resmi"
    foreign = above[is_derived & ~above["boundary_source"].str.startswith(source_text)]
    rows = official[~official["boundary_source"].str.startswith(store.DERIVED)]
    shapes = dict(zip(rows["code"], rows.geometry, strict=True))
    sources = dict(zip(rows["code"], rows["boundary_source"], strict=True))
    taken = set(direct["code"])

    codes, texts, united = [], [], []
    for _, units in sorted(_scopes(gazetteer, list(shapes), level).items()):
        below = {unit: gazetteer.children.get(unit, []) for unit in units}
        whole = all(codes_below and shapes.keys() >= set(codes_below) for codes_below in below.values())
        if not whole or taken & set(units):
            continue
        for unit in units:
            files = sorted({sources[code].removeprefix(store.OFFICIAL) for code in below[unit]})
            codes.append(unit)
            texts.append(f"{source_text}: {'; '.join(files)}")
            united.append(shapely.union_all([shapes[code] for code in below[unit]], grid_size=1e-6))
    kept = gpd.GeoDataFrame(above[above["code"].isin({*taken, *foreign["code"]})], geometry="geometry", crs=4326)
    if not codes:
        return kept.reset_index(drop=True)
    made = repair.polygons(np.array(united, dtype=object))
    return store.replaced(kept, store.frame_of(codes, texts, made, *repair.label_points(made)))


def level_above(level: str) -> str | None:
    """The level that may be derived from this one, None for provinsi."""
    position = LEVELS.index(level)
    return LEVELS[position - 1] if position else None


def _scopes(gazetteer: Gazetteer, codes: list[str], level: str) -> dict[str, list[str]]:
    """Scope code -> all registered units one level above `level` in it, for every scope that these codes touch."""
    parents = {gazetteer.parent(code) for code in codes}
    tops = {gazetteer.parent(parent) for parent in parents} if level != "provinsi" else {COUNTRY}
    return {top: gazetteer.children.get(top, []) for top in tops}
