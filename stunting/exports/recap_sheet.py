"""A recap as an A4 landscape PDF to sign and to file; made by typst, without a browser, network or temporary file."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pandas as pd
import typst

from stunting.charts.theme import WATERMARK
from stunting.exports import fonts
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
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


def to_pdf(found: Recap, stamp: Stamp, *, government: str = "", order: str = "") -> bytes:
    """The rows in the order of the screen, the total, notes and a block to sign; tagged, with a title.

    government: the head of the sheet, for example "Pemerintah Kabupaten Pasuruan"; "" for none
    """
    return _compiled(sheet(found, stamp, government=government, order=order), "pdf")


def to_png_pages(found: Recap, stamp: Stamp, *, government: str = "", order: str = "", ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    pages = _compiled(sheet(found, stamp, government=government, order=order), "png", ppi=ppi)
    return [pages] if isinstance(pages, bytes) else list(pages)


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


def _compiled(content: dict[str, object], kind: Literal["pdf", "png"], *, ppi: float = 96) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        format=kind,
        ppi=ppi,
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(content, ensure_ascii=False)},
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Source Sans of the pages, and what typst brings for signs it lacks; fonts of the machine stay out."""
    spec = find_spec(fonts.PACKAGE)
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    paths = [str(path) for path in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
