"""The berita acara as an A4 PDF."""

from __future__ import annotations

from pathlib import Path

from stunting.charts.theme import WATERMARK
from stunting.exports import typesetting
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.languages import in_indonesian
from stunting.minutes import qr
from stunting.minutes.content import Content, Heading, Line, Proof, Table, foot, number_item, signature_items

TEMPLATE = Path(__file__).with_name("minutes.typ")
# Cells of a table with many columns are narrow.
LONGEST_IN_NARROW = 12


@in_indonesian
def to_pdf(content: Content, proof: Proof, *, logo_png: bytes | None = None) -> bytes:
    """Tagged, with a title; the head of a table is repeated on every page."""
    return typesetting.pdf(TEMPLATE, sheet(content, proof, logo_png=logo_png))


@in_indonesian
def to_png_pages(content: Content, proof: Proof, *, logo_png: bytes | None = None, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, sheet(content, proof, logo_png=logo_png), ppi=ppi)


@in_indonesian
def sheet(content: Content, proof: Proof, *, logo_png: bytes | None = None) -> dict[str, object]:
    """What the template places."""
    return {
        "title": content.title,
        "letterhead": [breakable(line) for line in content.letterhead],
        "logo": list(logo_png) if logo_png else None,
        "number": breakable(number_item(content).text),
        "sample": content.sample,
        "watermark": WATERMARK if content.is_sample else "",
        "blocks": [_block(one) for one in content.blocks],
        "signers": [
            [breakable(item.text, longest=45) for item in signature_items(number, signer)]
            for number, signer in enumerate(content.signers, start=1)
        ],
        "proof": list(proof.lines),
        "qr": list(qr.png(proof.link)),
        "foot": breakable(foot(content, proof)),
    }


def _block(block: Heading | Line | Table) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Line):
        return {"kind": "line", "label": block.label, "text": breakable(block.text)}
    longest = LONGEST_IN_CELL if len(block.head) < 5 else LONGEST_IN_NARROW
    return {
        "kind": "table",
        "head": list(block.head),
        "widths": list(block.widths),
        "right": list(block.right),
        "rows": [[breakable(cell, longest=longest) for cell in row] for row in block.rows],
    }
