"""Lists side by side."""

import pytest

from stunting.lokus.choosing import propose
from stunting.lokus.differences import compare, overlap
from stunting.lokus.scenario import ScenarioError
from tests.lokus_desa import candidates_of, code, random_candidates, scenario_of

ROWS = [
    {"krs": 40, "stunted": 10, "was_lokus": True},
    {"krs": 30, "stunted": 40},
    {"krs": 20, "stunted": 30},
    {"krs": 10, "stunted": 20, "was_lokus": True},
    {"krs": 5, "stunted": 5},
]


def both():
    candidates = candidates_of(ROWS)
    return [propose(candidates, scenario_of(size=2, weights=weights)) for weights in ((0, 0, 1, 0), (0, 1, 0, 0))]


def test_every_desa_of_any_list_and_of_last_years_has_one_row():
    found = compare(both())

    assert found["area_code"].tolist() == [code(1), code(0), code(2), code(3)]
    assert found["is_in_1"].tolist() == [True, True, False, False]
    assert found["is_in_2"].tolist() == [True, False, True, False]
    assert found["is_common"].tolist() == [True, False, False, False]
    assert found["score_2"].tolist() == [1, 0.25, 0.75, 0.5]


def test_common_desa_are_counted_between_lists_and_with_last_year():
    found = overlap(both())

    assert (found.common_n, found.any_n) == (1, 3)
    assert found.pairs.to_numpy().tolist() == [[1, 2, 1, 1, 1]]
    assert found.last_year.to_numpy().tolist() == [[1, 1, 1, 1], [2, 0, 2, 2]]
    assert found.sentence.startswith("1 desa/kelurahan ada di semua 2 daftar, dari 3")


def test_one_list_can_be_shown_alone():
    proposal = propose(random_candidates(1), scenario_of())

    assert compare([proposal])["is_in_1"].sum() == 5
    assert overlap([proposal]).sentence == "Daftar ini memuat 5 desa/kelurahan."


def test_lists_of_two_kabupaten_and_no_list_are_refused():
    one, other = both()
    object.__setattr__(other.scenario, "kabupaten_code", "8888")

    with pytest.raises(ScenarioError, match="berbeda"):
        compare([one, other])
    with pytest.raises(ScenarioError, match="sedikitnya satu"):
        compare([])
