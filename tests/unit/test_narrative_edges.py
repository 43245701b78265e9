"""Sentences for the unusual cases: targets met exactly, zero or far away, one survey."""

import pandas as pd
import pytest

from stunting import narrative
from stunting.measures import Estimate

NEWEST = Estimate(area_code="18", survey="ssgi", year=2024, value_pct=15.0)


def targets(*rows):
    return pd.DataFrame([(year, value, "Rencana") for year, value in rows], columns=["year", "value_pct", "basis"])


def test_several_targets_that_all_lie_far_ahead_take_the_nearest():
    sentence = narrative.target_sentence(targets((2040, 8.0), (2045, 5.0)), NEWEST, "Lampung")

    assert "8,0% pada 2040" in sentence


def test_a_plan_until_2030_comes_before_a_long_term_plan():
    sentence = narrative.target_sentence(targets((2025, 14.0), (2029, 12.0), (2045, 5.0)), NEWEST, "Lampung")

    assert "12,0% pada 2029" in sentence


@pytest.mark.parametrize(("goal", "words"), [(14.0, "di atas"), (15.0, "sama dengan target"), (16.0, "di bawah")])
def test_a_past_target_is_compared_exactly(goal, words):
    assert words in narrative.target_sentence(targets((2024, goal)), NEWEST, "Lampung")


def test_a_target_that_the_figure_meets_exactly_is_reached_not_exceeded():
    assert "sudah dicapai" in narrative.target_sentence(targets((2029, 15.0)), NEWEST, "Lampung")


def test_a_target_of_zero_has_no_pace():
    sentence = narrative.target_sentence(targets((2029, 0.0)), NEWEST, "Lampung")

    assert "per tahun" not in sentence
    assert "0,0%" in sentence


def test_an_area_with_one_survey_has_nothing_to_compare():
    assert narrative.change_to_newest([NEWEST]) is None
    assert "Belum ada survei terdahulu" in narrative.change_sentence(None, [NEWEST], NEWEST)
