"""Sums for the public: nothing of 1-4 children, nothing that tells it, also not together with what was shown before."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.foster.effect import effect_of
from stunting.foster.summary import effect_sums, hidden_kecamatan, published_counts
from stunting.published_foster import CHILDREN, COMPARED, DIFFERENCE, EFFECT_KEYS, ROSE
from tests.foster_children import TODAY, simulated

KAB = "3520"
COUNTS = st.lists(st.integers(0, 14), min_size=2, max_size=8).map(
    lambda values: {f"3520{at:02}": value for at, value in enumerate(values)}
)


def shown(split: dict[str, int | None]) -> dict[tuple[str, str], int]:
    return {(area, CHILDREN): value for area, value in split.items() if value is not None}


@given(COUNTS)
@settings(max_examples=300, deadline=None)
def test_every_small_kecamatan_could_as_well_have_five_children(counts):
    split, _ = published_counts(counts, [], kabupaten=KAB)

    total, hidden = split[KAB], [code for code in counts if split[code] is None]
    assert total is None or total >= 5 or total == 0
    assert not any(value is not None and 1 <= value <= 4 for value in split.values())
    if total is None or not hidden:
        return
    rest = total - sum(split[code] for code in counts if split[code] is not None)
    # Whole numbers from 0 with the same sum, in which the small ones together have 5 or more.
    for size in range(1, len(hidden)):
        for some in itertools.combinations(hidden, size):
            if 1 <= sum(counts[code] for code in some) <= 4:
                assert rest >= 5


@given(COUNTS, COUNTS)
@settings(max_examples=300, deadline=None)
def test_no_two_publications_differ_by_one_to_four_anywhere(before, after):
    after = {code: after.get(code, before[code]) for code in before}
    first, _ = published_counts(before, [], kabupaten=KAB)

    second, _ = published_counts(after, [shown(first)], kabupaten=KAB)

    for area, value in second.items():
        if value is not None and first[area] is not None:
            assert abs(value - first[area]) not in (1, 2, 3, 4)


@given(COUNTS, COUNTS)
@settings(max_examples=300, deadline=None)
def test_what_two_publications_hide_together_does_not_differ_by_one_to_four(before, after):
    after = {code: after.get(code, before[code]) for code in before}
    first, _ = published_counts(before, [], kabupaten=KAB)
    second, _ = published_counts(after, [shown(first)], kabupaten=KAB)

    if first[KAB] is None or second[KAB] is None:
        return
    closed = [code for code in before if first[code] is None or second[code] is None]
    # Total minus everything that both show, on either day, is known to every reader.
    change = sum(after[code] for code in closed) - sum(before[code] for code in closed)
    assert abs(change) not in (1, 2, 3, 4)


def test_a_kecamatan_that_is_hidden_along_on_the_second_day_tells_no_change_of_two():
    before = {"a": 3, "b": 8, "c": 20, "d": 30}
    after = {"a": 4, "b": 1, "c": 28, "d": 35}
    first, _ = published_counts(before, [], kabupaten=KAB)

    second, said = published_counts(after, [shown(first)], kabupaten=KAB)

    assert {code for code in before if second[code] is None} in ({"a", "b", "c", "d"}, {"a", "b", "c"})
    assert second[KAB] == 68
    assert said


def test_one_small_kecamatan_takes_others_along():
    hidden = hidden_kecamatan({"a": 3, "b": 8, "c": 20})

    assert hidden == {"a", "b"}


def test_kecamatan_without_any_child_are_hidden_along_first():
    assert hidden_kecamatan({"a": 4, "b": 3, "c": 20, "d": 0, "e": 0}) <= {"a", "b", "d", "e"}


def test_a_total_below_five_is_not_published():
    split, said = published_counts({"a": 2, "b": 2}, [], kabupaten=KAB)

    assert set(split.values()) == {None}
    assert "kurang dari lima" in said[0]


def test_after_a_change_of_two_children_nothing_new_is_published_and_after_five_it_is():
    earlier = [{(KAB, CHILDREN): 20, ("a", CHILDREN): 10, ("b", CHILDREN): 10}]

    assert set(published_counts({"a": 12, "b": 10}, earlier, kabupaten=KAB)[0].values()) == {None}
    assert published_counts({"a": 15, "b": 10}, earlier, kabupaten=KAB)[0] == {KAB: 25, "a": 15, "b": 10}


def test_where_two_changes_meet_only_the_total_is_published():
    earlier = [{(KAB, CHILDREN): 20, ("a", CHILDREN): 10, ("b", CHILDREN): 10}]

    split, said = published_counts({"a": 12, "b": 8}, earlier, kabupaten=KAB)

    assert split == {KAB: 20, "a": None, "b": None}
    assert "hanya jumlah kabupaten" in said[0]


@pytest.fixture(scope="module")
def effect():
    placed, visits = simulated(seed=1)
    return effect_of(placed, visits, ever_placed=set(placed["key"]), today=TODAY)


def test_the_change_is_published_with_its_comparison(effect):
    sums, said = effect_sums(effect, [], kabupaten=KAB, programme="BAAS")

    values = {one.key: one.value_n for one in sums}
    assert set(values) == set(EFFECT_KEYS)
    assert values[DIFFERENCE] == round(1000 * effect.difference)
    assert not said


def test_with_two_children_more_than_before_the_change_is_hidden_for_it_would_tell_theirs(effect):
    sums, said = effect_sums(effect, [{(KAB, COMPARED): effect.foster_n - 2}], kabupaten=KAB, programme="BAAS")

    assert {one.value_n for one in sums} == {None}
    assert said


def test_where_all_but_two_rose_the_number_that_rose_is_hidden(effect):
    from dataclasses import replace

    almost = replace(effect, foster=replace(effect.foster, rose_pct=100 * (effect.foster_n - 2) / effect.foster_n))

    values = {one.key: one.value_n for one in effect_sums(almost, [], kabupaten=KAB, programme="BAAS")[0]}

    assert values[ROSE] is None
    assert values[COMPARED] == effect.foster_n


def test_without_enough_children_nothing_of_the_change_is_published():
    placed, visits = simulated(seed=1, placed_n=10)
    few = effect_of(placed, visits, ever_placed=set(placed["key"]), today=TODAY)

    assert effect_sums(few, [], kabupaten=KAB, programme="BAAS") == ([], [])
    assert np.isnan(few.difference)
