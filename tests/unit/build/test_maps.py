import gzip
import json

import geopandas as gpd
import pytest
import shapely

from stunting import releases
from stunting.build.release import build_release
from stunting.shared_release import connect
from tests.small import TINY, TINY_AREAS, write_card

APPROXIMATE = "perkiraan: uji"


def squares(level):
    """One square per area; those of a parent lie beside each other."""
    codes = [code for code, its_level, *_ in TINY_AREAS if its_level == level]
    shapes = [shapely.box(100 + at, -5, 101 + at, -4) for at in range(len(codes))]
    return gpd.GeoDataFrame({"code": codes, "boundary_source": APPROXIMATE}, geometry=shapes, crs=4326)


@pytest.fixture
def drawn_layout(tiny_layout):
    """The small raw folder with boundaries; the only desa has none."""
    folder = tiny_layout.raw / "batas"
    folder.mkdir()
    for level in ("provinsi", "kabupaten", "kecamatan"):
        squares(level).to_parquet(folder / f"{level}.parquet")
    squares("desa").iloc[:0].to_parquet(folder / "desa.parquet")
    (folder / "tanpa_batas.csv").write_text("code,reason\n3514061001,tanpa koordinat\n")
    for path in [*folder.glob("*.parquet"), *folder.glob("*.csv")]:
        write_card(path)
    return tiny_layout


@pytest.fixture
def tables(drawn_layout):
    built = build_release(drawn_layout, expected=TINY)
    with connect(drawn_layout.releases / f"{built.id}.duckdb") as opened:
        yield opened


def test_every_kabupaten_is_in_the_national_map(tables):
    sql = "select unit_n, drawn_n from geometry where scope_code = '00' and level = 'kabupaten'"

    assert tables.execute(sql).fetchall() == [(5, 5)]


def test_the_stored_map_is_gzipped_json_under_its_own_checksum(tables):
    payload, is_named_by_content = tables.execute(
        "select payload_gzip, sha256(payload_gzip) = sha256 from geometry where scope_code = '18'"
    ).fetchone()

    assert is_named_by_content
    assert json.loads(gzip.decompress(payload))["codes"] == ["1801", "1811"]


def test_an_area_without_boundary_is_listed_with_its_reason(tables):
    assert tables.execute("select * from boundary_missing").fetchall() == [("3514061001", "desa", "tanpa koordinat")]


def test_approximate_boundaries_are_not_official(tables):
    assert tables.execute("select count(*) from boundary where is_official").fetchone() == (0,)
    assert tables.execute("select value from meta where key = 'has_official_boundaries'").fetchone() == ("false",)


def test_boundary_files_are_among_the_sources(tables):
    files = {row[0] for row in tables.execute("select file from source").fetchall()}

    assert {"batas/kabupaten.parquet", "batas/tanpa_batas.csv"} <= files


def test_the_same_boundaries_give_the_same_content(drawn_layout):
    first = build_release(drawn_layout, expected=TINY)

    assert build_release(drawn_layout, expected=TINY).id == first.id


def test_a_release_without_maps_can_be_asked_for(drawn_layout):
    built = build_release(drawn_layout, expected=TINY, geometry=False)

    assert built.manifest.tables["geometry"] == 0


def test_a_raw_folder_without_boundaries_gives_a_release_without_maps(tiny_layout):
    built = build_release(tiny_layout, expected=TINY)

    assert built.manifest.tables["geometry"] == 0
    assert releases.open_release(tiny_layout).id == built.id
