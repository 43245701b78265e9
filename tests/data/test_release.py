"""The release that the shipped raw data give."""

import pytest

from stunting import cli, releases
from stunting.build.checks import NATIONAL_ANCHORS
from stunting.paths import Layout
from stunting.shared_release import connect


@pytest.fixture(scope="module")
def shipped(built_layout):
    opened = releases.open_release(built_layout)
    with connect(opened.database.path) as connection:
        yield connection


def one(connection, sql, **params):
    return connection.execute(sql, params).fetchone()[0]


@pytest.mark.parametrize(
    ("level", "count"),
    [("negara", 1), ("provinsi", 38), ("kabupaten", 514), ("kecamatan", 7_285), ("desa", 83_762)],
)
def test_the_register_is_complete(shipped, level, count):
    assert one(shipped, "select count(*) from area where level = $level", level=level) == count


@pytest.mark.parametrize(
    ("survey", "year", "count"),
    [
        ("riskesdas", 2013, 6),
        ("riskesdas", 2018, 6),
        ("ssgbi", 2019, 6),
        ("ssgi", 2021, 514),
        ("ssgi", 2022, 151),
        ("ski", 2023, 499),
        ("ssgi", 2024, 67),
    ],
)
def test_kabupaten_figures_per_round(shipped, survey, year, count):
    found = one(
        shipped,
        "select count(*) from survey_estimate join area on code = area_code "
        "where level = 'kabupaten' and survey = $survey and year = $year",
        survey=survey,
        year=year,
    )

    assert found == count


@pytest.mark.parametrize(
    ("survey", "year", "count"),
    [("ssgi", 2021, 32), ("ssgi", 2022, 32), ("ski", 2023, 21), ("ssgi", 2024, 38)],
)
def test_province_figures_per_round_without_the_two_former_ones(shipped, survey, year, count):
    found = one(
        shipped,
        "select count(*) from survey_estimate join area on code = area_code "
        "where level = 'provinsi' and survey = $survey and year = $year",
        survey=survey,
        year=year,
    )

    assert found == count


@pytest.mark.parametrize(("survey", "year", "value"), [(*key, value) for key, value in NATIONAL_ANCHORS.items()])
def test_national_figures_are_the_published_ones(shipped, survey, year, value):
    found = one(
        shipped,
        "select value_pct from survey_estimate where area_code = '00' and survey = $survey and year = $year",
        survey=survey,
        year=year,
    )

    assert found == value


@pytest.mark.parametrize(
    ("code", "survey", "year", "value"),
    [
        ("1811", "ssgi", 2022, 22.5),
        ("1811", "ski", 2023, 5.0),
        ("1801", "ssgbi", 2019, 30.39),
        ("3514", "ski", 2023, 27.9),
        ("3520", "ssgi", 2024, 10.3),
        ("6209", "ssgi", 2024, 18.3),
        ("91-lama", "ssgi", 2022, 34.6),
        ("91", "ski", 2023, 28.6),
    ],
)
def test_known_figures_are_unchanged(shipped, code, survey, year, value):
    found = one(
        shipped,
        "select value_pct from survey_estimate where area_code = $code and survey = $survey and year = $year",
        code=code,
        survey=survey,
        year=year,
    )

    assert found == value


def test_ssgi_2024_below_province_is_only_there_where_it_was_compared(shipped):
    found = shipped.execute(
        "select distinct area_code[:2] from survey_estimate join area on code = area_code "
        "where level = 'kabupaten' and survey = 'ssgi' and year = 2024 order by 1"
    ).fetchall()

    assert found == [("18",), ("35",), ("62",)]


def test_the_successors_of_a_former_province_have_none_of_its_figures(shipped):
    found = one(
        shipped,
        "select count(*) from survey_estimate where year <= 2022 and area_code in ('91', '92', '93', '94', '95', '96')",
    )

    assert found == 0


def test_no_citation_points_at_the_collection(shipped):
    found = one(shipped, "select count(*) from survey_estimate where regexp_matches(source, 'index file|facts|[[]')")

    assert found == 0


def test_every_raw_file_is_in_the_list_of_sources(shipped):
    files = {row[0] for row in shipped.execute("select file from source").fetchall()}

    assert {
        "wilayah/wilayah.parquet",
        "wilayah/wilayah_lama.csv",
        "survei/prevalensi.csv",
        "survei/target.csv",
    } <= files


def test_the_release_verifies(built_layout):
    assert releases.verify(built_layout, releases.current(built_layout)) == []


def test_the_commands_report_on_the_shipped_release(built_layout, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: built_layout))

    codes = [cli.main(["release", command]) for command in ("list", "show", "verify", "prune")]

    out = capsys.readouterr().out
    assert codes == [0, 0, 0, 0]
    assert "1.388 angka survei" in out
    assert "utuh" in out


@pytest.mark.parametrize(("level", "count"), [("provinsi", 38), ("kabupaten", 514), ("kecamatan", 7_285)])
def test_every_area_down_to_kecamatan_is_drawn(shipped, level, count):
    found = one(
        shipped,
        "select sum(drawn_n) from geometry where level = $level and (level = 'kecamatan' or scope_code = '00')",
        level=level,
    )

    assert found == count


def test_every_desa_is_drawn_or_listed_with_a_reason(shipped):
    drawn = one(shipped, "select sum(drawn_n) from geometry where level = 'desa'")
    listed = one(shipped, "select count(*) from boundary_missing where level = 'desa'")

    assert (drawn + listed, listed) == (83_762, 383)


def test_no_shipped_boundary_claims_to_be_official(shipped):
    assert one(shipped, "select count(*) from boundary where is_official") == 0
