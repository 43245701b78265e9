"""Intervals of a full count and of a sample survey."""

import numpy as np
import pandas as pd
import pytest

from stunting.anthro import compute, readings
from stunting.anthro.prevalence import Design, standard_groups, who_table, wilson
from stunting.anthro.student import t_quantile

DESIGNS = {
    "none": {},
    "weights": {"weights": "sw"},
    "cluster_only": {"cluster": "cluster"},
    "cluster_strata_weights": {"cluster": "cluster", "strata": "strata", "weights": "sw"},
}


@pytest.fixture(scope="module")
def survey(golden):
    frame = golden("survey.csv")
    for name in ("age_days", "weight_kg", "lenhei_cm", "sw"):
        frame[name] = pd.to_numeric(frame[name])
    scores = compute(
        readings.sexes(frame["sex"]).values,
        frame["age_days"],
        frame["weight_kg"],
        frame["lenhei_cm"],
        readings.postures(frame["measure"]).values,
        readings.oedemas(frame["oedema"]).values,
        with_baz=True,
    )
    for index in ("haz", "waz", "whz", "baz"):
        frame[index] = getattr(scores, index)
        frame[f"flag_{index}"] = getattr(scores, f"flag_{index}")
    return frame


@pytest.mark.parametrize("design", DESIGNS)
def test_every_figure_of_whos_prevalence_table_is_reproduced(survey, golden, design):
    groups = standard_groups(survey)
    groups |= {f"Area: {name}": survey["area"].eq(name).to_numpy() for name in ("Urban", "Rural")}
    groups |= {
        f"Geographical region: {name}": survey["region"].eq(name).to_numpy() for name in survey["region"].unique()
    }
    expected = golden("survey_prevalence.csv.gz").query("design == @design")

    result = who_table(survey, groups=groups, **DESIGNS[design])

    both = expected.merge(result, on=["group", "column"], how="left", suffixes=("_who", ""), validate="1:1")
    assert len(both) == 3_752
    np.testing.assert_allclose(both["value"], pd.to_numeric(both["value_who"]), rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe 1998, table I, method 3: 81/263, 15/148, 0/20, 1/29
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
        (20, 20, 83.89, 100.0),
    ],
)
def test_wilson_limits_are_the_published_ones(successes, n, low, high):
    ours = wilson(successes, n)

    assert (round(float(ours[0]), 2), round(float(ours[1]), 2)) == (low, high)


def test_wilson_takes_arrays_and_leaves_empty_groups_missing():
    low, high = wilson([3, 0], [10, 0])

    assert low.shape == (2,)
    assert np.isnan(low[1])
    assert np.isnan(high[1])
    assert 0 < low[0] < 30 < high[0]


def test_more_cases_than_children_are_refused():
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson(5, 4)


def test_exactly_one_percent_has_a_width():
    # WHO's package prints [1, 1] here when there are clusters.
    design = Design(1_000, cluster=np.repeat(np.arange(50), 20))
    hit = np.zeros(1_000, dtype=bool)
    hit[::100] = True

    one = design.proportion(hit, domain=np.ones(1_000, dtype=bool))

    assert one.value == pytest.approx(0.01)
    assert one.low < 0.01 < one.high


def test_nobody_and_everybody_have_no_width_and_an_empty_group_has_nothing():
    design = Design(10)
    everybody, nobody = np.ones(10, dtype=bool), np.zeros(10, dtype=bool)

    assert (design.proportion(nobody, domain=everybody).low, design.proportion(nobody, domain=everybody).high) == (0, 0)
    assert (design.proportion(everybody, domain=everybody).low) == 1
    assert np.isnan(design.proportion(everybody, domain=nobody).value)


def test_weights_of_one_change_nothing(survey):
    plain = who_table(survey, cluster="cluster")
    weighted = who_table(survey.assign(one=1.0), cluster="cluster", weights="one")

    np.testing.assert_allclose(plain["value"], weighted["value"], equal_nan=True)


def test_one_cluster_in_a_stratum_adds_its_distance_from_the_whole():
    design = Design(4, cluster=[1, 1, 2, 3], strata=["a", "a", "b", "b"])

    one = design.proportion([True, False, True, True], domain=[True] * 4)

    # Contributions (y - p) / 4 per cluster: -1/8, 1/16, 1/16; the lone one squared, the equal pair nothing.
    assert one.se == pytest.approx(1 / 8)


@pytest.mark.parametrize(
    ("df", "published"), [(1, 12.706), (2, 4.303), (3, 3.182), (10, 2.228), (30, 2.042), (120, 1.980), (10**6, 1.960)]
)
def test_quantiles_of_t_are_those_of_the_printed_tables(df, published):
    assert round(t_quantile(0.975, df), 3) == published


def test_the_two_ways_to_a_quantile_meet():
    steps = np.diff([t_quantile(0.975, df) for df in range(1_990, 2_010)])

    assert np.ptp(steps) < 2e-8


def test_without_degrees_of_freedom_there_is_no_quantile():
    assert np.isnan(t_quantile(0.975, 0))
