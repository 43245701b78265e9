"""Counts become rates only where a rate may be shown, and totals are sums of counts."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting.anthro.prevalence import wilson
from stunting.classes import AreaState
from stunting.indicators import indicator
from stunting.routine import rates
from tests.routine_areas import areas, measured


def only(*rows, **more):
    return areas(*rows, **more).iloc[0]


def test_a_rate_is_the_numerator_per_hundred_of_the_denominator():
    row = only(measured(30, 120, target=125))

    assert (row["hits_n"], row["base_n"], row["value_pct"], row["coverage_pct"]) == (30, 120, 25.0, 96.0)
    assert (row["ci_low_pct"], row["ci_high_pct"]) == pytest.approx(wilson(30, 120))
    assert row["state"] is AreaState.VALUE


@pytest.mark.parametrize(("base", "state"), [(19, AreaState.SMALL_N), (20, AreaState.VALUE)])
def test_below_twenty_children_there_is_no_rate(base, state):
    row = only(measured(5, base, target=base))

    assert row["state"] is state
    assert pd.isna(row["value_pct"]) == (base < 20)
    assert row["hits_n"] == 5


@pytest.mark.parametrize(("covered", "state"), [(79, AreaState.LOW_COVERAGE), (80, AreaState.VALUE)])
def test_below_eighty_percent_coverage_the_rate_is_shown_as_not_representing_all(covered, state):
    row = only(measured(10, covered, target=100))

    assert row["state"] is state
    assert row["value_pct"] == pytest.approx(1000 / covered)


def test_nobody_measured_is_no_data_and_not_zero():
    row = only({"stunted_n": 0, "measured_n": 0, "target_n": 40, "covered_n": 0})

    assert row["state"] is AreaState.NO_DATA
    assert pd.isna(row["value_pct"])
    assert row["coverage_pct"] == 0


def test_a_hidden_row_keeps_neither_counts_nor_rate():
    row = only(measured(30, 120, target=125, is_suppressed=True))

    assert row["state"] is AreaState.SUPPRESSED
    assert row[["hits_n", "base_n", "value_pct", "ci_low_pct", "ci_high_pct"]].isna().all()


def test_lists_of_measured_children_alone_have_no_coverage():
    row = only(measured(30, 120))

    assert pd.isna(row["coverage_pct"])
    assert row["state"] is AreaState.VALUE


def test_low_coverage_is_no_state_of_the_coverage_itself():
    row = only({"target_n": 100, "covered_n": 50}, asked=indicator("cakupan"))

    assert (row["value_pct"], row["state"]) == (50.0, AreaState.VALUE)


def test_more_measured_than_an_official_sheet_expects_is_a_share_without_an_interval():
    row = only({"target_n": 100, "covered_n": 110}, asked=indicator("cakupan"))

    assert row["value_pct"] == pytest.approx(110)
    assert pd.isna(row["ci_low_pct"])


def test_official_targets_take_the_place_of_the_listed_children():
    frame = areas(measured(10, 90, target=95), measured(8, 80, target=85))

    found = rates.with_official_targets(frame, {"351401": 120}, key="area_code")

    assert found["target_n"].tolist() == [120, pd.NA]
    assert found["covered_n"].tolist() == [90, pd.NA]


def test_a_total_adds_counts_and_never_averages_rates():
    frame = areas(measured(10, 20, target=25), measured(10, 180, target=200))

    whole = rates.with_rates(rates.total(frame), indicator=indicator("stunting")).iloc[0]

    assert (whole["hits_n"], whole["base_n"], whole["value_pct"]) == (20, 200, 10.0)
    assert frame["value_pct"].mean() != whole["value_pct"]


def test_a_count_that_no_row_knows_stays_unknown_in_the_total():
    whole = rates.total(areas(measured(10, 20), measured(10, 180))).iloc[0]

    assert pd.isna(whole["target_n"])
    assert whole["measured_n"] == 200
