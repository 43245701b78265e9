"""Where a series is broken, and when its newest month is taken for unfinished."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting.routine import breaks
from stunting.routine.periods import PeriodKind


def marked(target, measured, kind=PeriodKind.MONTH):
    frame = pd.DataFrame({"target_n": pd.array(target, "Int64"), "measured_n": pd.array(measured, "Int64")})
    return breaks.marked(frame, kind=kind)


def test_an_even_series_has_no_break():
    frame = marked([1000, 1010, 990], [900, 910, 905])

    assert frame["break_before"].tolist() == [None, None, None]
    assert not frame["is_incomplete"].any()


def test_lists_that_begin_to_name_the_unmeasured_are_a_break():
    frame = marked([None, 1000], [900, 900])

    assert frame["break_before"].tolist() == [None, "Sejak periode ini daftar memuat balita yang tidak diukur."]


def test_lists_that_stop_naming_the_unmeasured_are_a_break():
    assert "hanya memuat balita yang diukur" in marked([1000, None], [900, 900])["break_before"].iloc[1]


@pytest.mark.parametrize(("after", "is_break"), [(1250, False), (1251, True), (750, False), (749, True)])
def test_lists_that_change_by_more_than_a_quarter_are_a_break(after, is_break):
    reason = marked([1000, after], [700, 700])["break_before"].iloc[1]

    assert (reason is not None) == is_break


def test_a_break_says_both_numbers():
    reason = marked([8000, 12345], [7000, 7000])["break_before"].iloc[1]

    assert reason == "Jumlah sasaran berubah dari 8.000 menjadi 12.345: penyebut cakupan tidak sama."


def test_a_hidden_target_is_no_break():
    frame = pd.DataFrame(
        {
            "target_n": pd.array([1000, None, 1000, None], "Int64"),
            "measured_n": pd.array([900] * 4, "Int64"),
            "is_coverage_suppressed": [False, True, False, False],
        }
    )

    reasons = breaks.marked(frame, kind=PeriodKind.MONTH)["break_before"].tolist()

    assert reasons == [None, None, None, "Sejak periode ini daftar hanya memuat balita yang diukur."]


def test_a_target_of_zero_is_no_break():
    assert marked([0, 100], [0, 90])["break_before"].tolist() == [None, None]


@pytest.mark.parametrize(("newest", "is_unfinished"), [(749, True), (750, False)])
def test_the_newest_month_is_unfinished_below_three_quarters_of_the_usual(newest, is_unfinished):
    frame = marked([None] * 4, [1000, 1000, 1000, newest])

    assert frame["is_incomplete"].tolist() == [False, False, False, is_unfinished]


def test_only_the_newest_month_can_be_unfinished():
    assert not marked([None] * 4, [1000, 10, 1000, 1000])["is_incomplete"].any()


def test_a_weighing_month_is_never_unfinished():
    assert not marked([None] * 3, [1000, 1000, 10], kind=PeriodKind.WINDOW)["is_incomplete"].any()


def test_months_without_any_known_number_are_not_judged():
    assert not marked([None] * 3, [None, None, 10])["is_incomplete"].any()


def test_an_empty_series_stays_empty():
    assert marked([], []).empty
