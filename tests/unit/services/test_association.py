"""Coverage beside prevalence: the rank correlation, its interval, and what may be said of it."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from stunting.classes import AreaState
from stunting.services import association
from stunting.services.association import Association, sentence, spearman
from stunting.services.coverage import State


def test_the_correlation_is_that_of_scipy_also_with_ties():
    random = np.random.default_rng(3)
    first = random.integers(40, 60, 30).astype(float)
    second = first * -0.3 + random.normal(size=30) * 4

    assert spearman(first, second)[0] == pytest.approx(stats.spearmanr(first, second).statistic)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(11)
    cov = [[1, 0.5], [0.5, 1]]
    # Spearman of a normal pair with Pearson 0.5.
    truth = 6 / math.pi * math.asin(0.25)
    intervals = [spearman(*random.multivariate_normal([0, 0], cov, 24).T) for _ in range(400)]

    held = sum(low <= truth <= high for _, low, high in intervals)
    assert 0.92 < held / 400 < 0.98


def test_nine_areas_have_no_correlation():
    assert all(math.isnan(one) for one in spearman(np.arange(9.0), np.arange(9.0)))


def test_a_figure_that_is_the_same_everywhere_has_no_order():
    assert math.isnan(spearman(np.full(12, 80.0), np.arange(12.0))[0])


def test_the_sentence_says_no_cause_and_an_interval_with_zero_is_unclear():
    clear = sentence(
        Association(rho=-0.6, low=-0.8, high=-0.3, n=24, left_out_n=0), units="kecamatan", is_higher_better=True
    )
    unclear = sentence(
        Association(rho=0.4, low=-0.01, high=0.7, n=24, left_out_n=0), units="kecamatan", is_higher_better=True
    )
    few = sentence(
        Association(rho=math.nan, low=math.nan, high=math.nan, n=7, left_out_n=3), units="desa", is_higher_better=True
    )

    assert "cenderung prevalensinya lebih rendah" in clear
    assert "hubungan, bukan bukti sebab" in clear
    assert "karena" not in clear
    assert "belum terlihat hubungan yang jelas" in unclear
    assert few.startswith("Hanya 7 desa")


def test_only_areas_with_both_figures_are_drawn():
    cells = pd.DataFrame(
        {
            "area_code": list("abcd"),
            "area_name": list("ABCD"),
            "value_pct": [80.0, 120.0, math.nan, 70.0],
            "numerator_n": [80.0, 120.0, math.nan, 70.0],
            "denominator_n": [100.0] * 4,
            "is_over": [False, True, False, False],
            "state": pd.Series([State.VALUE, State.VALUE, State.HIDDEN, State.VALUE], dtype=object),
        }
    )
    growth = pd.DataFrame(
        {
            "area_code": list("abcd"),
            "value_pct": [10.0, 11.0, 12.0, math.nan],
            "base_n": [50] * 4,
            "coverage_pct": [70.0] * 4,
            "state": pd.Series([AreaState.LOW_COVERAGE] * 4, dtype=object),
        }
    )

    pairs = association.paired(cells, growth)

    assert pairs["area_code"].tolist() == ["a"]
    assert pairs["is_low"].tolist() == [True]
    assert association.association(pairs, area_n=4).left_out_n == 3
