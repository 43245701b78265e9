"""A sheet that the dashboard handed out, filled in and saved anew by an office program."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from python_calamine import CalamineWorkbook


class Sheet:
    """The first sheet of a workbook; rows and columns from 0."""

    def __init__(self, content: bytes, *, heading: str) -> None:
        """heading: a title that stands in the row of titles alone"""
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        self.name = rows.name
        self._cells = {
            (at, column): value
            for at, line in enumerate(rows.to_python(skip_empty_area=False))
            for column, value in enumerate(line)
            if value != ""
        }
        self.head = next(row for (row, _), value in self._cells.items() if value == heading)
        self.columns = {str(value): column for (row, column), value in self._cells.items() if row == self.head}

    def row_of(self, text: str) -> int:
        """The row that holds this text in a cell."""
        return next(row for (row, _), value in self._cells.items() if value == text)

    def filled(self, rows: Mapping[int, Mapping[str, object]]) -> bytes:
        """The workbook with these values: row -> title of the column -> value."""
        cells = self._cells | {
            (row, self.columns[title]): value for row, said in rows.items() for title, value in said.items()
        }
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
            sheet = book.add_worksheet(self.name)
            for (row, column), value in cells.items():
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write(row, column, value)
        return stream.getvalue()

    def below(self, rows: Sequence[Mapping[str, object]]) -> bytes:
        """The workbook with these rows right under its titles."""
        return self.filled(dict(enumerate(rows, start=self.head + 1)))
