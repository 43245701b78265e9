"""MySQL dumps of `wilayah_boundaries`: INSERT statements with the rings as JSON, in the order [lat, lng].

Nesting depth 3 is a Polygon, 4 a MultiPolygon. Nothing is executed; the statements are only read as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

_INSERT = re.compile(r"INSERT\s+INTO\s+[`\w.]+\s*\(([^)]*)\)\s*VALUES", re.IGNORECASE)
_TOKEN = re.compile(r"'([^'\\]*(?:(?:\\.|'')[^'\\]*)*)'|([^\s,()';]+)|([(),;])", re.DOTALL)


def features(path: Path) -> gpd.GeoDataFrame:
    """Columns kode, nama, geometry (WGS 84); one row per inserted row.

    Raises:
        ValueError: no such dump, or a damaged one; the message is an Indonesian phrase.
    """
    try:
        rows = list(_rows(path.read_text(encoding="utf-8")))
    except UnicodeError as error:
        raise ValueError("bukan teks UTF-8") from error
    if not rows or not {"kode", "path"} <= set(rows[0]):
        raise ValueError("bukan dump wilayah_boundaries (INSERT dengan kolom kode, nama, dan path)")
    try:
        shapes = [_shape(row["path"]) for row in rows]
    except (TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as error:
        raise ValueError("kolom path rusak atau terpotong") from error
    columns = pd.DataFrame({"kode": [row["kode"] for row in rows], "nama": [row.get("nama") for row in rows]})
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)


def _rows(text: str) -> Iterator[dict[str, str | None]]:
    for insert in _INSERT.finditer(text):
        columns = [name.strip(" `\"'\n\t").casefold() for name in insert[1].split(",")]
        values: list[str | None] = []
        complete = False
        for token in _TOKEN.finditer(text, insert.end()):
            quoted, bare, mark = token.groups()
            if mark == ";":
                complete = True
                break
            if mark == "(":
                values = []
            elif mark == ")":
                if len(values) == len(columns):
                    yield dict(zip(columns, values, strict=True))
            elif quoted is not None:
                values.append(quoted.replace("''", "'").replace("\\'", "'").replace('\\"', '"'))
            elif bare is not None:
                values.append(None if bare.upper() == "NULL" else bare)
        if not complete:
            raise ValueError("dump terpotong di tengah")


def _shape(path: str | None) -> shapely.Geometry | None:
    if not path:
        return None
    nested = json.loads(path)
    depth, inner = 0, nested
    while isinstance(inner, list):
        depth, inner = depth + 1, inner[0] if inner else None
    if depth not in (3, 4):
        return None
    polygons = [nested] if depth == 3 else nested
    made = [shapely.Polygon(rings[0], rings[1:]) for rings in ([_ring(r) for r in p] for p in polygons) if rings]
    return made[0] if len(made) == 1 else shapely.MultiPolygon(made)


def _ring(pairs: list[list[float]]) -> np.ndarray:
    return np.asarray(pairs, dtype=float)[:, [1, 0]]
