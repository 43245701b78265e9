"""The appendix of a decree as a document that an office can edit: a real table, fields for the pages, A4 landscape."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from stunting.exports import docx_parts
from stunting.exports.decree import LEAVING_TITLE, Decree
from stunting.exports.decree_rows import LABEL_COLUMNS, Cell, Column, DecreeTable, Kind, printable
from stunting.languages import in_indonesian

PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP = 297, 210, 14, 14
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
LOGO = 20
SHORT = 12
SIZES = {"Normal": 9, "Body Text": 8.5, "Title": 12, "Heading 2": 9.5, "Header": 8, "Footer": 8}
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT


@in_indonesian
def to_docx(decree: Decree) -> bytes:
    """Letterhead, the lines that name the decree, the tables, what explains them, and the block to sign."""
    document = docx_parts.new_document(title=decree.title, subject=decree.subtitle, comments=decree.foot)
    docx_parts.set_styles(document, sizes=SIZES, before=6, after=2)
    _set_page(document, decree)
    _write_letterhead(document, decree)
    _write_head(document, decree)
    _write_table(document, decree.table)
    if decree.leaving.rows:
        document.add_heading(LEAVING_TITLE, level=2)
        _write_table(document, decree.leaving)
    for section in decree.sections:
        document.add_heading(section.title, level=2)
        for line in section.lines:
            document.add_paragraph(line, style="Body Text")
    _write_signature(document, decree)
    return docx_parts.to_bytes(document)


def _set_page(document: Document, decree: Decree) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    docx_parts.set_margins(document, width=PAGE_WIDTH, height=PAGE_HEIGHT, side=SIDE, top=TOP, edge=7)
    if decree.watermark:
        docx_parts.mark_as_sample(document, said=decree.sample, watermark=decree.watermark)
    foot = section.footer.paragraphs[0]
    docx_parts.set_tab(foot, Mm(TEXT_WIDTH))
    foot.add_run(f"{decree.foot}\t")
    docx_parts.add_page_number(foot)


def _write_letterhead(document: Document, decree: Decree) -> None:
    head = decree.letterhead
    lines = [
        (printable(head.government).upper(), 13, True),
        (printable(head.office).upper(), 12, True),
        (printable(head.address), 9, False),
    ]
    place: Document | _Cell
    if head.logo_png:
        cells = docx_parts.grid(document, [LOGO + 4, TEXT_WIDTH - 2 * LOGO - 8, LOGO + 4])
        cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(head.logo_png), height=Mm(LOGO))
        place = cells[1]
        paragraph = place.paragraphs[0]
    else:
        place, paragraph = document, document.add_paragraph()
    for number, (text, size, is_bold) in enumerate(line for line in lines if line[0]):
        line = paragraph if number == 0 else place.add_paragraph()
        line.alignment = CENTRE
        run = line.add_run(text)
        run.font.size, run.bold = Pt(size), is_bold
    docx_parts.rule_below(document.add_paragraph() if head.logo_png else document.paragraphs[-1])


def _write_head(document: Document, decree: Decree) -> None:
    for label, words in decree.head:
        line = document.add_paragraph()
        line.paragraph_format.left_indent = Mm(TEXT_WIDTH * 0.45 + 26)
        line.paragraph_format.first_line_indent = Mm(-26)
        docx_parts.set_tab(line, Mm(TEXT_WIDTH * 0.45 + 26), is_right=False)
        line.add_run(f"{label}\t: {words}")
    title = document.add_paragraph(decree.title.upper(), style="Title")
    title.paragraph_format.space_before = Pt(8)
    said = document.add_paragraph(decree.subtitle)
    said.alignment = CENTRE
    said.paragraph_format.space_after = Pt(4)
    said.runs[0].font.color.rgb = RGBColor(0x55, 0x55, 0x55)


def _write_table(document: Document, found: DecreeTable) -> None:
    widths = _widths(found.columns)
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    docx_parts.fix_widths(table, [Mm(width) for width in widths])
    headings = [Cell(text=one.heading) for one in found.columns]
    docx_parts.repeat_as_header(_write_row(table, found.columns, headings, widths, is_bold=True))
    is_short = len(found.rows) <= SHORT
    for number, cells in enumerate(found.rows, start=1):
        row = _write_row(table, found.columns, cells, widths)
        is_last = number == len(found.rows)
        # The total never stands alone on a page, and a short table stays whole.
        if (is_last and found.total) or (is_short and not is_last):
            docx_parts.keep_with_next(row)
    if found.total:
        row = _write_row(table, found.columns, found.total, widths, is_bold=True)
        docx_parts.merge_into_last(row.cells[:LABEL_COLUMNS])


def _write_row(
    table: Table, columns: Sequence[Column], cells: Sequence[Cell], widths: Sequence[float], *, is_bold: bool = False
) -> _Row:
    row = table.add_row()
    docx_parts.keep_together(row)
    for place, one, cell, width in zip(row.cells, columns, cells, widths, strict=True):
        place.width = Mm(width)
        said: Paragraph = place.paragraphs[0]
        said.alignment = LEFT if one.kind is Kind.TEXT else RIGHT
        run = said.add_run(cell.text)
        run.bold = is_bold
        run.font.size = Pt(8.5)
    return row


def _widths(columns: Sequence[Column]) -> list[float]:
    whole = sum(one.width for one in columns)
    return [round(TEXT_WIDTH * one.width / whole, 1) for one in columns]


def _write_signature(document: Document, decree: Decree) -> None:
    place, day, title, name, nip = decree.signature
    lines = [*(f"{label}\t: {words}" for label, words in (place, day)), f"{title.upper()},", name, nip]
    for number, text in enumerate(line for line in lines if line):
        line = document.add_paragraph()
        form = line.paragraph_format
        form.left_indent, form.keep_together = Mm(TEXT_WIDTH * 0.6), True
        form.keep_with_next = text != (nip or name)
        form.space_before = Pt({0: 16, 2: 4, 3: 48}.get(number, 0))
        docx_parts.set_tab(line, Mm(TEXT_WIDTH * 0.6 + 26), is_right=False)
        line.add_run(text).bold = text == name
