"""A release with routine data that nobody measured: puskesmas of every quality, in three months, as a sample."""

from __future__ import annotations

import datetime as dt
import shutil

import duckdb
import numpy as np
import pandas as pd

from stunting import fingerprint, releases
from stunting.build import derived
from stunting.paths import Layout

SHA256 = ";".join(digit * 64 for digit in "abc")
KABUPATEN = "3514"
DESA = "3514061001"
MONTHS = ((2025, 6), (2025, 7), (2025, 8))
# id, name, measured children, how much of the heights is rounded to ,0 or ,5, SD of TB/U
PUSKESMAS = (
    ("3514-kejayan", "Kejayan", 900, 0.0, 1.08),
    ("3514-ambal-ambil", "Ambal-Ambil", 640, 0.25, 1.24),
    ("3514-pasrepan", "Pasrepan", 410, 0.75, 1.62),
)
POSYANDU = (
    ("3514-kejayan-melati", "Melati 1", "3514-kejayan", 42, 0.0, 1.05),
    ("3514-pasrepan-mawar", "Mawar 2", "3514-pasrepan", 31, 0.9, 1.8),
)


def row(**changes: object) -> dict[str, object]:
    """One row of `quality` without any problem; 600 children, the digits even, the ages even."""
    return {
        "level": "puskesmas",
        "unit_id": "3514-kejayan",
        "kabupaten_code": KABUPATEN,
        "year": 2025,
        "month": 8,
        "listed_n": 620,
        "height_n": 600,
        "haz_n": 600,
        "haz_mean": -1.1,
        "haz_sd": 1.05,
        "waz_n": 600,
        "waz_sd": 1.02,
        "whz_n": 600,
        "whz_sd": 1.0,
        "haz_flagged_n": 0,
        "waz_flagged_n": 0,
        "whz_flagged_n": 0,
        "male_n": 307,
        "female_n": 293,
        "height_digits": [60] * 10,
        "weight_digits": [60] * 10,
        "age_months": [10] * 60,
        "posture_missing_n": 0,
        "posture_unusual_n": 0,
        "height_missing_n": 0,
        "weight_missing_n": 0,
        "day_missing_n": 20,
        "unchanged_n": 0,
        "shrunk_n": 0,
        "is_sample": True,
        **changes,
    }


def named(**changes: object) -> pd.DataFrame:
    """A row as the queries return it, with the names of its unit."""
    names = {"unit_name": "Kejayan", "parent_name": "", "desa_name": ""}
    return pd.DataFrame([{**names, **row(**changes)}])


def synthetic(level: str, unit_id: str, year: int, month: int, size: int, rounded: float, spread: float) -> dict:
    """A row of `size` children, a share of whose heights is rounded to ,0 or ,5."""
    chance = np.random.default_rng([size, year, month])
    digits = np.full(10, (1 - rounded) / 10)
    digits[0] += rounded * 0.6
    digits[5] += rounded * 0.4
    ages = np.ones(60)
    ages[[12, 24, 36, 48]] += 2 * rounded
    boys = int(chance.binomial(size, 0.512))
    return row(
        level=level,
        unit_id=unit_id,
        year=year,
        month=month,
        listed_n=int(size * (1.04 + 0.3 * rounded)),
        height_n=size,
        haz_n=size - int(size * rounded * 0.03),
        haz_sd=spread + float(chance.normal(0, 0.03)),
        waz_n=size,
        waz_sd=spread * 0.95,
        whz_n=size,
        whz_sd=0.9 + 0.25 * rounded + 0.1 * (spread - 1),
        haz_flagged_n=int(size * rounded * 0.03),
        male_n=boys,
        female_n=size - boys,
        height_digits=chance.multinomial(size, digits / digits.sum()).tolist(),
        weight_digits=chance.multinomial(size, np.full(10, 0.1)).tolist(),
        age_months=chance.multinomial(size, ages / ages.sum()).tolist(),
        height_missing_n=int(size * rounded * 0.08),
        day_missing_n=int(size * (0.04 + 0.3 * rounded)),
        unchanged_n=int(size * rounded * 0.2),
        shrunk_n=int(size * rounded * 0.04),
    )


def rows() -> pd.DataFrame:
    """Kabupaten, puskesmas and posyandu in three months."""
    found = []
    for year, month in MONTHS:
        for unit_id, _, size, rounded, spread in PUSKESMAS:
            found.append(synthetic("puskesmas", unit_id, year, month, size, rounded, spread))
        for unit_id, _, _, size, rounded, spread in POSYANDU:
            found.append(synthetic("posyandu", unit_id, year, month, size, rounded, spread))
        found.append(synthetic("kabupaten", KABUPATEN, year, month, 1950, 0.24, 1.27))
    return pd.DataFrame(found)


def publish_with_quality(layout: Layout, *, moment: dt.datetime = dt.datetime(2026, 1, 5, 9, 30)) -> str:
    """Publish a copy of the live release with these rows in it; returns its id."""
    live = releases.current(layout)
    assert live is not None
    partial = layout.releases / f"salinan{releases.PARTIAL}"
    shutil.copy(layout.releases / f"{live}.duckdb", partial)
    tables = {
        "quality": rows(),
        "puskesmas": pd.DataFrame(
            [(one[0], one[1], KABUPATEN, True) for one in PUSKESMAS],
            columns=["id", "name", "kabupaten_code", "is_sample"],
        ),
        "posyandu": pd.DataFrame(
            [(one[0], one[1], DESA, one[2], one[3], True) for one in POSYANDU],
            columns=["id", "name", "desa_code", "puskesmas_id", "child_n", "is_sample"],
        ),
        "growth": pd.DataFrame([growth(year, month) for year, month in MONTHS]),
        "import_batch": pd.DataFrame(
            [("k-1", KABUPATEN, "2025-09-02T10:05:00+07:00", 3, 5850, 112, 202506, 202508, SHA256)],
            columns=[
                "id",
                "kabupaten_code",
                "imported_at",
                "file_n",
                "used_n",
                "rejected_n",
                "first_period",
                "last_period",
                "files_sha256",
            ],
        ),
    }
    with duckdb.connect(str(partial)) as opened:
        for name, frame in tables.items():
            opened.register("incoming", frame)
            opened.execute(f"insert into {name} by name select * from incoming")
            opened.unregister("incoming")
        derived.fill(opened)
        content = fingerprint.content_sha256(opened)
        release_id = releases.new_id(moment, content)
        opened.execute("update meta set value = $id where key = 'release_id'", {"id": release_id})
    with releases.lock(layout):
        releases.publish(
            layout,
            partial,
            content_sha256=content,
            release_id=release_id,
            created_at=moment.astimezone().isoformat(timespec="seconds"),
        )
    return release_id


def growth(year: int, month: int) -> dict[str, object]:
    """Counts of one desa and month."""
    counts = dict.fromkeys(
        (
            "severely_stunted_n",
            "underweight_n",
            "severely_underweight_n",
            "wasted_n",
            "severely_wasted_n",
            "overweight_n",
            "flagged_n",
            "moved_n",
        ),
        0,
    )
    return {
        "desa_code": DESA,
        "puskesmas_id": "3514-kejayan",
        "year": year,
        "month": month,
        "sex": "m",
        "age_group": "12-23",
        "target_n": 100,
        "weighed_n": 95,
        "measured_n": 90,
        "stunted_n": 12,
        "weight_for_age_n": 95,
        "weight_for_height_n": 90,
        "origin": "individu",
        "is_sample": True,
        **counts,
    }
