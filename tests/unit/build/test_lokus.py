import pandas as pd
import pyarrow as pa
import pytest

from stunting import lokus_queries, releases
from stunting.build import lokus
from stunting.build.release import build_release
from stunting.build.sample_lokus import SCHEMA
from stunting.errors import BuildError
from stunting.lokus import list_files
from stunting.lokus.list_facts import ListFacts
from tests.lokus_sheets import QUICK, add_areas
from tests.small import write_card

KLINTER, KURUNG, WONOSARI = "3514062002", "3514062003", "3514072001"


@pytest.fixture
def layout(tiny_layout):
    return add_areas(tiny_layout)


def sample(*rows):
    """Sample lists: (desa_code, lokus_year, status)."""
    return pa.Table.from_pylist(
        [
            {
                "desa_code": code,
                "lokus_year": year,
                "decided_year": year - 1,
                "status": status,
                "decree": None,
                "source": "DATA CONTOH",
                "is_sample": True,
            }
            for code, year, status in rows
        ],
        schema=SCHEMA,
    )


def of_the_user(layout, codes, year, kabupaten="3514"):
    facts = ListFacts(lokus_year=year, source="SK")
    list_files.set_list(layout, codes, facts, kabupaten_code=kabupaten, **QUICK)


def listed(frame):
    return [(row.desa_code, row.lokus_year, row.status, row.is_sample, row.is_user_added) for row in frame.itertuples()]


def test_without_a_list_of_the_user_the_sample_is_as_it_is(layout):
    frame = lokus.lists(layout, sample((KLINTER, 2025, "baru"), (KLINTER, 2026, "lanjutan"), (KURUNG, 2026, "baru")))

    assert listed(frame) == [
        (KLINTER, 2025, "baru", True, False),
        (KLINTER, 2026, "lanjutan", True, False),
        (KURUNG, 2026, "baru", True, False),
    ]
    assert frame["note"].isna().all()


def test_a_list_of_the_user_replaces_the_sample_of_that_kabupaten_and_year_only(layout):
    of_the_user(layout, [WONOSARI], 2026)

    frame = lokus.lists(
        layout,
        sample((KLINTER, 2025, "baru"), (KLINTER, 2026, "lanjutan"), ("1801042001", 2026, "baru")),
    )

    assert listed(frame) == [
        (KLINTER, 2025, "baru", True, False),
        ("1801042001", 2026, "baru", True, False),
        (WONOSARI, 2026, "baru", False, True),
    ]


def test_an_invented_list_says_nothing_about_who_is_new_in_a_real_one(layout):
    of_the_user(layout, [KLINTER], 2026)

    frame = lokus.lists(layout, sample((KLINTER, 2025, "baru")))

    assert listed(frame)[1] == (KLINTER, 2026, "baru", False, True)
    assert frame["note"].tolist()[1] == "Daftar 2025 yang sebenarnya belum ada, jadi dicatat baru."


def test_without_any_list_the_table_is_empty_and_has_its_columns(layout):
    assert lokus.lists(layout, None).columns.tolist() == lokus.COLUMNS
    assert lokus.lists(layout, sample()).empty
    assert build_release(layout, **QUICK).status == "baru"


def test_announced_numbers_are_in_the_release_as_they_were_stated(layout):
    build_release(layout, **QUICK)

    with releases.open_release(layout).database as opened:
        frame = lokus_queries.announced_lokus(opened, within="35")
    row = frame.iloc[0]
    assert (row["kabupaten_code"], row["lokus_year"], row["desa_n"], row["kecamatan_n"]) == ("3514", 2023, 25, 12)
    assert pd.isna(row["decided_year"])
    assert not row["is_verified"]


def rewritten(layout, **changes):
    path = lokus.raw_file(layout)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for name, value in changes.items():
        frame[name] = value
    frame.to_csv(path, index=False)
    write_card(path)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"kabupaten_code": "3599"}, "wilayah lokus yang diumumkan"),
        ({"kabupaten_code": "35"}, "wilayah lokus yang diumumkan"),
        ({"desa_n": "0"}, "jumlah lokus yang diumumkan"),
        ({"kecamatan_n": "26"}, "jumlah lokus yang diumumkan"),
        ({"lokus_year": "2003"}, "jumlah lokus yang diumumkan"),
        ({"decided_year": "2024"}, "jumlah lokus yang diumumkan"),
        ({"breakdown": "Kejayan 6; Puspo 5"}, "jumlah lokus yang diumumkan"),
        ({"source": " "}, "jumlah lokus yang diumumkan"),
    ],
)
def test_an_announcement_that_cannot_be_true_stops_the_build(layout, changes, check):
    rewritten(layout, **changes)

    with pytest.raises(BuildError, match=f"{check}: "):
        build_release(layout, **QUICK)


def test_a_breakdown_that_adds_up_passes(layout):
    rewritten(layout, breakdown="Kejayan 20; Wonorejo 5", kecamatan_n="2")

    assert build_release(layout, **QUICK).status == "baru"


def test_a_missing_or_changed_file_stops_the_build(layout):
    path = lokus.raw_file(layout)
    path.write_text(path.read_text().replace("25", "26"))
    with pytest.raises(BuildError, match=r"pengumuman\.csv"):
        build_release(layout, **QUICK)

    path.unlink()
    with pytest.raises(BuildError, match=r"lokus/pengumuman\.csv tidak ada"):
        build_release(layout, **QUICK)
