"""The lokus comparison of one kabupaten: what it computes, refuses, leaves out and says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stunting.errors import NoDataError
from stunting.lokus.effect import Reading, estimate_effect
from stunting.lokus.effect_core import calibrated, regression
from stunting.lokus.effect_match import matched, nearest
from tests.lokus_waves import panel, usual, waves_of, with_frame, without_counts


@pytest.fixture(scope="module")
def asked():
    return usual()


@pytest.fixture(scope="module")
def effect(asked):
    return estimate_effect(*asked)


def test_the_estimate_is_the_weighted_regression_written_out(effect):
    one = panel()
    known = calibrated(one)
    fitted = regression(one, known)
    weight = np.sqrt(1 / known.variance[0])
    x, y = fitted.design[0] * weight[:, None], one.after[0] * weight
    coefficients, *_ = np.linalg.lstsq(x, y, rcond=None)
    inverse = np.linalg.pinv(x.T @ x)
    rest = (y - x @ coefficients) ** 2 / (1 - np.einsum("nc,cd,nd->n", x, inverse, x))
    error = np.sqrt((inverse @ (x.T * rest) @ x @ inverse)[-1, -1])

    assert effect.points == pytest.approx(100 * coefficients[-1], abs=1e-4)
    # Student's t with some tens of degrees of freedom.
    assert 1.96 < (effect.high - effect.points) / (100 * error) < 2.2


def test_the_matched_view_is_the_mean_gap_to_three_neighbours(effect):
    frame = effect.frame.set_index("area_code")
    more = frame["after_pct"] - frame["expected_pct"]
    gaps = [more[code] - more[list(near)].mean() for code, near in frame["neighbours"].items() if near]

    assert effect.matched_points == pytest.approx(np.mean(gaps), abs=1e-9)


def test_neighbours_are_three_other_desa_and_never_lokus(effect):
    frame = effect.frame.set_index("area_code")

    for code, near in frame["neighbours"].items():
        assert len(near) == (3 if frame.at[code, "is_lokus"] else 0)
        assert not frame.loc[list(near), "is_lokus"].any()


def test_the_plain_difference_is_the_estimate_and_the_part_that_comes_by_itself(effect):
    lokus = effect.frame["is_lokus"]
    change = effect.frame["after_pct"] - effect.frame["before_pct"]

    assert effect.naive_points == pytest.approx(change[lokus].mean() - change[~lokus].mean())
    assert effect.points + effect.expected_fall_points == pytest.approx(effect.naive_points)


def test_the_order_of_the_desa_changes_nothing(asked, effect):
    before, after, lokus = asked
    turned = [with_frame(one, one.frame.iloc[::-1]) for one in (*before, after)]
    again = estimate_effect(turned[:-1], turned[-1], lokus[::-1])

    assert (again.points, again.low, again.matched_points) == pytest.approx(
        (effect.points, effect.low, effect.matched_points)
    )


def test_a_true_fall_moves_the_estimate_and_not_the_expectation():
    fallen = estimate_effect(*usual(effect_points=-8.0))

    assert fallen.verdict is Reading.BETTER
    assert fallen.high < 0
    assert "lebih baik daripada yang diharapkan" in fallen.sentence


def test_a_true_rise_is_said_as_well():
    risen = estimate_effect(*usual(effect_points=8.0))

    assert risen.verdict is Reading.WORSE
    assert "kurang baik daripada yang diharapkan" in risen.sentence


def test_the_sentence_says_what_comes_by_itself_and_that_it_is_no_cause(effect):
    assert effect.verdict is Reading.UNCLEAR
    assert "belum terlihat berbeda, karena interval memuat nol" in effect.sentence
    assert "lokus dipilih karena tinggi, jadi sebagian turun dengan sendirinya" in effect.sentence
    assert "hubungan, bukan bukti sebab" in effect.sentence


def test_desa_without_20_children_or_with_hidden_counts_are_left_out_and_counted(asked):
    before, after, lokus = asked
    other = next(code for code in after.frame["area_code"] if code not in lokus)
    small = after.frame["measured_n"].mask(after.frame["area_code"] == other, 19)
    changed = without_counts(with_frame(after, after.frame.assign(measured_n=small)), lokus[:2])
    found = estimate_effect(before, changed, lokus)

    assert (found.n_lokus, found.left_out_lokus) == (20, 2)
    assert (found.n_others, found.left_out_others) == (127, 1)
    assert found.cautions[0].startswith("Tidak ikut dihitung: 2 desa lokus dan 1 desa lain")
    assert not found.frame["area_code"].isin([*lokus[:2], other]).any()


def test_a_lokus_desa_that_is_not_registered_is_counted_as_left_out(asked, effect):
    before, after, lokus = asked
    found = estimate_effect(before, after, [*lokus, "1801999999"])

    assert found.left_out_lokus == 1
    assert found.points == effect.points


def test_what_is_left_out_tells_nothing(asked):
    before, after, lokus = asked
    hidden = without_counts(after, lokus[:2])
    twisted = hidden.frame.assign(
        measured_n=hidden.frame["measured_n"].mask(hidden.frame["area_code"].isin(lokus[:2]), 500)
    )

    assert (
        estimate_effect(before, hidden, lokus).points
        == estimate_effect(before, with_frame(hidden, twisted), lokus).points
    )


def test_a_desa_may_miss_an_older_wave(asked):
    before, after, lokus = asked
    found = estimate_effect([without_counts(before[0], lokus[:5]), *before[1:]], after, lokus)

    assert found.left_out_lokus == 0


def test_fewer_than_two_earlier_waves_are_refused(asked):
    before, after, lokus = asked

    with pytest.raises(NoDataError, match="Perlu sedikitnya 2 Bulan Timbang"):
        estimate_effect(before[-1:], after, lokus)


def test_fewer_than_eight_lokus_desa_are_refused(asked):
    before, after, lokus = asked

    with pytest.raises(NoDataError, match="Hanya 7 desa lokus"):
        estimate_effect(before, after, lokus[:7])


def test_too_few_others_are_refused(asked):
    before, after, _ = asked
    codes = after.frame["area_code"].tolist()

    with pytest.raises(NoDataError, match="pembanding"):
        estimate_effect(before, after, codes[:-19])


def test_kecamatan_that_are_lokus_as_a_whole_are_refused(asked):
    before, after, _ = asked
    whole = after.frame["area_code"][after.frame["parent_code"] <= "180103"]

    with pytest.raises(NoDataError, match="seluruh desanya lokus"):
        estimate_effect(before, after, whole)


def test_a_wave_without_any_stunted_child_is_refused(asked):
    before, after, lokus = asked
    nobody = with_frame(after, after.frame.assign(stunted_n=after.frame["stunted_n"] * 0))

    with pytest.raises(NoDataError, match="Tidak ada balita stunting"):
        estimate_effect(before, nobody, lokus)


def test_waves_out_of_order_are_an_error(asked):
    before, after, lokus = asked

    with pytest.raises(ValueError, match="oldest first"):
        estimate_effect(before[::-1], after, lokus)


def test_coverage_that_moves_in_lokus_alone_is_a_caution(asked):
    before, after, lokus = asked
    share = after.frame["coverage_pct"].mask(after.frame["area_code"].isin(lokus), 70.0)
    found = estimate_effect(before, with_frame(after, after.frame.assign(coverage_pct=share)), lokus)

    assert any("Cakupan desa lokus berubah dari 90,0% menjadi 70,0%" in said for said in found.cautions)
    assert any("di bawah 80%" in said for said in found.cautions)


def test_known_and_steady_coverage_is_no_caution(effect):
    assert effect.cautions == ()


def test_unknown_coverage_is_a_caution():
    one = panel()
    before, after, lokus = waves_of(one, coverage_pct=np.nan)

    assert "Cakupan tidak diketahui" in estimate_effect(before, after, lokus).cautions[0]


def test_many_runs_at_once_are_the_same_as_one_by_one():
    first, second = panel(seed=1), panel(seed=2)
    joined = replace(
        first,
        **{
            name: np.concatenate([getattr(first, name), getattr(second, name)])
            for name in ("hits", "n", "after_hits", "after_n", "is_lokus")
        },
    )
    known = calibrated(joined)
    fitted = regression(joined, known)
    together = [fitted.ancova().points[1], matched(fitted, nearest(joined, known)).points[1]]
    alone = estimate_effect(*waves_of(second))

    assert together == pytest.approx([alone.points, alone.matched_points], abs=1e-6)
