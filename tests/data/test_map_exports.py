"""The GeoJSON of a map is what a map program accepts: valid, wound as the standard says, and in its place."""

import json

import pandas as pd
import pytest
from shapely import Point
from shapely.geometry import shape

from stunting import queries, releases
from stunting.classes import WHO_2018
from stunting.exports import map_files
from stunting.exports.stamp import Stamp
from stunting.measures import Round
from stunting.paths import ROOT

SSGI_2021 = Round(survey="ssgi", year=2021)
STAMP = Stamp(title="Uji", subtitle="", source="Sumber: uji", release_id="uji")


@pytest.fixture(scope="module")
def kabupaten(built_layout):
    database = releases.open_release(built_layout).database
    frame = queries.prevalence_by_area(
        database, key="stunting", survey="ssgi", year=2021, level="kabupaten", within="00"
    )
    payload = queries.geometry_payload(database, scope="00", level="kabupaten")
    content = map_files.to_geojson(payload, map_files.table([SSGI_2021], [frame], WHO_2018), STAMP)
    return json.loads(content)["features"], frame.set_index("area_code")


def test_all_514_kabupaten_are_in_the_file(kabupaten):
    features, _ = kabupaten

    assert len(features) == 514


def test_every_polygon_is_valid_and_wound_counter_clockwise(kabupaten):
    features, _ = kabupaten
    shapes = {one["id"]: shape(one["geometry"]) for one in features if one["geometry"]}

    assert [code for code, one in shapes.items() if not one.is_valid] == []
    assert all(part.exterior.is_ccw for one in shapes.values() for part in one.geoms)
    assert not any(hole.is_ccw for one in shapes.values() for part in one.geoms for hole in part.interiors)


def test_every_polygon_lies_at_its_registered_place(kabupaten):
    features, _ = kabupaten
    places = pd.read_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet").set_index("code")

    far = [
        one["id"]
        for one in features
        if one["geometry"]
        and shape(one["geometry"]).distance(Point(places.at[one["id"], "lon"], places.at[one["id"], "lat"])) > 0.3
    ]
    assert far == []


def test_the_values_in_the_file_are_those_of_the_release(kabupaten):
    features, frame = kabupaten

    assert {one["id"]: one["properties"]["Prevalensi SSGI 2021 (%)"] for one in features} == frame[
        "value_pct"
    ].to_dict()


def test_every_registered_coordinate_lies_in_indonesia():
    places = pd.read_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet").dropna(subset=["lat", "lon"])

    assert places["lat"].between(-11.5, 6.5).all()
    assert places["lon"].between(94.5, 141.5).all()
