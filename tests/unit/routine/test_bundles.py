"""A bundle is safe when its sum leaves every small member open, whatever else the reader knows."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from stunting.routine.bundles import Bundles, bundled, every_leaf_alone, is_safe, joined

LARGEST = 30


def is_safe_bundle(values: tuple[int, ...]) -> bool:
    cells = np.array(values)
    return bool(
        is_safe(np.array([[cells.sum(), ((cells > 0) & (cells < 5)).sum(), (cells >= 5).sum(), (cells == 0).sum()]]))
    )


def sums_to(total: int, ranges: list[tuple[int, int]]) -> bool:
    return sum(low for low, _ in ranges) <= total <= sum(high for _, high in ranges)


@pytest.mark.parametrize("cell_n", [1, 2, 3, 4])
def test_each_small_cell_of_a_safe_bundle_could_have_5_even_if_none_is_0(cell_n):
    for values in itertools.product(range(1, 10), repeat=cell_n):
        if is_safe_bundle(values) and min(values) < 5:
            assert sum(values) - (cell_n - 1) >= 5, values


@pytest.mark.parametrize("cell_n", [1, 2, 3, 4])
def test_each_small_cell_could_be_any_of_1_to_4_even_to_somebody_who_knows_which_cells_are_small(cell_n):
    for values in itertools.product(range(1, 10), repeat=cell_n):
        if not is_safe_bundle(values):
            continue
        ranges = [(1, 4) if value < 5 else (5, LARGEST) for value in values]
        for place in np.flatnonzero(np.array(values) < 5):
            others = ranges[:place] + ranges[place + 1 :]
            assert all(sums_to(sum(values) - possible, others) for possible in (1, 2, 3, 4)), values


@pytest.mark.parametrize("cell_n", [2, 3, 4])
def test_with_a_zero_among_them_each_small_cell_could_be_0_or_5(cell_n):
    for values in itertools.product(range(10), repeat=cell_n):
        if is_safe_bundle(values) and 0 in values and 0 < min(value or 9 for value in values) < 5:
            large = sum(value >= 5 for value in values)
            ranges = [(0, 4)] * (cell_n - large - 1) + [(5, LARGEST)] * large

            assert sum(values) >= 5
            assert sums_to(sum(values), ranges), values


@pytest.mark.parametrize("values", [(3,), (1, 1), (4, 4), (1, 5), (0, 4), (2, 2)])
def test_a_sum_that_tells_too_much_is_not_safe(values):
    assert not is_safe_bundle(values)


@pytest.mark.parametrize("values", [(0,), (5,), (3, 3, 3), (1, 8), (0, 5, 6), (2, 2, 1, 0)])
def test_zeros_large_cells_and_wide_sums_are_safe(values):
    assert is_safe_bundle(values)


def bundles_of(values: list[int], *scopes: list[int]) -> Bundles:
    counts = np.array(values)[:, None]
    scopes_of = [np.array(scope) for scope in scopes]
    return bundled(counts, finer=every_leaf_alone(len(values)), scopes=scopes_of, size=np.array(values))


def test_partners_come_from_the_nearest_scope():
    bundles = bundles_of([2, 9, 50, 7], [0, 0, 0, 1], [0, 0, 0, 0])

    assert bundles.number[0] == bundles.number[1]
    assert bundles.size[bundles.number].tolist() == [2, 2, 1, 1]


def test_an_existing_bundle_is_joined_before_another_cell_is_hidden():
    bundles = bundles_of([3, 3, 3, 2, 40], [0, 0, 0, 1, 2], [0, 0, 0, 0, 0])

    assert bundles.size[bundles.number].tolist() == [4, 4, 4, 4, 1]


def test_a_small_count_without_any_partner_is_in_no_figure():
    bundles = bundles_of([3, 0], [0, 1])

    assert bundles.is_open.tolist() == [True, False]
    assert bundles.hidden_groups(np.array([0, 0]), group_n=1).tolist() == [True]
    assert bundles.hidden_groups(np.array([-1, 0]), group_n=1).tolist() == [False]


def test_a_group_that_takes_a_part_of_a_bundle_is_hidden():
    bundles = Bundles(number=np.array([0, 0, 1]), is_open=np.zeros(3, dtype=bool))

    assert bundles.hidden_groups(np.array([0, 1, 1]), group_n=2).tolist() == [True, True]
    assert bundles.hidden_groups(np.array([0, 0, 1]), group_n=2).tolist() == [False, False]
    assert bundles.hidden_groups(np.array([0, -1, 1]), group_n=2).tolist() == [True, False]


def test_two_partitions_are_joined_to_the_finest_that_holds_both():
    first = Bundles(number=np.array([0, 0, 1, 2, 3]), is_open=np.zeros(5, dtype=bool))
    second = Bundles(number=np.array([0, 1, 1, 2, 3]), is_open=np.zeros(5, dtype=bool))

    assert joined(first, second).number.tolist() == [0, 0, 0, 1, 2]
