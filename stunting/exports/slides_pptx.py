"""A deck as PowerPoint: native charts and tables, maps as pictures, in the own template of a kabupaten."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Callable
from typing import Any

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.util import Emu, Pt

from stunting import formats
from stunting.errors import StuntingError
from stunting.exports import pptx_charts, pptx_parts
from stunting.exports.pptx_parts import write
from stunting.languages import _, in_indonesian
from stunting.slides import drawing as drawings_as_svg
from stunting.slides.drawing.inks import DARK, LIGHT, Inks, Size
from stunting.slides.drawing.rasters import to_png
from stunting.slides.drawings import BarsDrawing, Drawing, MapDrawing, PairsDrawing, SeriesDrawing, TableDrawing
from stunting.slides.slide import Deck, Slide

LARGEST_TEMPLATE_BYTES, LARGEST_UNPACKED_BYTES = 30_000_000, 300_000_000
# Pictures of these parts go with the slides of a template.
OF_SLIDES = ("ppt/slides/", "ppt/notesSlides/", "ppt/comments/")
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
MAP_PX = 1_800
# Parts of the width and height of a slide.
MARGIN, COLUMN, TITLE_HIGH, BAND = 0.035, 0.29, 0.13, 0.012
TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
FOOT = {PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE}
LEAST_TITLE_PT, TITLE_PT, FIGURE_PT, SENTENCE_PT, SMALL_PT, FOOT_PT = 18, 30, 60, 18, 13, 10.5
# Width of a bold letter in parts of its height, in the widest of the usual fonts.
BOLD_LETTER = 0.66
WRITERS: dict[type, Callable[..., None]] = {
    SeriesDrawing: pptx_charts.series,
    BarsDrawing: pptx_charts.bars,
    PairsDrawing: pptx_charts.pairs,
    TableDrawing: pptx_charts.table,
}


class TemplateError(StuntingError):
    """A template that cannot be used; the sentence says what to do."""


@in_indonesian
def to_pptx(deck: Deck, *, template: bytes | None = None, has_notes: bool = True) -> bytes:
    """All slides of a deck, one per step.

    template:  a .pptx or .potx of the kabupaten: its masters, colours and fonts are kept, its slides are not
    has_notes: write the speaker's notes below the slides; leave them out of what is handed on

    Raises:
        TemplateError: the template cannot be read.
    """
    presentation = _opened(template)
    inks = DARK if template is not None and pptx_parts.is_dark(presentation) else LIGHT
    for slide in deck.slides:
        shown = _add(presentation, deck, slide, inks, has_head=template is None)
        step = deck.agenda.step(slide.key)
        if has_notes and step.notes:
            shown.notes_slide.notes_text_frame.text = step.notes
    pptx_parts.set_properties(presentation, title=deck.agenda.name, subject=f"Rilis data: {deck.release_id}")  # no text
    return _bytes(presentation)


def checked_template(template: bytes) -> None:
    """Whether slides can be made in this template.

    Raises:
        TemplateError: it is too large, no PowerPoint file, or without a layout.
    """
    _opened(template)


def _opened(template: bytes | None) -> Presentation:
    if template is None:
        fresh = pptx.Presentation()
        fresh.slide_width, fresh.slide_height = WIDTH, HEIGHT
        return fresh
    if len(template) > LARGEST_TEMPLATE_BYTES:
        raise TemplateError(_("Templat lebih besar dari 30 MB. Hapus gambar besarnya, lalu unggah lagi."))
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST_UNPACKED_BYTES:
                raise TemplateError(_("Templat terlalu besar setelah dibuka. Pakai templat lain."))
            _check_parts(packed)
        presentation = pptx.Presentation(io.BytesIO(_as_presentation(template)))
        pptx_parts.without_slides(presentation)
        if not len(presentation.slide_layouts):
            raise TemplateError(_("Templat ini tidak punya tata letak slide. Pakai templat lain."))
        # Read now, so that a damaged theme is refused with the template and not with every file made of it.
        pptx_parts.is_dark(presentation)
    except TemplateError:
        raise
    except Exception as problem:
        raise TemplateError(_("Templat tidak dapat dibaca. Unggah berkas PowerPoint (.pptx atau .potx).")) from problem
    return presentation


def _check_parts(packed: zipfile.ZipFile) -> None:
    """Nothing of a template may run, or be fetched, wherever a file made of it is opened; its slides are not kept.

    Raises:
        TemplateError: it has macros, or pictures and sounds that lie elsewhere.
    """
    for name in packed.namelist():
        if "vbaproject" in name.casefold():
            raise TemplateError(_("Templat ini memuat makro. Simpan sebagai .pptx tanpa makro, lalu unggah lagi."))
        if not name.endswith(".rels") or name.startswith(OF_SLIDES):
            continue
        relations = etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False))
        for one in relations:
            if one.get("TargetMode") == "External" and not one.get("Type", "").endswith("/hyperlink"):
                raise TemplateError(
                    _(
                        "Templat ini menautkan gambar atau suara dari luar berkas. Sisipkan "
                        "isinya ke dalam templat, lalu unggah lagi."
                    )
                )


def _as_presentation(template: bytes) -> bytes:
    """A .potx differs from a .pptx by the word that names its main part."""
    potx = b"presentationml.template.main+xml"
    with zipfile.ZipFile(io.BytesIO(template)) as packed:
        types = packed.read("[Content_Types].xml")  # no text
        if potx not in types:
            return template
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
            for entry in packed.infolist():
                content = packed.read(entry)
                if entry.filename == "[Content_Types].xml":
                    content = types.replace(potx, b"presentationml.presentation.main+xml")
                written.writestr(entry.filename, content)
    return stream.getvalue()


def _layout(presentation: Any) -> Any:
    """The layout with a title and the fewest other places to fill."""

    layouts = list(presentation.slide_layouts)
    kinds = [{one.placeholder_format.type for one in layout.placeholders} for layout in layouts]
    titled = [number for number, kind in enumerate(kinds) if kind & TITLES]
    return layouts[min(titled or range(len(layouts)), key=lambda number: len(kinds[number] - TITLES - FOOT))]


def _add(presentation: Any, deck: Deck, slide: Slide, inks: Inks, *, has_head: bool) -> Any:
    """has_head: colour, name and coat of arms of the government stand above; a template has a head of its own."""
    shown = presentation.slides.add_slide(_layout(presentation))
    width, height = presentation.slide_width or WIDTH, presentation.slide_height or HEIGHT
    for place in list(shown.placeholders):
        if shown.shapes.title is None or place.placeholder_format.idx != shown.shapes.title.placeholder_format.idx:
            place._element.getparent().remove(place._element)
    margin = round(width * MARGIN)
    top = round(height * MARGIN)
    body_top = round(height * (MARGIN + TITLE_HIGH))
    foot = _foot_lines(deck, slide)
    foot_top = height - round(height * 0.02) - _high(foot, width - 2 * margin)
    title_top = round(height * 0.36) if slide.is_words else top
    title_wide, title_high = width - 2 * margin, round(height * TITLE_HIGH * 0.62)
    if has_head:
        pptx_parts.band(shown, width=width, height=round(height * BAND), ink=deck.letterhead.accent_colour)
        head = pptx_parts.head(
            shown, deck.letterhead, right=width - margin, top=top, width=width // 5, height=title_high
        )
        title_wide -= 0 if slide.is_words else head
    _title(shown, slide, (margin, title_top, title_wide, title_high), inks)
    chips = " · ".join(filter(None, (*slide.chips, slide.data_date if slide.data_date not in slide.chips else "")))
    chips_top = round(height * (MARGIN + TITLE_HIGH * 0.66))
    write(shown, (margin, chips_top, width - 2 * margin, body_top - chips_top), [(chips, SMALL_PT, False, inks.muted)])
    body = (margin, body_top + round(height * 0.02), width - 2 * margin, foot_top - body_top - round(height * 0.03))
    decision = deck.agenda.step(slide.key).decision
    # A step of words may have its question as its sentence.
    decided = f"Diputuskan: {decision}" if decision and decision != slide.sentence else ""  # no text
    if slide.is_words:
        words = [(slide.sentence, SENTENCE_PT + 8, False, inks.ink), (decided, SENTENCE_PT + 4, True, inks.accent)]
        below = title_top + round(height * TITLE_HIGH)
        write(shown, (margin, below, width - 2 * margin, foot_top - below), words, align=PP_ALIGN.CENTER)
    else:
        _body(shown, slide, body, inks, decided=decided)
    foot_box = (margin, foot_top, width - 2 * margin, height - foot_top - round(height * 0.015))
    write(shown, foot_box, [(line, FOOT_PT, False, inks.muted) for line in foot]).name = "Sumber"  # no text
    if slide.is_sample:
        pptx_parts.watermark(shown, width=width, height=height)
    return shown


def _title(shown: Any, slide: Slide, box: tuple[int, int, int, int], inks: Inks) -> None:
    align = PP_ALIGN.CENTER if slide.is_words else PP_ALIGN.LEFT
    size: float = TITLE_PT + 10
    if not slide.is_words:
        # On one line where that can still be read from far; two lines of the smallest fit as well.
        size = max(LEAST_TITLE_PT, min(TITLE_PT, box[2] / Pt(1) / (BOLD_LETTER * max(1, len(slide.title)))))
    if shown.shapes.title is None:
        write(shown, box, [(slide.title, size, True, inks.ink)], anchor=MSO_ANCHOR.MIDDLE, align=align)
        return
    title = shown.shapes.title
    title.left, title.top, title.width, title.height = (Emu(edge) for edge in box)
    frame = title.text_frame
    frame.text, frame.word_wrap, frame.vertical_anchor = slide.title, True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = 0
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), True
            pptx_parts.set_language(run)


def _body(shown: Any, slide: Slide, box: tuple[int, int, int, int], inks: Inks, *, decided: str) -> None:
    left, top, width, height = box
    column = round(width * COLUMN) if slide.drawing is not None else width
    said: list[tuple[str, float, bool, str]] = []
    if slide.figure is not None:
        size = FIGURE_PT if len(slide.figure.text) <= 7 else FIGURE_PT * 0.5
        said += [
            (slide.figure.text, size, True, inks.ink),
            (slide.figure.label, SENTENCE_PT - 2, True, inks.ink),
            (slide.figure.detail, SMALL_PT, False, inks.muted),
        ]
    letters = len(slide.sentence)
    size = SENTENCE_PT - (2 if letters < 160 else 4 if letters < 260 else 6)
    said += [(slide.sentence, size, False, inks.ink), (decided, SENTENCE_PT - 4, True, inks.accent)]
    write(shown, (left, top, column, height), said)
    if slide.drawing is None:
        return
    gap = round(width * 0.025)
    place = (left + column + gap, top, width - column - gap, height)
    rest = getattr(slide.drawing, "rest", "")
    if rest:
        line = round(Pt(SMALL_PT) * 1.6)
        write(shown, (place[0], top + height - line, place[2], line), [(rest, SMALL_PT, False, inks.muted)])
        place = (*place[:3], height - line)
    _draw(shown, slide.drawing, place, inks)


def _draw(shown: Any, drawing: Drawing, box: tuple[int, int, int, int], inks: Inks) -> None:
    if not isinstance(drawing, MapDrawing):
        WRITERS[type(drawing)](shown, drawing, box, inks)
        return
    left, top, width, height = box
    size = Size(width=1_200, height=round(1_200 * height / width))
    png = to_png(drawings_as_svg.draw(drawing, size=size, inks=inks), width_px=MAP_PX)
    picture = shown.shapes.add_picture(io.BytesIO(png), Emu(left), Emu(top), width=Emu(width))
    pptx_parts.describe(picture, name="Peta", alt=drawing.alt)  # no text


def _foot_lines(deck: Deck, slide: Slide) -> list[str]:
    """Source and cautions, and the release every number comes from."""
    frozen = "data dibekukan" if deck.agenda.is_frozen else "rilis yang berlaku saat berkas dibuat"  # no text
    cautions = ". ".join(dict.fromkeys(one.rstrip(".") for one in slide.footnotes))
    release = f"Rilis data: {deck.release_id} ({formats.date(deck.release_created)}), {frozen}"  # no text
    return [one for one in (slide.source, f"{cautions}." if cautions and not slide.is_words else "", release) if one]


def _high(lines: list[str], width: int) -> int:
    """Height of the foot; letters are taken as half as wide as high, which every office font keeps below."""
    letters = width / Pt(FOOT_PT) / 0.52
    return round(
        sum(math.ceil(len(line) / letters) for line in lines) * Pt(FOOT_PT) * 1.28 + len(lines) * Pt(FOOT_PT) * 0.3
    )


def _bytes(presentation: Presentation) -> bytes:
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()
