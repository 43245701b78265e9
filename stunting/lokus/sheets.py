"""Sheets of a spreadsheet or a text file as rows, for lists and tables that people made by hand."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stunting.errors import ImportRefusedError
from stunting.imports import delimited, html_tables
from stunting.imports.reading import OTHERS
from stunting.imports.workbooks import Workbook
from stunting.languages import _

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 20 * 1024**2, 20_000, 1_000
# Letterhead and title above a header fit into these.
SEARCHED_ROWS = 40
# In our template: names to copy from, no list.
REFERENCE_SHEET = "Daftar wilayah"  # no text
SPREADSHEETS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its rows with their 1-based number, cells without spaces around; blank rows have no text."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class RawSheet:
    """One sheet with its cells as they were read: numbers stay numbers."""

    name: str
    rows: tuple[tuple[int, Sequence[object]], ...]
    is_hidden: bool = False


def sheets_of(content: bytes | Path, *, name: str, header_score: Callable[[Sequence[str]], int]) -> list[Sheet]:
    """The sheets of a file with their cells as text, those that are shown first; see `raw_sheets_of`."""
    return [
        Sheet(
            name=one.name,
            rows=tuple((number, tuple(cell_text(cell) for cell in cells)) for number, cells in one.rows),
            is_hidden=one.is_hidden,
        )
        for one in raw_sheets_of(content, name=name, header_score=header_score)
    ]


def raw_sheets_of(content: bytes | Path, *, name: str, header_score: Callable[[Sequence[str]], int]) -> list[RawSheet]:
    """The sheets of a file, those that are shown first.

    header_score: how many headings a row has; the separator of a text file is the one that gives most

    Raises:
        ImportRefusedError: one sentence: not there, no table, too large, protected or damaged.
    """
    data = _bytes(content, name=name)
    if data.startswith(SPREADSHEETS):
        return _workbook(data, name=name)
    for mark, what in OTHERS:
        if data.startswith(mark):
            raise ImportRefusedError(
                _("{name} adalah {what}, bukan tabel; simpan tabelnya sebagai XLSX atau CSV.", name=name, what=what)
            )
    if not delimited.looks_like_text(data[: 1 << 16]):
        raise ImportRefusedError(
            _("{name} bukan tabel yang dikenal; simpan sebagai XLSX atau CSV, lalu ulangi.", name=name)
        )
    encoding = delimited.encoding_of(data, is_utf8=_is_utf8(data))
    text = data.decode(encoding, errors="replace").lstrip("\ufeff").replace("\x00", "")
    if text.lstrip().startswith("<"):
        return [_sheet("", html_tables.rows_of(iter([text]), name=name), name=name)]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if max(map(len, lines)) > delimited.LONGEST_LINE:
        raise delimited.too_long(name)
    if lines and lines[0].casefold().startswith("sep="):
        # Excel's own remark about the separator.
        lines[0] = ""
    best = max(delimited.SEPARATORS, key=lambda mark: _separator_score(lines, mark, header_score))
    return [_sheet("", delimited.rows_of(lines, separator=best), name=name)]


def cell_text(cell: object) -> str:
    """A cell as somebody reads it: whole numbers without ".0", dates as 2025-03-01, one space between words."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    # A line break may part two names, so it is kept.
    lines = (" ".join(line.split()) for line in str(cell).replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _bytes(content: bytes | Path, *, name: str) -> bytes:
    if isinstance(content, Path):
        try:
            size = content.stat().st_size
            data = content.read_bytes() if content.is_file() and size <= MOST_BYTES else b" " * min(size, 1)
        except FileNotFoundError:
            raise ImportRefusedError(
                _("Berkas {name} tidak ditemukan. Periksa nama dan foldernya.", name=name)
            ) from None
        except OSError:
            raise ImportRefusedError(
                _("Berkas {name} tidak dapat dibuka; tutup di Excel, lalu ulangi.", name=name)
            ) from None
        if not content.is_file():
            raise ImportRefusedError(_("{name} bukan berkas biasa. Pilih berkas XLSX atau CSV.", name=name))
    else:
        data, size = content, len(content)
    if not size:
        raise ImportRefusedError(_("{name} kosong (0 bita). Simpan ulang, lalu ulangi.", name=name))
    if size > MOST_BYTES:
        raise ImportRefusedError(
            _("{name} lebih dari 20 MB, jadi bukan daftar desa. Simpan daftarnya saja.", name=name)
        )
    return data


def _workbook(data: bytes, *, name: str) -> list[RawSheet]:
    book = Workbook(data, name=name)
    try:
        sheets = [
            _sheet(one, book.rows(one), name=name, is_hidden=one in book.hidden)
            for one in book.sheet_names
            if one != REFERENCE_SHEET
        ]
    finally:
        book.close()
    return sorted(sheets, key=lambda one: one.is_hidden)


def _sheet(title: str, rows: Iterator[tuple[int, Sequence[object]]], *, name: str, is_hidden: bool = False) -> RawSheet:
    # A sheet that was formatted to its edge has thousands of columns, all but the first empty.
    kept = [(number, tuple(cells[:MOST_COLUMNS])) for number, cells in itertools.islice(rows, MOST_ROWS)]
    if len(kept) == MOST_ROWS:
        raise ImportRefusedError(
            _("{name} punya {most} baris atau lebih, jadi bukan daftar desa.", name=name, most=MOST_ROWS)
        )
    return RawSheet(name=title, rows=tuple(kept), is_hidden=is_hidden)


def _separator_score(lines: list[str], mark: str, header_score: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    head = [
        [cell_text(cell) for cell in cells[:MOST_COLUMNS]]
        for _ignored1, cells in delimited.rows_of(lines[:SEARCHED_ROWS], separator=mark)
    ]
    return max(map(header_score, head), default=0), max(map(len, head), default=0)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
