"""The appendix of a decree as an A4 landscape PDF."""

from __future__ import annotations

from pathlib import Path

from stunting.exports import typesetting
from stunting.exports.decree import LEAVING_TITLE, Decree
from stunting.exports.decree_rows import LABEL_COLUMNS, DecreeTable, Kind, printable
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.languages import in_indonesian

TEMPLATE = Path(__file__).with_name("decree.typ")


@in_indonesian
def to_pdf(decree: Decree) -> bytes:
    """Tagged, with a title; the head of the table is repeated on every page."""
    return typesetting.pdf(TEMPLATE, sheet(decree))


@in_indonesian
def to_png_pages(decree: Decree, *, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, sheet(decree), ppi=ppi)


@in_indonesian
def sheet(decree: Decree) -> dict[str, object]:
    """What the template places."""
    head = decree.letterhead
    place, day, title, name, nip = decree.signature
    return {
        "title": decree.title,
        "subtitle": decree.subtitle,
        "letterhead": [breakable(printable(line)) for line in (head.government, head.office, head.address)],
        "logo": list(head.logo_png) if head.logo_png else None,
        "head": [[label, breakable(words)] for label, words in decree.head],
        "sample": decree.sample,
        "watermark": decree.watermark,
        "table": _table(decree.table),
        "leaving_title": LEAVING_TITLE,
        "leaving": _table(decree.leaving) if decree.leaving.rows else None,
        "sections": [[one.title, [breakable(line) for line in one.lines]] for one in decree.sections],
        "signature": {"facts": [place, day], "title": breakable(title), "name": breakable(name), "nip": breakable(nip)},
        "foot": breakable(decree.foot),
    }


def _table(found: DecreeTable) -> dict[str, object]:
    return {
        "head": [one.heading for one in found.columns],
        "widths": [one.width for one in found.columns],
        "right": [one.kind is not Kind.TEXT for one in found.columns],
        "rows": [[breakable(cell.text, longest=LONGEST_IN_CELL) for cell in row] for row in found.rows],
        "label": LABEL_COLUMNS,
        "total": [breakable(cell.text, longest=LONGEST_IN_CELL) for cell in found.total],
    }
