"""Maps as files: the same areas, numbers and shapes as on the page."""

import io
import json

import pytest
from PIL import Image
from shapely.geometry import shape

from stunting import queries
from stunting.charts.map_view import MapPanel, MapView
from stunting.classes import WHO_2018
from stunting.exports import map_files, map_picture
from stunting.exports.stamp import Stamp
from stunting.measures import Round
from stunting.releases import open_release

STAMP = Stamp(title="Peta", subtitle="Persen balita.", source="Sumber: SKI 2023.", release_id="r")
SKI = Round(survey="ski", year=2023)


@pytest.fixture(scope="module")
def db(built_layout):
    with open_release(built_layout).database as opened:
        yield opened


def frame_of(db, scope, one=SKI):
    return queries.prevalence_by_area(
        db, key="stunting", survey=one.survey, year=one.year, level="kabupaten", within=scope
    )


def payload_of(db, scope):
    return queries.geometry_payload(db, scope=scope, level="kabupaten")


def view_of(*panels):
    return MapView(panels=tuple(MapPanel(title=label, frame=f.assign(code=f["area_code"])) for label, f in panels))


@pytest.fixture(scope="module")
def lampung(db):
    content = map_files.to_geojson(payload_of(db, "18"), map_files.table([SKI], [frame_of(db, "18")], WHO_2018), STAMP)
    return {feature["id"]: feature for feature in json.loads(content)["features"]}


def test_geojson_has_every_registered_area_with_its_value(lampung):
    assert len(lampung) == 15
    assert lampung["1811"]["properties"]["Prevalensi SKI 2023 (%)"] == 5.0


def test_geojson_shapes_are_valid_and_lie_where_the_register_says(lampung, db):
    places = queries.registered_areas(db).set_index("code")
    for code, feature in lampung.items():
        polygon = shape(feature["geometry"])
        assert polygon.is_valid
        assert abs(polygon.centroid.x - places.loc[code, "lon"]) < 0.6
        assert abs(polygon.centroid.y - places.loc[code, "lat"]) < 0.6


def test_geojson_exteriors_run_counter_clockwise(lampung):
    for feature in lampung.values():
        for polygon in shape(feature["geometry"]).geoms:
            assert polygon.exterior.is_ccw


def test_the_table_of_indonesia_lists_514_areas_and_says_which_have_no_data(db):
    table = map_files.table([SKI], [frame_of(db, "00")], WHO_2018)

    assert len(table) == 514
    assert (table["Kelas SKI 2023"] == "tidak ada data").sum() == 15
    assert table["Prevalensi SKI 2023 (%)"].notna().sum() == 499


def test_png_of_two_surveys_has_title_and_legend_in_one_picture(db):
    ssgi = Round(survey="ssgi", year=2021)
    view = view_of(("SSGI 2021", frame_of(db, "18", ssgi)), ("SKI 2023", frame_of(db, "18")))

    content = map_picture.to_png(payload_of(db, "18"), view, STAMP)

    picture = Image.open(io.BytesIO(content))
    assert picture.width == 1600
    assert len(content) < 1_000_000


def test_png_of_indonesia_is_small_enough_to_send(db):
    content = map_picture.to_png(payload_of(db, "00"), view_of(("SKI 2023", frame_of(db, "00"))), STAMP)

    assert len(content) < 1_000_000


def test_a_path_is_decoded_back_to_its_rings():
    rings = map_files.decode("M10 20l5 0 0 5zM1 1l2 0 0 2z")

    assert [ring.tolist() for ring in rings] == [
        [[10, 20], [15, 20], [15, 25], [10, 20]],
        [[1, 1], [3, 1], [3, 3], [1, 1]],
    ]
