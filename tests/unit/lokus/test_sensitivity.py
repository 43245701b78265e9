"""The nearest weight at which the list changes: nothing changes just before it, and it does just after."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.lokus.choosing import choose, propose
from stunting.lokus.scenario import Rule
from tests.lokus_desa import candidates_of, code, random_candidates, scenario_of

NEAR = 2e-4


def moved(scenario, criteria, key, share):
    """The scenario with another share of one criterion, the others in their proportion."""
    known = {one.key for one in criteria}
    rest = sum(one.weight for one in scenario.rules if one.key != key and one.key in known)
    return scenario.with_rules(
        tuple(
            Rule(
                key=one.key,
                weight=share if one.key == key else (1 - share) * one.weight / rest,
                threshold=one.threshold,
            )
            for one in scenario.rules
            if one.key in known
        )
    )


def listed(candidates, scenario):
    choice = choose(candidates, scenario)
    return set(choice.field.frame.loc[choice.is_in, "area_code"])


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10_000),
    st.tuples(*[st.integers(1, 50)] * 4),
    st.sampled_from([(0, 0), (1, 0), (0, 3), (1, 3)]),
    st.booleans(),
)
def test_the_list_stays_before_the_nearest_weight_and_changes_after_it(seed, weights, quotas, has_threshold):
    candidates = random_candidates(seed)
    scenario = scenario_of(
        size=9, weights=weights, least_per_kecamatan=quotas[0], most_per_kecamatan=quotas[1], draws=1
    )
    if has_threshold:
        first, *rest = scenario.rules
        scenario = scenario.with_rules((Rule(key=first.key, weight=first.weight, threshold=12.0), *rest))
    proposal = propose(candidates, scenario)
    now = listed(candidates, scenario)

    for move in proposal.moves:
        away = 1 if move.share_to >= move.share_from else -1
        if abs(move.share_to - move.share_from) > 2e-6:
            for part in (0.25, 0.5, 0.75, 0.999_999):
                share = move.share_from + part * (move.share_to - move.share_from)
                assert listed(candidates, moved(scenario, proposal.criteria, move.key, share)) == now
        beyond = move.share_to + away * NEAR
        assert set(move.leaves) <= now
        assert not set(move.enters) & now
        assert len(move.leaves) == len(move.enters) > 0
        if 0 < beyond < 1 and abs(move.share_to - move.share_from) > 2e-6:
            assert listed(candidates, moved(scenario, proposal.criteria, move.key, beyond)) != now


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.tuples(*[st.integers(1, 50)] * 4))
def test_where_no_move_is_told_the_list_stays_to_the_end(seed, weights):
    candidates, scenario = random_candidates(seed, desa=12, kecamatan=3), scenario_of(size=6, weights=weights, draws=1)
    proposal = propose(candidates, scenario)
    now = listed(candidates, scenario)

    for criterion in proposal.criteria:
        start = scenario.shares[criterion.key]
        told = {move.share_to >= start for move in proposal.moves if move.key == criterion.key}
        for is_up in {True, False} - told:
            end = 1.0 if is_up else 0.0
            for part in (0.1, 0.5, 0.9, 0.999):
                share = start + part * (end - start)
                assert listed(candidates, moved(scenario, proposal.criteria, criterion.key, share)) == now


def test_the_crossing_is_where_two_scores_are_equal():
    # By cases Desa 0 leads (levels 1, 0.5, 0), by KRS Desa 1 (levels 0, 0.5... ): equal at one half.
    rows = [{"stunted": 20, "krs": 10}, {"stunted": 10, "krs": 20}]
    scenario = scenario_of(size=1, weights=(0, 75, 25, 0))

    cases = [one for one in propose(candidates_of(rows), scenario).moves if one.key == "kasus"]

    assert [(round(one.share_to, 9), one.leaves, one.enters) for one in cases] == [(0.5, (code(0),), (code(1),))]


def test_a_criterion_with_all_the_weight_has_no_move():
    proposal = propose(random_candidates(1), scenario_of(weights=(0, 1, 0, 0)))

    assert not [one for one in proposal.moves if one.key == "kasus"]


def test_equal_scores_part_with_the_first_step():
    rows = [{"stunted": 20, "krs": 10}, {"stunted": 10, "krs": 20}]

    moves = propose(candidates_of(rows), scenario_of(size=1, weights=(0, 50, 50, 0))).moves

    assert ("krs", 0.5, 0.5) in [(one.key, one.share_from, one.share_to) for one in moves]
