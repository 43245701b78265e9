"""Rows below a header that are no children: the header again, column numbers, totals, signatures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from stunting.imports.fields import field_of
from stunting.imports.headers import Header
from stunting.imports.nik import read_nik

_REMARK = re.compile(
    r"(jumlah|total|sub\s*total|rata\s*-?\s*rata|keterangan|ket\s*:|catatan|sumber\s*:|sumber data|dicetak|"
    r"mengetahui|kepala\s|nip\b|tanda tangan|petugas|bidan koordinator|diunduh|tgl cetak|tanggal cetak|\*)"
)


def is_header_again(cells: Sequence[object], header: Header) -> bool:
    """Whether a row repeats the header, or numbers its columns 1, 2, 3."""
    positions = {**{at: known for known, at in header.columns.items()}}
    positions |= {at: known for block in header.months.values() for known, at in block.items()}
    same = sum(at < len(cells) and field_of(cells[at]) == known for at, known in positions.items())
    if same >= 3:
        return True
    numbers = [
        int(text) for cell in cells if (text := str(cell).strip().removesuffix(".0")).isdecimal() and len(text) < 4
    ]
    filled = sum(bool(str(cell).strip()) for cell in cells)
    return (
        len(numbers) >= 4
        and len(numbers) == filled
        and all(after - before == 1 for before, after in itertools.pairwise(numbers))
    )


def is_footer(cells: Sequence[object], header: Header) -> bool:
    """Whether a row without sex and birth date is a total, a remark or a prefilled number instead of a child."""
    filled = [(at, str(cell).strip()) for at, cell in enumerate(cells) if str(cell).strip()]
    if any(_REMARK.match(text.casefold()) for _, text in filled[:4]):
        return True
    at_nik, at_name = header.columns.get("nik", -1), header.columns.get("name", -1)
    if any(at == at_nik and read_nik(cells[at]).value for at, _ in filled):
        return False
    has_name = any(at == at_name for at, _ in filled)
    return len(filled) <= 2 and not (has_name and len(filled) == 2)
