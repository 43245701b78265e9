"""What a list reaches, against numbers worked out by hand."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import replace

import pytest

from stunting.db import Database
from stunting.errors import UnknownAreaError
from stunting.lokus.comparison import NOT_NAMED, ListAsked, compare_lists
from stunting.lokus.comparison_words import reach_sentences, reach_source
from stunting.lokus.known_lists import known_list, known_years
from stunting.routine.district import District, newest
from stunting.routine.selection import Selection
from tests.lokus_release import INTERNAL, PUBLIC, STUNTING, desa_of, write

HERE, ANNOUNCED, EMPTY, ELSEWHERE = "1801", "1811", "3514", "3520"
# stunted, measured, listed
COUNTED = {
    desa_of(HERE, 1): (30, 100, 110),
    desa_of(HERE, 2): (25, 60, 100),
    desa_of(HERE, 3): (20, 200, 200),
    desa_of(HERE, 4): (10, 40, 40),
    desa_of(HERE, 5, kecamatan=2): (9, 150, 150),
    desa_of(HERE, 6, kecamatan=2): (6, 50, 50),
}
LIST = (desa_of(HERE, 1), desa_of(HERE, 4))
OTHER_DESA = [desa_of(code, number) for code in (ANNOUNCED, EMPTY, ELSEWHERE) for number in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    path = write(
        tmp_path_factory.mktemp("lokus") / "rilis.duckdb",
        desa=[*COUNTED, *OTHER_DESA],
        windows={"2025-08": COUNTED, "2025-02": {desa_of(ELSEWHERE, 1): (0, 30, 30)}},
        lists={(2026, 2025): [*LIST, desa_of(EMPTY, 1), desa_of(ELSEWHERE, 1)]},
        announced=[(ANNOUNCED, 2026, 3, 1), (HERE, 2026, 99, 9), (HERE, 2023, 7, None)],
        decree_date=dt.date(2025, 3, 11),
    )
    with Database(path) as opened:
        yield District(opened)


def reach(district, code=HERE, year=2026, question=INTERNAL):
    period = newest(district.periods(code, mode=question.mode))
    (found,) = compare_lists(
        district, lists=[ListAsked(kabupaten_code=code, lokus_year=year, period=period)], question=question
    )
    return found


def test_a_list_reaches_the_stunted_children_of_its_desa(district):
    found = reach(district)

    assert (found.size, found.desa_n, found.in_kecamatan_n, found.kecamatan_n) == (2, 6, 1, 2)
    assert found.desa_pct == pytest.approx(100 * 2 / 6)
    assert (found.lokus.hits_n, found.lokus.base_n) == (40, 140)
    assert (found.others.hits_n, found.others.base_n) == (60, 460)
    assert found.reached_pct == pytest.approx(40.0)
    assert found.base_pct == pytest.approx(100 * 140 / 600)
    assert found.lokus.coverage_pct == pytest.approx(100 * 140 / 150)
    assert found.others.coverage_pct == pytest.approx(100 * 460 / 500)


def test_the_best_list_is_the_best_of_all_lists_of_that_length(district):
    every = [sum(COUNTED[code][0] for code in codes) for codes in itertools.combinations(COUNTED, 2)]
    found = reach(district)

    assert found.best_n == max(every) == 55
    assert found.short_n == 15
    assert found.of_best_pct == pytest.approx(100 * 40 / 55)


def test_chance_is_the_mean_of_all_lists_of_that_length(district):
    every = [sum(COUNTED[code][0] for code in codes) for codes in itertools.combinations(COUNTED, 2)]

    assert reach(district).random_pct == pytest.approx(sum(every) / len(every))


def test_the_difference_of_both_rates_has_newcombes_interval(district):
    points, low, high = reach(district).gap

    # p1 = 60/460, p2 = 40/140 with Wilson's limits 10,28-16,44 and 21,75-36,55.
    assert points == pytest.approx(15.53, abs=0.01)
    assert low == pytest.approx(15.53 - math.hypot(28.57 - 21.75, 16.44 - 13.04), abs=0.05)
    assert high == pytest.approx(15.53 + math.hypot(36.55 - 28.57, 13.04 - 10.28), abs=0.05)


def test_an_announced_number_without_names_has_no_rates(district):
    found = reach(district, ANNOUNCED)

    assert (found.size, found.in_kecamatan_n, found.problem) == (3, 1, NOT_NAMED)
    assert found.desa_pct == pytest.approx(75.0)
    assert math.isnan(found.reached_pct)
    assert found.best_n is None
    assert "nama desa tidak diumumkan" in " ".join(reach_sentences(found, indicator=STUNTING)).lower()


def test_a_kabupaten_without_counts_or_without_a_list_says_so(district):
    assert reach(district, EMPTY).problem.startswith("Belum ada data rutin")
    assert reach(district, ELSEWHERE, 2030).problem.startswith("Belum ada daftar lokus 2030")
    assert math.isnan(reach(district, ELSEWHERE, 2030).desa_pct)


def test_without_a_stunted_child_there_is_no_share(district):
    found = reach(district, ELSEWHERE)

    assert (found.whole.hits_n, found.lokus.hits_n, found.problem) == (0, 0, "")
    assert math.isnan(found.reached_pct)
    assert "tidak ada balita stunting yang tercatat" in reach_sentences(found, indicator=STUNTING)[0]


def test_fewer_than_20_children_have_counts_and_no_rate(district, tmp_path):
    few = {desa_of(HERE, 1): (5, 19, 19), desa_of(HERE, 2): (6, 60, 60)}
    path = write(
        tmp_path / "sedikit.duckdb",
        desa=list(few),
        windows={"2025-08": few},
        lists={(2026, 2025): [desa_of(HERE, 1)]},
    )
    with Database(path) as opened:
        found = reach(District(opened))

    assert (found.lokus.hits_n, found.lokus.base_n) == (5, 19)
    assert math.isnan(found.lokus.value_pct)
    assert all(math.isnan(one) for one in found.gap)
    assert found.reached_pct == pytest.approx(100 * 5 / 11)


def test_mode_publik_compares_with_the_desa_it_shows(tmp_path):
    # Desa 5 and 6 have 2 and 3 stunted children: hidden, and with them their sum with another desa.
    small = {**COUNTED, desa_of(HERE, 5, kecamatan=2): (2, 150, 150), desa_of(HERE, 6, kecamatan=2): (3, 50, 50)}
    path = write(
        tmp_path / "publik.duckdb",
        desa=list(small),
        windows={"2025-08": small},
        lists={(2026, 2025): LIST},
    )
    with Database(path) as opened:
        answers = District(opened)
        period = newest(answers.periods(HERE, mode=PUBLIC.mode))
        shown = answers.areas_in_period(within=HERE, level="desa", period=period, question=PUBLIC)
        public, internal = reach(answers, question=PUBLIC), reach(answers)

    visible = shown["hits_n"].dropna().sort_values(ascending=False)
    assert public.hidden_desa_n == int(shown["is_suppressed"].sum()) > 0
    assert public.best_n == int(visible[:2].sum()) <= internal.best_n
    assert public.is_best_at_least
    assert "sedikitnya" in reach_sentences(public, indicator=STUNTING)[0]
    assert public.short_n is None or public.short_n >= 0


def test_mode_publik_refuses_ages_of_a_list_in_a_sentence(district):
    asked = replace(PUBLIC, selection=Selection(age="baduta"))

    assert "Mode publik" in reach(district, question=asked).problem


def test_a_list_comes_before_an_announced_number(district):
    assert known_list(district.db, kabupaten_code=HERE, lokus_year=2026).size == 2
    assert known_years(district.db, kabupaten_code=HERE) == (2026, 2023)
    assert known_list(district.db, kabupaten_code=HERE, lokus_year=2023).announced_kecamatan_n is None


def test_an_area_that_is_no_kabupaten_is_refused(district):
    with pytest.raises(UnknownAreaError, match="9999"):
        reach(district, "9999")


def test_sentences_have_counts_coverage_and_period(district):
    first, second, base, third = reach_sentences(reach(district), indicator=STUNTING)

    assert first == (
        "2 desa lokus 2026 (33,3% dari 6 desa/kelurahan; 1 dari 2 kecamatan) menjangkau 40,0% balita stunting yang "
        "tercatat, 40 dari 100 (Bulan Timbang 2025-08); daftar terbaik dengan 2 desa menjangkau 55,0%, daftar acak "
        "rata-rata 33,3%."
    )
    assert second == "Itu 72,7% dari daftar terbaik, selisih 15 balita stunting."
    assert base == "Desa lokus memuat 23,3% balita diukur, 140 dari 600."
    assert "40 dari 140 balita diukur; cakupan 93,3%" in third
    assert "60 dari 460 balita diukur; cakupan 92,0%" in third
    assert "desa lokus lebih tinggi" in third


def test_the_source_names_period_children_coverage_and_decree(district):
    assert reach_source([reach(district)]) == (
        "Sumber: pencatatan rutin (e-PPGBM); Kabupaten 1801, Bulan Timbang 2025-08: 600 balita diukur dari 650 sasaran "
        "(92,3%). Daftar lokus: SK Bupati."
    )
