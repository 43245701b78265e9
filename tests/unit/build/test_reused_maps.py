import pytest

from stunting import releases
from stunting.build.release import build_release
from stunting.build.reused_maps import TABLES, earlier_maps, geometry_key
from stunting.db import connect
from stunting.paths import ROOT
from tests.small import layout_in


def key_of(layout) -> str:
    live = releases.current(layout)
    with connect(layout.releases / f"{live}.duckdb") as opened:
        return geometry_key(opened.execute("select file, sha256 from source").fetchall())


def test_the_maps_of_the_live_release_are_found_by_what_they_are_made_of(built_layout):
    tables = earlier_maps(built_layout, key_of(built_layout))

    assert set(tables) == set(TABLES)
    assert tables["geometry"].num_rows > 1_000


def test_maps_made_of_something_else_are_drawn_again(built_layout):
    assert earlier_maps(built_layout, "another key") is None


def test_a_damaged_release_is_not_copied_from(tmp_path):
    layout = layout_in(tmp_path, raw=ROOT / "data" / "raw")
    build_release(layout, geometry=False)
    key = key_of(layout)
    (layout.releases / f"{releases.current(layout)}.duckdb").write_bytes(b"")

    assert earlier_maps(layout, key) is None


@pytest.mark.parametrize("changed", [("batas/desa.parquet", "x"), ("tambahan/batas/resmi.zip", "x")])
def test_the_key_follows_the_boundaries_and_nothing_else(changed):
    before = [("batas/desa.parquet", "a"), ("survei/prevalensi.csv", "a")]

    assert geometry_key([*before, changed]) != geometry_key(before)
    assert geometry_key([*before, ("survei/target.csv", "x")]) == geometry_key(before)
