"""The spreadsheet reader behind its guards: old formats, failures that are no exceptions."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from stunting.errors import ImportRefusedError
from stunting.imports.reading import open_file
from stunting.imports.sheet_sizes import of_xls
from stunting.imports.workbooks import readable
from tests.unit.imports.files import EXPORT_A, EXPORT_C, child, read, xlsx_bytes
from tests.unit.imports.test_import_hostile import ole_file, zip_of


class PanicError(BaseException):
    """What the reader written in Rust raises is no `Exception` either."""


def biff(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls_book(rows: list[list[object]]) -> bytes:
    """An Excel 97 workbook of one sheet whose cells are texts and numbers."""
    cells = b""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, float):
                cells += biff(0x0203, place + struct.pack("<d", cell))
            elif cell:
                text = str(cell).encode("latin-1")
                cells += biff(0x0204, place + struct.pack("<HB", len(text), 0) + text)
    begin = biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0))
    name = b"Sheet1"
    end = biff(0x000A)
    position = len(begin) + len(biff(0x0085, struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name)) + len(end)
    bound = biff(0x0085, struct.pack("<IBBBB", position, 0, 0, len(name), 0) + name)
    sheet = biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0)) + cells + end
    return begin + bound + end + sheet


def test_an_old_workbook_is_read():
    content = ole_file("Workbook", xls_book([list(EXPORT_C), child(EXPORT_C, Berat=10.6)]))

    frame, _ = read(content, name="data.xls")

    assert frame["weight_kg"].tolist() == [10.6]
    assert frame["reason"].tolist() == [""]


@pytest.mark.parametrize(("at", "size"), [(40, 4), (44, 4), (64, 4), (72, 4), (1024 + 128 + 120, 8)])
def test_an_old_workbook_that_claims_more_than_it_holds_is_refused(at, size):
    """The reader reserves what is claimed, and the process ends where that much memory does not exist."""
    content = bytearray(ole_file("Workbook", xls_book([list(EXPORT_C), child(EXPORT_C)])))
    content[at : at + size] = b"\x7f" * size

    with pytest.raises(ImportRefusedError, match="rusak"):
        open_file("data.xls", bytes(content))


@pytest.mark.parametrize(
    "claimed",
    [biff(0x00FC, struct.pack("<II", 1, 2**32 - 1)), biff(0x0200, struct.pack("<IIHHH", 0, 2**31, 0, 2**15, 0))],
    ids=["texts", "rectangle"],
)
def test_what_a_record_claims_is_not_believed(claimed):
    with pytest.raises(ImportRefusedError, match="rusak"):
        open_file("data.xls", ole_file("Workbook", claimed + xls_book([list(EXPORT_C), child(EXPORT_C)])))


def test_the_size_of_an_old_workbook_is_counted_from_its_cells():
    size = of_xls(xls_book([["a", 1.0, "b"], ["c"]]))

    assert (size.cells, size.rows, size.columns, size.is_protected) == (4, 2, 3, False)


def xlsb_book(rows: list[list[object]]) -> bytes:
    """A binary workbook of one sheet whose cells are texts."""

    def record(kind: int, content: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
        length, left = b"", len(content)
        while True:
            length += bytes([(left & 0x7F) | (0x80 if left > 0x7F else 0)])
            left >>= 7
            if not left:
                return number + length + content

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Sheet1"))
    book += record(144) + record(132)
    widest = max(len(row) for row in rows) - 1
    sheet = record(129) + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, widest)) + record(145)
    for at, row in enumerate(rows):
        sheet += record(0, struct.pack("<II", at, 0) + bytes(9))
        for column, cell in enumerate(row):
            if cell:
                sheet += record(6, struct.pack("<II", column, 0) + text(str(cell)))
    sheet += record(146) + record(130)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/{{}}" Target="{{}}"/></Relationships>'
    )
    return zip_of(
        {
            "_rels/.rels": relation.format("officeDocument", "xl/workbook.bin").encode(),
            "xl/_rels/workbook.bin.rels": relation.format("worksheet", "worksheets/sheet1.bin").encode(),
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def test_a_binary_workbook_is_read():
    frame, _ = read(xlsb_book([list(EXPORT_A), child()]), name="data.xlsb")

    assert frame["weight_kg"].tolist() == [10.6]


def test_a_binary_workbook_whose_rows_do_not_rise_is_refused():
    """The reader filled the memory without end on such a file."""
    content = xlsb_book([list(EXPORT_A), child()])
    second = bytes([0, 17]) + struct.pack("<I", 1)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.bin"]
    assert sheet.count(second) == 1
    parts["xl/worksheets/sheet1.bin"] = sheet.replace(second, bytes([0, 17]) + struct.pack("<I", 0))

    with pytest.raises(ImportRefusedError, match="rusak"):
        open_file("data.xlsb", zip_of(parts))


def test_a_panic_of_the_reader_becomes_a_sentence_without_its_content():
    with pytest.raises(ImportRefusedError) as caught, readable("data.xlsx"):
        raise PanicError("RAHASIA")

    assert "RAHASIA" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_an_interruption_is_not_taken_for_a_damaged_file():
    with pytest.raises(KeyboardInterrupt), readable("data.xlsx"):
        raise KeyboardInterrupt


def test_twelve_sheets_named_after_months_have_the_year_of_the_file():
    unmeasured = child(Tanggal_Pengukuran="", Berat="", Tinggi="")
    content = xlsx_bytes(JANUARI=[EXPORT_A, unmeasured], AGUSTUS=[EXPORT_A, unmeasured])

    with open_file("Rekap 2025.xlsx", content) as opened:
        assert [facts.period for facts in opened.sheets] == [202501, 202508]


@pytest.mark.parametrize(("stored", "told"), [("", True), ("<v></v>", True), ("<v/>", True), ("<v>L</v>", False)])
def test_formulas_without_stored_results_are_told_with_what_to_do(stored, told):
    headers = list(EXPORT_C)
    cells = "".join(f'<c r="{chr(65 + at)}2"><f>Sheet2!A{at}</f>{stored}</c>' for at in range(len(headers)))
    content = _with_row(xlsx_bytes(headers), f'<row r="2">{cells}</row>')

    with open_file("rumus.xlsx", content) as opened:
        remarks = opened.remarks

    assert bool(remarks) == told
    if told:
        assert remarks == (
            f"rumus.xlsx: {len(headers)} sel berisi rumus tanpa hasil tersimpan, jadi terbaca kosong; buka berkas itu "
            "sekali di Excel, simpan, lalu impor lagi.",
        )


def test_a_formula_whose_result_is_an_empty_text_has_a_result():
    content = _with_row(xlsx_bytes(EXPORT_C), '<row r="2"><c r="A2" t="str"><f>IF(1,"","")</f><v></v></c></row>')

    with open_file("rumus.xlsx", content) as opened:
        assert opened.remarks == ()


def _with_row(content: bytes, row: str) -> bytes:
    """A workbook with one more row in its first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", row.encode() + b"</sheetData>")
            new.writestr(name, text)
    return target.getvalue()
