import numpy as np
import pytest

from stunting.imports import delimited
from stunting.imports.columns import Lines, Rows

LINES = [
    "1;BUDI;;10,6",
    "2;NA;null;NaN",
    "3; Siti ;é",
    "",
    " ; ; ;",
    "Jumlah",
    "4;BUDI;#N/A;10,6;lebih;",
    "5;'x\\y;\t;1;;;",
]


@pytest.mark.parametrize(
    "lines", [LINES, ["\ufeff1;A;B;C", *LINES], ["1;2;3;4"], ["a;b"], [f"1;2;3;4{';' * 90}x", "5"]]
)
def test_lines_have_the_cells_and_the_surplus_that_their_split_rows_have(lines):
    as_lines, as_rows = Lines(lines, separator=";"), Rows([line.split(";") for line in lines])

    cells = as_lines.columns({0, 1, 3}, width=4), as_rows.columns({0, 1, 3}, width=4)

    assert {at: column.cells().tolist() for at, column in cells[0].items()} == {
        at: column.cells().tolist() for at, column in cells[1].items()
    }
    assert np.array_equal(as_lines.surplus(4), as_rows.surplus(4))
    assert [as_lines[row] for row in range(len(lines))] == [list(as_rows[row]) for row in range(len(lines))]
    assert as_lines.widest == as_rows.widest


@pytest.mark.parametrize("size", [1, 2, 3, 50])
@pytest.mark.parametrize(
    "lines",
    [
        ["Judul;;;;", "a;b;c;d;e", *LINES],
        ["Judul;;;;", "a;b;c;d;e", *LINES, '6;"A;B";C;D;E', "7;A;B;C;D", '8;"dua', 'baris";C;D;E', '9;1" lagi;C;D;E'],
        ['"Judul', 'dua baris"', "a;b;c;d;e", "1;2;3;4;5", "2;2;3;4;5"],
        ["Judul;;;;", 'a;"b"";c";c;d;e', "1;2;3;4;5", '2;"terbuka;3;4;5', "3;2;3;4;5"],
        ["Judul;;;;", "a;b;c;d;e", '1;"terbuka;3;4;5', '2;tutup";3;4;5'],
    ],
)
def test_rows_are_the_same_however_many_are_taken_at_once(lines, size):
    one_by_one = [(number, row) for number, row in delimited.rows_of(lines, separator=";")][2:]

    batches = list(delimited.batches_of(lines, separator=";", skip=2, size=size))

    assert [(number, list(rows[at])) for numbers, rows in batches for at, number in enumerate(numbers)] == [
        (number, row) for number, row in one_by_one if any(cell.strip() for cell in row)
    ]
