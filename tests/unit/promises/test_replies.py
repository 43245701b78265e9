"""The sheet of open promises goes out, comes back filled in, and becomes reports."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from stunting.errors import ImportRefusedError
from stunting.minutes.typed import MinutesError
from stunting.promises.board import Asked, board_of
from stunting.promises.book import book_of
from stunting.promises.replies import read_replies, summary, write_replies
from stunting.promises.reply_sheet import ASKED, GIVEN, reply_sheet
from stunting.promises.reports import Status
from tests.meetings import BY
from tests.promises import TODAY, write_board

COLUMN = {name: at for at, name in enumerate((*GIVEN, *ASKED))}


def filled(ledger, *rows):
    """The sheet with these values: (row of the sheet from 0, column, value)."""
    cells = {(at, column): value for at, line in enumerate(written(ledger)) for column, value in enumerate(line)}
    cells |= {(4 + row, COLUMN[name]): value for row, name, value in rows}
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Balasan")
        for (row, column), value in cells.items():
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)
    return stream.getvalue()


def written(ledger):
    """The rows of the sheet as it goes out."""
    board = board_of(book_of(ledger), Asked(day=TODAY))
    content = reply_sheet(board.rows, title="Lembar balasan", day=TODAY)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def read(ledger, content, name="balasan.xlsx"):
    return read_replies(content, name=name, book=book_of(ledger, within="3514"), today=TODAY)


@pytest.fixture
def board(ledger):
    write_board(ledger)
    return ledger


def test_what_came_back_becomes_reports(board):
    content = filled(
        board,
        (0, "Status", "Terpenuhi"),
        (0, "Realisasi", "Cakupan 96%"),
        (0, "Rupiah", 120_000_000),
        (0, "Bukti", "Rekap e-PPGBM"),
        (0, "Tanggal kabar", dt.datetime(2026, 11, 2)),
        (1, "Status", "Sebagian/berjalan"),
        (1, "Rupiah", "1,5 juta"),
        (1, "Pelapor (jabatan)", "Sekretaris Kecamatan"),
    )

    draft = read(board, content)
    entries = write_replies(board, draft, by=BY, today=TODAY)

    assert summary(draft) == "2 kabar terbaca; 3 baris belum diisi."
    first, second = (one.report for one in draft.replies)
    assert (first.status, first.day, first.realised_rp) == (Status.KEPT, dt.date(2026, 11, 2), 120_000_000)
    assert first.reporter == "Dinas Kesehatan"
    assert (second.status, second.day, second.realised_rp) == (Status.RUNNING, TODAY, 1_500_000)
    assert entries[0].reason == "Dari lembar balasan balasan.xlsx"
    assert board_of(book_of(board), Asked(day=TODAY)).tally.kept_words == "2 dari 5"
    assert board.verify().is_sound


def test_the_same_sheet_again_writes_nothing(board):
    content = filled(board, (0, "Status", "Belum"), (0, "Tanggal kabar", "1/11/2026"))
    write_replies(board, read(board, content), by=BY, today=TODAY)

    again = read(board, content)

    assert (again.replies, again.problems) == ((), ())
    assert again.notes == ("Baris 5 sudah tercatat di buku, jadi dilewati.",)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([(0, "Status", "trpenuhi")], "Baris 5: status “trpenuhi” tidak dikenal. Maksud Anda terpenuhi?"),
        ([(0, "Realisasi", "96%")], "Baris 5: status belum diisi."),
        ([(1, "Status", "Belum"), (1, "Tanggal kabar", "kemarin")], "Baris 6: Tanggal “kemarin” tidak dapat dibaca."),
        ([(1, "Status", "Belum"), (1, "Rupiah", "banyak")], "Baris 6: Jumlah rupiah “banyak” tidak dapat dibaca."),
        ([(1, "Status", "Belum"), (1, "Kode", "99-00000000")], "Baris 6: kode “99-00000000” tidak ada di buku"),
        ([(1, "Status", "Belum"), (1, "Bukti", "NIK 3514991234560001")], "Baris 6: Kabar memuat 16 angka"),
        ([], "Belum ada baris yang diisi."),
    ],
)
def test_what_is_not_clear_is_named_with_its_row_and_nothing_is_written(board, cells, sentence):
    draft = read(board, filled(board, *cells))

    assert any(one.startswith(sentence) for one in draft.problems), draft.problems
    with pytest.raises(MinutesError, match="belum dapat dicatat"):
        write_replies(board, draft, by=BY, today=TODAY)


def test_a_promise_is_answered_once_per_sheet(board):
    code = written(board)[4][0]

    draft = read(board, filled(board, (0, "Status", "Belum"), (1, "Status", "Belum"), (1, "Kode", code)))

    assert draft.problems == ("Baris 6: janji ini sudah dibalas di baris 5. Sisakan satu.",)


def test_another_sheet_is_refused(board):
    with pytest.raises(ImportRefusedError, match="bukan lembar balasan"):
        read(board, b"Kecamatan;Desa\nKejayan;Klinter\n", name="lokus.csv")


def test_a_formula_in_a_promise_stays_a_text(board):
    from stunting.minutes.records import Commitment
    from tests.promises import other, promised

    promised(board, Commitment(text="=1+1"), meeting=other("351406", dt.date(2026, 3, 1)))

    assert "'=1+1" in [row[2] for row in written(board)]
