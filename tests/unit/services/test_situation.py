"""What the release answers about services: periods of a mode, targets, coverage, announced counts; a tiny release."""

from __future__ import annotations

import duckdb
import pytest

from stunting import action_queries
from stunting.db import Database
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.routine.district import District, Mode
from stunting.services import registry
from stunting.services.coverage import State
from stunting.services.situation import Situation
from tests import lokus_release

DESA = [
    *(lokus_release.desa_of("1801", number) for number in range(4)),
    *(lokus_release.desa_of("1801", number, kecamatan=2) for number in range(2)),
    lokus_release.desa_of("1802", 0),
]


def area(code: str, level: str) -> Area:
    return Area(code=code, level=level, kind=level, name=code, official_name=code, parent_code=None, lat=0.0, lon=0.0)


KABUPATEN = area("1801", "kabupaten")


def service(opened, code, period, numerator, denominator, *, key="pantau", year=2025):
    opened.execute(
        "insert into service values ($code, $year, $period, $key, $n, $d, true, 'Laporan desa', false, false)",
        {"code": code, "year": year, "period": period, "key": key, "n": numerator, "d": denominator},
    )


@pytest.fixture
def db(tmp_path):
    path = lokus_release.write(tmp_path / "rilis.duckdb", desa=DESA, windows={})
    with duckdb.connect(str(path)) as opened:
        for code, numerator in zip(DESA, (40, 45, 30, 35, 25, 28, 60), strict=True):
            service(opened, code, "tahun", numerator, 70)
            service(opened, code, "tw4", numerator, 60)
        service(opened, DESA[0], "tw1", 9, 60)
        service(opened, DESA[0], "m08", 50, 60, key="vitamin_a")
        for code, year, value in (("00", 2024, 90.0), ("1801", 2024, 80.0), ("1801", 2026, 99.0)):
            opened.execute(
                "insert into service_target values ($area, 'pantau', $year, $value, 'RPJMD', false, false)",
                {"area": code, "year": year, "value": value},
            )
        for code, value in (("1801", 8520), ("180101", 513)):
            opened.execute(
                "insert into published_count values ($area, 'anak_berisiko', 2023, 1, $value, 'anak', 'Koran', null, "
                "false, null)",
                {"area": code, "value": value},
            )
    return Database(path)


def situation(db) -> Situation:
    return Situation(District(db))


def asked(db, mode, *, level="kabupaten", key="2025-tahun"):
    answers = situation(db)
    period = next(one for one in answers.periods("1801", mode=mode) if one.key == key)
    return answers.coverage(KABUPATEN, level=level, services=[registry.get("pantau")], period=period, mode=mode).cells


def test_mode_publik_offers_only_the_report_that_closes_a_year_of_each_service(db):
    internal = [one.key for one in situation(db).periods("1801", mode=Mode.INTERNAL)]
    public = [one.key for one in situation(db).periods("1801", mode=Mode.PUBLIC)]

    assert internal == ["2025-tahun", "2025-tw4", "2025-m08", "2025-tw1"]
    assert public == ["2025-tahun", "2025-m08"]


def test_the_coverage_of_a_kabupaten_is_that_of_its_desa(db):
    (row,) = asked(db, Mode.INTERNAL).itertuples()

    assert (row.numerator_n, row.denominator_n, row.reported_n, row.desa_n) == (203, 420, 6, 6)


def test_the_own_target_goes_before_that_of_the_nation_and_later_ones_do_not_hold_yet(db):
    target = situation(db).targets("180101", year=2025)["pantau"]

    assert (target.area_code, target.year, target.value_pct) == ("1801", 2024, 80.0)
    assert situation(db).targets("1802", year=2025)["pantau"].value_pct == 90.0


def test_mode_publik_shows_the_same_true_figures_as_mode_internal_where_nothing_is_small(db):
    assert asked(db, Mode.PUBLIC)["value_pct"].tolist() == asked(db, Mode.INTERNAL)["value_pct"].tolist()


def test_a_desa_with_three_people_left_is_hidden_and_so_is_one_that_would_tell_it(db, tmp_path):
    db.close()
    with duckdb.connect(str(tmp_path / "rilis.duckdb")) as opened:
        opened.execute("update service set numerator_n = 67 where area_code = $code", {"code": DESA[0]})
    found = asked(Database(tmp_path / "rilis.duckdb"), Mode.PUBLIC, level="desa")

    hidden = found.loc[found["state"] == State.HIDDEN, "area_code"].tolist()
    assert DESA[0] in hidden
    assert len(hidden) >= 2
    assert asked(Database(tmp_path / "rilis.duckdb"), Mode.PUBLIC)["numerator_n"].tolist() == [230]


def test_the_country_is_answered_with_what_to_do(db):
    with pytest.raises(NoDataError, match="Pilih wilayahnya"):
        situation(db).coverage(
            area("00", "negara"),
            level="provinsi",
            services=[registry.get("pantau")],
            period=situation(db).periods("1801", mode=Mode.PUBLIC)[0],
            mode=Mode.PUBLIC,
        )


def test_announced_children_at_risk_are_told_as_they_were_announced(db):
    frame = action_queries.published_counts(db, within="1801")

    assert frame[["area_code", "value_n", "unit"]].values.tolist() == [["1801", 8520, "anak"], ["180101", 513, "anak"]]
    assert not frame["is_verified"].any()
