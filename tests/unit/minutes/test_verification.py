"""A berita acara is genuine only while every text is as it was printed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stunting.languages import ENGLISH, use
from stunting.ledger import Ledger
from stunting.minutes import docx_file, pdf_file, reading
from stunting.minutes.content import Line, Table, as_body, from_body, items
from stunting.minutes.document import content_of
from stunting.minutes.issuing import issue, issued
from stunting.minutes.recording import record_item, record_meeting
from stunting.minutes.typed import MinutesError
from stunting.minutes.verification import Finding, verify
from tests import tampering
from tests.meetings import BY, COMMITMENT, FACTS, HEAD, MEETING, write_all, write_lokus
from tests.small import layout_in

SLOW = {"deadline": None, "suppress_health_check": list(HealthCheck)}
MANY, FEW = settings(max_examples=30, **SLOW), settings(max_examples=12, **SLOW)
FOOT = "word/footer1.xml"


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_was_printed_is_genuine(whole, kind, request):
    found = verify(request.getfixturevalue(kind), whole[0])

    assert found.finding is Finding.SAME
    assert found.filled == ()
    assert whole[1].proof.code in found.sentence


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_reader_of_another_language_checks_the_same_paper(whole, kind, request):
    with use(ENGLISH):
        found = verify(request.getfixturevalue(kind), whole[0])

    assert found.finding is Finding.SAME
    assert found.sentence.startswith("This document agrees with minutes no. ")


def test_the_place_of_a_change_is_said_around_the_headings_of_the_paper(whole, docx):
    changed = tampering.changed(docx, lambda xml: xml.replace("Cakupan 62%", "Cakupan 92%", 1))

    with use(ENGLISH):
        found = verify(changed, whole[0])

    assert found.difference.where == "Komitmen, row 2, column Target"
    assert found.difference.printed == "Cakupan 62%"
    assert "First difference at Komitmen, row 2" in found.sentence


@MANY
@given(draw=st.data())
def test_one_other_digit_anywhere_in_the_docx_is_found(whole, docx, draw):
    name = draw.draw(st.sampled_from([tampering.BODY, tampering.BODY, tampering.BODY, FOOT]))
    places = tampering.digits(docx, name)[: None if name == tampering.BODY else -2]
    at = draw.draw(st.sampled_from(places))

    found = verify(tampering.other_digit(docx, at, draw.draw(st.integers(1, 9)), name=name), whole[0])

    assert found.finding is Finding.CHANGED
    assert found.difference is not None
    assert found.difference.where in found.sentence


@FEW
@given(draw=st.data())
def test_one_other_digit_anywhere_in_the_pdf_is_found(whole, draw):
    ledger, one = whole
    content, proof = one.content, one.proof
    body = as_body(content)
    texts = [
        (block, name, row, at)
        for block, found in enumerate(body["blocks"])
        for name, row, at in (
            [("rows", row, at) for row, cells in enumerate(found["rows"]) for at in range(len(cells))]
            if found["jenis"] == "tabel"
            else [("text", 0, 0)]
        )
    ]
    block, name, row, at = draw.draw(
        st.sampled_from([one for one in texts if re.search(r"\d", text_at(body["blocks"], *one))])
    )
    said = text_at(body["blocks"], block, name, row, at)
    place = draw.draw(st.sampled_from([found.start() for found in re.finditer(r"\d", said)]))
    other = f"{said[:place]}{(int(said[place]) + draw.draw(st.integers(1, 9))) % 10}{said[place + 1 :]}"
    if name == "text":
        body["blocks"][block]["text"] = other
    else:
        cells = list(body["blocks"][block]["rows"][row])
        cells[at] = other
        rows = list(body["blocks"][block]["rows"])
        rows[row] = cells
        body["blocks"][block]["rows"] = rows

    found = verify(pdf_file.to_pdf(from_body(body), proof), ledger)

    assert found.finding is Finding.CHANGED
    assert found.difference.where in found.sentence


def text_at(blocks, block, name, row, at) -> str:
    return blocks[block]["text"] if name == "text" else blocks[block]["rows"][row][at]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("Cakupan 62%", "Cakupan 92%", "Komitmen, baris 2, kolom Target"),
        ("31 Agustus 2026", "31 Agustus 2028", "Komitmen, baris 1, kolom Tenggat"),
        ("dua puluh enam bulan", "dua puluh lima bulan", "Pembukaan"),
        ("sha256: ", "sha256: 0", "Pengaman, baris 4"),
        ("Yudha Triwidya", "Yudha Triwidyo", "Tanda tangan 1, nama"),
        ("PEMERINTAH KABUPATEN PASURUAN<", "PEMERINTAH KABUPATEN PASURUHAN<", "Kop surat, baris 1"),
        ("Kepala Dinas Kesehatan,", "Kepala Dinas Sosial,", "Tanda tangan 2, jabatan"),
    ],
)
def test_the_place_of_a_change_is_named(whole, docx, old, new, where):
    assert old in tampering.part(docx, tampering.BODY)

    found = verify(tampering.changed(docx, lambda xml: xml.replace(old, new, 1)), whole[0])

    assert found.difference.where == where
    assert found.difference.printed != found.difference.found


def test_a_code_that_was_changed_is_compared_with_the_one_it_looks_like(whole, docx):
    other = whole[1].entry.id[:-4] + ("0000" if whole[1].entry.id[-4:] != "0000" else "1111")

    found = verify(tampering.changed(docx, lambda xml: xml.replace(whole[1].entry.id, other)), whole[0])

    assert found.finding is Finding.CHANGED
    assert found.difference.where == "Pengaman, baris 3"


ROW = re.compile(r"<w:tr>(?:(?!</w:tr>).)*Cakupan 62%.*?</w:tr>", re.DOTALL)
PARAGRAPH = "<w:p><w:r><w:t>Ditambah 5 desa.</w:t></w:r></w:p>"


def test_a_row_that_was_taken_out_is_found(whole, docx):
    found = verify(tampering.changed(docx, lambda xml: ROW.sub("", xml)), whole[0])

    assert found.difference.where.startswith("Komitmen, baris 2")


def test_two_rows_that_changed_places_are_found(whole, docx):
    swapped = tampering.changed(
        docx,
        lambda xml: xml.replace("Cakupan 61%", "@").replace("Cakupan 62%", "Cakupan 61%").replace("@", "Cakupan 62%"),
    )

    assert verify(swapped, whole[0]).difference.where == "Komitmen, baris 1, kolom Target"


def test_a_paragraph_that_was_added_is_found(whole, docx):
    first = tampering.changed(docx, lambda xml: xml.replace("<w:body>", f"<w:body>{PARAGRAPH}"))
    last = tampering.changed(docx, lambda xml: xml.replace("<w:sectPr", f"{PARAGRAPH}<w:sectPr", 1))

    for document in (first, last):
        found = verify(document, whole[0])
        assert found.difference.found == "Ditambah 5 desa."
        assert "ada tambahan" in found.sentence


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Cakupan 62%</w:t></w:r>", "tulisan tersembunyi"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>Cakupan 62%</w:t></w:r>", "tulisan dicoret"),
        ('<w:fldSimple w:instr="= 92"><w:r><w:t>Cakupan 62%</w:t></w:r></w:fldSimple>', "kolom isian otomatis"),
        ('<w:r><w:t>Cakupan 62%</w:t><w:footnoteReference w:id="2"/></w:r>', "catatan kaki"),
        ("<w:r><w:t>Cakupan 62%</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "coretan yang dilacak"),
    ],
)
def test_what_would_show_something_else_than_its_text_is_found(whole, docx, run, said):
    simple = re.compile(r"<w:r>(?:(?!</w:r>).)*Cakupan 62%</w:t></w:r>", re.DOTALL)

    found = verify(tampering.changed(docx, lambda xml: simple.sub(run, xml, count=1)), whole[0])

    assert found.finding is Finding.CHANGED
    assert found.difference.found == said


def test_text_in_a_box_is_an_addition(whole, docx):
    box = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        f"{PARAGRAPH}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )

    found = verify(tampering.changed(docx, lambda xml: xml.replace("<w:body>", f"<w:body>{box}")), whole[0])

    assert found.difference.found == "Ditambah 5 desa."


def test_dotted_lines_may_be_filled_in_and_are_told(whole, docx):
    def fill(xml: str) -> str:
        dots = re.compile(r"\.{40}")
        for words in ("400.2/17/2026", "dr. Ani Puspita", "19800202 200501 2 003"):
            xml = dots.sub(words, xml, count=1)
        return xml

    found = verify(tampering.changed(docx, fill), whole[0])

    assert found.finding is Finding.SAME
    assert found.filled == (
        ("Nomor", "400.2/17/2026"),
        ("Tanda tangan 2, nama", "dr. Ani Puspita"),
        ("Tanda tangan 2, NIP", "19800202 200501 2 003"),
    )


def test_a_filled_pdf_tells_the_same(whole):
    one = whole[1]
    signers = (*one.content.signers[:1], replace(one.content.signers[1], name="dr. Ani"), *one.content.signers[2:])
    filled = replace(one.content, number="400.2/17", signers=signers)

    found = verify(pdf_file.to_pdf(filled, one.proof), whole[0])

    assert found.finding is Finding.SAME
    assert found.filled == (("Nomor", "400.2/17"), ("Tanda tangan 2, nama", "dr. Ani"))


def test_a_dotted_line_holds_no_paragraph(whole, docx):
    long = tampering.changed(docx, lambda xml: re.sub(r"\.{40}", "Ditambah lima desa lokus. " * 8, xml, count=1))

    assert verify(long, whole[0]).finding is Finding.CHANGED


def test_a_picture_that_was_added_is_noted(whole, docx):
    drawing = "<w:p><w:r><w:drawing/></w:r></w:p>"

    found = verify(tampering.changed(docx, lambda xml: xml.replace("<w:body>", f"<w:body>{drawing}")), whole[0])

    assert found.finding is Finding.SAME
    assert found.notes == ("Dokumen memuat 2 gambar (termasuk kode QR); gambar tidak diperiksa.",)


def test_a_sample_without_its_mark_is_found(whole, docx):
    bare = tampering.changed(
        docx, lambda xml: xml.replace("DATA CONTOH - BUKAN DATA SEBENARNYA", ""), part="word/header1.xml"
    )

    assert verify(bare, whole[0]).difference.where == "Kepala halaman"


@pytest.fixture
def reissued(ledger, register):
    """Two berita acara of one rembuk: the second one after another list and another commitment."""
    made = []
    seq = write_all(ledger, rows=1)

    def make(facts=FACTS):
        minutes = reading.minutes_of(ledger, MEETING.id, facts)
        made.append(issue(ledger, content_of(minutes, register=register, letterhead=HEAD), by=BY))
        return made[-1]

    make()
    later = write_lokus(ledger, count=26, corrects=seq)
    decision = reading.minutes_of(ledger, MEETING.id).decisions[0]
    record_item(
        ledger,
        MEETING,
        replace(decision.record, lokus_seq=later),
        by=replace(BY, reason="Daftar diperbaiki"),
        corrects=decision.seq,
    )
    make()
    return ledger, made


def test_a_document_of_an_earlier_decision_is_told_apart(reissued):
    ledger, (first, second) = reissued

    found = verify(docx_file.to_docx(first.content, first.proof), ledger)

    assert found.finding is Finding.REPLACED
    assert found.is_genuine
    assert (
        f"daftar lokus nomor {first.content.lokus_seqs[0]} menjadi nomor {second.content.lokus_seqs[0]}"
        in found.sentence
    )
    assert verify(pdf_file.to_pdf(second.content, second.proof), ledger).finding is Finding.SAME


def test_the_text_of_one_decision_under_the_code_of_another_is_found(reissued):
    ledger, (first, second) = reissued

    for make in (docx_file.to_docx, pdf_file.to_pdf):
        assert verify(make(first.content, second.proof), ledger).finding is Finding.CHANGED


def test_a_foot_that_names_another_release_is_found(whole):
    ledger, one = whole
    other = replace(one.content, release_id="20260301-101010-deadbeef")

    assert other.sha256 != one.content.sha256
    assert verify(docx_file.to_docx(other, one.proof), ledger).difference.where == "Kepala atau kaki halaman"
    assert verify(pdf_file.to_pdf(other, one.proof), ledger).difference.where == "Kaki halaman 1"


def test_a_document_of_another_release_is_told_apart(ledger, register):
    write_all(ledger, rows=1)
    made = []
    for release_id in (FACTS.id, "20260301-101010-deadbeef"):
        standing = reading.written_meeting(ledger, MEETING.id)
        if release_id != standing.record.release_id:
            changed = replace(standing.record, release_id=release_id)
            record_meeting(ledger, changed, by=replace(BY, reason="Rilis baru"), corrects=standing.seq)
        minutes = reading.minutes_of(ledger, MEETING.id, replace(FACTS, id=release_id))
        made.append(issue(ledger, content_of(minutes, register=register, letterhead=HEAD), by=BY))

    found = verify(pdf_file.to_pdf(made[0].content, made[0].proof), ledger)

    assert found.finding is Finding.REPLACED
    assert f"rilis {FACTS.id} menjadi 20260301-101010-deadbeef" in found.sentence


def test_a_document_of_another_ledger_is_unknown_and_names_its_release(whole, docx, pdf, ledger):
    for document in (docx, pdf):
        found = verify(document, ledger)
        assert found.finding is Finding.UNKNOWN
        assert FACTS.id in found.sentence


def test_the_same_content_again_is_the_same_entry(whole):
    ledger, one = whole
    before = len(ledger.entries())

    again = issue(ledger, one.content, by=BY)

    assert (again.entry, again.proof, again.is_new) == (one.entry, one.proof, False)
    assert len(ledger.entries()) == before
    assert issued(ledger)[0].content == one.content


def test_what_was_written_after_the_berita_acara_is_noted(ledger, register):
    write_all(ledger, rows=1)
    minutes = reading.minutes_of(ledger, MEETING.id, FACTS)
    one = issue(ledger, content_of(minutes, register=register, letterhead=HEAD), by=BY)
    record_item(ledger, MEETING, COMMITMENT, by=BY)

    found = verify(pdf_file.to_pdf(one.content, one.proof), ledger)

    assert found.finding is Finding.SAME
    assert found.notes == (f"Ada 1 catatan rembuk ini yang ditulis sesudah berita acara nomor {one.entry.seq}.",)


def test_a_damaged_ledger_vouches_for_nothing(tmp_path, monkeypatch, register):
    import sqlite3

    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    ledger = Ledger.open(layout_in(tmp_path))
    write_all(ledger, rows=1)
    minutes = reading.minutes_of(ledger, MEETING.id, FACTS)
    one = issue(ledger, content_of(minutes, register=register, letterhead=HEAD), by=BY)
    opened = sqlite3.connect(ledger.url.database)
    with opened:
        opened.execute("drop trigger entry_keeps_its_rows")
        opened.execute("update entry set body = replace(body, 'Cakupan 61%', 'Cakupan 91%')")
    opened.close()

    with pytest.raises(MinutesError, match="buku yang rusak"):
        verify(docx_file.to_docx(one.content, one.proof), ledger)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04 broken", b"%PDF-1.7 broken", b"%PDF-1.7\n" + b"0" * 5_000]
)
def test_a_file_that_is_none_is_refused_with_a_sentence(whole, content):
    with pytest.raises(MinutesError):
        verify(content, whole[0])


def test_every_text_of_the_content_has_a_place_of_its_own(whole):
    places = [one.where for one in items(whole[1].content, whole[1].proof)]

    assert len(set(places)) == len(places)


def test_no_figure_of_mode_internal_is_in_the_list(whole):
    lokus = [one for one in whole[1].content.blocks if isinstance(one, Table) and one.where.startswith("Lokus")]

    assert [one.head for one in lokus] == [("No", "Kecamatan", "Desa/Kelurahan", "Status")] * 2
    assert any(
        isinstance(one, Line) and "27 desa/kelurahan di 5 kecamatan" in one.text for one in whole[1].content.blocks
    )
