"""The berita acara as an office opens it: saved again by LibreOffice, printed by it, and as our PDF."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace

import pytest
from pypdf import PdfReader

from stunting.ledger import Ledger
from stunting.minutes import docx_file, pdf_file, reading
from stunting.minutes.document import content_of
from stunting.minutes.issuing import Issued, issue
from stunting.minutes.recording import record_attendance, record_item
from stunting.minutes.records import Attendance, MeetingDecision
from stunting.minutes.typed import printable, signs
from stunting.minutes.verification import Finding, verify
from tests import tampering
from tests.lokus_lists import FORMULA, HOSTILE
from tests.meetings import BY, COMMITMENT, FACTS, FOLLOW_UP, GROUPS, HEAD, MEETING, register, write_all, write_lokus
from tests.office import converted
from tests.small import layout_in

MARKUP = HOSTILE.replace("\x1b\u202e", "\u200b")
ENDLESS = "Percepatan" * 29
LONG = "Disepakati bahwa seluruh desa menimbang 1.250 balita pada 2026. " * 78
ROWS = {"a": 3, "b": 60}


@dataclass(frozen=True)
class Opened:
    """One berita acara in every form it takes."""

    issued: Issued
    files: dict[str, bytes]

    def reader(self, kind: str) -> PdfReader:
        return PdfReader(io.BytesIO(self.files[kind]))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Ledger, dict[str, Opened]]:
    folder = tmp_path_factory.mktemp("berita-acara")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("STUNTING_LEDGER", raising=False)
        ledger = Ledger.open(layout_in(folder))
    lokus = write_lokus(ledger)
    names = []
    for name, rows in ROWS.items():
        write_all(ledger, rows=rows, meeting=replace(MEETING, id=f"rembuk-{name}-3514"), lokus=lokus)
        names.append(name)
    write_hostile(ledger, lokus)
    known = {name: of(ledger, f"rembuk-{name}-3514") for name in (*names, "c")}
    documents = []
    for name, one in known.items():
        documents.append(folder / f"{name}.docx")
        documents[-1].write_bytes(docx_file.to_docx(one.content, one.proof))
    saved = converted(documents, to="docx", into=folder / "lagi")
    printed = converted(documents, to="pdf", into=folder / "cetak")
    opened = {
        name: Opened(
            issued=one,
            files={
                "docx": document.read_bytes(),
                "saved": again.read_bytes(),
                "printed": paper.read_bytes(),
                "pdf": pdf_file.to_pdf(one.content, one.proof),
            },
        )
        for (name, one), document, again, paper in zip(known.items(), documents, saved, printed, strict=True)
    }
    return ledger, opened


def write_hostile(ledger: Ledger, lokus: int) -> None:
    meeting = replace(MEETING, id="rembuk-c-3514", place=MARKUP, chair=FORMULA)
    write_all(ledger, rows=1, meeting=meeting, lokus=lokus)
    long = MeetingDecision(question=MARKUP, answer=LONG[:5_000].strip(), reason=f"{ENDLESS} {FORMULA}")
    record_item(ledger, meeting, long, by=BY)
    record_item(ledger, meeting, replace(COMMITMENT, text=ENDLESS, target=FORMULA, institution=MARKUP), by=BY)
    record_item(ledger, meeting, replace(FOLLOW_UP, note=MARKUP, activity="x" * 300, when="1" * 120), by=BY)
    every = " ".join(sorted(sign for sign in signs() if printable(sign) == sign))
    record_item(ledger, meeting, MeetingDecision(question="Tanda", answer=every), by=BY)
    groups = (*GROUPS, Attendance(institution="<w:p/>&amp; #1 *2* $3$", present_n=1))
    earlier = reading.attendance_entry(ledger, meeting)
    record_attendance(ledger, meeting, groups, by=replace(BY, reason="Lengkap"), corrects=earlier.seq)


def of(ledger: Ledger, meeting_id: str) -> Issued:
    minutes = reading.minutes_of(ledger, meeting_id, FACTS)
    return issue(ledger, content_of(minutes, register=register(), letterhead=HEAD), by=BY)


@pytest.mark.parametrize("kind", ["docx", "saved", "printed", "pdf"])
@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_every_form_of_a_berita_acara_is_genuine(made, name, kind):
    ledger, opened = made

    found = verify(opened[name].files[kind], ledger)

    assert found.sentence.startswith("Dokumen ini sesuai"), found.sentence
    assert found.finding is Finding.SAME


@pytest.mark.parametrize("at", range(0, 100, 17))
def test_one_other_digit_in_a_document_that_was_saved_again_is_found(made, at):
    ledger, opened = made
    saved = opened["a"].files["saved"]
    places = tampering.digits(saved, tampering.BODY)

    found = verify(tampering.other_digit(saved, places[at * len(places) // 100], 1), ledger)

    assert found.finding is Finding.CHANGED


@pytest.mark.parametrize("kind", ["printed", "pdf"])
@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_every_page_is_a4_upright_counts_itself_and_says_it_is_a_sample(made, name, kind):
    one = made[1][name]
    pages = one.reader(kind).pages

    for number, page in enumerate(pages, start=1):
        text = " ".join(page.extract_text().split())
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
        assert f"Halaman {number} dari {len(pages)}" in text
        assert one.issued.proof.code in text
        assert "DATA CONTOH - BUKAN DATA SEBENARNYA" in text


@pytest.mark.parametrize("kind", ["printed", "pdf"])
def test_every_commitment_stands_in_its_order(made, kind):
    text = " ".join(" ".join(page.extract_text().split()) for page in made[1]["b"].reader(kind).pages)
    found = [int(one) for one in re.findall(r"Cakupan (\d+)%", text)]

    assert found == [60 + number for number in range(1, 61)]


@pytest.mark.parametrize("kind", ["printed", "pdf"])
def test_a_usual_berita_acara_takes_few_pages(made, kind):
    assert len(made[1]["a"].reader(kind).pages) <= 3


@pytest.mark.parametrize("kind", ["printed", "pdf"])
def test_no_text_lies_outside_the_page(made, kind):
    for page in made[1]["c"].reader(kind).pages:
        places = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size, found=places: (
                found.append(tm[4] * cm[0] + cm[4]) if text.strip() else None
            )
        )
        assert all(20 <= x <= 575 for x in places if x)


def test_the_pdf_is_tagged_indonesian_and_has_a_title(made):
    one = made[1]["a"]
    root = one.reader("pdf").trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"
    assert one.reader("pdf").metadata.title == one.issued.content.title
