"""How large the sheets of a spreadsheet are, without a reader: filled cells and the rectangle they span."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

# Filled cells of a file, cells of the rectangle around those of a sheet, cell tags of a file (also empty ones).
MOST_CELLS = 6_000_000
MOST_AREA = 8_000_000
MOST_TAGS = 12_000_000
# One shared text may stand in a million cells, and each cell gets its own copy.
MOST_TEXT_BYTES = 400 * 1024**2
LONGEST_ROW_BYTES = 32 * 1024**2

_ROWS = re.compile(rb' r="[A-Z]{1,3}(\d+)"')
_WIDE_COLUMNS = re.compile(rb' r="([A-Z]{2,3})\d')
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")
_FILLED = re.compile(rb"<(?:[\w.-]+:)?c((?:\s[^>]*[^>/])?)>")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")
_ROW_NUMBERS = re.compile(rb"""<(?:[\w.-]+:)?row(?=[\s/>])(?:[^>]*?\sr\s*=\s*["']\s*(\d+))?""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]+)(\d+)""")
_STRING_USED = re.compile(rb't="s"[^>]*>\s*<v>\s*(\d+)')
_ODS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
_ODS_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_TAIL = re.compile(rb'number-columns-repeated="(\d+)"[^>]*/>\s*(?:</table:table-row>.*)?\Z', re.DOTALL)


class Parts(Protocol):
    """An archive: names of its parts, and each part in blocks of bytes."""

    names: tuple[str, ...]

    def blocks(self, name: str) -> Iterator[bytes]: ...


def fits(parts: Parts) -> bool:
    """Whether all sheets of an archive (XLSX, XLSB, ODS) can be held in memory.

    Every part is unpacked to its end, so damage anywhere is noticed here.
    """
    cells = tags = uses = 0
    lengths: list[int] = []
    for name in parts.names:
        folded = name.replace("\\", "/").casefold()
        if folded == "content.xml":
            if not _ods_fits(parts.blocks(name)):
                return False
        elif folded.startswith("xl/") and folded.endswith(".bin"):
            size = _of_xlsb(parts.blocks(name), is_sheet="worksheets" in folded)
            cells += size.cells
            if not size.fits:
                return False
        elif folded.endswith("sharedstrings.xml"):
            lengths = _text_lengths(parts.blocks(name))
        else:
            size = _of_xlsx(parts, name)
            cells, tags, uses = cells + size.cells, tags + size.tags, uses + size.texts
            if not size.fits or tags > MOST_TAGS:
                return False
        if cells + len(lengths) > MOST_CELLS:
            return False
    if max(lengths, default=0) * uses <= MOST_TEXT_BYTES:
        return True
    used: Counter[bytes] = Counter()
    for name in parts.names:
        for piece in _whole_tags(parts.blocks(name), rb"</"):
            used.update(_STRING_USED.findall(piece))
    return sum(lengths[int(at)] * n for at, n in used.items() if int(at) < len(lengths)) <= MOST_TEXT_BYTES


@dataclass(frozen=True, kw_only=True)
class Size:
    """What was counted in one part: filled cells, all cell tags, cells with shared text."""

    cells: int
    rows: int
    columns: int
    tags: int = 0
    texts: int = 0
    is_protected: bool = False

    @property
    def fits(self) -> bool:
        return self.cells <= MOST_CELLS and self.tags <= MOST_TAGS and self.rows * self.columns <= MOST_AREA


def _of_xlsx(parts: Parts, name: str) -> Size:
    """Quickly where every cell says where it is and the rectangle of all cells fits, tag by tag where not."""
    tags = references = texts = rows = 0
    columns: set[bytes] = {b"Z"}
    for piece in _whole_tags(parts.blocks(name), b"<"):
        found = _ROWS.findall(piece)
        references += len(found)
        rows = max(rows, max(map(int, set(found)), default=0))
        columns.update(_WIDE_COLUMNS.findall(piece))
        tags += len(_CELL.findall(piece)) if b":c" in piece else _plain_tags(piece)
        texts += piece.count(b't="s"')
        if tags > MOST_TAGS:
            break
    wide = max(map(_column_number, columns))
    is_placed = tags == references
    if (is_placed and rows * wide <= MOST_AREA and tags <= MOST_CELLS) or tags > MOST_TAGS:
        return Size(cells=tags, rows=rows, columns=wide, tags=tags, texts=texts)
    blocks = _whole_tags(parts.blocks(name), b"<")
    rows, wide, cells = _filled_rectangle(blocks) if is_placed else _loose_rectangle(blocks)
    return Size(cells=cells, rows=rows, columns=wide, tags=tags, texts=texts)


def _plain_tags(piece: bytes) -> int:
    # Much quicker than a pattern, and what every program writes.
    return sum(piece.count(tag) for tag in (b"<c ", b"<c>", b"<c/>", b"<c\n", b"<c\t", b"<c\r"))


def _filled_rectangle(pieces: Iterator[bytes]) -> tuple[int, int, int]:
    """Rows, columns and number of the filled cells, where every cell says its place."""
    rows = columns = cells = 0
    for piece in pieces:
        filled = _FILLED.findall(piece)
        cells += len(filled)
        for attributes in filled:
            if place := _REFERENCE.search(attributes):
                rows, columns = max(rows, int(place[2])), max(columns, _column_number(place[1].upper()))
    return rows, columns, cells


def _loose_rectangle(pieces: Iterator[bytes]) -> tuple[int, int, int]:
    """The same where rows or cells do not say their place: each then follows the one before it."""
    rows = columns = cells = seen_rows = in_row = widest = 0
    for piece in pieces:
        numbers = _ROW_NUMBERS.findall(piece)
        seen_rows = max(seen_rows + len(numbers), max((int(one) for one in set(numbers) if one), default=0))
        more_rows, more_columns, more_cells = _filled_rectangle(iter((piece,)))
        rows, columns, cells = max(rows, more_rows), max(columns, more_columns), cells + more_cells
        if more_cells:
            rows = max(rows, seen_rows)
        for step, row in enumerate(_ROW.split(piece)):
            in_row = (0 if step else in_row) + len(_CELL.findall(row))
            widest = max(widest, in_row)
    return rows, columns + widest, cells


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def _text_lengths(blocks: Iterator[bytes]) -> list[int]:
    lengths: list[int] = []
    rest = 0
    for piece in _whole_tags(blocks, b"</"):
        *ended, tail = piece.replace(b"<si/>", b"<si></si>").split(b"si>")
        for text in ended:
            lengths.append(rest + len(text))
            rest = 0
        rest += len(tail)
        if len(lengths) > 3 * MOST_CELLS:
            break
    # "<si>" and "</si>" both end a piece; the texts are every second one.
    return lengths[1::2]


def _whole_tags(blocks: Iterator[bytes], mark: bytes) -> Iterator[bytes]:
    """Blocks that do not cut a tag in two."""
    rest = b""
    for block in blocks:
        joined = rest + block
        cut = joined.rfind(mark)
        if cut <= 0:
            rest = joined
            if len(rest) > LONGEST_ROW_BYTES:
                raise ValueError(len(rest))
            continue
        yield joined[:cut]
        rest = joined[cut:]
    if rest:
        yield rest


def _ods_fits(blocks: Iterator[bytes]) -> bool:
    """Rows and cells of an ODS may stand for many; empty ones at the end cost nothing."""
    height = width = waiting = 0
    for piece in _pieces(blocks, b"<table:table-row"):
        repeats = [int(number) for number in _ODS_REPEATED.findall(piece)]
        cells = piece.count(b"<table:table-cell") + piece.count(b"<table:covered-table-cell")
        cells += sum(repeats) - len(repeats)
        if repeats and (tail := _ODS_TAIL.search(piece)):
            cells -= int(tail[1])
        found = _ODS_ROWS_REPEATED.search(piece[: piece.find(b">") + 1])
        waiting += int(found[1]) if found else 1
        if b"<text:" in piece or b":value" in piece:
            height, waiting = height + waiting, 0
            width = max(width, cells)
        if height * width > MOST_AREA:
            return False
    return True


def _pieces(blocks: Iterator[bytes], mark: bytes) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        *whole, rest = (rest + block).split(mark)
        yield from whole
        if len(rest) > LONGEST_ROW_BYTES:
            raise ValueError(len(rest))
    yield rest


# Records of a binary sheet: dimension, begin and end of the rows, head of a row.
_XLSB_SIZE, _XLSB_BEGIN, _XLSB_END, _XLSB_ROW = 148, 145, 146, 0


def _of_xlsb(blocks: Iterator[bytes], *, is_sheet: bool) -> Size:
    """Records of a binary sheet: a number and a length of 7-bit bytes, then the content.

    Rows and cells must rise and have their full length: the reader runs without end on some that do not.

    Raises:
        ValueError: it is built otherwise.
    """
    data = b"".join(blocks)
    if not is_sheet:
        return _counts_of_xlsb(data)
    at, row, column, columns, cells = 0, -1, -1, 0, 0
    seen: set[int] = set()
    while at < len(data):
        kind, at = _seven_bits(data, at, most=2)
        length, at = _seven_bits(data, at, most=4)
        if at + length > len(data) or (kind == _XLSB_SIZE and length < 16):
            raise ValueError(kind)
        if kind in (_XLSB_SIZE, _XLSB_BEGIN, _XLSB_END):
            seen.add(kind)
        elif kind == _XLSB_ROW:
            (number,) = struct.unpack_from("<I", data, at)
            if length < 17 or not row < number < 1 << 20:
                raise ValueError(number)
            row, column = number, -1
        elif 1 <= kind <= 11:
            (number,) = struct.unpack_from("<I", data, at)
            if length < 8 or not column < number < 1 << 14:
                raise ValueError(number)
            column, columns, cells = number, max(columns, number + 1), cells + (kind > 1)
        at += length
    if len(seen) < 3:
        raise ValueError(seen)
    return Size(cells=cells, rows=row + 1, columns=columns)


# Shared texts, number formats and cell formats begin with how many there are.
_XLSB_COUNTED = (159, 615, 617)


def _counts_of_xlsb(data: bytes) -> Size:
    """Parts of a binary workbook that are no sheet; a count beyond the part itself is refused."""
    at = texts = 0
    while at + 2 <= len(data):
        kind, at = _seven_bits(data, at, most=2)
        length, at = _seven_bits(data, at, most=4)
        if kind in _XLSB_COUNTED and length >= 4:
            counts = struct.unpack_from(f"<{min(length // 4, 2)}I", data, at)
            if max(counts[-1:]) > len(data):
                raise ValueError(kind)
        texts += kind == 19
        at += length
    return Size(cells=texts, rows=0, columns=0)


def _seven_bits(data: bytes, at: int, *, most: int) -> tuple[int, int]:
    value = 0
    for step in range(most):
        byte = data[at]
        value |= (byte & 0x7F) << (7 * step)
        at += 1
        if byte < 0x80:
            break
    return value, at


# Records of a BIFF sheet that hold a cell: row and column are their first two words.
_XLS_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0406, 0x0206, 0x00D6}
_XLS_SEVERAL = 0x00BD
_XLS_PROTECTED = 0x002F
# Shared texts: how many in all, how many different; each takes three bytes at least.
_XLS_TEXTS = 0x00FC
_XLS_DIMENSION = 0x0200


def of_xls(book: bytes) -> Size:
    """Records of an old workbook, all sheets together."""
    at = rows = columns = cells = 0
    is_protected = False
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        at += 4
        if (kind in _XLS_CELLS or kind == _XLS_SEVERAL) and length >= 6 and at + length <= len(book):
            row, column = struct.unpack_from("<HH", book, at)
            if kind == _XLS_SEVERAL:
                (last,) = struct.unpack_from("<H", book, at + length - 2)
                cells += max(0, last - column)
                column = max(column, last)
            rows, columns, cells = max(rows, row + 1), max(columns, column + 1), cells + 1
        if kind == _XLS_TEXTS and length >= 8 and struct.unpack_from("<I", book, at + 4)[0] > len(book) // 3:
            raise ValueError(kind)
        if kind == _XLS_DIMENSION and length >= 10:
            first, last, left, right = struct.unpack_from("<IIHH" if length >= 14 else "<HHHH", book, at)
            # The reader reserves this rectangle; the format has no larger sheet.
            if not first <= last <= 1 << 16 or not left <= right <= 1 << 8:
                raise ValueError(kind)
        is_protected |= kind == _XLS_PROTECTED and length > 0
        at += length
    return Size(cells=cells, rows=rows, columns=columns, is_protected=is_protected)
