"""Cells of a sheet as numbers: counts are whole, own columns may have decimals, and blank is unknown, never 0."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from stunting.imports.numbers import EMPTY, read_count, read_number
from stunting.languages import _

THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
# Larger is no figure of a desa but a NIK or a telephone number in the wrong column.
LARGEST = 1e9


class UnreadableNumberError(ValueError):
    """What is wrong with a cell, as the end of a sentence: "bukan angka"."""


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell)) or str(cell).strip().casefold() in EMPTY


def count(cell: object) -> float | None:
    """A whole number, None where blank; "1.234" is one thousand two hundred thirty-four.

    Raises:
        UnreadableNumberError: it is none.
    """
    if is_blank(cell):
        return None
    read = read_count(cell)
    if math.isnan(read.value):
        raise UnreadableNumberError(_("bukan bilangan bulat nol atau lebih. Tulis misalnya 1234"))
    return read.value


def decimal(cell: object, *, dot: str) -> float | None:
    """A number with decimal comma or dot, None where blank.

    dot: what a dot is in this column, as `meaning_of_dot` says

    Raises:
        UnreadableNumberError: it is none, negative, too large, or "1.234" in a column that does not tell what it means.
    """
    if is_blank(cell):
        return None
    written = cell
    if isinstance(cell, str):
        text = cell.replace("%", "").strip()
        if THOUSANDS.fullmatch(text.partition(",")[0]):
            if dot == "" and "," not in text and text.count(".") == 1:
                plain = text.replace(".", "")
                raise UnreadableNumberError(
                    _(
                        "dapat berarti {plain} atau {share}. Tulis salah satunya",
                        plain=plain,
                        share=text.replace(".", ","),
                    )
                )
            if dot != "desimal":
                text = text.replace(".", "")
        written = text
    read = read_number(written)
    if math.isnan(read.value):
        raise UnreadableNumberError(_("bukan angka"))
    if not 0 <= read.value <= LARGEST:
        raise UnreadableNumberError(_("negatif atau terlalu besar untuk angka sebuah desa"))
    return read.value


def meaning_of_dot(cells: Iterable[object]) -> str:
    """ "ribuan" or "desimal" where the texts of a column tell it, else ""."""
    for cell in cells:
        text = cell.replace("%", "").strip() if isinstance(cell, str) else ""
        if "," in text or text.count(".") > 1:
            return "ribuan"
        if re.fullmatch(r"\d+\.(?:\d{1,2}|\d{4,})", text):
            return "desimal"
    return ""


def looks_numeric(cells: Iterable[object]) -> bool:
    """Whether at least half of the filled cells of a column are numbers."""
    filled = [cell for cell in cells if not is_blank(cell)]
    numbers = sum(not math.isnan(read_number(_bare(cell)).value) for cell in filled)
    return numbers > 0 and 2 * numbers >= len(filled)


def _bare(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("%", "").strip()
    return text.replace(".", "") if THOUSANDS.fullmatch(text.partition(",")[0]) else text
