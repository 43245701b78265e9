"""What the sentences say of a row, and what they never say."""

from __future__ import annotations

import pytest

from stunting.frames import records
from stunting.indicators import indicator
from stunting.measures import Estimate, Verdict
from stunting.proportions import change_frame, routine_change
from stunting.routine import story
from stunting.routine.figures import RoutineFigure
from tests.routine_areas import STUNTING, areas, measured, month

JULY, AUGUST = month(2025, 7), month(2025, 8)


def row(*rows, asked=STUNTING):
    return next(records(areas(*rows, asked=asked)))


def step(before, after):
    first, last = (
        RoutineFigure.of_row(row(one), indicator=STUNTING, period=period)
        for one, period in ((before, JULY), (after, AUGUST))
    )
    return routine_change(first, last)


def told(one, *, asked=STUNTING, change=None, units=None, survey=None):
    return story.sentences(
        "Kec. A",
        one,
        indicator=asked,
        period=AUGUST,
        step=change,
        units=units,
        level="desa",
        survey=survey,
    )


def test_the_headline_says_the_division_and_both_parts():
    (first, *_) = told(row(measured(30, 120, target=125, severely_stunted_n=8)))

    assert first == (
        "Dari 120 balita yang diukur di Kec. A pada Agustus 2025, **30** (25,0%) tergolong stunting: 8 sangat pendek "
        "dan 22 pendek."
    )


def test_a_hidden_part_is_left_out():
    (first, *_) = told(row(measured(30, 120, target=125)))

    assert first.endswith("(25,0%) tergolong stunting.")


def test_another_indicator_says_its_own_words():
    asked = indicator("wasting")
    (first, *_) = told(row({"wasted_n": 12, "weight_for_height_n": 200}, asked=asked), asked=asked)

    assert first == (
        "Dari 200 balita ditimbang dan diukur di Kec. A pada Agustus 2025, tercatat **12** (6,0%) balita wasting."
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "Tidak ada data bukan berarti nol"),
        (measured(61, 997, is_suppressed=True), "disembunyikan untuk melindungi data anak"),
        (measured(6, 12), "hanya 12 balita diukur"),
    ],
)
def test_without_a_rate_one_sentence_says_why(counts, words):
    (only,) = told(row(counts), change=step(measured(30, 120), measured(20, 120)))

    assert words in only
    assert "%" not in only
    assert "61" not in only


@pytest.mark.parametrize(("covered", "is_cautioned"), [(799, True), (800, False)])
def test_below_eighty_percent_the_coverage_is_a_caution(covered, is_cautioned):
    sentence = story.coverage_sentence(row(measured(90, covered, target=1000)))

    assert (story.CAUTION_COVERAGE in sentence) == is_cautioned
    assert sentence.startswith(f"Yang diukur {covered} dari 1.000 sasaran (")


def test_an_unknown_coverage_is_said_and_a_hidden_one_is_not_called_unknown():
    unknown = areas(measured(30, 120))
    hidden = unknown.assign(is_coverage_suppressed=True)

    assert story.coverage_sentence(next(records(unknown))).startswith("Cakupan tidak diketahui: berkasnya hanya")
    assert story.coverage_sentence(next(records(hidden))) == "Cakupan disembunyikan untuk melindungi 1–4 balita."


def test_a_change_whose_interval_contains_zero_is_called_equal_and_nothing_else():
    sentence = story.change_sentence(step(measured(30, 200), measured(26, 200)))

    assert "**setara**" in sentence
    assert "lebih" not in sentence
    assert "−2,0 poin persen" in sentence


@pytest.mark.parametrize(("after", "word"), [(20, "lebih rendah"), (120, "lebih tinggi")])
def test_a_change_that_leaves_out_zero_has_a_direction_in_points(after, word):
    sentence = story.change_sentence(step(measured(60, 200), measured(after, 200)))

    assert f"poin persen {word} (interval" in sentence
    assert "setara" not in sentence


def test_a_change_of_too_few_children_is_not_judged():
    sentence = story.change_sentence(step(measured(3, 12), measured(60, 200)))

    assert "perubahannya tidak dinilai" in sentence


def test_the_coverage_of_both_periods_stands_beside_the_change():
    sentence = story.change_sentence(step(measured(30, 200, target=250), measured(26, 200, target=220)))

    assert sentence.endswith("; cakupan 80,0% menjadi 90,9%.")


def test_the_highest_rate_and_the_most_children_are_told_apart():
    units = areas(measured(20, 40), measured(60, 400), {})

    assert story.spread_sentence(units, level="kecamatan", indicator=STUNTING) == (
        "Di antara 2 kecamatan yang angkanya tampil, stunting tertinggi tercatat di **Kec. A** (50,0%); jumlah "
        "terbanyak di **Kec. B** (60 anak)."
    )


def test_one_unit_is_no_comparison():
    assert story.spread_sentence(areas(measured(20, 40), {}), level="desa", indicator=STUNTING) == ""


def test_where_nobody_is_counted_none_is_the_highest():
    assert story.spread_sentence(areas(measured(0, 40), measured(0, 400)), level="desa", indicator=STUNTING) == ""


def test_of_a_coverage_the_lowest_is_told():
    asked = indicator("cakupan")
    units = areas({"target_n": 100, "covered_n": 90}, {"target_n": 100, "covered_n": 50}, asked=asked)

    assert "cakupan terendah tercatat di **Kec. B** (50,0%)" in story.spread_sentence(
        units, level="kecamatan", indicator=asked
    )


def test_the_survey_stands_apart_and_is_not_compared():
    survey = Estimate(area_code="3514", survey="ssgi", year=2021, value_pct=21.5)

    last = told(row(measured(30, 120)), survey=survey)[-1]

    assert last == "SSGI 2021 mencatat 21,5%; cara ukurnya berbeda, jadi keduanya tidak dibandingkan langsung."


def test_most_children_are_in_order_and_only_of_shown_units():
    units = areas(measured(20, 40), measured(60, 400), measured(9, 10), measured(90, 100, is_suppressed=True))

    needs = story.most_children(units, indicator=STUNTING)

    assert [(one.name, one.main, one.detail) for one in needs] == [
        ("Kec. B", "60 anak", "15,0%"),
        ("Kec. A", "20 anak", "50,0%"),
    ]


def test_of_a_coverage_those_not_reached_are_counted():
    asked = indicator("cakupan")
    units = areas({"target_n": 100, "covered_n": 90}, {"target_n": 100, "covered_n": 50}, asked=asked)

    assert [one.main for one in story.most_children(units, indicator=asked)] == ["50 belum", "10 belum"]


def test_of_the_improved_those_with_a_sure_direction_come_first():
    before = areas(measured(30, 60), measured(100, 1000), measured(10, 100), measured(50, 100))
    after = areas(measured(24, 60), measured(60, 1000), measured(30, 100), measured(9, 12))

    needs = story.most_improved(change_frame(before, after, indicator=STUNTING), after, indicator=STUNTING)

    assert [(one.name, one.main, one.detail) for one in needs] == [
        ("Kec. B", "−4,0 poin", "▼ turun"),
        ("Kec. A", "−10,0 poin", "● setara"),
    ]


@pytest.mark.parametrize("after", [20, 55, 60, 65, 120])
def test_setara_is_said_exactly_where_the_interval_contains_zero(after):
    change = step(measured(60, 200), measured(after, 200))

    assert (change.low_points <= 0 <= change.high_points) == ("setara" in story.change_sentence(change))
    assert (change.verdict is Verdict.EQUAL) == ("setara" in story.change_sentence(change))
