"""The shipped approximate boundaries: complete, nested, and near enough to the official ones.

The official polygons are test data outside the project, see `tests/reference.py`.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from stunting import boundaries, sidecar
from stunting.boundaries import LEVELS, read_boundaries
from stunting.errors import UnknownChoiceError
from stunting.paths import Layout
from tests.reference import reference_boundaries

LAYOUT = Layout.default()
FOLDER = LAYOUT.raw / "batas"

COUNTS = {"provinsi": 38, "kabupaten": 514, "kecamatan": 7_285, "desa": 83_379}
CODE_LENGTHS = {"provinsi": 2, "kabupaten": 4, "kecamatan": 6, "desa": 10}
FOCUS = ["1801", "1811", "6209", "3514", "3520"]
EQUAL_AREA = "EPSG:6933"

# Kota inside large desa, micro-islands and forest units, whose shape village points cannot give ...
AREA_IS_ROUGH = {"1276", "1374", "1707", "3101", "6474", "9407", "9506"}
# ... and two whose registered area is wrong: 84.205 and 39.026 km2, where maps show 19.931 and 1.844.
REGISTER_IS_WRONG = {"9206", "9211"}
AREA_NOT_IN_REGISTER = {"1110", "1210", "1220", "1410", "9110", "9120"}


def degrees_squared(geometry: gpd.GeoSeries) -> pd.Series:
    """For comparing areas at one place, where the unit does not matter."""
    return pd.Series(shapely.area(geometry.to_numpy()), index=geometry.index)


@pytest.fixture(scope="module")
def frames():
    return {level: read_boundaries(LAYOUT, level) for level in LEVELS}


@pytest.fixture(scope="module")
def register():
    return pd.read_parquet(LAYOUT.raw / "wilayah" / "wilayah.parquet").set_index("code")


@pytest.mark.parametrize("level", LEVELS)
def test_every_unit_is_present_once_in_order_and_not_empty(frames, level):
    frame = frames[level]

    assert len(frame) == COUNTS[level]
    assert frame["code"].is_monotonic_increasing
    assert frame["code"].is_unique
    assert not frame.geometry.is_empty.any()
    assert frame["boundary_source"].str.startswith("perkiraan").all()
    assert frame.crs == "EPSG:4326"


@pytest.mark.parametrize("level", LEVELS)
def test_codes_are_those_of_the_register(frames, register, level):
    registered = set(register.index[register["level"] == level])

    unknown = set(frames[level]["code"]) - registered
    missing = registered - set(frames[level]["code"])

    assert not unknown
    assert len(missing) == (383 if level == "desa" else 0)


@pytest.mark.parametrize("level", LEVELS)
def test_neighbours_share_their_edges_without_overlap(frames, level):
    geometry = frames[level].geometry.to_numpy()

    assert shapely.is_valid(geometry).all()
    assert shapely.coverage_is_valid(geometry)


@pytest.mark.parametrize("level", LEVELS)
def test_the_label_stands_inside_its_unit(frames, level):
    frame = frames[level]

    assert shapely.contains_xy(frame.geometry.to_numpy(), frame["label_lon"], frame["label_lat"]).all()


@pytest.mark.parametrize(
    ("level", "above"), [("desa", "kecamatan"), ("kecamatan", "kabupaten"), ("kabupaten", "provinsi")]
)
def test_the_units_below_add_up_to_the_unit_above_everywhere(frames, level, above):
    below = frames[level].set_index("code").geometry.pipe(degrees_squared)
    total = below.groupby(below.index.str[: CODE_LENGTHS[above]]).sum()
    area = frames[above].set_index("code").geometry.pipe(degrees_squared)

    assert total.index.tolist() == area.index.tolist()
    assert np.abs(total - area).max() < 1e-9


@pytest.mark.parametrize("code", [*FOCUS, "1205", "3101", "5304", "6503", "9402"])
def test_desa_and_kecamatan_of_a_kabupaten_cover_the_same_ground(code):
    desa = read_boundaries(LAYOUT, "desa", within=code)
    kecamatan = read_boundaries(LAYOUT, "kecamatan", within=code).set_index("code").geometry
    kabupaten = read_boundaries(LAYOUT, "kabupaten", within=code).geometry.iloc[0]
    dissolved = desa.geometry.groupby(desa["code"].str[:6]).apply(lambda cells: cells.union_all())

    assert dissolved.index.tolist() == kecamatan.index.tolist()
    assert shapely.area(shapely.symmetric_difference(dissolved.to_numpy(), kecamatan.to_numpy())).max() < 1e-10
    assert shapely.symmetric_difference(kecamatan.union_all(), kabupaten).area < 1e-10


def test_one_kabupaten_is_read_by_its_code(register):
    frame = read_boundaries(LAYOUT, "desa", within="1801")
    children = register[(register["level"] == "desa") & register.index.str.startswith("1801")]

    assert frame["code"].tolist() == sorted(children.index)


def test_the_whole_country_is_read_by_its_code():
    assert len(read_boundaries(LAYOUT, "provinsi", within="00")) == 38


def test_an_unknown_level_is_refused_with_the_valid_ones():
    with pytest.raises(UnknownChoiceError, match="kecamatan"):
        read_boundaries(LAYOUT, "kampung")


def test_desa_without_polygon_are_exactly_those_listed(frames, register):
    listed = pd.read_csv(FOLDER / "tanpa_batas.csv", dtype=str)
    desa = register[register["level"] == "desa"]

    assert listed["code"].tolist() == sorted(set(desa.index) - set(frames["desa"]["code"]))
    assert listed["code"].tolist() == sorted(desa.index[desa["lat"].isna()])
    assert set(listed["reason"]) == {"tanpa koordinat di daftar wilayah"}
    assert not listed["code"].str[:4].isin(FOCUS).any()


def test_kabupaten_areas_are_within_30_percent_of_the_register(frames, register):
    frame = frames["kabupaten"].set_index("code")
    ours = frame.to_crs(EQUAL_AREA).area / 1e6
    ratio = ours / register["area_km2"].reindex(ours.index)

    off = set(ratio.index[(ratio - 1).abs() > 0.3])

    assert off == AREA_IS_ROUGH | REGISTER_IS_WRONG
    assert set(ratio.index[ratio.isna()]) == AREA_NOT_IN_REGISTER


@pytest.mark.parametrize(
    ("level", "detail"),
    [
        ("provinsi", boundaries.PROVINCES_NATIONAL),
        ("kabupaten", boundaries.KABUPATEN_NATIONAL),
        ("kabupaten", boundaries.KABUPATEN_IN_PROVINCE),
    ],
)
def test_a_simplified_map_keeps_every_unit_and_every_shared_edge(frames, level, detail):
    geometry = boundaries.simplify_for_scope(frames[level], **detail).geometry.to_numpy()

    assert len(geometry) == COUNTS[level]
    assert not shapely.is_empty(geometry).any()
    assert shapely.coverage_is_valid(geometry)


@pytest.mark.parametrize("name", [*(f"{level}.parquet" for level in LEVELS), "tanpa_batas.csv"])
def test_each_file_has_a_card_that_matches_it(name):
    card = sidecar.read(FOLDER / name)

    assert "LGPL-3.0-or-later" in card.licence or name.endswith(".csv")
    assert "bukan batas resmi" in card.title or name.endswith(".csv")


def test_the_licence_of_the_coastline_travels_with_the_files():
    assert "GSHHG" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (FOLDER / "COPYING.LESSER").read_text(encoding="utf-8")


def test_the_folder_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 15_000_000


@pytest.fixture(scope="module")
def overlap(frames):
    """Area in common with the official kabupaten, as part of the area of both together, by code."""
    path = reference_boundaries() / "official_kabupaten.parquet"
    official = gpd.read_parquet(path).set_index("kode").geometry
    ours = frames["kabupaten"].set_index("code").geometry
    assert set(official.index) == set(ours.index)
    common = shapely.area(shapely.intersection(ours.to_numpy(), official.loc[ours.index].to_numpy()))
    both = degrees_squared(ours) + degrees_squared(official.loc[ours.index]) - common
    return common / both


def test_overlap_with_the_official_kabupaten_is_as_documented(overlap):
    assert overlap.median() >= 0.88
    assert overlap.quantile(0.1) >= 0.79


@pytest.mark.parametrize("code", FOCUS)
def test_focus_kabupaten_overlap_at_least_80_percent(overlap, code):
    assert overlap[code] >= 0.80
