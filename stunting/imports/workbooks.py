"""Spreadsheets: XLSX, XLSM, XLSB, XLS and ODS, opened only after their size was counted.

The reader keeps a sheet as a dense rectangle in memory and ends the whole process where memory does not suffice, so
what a file claims about itself is not believed: the parts of the archive are unpacked and counted first.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import python_calamine

from stunting.errors import ImportRefusedError
from stunting.imports import columns, workbook_guards
from stunting.languages import Sentence

# Sheets that are kept between the look at the header and the reading of the rows, in cells.
KEPT_CELLS = 4_000_000


class Workbook:
    """The sheets of a spreadsheet as rows of cells.

    unstored_n: cells that hold a formula without its result, and are read as empty
    """

    def __init__(self, content: bytes | Path, *, name: str) -> None:
        """Open after the guards.

        Raises:
            ImportRefusedError: too large, protected or damaged.
        """
        self._name = name
        self.unstored_n = workbook_guards.check(content, name=name)
        self._kept: dict[str, python_calamine.CalamineSheet] = {}
        with readable(name):
            if isinstance(content, bytes):
                self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            else:
                self._book = python_calamine.CalamineWorkbook.from_path(str(content))
            sheets = [one for one in self._book.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
            self.sheet_names = tuple(one.name for one in sheets)
            self.hidden = tuple(one.name for one in sheets if one.visible != python_calamine.SheetVisibleEnum.Visible)

    def rows(self, sheet: str) -> Iterator[tuple[int, Sequence[object]]]:
        """Rows with their 1-based number. Columns are counted from the first that holds anything."""
        with readable(self._name):
            yield from enumerate(self._sheet(sheet).iter_rows(), start=1)

    def batches(self, sheet: str, *, skip: int, size: int) -> Iterator[columns.Batch]:
        """Rows that are not blank, after the first `skip`, so many at once."""
        yield from columns.batches_of(self.rows(sheet), skip=skip, size=size)

    def row_count(self, sheet: str) -> int:
        with readable(self._name):
            return self._sheet(sheet).height

    def close(self) -> None:
        self._kept.clear()
        self._book.close()

    def _sheet(self, name: str) -> python_calamine.CalamineSheet:
        if name not in self._kept:
            opened = self._book.get_sheet_by_name(name)
            kept = sum(one.height * one.width for one in self._kept.values())
            if self._kept and kept + opened.height * opened.width > KEPT_CELLS:
                self._kept.clear()
            self._kept[name] = opened
        return self._kept[name]


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn every failure of the reader into one sentence; what it says itself may quote a cell and is dropped.

    Its panics are no `Exception`, hence the wide net.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (ImportRefusedError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except python_calamine.PasswordError:
        raise ImportRefusedError(Sentence(workbook_guards.PROTECTED, name=name)) from None
    except MemoryError:
        raise ImportRefusedError(Sentence(workbook_guards.TOO_LARGE, name=name)) from None
    except BaseException:
        raise ImportRefusedError(Sentence(workbook_guards.DAMAGED, name=name)) from None
