"""The rules, one by one, at their edges."""

import numpy as np
import pytest

from stunting.anthro import Reason, compute


@pytest.mark.parametrize(
    ("days", "measure", "expected_cm"),
    [
        (730, "h", 90.7),
        (730.49, "h", 90.7),
        (730.5, "h", 90.0),
        (731, "h", 90.0),
        (730, "l", 90.0),
        (731, "l", 89.3),
        (730.5, "l", 89.3),
        (400, "", 90.0),
        (900, "", 90.0),
        (np.nan, "h", 90.0),
    ],
)
def test_seven_millimetres_lie_between_lying_and_standing(score, days, measure, expected_cm):
    assert score(days=days, cm=90, measure=measure).length_cm[0] == pytest.approx(expected_cm, abs=1e-12)


@pytest.mark.parametrize(("days", "ignored"), [(272, True), (273.93, True), (273.9375, False), (274, False)])
def test_standing_before_nine_months_is_not_believed(score, days, ignored):
    one = score(days=days, cm=70, measure="h")

    assert one.c9mo[0] == ignored
    assert one.length_cm[0] == pytest.approx(70 if ignored else 70.7)


@pytest.mark.parametrize(
    ("days", "exists"), [(0, True), (1_826, True), (1_826.24, True), (1_826.25, False), (1_827, False)]
)
def test_scores_exist_from_birth_to_the_day_before_sixty_months(score, days, exists):
    one = score(days=days, cm=60, kg=5, measure="")

    assert np.isfinite(one.haz[0]) == exists
    assert one.why_haz[0] == (Reason.NONE if exists else Reason.AGE_60_MONTHS)


@pytest.mark.parametrize(
    ("days", "cm", "measure", "exists"),
    [
        (700, 45.0, "l", True),
        (700, 44.99, "l", False),
        (700, 110.0, "l", True),
        (700, 110.01, "l", False),
        (700, 109.3, "h", True),
        (700, 109.31, "h", False),
        (731, 65.7, "l", True),
        (731, 65.69, "l", False),
        (731, 120.0, "h", True),
        (731, 120.01, "h", False),
        (731, 120.7, "l", True),
    ],
)
def test_weight_for_height_ends_where_the_tables_end(score, days, cm, measure, exists):
    one = score(days=days, cm=cm, kg=10, measure=measure)

    assert np.isfinite(one.whz[0]) == exists
    assert one.why_whz[0] == (Reason.NONE if exists else Reason.LENGTH_OUTSIDE_TABLE)


def test_the_table_of_weight_for_height_follows_from_the_age_and_not_from_the_posture(score):
    said_standing, said_lying = score(days=1_000, cm=85, measure="h"), score(days=1_000, cm=85.7, measure="l")

    assert said_standing.whz[0] == said_lying.whz[0]


@pytest.mark.parametrize(
    ("cm", "measure", "same_as"), [(87, "", "h"), (86.9, "", "l"), (86.9, "h", "h"), (87, "l", "l")]
)
def test_without_an_age_posture_and_then_length_choose_the_table(score, cm, measure, same_as):
    one = score(days=np.nan, cm=cm, measure=measure)

    assert one.whz[0] == score(days=np.nan, cm=cm, measure=same_as).whz[0]
    assert np.isnan(one.haz[0])
    assert np.isnan(one.waz[0])
    assert one.why_haz[0] == one.why_waz[0] == Reason.AGE_UNKNOWN


@pytest.mark.parametrize(
    ("child", "reasons"),
    [
        ({"sex": ""}, (Reason.SEX_UNKNOWN,) * 3),
        ({"days": -1}, (Reason.AGE_NEGATIVE,) * 3),
        ({"days": -0.4}, (Reason.AGE_NEGATIVE,) * 3),
        ({"kg": 0}, (Reason.NONE, Reason.WEIGHT_NOT_POSITIVE, Reason.WEIGHT_NOT_POSITIVE)),
        ({"kg": -5}, (Reason.NONE, Reason.WEIGHT_NOT_POSITIVE, Reason.WEIGHT_NOT_POSITIVE)),
        ({"kg": np.nan}, (Reason.NONE, Reason.WEIGHT_MISSING, Reason.WEIGHT_MISSING)),
        ({"kg": np.inf}, (Reason.NONE, Reason.WEIGHT_MISSING, Reason.WEIGHT_MISSING)),
        ({"cm": 0}, (Reason.LENGTH_NOT_POSITIVE, Reason.NONE, Reason.LENGTH_NOT_POSITIVE)),
        ({"cm": 0, "measure": "h"}, (Reason.LENGTH_NOT_POSITIVE, Reason.NONE, Reason.LENGTH_NOT_POSITIVE)),
        ({"cm": 0.5, "days": 900}, (Reason.LENGTH_NOT_POSITIVE, Reason.NONE, Reason.LENGTH_NOT_POSITIVE)),
        ({"cm": np.nan}, (Reason.LENGTH_MISSING, Reason.NONE, Reason.LENGTH_MISSING)),
        ({"oedema": True}, (Reason.NONE, Reason.OEDEMA, Reason.OEDEMA)),
    ],
)
def test_a_missing_score_says_why(score, child, reasons):
    one = score(**child)

    assert (one.why_haz[0], one.why_waz[0], one.why_whz[0]) == reasons
    for index, reason in zip(("haz", "waz", "whz"), reasons, strict=True):
        assert np.isnan(getattr(one, index)[0]) == (reason != Reason.NONE)
        assert (getattr(one, f"flag_{index}")[0] == -1) == (reason != Reason.NONE)


def test_every_reason_has_words():
    assert all(reason.label for reason in Reason)


def test_flags_follow_the_rounded_score_and_their_limits_are_plausible_still(golden):
    expected = golden("who_r_package.csv")
    at_limit = expected[
        expected["haz"].isin(["6.00", "-6.00"]) | expected["waz"].eq("5.00") | expected["whz"].isin(["5.00", "-5.00"])
    ]

    assert len(at_limit) >= 4
    for index, limits in (("haz", ("6.00", "-6.00")), ("waz", ("5.00",)), ("whz", ("5.00", "-5.00"))):
        assert set(at_limit.loc[at_limit[index].isin(limits), f"flag_{index}"]) <= {"0"}


def test_a_score_is_never_minus_zero(many):
    scores = compute(**many(3, 20_000))

    for z in (scores.haz, scores.waz, scores.whz):
        assert not np.signbit(z[z == 0]).any()
        assert (z == 0).any()


def test_no_children_give_no_scores():
    scores = compute([], [], [], [], [])

    assert len(scores.haz) == 0


def test_arrays_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="differ in length"):
        compute([1, 2], [100], [5], [60], [1])


def test_tails_beyond_three_are_straight_lines(score):
    # In the tail equal steps of weight are equal steps of z.
    heavy = [score(days=400, kg=kg).waz[0] for kg in (20, 22, 24, 26)]

    assert np.ptp(np.diff(heavy)) <= 0.01 + 1e-9
