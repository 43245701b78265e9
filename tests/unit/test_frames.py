import numpy as np
import pandas as pd
import pytest

from stunting.frames import beside, pairs_of, with_columns


def test_pairs_of_two_columns_are_told_apart_and_found_again():
    first, second = pd.Series(["a", "b", "a", "a"]), pd.Series(["x", "x", "y", "x"])

    group, pairs = pairs_of(first, second)

    assert pairs == [("a", "x"), ("b", "x"), ("a", "y")]
    assert group.tolist() == [0, 1, 2, 0]


def test_no_rows_have_no_pairs():
    group, pairs = pairs_of(pd.Series([], dtype=object), pd.Series([], dtype=object))

    assert (group.tolist(), pairs) == ([], [])


def frame_of_areas() -> pd.DataFrame:
    return pd.DataFrame({"area_code": ["11", "12", "13"], "area_name": ["Aceh", "Sumatera Utara", "Sumatera Barat"]})


@pytest.mark.parametrize("codes", [["11", "12", "13"], ["13", "11"], ["12"], [], ["13", "12", "11"], ["11", "99"]])
def test_rows_beside_others_are_those_of_a_left_join(codes):
    areas = frame_of_areas()
    counts = pd.DataFrame(
        {
            "measured_n": pd.array([7, None, 9][: len(codes)], dtype="Int64"),
            "area_code": pd.Series(codes, dtype="str"),
            "is_suppressed": [True, False, False][: len(codes)],
            "origin": pd.Series(["import", None, "laporan"][: len(codes)], dtype="str"),
        }
    ).set_axis(range(5, 5 + len(codes)))

    found = beside(areas, counts, on="area_code")

    wanted = areas.merge(counts, on="area_code", how="left", validate="one_to_one")
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)
    assert found["measured_n"].dtype == wanted["measured_n"].dtype == "Int64"


def test_no_row_stands_beside_two():
    counts = pd.DataFrame({"area_code": ["11", "11"], "measured_n": [1, 2]})

    with pytest.raises(ValueError, match="area_code"):
        beside(frame_of_areas(), counts, on="area_code")


def test_many_columns_at_once_are_those_added_one_by_one():
    areas = frame_of_areas().set_axis([4, 2, 9])
    columns = {"value_pct": np.array([1.5, np.nan, 3.0]), "area_name": ["a", "b", "c"], "is_sample": False}

    found = with_columns(areas, columns)

    assert list(found) == ["area_code", "value_pct", "area_name", "is_sample"]
    pd.testing.assert_frame_equal(found[["area_code", "area_name", "value_pct", "is_sample"]], areas.assign(**columns))
    assert list(areas["area_name"]) == ["Aceh", "Sumatera Utara", "Sumatera Barat"]


def test_what_the_rows_of_an_answer_are_told_by_is_packed_once():
    """Arrow texts cost twice the time of a page whose tables have some dozens of rows."""
    labels = pd.DataFrame({"area_code": ["11"]}).columns

    assert pd.get_option("mode.string_storage") == "python"
    assert labels.dtype.storage == "python"
