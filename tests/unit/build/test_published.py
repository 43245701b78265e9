import duckdb
import pytest

from stunting.build import checks
from stunting.build.published import announced, raw_file
from stunting.build.release import build_release
from stunting.db import Database
from stunting.errors import BuildError
from stunting.paths import Layout
from stunting.routine import announced as as_figures
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine_queries import published_routine
from tests.areas import PASURUAN
from tests.small import TINY, layout_in, write_raw


@pytest.fixture(scope="module")
def tiny_release(tmp_path_factory):
    layout = layout_in(tmp_path_factory.mktemp("diumumkan"))
    write_raw(layout.raw)
    built = build_release(layout, expected=TINY)
    return layout.releases / f"{built.id}.duckdb"


@pytest.fixture
def tiny_tables(tiny_release, tmp_path):
    """A copy of a good release that a test may spoil."""
    copy = tmp_path / "salinan.duckdb"
    copy.write_bytes(tiny_release.read_bytes())
    with duckdb.connect(str(copy)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("area_code = '9999'", "wilayah angka yang diumumkan"),
        ("period_end = '2024-12-31'", "periode angka yang diumumkan"),
        ("period_end = '2026-01-31'", "periode angka yang diumumkan"),
        ("kind = 'tahun'", "periode angka yang diumumkan"),
        ("kind = 'bulan', period_end = '2025-02-27'", "periode angka yang diumumkan"),
        ("label = ' '", "periode angka yang diumumkan"),
        ("value_pct = 100.5", "nilai angka yang diumumkan"),
        ("value_pct = 'nan'::double", "nilai angka yang diumumkan"),
        ("stunted_n = 43, base_n = 1000, base = 'balita diukur'", "nilai angka yang diumumkan"),
        ("stunted_n = 5, base_n = 4, base = 'balita diukur'", "nilai angka yang diumumkan"),
        ("base_n = 4", "nilai angka yang diumumkan"),
        ("base_n = 50, base = 'balita diukur', target_n = 100, coverage_pct = 51", "nilai angka yang diumumkan"),
        ("source = ''", "sumber angka yang diumumkan"),
    ],
)
def test_a_spoiled_announcement_fails_its_check(tiny_tables, change, name):
    tiny_tables.execute(f"update published_routine set {change}")

    assert [one.name for one in checks.run(tiny_tables, TINY) if not one.is_passed] == [name]


def test_the_same_source_announces_a_period_once(tiny_tables):
    tiny_tables.execute("insert into published_routine select * from published_routine")

    assert [one.name for one in checks.run(tiny_tables, TINY) if not one.is_passed] == ["sumber angka yang diumumkan"]


def test_counts_that_round_to_the_announced_value_are_accepted(tiny_tables):
    tiny_tables.execute(
        "update published_routine set value_pct = 22.5, stunted_n = 18678, base_n = 82963, base = 'balita ditimbang'"
    )

    assert all(one.is_passed for one in checks.run(tiny_tables, TINY))


def test_a_changed_file_is_not_built(tiny_layout):
    raw_file(tiny_layout).write_text(raw_file(tiny_layout).read_text().replace("4.17", "4.71"))

    with pytest.raises(BuildError, match=r"angka_terbit\.csv"):
        build_release(tiny_layout, expected=TINY)


def test_what_was_not_stated_is_null(tiny_release):
    (row,) = published_routine(Database(tiny_release), area="3514").to_dict("records")

    assert (row["value_pct"], row["base"]) == (4.17, "")
    assert published_routine(Database(tiny_release), area="3520").empty


@pytest.fixture(scope="module")
def shipped():
    return announced(Layout.default())


def figures(shipped):
    return as_figures.figures(shipped[shipped["area_code"] == PASURUAN.code], area=PASURUAN)


def test_an_announcement_with_counts_is_a_figure_that_says_who_announced_it(shipped):
    first = figures(shipped)[0]

    assert isinstance(first, RoutineFigure)
    assert (first.hits_n, first.base_n, first.base) == (18_678, 82_963, "balita ditimbang")
    assert first.coverage_pct is None
    assert "WartaBromo" in first.announced_by
    assert first.label == "e-PPGBM tahun 2019 (diumumkan)"


def test_an_announcement_without_counts_says_that_they_are_missing(shipped):
    last = figures(shipped)[-1]

    assert isinstance(last, PublishedRate)
    assert last.label == "e-PPGBM Bulan Timbang Februari 2025 (diumumkan)"
    assert last.base == ""
    assert last.numbers == (
        "4,2% (jumlah balita tidak dipublikasikan; cakupan tidak diketahui; diumumkan, InfoPublik dan Jatimlines, "
        "6 Agustus 2025)"
    )


def test_the_coverage_of_2020_follows_from_the_announced_target(shipped):
    year_2020 = figures(shipped)[1]

    assert year_2020.coverage_pct == pytest.approx(100 * 50_746 / 118_492)


def test_only_two_agreeing_sources_make_a_figure_confirmed(shipped):
    confirmed = shipped[shipped["is_verified"]]

    assert list(zip(confirmed["area_code"], confirmed["label"], strict=True)) == [
        ("3514", "Bulan Timbang Februari 2025"),
        ("3520", "tahun 2024"),
    ]
