"""Steadied rates and ranks with intervals: where they lie, how often they hold, and what the extremes do."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from stunting import stabilised
from stunting.stabilised import stabilise


def areas(rows):
    """Rows (parent, hits, base) as a frame."""
    frame = pd.DataFrame(rows, columns=["parent_code", "stunted_n", "measured_n"])
    frame.insert(0, "area_code", [f"{number:03d}" for number in range(len(frame))])
    return frame


def synthetic(*, groups=12, size=25, share=0.02, seed=1):
    """A kabupaten whose true rates are known: kecamatan around 12 %, desa by a beta around their kecamatan."""
    generator = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), size)
    centre = np.clip(generator.normal(0.12, 0.02, groups), 0.02, 0.5)[group]
    strength = 1 / share - 1
    truth = generator.beta(centre * strength, (1 - centre) * strength)
    n = generator.integers(10, 120, len(group))
    return areas([(f"{g:02d}", x, m) for g, x, m in zip(group, generator.binomial(n, truth), n, strict=True)]), truth


def test_a_small_desa_moves_to_its_kecamatan_and_a_large_one_stays():
    frame = areas([("a", 10, 20), ("a", 500, 1000), *[("a", 10 + k, 100) for k in range(-5, 6)]])

    found = stabilise(frame).frame

    assert found["value_pct"].iloc[0] < found["value_pct"].iloc[1] < 50
    assert found["own_weight"].iloc[1] > 0.9 > found["own_weight"].iloc[0]


def test_every_steadied_rate_lies_between_its_own_rate_and_the_centre():
    frame, _ = synthetic()
    found = stabilise(frame)
    centre = frame["parent_code"].map({one.parent_code: one.centre_pct for one in found.priors}).to_numpy()

    low = np.minimum(found.frame["raw_pct"], centre)
    high = np.maximum(found.frame["raw_pct"], centre)

    assert found.frame["value_pct"].between(low - 1e-9, high + 1e-9).all()


def test_the_steadied_rate_is_the_beta_binomial_posterior_mean():
    frame, _ = synthetic()
    found = stabilise(frame)
    one, prior = found.frame.iloc[0], found.priors[0]

    by_hand = (one["hits_n"] + prior.strength_n * prior.centre_pct / 100) / (one["base_n"] + prior.strength_n)

    assert one["value_pct"] == pytest.approx(100 * by_hand)
    assert one["own_weight"] == pytest.approx(one["base_n"] / (one["base_n"] + prior.strength_n))


def test_the_interval_is_that_of_its_beta():
    found = stabilise(synthetic()[0]).frame
    beta = stats.beta(found["alpha"], found["beta"])

    assert found["low_pct"].to_numpy() == pytest.approx(100 * beta.ppf(0.025))
    assert found["high_pct"].to_numpy() == pytest.approx(100 * beta.ppf(0.975))
    assert found["value_pct"].to_numpy() == pytest.approx(100 * beta.mean())


def test_between_desa_of_equal_size_the_order_stays():
    frame = areas([("a", hits, 50) for hits in (0, 3, 5, 8, 12, 20)])

    found = stabilise(frame).frame

    assert found["value_pct"].is_monotonic_increasing
    assert found["value_pct"].iloc[0] > 0


def test_the_share_between_areas_follows_kleinmans_moments():
    # Two groups of three areas of 100: 10, 20, 30 % and 20, 30, 40 %.
    x, n, g = np.array([10, 20, 30, 20, 30, 40]), np.full(6, 100), np.array([0, 0, 0, 1, 1, 1])
    # Spread: 100 * 2 * 0.01 = 2 in each; unit 0.16 and 0.21; room (300 - 100 - 2) * 0.37 = 73.26.
    moment = (2 + 2 - 2 * 0.37) / 73.26
    error = np.sqrt(2 * 2 * (0.16**2 + 0.21**2)) / 73.26
    positive = stats.truncnorm(-moment / error, np.inf, loc=moment, scale=error).mean()

    assert stabilised.between_share(x, n, g) == pytest.approx(positive)
    assert positive == pytest.approx(moment, rel=0.01)


def test_equal_rates_have_little_between_them():
    assert stabilised.between_share([10] * 50, [100] * 50, [0] * 50) < 0.005


@pytest.mark.parametrize(("share", "size"), [(0.002, 25), (0.01, 25), (0.05, 25), (0.01, 8), (0.05, 3)])
def test_the_interval_holds_the_true_rate_in_about_95_of_100_desa(share, size):
    held = []
    for seed in range(25):
        frame, truth = synthetic(share=share, size=size, seed=seed)
        found = stabilise(frame).frame
        held.append(found["low_pct"].le(100 * truth) & found["high_pct"].ge(100 * truth))

    assert 0.92 <= np.concatenate(held).mean() <= 0.985


def test_steadied_rates_are_nearer_to_the_truth_than_counted_ones():
    frame, truth = synthetic(share=0.01)
    found = stabilise(frame).frame

    steadied, counted = (((found[name] / 100 - truth) ** 2).mean() for name in ("value_pct", "raw_pct"))

    assert steadied < 0.5 * counted


def test_nobody_measured_gives_the_centre_with_no_own_weight():
    frame = areas([("a", 0, 0), *[("a", 10 + k, 100) for k in range(6)]])

    found = stabilise(frame)
    empty = found.frame.iloc[0]

    assert np.isnan(empty["raw_pct"])
    assert empty["own_weight"] == 0
    assert empty["value_pct"] == pytest.approx(found.priors[0].centre_pct)


@pytest.mark.parametrize("rows", [[("a", 0, 50)] * 8, [("a", 50, 50)] * 8, [("a", 0, 0)] * 8, [("a", 3, 20)]])
def test_none_all_nobody_and_a_single_desa_stay_finite(rows):
    found = stabilise(areas(rows)).frame

    assert np.isfinite(found[["value_pct", "low_pct", "high_pct", "own_weight"]].to_numpy()).all()
    assert (found["low_pct"] <= found["value_pct"]).all()
    assert (found["value_pct"] <= found["high_pct"]).all()
    assert found["value_pct"].between(0, 100).all()


def test_a_kecamatan_of_few_desa_borrows_from_the_kabupaten():
    rows = [("a", 10 + k % 5, 100) for k in range(10)] + [("b", 40, 100)]

    prior = {one.parent_code: one for one in stabilise(areas(rows)).priors}

    assert prior["b"].is_borrowed
    assert not prior["a"].is_borrowed
    assert 12 < prior["b"].centre_pct < 20
    assert "kabupaten" in prior["b"].sentence


def test_more_stunted_than_measured_is_refused():
    with pytest.raises(ValueError, match="between 0 and base"):
        stabilise(areas([("a", 3, 2)]))


def test_areas_that_do_not_overlap_have_certain_ranks():
    draws = stabilised.raw_draws([900, 500, 100], [1000, 1000, 1000])

    ranks = stabilised.rank_intervals(draws)

    assert ranks["rank"].tolist() == [1, 2, 3]
    assert ranks["label"].tolist() == ["peringkat 1", "peringkat 2", "peringkat 3"]


def test_equal_areas_share_all_ranks():
    ranks = stabilised.rank_intervals(stabilised.raw_draws([20] * 10, [100] * 10))

    assert (ranks["rank_low"] == 1).all()
    assert (ranks["rank_high"] == 10).all()
    assert ranks["label"].iloc[0] == "peringkat 1–10"


def test_a_rank_lies_in_its_interval_and_true_ranks_mostly_do():
    frame, truth = synthetic(share=0.02)
    ranks = stabilised.rank_intervals(stabilised.posterior_draws(stabilise(frame)))
    true_rank = (-truth).argsort().argsort() + 1

    assert ranks["rank"].between(ranks["rank_low"], ranks["rank_high"]).all()
    assert (ranks["rank_low"].le(true_rank) & ranks["rank_high"].ge(true_rank)).mean() > 0.87
    assert sorted(ranks["rank"]) == list(range(1, 301))
    assert ranks["top_share"].sum() == pytest.approx(10)


def test_the_same_seed_gives_the_same_ranks():
    frame, _ = synthetic(groups=3)
    steadied = stabilise(frame)

    first, second = (stabilised.rank_intervals(stabilised.posterior_draws(steadied)) for _ in range(2))

    pd.testing.assert_frame_equal(first, second)


def test_draws_of_an_interval_have_its_limits():
    draws = stabilised.interval_draws([18.0], [22.0], draws=20_000)

    assert np.quantile(draws, [0.025, 0.975]) == pytest.approx([18, 22], abs=0.1)


def test_draws_of_a_beta_have_its_quantiles():
    draws = stabilised.raw_draws([12], [100], draws=50_000)[:, 0]

    assert np.quantile(draws, [0.025, 0.5, 0.975]) == pytest.approx(
        stats.beta(12.5, 88.5).ppf([0.025, 0.5, 0.975]), abs=0.002
    )


def test_ranks_of_no_area_are_an_empty_table():
    assert stabilised.rank_intervals(np.empty((10, 0))).empty
