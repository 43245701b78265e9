"""Comparing with a limit says what the z-score says once it is computed and rounded, for every measurement there is."""

import numpy as np
import pytest

from stunting.anthro import BOY, GIRL, LYING, STANDING, UNKNOWN, compute
from stunting.nation import limits

HEIGHTS = np.arange(1, 1_500)
# The heaviest limit, +5 SD of BB/TB at 120 cm, is 44 kg.
WEIGHTS = np.arange(1, 46_000)
ROWS_AT_ONCE = 24


def column(table, name):
    return table[name].to_numpy(zero_copy_only=False)


def passed(measured, row, table, names):
    """How many of the limits each measurement reaches."""
    return sum((measured >= column(table, name)[row]).astype(np.int8) for name in names)


def reached(z, limits_of_z):
    """How many of the limits each z-score reaches, by its hundredths."""
    hundredths = np.rint(z * 100)
    return sum((hundredths >= limit).astype(np.int8) for limit in limits_of_z)


def every(rows, measures):
    """Each row with each measurement, in pieces that fit into the memory."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        chosen = rows[start : start + ROWS_AT_ONCE]
        yield np.repeat(chosen, len(measures)), np.tile(measures, len(chosen))


def sexes(table):
    return np.where(column(table, "sex") == "m", BOY, GIRL)


def test_every_height_of_every_day_lies_on_the_side_its_z_score_lies_on():
    table = limits.age_limits()
    names = [name for name, (_, index) in limits.AGE_LIMITS.items() if index == "haz"]

    for row, height in every(np.arange(len(table)), HEIGHTS):
        day, sex = column(table, "age_days")[row], sexes(table)[row]
        z = compute(sex, day, np.full(len(row), 9.0), height / 10, np.full(len(row), UNKNOWN), threads=1)
        expected = reached(z.haz, [limits.AGE_LIMITS[name][0] for name in names])

        assert np.array_equal(passed(height, row, table, names), expected)


def test_every_weight_of_every_day_lies_on_the_side_its_z_score_lies_on():
    table = limits.age_limits()
    names = [name for name, (_, index) in limits.AGE_LIMITS.items() if index == "waz"]

    for row, weight in every(np.arange(len(table)), WEIGHTS):
        day, sex = column(table, "age_days")[row], sexes(table)[row]
        nothing = np.full(len(row), np.nan)
        z = compute(sex, day, weight / 1000, nothing, np.full(len(row), UNKNOWN))
        expected = reached(z.waz, [limits.AGE_LIMITS[name][0] for name in names])

        assert np.array_equal(passed(weight, row, table, names), expected)


def test_every_weight_of_every_length_lies_on_the_side_its_z_score_lies_on():
    table = limits.length_limits()

    for row, weight in every(np.arange(len(table)), WEIGHTS):
        day = np.where(column(table, "is_upright")[row], 731, 730)
        length = column(table, "length_mm")[row] / 10
        z = compute(sexes(table)[row], day, weight / 1000, length, np.full(len(row), UNKNOWN))
        expected = reached(z.whz, limits.LENGTH_LIMITS.values())

        assert np.array_equal(passed(weight, row, table, limits.LENGTH_LIMITS), expected)


@pytest.mark.parametrize(("day", "posture", "correction"), [(274, STANDING, 7), (730, STANDING, 7), (731, LYING, -7)])
def test_a_corrected_height_has_the_z_score_of_the_whole_millimetre(day, posture, correction):
    for sex in (BOY, GIRL):
        heights = np.arange(8, 1_500)
        same = np.full(len(heights), 1)
        weight = np.where(heights < 800, 7.5, 11.0)
        said = compute(same * sex, same * day, weight, heights / 10, same * posture)
        whole = compute(same * sex, same * day, weight, (heights + correction) / 10, same * UNKNOWN)

        np.testing.assert_array_equal(said.haz, whole.haz)
        np.testing.assert_array_equal(said.whz, whole.whz)
