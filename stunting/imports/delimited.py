"""Tables as text: encoding, separator, and lines that survive an unbalanced quote."""

from __future__ import annotations

import codecs
import csv
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from stunting.errors import ImportRefusedError
from stunting.imports.columns import Batch, Lines
from stunting.imports.columns import batches_of as batches_of_rows
from stunting.languages import Sentence

SEPARATORS = (";", ",", "\t", "|")
BLOCK = 1 << 20
LONGEST_LINE = 1 << 20
# A cell may contain line breaks (an address); a quote that is still open after so many lines was never meant as one.
MOST_LINES_OF_A_ROW = 10
MOST_LINES_OF_A_HEADER = 100
WIDEST = 16384
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, kw_only=True)
class TextFormat:
    encoding: str
    separator: str


def encoding_of(start: bytes, *, is_utf8: bool) -> str:
    """The encoding by byte order mark, else UTF-8 where the whole file is, else what Excel on Windows writes."""
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    if _is_utf_16(start):
        return "utf-16-le"
    return "utf-8" if is_utf8 else "cp1252"


def _is_utf_16(start: bytes) -> bool:
    """Without a mark: every second byte of plain letters is 0."""
    low, high = start[0:400:2], start[1:400:2]
    return high.count(0) > len(high) * 0.6 and low.count(0) < len(low) * 0.1


def looks_like_text(start: bytes) -> bool:
    """Whether the first bytes are a table of text: hardly any control characters."""
    if any(start.startswith(mark) for mark, _ in _BOMS):
        return True
    if _is_utf_16(start):
        return True
    # NUL alone occurs in damaged but readable exports; the other control characters do not.
    strange = sum(start.count(code) for code in (*range(1, 9), 11, *range(14, 32), 127))
    return strange <= len(start) * 0.005 and start.count(0) <= len(start) * 0.2


def lines_of(stream: BinaryIO, *, encoding: str, name: str) -> Iterator[str]:
    """Lines without their ends, a block of the file at a time.

    Raises:
        ImportRefusedError: a line longer than a million characters.
    """
    rest = ""
    for block in blocks_of(stream, encoding=encoding):
        text, held = rest + block, ""
        if text.endswith("\r"):
            # Its other half may begin the next block.
            text, held = text[:-1], "\r"
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        rest = lines.pop() + held
        for line in (*lines, rest):
            if len(line) > LONGEST_LINE:
                raise too_long(name)
        yield from lines
    if rest.rstrip("\r"):
        yield rest.rstrip("\r")


def blocks_of(stream: BinaryIO, *, encoding: str) -> Iterator[str]:
    """The text a block at a time, without NUL; bytes that are no letters become a visible mark."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while block := stream.read(BLOCK):
        yield decoder.decode(block).replace("\x00", "")
    yield decoder.decode(b"", final=True)


def too_long(name: str) -> ImportRefusedError:
    return ImportRefusedError(
        Sentence(
            "{name} berisi baris yang lebih panjang dari satu juta huruf, jadi bukan tabel; "
            "simpan ulang sebagai CSV atau XLSX dari Excel.",
            name=name,
        )
    )


def batches_of(lines: Iterable[str], *, separator: str, skip: int, size: int) -> Iterator[Batch]:
    """Rows that are not blank, after the first `skip`, so many at once; without any quote they stay lines.

    From the first quote on, which may join lines, the rows are those of `rows_of`.
    """
    rest = iter(lines)
    # Lines in front of the block whose rows are done with; the width of the last tells what a lone quote means.
    before: list[str] = []
    block = list(itertools.islice(rest, skip))
    number = 1
    while block:
        if any('"' in line for line in block):
            rows = rows_of(itertools.chain(before, block, rest), separator=separator, first_number=number - len(before))
            yield from batches_of_rows(rows, skip=len(before) if before else skip, size=size)
            return
        if before:
            kept = [at for at, line in enumerate(block) if not _is_blank(line, separator)]
            if kept:
                yield [number + at for at in kept], Lines([block[at] for at in kept], separator=separator)
        number += len(block)
        before = block[-1:]
        block = list(itertools.islice(rest, size))


def _is_blank(line: str, separator: str) -> bool:
    return not line[:1].isalnum() and not line.replace(separator, "").strip()


def rows_of(lines: Iterable[str], *, separator: str, first_number: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells with the number of their first line."""
    pending: list[str] = []
    first = width = 0
    for number, line in enumerate(lines, start=first_number):
        if not pending and '"' not in line:
            cells = line.split(separator)
            width = len(cells)
            yield number, cells
        elif not pending and line.count('"') % 2 == 0:
            cells = _cells([line], separator)
            width = len(cells)
            yield number, cells
        elif not pending and _is_whole(line, separator, width):
            yield from _unquoted([line], number, separator)
        else:
            first = first if pending else number
            pending.append(line)
            if len(pending) > 1 and line.count('"') % 2:
                yield first, _cells(pending, separator)
                pending = []
            elif len(pending) >= (MOST_LINES_OF_A_ROW if width >= 5 else MOST_LINES_OF_A_HEADER):
                yield from _unquoted(pending, first, separator)
                pending = []
    yield from _unquoted(pending, first, separator)


def _is_whole(line: str, separator: str, width: int) -> bool:
    """Whether a line with a lone quote is a row all the same: as many cells as the row before."""
    return width >= 5 and line.count(separator) + 1 >= width


def _cells(lines: list[str], separator: str) -> list[str]:
    try:
        rows = list(csv.reader([f"{line}\n" for line in lines], delimiter=separator))
    except csv.Error:
        rows = []
    return rows[0] if len(rows) == 1 else " ".join(lines).split(separator)


def _unquoted(lines: list[str], first: int, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Lines whose quotes do not close: the quote is a letter, every line a row."""
    for number, line in enumerate(lines, start=first):
        yield number, [cell.strip('"') for cell in line.split(separator)]
