"""A register, an empty data folder, and small hand-made files with real village points inside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from stunting.geography import Register
from stunting.paths import ROOT, Layout


@pytest.fixture(scope="session")
def register() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return replace(Layout.default(), additions=tmp_path / "tambahan")


@pytest.fixture(scope="session")
def cells(register: Register) -> gpd.GeoDataFrame:
    """Village cells of Kab. Magetan (3520) around the registered points: a stand-in for an official file.

    Columns: kode (dotted), nama, kec, kab, prov, geometry.
    """
    rows = register.frame[register.frame["code"].str.startswith("3520") & (register.frame["level"] == "desa")]
    points = shapely.multipoints(shapely.points(rows["lon"].to_numpy(), rows["lat"].to_numpy()))
    box = shapely.box(*shapely.buffer(points, 0.03).bounds)
    polygons = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=box, ordered=True))
    codes = rows["code"].tolist()
    return gpd.GeoDataFrame(
        {
            "kode": [f"{c[:2]}.{c[2:4]}.{c[4:6]}.{c[6:]}" for c in codes],
            "nama": rows["name"].tolist(),
            "kec": [register.get(code[:6]).name for code in codes],
            "kab": "Magetan",
            "prov": "Jawa Timur",
        },
        geometry=shapely.intersection(polygons, box),
        crs=4326,
    )
