"""The greedy list under quotas, held against every possible list."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.lokus.quotas import Quotas
from stunting.lokus.scenario import ScenarioError


@st.composite
def questions(draw):
    desa = draw(st.integers(1, 9))
    group = np.array(draw(st.lists(st.integers(0, 3), min_size=desa, max_size=desa)))
    # Few different scores, so that ties are the rule.
    scores = np.array(draw(st.lists(st.integers(0, 5), min_size=desa, max_size=desa))) / 5
    may = np.array(draw(st.lists(st.booleans(), min_size=desa, max_size=desa)))
    quotas = Quotas(
        size=draw(st.integers(1, desa)),
        least=draw(st.integers(0, 1)),
        most=draw(st.integers(0, 3)),
        group=group,
        can_be_chosen=may | (np.arange(desa) == 0),
    )
    return quotas, scores


def every_list(quotas):
    """Brute force: all lists of the size that keep the quotas, as tuples of columns."""
    offered = np.flatnonzero(quotas.can_be_chosen)
    for columns in itertools.combinations(offered.tolist(), quotas.size):
        taken = np.bincount(quotas.group[list(columns)], minlength=4)
        asked = np.unique(quotas.group[offered])
        if (taken[asked] >= quotas.least).all() and (not quotas.most or taken.max() <= quotas.most):
            yield columns


@settings(max_examples=400, deadline=None)
@given(questions())
def test_the_greedy_list_is_the_best_of_all_lists_and_equals_are_taken_in_order(question):
    quotas, scores = question
    lists = list(every_list(quotas))
    if not lists:
        with pytest.raises(ScenarioError):
            quotas.check()
        return
    quotas.check()

    found = np.flatnonzero(quotas.best(scores[None, :])[0])

    # Highest total; among equal totals the desa that come first, compared from the best score down.
    def merit(columns):
        ranked = sorted(columns, key=lambda column: (-scores[column], column))
        return [(scores[column], -column) for column in ranked]

    assert tuple(found) in lists
    assert scores[found].sum() == pytest.approx(max(scores[list(one)].sum() for one in lists))
    equal = [one for one in lists if scores[list(one)].sum() == pytest.approx(scores[found].sum())]
    assert merit(found.tolist()) == max(merit(one) for one in equal)


@settings(max_examples=200, deadline=None)
@given(questions())
def test_the_permitted_exchanges_are_those_that_keep_the_quotas(question):
    quotas, scores = question
    lists = {frozenset(one) for one in every_list(quotas)}
    if not lists:
        return
    chosen = quotas.best(scores[None, :])[0]

    inside, outside, may = quotas.exchanges(chosen)

    members = frozenset(np.flatnonzero(chosen).tolist())
    for row, leaves in enumerate(inside.tolist()):
        for column, enters in enumerate(outside.tolist()):
            assert may[row, column] == ((members - {leaves}) | {enters} in lists)


@settings(max_examples=150, deadline=None)
@given(questions())
def test_an_infeasible_question_names_a_size_or_quota_that_is_feasible(question):
    quotas, _ = question
    try:
        quotas.check()
    except ScenarioError as error:
        offered = [int(word.strip(".,")) for word in str(error).split() if word.strip(".,").isdigit()]
        sizes = [{"size": number} for number in offered]
        mosts = [{"most": number} for number in offered]
        changed = [replace(quotas, **one) for one in sizes + mosts]
        assert any(any(True for _ in every_list(one)) for one in changed if one.size >= 1)


def test_many_rows_of_scores_are_answered_like_each_alone():
    chance = np.random.default_rng(3)
    scores = np.round(chance.random((50, 30)), 1)
    quotas = Quotas(size=11, least=1, most=3, group=chance.integers(0, 5, 30), can_be_chosen=chance.random(30) < 0.9)

    found = quotas.best(scores)

    assert all((found[row] == quotas.best(scores[[row]])[0]).all() for row in range(50))
    assert (found.sum(axis=1) == 11).all()


def test_a_kecamatan_without_a_desa_that_may_be_taken_is_not_asked_for_one():
    quotas = Quotas(size=2, least=1, most=0, group=np.array([0, 0, 1]), can_be_chosen=np.array([True, True, False]))

    quotas.check()

    assert quotas.best(np.array([[0.1, 0.2, 0.9]]))[0].tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("size", "least", "most", "said"),
    [
        (0, 0, 0, "sedikitnya 1"),
        (7, 0, 0, "paling banyak 6"),
        (2, 1, 0, "Naikkan jumlah lokus menjadi 3"),
        (5, 0, 1, "Turunkan jumlah lokus menjadi paling banyak 3, atau naikkan batas itu menjadi 2"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_nearest_that_can(size, least, most, said):
    quotas = Quotas(
        size=size, least=least, most=most, group=np.array([0, 0, 1, 1, 2, 2]), can_be_chosen=np.ones(6, dtype=bool)
    )

    with pytest.raises(ScenarioError, match=said):
        quotas.check()
