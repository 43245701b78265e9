"""What python-pptx has no call for: alternative texts, error bars, a watermark one can see through, fixed dates."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Emu, Pt

from stunting.charts import theme
from stunting.exports.page import SAMPLE_WORDS
from stunting.letterhead import Letterhead

# The zip inside a presentation knows no earlier moment; the same deck gives the same bytes.
MADE = dt.datetime(2020, 1, 1)


def colour(text: str) -> RGBColor:
    """ "#10181f" as python-pptx wants it."""
    return RGBColor.from_string(text.lstrip("#").upper())


def write(
    slide: Slide,
    box: tuple[int, int, int, int],
    paragraphs: Sequence[tuple[str, float, bool, str]],
    *,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> Any:
    """A text box; a paragraph is (text, points, is_bold, colour). Empty texts are left out."""
    shape = slide.shapes.add_textbox(*(Emu(edge) for edge in box))
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    said = [one for one in paragraphs if one[0]]
    for number, (text, size, is_bold, ink) in enumerate(said):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        paragraph.space_after = Pt(size * 0.25)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, colour(ink)
        set_language(run)
    return shape


def set_language(run: Any) -> None:
    """Indonesian for the spelling checker and for who listens."""
    run._r.get_or_add_rPr().set("lang", "id-ID")


def describe(shape: Any, *, name: str, alt: str) -> None:
    """Name and alternative text of a picture, chart or table."""
    shape.name = name
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def band(slide: Slide, *, width: int, height: int, ink: str) -> None:
    """A line in the colour of the house over the whole width, as on the screen; for the eye alone."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(0), Emu(0), Emu(width), Emu(height))
    shape.name, shape.shadow.inherit = "Garis warna daerah", False
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(ink)
    shape.line.fill.background()


def head(slide: Slide, letterhead: Letterhead, *, right: int, top: int, width: int, height: int) -> int:
    """Name and coat of arms of the government in the upper right corner; returns the width they take, 0 for none."""
    taken = 0
    if letterhead.logo_png:
        logo = slide.shapes.add_picture(io.BytesIO(letterhead.logo_png), Emu(0), Emu(top), height=Emu(height))
        if logo.width > width // 2:
            logo.height, logo.width = Emu(logo.height * (width // 2) // logo.width), Emu(width // 2)
        logo.left = Emu(right - logo.width)
        describe(logo, name="Logo", alt="Lambang daerah")
        taken = logo.width + width // 20
    if letterhead.government:
        box = (right - width, top, width - taken, height)
        said = [(letterhead.government, 11.0, True, letterhead.accent_colour)]
        write(slide, box, said, anchor=MSO_ANCHOR.MIDDLE, align=PP_ALIGN.RIGHT).name = "Pemerintah daerah"
        taken = width + width // 20
    return taken


def watermark(slide: Slide, *, width: int, height: int) -> None:
    """That the data are a sample, across the slide and over its pictures."""
    wide, high = round(width * 0.8), round(height * 0.3)
    box = ((width - wide) // 2, (height - high) // 2, wide, high)
    lines = [(line, 46.0, True, theme.INK) for line in SAMPLE_WORDS.split("\n")]
    shape = write(slide, box, lines, anchor=MSO_ANCHOR.MIDDLE, align=PP_ALIGN.CENTER)
    shape.name, shape.rotation = "Tanda data contoh", -18
    for fill in shape._element.iter(qn("a:srgbClr")):
        fill.append(parse_xml(f'<a:alpha {nsdecls("a")} val="16000"/>'))


def error_bars(
    series: Any, below: Sequence[float | None], above: Sequence[float | None], *, direction: str, ink: str
) -> None:
    """Intervals of a series, as distances from its values; None where there is none. direction: "x", "y" or "" (bars).

    The element has its place in the schema: after the labels, before categories and values.
    """
    if not any(one is not None for one in (*below, *above)):
        return
    stroke = f'<a:ln w="19050"><a:solidFill><a:srgbClr val="{ink.lstrip("#").upper()}"/></a:solidFill></a:ln>'
    inner = (
        (f'<c:errDir val="{direction}"/>' if direction else "")
        + '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        + f"<c:plus>{_numbers(above)}</c:plus><c:minus>{_numbers(below)}</c:minus>"
        + f"<c:spPr>{stroke}</c:spPr>"
    )
    element = parse_xml(f"<c:errBars {nsdecls('c', 'a')}>{inner}</c:errBars>")
    followers = ("c:cat", "c:val", "c:xVal", "c:yVal", "c:smooth", "c:shape", "c:extLst")
    successor = next(child for child in series._element if child.tag in {qn(name) for name in followers})
    successor.addprevious(element)


def without_empty_values(series: Any) -> None:
    """Take what stands for an empty cell out of a series of points: the library writes it as a word."""
    for point in list(series._element.iter(qn("c:pt"))):
        if point.findtext(qn("c:v")) in ("", "None"):
            point.getparent().remove(point)


def _numbers(values: Sequence[float | None]) -> str:
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{value!r}</c:v></c:pt>' for number, value in enumerate(values) if value is not None
    )
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


def without_slides(presentation: Presentation) -> None:
    """Leave of a template its masters and layouts."""
    listed = presentation.slides._sldIdLst
    for entry in list(listed):
        presentation.part.drop_rel(entry.rId)
        listed.remove(entry)


def set_properties(presentation: Presentation, *, title: str, subject: str) -> None:
    """What the file says of itself; neither a person nor the moment it was made."""
    known = presentation.core_properties
    known.title, known.subject, known.language = title, subject, "id-ID"
    known.author = known.last_modified_by = known.comments = known.keywords = known.category = ""
    known.created = known.modified = MADE
    known.revision = 1


def is_dark(presentation: Presentation) -> bool:
    """Whether the template writes light letters on a dark ground: what its theme calls text is the lighter colour."""
    theme_part = presentation.slide_masters[0].part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    root = etree.fromstring(theme_part.blob)
    mapped = presentation.slide_masters[0]._element.find(qn("p:clrMap"))
    names = {key: (mapped.get(key) if mapped is not None else None) or fallback for key, fallback in MAPPED.items()}
    found = {key: _theme_colour(root, name) for key, name in names.items()}
    return theme.luminance(found["tx1"]) > theme.luminance(found["bg1"])


MAPPED = {"tx1": "dk1", "bg1": "lt1"}


def _theme_colour(root: Any, name: str) -> str:
    for one in root.iter(qn(f"a:{name}")):
        for child in one:
            value = child.get("lastClr") or child.get("val") or ""
            if len(value) == 6:
                return f"#{value.lower()}"
    return "#000000" if name == "dk1" else "#ffffff"
