import numpy as np
import pytest

from stunting import anthro
from stunting.sample import growth


@pytest.mark.parametrize("wanted", [-3.4, -2.0, -1.0, 0.0, 1.5])
def test_a_height_made_for_a_z_score_has_that_z_score(wanted):
    days = np.arange(30, 1790, 37)
    is_girl = days % 2 == 0

    height = growth.height_cm(is_girl=is_girl, age_days=days, haz=np.full(len(days), wanted))

    posture = np.where(days < growth.LYING_DAYS, 1, 2)
    made = anthro.compute(np.where(is_girl, 2, 1), days, np.full(len(days), np.nan), height, posture)
    assert np.abs(made.haz - wanted).max() < 0.06


def test_a_weight_made_for_a_z_score_has_about_that_z_score():
    days = np.arange(60, 1790, 37)
    is_girl = days % 2 == 0
    height = growth.height_cm(is_girl=is_girl, age_days=days, haz=np.full(len(days), -1.0))

    weight = growth.weight_kg(is_girl=is_girl, age_days=days, height=height, whz=np.full(len(days), 0.5))

    posture = np.where(days < growth.LYING_DAYS, 1, 2)
    made = anthro.compute(np.where(is_girl, 2, 1), days, weight, height, posture)
    assert np.abs(made.whz - 0.5).max() < 0.3
