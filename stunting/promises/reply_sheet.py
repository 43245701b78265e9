"""The sheet that goes to the institutions: their open promises, with empty columns for what became of them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from stunting import formats
from stunting.exports.tables import A4, FORMULA_STARTS
from stunting.languages import in_indonesian
from stunting.promises.board import institution_of
from stunting.promises.book import Promise
from stunting.promises.reports import STATUS_LABELS
from stunting.promises.states import STATE_LABELS, Standing

SHEET = "Balasan"
CODE, STATUS, REALISED, AMOUNT = "Kode", "Status", "Realisasi", "Rupiah"
EVIDENCE, LINK, DAY, REPORTER = "Bukti", "Tautan bukti", "Tanggal kabar", "Pelapor (jabatan)"
GIVEN = {CODE: 14, "Lembaga": 22, "Janji": 44, "Target": 22, "Tenggat": 16, "Anggaran": 20, "Keadaan di buku": 24}
ASKED = {STATUS: 18, REALISED: 34, AMOUNT: 16, EVIDENCE: 30, LINK: 24, DAY: 14, REPORTER: 24}
HOW = (
    "Isi kolom Status sampai Pelapor; baris yang dibiarkan kosong tidak dicatat. Kolom Kode jangan diubah. "
    "Jangan menulis nama atau NIK anak dan keluarga."
)


@in_indonesian
def reply_sheet(standings: Sequence[Standing], *, title: str, day: dt.date) -> bytes:
    """An XLSX with a row per promise; filled in it is read by `replies.read_replies`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title})
    bold = book.add_format({"bold": True, "font_size": 13})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E4E8EC", "text_wrap": True, "valign": "top"})
    to_fill = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC", "text_wrap": True, "valign": "top"})
    fixed = book.add_format(
        {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1, "border_color": "#C9D1D9"}
    )
    free = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#8A97A3"})
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, f"Keadaan per {formats.date(day)}. {HOW}")
    for column, (name, width) in enumerate({**GIVEN, **ASKED}.items()):
        sheet.write_string(3, column, name, head if name in GIVEN else to_fill)
        sheet.set_column(column, column, width)
    for row, one in enumerate(standings, start=4):
        for column, text in enumerate(_given(one)):
            sheet.write_string(row, column, text, fixed)
        for column in range(len(GIVEN), len(GIVEN) + len(ASKED)):
            sheet.write_blank(row, column, None, free)
    last = 4 + max(len(standings), 1) - 1
    column = len(GIVEN)
    sheet.data_validation(
        4, column, last, column,
        {"validate": "list", "source": list(STATUS_LABELS.values()), "error_title": "Status",
         "error_message": f"Pilih salah satu: {', '.join(STATUS_LABELS.values())}."},
    )  # fmt: skip
    sheet.freeze_panes(4, 3)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer("&RHalaman &P dari &N")
    book.close()
    return stream.getvalue()


def code_of(promise: Promise) -> str:
    """ "17-3fa1c2d4": number and beginning of the hash of its entry, so that no sheet is read into another ledger."""
    return f"{promise.first}-{promise.code}"


def _given(one: Standing) -> tuple[str, ...]:
    promise = one.promise
    found = (
        code_of(promise),
        institution_of(promise),
        promise.text,
        promise.target,
        promise.due_words,
        promise.budget_words,
        f"{STATE_LABELS[one.state]}; {one.words}",
    )
    return tuple(f"'{text}" if text.startswith(FORMULA_STARTS) else text for text in found)
