"""Lokus and other desa over time: phases of a list, the pair of seasons, and the change of each side."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from stunting.db import Database
from stunting.lokus.comparison_words import NO_EFFECT, before_after_sentences
from stunting.lokus.known_lists import KnownList
from stunting.lokus.over_time import LOKUS, OTHERS, Phase, before_after, lokus_over_time, phase_of, season_pair
from stunting.routine.district import District
from stunting.routine.periods import PeriodKind
from tests.lokus_release import INTERNAL, PUBLIC, STUNTING, desa_of, write
from tests.routine_areas import month

HERE = "1801"
DESA = [desa_of(HERE, number) for number in (1, 2, 3, 4)]


def counted(first: int, *others: int) -> dict[str, tuple[int, int, int]]:
    return {code: (hits, 100, 120) for code, hits in zip(DESA, (first, *others), strict=True)}


WINDOWS = {
    "2023-08": counted(30, 10, 10, 10),
    "2024-02": counted(28, 10, 10, 9),
    "2024-08": counted(26, 9, 9, 9),
    "2025-02": counted(14, 9, 9, 9),
    "2025-08": counted(12, 9, 8, 8),
}


def series(tmp_path, *, windows=WINDOWS, lists=None, decree_date=None, question=INTERNAL, year=2025):
    path = write(
        tmp_path / "rilis.duckdb",
        desa=DESA,
        windows=windows,
        lists={(2025, 2024): DESA[:1]} if lists is None else lists,
        announced=[(HERE, 2020, 2, None)],
        decree_date=decree_date,
    )
    with Database(path) as opened:
        return lokus_over_time(
            District(opened), kabupaten_code=HERE, lokus_year=year, kind=PeriodKind.WINDOW, question=question
        )


def test_the_desa_of_the_list_are_the_same_in_every_period(tmp_path):
    found = series(tmp_path)

    assert found.of(LOKUS)["hits_n"].tolist() == [30, 28, 26, 14, 12]
    assert found.of(OTHERS)["hits_n"].tolist() == [30, 29, 27, 27, 25]
    assert found.of(OTHERS)["base_n"].tolist() == [300] * 5
    assert found.of(LOKUS)["coverage_pct"].round(1).tolist() == [83.3] * 5


def test_without_a_date_the_year_of_the_decision_is_neither_before_nor_after(tmp_path):
    assert series(tmp_path).of(LOKUS)["phase"].tolist() == [
        Phase.BEFORE,
        Phase.DECIDING,
        Phase.DECIDING,
        Phase.APPLIES,
        Phase.APPLIES,
    ]


def test_with_a_date_every_period_is_before_or_after_the_decision(tmp_path):
    found = series(tmp_path, decree_date=dt.date(2024, 3, 11))

    assert found.decided.decided_on == dt.date(2024, 3, 11)
    assert found.of(LOKUS)["phase"].tolist()[:3] == [Phase.BEFORE, Phase.BEFORE, Phase.WAITING]


def test_after_the_year_of_a_list_its_phase_is_over():
    decided = KnownList(kabupaten_code=HERE, lokus_year=2024, codes=("x",), decided_year=2023)

    assert phase_of(month(2025, 2), decided) is Phase.AFTER


def test_before_and_after_are_of_the_same_season(tmp_path):
    found = before_after(series(tmp_path))
    lokus, others = found.steps

    assert (found.before.key, found.after.key) == ("2024-08", "2025-08")
    assert (lokus.before.hits_n, lokus.after.hits_n, others.before.hits_n, others.after.hits_n) == (26, 12, 27, 25)
    assert lokus.points == pytest.approx(-14.0)
    # Newcombe (1998), method 10, with Wilson's limits 18,4-35,4 and 7,0-19,8.
    assert lokus.low_points == pytest.approx(-14 - math.hypot(12 - 7.00, 35.37 - 26), abs=0.05)
    assert lokus.high_points == pytest.approx(-14 + math.hypot(19.81 - 12, 26 - 18.40), abs=0.05)
    assert (lokus.verdict, others.verdict) == ("turun", "setara")


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([(2024, 2), (2024, 8), (2025, 2)], ((2024, 2), (2025, 2))),
        ([(2023, 8), (2024, 2), (2025, 9)], ((2023, 8), (2025, 9))),
        ([(2024, 2), (2025, 8)], (None, (2025, 8))),
        ([(2024, 2), (2024, 8)], (None, None)),
    ],
)
def test_the_pair_of_seasons_may_slip_by_a_month_and_no_more(months, expected):
    windows = [month(*one).__class__(**{**vars(month(*one)), "kind": PeriodKind.WINDOW}) for one in months]
    pair = season_pair(windows, lokus_year=2025)

    assert tuple(one and (one.year, one.month) for one in pair) == expected


def test_the_change_is_never_called_an_effect(tmp_path):
    said = before_after_sentences(before_after(series(tmp_path)), indicator=STUNTING)

    assert said[-1] == NO_EFFECT
    assert "26,0% (18,4–35,4%; 26 dari 100 balita diukur; cakupan 83,3%) menjadi 12,0%" in said[0]
    assert said[0].endswith("−14,0 poin persen (interval 95% −24,6 sampai −3,1): tercatat turun.")
    assert said[1].endswith("setara.")


def test_a_list_of_next_year_has_no_change_yet(tmp_path):
    found = before_after(series(tmp_path, lists={(2026, 2025): DESA[:1]}, year=2026))

    assert found.steps == ()
    assert "Belum ada periode pada atau sesudah 2026" in found.problem
    assert before_after_sentences(found, indicator=STUNTING) == (found.problem,)


@pytest.mark.parametrize(("year", "said"), [(2020, "Nama desa tidak diumumkan"), (2030, "Belum ada daftar lokus 2030")])
def test_without_named_desa_there_is_no_series(tmp_path, year, said):
    found = series(tmp_path, year=year)

    assert found.frame.empty
    assert found.problem.startswith(said)
    assert before_after(found).problem == found.problem


def test_mode_publik_has_no_rate_where_a_side_would_reveal_1_to_4_children(tmp_path):
    windows = {**WINDOWS, "2025-08": counted(3, 9, 8, 8)}
    public = series(tmp_path, windows=windows, question=PUBLIC)

    assert public.of(LOKUS)["hits_n"].isna().tolist()[-1]
    assert public.of(OTHERS)["hits_n"].isna().tolist()[-1]
    assert not before_after(public).steps[0].is_known
    assert "disembunyikan" in " ".join(before_after_sentences(before_after(public), indicator=STUNTING))
