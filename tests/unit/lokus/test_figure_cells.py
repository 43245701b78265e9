import pytest

from stunting.lokus.figure_cells import UnreadableNumberError, count, decimal, looks_numeric, meaning_of_dot


@pytest.mark.parametrize("cell", [None, "", " ", "-", "–", "n/a", float("nan")])
def test_a_blank_cell_is_unknown_and_not_zero(cell):
    assert count(cell) is None
    assert decimal(cell, dot="") is None


@pytest.mark.parametrize(("cell", "value"), [("0", 0), (12.0, 12), ("1.234", 1234), ("1,234", 1234), (" 7 ", 7)])
def test_a_count_is_whole(cell, value):
    assert count(cell) == value


@pytest.mark.parametrize("cell", ["12,5", 1.234, "-3", "banyak", "#REF!", True, "12 kk"])
def test_what_is_no_count_is_refused(cell):
    with pytest.raises(UnreadableNumberError, match="bukan bilangan bulat"):
        count(cell)


@pytest.mark.parametrize(
    ("cell", "dot", "value"),
    [
        ("2,5", "", 2.5),
        (2.5, "", 2.5),
        (1.234, "", 1.234),
        ("80,5%", "", 80.5),
        ("1.234,5", "ribuan", 1234.5),
        ("1.234", "ribuan", 1234),
        ("1.234", "desimal", 1.234),
        ("1.234.567", "", 1234567),
    ],
)
def test_an_own_figure_may_have_decimals(cell, dot, value):
    assert decimal(cell, dot=dot) == value


def test_a_dot_that_may_be_either_is_refused():
    with pytest.raises(UnreadableNumberError, match="dapat berarti 1234 atau 1,234"):
        decimal("1.234", dot="")


@pytest.mark.parametrize("cell", ["-1", "1234567890123456"])
def test_a_negative_number_and_a_nik_are_no_figures_of_a_desa(cell):
    with pytest.raises(UnreadableNumberError, match="negatif atau terlalu besar"):
        decimal(cell, dot="")


@pytest.mark.parametrize(
    ("cells", "meaning"),
    [(["1.234", "2,5"], "ribuan"), (["1.234.567"], "ribuan"), (["1.234", "2.5"], "desimal"), (["1.234", 2.5], "")],
)
def test_the_other_cells_of_a_column_tell_what_a_dot_means(cells, meaning):
    assert meaning_of_dot(cells) == meaning


def test_a_column_is_numeric_when_half_of_its_filled_cells_are():
    assert looks_numeric(["1", "", "2,5", "jauh"])
    assert not looks_numeric(["baik", "", "1", "sedang"])
    assert not looks_numeric(["", None])
