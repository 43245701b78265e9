"""The effect beside children alike: what is counted, and that no effect is found where there is none."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from stunting.foster.effect import AGE_DAYS, SMALLEST_N, Z_APART, Effect, Fate, bootstrap_t, effect_of
from tests.foster_children import TODAY, placed_rows, simulated

RUNS = 100


def found(placed: pd.DataFrame, visits: pd.DataFrame) -> Effect:
    return effect_of(placed, visits, ever_placed=set(placed["key"]), today=TODAY)


def visits_of(*rows: tuple[str, str, str, int, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["key", "sex", "measured_on", "age_days", "haz"])
    return frame.assign(measured_on=pd.to_datetime(frame["measured_on"]), haz=frame["haz"].astype(float))


@pytest.fixture(scope="module")
def without_effect() -> list[Effect]:
    return [found(*simulated(seed=seed)) for seed in range(RUNS)]


def test_without_any_effect_the_interval_covers_0_in_about_95_of_100(without_effect):
    covered = np.mean([one.low <= 0 <= one.high for one in without_effect])

    assert 0.9 <= covered <= 0.99


def test_without_any_effect_foster_children_rise_all_the_same_and_so_do_children_alike(without_effect):
    rise = np.mean([one.foster.change for one in without_effect])
    beside = np.mean([one.others.change for one in without_effect])

    assert rise > 0.1
    assert abs(rise - beside) < 0.02


def test_a_true_gain_is_found_with_its_size():
    runs = [found(*simulated(seed=seed, effect=0.3)) for seed in range(30)]

    assert np.mean([one.difference for one in runs]) == pytest.approx(0.3, abs=0.03)
    assert np.mean([one.low <= 0.3 <= one.high for one in runs]) >= 0.86


def test_the_same_children_give_the_same_interval():
    placed, visits = simulated(seed=4)

    assert (found(placed, visits).low, found(placed, visits).high) == (
        found(placed, visits.sample(frac=1, random_state=1)).low,
        found(placed, visits.sample(frac=1, random_state=2)).high,
    )


def test_partners_are_alike_and_stand_in_one_set_alone():
    placed, visits = simulated(seed=5)
    sets = found(placed, visits).sets

    assert (sets["start_z"] - sets["others_start_z"]).abs().max() <= Z_APART + 1e-9
    assert sets["partner_n"].between(1, 3).all()
    assert AGE_DAYS == 61


@pytest.mark.parametrize("placed_n", [5, SMALLEST_N - 1])
def test_below_20_children_there_are_no_numbers(placed_n):
    effect = found(*simulated(seed=1, placed_n=placed_n))

    assert not effect.is_shown
    assert effect.others is None
    assert np.isnan([effect.difference, effect.low, effect.high]).all()
    assert effect.child_n == placed_n


def test_with_fewer_than_20_children_alike_there_are_no_numbers():
    placed, visits = simulated(seed=1, placed_n=40)
    others = sorted(set(visits["key"]) - set(placed["key"]))[:15]

    effect = found(placed, visits[visits["key"].isin({*placed["key"], *others})])

    assert not effect.is_shown


def test_every_placed_child_is_counted_once_whatever_became_of_it():
    effect = found(*simulated(seed=3))

    assert sum(effect.fates.values()) == effect.child_n == 60


FIRST = ("a", "m", "2025-02-10", 700, -2.5)


@pytest.mark.parametrize(
    ("rows", "reason", "age", "fate"),
    [
        ([FIRST], "", 30, Fate.NOT_AGAIN),
        ([FIRST], "pindah", 30, Fate.MOVED),
        ([FIRST], "meninggal", 30, Fate.DIED),
        ([FIRST], "lulus_balita", 30, Fate.FIVE),
        ([FIRST], "", 61, Fate.FIVE),
        ([("a", "m", "2024-10-01", 600, -2.5)], "", 30, Fate.NO_START),
        ([FIRST, ("a", "m", "2025-02-25", 715, -2.3)], "", 30, Fate.NOT_AGAIN),
        ([FIRST, ("a", "m", "2025-08-10", 880, None)], "", 30, Fate.NOT_AGAIN),
        ([FIRST, ("a", "m", "2025-08-10", 880, -2.0)], "", 30, Fate.ALONE),
        ([FIRST, ("a", "m", "2025-08-10", 880, -2.0)], "pindah", 30, Fate.ALONE),
    ],
    ids=lambda value: value.name if isinstance(value, Fate) else None,
)
def test_a_child_without_both_measurements_is_shown_with_the_reason(rows, reason, age, fate):
    effect = found(placed_rows(["a"], reason=reason, age_months=age), visits_of(*rows))

    assert effect.fates[fate] == 1
    assert sum(effect.fates.values()) == 1


def test_a_child_placed_this_month_is_too_soon():
    placed = placed_rows(["a"], start=dt.date(2025, 9, 1))

    effect = found(placed, visits_of(("a", "m", "2025-08-20", 880, -2.0)))

    assert effect.fates[Fate.TOO_SOON] == 1


def test_a_measurement_long_after_the_end_does_not_count():
    placed = placed_rows(["a"], reason="mengundurkan_diri").assign(last_day=pd.Timestamp("2025-03-15"))

    effect = found(placed, visits_of(FIRST, ("a", "m", "2025-08-10", 880, -1.0)))

    assert effect.fates[Fate.NOT_AGAIN] == 1


def test_a_child_that_ever_had_a_foster_parent_is_nobodys_comparison():
    placed, visits = simulated(seed=2)
    rest = set(visits["key"]) - set(placed["key"])

    effect = effect_of(placed, visits, ever_placed=rest, today=TODAY)

    assert effect.others_n == 0
    assert effect.fates[Fate.ALONE] > 0
    assert effect.fates[Fate.COMPARED] == 0


def test_the_interval_of_a_mean_is_that_of_the_t_distribution_for_plain_values():
    values = np.random.default_rng(1).normal(0.2, 1, 400)

    low, high = bootstrap_t(values)

    error = values.std(ddof=1) / 20
    assert low == pytest.approx(values.mean() - 1.966 * error, abs=0.012)
    assert high == pytest.approx(values.mean() + 1.966 * error, abs=0.012)


def test_values_that_are_all_the_same_have_no_width():
    assert bootstrap_t(np.full(20, 0.25)) == (0.25, 0.25)
