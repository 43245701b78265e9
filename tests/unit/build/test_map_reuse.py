import pandas as pd
import pytest

from stunting import releases
from stunting.build import map_reuse
from stunting.build.release import build_release
from tests.small import TINY

SOURCES = [
    ("wilayah/wilayah.parquet", "a"),
    ("survei/prevalensi.csv", "b"),
    ("batas/desa.parquet", "c"),
    ("tambahan/batas/resmi.geojson", "d"),
]


def key(sources):
    return map_reuse.key(pd.DataFrame(sources, columns=["file", "sha256"]))


@pytest.mark.parametrize("changed", [0, 2, 3])
def test_another_register_or_boundary_needs_other_maps(changed):
    sources = [(file, "lain" if number == changed else sha) for number, (file, sha) in enumerate(SOURCES)]

    assert key(sources) != key(SOURCES)


def test_other_survey_figures_and_another_order_need_none():
    sources = [(file, "lain" if file.startswith("survei") else sha) for file, sha in reversed(SOURCES)]

    assert key(sources) == key(SOURCES)


def test_a_boundary_taken_away_needs_other_maps():
    assert key(SOURCES[:3]) != key(SOURCES)


def test_without_a_live_release_there_are_no_maps_to_take(tiny_layout):
    assert map_reuse.live_maps(tiny_layout, "x") is None


def test_a_release_without_maps_gives_none(tiny_layout):
    build_release(tiny_layout, expected=TINY)

    assert map_reuse.live_maps(tiny_layout, "x") is None


def test_a_damaged_live_release_gives_none(tiny_layout):
    built = build_release(tiny_layout, expected=TINY)
    (tiny_layout.releases / f"{built.id}.duckdb").write_bytes(b"rusak")

    assert map_reuse.live_maps(tiny_layout, "x") is None


def test_a_second_build_takes_the_maps_of_the_first_and_is_the_same(built_layout):
    wanted = releases.open_release(built_layout).database
    with wanted:
        (made_from,) = wanted._file._connection.execute("select value from meta where key = 'maps_key'").fetchall()[0]
    drawn = []

    again = build_release(built_layout, progress=lambda label, done, total: drawn.append(label))

    assert again.status == "tidak ada perubahan"
    assert "Menggambar peta" not in drawn
    assert map_reuse.live_maps(built_layout, made_from)["geometry"].num_rows == again.manifest.tables["geometry"]
    assert map_reuse.live_maps(built_layout, "lain") is None
