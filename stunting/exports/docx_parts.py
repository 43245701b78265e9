"""What the documents share and python-docx has no call for: styles, fields, repeated heads, rows that stay whole."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

LANGUAGE = "id-ID"
# Every office has it, or one of the same widths.
FONT = "Arial"
TITLES = ("Title", "Heading 2")
VML, OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"


def new_document(*, title: str, comments: str, subject: str = "") -> Document:
    """An empty document in Indonesian that says what it is."""
    document = docx.Document()
    set_language(document)
    known = document.core_properties
    known.title, known.subject, known.comments = title, subject, comments
    known.author, known.language = "Dasbor Stunting", LANGUAGE
    return document


def to_bytes(document: Document) -> bytes:
    """The file of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def set_styles(document: Document, *, sizes: Mapping[str, float], before: float, after: float) -> None:
    """One typeface in single lines; the title is centred and has no line below it.

    sizes:  by style, in points
    before: space above a heading, in points
    after:  space below paragraphs of any style but Normal, in points
    """
    for name, size in sizes.items():
        style = document.styles[name]
        set_font(style, size=size, is_bold=name in TITLES)
        style.paragraph_format.space_before = Pt(before if name == "Heading 2" else 0)
        style.paragraph_format.space_after = Pt(0 if name == "Normal" else after)
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.tab_stops.clear_all()
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    without_border(document.styles["Title"])


def set_margins(document: Document, *, width: float, height: float, side: float, top: float, edge: float) -> None:
    """Size of the paper and its margins in mm; edge: from the paper to header and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(side)
    section.top_margin, section.bottom_margin = Mm(top), Mm(top)
    section.header_distance = section.footer_distance = Mm(edge)


def mark_as_sample(document: Document, *, said: str, watermark: str) -> None:
    """On every page: what the sample is, and pale words across it."""
    line = document.sections[0].header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.add_run(said).bold = True
    add_watermark(line, watermark)


def add_page_number(paragraph: Paragraph) -> None:
    """ "Halaman 1 dari 3"."""
    paragraph.add_run("Halaman ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" dari ")
    add_field(paragraph, "NUMPAGES")


def grid(document: Document, widths: Sequence[float]) -> list[_Cell]:
    """The cells of one row without lines, widths in mm; the row stays whole."""
    table = document.add_table(rows=1, cols=len(widths))
    fix_widths(table, [Mm(width) for width in widths])
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    keep_together(table.rows[0])
    return list(table.rows[0].cells)


def set_language(document: Document) -> None:
    """Indonesian for the spelling checker and for who listens."""
    marks = (*document.styles.element.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang")))
    for found in marks:
        for name in ("w:val", "w:eastAsia"):
            found.set(qn(name), LANGUAGE)


def set_font(style: Any, *, size: float, is_bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), is_bold
    style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A font of the theme would win over the name.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def without_border(style: Any) -> None:
    for found in style.element.findall(f".//{qn('w:pBdr')}"):
        found.getparent().remove(found)


def rule_below(paragraph: Paragraph) -> None:
    """A line under a paragraph."""
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="1" w:color="1A1A1A"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )
    paragraph.paragraph_format.space_after = Pt(6)


def set_tab(paragraph: Paragraph, at: Length, *, is_right: bool = True) -> None:
    """One tab stop in place of those of the style."""
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT if is_right else WD_TAB_ALIGNMENT.LEFT)


def add_field(paragraph: Paragraph, code: str) -> None:
    """PAGE or NUMPAGES, which the reader's program counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def fix_widths(table: Table, widths: Sequence[Length]) -> None:
    """Widths that do not follow the words; narrow margins inside the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    )
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def repeat_as_header(row: _Row) -> None:
    """The row stands on top of every page that the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_together(row: _Row) -> None:
    """The row is not torn apart by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def merge_into_last(cells: Sequence[_Cell]) -> None:
    """One cell in place of several; the words of the last one remain."""
    merged = cells[0].merge(cells[-1])
    for empty in merged.paragraphs[:-1]:
        empty._p.getparent().remove(empty._p)


def keep_with_next(row: _Row) -> None:
    """The row stands on the page of the next one."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def add_watermark(paragraph: Paragraph, words: str) -> None:
    """Pale words across every page, anchored in the header."""
    paragraph.add_run()._r.append(
        parse_xml(
            f'<w:pict {nsdecls("w")} xmlns:v="{VML}" xmlns:o="{OFFICE}">'
            '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
            'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
            '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
            '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
            '</v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
            '<v:shape id="Watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="position:absolute;'
            "margin-left:0;margin-top:0;width:560pt;height:110pt;rotation:336;z-index:-251658752;"
            "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
            'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#ebebeb" stroked="f">'
            f'<v:textpath style=\'font-family:"{FONT}";font-size:1pt\' string="{words}"/></v:shape></w:pict>'
        )
    )
