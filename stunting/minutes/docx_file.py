"""The berita acara as a document that an office can edit: A4 upright, real tables, dotted lines to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable

from stunting.charts.theme import WATERMARK
from stunting.exports import docx_parts
from stunting.languages import in_indonesian
from stunting.minutes import qr
from stunting.minutes.content import Content, Heading, Line, Proof, Table, foot, number_item, signature_items

PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP = 210, 297, 20, 16
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
LOGO, CODE = 20, 28
SIZES = {"Normal": 10, "Body Text": 10, "Title": 12, "Heading 2": 10.5, "Header": 8, "Footer": 8}
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT


@in_indonesian
def to_docx(content: Content, proof: Proof, *, logo_png: bytes | None = None) -> bytes:
    """Letterhead, title, what happened and was agreed, signatures, and the QR with the code of the check."""
    document = docx_parts.new_document(title=content.title, comments=foot(content, proof))
    docx_parts.set_styles(document, sizes=SIZES, before=8, after=3)
    document.styles["Title"].paragraph_format.space_before = Pt(6)
    _set_page(document, content, proof)
    _write_letterhead(document, content, logo_png)
    document.add_paragraph(content.title, style="Title")
    number = document.add_paragraph(number_item(content).text)
    number.alignment = CENTRE
    for block in content.blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, level=2)
        elif isinstance(block, Line):
            _write_line(document, block)
        else:
            _write_table(document, block)
    _write_signatures(document, content)
    _write_proof(document, proof)
    return docx_parts.to_bytes(document)


def _set_page(document: Document, content: Content, proof: Proof) -> None:
    docx_parts.set_margins(document, width=PAGE_WIDTH, height=PAGE_HEIGHT, side=SIDE, top=TOP, edge=8)
    if content.is_sample:
        docx_parts.mark_as_sample(document, said=content.sample, watermark=WATERMARK)
    words = document.sections[0].footer.paragraphs[0]
    words.add_run(f"{foot(content, proof)} ")
    docx_parts.add_page_number(words)


def _write_letterhead(document: Document, content: Content, logo_png: bytes | None) -> None:
    place: Any = document
    first = None
    if logo_png:
        cells = docx_parts.grid(document, [LOGO + 4, TEXT_WIDTH - 2 * LOGO - 8, LOGO + 4])
        cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(logo_png), height=Mm(LOGO))
        place, first = cells[1], cells[1].paragraphs[0]
    line = None
    for number, text in enumerate(content.letterhead):
        line = first if number == 0 and first is not None else place.add_paragraph()
        line.alignment = CENTRE
        run = line.add_run(text)
        run.font.size, run.bold = Pt(13 if number == 0 else 10.5), number == 0
    if logo_png or line is None:
        line = document.add_paragraph()
    docx_parts.rule_below(line)


def _write_line(document: Document, line: Line) -> None:
    said = document.add_paragraph(style="Body Text")
    if line.label:
        said.add_run(f"{line.label} ").bold = True
    said.add_run(line.text)


def _write_table(document: Document, found: Table) -> None:
    whole = sum(found.widths)
    widths = [round(TEXT_WIDTH * one / whole, 1) for one in found.widths]
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    docx_parts.fix_widths(table, [Mm(width) for width in widths])
    _write_row(table, found, found.head, widths, is_head=True)
    for row in found.rows:
        _write_row(table, found, row, widths)
    document.add_paragraph().paragraph_format.line_spacing = Pt(5)


def _write_row(
    table: DocxTable, found: Table, texts: Sequence[str], widths: Sequence[float], *, is_head: bool = False
) -> None:
    row = table.add_row()
    docx_parts.keep_together(row)
    for at, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = Mm(width)
        said = cell.paragraphs[0]
        said.alignment = RIGHT if at in found.right else LEFT
        run = said.add_run(text)
        run.bold = is_head
        run.font.size = Pt(9)
    if is_head:
        docx_parts.repeat_as_header(row)
        docx_parts.keep_with_next(row)


def _write_signatures(document: Document, content: Content) -> None:
    """Two beside each other."""
    for at in range(0, len(content.signers), 2):
        document.add_paragraph().paragraph_format.line_spacing = Pt(10)
        cells = docx_parts.grid(document, [TEXT_WIDTH / 2, TEXT_WIDTH / 2])
        for cell, signer, number in zip(cells, content.signers[at : at + 2], (at + 1, at + 2), strict=False):
            for place, item in enumerate(signature_items(number, signer)):
                line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                line.paragraph_format.space_before = Pt(48 if place == 1 else 0)
                line.add_run(item.text).bold = place == 1 and not item.is_open


def _write_proof(document: Document, proof: Proof) -> None:
    document.add_paragraph().paragraph_format.line_spacing = Pt(10)
    cells = docx_parts.grid(document, [CODE + 4, TEXT_WIDTH - CODE - 4])
    cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(qr.png(proof.link)), height=Mm(CODE))
    for number, text in enumerate(proof.lines):
        line = cells[1].paragraphs[0] if number == 0 else cells[1].add_paragraph()
        run = line.add_run(text)
        run.font.size, run.bold = Pt(10 if number == 0 else 8), number == 0
