"""Facts that hold for every child and every way of computing."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.anthro import compute
from stunting.anthro.tables import DAYS as ROWS
from stunting.anthro.tables import standards

DAYS = st.integers(0, 1_826)
CM = st.integers(500, 1_150).map(lambda tenths: tenths / 10)
KG = st.integers(20, 250).map(lambda tenths: tenths / 10)
SEX = st.sampled_from([1, 2])
POSTURE = st.sampled_from([0, 1, 2])
# A slow moment of the machine is no fact about a child.
CALM = settings(deadline=None)


def one(sex, days, kg, cm, posture):
    return compute([sex], [days], [kg], [cm], [posture])


def same(a, b):
    for field in dataclasses.fields(a):
        ours, theirs = getattr(a, field.name), getattr(b, field.name)
        if ours is not None:
            np.testing.assert_array_equal(ours, theirs, err_msg=field.name)


@CALM
@given(sex=SEX, days=DAYS, kg=KG, cm=CM, posture=POSTURE)
def test_a_taller_child_has_a_higher_height_for_age(sex, days, kg, cm, posture):
    assert one(sex, days, kg, cm + 1, posture).haz[0] > one(sex, days, kg, cm, posture).haz[0]


@CALM
@given(sex=SEX, days=DAYS, kg=KG, cm=CM, posture=POSTURE)
def test_a_heavier_child_never_has_a_lower_weight_score(sex, days, kg, cm, posture):
    light, heavy = one(sex, days, kg, cm, posture), one(sex, days, kg + 0.1, cm, posture)

    assert heavy.waz[0] >= light.waz[0]
    assert not heavy.whz[0] < light.whz[0]


@CALM
@given(days=DAYS)
def test_a_girl_of_a_boys_median_size_scores_higher(days):
    cm, kg = standards().length_for_age.m[days], standards().weight_for_age.m[days]

    boy, girl = one(1, days, kg, cm, 0), one(2, days, kg, cm, 0)

    assert (boy.haz[0], boy.waz[0]) == (0, 0)
    assert girl.haz[0] > 0
    assert girl.waz[0] > 0


@CALM
@given(sex=SEX, days=DAYS, kg=KG, cm=CM, posture=POSTURE)
def test_grams_are_flagged_and_metres_are_flagged(sex, days, kg, cm, posture):
    assert one(sex, days, kg * 1_000, cm, posture).flag_waz[0] == 1
    in_metres = one(sex, days, kg, cm / 100, posture)

    assert in_metres.flag_haz[0] in (1, -1)
    assert np.isnan(in_metres.whz[0])


@CALM
@given(sex=SEX, days=DAYS, kg=KG, cm=CM, posture=POSTURE)
def test_scores_have_two_decimals(sex, days, kg, cm, posture):
    scores = one(sex, days, kg, cm, posture)

    for z in (scores.haz[0], scores.waz[0], scores.whz[0]):
        assert np.isnan(z) or z == float(f"{z:.2f}")


@pytest.mark.parametrize("block", [1, 7, 999, 1_000, 4_096])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_blocks_and_threads_do_not_change_a_result(many, block, threads):
    children = many(11)

    same(compute(**children, block=block, threads=threads, with_baz=True), compute(**children, with_baz=True))


def test_the_order_of_children_does_not_change_a_result(many):
    children = many(12)
    order = np.random.default_rng(0).permutation(1_000)

    shuffled = compute(**{name: values[order] for name, values in children.items()})
    straight = compute(**children)

    for field in dataclasses.fields(straight):
        if getattr(straight, field.name) is not None:
            np.testing.assert_array_equal(getattr(shuffled, field.name), getattr(straight, field.name)[order])


def test_the_inputs_are_not_changed(many):
    children = many(13)
    before = {name: values.copy() for name, values in children.items()}

    compute(**children)

    for name, values in children.items():
        np.testing.assert_array_equal(values, before[name])


def test_the_block_calculation_equals_the_formula_written_out(many):
    children = many(14)
    scores = compute(**children)
    lms = standards().weight_for_age
    checked = 0
    for i in np.flatnonzero(~np.isnan(scores.waz)):
        row = (children["sex"][i] == 2) * ROWS + int(np.floor(children["age_days"][i] + 0.5))
        power, m, s, y = lms.l[row], lms.m[row], lms.s[row], children["weight_kg"][i]
        sd = {k: m * (1 + power * s * k) ** (1 / power) for k in (-3, -2, 2, 3)}
        z = ((y / m) ** power - 1) / (power * s)
        if z > 3:
            z = 3 + (y - sd[3]) / (sd[3] - sd[2])
        elif z < -3:
            z = -3 + (y - sd[-3]) / (sd[-2] - sd[-3])
        assert abs(scores.waz[i] - z) <= 0.005 + 1e-9
        checked += 1
    assert checked > 800
