"""A paper of the office as a document that can be edited: the same content as its PDF, with real tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable

from stunting.charts.theme import WATERMARK
from stunting.exports import docx_parts
from stunting.exports.office_paper import Block, Facts, Heading, Line, Paper, Signature, Table, clean, signature_lines
from stunting.languages import in_indonesian

SHORT, LONG, SIDE, TOP = 210, 297, 16, 18
LOGO, NUMBER_WIDTH, BLANK_HEIGHT = 20, 9, 8
SIZES = {"Normal": 10, "Body Text": 10, "Title": 13, "Heading 2": 11, "Header": 8.5, "Footer": 8}
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
EMPTY = "Tidak ada."
BLANK = "." * 30


@in_indonesian
def to_docx(paper: Paper) -> bytes:
    """Kop, title, blocks, source and signatures; the mark of a restricted paper is in the header of every page."""
    document = docx_parts.new_document(title=paper.title, comments=paper.foot)
    docx_parts.set_styles(document, sizes=SIZES, before=10, after=3)
    document.styles["Title"].paragraph_format.space_before = Pt(6)
    _set_page(document, paper)
    _write_letterhead(document, paper)
    document.add_paragraph(clean(paper.title), style="Title")
    document.add_paragraph(clean(paper.subtitle)).alignment = CENTRE
    for block in paper.blocks:
        _write_block(document, paper, block)
    _write_source(document, paper)
    _write_signatures(document, paper)
    return docx_parts.to_bytes(document)


def _text_width(paper: Paper) -> float:
    return (LONG if paper.is_landscape else SHORT) - 2 * SIDE


def _set_page(document: Document, paper: Paper) -> None:
    width, height = (LONG, SHORT) if paper.is_landscape else (SHORT, LONG)
    docx_parts.set_margins(document, width=width, height=height, side=SIDE, top=TOP, edge=8)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
    if paper.is_sample:
        docx_parts.mark_as_sample(document, said=paper.sample, watermark=WATERMARK)
    if paper.mark:
        line = section.header.add_paragraph() if paper.is_sample else section.header.paragraphs[0]
        line.alignment = RIGHT
        line.add_run(paper.mark).bold = True
    words = section.footer.paragraphs[0]
    words.add_run(f"{paper.foot} ")
    docx_parts.add_page_number(words)


def _write_letterhead(document: Document, paper: Paper) -> None:
    logo = paper.letterhead.logo_png
    place: Any = document
    first = None
    if logo:
        cells = docx_parts.grid(document, [LOGO + 4, _text_width(paper) - 2 * LOGO - 8, LOGO + 4])
        cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(logo), height=Mm(LOGO))
        place, first = cells[1], cells[1].paragraphs[0]
    line = None
    for number, text in enumerate(paper.head_lines):
        line = first if number == 0 and first is not None else place.add_paragraph()
        line.alignment = CENTRE
        run = line.add_run(text.upper() if number == 0 else text)
        run.font.size, run.bold = Pt(13 if number == 0 else 10.5), number == 0
    if logo or line is None:
        line = document.add_paragraph()
    docx_parts.rule_below(line)


def _write_block(document: Document, paper: Paper, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(clean(block.text), level=2).paragraph_format.page_break_before = block.starts_page
    elif isinstance(block, Line):
        said = document.add_paragraph(style="Body Text")
        if block.label:
            said.add_run(f"{clean(block.label)} ").bold = True
        said.add_run(clean(block.text))
    elif isinstance(block, Facts):
        _write_facts(document, paper, block)
    else:
        _write_table(document, paper, block)


def _write_facts(document: Document, paper: Paper, facts: Facts) -> None:
    label, value = 42.0, _text_width(paper) / 2 - 42
    half = (len(facts.rows) + 1) // 2
    for at in range(half):
        cells = docx_parts.grid(document, [label, value, label, value])
        for place, pair in enumerate((facts.rows[at], *facts.rows[half + at : half + at + 1])):
            cells[2 * place].paragraphs[0].add_run(clean(pair[0]))
            cells[2 * place + 1].paragraphs[0].add_run(clean(pair[1]) or BLANK)


def _write_table(document: Document, paper: Paper, found: Table) -> None:
    share = (_text_width(paper) - NUMBER_WIDTH) / sum(found.widths)
    widths = [NUMBER_WIDTH, *(round(one * share, 1) for one in found.widths)]
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    docx_parts.fix_widths(table, [Mm(width) for width in widths])
    _write_row(table, found, ("No", *found.head), widths, is_head=True)
    for number, row in enumerate(found.rows, start=1):
        _write_row(table, found, (str(number), *(clean(cell) for cell in row)), widths)
    for number in range(len(found.rows) + 1, len(found.rows) + found.blank_n + 1):
        row = _write_row(table, found, (str(number), *("" for _ in found.head)), widths)
        row.height = Mm(BLANK_HEIGHT)
    if not found.rows and not found.blank_n:
        _write_row(table, found, ("", EMPTY, *("" for _ in found.head[1:])), widths)
    document.add_paragraph().paragraph_format.line_spacing = Pt(5)


def _write_row(
    table: DocxTable, found: Table, texts: Sequence[str], widths: Sequence[float], *, is_head: bool = False
) -> Any:
    row = table.add_row()
    docx_parts.keep_together(row)
    for at, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = Mm(width)
        said = cell.paragraphs[0]
        said.alignment = RIGHT if at == 0 or at - 1 in found.right else CENTRE if at - 1 in found.centre else LEFT
        run = said.add_run(text)
        run.bold = is_head
        run.font.size = Pt(9 if len(found.head) < 7 else 8.5)
    if is_head:
        docx_parts.repeat_as_header(row)
        docx_parts.keep_with_next(row)
    return row


def _write_source(document: Document, paper: Paper) -> None:
    for number, text in enumerate((paper.source, *paper.notes)):
        run = document.add_paragraph(style="Body Text").add_run(clean(text))
        run.font.size, run.bold = Pt(8.5), number == 0


def _write_signatures(document: Document, paper: Paper) -> None:
    per_row = 3 if paper.is_landscape else 2
    for at in range(0, len(paper.signatures), per_row):
        document.add_paragraph().paragraph_format.line_spacing = Pt(10)
        cells = docx_parts.grid(document, [_text_width(paper) / per_row] * per_row)
        for cell, one in zip(cells, paper.signatures[at : at + per_row], strict=False):
            _write_signature(cell, one)


def _write_signature(cell: Any, one: Signature) -> None:
    place, title, name, nip = signature_lines(one)
    cell.paragraphs[0].add_run(place)
    cell.add_paragraph(title)
    line = cell.add_paragraph()
    line.paragraph_format.space_before = Pt(48)
    line.add_run(name).bold = True
    if nip:
        cell.add_paragraph(nip)
