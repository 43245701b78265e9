"""Map of inclusion: classes agree with the words of the list, and who takes no part has no value."""

import pandas as pd
import pytest

from stunting.charts.inclusion_map import INCLUSION, inclusion_map
from stunting.classes import AreaState
from stunting.lokus.choosing import propose
from stunting.lokus.proposal import OUTSIDE, SURE
from stunting.lokus.scenario import Exclusion
from tests.lokus_desa import code, random_candidates, scenario_of


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
