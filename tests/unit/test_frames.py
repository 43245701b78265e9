import pandas as pd

from stunting.frames import pairs_of


def test_pairs_of_two_columns_are_told_apart_and_found_again():
    first, second = pd.Series(["a", "b", "a", "a"]), pd.Series(["x", "x", "y", "x"])

    group, pairs = pairs_of(first, second)

    assert pairs == [("a", "x"), ("b", "x"), ("a", "y")]
    assert group.tolist() == [0, 1, 2, 0]


def test_no_rows_have_no_pairs():
    group, pairs = pairs_of(pd.Series([], dtype=object), pd.Series([], dtype=object))

    assert (group.tolist(), pairs) == ([], [])
