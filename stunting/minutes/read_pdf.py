"""The lines of a PDF in their order, page by page."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass

from pypdf import PageObject, PdfReader

from stunting.languages import N_, _
from stunting.minutes.typed import MinutesError
from stunting.typed_texts import one_line

LARGEST_BYTES, MOST_PAGES = 20_000_000, 200
UNREADABLE = N_(
    "Berkas PDF ini tidak dapat dibaca: rusak, terkunci sandi, atau hasil pindaian. Periksa berkas aslinya."
)
# Marks on a page that write words over it, and those that cover it.
WRITING, COVERING = {"/FreeText"}, {"/Stamp", "/Square", "/Circle", "/Ink", "/Polygon", "/Highlight", "/Line"}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a PDF says: the lines of each page; how many marks write or cover, and how many pictures there are."""

    pages: tuple[tuple[str, ...], ...]
    written_n: int
    covering_n: int
    picture_n: int


def read(content: bytes) -> Reading:
    """Read a PDF.

    Raises:
        MinutesError: it is too large, has no text, or is no PDF that can be read.
    """
    if len(content) > LARGEST_BYTES:
        raise MinutesError(_("Berkas ini lebih besar dari 20 MB; itu bukan berita acara."))
    # The library tells every oddity of a file from elsewhere on the error stream.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if len(reader.pages) > MOST_PAGES:
            raise MinutesError(
                _("Berkas ini lebih dari {most_pages} halaman; itu bukan berita acara.", most_pages=MOST_PAGES)
            )
        pages = tuple(_lines(page) for page in reader.pages)
        marks = [one for page in reader.pages for one in _marks(page)]
        pictures = {one for page in reader.pages for one in _pictures(page)}
    except MinutesError:
        raise
    except Exception as error:
        # A file from elsewhere can be broken in every way.
        raise MinutesError(_(UNREADABLE)) from error
    if not any(pages):
        raise MinutesError(_(UNREADABLE))
    return Reading(
        pages=pages,
        written_n=sum(one in WRITING for one in marks),
        covering_n=sum(one in COVERING for one in marks),
        picture_n=len(pictures),
    )


def _lines(page: PageObject) -> tuple[str, ...]:
    """What is shown at once is one line of one cell; the places where long words may break are left out."""
    shown: list[str] = []
    page.extract_text(visitor_text=lambda text, *_others: shown.extend(text.split("\n")))
    return tuple(said for said in map(one_line, shown) if said)


def _marks(page: PageObject) -> list[str]:
    found = page.get("/Annots")
    return [str(one.get_object().get("/Subtype", "")) for one in (found.get_object() if found is not None else ())]


def _pictures(page: PageObject) -> list[int]:
    """Numbers of the objects; pages may share one."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    found = [drawn.get_object().raw_get(name) for name in drawn.get_object()] if drawn is not None else []
    return [one.idnum for one in found if one.get_object().get("/Subtype") == "/Image"]
