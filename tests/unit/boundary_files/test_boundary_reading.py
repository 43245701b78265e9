"""Files of every format arrive as the same features; hostile files are refused with a sentence."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from stunting.boundary_files import install, reading
from stunting.boundary_files.store import folder
from stunting.errors import ImportRefusedError


def only(path: Path) -> reading.Source:
    (source,) = reading.read(path)
    return source


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.geojson", "a.shp"])
def test_formats_of_qgis_give_the_same_units(cells, layout, register, tmp_path, name):
    cells.to_file(tmp_path / name)

    report = install(tmp_path / name, layout=layout, register=register)

    assert (report.level, report.scheme, report.installed_n) == ("desa", "kemendagri", 235)


def test_geoparquet_is_read_without_gdal(cells, tmp_path):
    cells.to_parquet(tmp_path / "a.parquet")

    assert len(only(tmp_path / "a.parquet").features) == 235


def test_topojson_is_read_as_degrees(layout, register, tmp_path):
    ring = [[105.2, -6.0], [105.9, -6.0], [105.9, -5.2], [105.2, -5.2], [105.2, -6.0]]
    topology = {
        "type": "Topology",
        "arcs": [ring],
        "objects": {
            "kab": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[0]],
                        "properties": {"KDPKAB": "18.01", "WADMKK": "Lampung Selatan", "WADMPR": "Lampung"},
                    }
                ],
            }
        },
    }
    (tmp_path / "a.topojson").write_text(json.dumps(topology))

    report = install(tmp_path / "a.topojson", layout=layout, register=register)

    assert (report.level, report.scheme, report.installed_n) == ("kabupaten", "kemendagri", 1)


def test_projected_coordinates_are_converted_and_said(cells, tmp_path):
    cells.to_crs(3857).to_file(tmp_path / "a.gpkg", driver="GPKG")

    source = only(tmp_path / "a.gpkg")

    assert np.allclose(source.features.total_bounds, cells.total_bounds, atol=1e-6)
    assert "Pseudo-Mercator" in source.notes[0]


def test_degrees_without_crs_are_taken_as_wgs84_and_said(cells, tmp_path):
    cells.to_file(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()

    assert "dibaca sebagai WGS 84" in only(tmp_path / "a.shp").notes[0]


def test_metres_without_crs_are_refused(cells, tmp_path):
    cells.to_crs(32749).to_file(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()

    with pytest.raises(ImportRefusedError, match="tidak menyebut sistem koordinat"):
        reading.read(tmp_path / "a.shp")


def test_mercator_metres_in_geojson_are_refused(cells, tmp_path):
    metres = cells.to_crs(3857).set_crs(4326, allow_override=True)
    (tmp_path / "a.geojson").write_text(metres.to_json())

    with pytest.raises(ImportRefusedError, match="bukan derajat"):
        reading.read(tmp_path / "a.geojson")


def test_swapped_latitude_and_longitude_are_named(cells, tmp_path):
    swapped = cells.set_geometry(shapely.transform(cells.geometry.to_numpy(), lambda xy: xy[:, ::-1]), crs=4326)
    (tmp_path / "a.geojson").write_text(swapped.to_json())

    with pytest.raises(ImportRefusedError, match="tertukar"):
        reading.read(tmp_path / "a.geojson")


def test_polygons_of_another_country_are_refused(cells, tmp_path):
    moved = cells.set_geometry(cells.geometry.translate(-100, 50))
    moved.to_file(tmp_path / "a.gpkg", driver="GPKG")

    with pytest.raises(ImportRefusedError, match="di luar Indonesia"):
        reading.read(tmp_path / "a.gpkg")


def test_heights_are_dropped(cells, tmp_path):
    cells.set_geometry(shapely.force_3d(cells.geometry.to_numpy(), 9.0)).to_file(tmp_path / "a.gpkg", driver="GPKG")

    assert not only(tmp_path / "a.gpkg").features.has_z.any()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}', "tidak memuat satu pun poligon"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[{"type":"Fea', "tidak dapat dibaca"),
        ("a.geojson", b"", "tidak dapat dibaca"),
        ("a.json", b'<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>', "tidak dapat dibaca"),
        ("a.gpkg", b"SQLite format 3\x00 and then nothing", "tidak dapat dibaca"),
        ("a.parquet", b"PAR1 no", "bukan GeoParquet"),
        ("a.zip", b"PK\x03\x04 cut", "zip rusak"),
        ("a.sql", b"DROP TABLE x;", "bukan dump wilayah_boundaries"),
        ("a.sql", b"INSERT INTO w(kode,nama,path) VALUES ('18.01','A','[[[-5.5,105.2],", "terpotong"),
        ("a.sql", b"INSERT INTO w(kode,nama,path) VALUES ('18.01','A','[[[-5.5,105.2]');", "path rusak"),
        ("a.pdf", b"%PDF", "belum didukung"),
    ],
)
def test_unusable_file_is_refused_with_a_sentence(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(ImportRefusedError, match=sentence):
        reading.read(tmp_path / name)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(ImportRefusedError, match="tidak ditemukan"):
        reading.read(tmp_path / "tidak_ada.zip")


def test_points_are_no_boundaries(cells, tmp_path):
    points = cells.set_geometry(cells.geometry.representative_point())
    points.to_file(tmp_path / "a.gpkg", driver="GPKG")

    with pytest.raises(ImportRefusedError, match="tidak memuat satu pun poligon"):
        reading.read(tmp_path / "a.gpkg")


def test_truncated_zip_stores_nothing(cells, layout, register, tmp_path):
    whole = zipped_shapefile(cells, tmp_path)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])

    with pytest.raises(ImportRefusedError, match="zip rusak"):
        install(cut, layout=layout, register=register)
    assert not folder(layout).exists()


def test_damaged_member_of_a_zip_is_noticed(cells, tmp_path):
    whole = zipped_shapefile(cells, tmp_path)
    content = bytearray(whole.read_bytes())
    middle = len(content) // 3
    content[middle : middle + 40] = bytes(40)
    whole.write_bytes(content)

    with pytest.raises(ImportRefusedError, match="tidak dapat dibaca"):
        reading.read(whole)


@pytest.mark.parametrize("name", ["../../jahat.shp", "/etc/jahat.shp", "..\\jahat.shp", "C:/jahat.shp"])
def test_zip_with_a_name_outside_its_folder_is_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, b"x")

    with pytest.raises(ImportRefusedError, match="menunjuk ke luar folder"):
        reading.read(tmp_path / "a.zip")


def test_zip_in_folders_with_clutter_is_read(cells, tmp_path):
    whole = zipped_shapefile(cells, tmp_path, inside="Batas Desa/2025/")
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("__MACOSX/Batas Desa/._batas.shp", b"x")

    assert len(only(whole).features) == 235


def test_zip_without_boundaries_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("baca.txt", "halo")

    with pytest.raises(ImportRefusedError, match="tidak berisi berkas batas"):
        reading.read(tmp_path / "a.zip")


def test_shapefile_without_its_table_says_which_part_is_missing(cells, tmp_path):
    cells.to_file(tmp_path / "a.shp")
    (tmp_path / "a.dbf").unlink()

    with pytest.raises(ImportRefusedError, match=r"\.dbf tidak ada"):
        reading.read(tmp_path / "a.shp")


def test_several_layers_ask_for_a_choice(cells, layout, register, tmp_path):
    path = tmp_path / "a.gpkg"
    kab = cells.dissolve("kab", as_index=False)[["kab", "prov", "geometry"]]
    cells.to_file(path, layer="desa", driver="GPKG")
    kab.to_file(path, layer="kab", driver="GPKG")

    with pytest.raises(ImportRefusedError, match=r"'desa' \(tingkat desa\); 'kab' \(tingkat kabupaten\)"):
        install(path, layout=layout, register=register)
    report = install(path, layout=layout, register=register, layer="kab")

    assert (report.level, report.installed_n) == ("kabupaten", 1)


def test_one_absurd_coordinate_costs_only_its_unit(cells, layout, register, tmp_path):
    broken = cells.copy()
    huge = shapely.Polygon([(1e300, 1e300), (1e301, 1e300), (1e301, 1e301)])
    broken.loc[0, "geometry"] = huge
    broken.to_parquet(tmp_path / "a.parquet")

    report = install(tmp_path / "a.parquet", layout=layout, register=register)

    assert report.installed_n == 234
    assert report.left_out[0].reason == "tanpa poligon yang dapat dipakai"


def test_only_absurd_coordinates_are_refused(cells, tmp_path):
    huge = shapely.Polygon([(1e300, 1e300), (1e301, 1e300), (1e301, 1e301)])
    gpd.GeoDataFrame(cells.drop(columns="geometry"), geometry=[huge] * len(cells), crs=4326).to_parquet(
        tmp_path / "a.parquet"
    )

    with pytest.raises(ImportRefusedError, match="tidak memuat satu pun poligon"):
        reading.read(tmp_path / "a.parquet")


def test_sql_rings_are_read_as_latitude_then_longitude(tmp_path):
    (tmp_path / "a.sql").write_text(
        "INSERT INTO wilayah_boundaries(kode,nama,lat,lng,path) VALUES\n"
        "('18.01','Kabupaten O''Neill',-5.5,105.5,'[[[-6,105],[-6,106],[-5,106],[-6,105]]]'),\n"
        "('18.02','Dua',-5.5,105.5,'[[[[-6,105],[-6,106],[-5,106],[-6,105]]],[[[-4,105],[-4,106],[-3,106],[-4,105]]]]')"
        ",('18.03','Kosong',NULL,NULL,NULL);"
    )

    features = only(tmp_path / "a.sql").features

    assert features["nama"].tolist() == ["Kabupaten O'Neill", "Dua", "Kosong"]
    assert features.geometry.iloc[0].bounds == (105, -6, 106, -5)
    assert features.geometry.iloc[1].geom_type == "MultiPolygon"
    assert features.geometry.iloc[2] is None


def zipped_shapefile(frame: gpd.GeoDataFrame, folder: Path, *, inside: str = "") -> Path:
    parts = folder / "parts"
    parts.mkdir()
    frame.to_file(parts / "batas.shp")
    target = folder / "batas.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(parts.iterdir()):
            archive.write(part, f"{inside}{part.name}")
    return target
