"""Any boundary file an office may hold, as features in WGS 84.

Shapefile (plain or zipped), GeoJSON, TopoJSON, GeoPackage, FlatGeobuf, KML, GeoParquet, and the MySQL dumps of
`wilayah_boundaries`. Nothing is guessed silently: what was assumed stands in `Source.notes`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from stunting import sidecar
from stunting.boundary_files import sql_dump
from stunting.errors import ImportRefusedError

GDAL_SUFFIXES = (".shp", ".geojson", ".json", ".topojson", ".gpkg", ".fgb", ".kml")
PARQUET_SUFFIXES = (".parquet", ".geoparquet")
SUPPORTED = "Shapefile (.zip atau .shp), GeoJSON, TopoJSON, GeoPackage, FlatGeobuf, KML, GeoParquet, atau .sql"
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj")

# The first bytes of a file must be those of its suffix: GDAL opens by content, and some contents point elsewhere.
MAGIC = {
    ".shp": b"\x00\x00\x27\x0a",
    ".gpkg": b"SQLite format 3\x00",
    ".fgb": b"fgb",
    ".kml": b"<",
    ".geojson": b"{",
    ".topojson": b"{",
    ".json": b"{",
}
MOST_UNPACKED_BYTES = 4 * 1024**3

# Indonesia with its islands (Sabang, Miangas, Rote, Merauke), and half a degree more.
WEST, SOUTH, EAST, NORTH = 94.5, -11.6, 141.6, 6.6

NO_CRS = (
    "Berkas {name} tidak menyebut sistem koordinat dan angkanya bukan derajat. Simpan ulang dari QGIS dengan CRS "
    "EPSG:4326 (WGS 84), atau sertakan berkas .prj."
)
NOT_DEGREES = (
    "Koordinat dalam {name} bukan derajat lintang dan bujur, padahal formatnya mengharuskan derajat. "
    "Simpan ulang dari QGIS dengan CRS EPSG:4326 (WGS 84)."
)
SWAPPED = (
    "Lintang dan bujur dalam {name} tertukar: bujur Indonesia 95 sampai 141, tetapi angka itu ada di tempat lintang. "
    "Tukar urutannya (di QGIS: Swap X and Y coordinates), lalu pasang lagi."
)
ELSEWHERE = "Semua poligon dalam {name} terletak di luar Indonesia. Periksa sistem koordinatnya, lalu simpan ulang."
NO_POLYGON = (
    "Berkas {name} tidak memuat satu pun poligon. Pilih berkas batas wilayah (area), bukan titik atau garis, "
    "atau berkas yang kosong."
)
UNREADABLE = "Berkas {name} tidak dapat dibaca{why}. Unduh atau simpan ulang berkasnya, lalu coba lagi."


@dataclass(frozen=True, kw_only=True)
class Source:
    """The content of one file (one layer of it).

    features: columns as in the file, geometry 2-D in WGS 84 (degrees); may hold nulls and non-polygons
    notes:    Indonesian sentences on what was assumed or converted
    """

    name: str
    layer: str | None
    sha256: str
    features: gpd.GeoDataFrame
    notes: tuple[str, ...]


def read(path: Path, *, layer: str | None = None) -> list[Source]:
    """Every polygon layer of a file; most files have exactly one.

    Raises:
        ImportRefusedError: missing, damaged or unsupported file; no polygons; coordinates that cannot be placed.
    """
    if not path.is_file():
        raise ImportRefusedError(f"Berkas {path.name} tidak ditemukan. Periksa nama dan foldernya.")
    suffix = path.suffix.lower()
    if suffix == ".zip":
        layers = list(_zipped(path))
    elif suffix in GDAL_SUFFIXES:
        layers = list(_layers(path, shown=path.name))
    elif suffix in PARQUET_SUFFIXES:
        layers = [(None, _geoparquet(path, shown=path.name))]
    elif suffix == ".sql":
        layers = [(None, _sql(path))]
    else:
        raise ImportRefusedError(f"Format {suffix or 'tanpa akhiran'} belum didukung. Pakai {SUPPORTED}.")
    if layer is not None:
        names = [str(name) for name, _ in layers]
        layers = [(name, frame) for name, frame in layers if name == layer]
        if not layers:
            raise ImportRefusedError(f"Lapisan '{layer}' tidak ada dalam {path.name}. Yang ada: {', '.join(names)}.")
    with_polygons = [(name, frame) for name, frame in layers if _has_polygon(frame)]
    if not with_polygons:
        raise ImportRefusedError(NO_POLYGON.format(name=path.name))
    digest = checksum(path)
    sources = []
    for name, frame in with_polygons:
        placed, notes = _in_degrees(frame, shown=path.name)
        sources.append(Source(name=path.name, layer=name, sha256=digest, features=placed, notes=tuple(notes)))
    return sources


def checksum(path: Path) -> str:
    """SHA-256 of the file; for a plain Shapefile of all its parts, because the names live beside the shapes."""
    if path.suffix.lower() != ".shp":
        return sidecar.sha256(path)
    digest = hashlib.sha256()
    for part in sorted(_parts(path)):
        digest.update(part.suffix.lower().encode())
        digest.update(bytes.fromhex(sidecar.sha256(part)))
    return digest.hexdigest()


def _parts(shapefile: Path) -> list[Path]:
    return [p for p in shapefile.parent.glob(f"{shapefile.stem}.*") if p.suffix.lower() in SHAPEFILE_PARTS]


def _has_polygon(frame: gpd.GeoDataFrame) -> bool:
    kinds = shapely.get_type_id(frame.geometry.to_numpy())
    # A collection may hold polygons; the repair step takes them out.
    return bool(np.isin(kinds, (3, 6, 7)).any())


def _layers(path: Path, *, shown: str) -> Iterator[tuple[str | None, gpd.GeoDataFrame]]:
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        start = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n" if suffix != ".shp" else b"")
    if not start.startswith(MAGIC[suffix]):
        raise ImportRefusedError(UNREADABLE.format(name=shown, why=f": isinya bukan {suffix.removeprefix('.')}"))
    if suffix == ".shp":
        _require_parts(path, shown=shown)
    try:
        listed = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
        for name, kind in listed:
            if kind is None:
                continue
            frame = pyogrio.read_dataframe(path, layer=name, force_2d=True, on_invalid="ignore")
            if isinstance(frame, gpd.GeoDataFrame):
                if _loses_crs(path, frame):
                    frame = frame.set_crs(None, allow_override=True)
                yield (name if len(listed) > 1 else None), frame
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, UnicodeError) as error:
        raise ImportRefusedError(UNREADABLE.format(name=shown, why=": berkasnya rusak atau terpotong")) from error


def _loses_crs(path: Path, frame: gpd.GeoDataFrame) -> bool:
    """GeoJSON without a CRS is WGS 84 by its standard; projected numbers in it only show that the CRS was lost."""
    if path.suffix.lower() not in (".geojson", ".json", ".topojson") or frame.crs is None or not len(frame):
        return False
    return bool(frame.crs.is_geographic) and not _looks_like_degrees(frame.total_bounds)


def _require_parts(path: Path, *, shown: str) -> None:
    have = {part.suffix.lower() for part in _parts(path)}
    lacking = [part for part in (".shx", ".dbf") if part not in have]
    if lacking:
        raise ImportRefusedError(
            f"Shapefile {shown} tidak lengkap: {' dan '.join(lacking)} tidak ada. "
            "Sertakan semua bagiannya (.shp, .shx, .dbf, .prj) dengan nama yang sama, paling mudah dalam satu .zip."
        )


def _zipped(path: Path) -> Iterator[tuple[str | None, gpd.GeoDataFrame]]:
    """Layers of a zip; members are unpacked under names of our own, so no name in the zip can choose a place."""
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            members = [m for m in archive.infolist() if not m.is_dir() and not _is_clutter(m.filename)]
            _refuse_dangerous(members, shown=path.name)
            unpacked = _unpack(archive, members, Path(folder))
            wanted = [p for p in unpacked if p.suffix in (*GDAL_SUFFIXES, *PARQUET_SUFFIXES)]
            if not wanted:
                raise ImportRefusedError(f"Zip {path.name} tidak berisi berkas batas. Yang dikenali: {SUPPORTED}.")
            for file in wanted:
                shown = f"{path.name} ({unpacked[file]})"
                if file.suffix in PARQUET_SUFFIXES:
                    found: list[tuple[str | None, gpd.GeoDataFrame]] = [(None, _geoparquet(file, shown=shown))]
                else:
                    found = list(_layers(file, shown=shown))
                for layer, frame in found:
                    label = f"{unpacked[file]}:{layer}" if layer else unpacked[file]
                    yield (label if len(wanted) > 1 or len(found) > 1 else None), frame
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefusedError(
            UNREADABLE.format(name=path.name, why=": zip rusak, terpotong, atau bersandi")
        ) from error


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")


def _refuse_dangerous(members: list[zipfile.ZipInfo], *, shown: str) -> None:
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or re.match(r"^[A-Za-z]:", name):
            raise ImportRefusedError(
                f"Zip {shown} ditolak: nama '{member.filename}' menunjuk ke luar folder. "
                "Minta berkas asli dari sumber resminya, atau buat zip baru."
            )
    if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise ImportRefusedError(f"Zip {shown} ditolak: isinya lebih dari 4 GB. Bagi menurut provinsi, lalu pasang.")


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path) -> dict[Path, str]:
    """Path of each unpacked file -> its name in the zip; parts of one Shapefile keep one stem."""
    stems: dict[str, int] = {}
    unpacked: dict[Path, str] = {}
    for member in members:
        inner = PurePosixPath(member.filename.replace("\\", "/"))
        suffix = inner.suffix.lower()
        if suffix not in (*GDAL_SUFFIXES, *PARQUET_SUFFIXES, *SHAPEFILE_PARTS):
            continue
        number = stems.setdefault(str(inner.with_suffix("")).casefold(), len(stems))
        target = folder / f"lapisan_{number}{suffix}"
        with archive.open(member) as packed, target.open("wb") as out:
            shutil.copyfileobj(packed, out)
        unpacked[target] = inner.stem
    return unpacked


def _geoparquet(path: Path, *, shown: str) -> gpd.GeoDataFrame:
    try:
        frame = gpd.read_parquet(path)
    except Exception as error:  # pyarrow and geopandas raise many kinds for a bad file
        raise ImportRefusedError(UNREADABLE.format(name=shown, why=": bukan GeoParquet")) from error
    frame.geometry = shapely.force_2d(frame.geometry.to_numpy())
    return frame


def _sql(path: Path) -> gpd.GeoDataFrame:
    try:
        return sql_dump.features(path)
    except ValueError as error:
        raise ImportRefusedError(UNREADABLE.format(name=path.name, why=f": {error}")) from error


def _in_degrees(frame: gpd.GeoDataFrame, *, shown: str) -> tuple[gpd.GeoDataFrame, list[str]]:
    """The frame in WGS 84 and what had to be assumed."""
    notes: list[str] = []
    frame = _without_absurd(frame)
    if frame.crs is None:
        if not _looks_like_degrees(frame.total_bounds):
            geojson = Path(shown).suffix.lower() in (".geojson", ".json", ".topojson")
            raise ImportRefusedError((NOT_DEGREES if geojson else NO_CRS).format(name=shown))
        frame = frame.set_crs(4326)
        notes.append("Berkas tidak menyebut sistem koordinat; angkanya berupa derajat dan dibaca sebagai WGS 84.")
    elif not frame.crs.equals("EPSG:4326", ignore_axis_order=True):
        name = frame.crs.name
        frame = _without_absurd(frame.to_crs(4326))
        notes.append(f"Koordinat diubah dari {name} ke WGS 84.")
    if np.isnan(frame.total_bounds).any():
        raise ImportRefusedError(NO_POLYGON.format(name=shown))
    boxes = frame.geometry.bounds.to_numpy()
    inside = _meets_indonesia(boxes)
    if not inside.any():
        swapped = _meets_indonesia(boxes[:, [1, 0, 3, 2]])
        raise ImportRefusedError((SWAPPED if swapped.any() else ELSEWHERE).format(name=shown))
    return frame.reset_index(drop=True), notes


def _without_absurd(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Geometries with infinite or astronomic coordinates become null; they are reported as unusable later."""
    boxes = frame.geometry.bounds.to_numpy()
    absurd = (~np.isfinite(boxes) | (np.abs(boxes) > 1e9)).any(axis=1)
    absurd &= ~shapely.is_missing(frame.geometry.to_numpy()) & ~shapely.is_empty(frame.geometry.to_numpy())
    if not absurd.any():
        return frame
    geometries = frame.geometry.to_numpy().copy()
    geometries[absurd] = None
    return frame.set_geometry(gpd.GeoSeries(geometries, index=frame.index, crs=frame.crs))


def _meets_indonesia(boxes: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return (boxes[:, 0] < EAST) & (boxes[:, 2] > WEST) & (boxes[:, 1] < NORTH) & (boxes[:, 3] > SOUTH)


def _looks_like_degrees(bounds: np.ndarray) -> bool:
    if np.isnan(bounds).any():
        return True
    # 180 on both axes: swapped latitude and longitude are still degrees and get their own message.
    return bool((np.abs(bounds) <= 180).all())
