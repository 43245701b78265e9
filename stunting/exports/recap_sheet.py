"""A recap as an A4 landscape PDF to sign and to file; made by typst, without a browser, network or temporary file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from stunting.charts.theme import WATERMARK
from stunting.exports import typesetting
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.languages import in_indonesian
from stunting.routine import recap_columns
from stunting.routine.recap import Recap
from stunting.routine.recap_columns import Column, Kind

TEMPLATE = Path(__file__).with_name("recap_sheet.typ")
# Shares of the width; with the most columns there are, about millimetres.
WIDTHS = {
    Kind.NAME: 40,
    Kind.PLACE: 30,
    Kind.COUNT: 15,
    Kind.COVERAGE: 16,
    Kind.RATE: 15,
    Kind.INTERVAL: 19,
    Kind.CHANGE: 50,
    Kind.NOTE: 36,
}
READ_FROM_THE_LEFT = (*recap_columns.WRITTEN, Kind.CHANGE)


@in_indonesian
def to_pdf(found: Recap, stamp: Stamp, *, government: str = "", order: str = "") -> bytes:
    """The rows in the order of the screen, the total, notes and a block to sign; tagged, with a title.

    government: the head of the sheet, for example "Pemerintah Kabupaten Pasuruan"; "" for none
    """
    return typesetting.pdf(TEMPLATE, sheet(found, stamp, government=government, order=order))


@in_indonesian
def to_png_pages(found: Recap, stamp: Stamp, *, government: str = "", order: str = "", ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, sheet(found, stamp, government=government, order=order), ppi=ppi)


@in_indonesian
def sheet(found: Recap, stamp: Stamp, *, government: str = "", order: str = "") -> dict[str, object]:
    """Everything that is written on the sheet; the template only places it."""
    shown = recap_columns.columns(found)
    mode = found.question.mode
    rows = recap_columns.sorted_rows(found.rows, shown, order)
    return {
        "title": stamp.title,
        "subtitle": stamp.subtitle,
        "government": government,
        "sample": SAMPLE if stamp.is_sample else "",
        "watermark": WATERMARK if stamp.is_sample else "",
        "head": [one.heading for one in shown],
        "widths": [WIDTHS[one.kind] for one in shown],
        "right": [one.kind not in READ_FROM_THE_LEFT for one in shown],
        "rows": _texts(rows, shown, found),
        "total": recap_columns.cells(recap_columns.total_row(found), shown, mode=mode)[0],
        "source": stamp.source,
        "notes": list(stamp.notes),
        "foot": f"{stamp.title}. Rilis data {stamp.release_id}. {SAMPLE if stamp.is_sample else ''}".strip(),
    }


def _texts(rows: pd.DataFrame, shown: tuple[Column, ...], found: Recap) -> list[list[str]]:
    return recap_columns.cells(rows, shown, mode=found.question.mode)
