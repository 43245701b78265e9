"""Ranks come with the interval they may lie in, and only shown rates take part."""

from __future__ import annotations

import numpy as np

from stunting.indicators import indicator
from stunting.routine.ranking import ranked
from tests.routine_areas import STUNTING, areas, measured


def test_units_far_apart_have_certain_ranks():
    frame = ranked(areas(measured(450, 500), measured(50, 500), measured(250, 500)), indicator=STUNTING)

    assert list(zip(frame["rank_low"], frame["rank_high"], strict=True)) == [(1, 1), (3, 3), (2, 2)]


def test_equal_units_may_have_any_rank():
    frame = ranked(areas(*[measured(20, 100)] * 3), indicator=STUNTING)

    assert frame["rank_low"].tolist() == [1, 1, 1]
    assert frame["rank_high"].tolist() == [3, 3, 3]


def test_of_a_coverage_the_lowest_is_the_neediest():
    asked = indicator("cakupan")
    units = areas({"target_n": 500, "covered_n": 480}, {"target_n": 500, "covered_n": 100}, asked=asked)

    assert ranked(units, indicator=asked)["rank_low"].tolist() == [2, 1]


def test_hidden_small_and_unknown_units_have_no_rank_and_take_none():
    units = areas(measured(450, 500), measured(400, 500, is_suppressed=True), measured(9, 10), {}, measured(50, 500))

    frame = ranked(units, indicator=STUNTING)

    assert frame["rank_high"].isna().tolist() == [False, True, True, True, False]
    assert frame["rank_high"].max() == 2


def test_a_hidden_count_changes_no_other_rank_and_no_steadied_rate():
    shown = [measured(30, 100, code=f"35140610{number:02d}") for number in range(1, 4)]
    first, second = (
        ranked(
            areas(*shown, measured(hidden, 100, code="3514061009", is_suppressed=True)),
            indicator=STUNTING,
            is_stabilised=True,
        )
        for hidden in (3, 97)
    )

    for name in ("rank_low", "rank_high", "stabilised_pct"):
        assert np.array_equal(first[name], second[name], equal_nan=True)


def test_an_official_target_below_the_measured_gives_no_rank():
    asked = indicator("cakupan")
    units = areas({"target_n": 100, "covered_n": 120}, {"target_n": 100, "covered_n": 60}, asked=asked)

    assert ranked(units, indicator=asked)["rank_low"].isna().tolist() == [True, False]


def test_without_any_rate_there_are_no_ranks():
    assert ranked(areas({}, {}), indicator=STUNTING)["rank_low"].isna().all()


def test_steadied_rates_stand_beside_the_own_ones_only_when_asked_for():
    units = areas(measured(9, 30, code="3514061001"), measured(200, 1000, code="3514061002"))

    assert "stabilised_pct" not in ranked(units, indicator=STUNTING)
    steadied = ranked(units, indicator=STUNTING, is_stabilised=True)
    assert steadied["value_pct"].tolist() == [30.0, 20.0]
    assert 20.0 < steadied["stabilised_pct"].iloc[0] <= 30.0
