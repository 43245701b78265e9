"""A4 sheets of campaigns and money: pictures, then a table over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from stunting import formats
from stunting.charts.theme import WATERMARK
from stunting.exports import typesetting
from stunting.exports.decree_rows import printable
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.languages import in_indonesian

TEMPLATE = Path(__file__).with_name("action_sheet.typ")


@in_indonesian
def to_pdf(
    stamp: Stamp, table: pd.DataFrame, *, widths: Mapping[str, float], pictures: Sequence[tuple[bytes, str]] = ()
) -> bytes:
    """The sheet as a tagged PDF, A4 across.

    widths:   the columns that are printed, in their order, and how wide they are to each other
    pictures: PNG and what it shows in words; side by side on the first page
    """
    return typesetting.pdf(TEMPLATE, sheet(stamp, table, widths=widths, pictures=pictures))


@in_indonesian
def sheet(
    stamp: Stamp, table: pd.DataFrame, *, widths: Mapping[str, float], pictures: Sequence[tuple[bytes, str]] = ()
) -> dict[str, object]:
    """What the template places."""
    shown = table[list(widths)]
    numeric = [at for at, name in enumerate(shown.columns) if pd.api.types.is_numeric_dtype(shown[name])]
    return {
        "title": _line(stamp.title),
        "headline": _line(stamp.subtitle),
        "pictures": [{"data": list(data), "alt": _line(alt)} for data, alt in pictures],
        "headings": [_line(str(name)) for name in shown.columns],
        "widths": list(widths.values()),
        "right": numeric,
        "rows": [[_cell(value, str(name)) for name, value in row.items()] for row in shown.to_dict("records")],
        "source": _line(stamp.source),
        "notes": [_line(one) for one in stamp.notes],
        "sample": SAMPLE if stamp.is_sample else "",
        "watermark": WATERMARK if stamp.is_sample else "",
        "foot": _line(f"Rilis data {stamp.release_id}."),
    }


def _cell(value: object, heading: str) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return "–"
    if isinstance(value, bool):
        return "ya" if value else ""
    if isinstance(value, float) and "(%)" in heading:
        return formats.number(value, decimals=1)
    if isinstance(value, int | float):
        return formats.number(value)
    return breakable(printable(str(value)), longest=LONGEST_IN_CELL)


def _line(text: str) -> str:
    return breakable(printable(text))
