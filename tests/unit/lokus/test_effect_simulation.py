"""Where the truth is known: the corrected comparison is centred on it and its interval holds it, the plain one not."""

from __future__ import annotations

import functools

import pytest

from stunting.lokus.effect_simulation import LIMITS, SCENARIOS, Scenario, scores

RUNS, SEED = 2_000, 1
BY_WORDS = {one.words: one for one in (*SCENARIOS, *LIMITS)}
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.words)


@functools.cache
def found(scenario: Scenario):
    return scores(scenario, runs=RUNS, seed=SEED, estimators=("ancova", "naive"))


@each_scenario
def test_the_corrected_comparison_is_centred_on_the_truth(scenario):
    assert abs(found(scenario)["ancova"].bias) < 0.15


@each_scenario
def test_the_corrected_interval_holds_the_truth_in_95_of_100_runs(scenario):
    assert 93 <= found(scenario)["ancova"].coverage_pct <= 97


@each_scenario
def test_the_plain_comparison_sees_a_fall_that_is_none(scenario):
    naive = found(scenario)["naive"]

    assert naive.bias < -0.5
    assert naive.coverage_pct < 85


def test_where_children_are_new_in_each_wave_the_plain_interval_hardly_ever_holds_the_truth():
    assert found(SCENARIOS[0])["naive"].bias < -5
    assert found(SCENARIOS[0])["naive"].coverage_pct < 10


@pytest.mark.parametrize("words", ["150 desa, 22 lokus", "90 desa, 15 lokus", "list with quota: 6 kecamatan"])
def test_similar_villages_and_the_list_before_it_was_chosen_are_centred_too(words):
    found = scores(BY_WORDS[words], runs=1_000, seed=SEED, estimators=("matched", "same"))

    for one in found.values():
        assert abs(one.bias) < 0.3
        assert 93 <= one.coverage_pct <= 98


def test_a_true_fall_of_3_points_is_found_in_a_kabupaten_of_300_desa_in_most_runs():
    ancova = found(BY_WORDS["true effect −3 points, 300 desa"])["ancova"]

    assert ancova.detected_pct > 50


def test_coverage_that_rises_in_lokus_alone_is_not_repaired():
    ancova = scores(LIMITS[0], runs=400, seed=SEED, estimators=("ancova",))["ancova"]

    assert ancova.bias > 1


def test_a_list_chosen_from_a_wave_that_is_not_given_makes_lokus_look_worse():
    unseen = BY_WORDS["the wave of the choice is not known"]
    ancova = scores(unseen, runs=400, seed=SEED, estimators=("ancova",))["ancova"]

    assert ancova.bias > 1


def test_the_same_seed_gives_the_same_scores():
    first, second = (scores(SCENARIOS[1], runs=50, seed=3, estimators=("ancova",)) for _ in range(2))

    assert first == second
