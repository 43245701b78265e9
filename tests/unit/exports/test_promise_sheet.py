"""Lembar tagih janji: paper and workbook say what the board says."""

from __future__ import annotations

import io

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from stunting.exports import promise_sheet
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead, Signatory
from stunting.promises.board import Asked, board_of
from stunting.promises.book import book_of
from tests.meetings import register
from tests.promises import TODAY, write_board
from tests.small import layout_in

HEAD = Letterhead(
    place="Pasuruan", signatories=(Signatory(title="Sekretaris Daerah"), Signatory(title="Camat Kejayan"))
)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("STUNTING_LEDGER", raising=False)
        ledger = Ledger.open(layout_in(tmp_path_factory.mktemp("buku")))
    write_board(ledger)
    return board_of(book_of(ledger), Asked(day=TODAY))


def stamp(board, **changes):
    facts = {"where": "Kab. Pasuruan", "scope": "semua rembuk sebelumnya", "release_id": "r1", **changes}
    return promise_sheet.stamp_of(board, **facts)


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_paper_has_every_promise_its_evidence_and_a_block_to_sign(board):
    said = text_of(promise_sheet.to_pdf(board, stamp(board), letterhead=HEAD, area=register().get("3514")))

    for one in board.rows:
        assert one.promise.text in said
    assert "PEMERINTAH KABUPATEN PASURUAN" in said
    assert "Kepala Dinas Kesehatan, Rina Wulandari" in said
    assert "Bukti: Daftar hadir" in said
    assert "Tanpa bukti" in said
    assert "Dipenuhi 1 dari 5; 1 terlambat, 1 tanpa kabar, 1 berjalan, 1 dibatalkan" in said
    assert "Sekretaris Daerah" in said
    assert "Camat Kejayan" in said
    assert board.source.removeprefix("Sumber: ") in said


def test_sample_data_is_marked_on_paper(board):
    said = text_of(
        promise_sheet.to_pdf(board, stamp(board, is_sample=True), letterhead=Letterhead(), area=register().get("3514"))
    )

    assert "DATA CONTOH" in said


def test_the_workbook_has_numbers_as_numbers_and_every_report(board):
    book = CalamineWorkbook.from_filelike(io.BytesIO(promise_sheet.to_xlsx(board, stamp(board))))

    assert book.sheet_names == ["Tagih janji", "Per lembaga", "Kabar", "Keterangan"]
    head, *rows = book.get_sheet_by_name("Tagih janji").to_python()
    first = dict(zip(head, rows[0], strict=True))
    assert (first["Keadaan"], first["Hari lewat tenggat"], first["Anggaran (rupiah)"]) == ("Terlambat", 81, 150_000_000)
    reports = book.get_sheet_by_name("Kabar").to_python()
    assert len(reports) == 5
    assert 90_000_000 in reports[1] + reports[2] + reports[3] + reports[4]
