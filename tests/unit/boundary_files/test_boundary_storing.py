"""What an install stores, replaces, derives, refuses and reports."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

from stunting.boundary_files import install, installed, log, overlay, reset, store
from stunting.errors import ImportRefusedError, UnknownAreaError, UnknownChoiceError


@pytest.fixture
def official(cells, tmp_path):
    """All 235 desa of Kab. Magetan, as a file."""
    path = tmp_path / "magetan.gpkg"
    cells.to_file(path)
    return path


def codes(layout, level):
    return store.read(layout, level)["code"].tolist()


def approximate(codes_wanted, **extra):
    boxes = [shapely.box(111, -8, 111.1, -7.9)] * len(codes_wanted)
    return gpd.GeoDataFrame({"code": codes_wanted, "boundary_source": "perkiraan", **extra}, geometry=boxes, crs=4326)


def files(layout):
    return {path.name: path.read_bytes() for path in store.folder(layout).iterdir()}


def test_units_are_stored_with_source_shape_and_label_point(official, layout, register):
    install(official, layout=layout, register=register, source="BIG 2025")

    frame = store.read(layout, "desa")
    assert frame.columns.tolist() == store.COLUMNS
    assert set(frame["boundary_source"]) == {"resmi: magetan.gpkg (BIG 2025)"}
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    labels = shapely.points(frame["label_lon"].to_numpy(), frame["label_lat"].to_numpy())
    assert shapely.contains(frame.geometry.to_numpy(), labels).all()


def test_same_file_again_changes_no_byte(official, layout, register):
    install(official, layout=layout, register=register)
    before = files(layout)

    again = install(official, layout=layout, register=register)

    assert not again.is_changed
    assert files(layout) == before
    assert "sudah terpasang" in again.sentences()[0]


def test_dry_run_reports_and_stores_nothing(official, layout, register):
    report = install(official, layout=layout, register=register, dry_run=True)

    assert (report.installed_n, report.is_changed) == (235, False)
    assert not store.folder(layout).exists()


def test_later_file_replaces_only_its_units(official, cells, layout, register, tmp_path):
    install(official, layout=layout, register=register)
    cells.head(10).to_file(tmp_path / "baru.gpkg")

    report = install(tmp_path / "baru.gpkg", layout=layout, register=register)

    sources = store.read(layout, "desa")["boundary_source"].value_counts().to_dict()
    assert report.replaced_n == 10
    assert sources == {"resmi: magetan.gpkg": 225, "resmi: baru.gpkg": 10}
    assert [entry.file for entry in log(layout)] == ["magetan.gpkg", "baru.gpkg"]


def test_log_names_file_checksum_level_and_counts(official, layout, register):
    report = install(official, layout=layout, register=register)

    (entry,) = log(layout)
    assert (entry.file, entry.sha256, entry.level, entry.scheme) == (
        "magetan.gpkg",
        report.sha256,
        "desa",
        "kemendagri",
    )
    assert (entry.installed_n, entry.matched_by_code_n, entry.derived_n) == (235, 235, {"kecamatan": 18})


def test_complete_desa_make_their_kecamatan(official, layout, register):
    install(official, layout=layout, register=register)

    kecamatan = store.read(layout, "kecamatan")
    assert len(kecamatan) == 18
    assert set(kecamatan["boundary_source"]) == {"turunan dari batas desa resmi: magetan.gpkg"}
    area = store.read(layout, "desa").geometry.union_all().area
    assert shapely.area(kecamatan.geometry.to_numpy()).sum() == pytest.approx(area, rel=1e-4)


def test_derivation_goes_one_level_up_only(official, layout, register):
    install(official, layout=layout, register=register)

    assert codes(layout, "kabupaten") == []


def test_one_missing_desa_leaves_all_kecamatan_of_the_kabupaten_approximate(cells, layout, register, tmp_path):
    cells.iloc[1:].to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert codes(layout, "kecamatan") == []
    assert [unit.code for unit in report.missing] == ["3520011005"]


def test_installed_kecamatan_is_not_mixed_with_derived_ones(official, cells, layout, register, tmp_path):
    two = cells[cells["kec"].isin(["Kawedanan", "Maospati"])].dissolve("kec", as_index=False)
    two.drop(columns=["kode", "nama"]).to_file(tmp_path / "kec.gpkg")
    install(official, layout=layout, register=register)

    report = install(tmp_path / "kec.gpkg", layout=layout, register=register)

    assert (report.level, report.scheme, report.installed_n) == ("kecamatan", "nama", 2)
    assert set(store.read(layout, "kecamatan")["boundary_source"]) == {"resmi: kec.gpkg"}


def test_overlay_puts_the_official_unit_in_place_of_ours(official, layout, register):
    install(official, layout=layout, register=register)
    ours = approximate(["3520011005", "1801012001"], label_lon=111.05, label_lat=-7.95)

    drawn = overlay(ours, layout, "desa")

    assert drawn.columns.tolist() == ours.columns.tolist()
    assert drawn.set_index("code").loc["1801012001", "boundary_source"] == "perkiraan"
    assert drawn.set_index("code").loc["3520011005", "boundary_source"] == "resmi: magetan.gpkg"
    assert len(drawn) == 236


def test_overlay_without_official_units_is_the_approximate_layer(layout):
    ours = approximate(["3520011005"])

    assert overlay(ours, layout, "desa") is ours


def test_overlay_keeps_other_columns_of_ours(official, layout, register):
    install(official, layout=layout, register=register)

    drawn = overlay(approximate(["3520011005"], parent_code=["352001"]), layout, "desa")

    assert drawn.set_index("code").loc["3520011005", "parent_code"] == "352001"


def test_reset_removes_a_level_with_what_was_derived_from_it(official, layout, register):
    install(official, layout=layout, register=register)

    removed = reset(layout, "desa")

    assert removed == {"desa": 235, "kecamatan": 18}
    assert list(store.folder(layout).iterdir()) == []


def test_reset_of_everything_also_clears_damaged_files(official, layout, register):
    install(official, layout=layout, register=register)
    store.parquet(layout, "desa").write_bytes(b"rusak")
    store.log_path(layout).write_text("rusak")

    with pytest.raises(ImportRefusedError, match="boundaries reset"):
        store.read(layout, "desa")
    reset(layout)

    assert list(store.folder(layout).iterdir()) == []


def test_list_counts_units_per_level_and_source(official, layout, register):
    install(official, layout=layout, register=register)

    rows = installed(layout)

    assert rows[["level", "units_n", "is_derived"]].to_numpy().tolist() == [
        ["kecamatan", 18, True],
        ["desa", 235, False],
    ]


def test_list_of_nothing_is_empty(layout):
    assert installed(layout).empty
    assert reset(layout) == {}


def test_failed_move_leaves_everything_as_it_was(official, cells, layout, register, tmp_path):
    install(official, layout=layout, register=register)
    store.log_path(layout).unlink()
    store.log_path(layout).mkdir()
    (store.log_path(layout) / "isi").touch()
    layer = store.parquet(layout, "desa").read_bytes()
    frame = store.read(layout, "desa").head(3)
    with pytest.raises(ImportRefusedError, match="keadaan semula dipulihkan"):
        store._replace_together(layout, {store.parquet(layout, "desa"): frame}, [])

    assert store.parquet(layout, "desa").read_bytes() == layer
    assert not [path for path in store.folder(layout).iterdir() if path.name.startswith(".")]


def test_features_of_one_unit_are_united(cells, layout, register, tmp_path):
    west, south, east, north = cells.geometry.iloc[0].bounds
    middle = (west + east) / 2
    first = cells.iloc[[0, 0]].reset_index(drop=True)
    halves = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    whole = cells.geometry.iloc[0]
    first = first.set_geometry([whole.intersection(half) for half in halves], crs=4326)
    first.to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert (report.units_read, report.installed_n) == (2, 1)
    assert shapely.area(store.read(layout, "desa").geometry.to_numpy()).sum() == pytest.approx(whole.area, rel=0.02)


def test_bow_tie_is_repaired(cells, layout, register, tmp_path):
    point = cells.geometry.iloc[0].representative_point()
    x, y, d = point.x, point.y, 0.01
    tie = shapely.Polygon([(x - d, y - d), (x + d, y + d), (x + d, y - d), (x - d, y + d)])
    cells.iloc[[0]].set_geometry([tie], crs=4326).to_file(tmp_path / "a.gpkg")

    install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert store.read(layout, "desa").geometry.is_valid.all()


def test_overlapping_neighbours_become_a_coverage(cells, layout, register, tmp_path):
    fat = cells.set_geometry(shapely.buffer(cells.geometry.to_numpy(), 0.0003), crs=4326)
    fat.to_file(tmp_path / "a.gpkg")

    install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert shapely.coverage_is_valid(store.read(layout, "desa").geometry.to_numpy())


def test_unit_far_from_its_registered_place_is_left_out(cells, layout, register, tmp_path):
    moved = cells.copy()
    moved.loc[0, "geometry"] = shapely.affinity.translate(cells.geometry.iloc[0], 1, 0)
    moved.to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert report.installed_n == 234
    assert "jauh dari letak terdaftar" in report.left_out[0].reason


def test_codes_without_names_have_to_lie_right(cells, layout, register, tmp_path):
    bare = cells[["kode", "geometry"]].copy()
    bare.loc[[0, 100], "kode"] = bare.loc[[100, 0], "kode"].to_numpy()
    bare.to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert report.installed_n == 233
    assert len(report.left_out) == 2
    assert "setiap kode diperiksa dengan letak desanya" in " ".join(report.notes)


def test_names_alone_are_matched_within_their_parents(cells, layout, register, tmp_path):
    cells.drop(columns="kode").to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert (report.scheme, report.matched_by_name, report.installed_n) == ("nama", 235, 235)


def test_unknown_name_is_proposed_by_its_position_and_taken_by_alias(cells, layout, register, tmp_path):
    renamed = cells.drop(columns="kode")
    renamed.loc[0, "nama"] = "Xyzzy"
    renamed.to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)
    (item,) = report.review
    accepted = install(
        tmp_path / "a.gpkg", layout=layout, register=register, aliases={item.key: item.candidates[0].code}
    )

    assert item.candidates[0].code == "3520011005"
    assert (report.installed_n, accepted.installed_n, accepted.matched_by_alias) == (234, 235, 1)
    assert log(layout)[-1].aliases == {item.key: "3520011005"}


def test_alias_to_an_unknown_code_is_refused(official, layout, register):
    with pytest.raises(UnknownAreaError):
        install(official, layout=layout, register=register, aliases={"x": "9999"})


def test_unused_alias_is_said(official, layout, register):
    report = install(official, layout=layout, register=register, aliases={"Tidak Ada": "3520011005"}, dry_run=True)

    assert any("tidak ada" in note for note in report.notes)


def test_part_of_a_kabupaten_never_becomes_the_kabupaten(cells, layout, register, tmp_path):
    cells.head(100)[["kab", "prov", "geometry"]].to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert (report.level, report.installed_n) == ("kabupaten", 0)
    assert "tidak utuh" in report.left_out[0].reason
    assert report.sentences()[0] == "Tidak ada batas yang dipasang."
    assert not store.folder(layout).exists()


def test_polygons_united_into_a_higher_level_are_said(cells, layout, register, tmp_path):
    cells[["kab", "prov", "geometry"]].to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert (report.level, report.installed_n) == ("kabupaten", 1)
    assert report.notes[-1].startswith("235 poligon digabung menjadi 1 kabupaten/kota")


def test_desa_file_is_not_installed_as_kecamatan(official, layout, register):
    with pytest.raises(ImportRefusedError, match="adalah batas desa, bukan kecamatan"):
        install(official, layout=layout, register=register, level="kecamatan")


def test_level_the_file_does_not_name_is_refused(cells, layout, register, tmp_path):
    kab = cells.dissolve("kab", as_index=False)[["kab", "geometry"]]
    kab.to_file(tmp_path / "a.gpkg")

    with pytest.raises(ImportRefusedError, match="tingkat desa; yang ada: kabupaten"):
        install(tmp_path / "a.gpkg", layout=layout, register=register, level="desa")


def test_same_feature_twice_is_one_unit(cells, layout, register, tmp_path):
    cells.iloc[[0, 0, 1]].to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert (report.units_read, report.installed_n, report.left_out) == (3, 2, ())


def test_dotted_kabupaten_code_needs_no_name(cells, layout, register, tmp_path):
    kab = cells.dissolve("kab", as_index=False)[["geometry"]].assign(kode="35.20")
    kab.to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert (report.level, report.matched_by_code, report.installed_n) == ("kabupaten", 1, 1)


def test_bare_digits_of_another_kabupaten_are_refused_by_their_place(cells, layout, register, tmp_path):
    # 3503 would be Kab. Trenggalek.
    kab = cells.dissolve("kab", as_index=False)[["geometry"]].assign(kode="3503")
    kab.to_file(tmp_path / "a.gpkg")

    report = install(tmp_path / "a.gpkg", layout=layout, register=register)

    assert report.installed_n == 0
    assert len(report.left_out) == 1


def test_level_that_does_not_exist_is_refused(official, layout, register):
    with pytest.raises(UnknownChoiceError, match="Maksud Anda 'kecamatan'"):
        install(official, layout=layout, register=register, level="kecamtan")


def test_file_without_names_and_codes_lists_its_columns(cells, layout, register, tmp_path):
    cells[["geometry"]].assign(warna="merah").to_file(tmp_path / "a.gpkg")

    with pytest.raises(ImportRefusedError, match="Kolom yang ada: warna"):
        install(tmp_path / "a.gpkg", layout=layout, register=register)


def test_file_of_strangers_is_refused_with_examples(cells, layout, register, tmp_path):
    cells[["geometry"]].assign(provinsi="Atlantis", kabupaten="Utopia").to_file(tmp_path / "a.gpkg")

    with pytest.raises(ImportRefusedError, match="Atlantis / Utopia"):
        install(tmp_path / "a.gpkg", layout=layout, register=register)


def test_report_is_plain_json(official, layout, register):
    report = install(official, layout=layout, register=register)

    again = json.loads(json.dumps(report.as_dict()))
    assert again["installed_n"] == 235
    assert again["derived_n"] == {"kecamatan": 18}


def test_report_reads_as_sentences(official, layout, register):
    lines = install(official, layout=layout, register=register).sentences()

    assert lines[0] == "235 batas desa/kelurahan resmi dipasang."
    assert "18 kecamatan kini digambar sebagai gabungan batas desa/kelurahan resmi." in lines
