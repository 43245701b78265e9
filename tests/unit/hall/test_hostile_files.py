"""Files from elsewhere that a meeting takes: an agenda, a template, a logo, a berita acara to be checked."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pptx
import pytest

from stunting.exports import slide_page, slides_pptx
from stunting.exports.slides_pptx import TemplateError, checked_template
from stunting.hall.decks import pack
from stunting.letterhead import Letterhead, LetterheadError
from stunting.minutes import read_docx, read_pdf
from stunting.minutes.typed import MinutesError
from stunting.paths import ROOT
from stunting.rembuk import agenda_json
from stunting.ui.parts import plain
from tests import decks

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "</title><img src=x onerror=alert(1)>",
    "![](http://lain.example/x.png)",
    '"><svg onload=alert(1)>',
    "]]><!-- --><![CDATA[",
    "#set page(fill: red) #import x: $y$ @z *b* `c`",
    "&lt;b&gt;&#0;\\u003cscript\\u003e",
    "{{7*7}} ${7*7} <%= 7 %>",
    "=cmd|' /C calc'!A0",
    "a\u202egnp.exe\u202c\u200b\ufeffb\u2066\u2028c\x00\x07",
    "W" * 120,
    "😀" * 60,
)
SECRET = "RAHASIA-PEMBICARA"
RUNNING = re.compile(r"<script(?! type=\"application/json\")|\son\w+=|<img|<image [^>]*http", re.IGNORECASE)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + one, b"&%c;" % (97 + one) * 10) for one in range(9))
    + b"]><l>&j;</l>"
)
OUTSIDE = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="http://lain.example/x" TargetMode="External"/></Relationships>'
)
MASTER = "ppt/slideMasters/_rels/slideMaster1.xml.rels"


def hostile_agenda() -> bytes:
    steps = [
        {
            "key": f"langkah-{number}",
            "title": HOSTILE[number % len(HOSTILE)],
            "decision": HOSTILE[(number + 1) % len(HOSTILE)],
            "notes": SECRET,
            "speaker": SECRET,
        }
        for number in range(60)
    ]
    entry = {"form": 1, "name": "<script>alert(2)</script>", "kind": "sendiri", "area_code": "3514", "steps": steps}
    return json.dumps(entry).encode()


@pytest.fixture(scope="module")
def deck():
    """Slides of every sort under the titles of a hostile agenda, with hostile words in every text."""
    agenda = agenda_json.from_file(hostile_agenda()).agenda
    drawn = [one for one in decks.DECK.slides if one.drawing is not None]
    slides = [
        replace(
            drawn[number % len(drawn)],
            key=step.key,
            title=step.title,
            sentence=HOSTILE[number % len(HOSTILE)],
            chips=HOSTILE[:3],
            footnotes=HOSTILE[3:6],
        )
        for number, step in enumerate(agenda.steps[: len(HOSTILE)])
    ]
    return replace(
        decks.DECK,
        agenda=replace(agenda, steps=agenda.steps[: len(HOSTILE)]),
        slides=tuple(slides),
        letterhead=Letterhead(government="<script>alert(3)</script>"),
    )


def parts_of(base: bytes, more: dict[str, bytes], *, changed: dict[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """An office file with other parts, or other words in its parts."""
    with zipfile.ZipFile(io.BytesIO(base)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name, (before, after) in (changed or {}).items():
        assert before in parts[name]
        parts[name] = parts[name].replace(before, after)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in (parts | more).items():
            written.writestr(name, content)
    return stream.getvalue()


def template(more: dict[str, bytes] | None = None, *, master: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    stream = io.BytesIO()
    pptx.Presentation().save(stream)
    return parts_of(stream.getvalue(), more or {}, changed={MASTER: master})


def document(more: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return parts_of(stream.getvalue(), more)


def test_invisible_and_turning_letters_of_an_agenda_are_left_out():
    agenda = agenda_json.from_file(hostile_agenda()).agenda

    assert all(one.title.isprintable() for one in agenda.steps)
    assert agenda.steps[10].title == "agnp.exeb c"


def test_no_window_of_the_hall_gets_a_text_as_a_mark(deck):
    for name, content in pack(deck).files.items():
        found = json.loads(gzip.decompress(content))
        for slide in found["slides"]:
            assert not RUNNING.search(slide["svg"])
            assert slide["title"] in {one.title for one in deck.slides}
        assert (SECRET in json.dumps(found)) == name.startswith("pembicara")


def test_the_page_file_runs_its_own_scripts_alone(deck):
    page = slide_page.to_html(deck).decode("utf-8")

    assert page.count("<script>") == len(slide_page.SCRIPT.findall(slide_page.PAGE.read_text(encoding="utf-8")))
    assert "<script>alert" not in page
    assert SECRET not in page
    assert '"notes"' not in page


def test_powerpoint_carries_no_notes_unless_they_are_asked_for_and_nothing_from_elsewhere(deck):
    with zipfile.ZipFile(io.BytesIO(slides_pptx.to_pptx(deck, has_notes=False))) as packed:
        parts = b"".join(packed.read(name) for name in packed.namelist())

    assert SECRET.encode() not in parts
    assert b'TargetMode="External"' not in parts


@pytest.mark.parametrize("kind", [b"image", b"audio", b"oleObject", b"attachedTemplate"])
def test_a_template_that_fetches_from_elsewhere_is_refused(kind):
    given = template(master=(b"</Relationships>", OUTSIDE % kind))

    with pytest.raises(TemplateError, match="dari luar berkas"):
        checked_template(given)


def test_a_template_may_link_to_a_page():
    checked_template(template(master=(b"</Relationships>", OUTSIDE % b"hyperlink")))


@pytest.mark.parametrize("name", ["ppt/vbaProject.bin", "ppt/VBAPROJECT.BIN"])
def test_a_template_with_macros_is_refused_under_any_ending(name):
    with pytest.raises(TemplateError, match="makro"):
        checked_template(template({name: b"macro"}))


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\0" * 1000,
        template({"ppt/theme/theme1.xml": BOMB}),
        template({"[Content_Types].xml": BOMB}),
        template({MASTER: BOMB}),
        template({"ppt/theme/theme1.xml": b""}),
        template({"ppt/media/nol.bin": b"\0" * 301_000_000}),
    ],
    ids=["empty", "zeros", "theme", "types", "relations", "no theme", "zip"],
)
def test_a_template_that_would_fail_later_is_refused_at_once(given):
    began = time.monotonic()

    with pytest.raises(TemplateError):
        checked_template(given)

    assert time.monotonic() - began < 5.0


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, pixels: bytes, more: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "logo",
    [
        png(50_000, 50_000, b"\0" * 1000),
        png(10, 10, b"\0" * 110, chunk(b"zTXt", b"x\0\0" + zlib.compress(b"\0" * 100_000_000, 9))),
        png(10, 10, b"\0" * 110, chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 100_000_000, 9))),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a",
    ],
    ids=["pixels", "text", "profile", "svg", "gif"],
)
def test_a_logo_that_is_no_small_picture_is_refused(logo):
    with pytest.raises(LetterheadError):
        Letterhead(government="Kab. Pasuruan", logo_png=logo)


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\0" * 20_000_000,
        document({"word/nol.bin": b"\0" * 90_000_000}),
        document({"word/document.xml": BOMB}),
        document({"word/styles.xml": BOMB}),
        document({"word/document.xml": WORD % (b"<w:p/>" * 1_500_000)}),
        document({"word/document.xml": WORD % (b"<w:p>" * 50_000 + b"</w:p>" * 50_000)}),
    ],
    ids=["empty", "zeros", "zip", "entities", "styles", "paragraphs", "depth"],
)
def test_a_docx_that_is_no_berita_acara_is_refused_at_once(given):
    began = time.monotonic()

    with pytest.raises(MinutesError):
        read_docx.read(given)

    assert time.monotonic() - began < 5.0


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"%PDF-1.7\n" + b"\0" * 3_000_000,
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>",
        b"\x00" * 20_000_001,
    ],
    ids=["empty", "zeros", "loop", "large"],
)
def test_a_pdf_that_is_no_berita_acara_is_refused_at_once(given):
    with pytest.raises(MinutesError):
        read_pdf.read(given)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_for_a_place_of_markdown_have_no_sign_left_that_marks(text):
    assert not re.search(r"(?<!\\)(?:\\\\)*[!\[\]()<>`*_~$:|]", plain(text))


WORDS_OF_A_FILE = re.compile(
    r"st\.(?:warning|info|error|success|caption|markdown|toast)\((?:str\((?:refused|told|problem)\)|refused|told)[,)]"
)


@pytest.mark.parametrize("folder", ["stunting/ui/rembuk_page", "stunting/ui/lokus_page"])
def test_no_refusal_is_shown_as_markdown(folder):
    """A refusal repeats words of a file or a link, and a picture in Markdown would be fetched by the browser."""
    for path in sorted(Path(ROOT, folder).glob("*.py")):
        assert not WORDS_OF_A_FILE.search(path.read_text(encoding="utf-8")), path.name
