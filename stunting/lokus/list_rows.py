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
    r"tembusan|bupati|wali\s*kota|sekretaris|kepala\s+(dinas|badan|bappeda|bagian)|an\.|a\.n\.|ttd|tanda tangan|"
    r"nip\b|\*)",
    re.IGNORECASE,
)


# A kecamatan without a village in the list.
NOBODY = ("-", "–", "—", "nihil", "tidak ada")  # no text


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
    """The rows of one table, and the numbers of other rows.

    nameless: numbered like a village, without a name
    doubled:  with names in two columns
    skipped:  inside the table, without a name
    below:    below the table
    """

    rows: tuple[VillageRow, ...]
    nameless: tuple[int, ...]
    doubled: tuple[int, ...]
    skipped: tuple[int, ...]
    below: tuple[int, ...]


def village_rows(rows: Sequence[Row], columns: ListColumns, places: Places) -> GatheredRows:
    """What stands below a header.

    rows: below the header, with their numbers
    """
    others: dict[str, list[int]] = {"nameless": [], "doubled": [], "skipped": []}
    kept: list[VillageRow] = []
    for one in _gathered(rows, columns, places):
        if isinstance(one, VillageRow):
            kept.append(one)
        else:
            others[one[0]].append(one[1])
    end = _end(kept, columns, places)
    last = kept[end - 1].row_no if end else 0
    below = [one.row_no for one in kept[end:]]
    nameless = [number for number in others["nameless"] if not below or number < below[0]]
    return GatheredRows(
        rows=tuple(kept[:end]),
        nameless=tuple(nameless),
        doubled=tuple(others["doubled"]),
        skipped=tuple(number for number in others["skipped"] if number < last),
        below=tuple(below),
    )


def _gathered(rows: Sequence[Row], columns: ListColumns, places: Places) -> Iterator[VillageRow | tuple[str, int]]:
    """Rows with a village, and the numbers of others by what is wrong with them."""
    kecamatan, after_gap = "", False
    for position, (number, cells) in enumerate(rows):
        filled = [cell for cell in cells if cell]
        if not filled:
            after_gap = True
            continue
        if _is_header_again(cells, columns) or _numbers_columns(filled):
            continue
        desa, second, code, own = (_at(cells, columns, name) for name in ("desa", "second_desa", "code", "kecamatan"))
        is_total = any(_TOTAL.match(cell) for cell in filled[:3])
        if is_total and not (code or places.knows(own or kecamatan, desa)):
            after_gap = True
            continue
        is_numbered = _at(cells, columns, "number").rstrip(".").isdecimal()
        if group := _group(filled, own, has_village=bool(desa or second or code), places=places):
            kecamatan = group
            if own and is_numbered and not _is_group(rows, position, columns):
                yield "nameless", number
            continue
        kecamatan = own or kecamatan
        if desa and second:
            yield "doubled", number
        elif (desa or second).casefold() in NOBODY and not code:
            continue
        elif desa or second or code:
            yield VillageRow(
                row_no=number,
                cells=cells,
                kecamatan=kecamatan,
                # Signs of the annex that this program exports.
                desa=(desa or second).rstrip(" †‡§*"),
                code=code,
                after_gap=after_gap,
            )
            after_gap = False
        elif len(filled) > 1:
            yield "nameless" if own and is_numbered else "skipped", number


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

    Only below the last row that names a village, from a row that begins like a remark; or below the last that also
    has a number, from a row that stands apart. So a misspelt village at the end of a table is not lost.
    """
    known = [_names_village(row, places) for row in rows]
    start = len(rows)
    while start and not known[start - 1]:
        start -= 1
    numbered = max((at + 1 for at, row in enumerate(rows) if _is_numbered(row, columns)), default=0)
    for at in range(start, len(rows)):
        filled = [cell for cell in rows[at].cells if cell]
        is_remark = any(_REMARK.match(cell) for cell in filled)
        if len(filled) <= 3 and (is_remark or (rows[at].after_gap and at >= numbered)):
            return at
    return len(rows)


def _names_village(row: VillageRow, places: Places) -> bool:
    return bool(row.code) or places.knows(row.kecamatan, row.desa) or places.knows("", row.desa)


def _is_numbered(row: VillageRow, columns: ListColumns) -> bool:
    return row.at(columns.at.get("number")).rstrip(".)").isdecimal()


def _is_header_again(cells: Sequence[str], columns: ListColumns) -> bool:
    """Whether a row has headings where the header has them: of the desa or code, and of all that is filled or more."""
    found = columns_of(cells)
    is_same = any(name in columns.at and found.at.get(name) == columns.at[name] for name in ("desa", "code"))
    return is_same and (found.score >= 2 or sum(map(bool, cells)) == 1)


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
