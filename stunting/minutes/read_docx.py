"""The texts of a DOCX in their order, and what would show something else than its texts say."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn

from stunting.languages import N_, Words, _
from stunting.minutes.typed import MinutesError
from stunting.typed_texts import one_line

LARGEST_BYTES, LARGEST_UNPACKED, MOST_PARTS = 20_000_000, 80_000_000, 2_000
# A berita acara has some hundred kB of it; read, it takes thirty times its size.
LARGEST_XML = 6_000_000
UNREADABLE = N_(
    "Berkas DOCX ini tidak dapat dibaca: rusak, terkunci sandi, atau bukan DOCX. Simpan ulang, lalu coba lagi."
)
# Elements that print something that is not among the texts, with the words for it.
UNTOLD = Words(
    {
        "w:fldSimple": "kolom isian otomatis",
        "w:instrText": "kolom isian otomatis",
        "w:sym": "tanda simbol",
        "w:footnoteReference": "catatan kaki",
        "w:endnoteReference": "catatan akhir",
        "w:altChunk": "dokumen tersisip",
        "w:object": "objek tersisip",
        "w:del": "coretan yang dilacak",
        "w:moveFrom": "pemindahan yang dilacak",
    }
)
# Marks of a run that hide or strike what it says.
HIDING = Words(
    {
        "w:vanish": "tulisan tersembunyi",
        "w:specVanish": "tulisan tersembunyi",
        "w:webHidden": "tulisan tersembunyi",
        "w:strike": "tulisan dicoret",
        "w:dstrike": "tulisan dicoret",
    }
)
OFF = {"0", "false", "off", "none"}
MARGIN = re.compile(r".*/(header|footer)$")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a DOCX says.

    paragraphs: of the body, tables and boxes included, without empty ones
    margins:    texts of heads and feet of pages
    untold:     words for what would print something else than the texts
    picture_n:  pictures in the body
    """

    paragraphs: tuple[str, ...]
    margins: tuple[str, ...]
    untold: tuple[str, ...]
    picture_n: int


def read(content: bytes) -> Reading:
    """Read a DOCX.

    Raises:
        MinutesError: it is too large, or no DOCX that can be read.
    """
    _check_size(content)
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        margins = [
            text
            for relation in document.part.rels.values()
            if not relation.is_external and MARGIN.match(relation.reltype)
            for text in _paragraphs(relation.target_part._element)
        ]
        return Reading(
            paragraphs=tuple(_paragraphs(body)),
            margins=tuple(margins),
            untold=tuple(dict.fromkeys(_untold(body, document.styles.element))),
            picture_n=sum(1 for tag in ("w:drawing", "w:pict") for _picture in body.iter(qn(tag))),
        )
    except Exception as error:
        # A file from elsewhere can be broken in every way.
        raise MinutesError(_(UNREADABLE)) from error


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST_BYTES:
        raise MinutesError(_("Berkas ini lebih besar dari 20 MB; itu bukan berita acara."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise MinutesError(_(UNREADABLE)) from error
    if (
        len(parts) > MOST_PARTS
        or sum(one.file_size for one in parts) > LARGEST_UNPACKED
        or any(one.file_size > LARGEST_XML for one in parts if one.filename.endswith((".xml", ".rels")))
    ):
        raise MinutesError(_("Isi berkas ini terlalu besar; itu bukan berita acara."))


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        said = one_line("".join(_signs(paragraph)))
        if said:
            yield said


def _signs(element: Any) -> Iterator[str]:
    """The letters of a paragraph without those of paragraphs inside it (boxes)."""
    for child in element:
        if child.tag == qn("w:p"):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:ptab")) and element.tag == qn("w:r"):
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _signs(child)


def _untold(body: Any, styles: Any) -> Iterator[str]:
    for tag, words in UNTOLD.items():
        if next(body.iter(qn(tag)), None) is not None:
            yield words
    for tag, words in HIDING.items():
        for root in (body, styles):
            if any(one.get(qn("w:val"), "true") not in OFF for one in root.iter(qn(tag))):
                yield words
    # Numbers that the program counts are printed, and are not among the texts.
    if any(one.get(qn("w:val")) != "0" for found in body.iter(qn("w:numPr")) for one in found.iter(qn("w:numId"))):
        yield _("penomoran otomatis")
