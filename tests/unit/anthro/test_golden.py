"""Every value equals what WHO's own programs print."""

import numpy as np
import pandas as pd
import pytest

from stunting.anthro import compute, readings, zscores

INDICES = ("haz", "waz", "whz")
# Weight 0: the package gives a WHZ near -15, we give none and say why.
DELIBERATE = {("who_r_package.csv", "205", "whz"), ("who_r_package.csv", "206", "whz")}


def printed(values):
    return ["" if np.isnan(value) else f"{value:.2f}" for value in values]


def as_printed(text):
    return f"{float(text):.2f}" if text else ""


def differences(name, expected, result):
    ties = expected["near_tie"] if "near_tie" in expected else [""] * len(expected)
    wrong = []
    for index in INDICES:
        flags = result[f"flag_{index}"].astype("string").fillna("")
        rows = zip(
            expected["row_id"],
            expected[index],
            printed(result[index].to_numpy()),
            expected[f"flag_{index}"],
            flags,
            ties,
            strict=True,
        )
        for row, theirs, ours, their_flag, our_flag, tie in rows:
            if (name, row, index) in DELIBERATE:
                continue
            near = index in tie and theirs and ours and abs(float(theirs) - float(ours)) < 0.011
            if (as_printed(theirs) != ours and not near) or their_flag != our_flag:
                wrong.append((row, index, theirs, ours, their_flag, our_flag))
    return wrong


@pytest.mark.parametrize(
    ("name", "rows"), [("who_r_package.csv", 314), ("who_r_package_months.csv", 60), ("igrowup_survey.csv.gz", 498)]
)
def test_no_score_and_no_flag_differs_from_the_r_package(golden, name, rows):
    expected = golden(name)

    result = zscores(expected)

    assert len(result) == rows
    assert differences(name, expected, result) == []


def test_numbers_in_the_frame_give_the_same_as_texts(golden):
    texts = golden("who_r_package.csv")
    numbers = texts.assign(**{name: pd.to_numeric(texts[name]) for name in ("age_days", "weight_kg", "lenhei_cm")})

    pd.testing.assert_frame_equal(zscores(numbers)[list(INDICES)], zscores(texts)[list(INDICES)])


def test_igrowup_printed_the_same_scores_for_children_under_60_months(golden):
    expected = golden("igrowup_survey.csv.gz")

    result = zscores(expected)

    under_60 = (pd.to_numeric(expected["age_days"]) < 60 * 30.4375).to_numpy()
    assert under_60.sum() == 494
    for index in INDICES:
        theirs = [as_printed(text) for text in expected.loc[under_60, f"igrowup_{index}"]]
        assert printed(result.loc[under_60, index]) == theirs


def test_length_after_correction_and_ignored_posture_are_those_of_the_r_package(golden):
    expected = golden("who_r_package.csv")

    scores = compute(
        readings.sexes(expected["sex"]).values,
        readings.numbers(expected["age_days"]).values,
        readings.numbers(expected["weight_kg"]).values,
        readings.numbers(expected["lenhei_cm"]).values,
        readings.postures(expected["measure"]).values,
        readings.oedemas(expected["oedema"]).values,
    )

    theirs = pd.to_numeric(expected["lenhei_adj_cm"]).to_numpy()
    np.testing.assert_allclose(scores.length_cm, theirs, atol=1e-9, equal_nan=True)
    assert scores.c9mo.tolist() == expected["c9mo_flag"].eq("1").tolist()


def test_bmi_for_age_is_that_of_the_r_package(golden):
    expected = golden("who_r_package.csv")
    expected = expected[expected["case"] != "nonpositive_or_missing"]

    scores = compute(
        readings.sexes(expected["sex"]).values,
        readings.numbers(expected["age_days"]).values,
        readings.numbers(expected["weight_kg"]).values,
        readings.numbers(expected["lenhei_cm"]).values,
        readings.postures(expected["measure"]).values,
        readings.oedemas(expected["oedema"]).values,
        with_baz=True,
    )

    assert printed(scores.baz) == expected["baz"].tolist()


def test_a_published_row_of_an_export_is_reproduced(score):
    # Boy of 858 days, 10.6 kg, 81.5 cm lying; the export says -1.73, -2.95, -0.15.
    one = score("m", 858, 10.6, 81.5, "l")

    assert (one.waz[0], one.haz[0], one.whz[0]) == (-1.73, -2.95, -0.15)
