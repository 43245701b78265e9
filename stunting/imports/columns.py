"""Many rows of a sheet turned into columns: every different cell once, and for each row which of them it holds.

A hundred thousand rows hold a few thousand different dates, weights and labels, and each is read once. Lines of plain
text are split by Arrow, for a list of cells per row costs more than everything that is done with them.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyarrow import csv

# Lines with so many cells beyond the header are no rows of a table that Arrow should lay out.
MOST_SURPLUS = 50


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    codes:     for each row the position of its cell in `different`
    different: the cells
    """

    codes: np.ndarray
    different: Sequence[object]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> object:
        return self.different[self.codes[row]]

    def take(self, rows: np.ndarray) -> Column:
        """The cells of some rows."""
        return Column(codes=self.codes[rows], different=self.different)

    def cells(self) -> np.ndarray:
        """The cell of each row."""
        return np.fromiter(self.different, dtype=object, count=len(self.different))[self.codes]


def column_of(cells: Sequence[object]) -> Column:
    """The column of some cells; `pd.factorize` takes twice as long."""
    different = list(dict.fromkeys(cells))
    at = {cell: position for position, cell in enumerate(different)}
    codes = np.fromiter(map(at.__getitem__, cells), dtype=np.intp, count=len(cells))
    return Column(codes=codes, different=different)


def is_blank(row: Sequence[object]) -> bool:
    """Whether no cell of a row holds anything."""
    if row and isinstance(row[0], str) and row[0].strip():
        return False
    return not any(row) or all(isinstance(cell, str) and not cell.strip() for cell in row)


def batches_of(rows: Iterable[tuple[int, Sequence[object]]], *, skip: int, size: int) -> Iterator[Batch]:
    """Rows that are not blank, after the first `skip`, so many at once."""
    numbers: list[int] = []
    cells: list[Sequence[object]] = []
    for number, row in itertools.islice(rows, skip, None):
        if is_blank(row):
            continue
        numbers.append(number)
        cells.append(row)
        if len(cells) >= size:
            yield numbers, Rows(cells)
            numbers, cells = [], []
    if cells:
        yield numbers, Rows(cells)


class Rows:
    """Rows of a sheet as lists of cells; short ones end in empty cells."""

    def __init__(self, rows: Sequence[Sequence[object]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Sequence[object]:
        return self._rows[row]

    def columns(self, wanted: Collection[int], *, width: int) -> dict[int, Column]:
        """Some of the first `width` columns, by position."""
        full = [cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))] for cells in self._rows]
        turned = enumerate(itertools.islice(zip(*full, strict=False), width))
        return {at: column_of(cells) for at, cells in turned if at in wanted}

    @property
    def widest(self) -> int:
        """Cells of the row that has most."""
        return max(map(len, self._rows), default=0)

    def surplus(self, width: int) -> np.ndarray:
        """Rows with a filled cell beyond the first `width`."""
        return np.array(
            [len(cells) > width and any(str(cell).strip() for cell in cells[width:]) for cells in self._rows],
            dtype=bool,
        )


class Lines:
    """Rows of a sheet as lines of text without any quotes; they are split only where somebody asks for a row."""

    def __init__(self, lines: Sequence[str], *, separator: str) -> None:
        self._lines = lines
        self._separator = separator
        self._separator_n = [line.count(separator) for line in lines]

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, row: int) -> list[str]:
        return self._lines[row].split(self._separator)

    @property
    def widest(self) -> int:
        """Cells of the row that has most."""
        return max(self._separator_n, default=0) + 1

    def columns(self, wanted: Collection[int], *, width: int) -> dict[int, Column]:
        """Some of the first `width` columns, by position."""
        widest = max(self.widest, width)
        if widest > width + MOST_SURPLUS or not self._lines or self._lines[0].startswith("\ufeff"):
            return Rows([self[row] for row in range(len(self))]).columns(wanted, width=width)
        pairs = zip(self._lines, self._separator_n, strict=True)
        # An odd line is filled up: Arrow wants the same number of cells in each.
        even = [line if n == widest - 1 else line + self._separator * (widest - 1 - n) for line, n in pairs]
        text = "\n".join(even).encode()
        kind = pa.dictionary(pa.int32(), pa.string())
        table = csv.read_csv(
            pa.BufferReader(text),
            # One block: every column then has one list of different cells.
            read_options=csv.ReadOptions(column_names=[str(at) for at in range(widest)], block_size=len(text) + 1),
            parse_options=csv.ParseOptions(
                delimiter=self._separator, quote_char=False, escape_char=False, ignore_empty_lines=False
            ),
            convert_options=csv.ConvertOptions(
                column_types={str(at): kind for at in wanted},
                include_columns=[str(at) for at in wanted],
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        return {at: _arrow_column(table[str(at)]) for at in wanted}

    def surplus(self, width: int) -> np.ndarray:
        """Rows with a filled cell beyond the first `width`."""
        return np.array(
            [n >= width and any(cell.strip() for cell in self[row][width:]) for row, n in enumerate(self._separator_n)],
            dtype=bool,
        )


# Numbers of rows (1-based) and the rows.
Batch = tuple[list[int], Rows | Lines]


def _arrow_column(column: pa.ChunkedArray) -> Column:
    (chunk,) = column.chunks
    return Column(codes=chunk.indices.to_numpy(), different=chunk.dictionary.to_pylist())
