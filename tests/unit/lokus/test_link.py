"""A scenario survives in a link; a wrong value gives a sentence."""

from dataclasses import replace

import pytest

from stunting.lokus.criteria import CRITERIA
from stunting.lokus.link import PARAMS, params_of, preset_of, preset_rules, scenario_of
from stunting.lokus.scenario import PRESETS, Exclusion, LackRule, Rule, Scenario, ScenarioError, Swap

CODES = ("3514010001", "3514010002", "3514020001", "3514020002")
DEFAULT = Scenario(
    kabupaten_code="3514", lokus_year=2026, period="bt:2025-08", size=2, rules=preset_rules("usulan", CRITERIA)
)
CHANGED = replace(
    DEFAULT,
    lokus_year=2027,
    size=3,
    rules=(
        Rule(key="prevalensi", weight=12.5, threshold=7.0),
        Rule(key="kasus", weight=0.0),
        Rule(key="krs", weight=40.0),
        Rule(key="layanan", weight=1.0, threshold=25.0),
    ),
    least_per_kecamatan=1,
    most_per_kecamatan=2,
    lowest_coverage_pct=70.0,
    lack=LackRule.OUT,
    weight_points=5.0,
    seed=7,
    exclusions=(Exclusion(code="3514010001", reason="sudah lokus provinsi"),),
    swaps=(Swap(out_code="3514020001", in_code="3514010002", reason="usul camat; jalan putus"),),
)


def read(params, default=DEFAULT):
    return scenario_of(params, default=default, criteria=CRITERIA, codes=CODES)


def test_a_changed_scenario_survives_in_its_link():
    params = params_of(CHANGED, default=DEFAULT)

    assert set(params) == set(PARAMS)
    assert read(params) == CHANGED


def test_the_default_needs_no_choice_in_the_link():
    assert set(params_of(DEFAULT, default=DEFAULT).values()) == {""}
    assert read({}) == DEFAULT


def test_a_reason_cannot_break_the_link():
    hostile = replace(DEFAULT, exclusions=(Exclusion(code="3514010001", reason="a~b|c~3514020002~x"),))

    again = read(params_of(hostile, default=DEFAULT))

    assert again.exclusions == (Exclusion(code="3514010001", reason="a-b/c-3514020002-x"),)


@pytest.mark.parametrize(
    "params",
    [
        {"n": "0"},
        {"n": "5"},
        {"n": "-1"},
        {"n": "dua"},
        {"n": "²"},
        {"untuk": "1"},
        {"bobot": "kasus~x"},
        {"bobot": "kasus~nan"},
        {"bobot": "kasus~101"},
        {"kurang": "semua"},
        {"kecuali": "3514010001"},
        {"kecuali": "9999999999~alasan"},
        {"tukar": "3514010001~3514010002"},
        {"tukar": "3514010001~3514010002~ "},
    ],
)
def test_a_value_that_means_nothing_gives_a_sentence(params):
    with pytest.raises(ScenarioError):
        read(params)


def test_every_preset_is_recognised_and_unknown_weights_are_none():
    assert [preset_of(preset_rules(key, CRITERIA), CRITERIA) for key in PRESETS] == list(PRESETS)
    assert preset_of(CHANGED.rules, CRITERIA) == ""


def test_a_preset_without_any_known_criterion_weighs_all_the_same():
    only_krs = CRITERIA[2:3]

    assert preset_rules("kasus", only_krs) == (Rule(key="krs", weight=25.0),)
