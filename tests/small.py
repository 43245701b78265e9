"""A very small Indonesia: five kabupaten/kota in three provinces, and its raw folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from stunting import sidecar
from stunting.build.campaign_events import WRITTEN as EVENTS_WRITTEN
from stunting.build.checks import Expectations
from stunting.build.lokus import ANNOUNCED as LOKUS_ANNOUNCED
from stunting.build.published import COLUMNS
from stunting.build.published_counts import COLUMNS as COUNTS_ANNOUNCED
from stunting.geography import search_form
from stunting.paths import Layout

# code, level, kind, name, official_name, parent_code
TINY_AREAS = [
    ("00", "negara", "negara", "Indonesia", "Indonesia", None),
    ("18", "provinsi", "provinsi", "Lampung", "Provinsi Lampung", "00"),
    ("35", "provinsi", "provinsi", "Jawa Timur", "Provinsi Jawa Timur", "00"),
    ("91", "provinsi", "provinsi", "Papua", "Provinsi Papua", "00"),
    ("1801", "kabupaten", "kabupaten", "Lampung Selatan", "Kab. Lampung Selatan", "18"),
    ("1811", "kabupaten", "kabupaten", "Mesuji", "Kab. Mesuji", "18"),
    ("3514", "kabupaten", "kabupaten", "Pasuruan", "Kab. Pasuruan", "35"),
    ("3520", "kabupaten", "kabupaten", "Magetan", "Kab. Magetan", "35"),
    ("3575", "kabupaten", "kota", "Pasuruan", "Kota Pasuruan", "35"),
    ("351406", "kecamatan", "kecamatan", "Kejayan", "Kec. Kejayan", "3514"),
    ("3514061001", "desa", "kelurahan", "Kejayan", "Kel. Kejayan", "351406"),
]
TINY = Expectations(
    area_counts={"negara": 1, "provinsi": 3, "kabupaten": 5, "kecamatan": 1, "desa": 1},
    kabupaten_n={("ssgi", 2021): 5},
    anchors={("ssgi", 2021): 24.4, ("ssgi", 2024): 19.8},
)
# area_code, survey, year, value_pct
TINY_ESTIMATES = [
    ("00", "ssgi", 2021, 24.4),
    ("00", "ssgi", 2024, 19.8),
    ("91-lama", "ssgi", 2021, 29.5),
    ("1801", "ssgi", 2021, 16.3),
    ("1811", "ssgi", 2021, 21.8),
    ("3514", "ssgi", 2021, 21.5),
    ("3520", "ssgi", 2021, 17.2),
    ("3575", "ssgi", 2021, 23.0),
    ("1811", "ski", 2023, 5.0),
    ("1811", "ssgi", 2024, 11.1),
]


# area_code, kind, period_start, period_end, label
TINY_ANNOUNCED = [("3514", "bt", "2025-02-01", "2025-02-28", "Bulan Timbang Februari 2025")]
# kabupaten_code, lokus_year, desa_n, kecamatan_n
TINY_LOKUS = [("3514", 2023, 25, 12)]
# area_code, indicator, year, month, value_n, unit
TINY_COUNTS = [("351406", "anak_berisiko", 2022, 9, 513, "anak")]
# event_date, area_code, title, kind
TINY_EVENTS = [("2023-11-29", "1811", "Kampanye Percepatan Penurunan Stunting", "kampanye")]


def layout_in(folder: Path, *, raw: Path | None = None) -> Layout:
    """A layout whose products all lie in one folder."""
    return Layout(
        raw=raw or folder / "raw",
        additions=folder / "tambahan",
        releases=folder / "rilis",
        restricted=folder / "terbatas",
        ledger=folder / "buku",
        published=folder / "static",
    )


def write_card(path: Path) -> None:
    """Describe a raw file as it is now."""
    facts = dict.fromkeys(("producer", "title", "licence", "link", "accessed", "comparable_with"), "uji")
    sidecar.write(path, **facts)


def write_raw(raw: Path, *, estimates: list[tuple[str, str, int, float]] = TINY_ESTIMATES) -> None:
    """The raw folder of a very small Indonesia."""
    areas = pd.DataFrame(TINY_AREAS, columns=["code", "level", "kind", "name", "official_name", "parent_code"])
    areas["search_name"] = areas["name"].map(search_form)
    areas = areas.assign(lat=-5.0, lon=105.0, area_km2=1.0, bps_code=areas["code"])
    (raw / "wilayah").mkdir(parents=True, exist_ok=True)
    (raw / "survei").mkdir(exist_ok=True)
    areas.to_parquet(raw / "wilayah" / "wilayah.parquet")
    pd.DataFrame(
        [("91-lama", "Papua (sebelum 2022)", "Provinsi Papua (sebelum pemekaran 2022)", "91", 2022, "UU 14/2022")],
        columns=["code", "name", "official_name", "successor_codes", "valid_until", "basis"],
    ).to_csv(raw / "wilayah" / "wilayah_lama.csv", index=False)
    frame = pd.DataFrame(estimates, columns=["area_code", "survey", "year", "value_pct"])
    frame = frame.assign(
        indicator="stunting",
        ci_low_pct=None,
        ci_high_pct=None,
        n=None,
        source="Kemenkes",
        source_url="",
        is_verified=True,
        note="",
    )
    frame.to_csv(raw / "survei" / "prevalensi.csv", index=False)
    pd.DataFrame(
        [("00", 2029, 14.2, "RPJMN 2025-2029", "Perpres 12/2025", True)],
        columns=["area_code", "year", "value_pct", "basis", "source", "is_verified"],
    ).to_csv(raw / "survei" / "target.csv", index=False)
    (raw / "rutin").mkdir(exist_ok=True)
    announced = pd.DataFrame(TINY_ANNOUNCED, columns=["area_code", "kind", "period_start", "period_end", "label"])
    announced = announced.assign(value_pct=4.17, source="InfoPublik", is_verified="true")
    announced.reindex(columns=COLUMNS).to_csv(raw / "rutin" / "angka_terbit.csv", index=False)
    (raw / "lokus").mkdir(exist_ok=True)
    numbers = pd.DataFrame(TINY_LOKUS, columns=["kabupaten_code", "lokus_year", "desa_n", "kecamatan_n"])
    numbers = numbers.assign(source="Tugu Jatim", is_verified="false")
    numbers.reindex(columns=LOKUS_ANNOUNCED).to_csv(raw / "lokus" / "pengumuman.csv", index=False)
    counts = pd.DataFrame(TINY_COUNTS, columns=["area_code", "indicator", "year", "month", "value_n", "unit"])
    counts = counts.assign(source="Pengumuman", is_verified="false")
    counts.reindex(columns=COUNTS_ANNOUNCED).to_csv(raw / "rutin" / "jumlah_terbit.csv", index=False)
    (raw / "kegiatan").mkdir(exist_ok=True)
    events = pd.DataFrame(TINY_EVENTS, columns=["event_date", "area_code", "title", "kind"])
    events = events.assign(organiser="BKKBN", source="Pengumuman", is_verified="false")
    events.reindex(columns=EVENTS_WRITTEN).to_csv(raw / "kegiatan" / "kegiatan_terbit.csv", index=False)
    for path in [*raw.glob("*/*.parquet"), *raw.glob("*/*.csv")]:
        write_card(path)
