"""A kept scenario comes back as it was, and what no page could have made is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stunting.lokus.scenario import PRESETS, Exclusion, LackRule, Rule, Scenario, ScenarioError, Swap, from_json

FULL = Scenario(
    kabupaten_code="3514",
    lokus_year=2026,
    period="bt:2025-08",
    size=27,
    rules=(Rule(key="prevalensi", weight=33.3, threshold=7.5), Rule(key="own_air", weight=0, threshold=-2.0)),
    name="Usulan “rapat” ½",
    least_per_kecamatan=1,
    most_per_kecamatan=4,
    lowest_coverage_pct=75.5,
    lack=LackRule.OUT,
    exclusions=(Exclusion(code="3514010001", reason="Baru dimekarkan\nbelum ada data"),),
    swaps=(Swap(out_code="3514010002", in_code="3514010003", reason="Akses air"),),
    weight_points=12.5,
    draws=5_000,
    seed=2**32 - 1,
)


def changed(**fields):
    """The JSON of the full scenario with some fields replaced, whatever they are."""
    return json.dumps({**json.loads(FULL.as_json()), **fields})


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_comes_back_as_it_was(preset):
    scenario = replace(FULL, rules=PRESETS[preset])

    assert from_json(scenario.as_json()) == scenario


def test_a_full_scenario_comes_back_as_it_was():
    assert from_json(FULL.as_json()) == FULL


def test_equal_scenarios_are_equal_texts():
    whole = replace(FULL, rules=(Rule(key="kasus", weight=30),))
    decimal = replace(FULL, rules=(Rule(key="kasus", weight=30.0),))

    assert whole == decimal
    assert whole.as_json() == decimal.as_json() == from_json(decimal.as_json()).as_json()


def test_what_a_page_may_leave_out_has_its_default():
    text = json.dumps({"kabupaten_code": "3514", "lokus_year": 2026, "period": "bt:2025-08", "size": 10, "rules": []})

    assert from_json(text) == Scenario(kabupaten_code="3514", lokus_year=2026, period="bt:2025-08", size=10, rules=())


@pytest.mark.parametrize(
    "fields",
    [
        {"size": 0},
        {"size": 2_001},
        {"size": -1},
        {"size": 10**400},
        {"size": 27.5},
        {"size": "27"},
        {"size": True},
        {"size": None},
        {"size": float("inf")},
        {"draws": 99},
        {"draws": 5_001},
        {"draws": 1e300},
        {"draws": float("nan")},
        {"seed": -1},
        {"seed": 2**32},
        {"lokus_year": 1999},
        {"lokus_year": float("inf")},
        {"lokus_year": "2026"},
        {"least_per_kecamatan": 2},
        {"most_per_kecamatan": -1},
        {"lowest_coverage_pct": 100.1},
        {"lowest_coverage_pct": float("nan")},
        {"lowest_coverage_pct": "80"},
        {"weight_points": 101},
        {"weight_points": -1},
        {"weight_points": 10**400},
        {"lack": "lain"},
        {"lack": ["tanpa"]},
        {"kabupaten_code": "35140"},
        {"kabupaten_code": "../."},
        {"kabupaten_code": "３５１４"},
        {"kabupaten_code": 3514},
        {"period": None},
        {"period": "x" * 301},
        {"name": "\ud800"},
        {"name": "a\x00b"},
        {"name": {"a": 1}},
        {"rules": None},
        {"rules": "abc"},
        {"rules": {"key": "kasus"}},
        {"rules": [{"key": "kasus"}]},
        {"rules": [["kasus", 1]]},
        {"rules": [{"key": "kasus", "weight": -1}]},
        {"rules": [{"key": "kasus", "weight": float("nan")}]},
        {"rules": [{"key": "kasus", "weight": float("inf")}]},
        {"rules": [{"key": "kasus", "weight": 2e6}]},
        {"rules": [{"key": "kasus", "weight": True}]},
        {"rules": [{"key": "kasus", "weight": 1, "threshold": float("-inf")}]},
        {"rules": [{"key": "kasus", "weight": 1}, {"key": "kasus", "weight": 2}]},
        {"rules": [{"key": f"own_{number}", "weight": 1} for number in range(41)]},
        {"exclusions": [{"code": "3514", "reason": ""}]},
        {"exclusions": [{"code": "3514010001"}]},
        {"exclusions": {"code": "3514010001"}},
        {"exclusions": [{"code": "3514010001", "reason": "x"}] * 2_001},
        {"swaps": [{"out_code": "3514010001", "in_code": 5, "reason": ""}]},
        {"swaps": [{"out_code": "3514010001", "in_code": "3514010002", "reason": "x" * 301}]},
        {"lain": 1},
    ],
    ids=range(57),
)
def test_what_no_page_could_have_made_is_refused(fields):
    with pytest.raises(ScenarioError, match="tidak dapat dibaca"):
        from_json(changed(**fields))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "17",
        "[]",
        '"teks"',
        "{}",
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        " " * 1_000_001,
        "\x00",
    ],
    ids=range(12),
)
def test_a_text_that_is_no_scenario_is_refused(text):
    with pytest.raises(ScenarioError, match="Susun lagi"):
        from_json(text)
