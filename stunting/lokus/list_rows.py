"""Rows below the header of a list that name a village: without totals, group headings, repeated headers, signatures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stunting.geography import split_kind
from stunting.lokus.list_columns import ListColumns, columns_of
from stunting.lokus.list_places import Places
from stunting.lokus.sheets import Row

_TOTAL = re.compile(r"\s*(sub\s*-?\s*)?(jumlah|jml|total|rata\s*-?\s*rata)\b", re.IGNORECASE)
_REMARK = re.compile(
    r"\s*(keterangan|ket\s*[:.]|catatan|sumber\s*:|sumber data|mengetahui|ditetapkan|ditandatangani|dicetak|"
    r"bupati|wali\s*kota|sekretaris|kepala\s+(dinas|badan|bappeda|bagian)|an\.|a\.n\.|ttd|tanda tangan|nip\b|\*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class VillageRow:
    """A row that names a village, or should: its number in the sheet and its cells.

    kecamatan: of the row, else of the rows above it or of the heading of its group
    after_gap: a blank row or a total stands right above it
    """

    row_no: int
    cells: tuple[str, ...]
    kecamatan: str
    desa: str
    code: str
    after_gap: bool = False

    def at(self, position: int | None) -> str:
        return self.cells[position] if position is not None and position < len(self.cells) else ""


@dataclass(frozen=True, kw_only=True)
class GatheredRows:
    """The rows of one table, those without a name, and those below the table that are not read."""

    rows: tuple[VillageRow, ...]
    nameless: tuple[int, ...]
    below: tuple[int, ...]


def village_rows(rows: Sequence[Row], columns: ListColumns, places: Places) -> GatheredRows:
    """What stands below a header.

    rows: below the header, with their numbers
    """
    gathered = list(_gathered(rows, columns, places))
    kept = [one for one in gathered if isinstance(one, VillageRow)]
    nameless = [one for one in gathered if isinstance(one, int)]
    end = _end(kept, columns, places)
    below = [one.row_no for one in kept[end:]]
    if below:
        nameless = [number for number in nameless if number < below[0]]
    return GatheredRows(rows=tuple(kept[:end]), nameless=tuple(nameless), below=tuple(below))


def _gathered(rows: Sequence[Row], columns: ListColumns, places: Places) -> Iterator[VillageRow | int]:
    """Rows with a village, and the numbers of those that should have one."""
    kecamatan, after_gap = "", False
    for position, (number, cells) in enumerate(rows):
        filled = [cell for cell in cells if cell]
        if not filled:
            after_gap = True
            continue
        if _is_header_again(cells) or _numbers_columns(filled):
            continue
        desa, code, own = (_at(cells, columns, name) for name in ("desa", "code", "kecamatan"))
        is_total = any(_TOTAL.match(cell) for cell in filled[:3])
        if is_total and not (code or places.knows(own or kecamatan, desa)):
            after_gap = True
            continue
        if group := _group(filled, own, has_village=bool(desa or code), places=places):
            kecamatan = group
            if own and _at(cells, columns, "number").rstrip(".").isdecimal() and not _is_group(rows, position, columns):
                yield number
            continue
        if not (desa or code):
            if own and _at(cells, columns, "number").rstrip(".").isdecimal():
                yield number
            continue
        kecamatan = own or kecamatan
        yield VillageRow(row_no=number, cells=cells, kecamatan=kecamatan, desa=desa, code=code, after_gap=after_gap)
        after_gap = False


def _group(filled: Sequence[str], own: str, *, has_village: bool, places: Places) -> str:
    """The kecamatan that a row announces for the rows below it: "KECAMATAN KEJAYAN", or its name alone; else ""."""
    words = [cell for cell in filled if not re.fullmatch(r"[\dIVXivx]{1,4}[.)]?|[A-Za-z][.)]?", cell)]
    if len(words) != 1:
        return ""
    (text,) = words
    bare = re.sub(r"^\s*([\dIVXivx]{1,4}|[A-Za-z])[.)]\s+", "", text)
    if split_kind(bare)[0] == "kecamatan" and places.kecamatan(bare) is not None:
        return bare
    return own if own and not has_village and places.kecamatan(own) is not None else ""


def _is_group(rows: Sequence[Row], position: int, columns: ListColumns) -> bool:
    """Whether the next row belongs to a kecamatan that was named above it."""
    below = next((cells for _, cells in rows[position + 1 :] if any(cells)), ())
    return bool(_at(below, columns, "desa")) and not _at(below, columns, "kecamatan")


def _end(rows: Sequence[VillageRow], columns: ListColumns, places: Places) -> int:
    """How many rows belong to the table; what follows is a remark or a signature.

    Only rows below the last one that has a number or names a village, and only from one that stands apart or begins
    like a remark: a misspelt village at the end of a table is not lost.
    """
    start = len(rows)
    while start and not _is_member(rows[start - 1], columns, places):
        start -= 1
    for at in range(start, len(rows)):
        row = rows[at]
        filled = [cell for cell in row.cells if cell]
        if len(filled) <= 3 and (row.after_gap or any(_REMARK.match(cell) for cell in filled)):
            return at
    return len(rows)


def _is_member(row: VillageRow, columns: ListColumns, places: Places) -> bool:
    number = row.at(columns.at.get("number")).rstrip(".)")
    return number.isdecimal() or bool(row.code) or places.knows(row.kecamatan, row.desa) or places.knows("", row.desa)


def _is_header_again(cells: Sequence[str]) -> bool:
    score, filled = columns_of(cells).score, sum(map(bool, cells))
    return score * 2 > filled and (score >= 2 or filled == 1)


def _numbers_columns(filled: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3, ..., also in brackets."""
    numbers = [cell.strip("().") for cell in filled]
    return (
        len(numbers) >= 2
        and all(one.isdecimal() and len(one) < 3 for one in numbers)
        and all(int(after) - int(before) == 1 for before, after in itertools.pairwise(numbers))
    )


def _at(cells: Sequence[str], columns: ListColumns, name: str) -> str:
    position = columns.at.get(name)
    return cells[position] if position is not None and position < len(cells) else ""
