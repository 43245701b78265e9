"""Boundaries and the maps made of them, as tables of a release.

A raw folder without boundaries gives a release without maps: every number is still there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from stunting.paths import Layout

if TYPE_CHECKING:
    # Loads slowly, and most builds take the maps of the one before.
    import geopandas as gpd

LEVELS = ("provinsi", "kabupaten", "kecamatan", "desa")
FOLDER = "batas"
REASONS = "tanpa_batas.csv"


def has_boundaries(layout: Layout) -> bool:
    """Whether the raw folder holds boundaries of at least one level."""
    return any((layout.raw / FOLDER / f"{level}.parquet").exists() for level in LEVELS)


def boundaries(layout: Layout) -> dict[str, gpd.GeoDataFrame]:
    """Per level the approximate boundaries with the installed official ones in their place."""
    from stunting.boundaries import read_boundaries
    from stunting.boundary_files import overlay

    return {
        level: overlay(read_boundaries(layout, level), layout, level)
        for level in LEVELS
        if (layout.raw / FOLDER / f"{level}.parquet").exists()
    }


def boundary_table(layers: dict[str, gpd.GeoDataFrame]) -> pd.DataFrame:
    """Rows of the table `boundary`."""
    from stunting.build.browser_geometry import APPROXIMATE

    frames = [
        pd.DataFrame(layer[["code", "boundary_source"]]).assign(
            level=level, is_official=~layer["boundary_source"].str.startswith(APPROXIMATE)
        )
        for level, layer in layers.items()
    ]
    return pd.concat(frames, ignore_index=True)


def missing_table(layers: dict[str, gpd.GeoDataFrame], areas: pd.DataFrame, *, layout: Layout) -> pd.DataFrame:
    """Rows of the table `boundary_missing`: registered areas of the drawn levels that have no boundary, and why."""
    reasons_file = layout.raw / FOLDER / REASONS
    known: dict[str, str] = {}
    if reasons_file.exists():
        table = pd.read_csv(reasons_file, dtype=str)
        known = dict(zip(table["code"], table["reason"], strict=True))
    rows = [
        (code, level, known.get(code, "tidak ada di berkas batas"))
        for code, level in zip(areas["code"], areas["level"], strict=True)
        if level in layers
    ]
    frame = pd.DataFrame(rows, columns=["code", "level", "reason"])
    drawn = set().union(*(set(layer["code"]) for layer in layers.values()))
    return frame[~frame["code"].isin(drawn)].reset_index(drop=True)


def geometry_table(
    layers: dict[str, gpd.GeoDataFrame], areas: pd.DataFrame, *, progress: Callable[[str, int, int], None]
) -> pd.DataFrame:
    """Rows of the table `geometry`: one compressed file for the browser per map."""
    from stunting.build.browser_geometry import scope_geometries

    total = _scope_n(areas, layers)
    rows = []
    for done, scope in enumerate(scope_geometries(layers, areas)):
        if done % 50 == 0:
            progress("Menggambar peta", min(done, total), total)
        payload = scope.gzipped()
        rows.append(
            {
                "scope_code": scope.scope,
                "level": scope.level,
                "sha256": hashlib.sha256(payload).hexdigest(),
                "unit_n": len(scope.codes) + len(scope.missing),
                "drawn_n": len(scope.codes),
                "payload_gzip": payload,
            }
        )
    progress("Menggambar peta", total, total)
    return pd.DataFrame(rows)


def installed_files(layout: Layout) -> list[dict[str, str]]:
    """Rows of the table `source` for the official boundary files that are installed."""
    if not (layout.additions / FOLDER).exists():
        return []
    from stunting.boundary_files import log

    return [
        {
            "file": f"tambahan/{FOLDER}/{entry.file}",
            "producer": entry.source or "Tidak disebut",
            "title": f"Batas resmi tingkat {entry.level} dari {entry.file}",
            "licence": "Mengikuti penerbitnya",
            "link": "",
            "accessed": entry.installed_at[:10],
            "comparable_with": "Batas perkiraan wilayah lain; tepi keduanya tidak selalu berimpit",
            "sha256": entry.sha256,
            "notes": "",
        }
        for entry in log(layout)
    ]


def _scope_n(areas: pd.DataFrame, layers: dict[str, gpd.GeoDataFrame]) -> int:
    """About how many maps there will be: Indonesia twice, each provinsi once, each kabupaten/kota twice."""
    counts = areas["level"].value_counts()
    inside = sum(level in layers for level in ("kecamatan", "desa"))
    return 2 + int(counts.get("provinsi", 0)) + inside * int(counts.get("kabupaten", 0))
