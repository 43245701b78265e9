import numpy as np
import pandas as pd
import pytest

from stunting.anthro import zscores
from stunting.errors import ImportRefusedError

ADDED = ["haz", "waz", "whz", "flag_haz", "flag_waz", "flag_whz"]


@pytest.fixture
def children():
    return pd.DataFrame(
        {
            "nama": ["a", "b", "c"],
            "sex": ["m", "f", None],
            "age_days": [1_721, 372, 500],
            "weight_kg": [15.1, np.nan, 9.0],
            "lenhei_cm": [94.6, 70.0, 75.0],
            "measure": ["h", None, "l"],
        },
        index=[10, 20, 30],
    )


def test_the_input_is_repeated_and_six_columns_follow(children):
    result = zscores(children)

    assert result.columns.tolist() == [*children.columns, *ADDED]
    pd.testing.assert_frame_equal(result[children.columns], children)
    assert result["haz"].tolist()[:1] == [-2.99]


def test_no_score_is_nan_and_no_flag_is_missing(children):
    result = zscores(children)

    assert result["waz"].isna().tolist() == [False, True, True]
    assert result["flag_waz"].isna().tolist() == [False, True, True]
    assert result["flag_haz"].tolist()[:2] == [0, 0]


def test_the_frame_that_was_given_is_not_changed(children):
    before = children.copy()

    result = zscores(children)
    result["sex"] = "x"

    pd.testing.assert_frame_equal(children, before)


def test_older_results_in_the_frame_are_replaced(children):
    result = zscores(children.assign(haz=99.0))

    assert result.columns.tolist().count("haz") == 1
    assert result["haz"].max() < 99


def test_reasons_are_indonesian_words(children):
    result = zscores(children, reasons=True)

    assert result["why_waz"].tolist() == ["ada skor-z", "berat badan kosong", "jenis kelamin tidak diketahui"]


def test_months_stand_in_for_days(children):
    months = children.assign(age_months=children["age_days"] / 30.4375).drop(columns="age_days")

    pd.testing.assert_frame_equal(zscores(months)[ADDED], zscores(children)[ADDED])


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("sex", ["M", " f ", ""]),
        ("sex", ["L", "P", "-"]),
        ("sex", ["Laki-laki", "perempuan", "NA"]),
        ("sex", [1, 2, np.nan]),
        ("sex", pd.Categorical(["m", "f", None])),
        ("measure", ["H", "", "L"]),
        ("measure", ["Berdiri", "", "Terlentang"]),
        ("age_days", ["1721", " 372 ", "500"]),
        ("age_days", pd.array([1_721, 372, 500], dtype="Int64")),
        ("weight_kg", ["15,1", "NA", "9"]),
        ("weight_kg", pd.array([15.1, None, 9.0], dtype="Float64")),
        ("weight_kg", ["15.1", "tidak ada", 9]),
    ],
)
def test_other_ways_of_writing_the_same_give_the_same(children, column, values):
    written = children.assign(**{column: pd.Series(values, index=children.index)})

    pd.testing.assert_frame_equal(zscores(written)[ADDED], zscores(children)[ADDED])


def test_a_missing_column_is_named(children):
    with pytest.raises(ImportRefusedError, match=r"kolom measure, age_days \(atau age_months\) tidak ada"):
        zscores(children.drop(columns=["measure", "age_days"]))


def test_a_column_that_is_there_twice_is_refused(children):
    twice = pd.concat([children, children[["sex"]]], axis=1)

    with pytest.raises(ImportRefusedError, match="kolom sex ada lebih dari satu"):
        zscores(twice)


def test_a_sliced_frame_of_texts_is_read_from_its_own_rows(children):
    pd.testing.assert_frame_equal(zscores(children.iloc[1:])[ADDED], zscores(children)[ADDED].iloc[1:])
