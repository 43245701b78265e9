"""Map of inclusion: classes agree with the words of the list, and who takes no part has no value."""

import pandas as pd
import pytest

from stunting.charts.inclusion_map import INCLUSION, MOST_NAMED, inclusion_map
from stunting.classes import AreaState
from stunting.lokus.choosing import propose
from stunting.lokus.proposal import OUTSIDE, SURE
from stunting.lokus.scenario import Exclusion, LackRule, Swap
from tests.lokus_desa import candidates_of, code, random_candidates, scenario_of

CANDIDATES = candidates_of([{"stunted": 5 + number, "coverage": 70.0 if number < 3 else 95.0} for number in range(20)])


@pytest.fixture(scope="module")
def proposal():
    scenario = scenario_of(size=6, exclusions=(Exclusion(code=code(0), reason="lokus provinsi"),))
    return propose(random_candidates(4), scenario)


def test_the_classes_of_the_map_are_the_words_of_the_list(proposal):
    frame = proposal.frame
    classes = INCLUSION.classify(100 * frame["inclusion"])

    assert (frame["certainty"] == "pasti").tolist() == (classes == len(INCLUSION) - 1).tolist()
    assert INCLUSION.edges[0] == 100 * OUTSIDE
    assert INCLUSION.edges[-1] == 100 * SURE


def test_the_list_is_outlined_and_an_excluded_desa_has_no_value(proposal):
    rows = inclusion_map(proposal, source="Sumber: uji").panels[0].frame.set_index("code")

    assert set(rows.index[rows["is_lokus"]]) == set(proposal.chosen["area_code"])
    assert rows.loc[code(0), "state"] == AreaState.NO_DATA
    assert pd.isna(rows.loc[code(0), "value_pct"])


def test_every_desa_says_its_place_and_the_children_behind_it(proposal):
    rows = inclusion_map(proposal, source="Sumber: uji").panels[0].frame

    assert all(len(notes) >= 2 and "balita diukur" in " ".join(notes) for notes in rows["notes"])


def rows(**changes):
    found = propose(CANDIDATES, scenario_of(size=12, weights=(100, 0, 0, 0), **{"lack": LackRule.AS_IS} | changes))
    return inclusion_map(found, source="").panels[0].frame.set_index("code")


def test_a_desa_without_a_rank_has_no_class_and_the_others_have_one():
    frame = rows(lack=LackRule.OUT, exclusions=(Exclusion(code=code(5), reason="lokus provinsi"),))

    without = sorted(frame.index[frame["state"] == AreaState.NO_DATA])
    assert without == [code(number) for number in (0, 1, 2, 5)]
    assert frame["value_pct"].isna().sum() == 4
    assert (frame.loc[without, "label"] == 0).all()


def test_a_desa_without_a_rank_that_was_swapped_in_is_outlined_and_not_named():
    found = rows(lack=LackRule.OUT, swaps=(Swap(out_code=code(19), in_code=code(0), reason="usul rembuk"),))

    assert (found.loc[code(0), "is_lokus"], found.loc[code(0), "label"]) == (True, 0)


def test_the_first_of_the_list_are_named():
    frame = rows()

    assert (frame["label"] > 0).sum() == MOST_NAMED
    assert frame.loc[frame["label"] > 0, "is_lokus"].all()
