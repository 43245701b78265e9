"""The 514 official kabupaten/kota through the browser geometry: none lost, small enough, still neighbours.

The polygons are test data outside the project, see `tests/reference.py`.
"""

from __future__ import annotations

import gzip
import json

import geopandas as gpd
import pandas as pd
import pytest

from stunting.build.browser_geometry import scope_geometries
from stunting.paths import Layout
from tests.reference import reference_boundaries


@pytest.fixture(scope="module")
def scopes():
    path = reference_boundaries() / "official_kabupaten.parquet"
    official = gpd.read_parquet(path).rename(columns={"kode": "code"}).assign(boundary_source="resmi: uji")
    areas = pd.read_parquet(Layout.default().raw / "wilayah" / "wilayah.parquet")
    made = scope_geometries({"kabupaten": official[["code", "boundary_source", "geometry"]]}, areas)
    return {scope.scope: scope for scope in made}


def test_all_514_kabupaten_are_on_the_country_map(scopes):
    content = json.loads(scopes["00"].content)

    assert len(content["codes"]) == len(content["paths"]) == 514
    assert content["missing"] == []
    assert all(path.endswith("z") for path in content["paths"])


@pytest.mark.parametrize("code", ["3576", "1273", "1374", "3371", "3101"])
def test_small_kota_and_islands_are_not_simplified_away(scopes, code):
    content = json.loads(scopes["00"].content)

    assert len(content["paths"][content["codes"].index(code)]) > 15


def test_every_provinsi_has_its_map_and_together_they_have_all_kabupaten(scopes):
    assert len(scopes) == 1 + 38
    assert sum(len(made.codes) for scope, made in scopes.items() if scope != "00") == 514


def test_country_map_is_at_most_250_kb_and_a_provinsi_at_most_80_kb(scopes):
    sizes = {scope: len(made.gzipped()) for scope, made in scopes.items()}

    assert sizes.pop("00") <= 250_000
    assert max(sizes.values()) <= 80_000


def test_gzip_holds_the_content(scopes):
    assert gzip.decompress(scopes["18"].gzipped()) == scopes["18"].content


def test_country_map_draws_provinsi_borders(scopes):
    content = json.loads(scopes["00"].content)

    assert len(content["outline"]) > 5_000
    assert json.loads(scopes["18"].content)["outline"] == ""
