"""Every reference boundary file, installed as an office would: exact counts, and shapes that stay the same shapes.

The files are test data only and lie outside the repository; see `tests/reference.py`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import shapely

from stunting.boundary_files import InstallReport, install, reading, store
from stunting.geography import Register
from stunting.paths import ROOT, Layout
from tests.reference import reference_boundaries

SQL = "asli_wilayah_boundaries_sql/wilayah_boundaries_"
HDX = "asli_hdx_bps2020_geojson/id"

# level, scheme; features read, matched by code, by name; installed, to review, unmatched, left out, missing; derived
EXPECTED = {
    f"{SQL}kab_18.sql": ("kabupaten", "kemendagri", 15, 15, 0, 15, 0, 0, 0, 0, {}),
    f"{SQL}kab_35.sql": ("kabupaten", "kemendagri", 38, 38, 0, 38, 0, 0, 0, 0, {}),
    f"{SQL}kab_62.sql": ("kabupaten", "kemendagri", 14, 14, 0, 14, 0, 0, 0, 0, {}),
    f"{SQL}kec_18.sql": ("kecamatan", "kemendagri", 229, 229, 0, 229, 0, 0, 0, 0, {"kabupaten": 15}),
    f"{SQL}kec_35.sql": ("kecamatan", "kemendagri", 666, 666, 0, 666, 0, 0, 0, 0, {"kabupaten": 38}),
    f"{SQL}kec_62.sql": ("kecamatan", "kemendagri", 136, 136, 0, 136, 0, 0, 0, 0, {"kabupaten": 14}),
    f"{SQL}kel_18.01.sql": ("desa", "kemendagri", 260, 260, 0, 260, 0, 0, 0, 0, {"kecamatan": 17}),
    f"{SQL}kel_18.11.sql": ("desa", "kemendagri", 105, 105, 0, 105, 0, 0, 0, 0, {"kecamatan": 7}),
    f"{SQL}kel_35.14.sql": ("desa", "kemendagri", 365, 364, 0, 364, 1, 0, 0, 1, {}),
    f"{SQL}kel_35.20.sql": ("desa", "kemendagri", 235, 235, 0, 235, 0, 0, 0, 0, {"kecamatan": 18}),
    f"{SQL}kel_62.09.sql": ("desa", "kemendagri", 88, 88, 0, 88, 0, 0, 0, 0, {"kecamatan": 8}),
    f"{HDX}1803_lampung_selatan.geojson": ("desa", "bps", 262, 0, 252, 252, 7, 1, 2, 8, {}),
    f"{HDX}1811_mesuji.geojson": ("desa", "bps", 106, 0, 102, 101, 3, 0, 2, 4, {}),
    f"{HDX}3514_pasuruan.geojson": ("desa", "bps", 365, 0, 361, 361, 4, 0, 0, 4, {}),
    f"{HDX}3520_magetan.geojson": ("desa", "bps", 236, 0, 235, 235, 0, 0, 1, 0, {"kecamatan": 18}),
    f"{HDX}6207_lamandau.geojson": ("desa", "bps", 88, 0, 81, 81, 7, 0, 0, 7, {}),
    "asli_big_geojson/38_Provinsi_Indonesia-Kabupaten.json": (
        *("kabupaten", "kemendagri", 518, 487, 26),
        *(506, 3, 2, 7, 8, {}),
    ),
    "asli_kemendagri2018_shp/Batas_Provinsi_SHP.zip": ("provinsi", "kemendagri", 34, 34, 0, 32, 0, 0, 2, 6, {}),
    "konversi_shp/3520_Magetan_desa_gaya_BIG.zip": (
        *("desa", "kemendagri", 235, 235, 0),
        *(235, 0, 0, 0, 0, {"kecamatan": 18}),
    ),
    "official_kabupaten.parquet": ("kabupaten", "kemendagri", 514, 514, 0, 514, 0, 0, 0, 0, {"provinsi": 38}),
}


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture(scope="module")
def installed(register, tmp_path_factory):
    """Install a reference file into a data folder of its own, once; answers (report, layout)."""

    @cache
    def once(name: str) -> tuple[InstallReport, Layout]:
        layout = replace(Layout.default(), additions=tmp_path_factory.mktemp("tambahan"))
        return install(reference_boundaries() / name, layout=layout, register=register), layout

    return once


def test_every_reference_file_has_an_expectation():
    suffixes = {".sql", ".geojson", ".json", ".zip", ".parquet"}
    found = {
        path.relative_to(reference_boundaries()).as_posix()
        for path in reference_boundaries().rglob("*")
        if path.suffix in suffixes
    }

    assert found == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_reference_file_gives_exactly_these_counts(installed, name):
    report, _ = installed(name)

    assert (
        report.level,
        report.scheme,
        report.units_read,
        report.matched_by_code,
        report.matched_by_name,
        report.installed_n,
        len(report.review),
        len(report.unmatched),
        len(report.left_out),
        len(report.missing),
        report.derived_n,
    ) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_installed_layer_is_a_valid_coverage(installed, name):
    report, layout = installed(name)

    for level in (report.level, *report.derived_n):
        shapes = store.read(layout, level).geometry.to_numpy()
        assert shapely.is_valid(shapes).all()
        assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("name", [f"{SQL}kel_18.01.sql", f"{SQL}kel_35.14.sql", "official_kabupaten.parquet"])
def test_repair_keeps_the_published_shapes(installed, name):
    _, layout = installed(name)
    (source,) = reading.read(reference_boundaries() / name)
    published = dict(zip(source.features["kode"].str.replace(".", ""), source.features.geometry, strict=True))
    layer = store.read(layout, installed(name)[0].level)

    ours = layer.geometry.to_numpy()
    theirs = shapely.make_valid(np.array([published[code] for code in layer["code"]], dtype=object))
    overlap = shapely.area(shapely.intersection(ours, theirs)) / shapely.area(shapely.union(ours, theirs))

    assert np.median(overlap) > 0.98
    assert overlap.min() > 0.8


def test_bps_1803_is_kemendagri_1801(installed):
    report, layout = installed(f"{HDX}1803_lampung_selatan.geojson")

    assert {code[:4] for code in store.read(layout, "desa")["code"]} == {"1801"}
    assert {item.name.split(" / ")[2] for item in report.left_out} == {"Hutan", "Pulau"}


def test_bps_6207_is_kemendagri_6209(installed):
    _, layout = installed(f"{HDX}6207_lamandau.geojson")

    assert {code[:4] for code in store.read(layout, "desa")["code"]} == {"6209"}


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith(HDX)])
def test_bps_and_kemendagri_files_put_a_desa_in_the_same_place(installed, name):
    kemendagri = {"1803": "18.01", "1811": "18.11", "3514": "35.14", "3520": "35.20", "6207": "62.09"}
    bps = store.read(installed(name)[1], "desa").set_index("code").geometry
    other = f"{SQL}kel_{kemendagri[name.removeprefix(HDX)[:4]]}.sql"
    official = store.read(installed(other)[1], "desa").set_index("code").geometry

    both = bps.index.intersection(official.index)
    touching = shapely.intersects(bps[both].to_numpy(), official[both].to_numpy())

    assert touching.mean() > 0.95


def test_papua_of_2018_is_not_papua_of_today(installed):
    report, _ = installed("asli_kemendagri2018_shp/Batas_Provinsi_SHP.zip")

    assert [item.name for item in report.left_out] == ["91 Provinsi Papua", "92 Provinsi Papua Barat"]
    assert all("sebelum pemekaran" in item.reason for item in report.left_out)


def test_big_cities_without_a_shape_are_listed(installed):
    report, _ = installed("asli_big_geojson/38_Provinsi_Indonesia-Kabupaten.json")

    assert {unit.code for unit in report.missing} == {"1273", "1276", "1277", "1374", "1375", "3101", "3371", "3576"}
    assert [item.candidates[0].code for item in report.review] == ["1277", "5207", "7504"]


def test_big_file_with_old_papua_codes_lands_on_todays(installed):
    _, layout = installed("asli_big_geojson/38_Provinsi_Indonesia-Kabupaten.json")

    assert {"9301", "9401", "9501", "9601"} <= set(store.read(layout, "kabupaten")["code"])


def test_spelling_accepted_as_alias_completes_pasuruan(installed, register, tmp_path):
    name = f"{SQL}kel_35.14.sql"
    (item,) = installed(name)[0].review
    layout = replace(Layout.default(), additions=tmp_path)

    report = install(
        reference_boundaries() / name, layout=layout, register=register, aliases={item.key: item.candidates[0].code}
    )

    assert (report.installed_n, report.missing, report.derived_n) == (365, (), {"kecamatan": 24})


def test_official_file_after_hdx_replaces_every_desa(register, installed, tmp_path):
    layout = replace(Layout.default(), additions=tmp_path)
    install(reference_boundaries() / f"{HDX}6207_lamandau.geojson", layout=layout, register=register)

    report = install(reference_boundaries() / f"{SQL}kel_62.09.sql", layout=layout, register=register)

    assert report.replaced_n == 81
    assert set(store.read(layout, "desa")["boundary_source"]) == {"resmi: wilayah_boundaries_kel_62.09.sql"}
    assert set(store.read(layout, "kecamatan")["boundary_source"]) == {
        "turunan dari batas desa resmi: wilayah_boundaries_kel_62.09.sql"
    }
