"""Maps as files: the same areas, numbers and shapes as on the page."""

import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from PIL import Image
from shapely.geometry import shape

from stunting import queries
from stunting.charts.map_view import MapFrame, MapPanel, MapView
from stunting.classes import WHO_2018
from stunting.exports import map_files, map_picture
from stunting.exports.map_sheet import ViewSheet
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


@pytest.fixture(scope="module")
def routine(db):
    """Kecamatan of a kabupaten with made-up counts; the last one is suppressed, the first a lokus."""
    payload = queries.geometry_payload(db, scope="1811", level="kecamatan")
    codes = map_files.Shapes.of(payload).order.all
    rows = pd.DataFrame({"code": codes, "value_pct": [4.0 + 5 * n for n in range(len(codes))], "count_n": 40})
    rows["state"] = ["value"] * (len(codes) - 1) + ["suppressed"]
    rows["is_lokus"] = rows.index == 0
    rows["notes"] = [("40 dari 400 balita diukur",)] * len(codes)
    return payload, rows


def triple(rows):
    return MapView(
        panels=(
            MapPanel(title="Prevalensi", frame=rows, subtitle="Kabupaten 10,3%"),
            MapPanel(title="Kasus", frame=rows, quantity="Jumlah balita", circles="balita stunting", colours=False),
            MapPanel(title="Tanpa satu", frame=rows.assign(is_excluded=rows.index == 1), subtitle="Kabupaten 9,1%"),
        ),
        lokus="lokus 2026",
    )


def test_three_panels_of_different_quantities_are_one_picture(routine):
    payload, rows = routine

    content = map_picture.to_png(payload, triple(rows), STAMP)

    assert Image.open(io.BytesIO(content)).width == 1600
    assert len(content) < 1_000_000


def test_table_of_a_view_hides_what_the_map_hides(routine):
    payload, rows = routine

    table = map_files.view_table(triple(rows), map_files.Shapes.of(payload))
    last = table.iloc[-1]

    assert pd.isna(last["Prevalensi (%)"])
    assert pd.isna(last["Kasus"])
    assert last["Keterangan Prevalensi"] == "disembunyikan (melindungi 1–4 balita)"
    assert table["Keterangan Tanpa satu"].tolist()[:2] == ["", "dikeluarkan dari hitungan"]
    assert pd.isna(table["Tanpa satu (%)"].iloc[1])
    assert table["Lokus 2026"].tolist().count("ya") == 1


def test_geojson_of_a_view_has_the_columns_of_its_table(routine):
    payload, rows = routine
    sheet = ViewSheet(view=triple(rows), payload=payload, stamp=STAMP)

    features = json.loads(sheet.geojson())["features"]

    assert list(features[0]["properties"]) == list(sheet.table().columns)
    assert len(features) == len(rows)


def test_files_of_a_map_that_plays_show_the_period_it_opens_with(routine):
    payload, rows = routine
    frames = tuple(
        MapFrame(key=key, label=label, frame=rows.assign(value_pct=value))
        for key, label, value in (("2025-02", "Februari 2025", 11.0), ("2025-08", "Agustus 2025", 12.0))
    )
    panels = (MapPanel(title="Prevalensi", frames=frames),)

    last = ViewSheet(view=MapView(panels=panels), payload=payload, stamp=STAMP)
    first = ViewSheet(view=MapView(panels=panels, period="2025-02"), payload=payload, stamp=STAMP)

    assert last.table()["Prevalensi stunting, Agustus 2025 (%)"].iloc[0] == 12.0
    assert first.table()["Prevalensi stunting, Februari 2025 (%)"].iloc[0] == 11.0
    assert last.png() != first.png()


def test_sample_data_are_marked_in_the_picture(routine):
    payload, rows = routine

    plain, marked = (
        map_picture.to_png(payload, triple(rows), replace(STAMP, is_sample=flag)) for flag in (False, True)
    )

    assert plain != marked
