"""Levels that are kept between two scenarios belong to both."""

from dataclasses import replace

import pandas as pd

from stunting.lokus import draws
from stunting.lokus.choosing import propose
from stunting.lokus.scenario import LackRule, Rule
from tests.lokus_desa import random_candidates, scenario_of


def scenarios():
    plain = scenario_of(draws=200)
    return [
        plain,
        replace(plain, seed=7),
        replace(plain, rules=tuple(replace(one, weight=100 - one.weight) for one in plain.rules)),
        replace(plain, rules=tuple(Rule(key=one.key, weight=one.weight, threshold=5.0) for one in plain.rules)),
        replace(plain, lack=LackRule.AS_IS, draws=300),
        plain,
    ]


def test_kept_levels_change_no_list():
    candidates = [random_candidates(seed) for seed in (1, 2)]
    kept = [propose(one, scenario).frame for one in candidates for scenario in scenarios()]

    for at, found in enumerate(kept):
        draws._drawn_levels.cache_clear()
        draws._errors.cache_clear()
        one, scenario = candidates[at // len(scenarios())], scenarios()[at % len(scenarios())]
        pd.testing.assert_frame_equal(found, propose(one, scenario).frame)


def test_a_moved_weight_draws_nothing_anew():
    candidates, plain = random_candidates(3), scenario_of(draws=200)
    propose(candidates, plain)
    before = draws._drawn_levels.cache_info().misses

    propose(candidates, replace(plain, rules=tuple(replace(one, weight=one.weight + 5) for one in plain.rules)))

    assert draws._drawn_levels.cache_info().misses == before
