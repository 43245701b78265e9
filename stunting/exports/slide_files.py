"""The files of slides, one entry per kind: what the page offers, the command writes, and how a file is called."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from stunting.charts.theme import WATERMARK
from stunting.exports import slide_page, slide_sheets, slides_pptx
from stunting.geography import search_form
from stunting.languages import N_
from stunting.slides.slide import Deck, Slide

PPTX_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
# A fixed moment, so that the same pictures give the same archive.
NO_MOMENT = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What may be chosen. template: of the kabupaten; has_notes: the speaker's notes go into the PowerPoint file."""

    template: bytes | None = None
    has_notes: bool = False


@dataclass(frozen=True, kw_only=True)
class SlideFile:
    """A kind of file of a whole deck; a page says label and explanation in the language of its reader."""

    label: str
    extension: str
    media_type: str
    make: Callable[[Deck, Options], bytes]
    explanation: str


def _pictures(deck: Deck, _options: Options) -> bytes:
    """One PNG per slide that shows something, numbered as in the agenda."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for number, slide in enumerate(deck.slides, start=1):
            if not slide.is_words:
                entry = zipfile.ZipInfo(f"{number:02d}-{picture_name(deck, slide)}", NO_MOMENT)
                packed.writestr(entry, slide_sheets.to_png(deck, slide))
    return stream.getvalue()


KINDS: Mapping[str, SlideFile] = {
    "pptx": SlideFile(
        label="PowerPoint",
        extension="pptx",
        media_type=PPTX_TYPE,
        make=lambda deck, options: slides_pptx.to_pptx(deck, template=options.template, has_notes=options.has_notes),
        explanation=N_("Grafik dan tabel dapat disunting; peta berupa gambar"),
    ),
    "pdf": SlideFile(
        label="PDF A4",
        extension="pdf",
        media_type="application/pdf",
        make=lambda deck, _options: slide_sheets.to_pdf(deck),
        explanation=N_("Lembar mendatar untuk dibagikan, terbaca hitam-putih"),
    ),
    "html": SlideFile(
        label=N_("Halaman web"),
        extension="html",
        media_type="text/html",
        make=lambda deck, _options: slide_page.to_html(deck),
        explanation=N_("Satu berkas tanpa internet: klik dua kali, petanya dapat diklik"),
    ),
    "png": SlideFile(
        label=N_("Gambar (zip)"),
        extension="zip",
        media_type="application/zip",
        make=_pictures,
        explanation=N_("Satu PNG per slide, 1080 piksel, untuk WhatsApp"),
    ),
}


def file_name(deck: Deck, extension: str) -> str:
    """ "rembuk-stunting-2026_<rilis>.pptx"; sample data say so first."""
    return f"{_slug(deck.agenda.name, is_sample=deck.is_sample)}_{deck.release_id}.{extension}"


def picture_name(deck: Deck, slide: Slide) -> str:
    """The name of the PNG of one slide."""
    return f"{_slug(slide.title, is_sample=slide.is_sample)}_{deck.release_id}.png"


def only(deck: Deck, slide: Slide) -> Deck:
    """The deck with this slide alone, for the files of one view; its title names them."""
    step = replace(deck.agenda.step(slide.key), minutes=0)
    agenda = replace(deck.agenda, name=slide.title[:60].strip(), steps=(step,))
    return replace(deck, agenda=agenda, slides=(slide,), cards=(), problems=(), is_sample=slide.is_sample)


def _slug(text: str, *, is_sample: bool) -> str:
    said = f"{WATERMARK} {text}" if is_sample else text
    return re.sub(r"[^a-z0-9]+", "-", search_form(said)).strip("-")[:80].rstrip("-")
