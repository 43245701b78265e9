"""Files that are damaged, disguised, protected or far too large: one sentence, quickly, without their content."""

from __future__ import annotations

import io
import os
import random
import re
import struct
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from stunting.errors import ImportRefusedError
from stunting.imports.masking import file_name
from stunting.imports.reading import open_file
from tests.unit.imports.files import EXPORT_A, TODAY, child, csv_bytes, read, xlsx_bytes

SECRET = "RAHASIA"


def refusal(content: bytes, *, name: str = "berkas.xlsx") -> str:
    """The sentence a file is refused with; it is one, quick, and quotes nothing."""
    begun = time.monotonic()
    with pytest.raises(ImportRefusedError) as caught, open_file(name, content) as opened:
        for facts in opened.sheets:
            list(opened.chunks(facts, today=TODAY))
    assert time.monotonic() - begun < 2
    sentence = str(caught.value)
    assert sentence.startswith((name, "Berkas"))
    assert sentence.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", sentence)
    assert SECRET not in sentence
    return sentence


def repacked(content: bytes, **changed: bytes) -> bytes:
    """A workbook with other content of parts; a part is named by the end of its file name without suffix."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            stem = part.filename.rsplit("/", 1)[-1].split(".")[0]
            new.writestr(part.filename, changed.get(stem, old.read(part)))
    return target.getvalue()


def sheet_xml(rows: str) -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7 " + SECRET.encode() * 100, "PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(1000), "JPG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "PNG"),
        (b"PK\x03\x04" + bytes(1000), "rusak"),
        (b"PK\x05\x06" + bytes(18), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "rusak"),
        (b"\x00" * 10000, "bukan tabel"),
        (b"{}", "judul kolom"),
        (b"<html><body>Sesi habis</body></html>", "tabel"),
        (b"a;b;c\r\n1;2;3\r\n", "judul kolom"),
        (SECRET.encode() + b";" * 100_000, "16.384"),
        (SECRET.encode() * 800_000, "baris"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(content, word):
    assert word in refusal(content)


@pytest.mark.parametrize("name", ["acak.xlsx", "acak.csv"])
def test_ten_megabytes_of_noise_are_refused(name):
    refusal(random.Random(1).randbytes(10 * 1024**2), name=name)


def test_noise_behind_the_mark_of_a_workbook_is_refused():
    noise = random.Random(2).randbytes(10 * 1024**2)

    refusal(b"PK\x03\x04" + noise)
    refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(share):
    content = xlsx_bytes(EXPORT_A, *[child()] * 200)

    assert "terpotong" in refusal(content[: int(len(content) * share)])


def test_every_damaged_byte_is_refused_or_read_and_never_escapes():
    content = xlsx_bytes(EXPORT_A, child())
    dice = random.Random(3)
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(dice.randrange(1, 6)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            read(bytes(damaged))
        except ImportRefusedError as refused:
            assert SECRET not in str(refused)


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99999999</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='0'><c r='A0'><v>1</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row><c r='1A'><v>1</v></c></row>",
        b"<worksheet><sheetData><row><c r='A1' t='d'><v>RAHASIA</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row><c r='A1' t='zz'><v>RAHASIA</v></c></row></sheetData></worksheet>",
        b"RAHASIA",
        b"",
    ],
)
def test_a_sheet_the_reader_stumbles_over_is_refused_without_its_content(xml):
    refusal(repacked(xlsx_bytes(EXPORT_A, child()), sheet1=xml))


def test_a_protected_workbook_says_so():
    assert "kata sandi" in refusal(ole_file("EncryptedPackage", b"x" * 5000))


def test_an_encrypted_zip_says_so():
    content = bytearray(xlsx_bytes(EXPORT_A, child()))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1

    assert "kata sandi" in refusal(bytes(content))


def test_a_word_document_and_an_archive_are_named():
    assert "Word" in refusal(zip_of({"word/document.xml": b"<w/>"}), name="data.xlsx")
    assert "Word" in refusal(ole_file("WordDocument", b"x" * 5000), name="data.xls")
    assert "ZIP" in refusal(zip_of({"data.csv": csv_bytes(EXPORT_A, child())}))


@pytest.mark.parametrize(("listed", "word"), [(2 * 1024**3, "simpan sebagai CSV"), (1000, "rusak"), (0, "rusak")])
def test_a_bomb_is_refused_whether_it_says_its_size_or_not(listed, word):
    content = bytearray(repacked(xlsx_bytes(EXPORT_A), theme1=b"\0" * (30 * 1024**2)))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        if b"theme1" in content[at : at + 100]:
            content[at + 24 : at + 28] = struct.pack("<I", listed)
        at = content.find(b"PK\x01\x02", at + 4)

    assert word in refusal(bytes(content))


def test_a_workbook_within_a_workbook_is_not_unpacked():
    inner = zip_of({"inner.bin": b"\0" * (100 * 1024**2)})

    assert len(read(repacked(xlsx_bytes(EXPORT_A, child()), theme1=inner))[0]) == 1


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="4000000000"><c r="B4000000000"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='9'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c><v>1</v></c></row><row r="4000000000"><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>',
        "<row>" + "<c/>" * 100_000 + "<c><v>1</v></c></row>" + "<row/>" * 100 + "<row><c><v>1</v></c></row>",
    ],
)
def test_two_cells_far_apart_do_not_fill_the_memory(rows):
    """The reader keeps the rectangle between them; a process without that memory would end."""
    assert "simpan sebagai CSV" in refusal(repacked(xlsx_bytes(EXPORT_A), sheet1=sheet_xml(rows)))


def test_a_shared_text_in_many_cells_does_not_fill_the_memory():
    cells = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 20001))
    texts = f"<sst><si><t>{'x' * 32000}</t></si></sst>".encode()

    assert "CSV" in refusal(repacked(xlsx_bytes(EXPORT_A), sheet1=sheet_xml(cells), sharedStrings=texts))


def test_an_ods_whose_one_cell_stands_for_millions_is_refused():
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value="1"><text:p>1</text:p></table:table-cell>'
    )

    assert "CSV" in refusal(ods_file(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'))


def test_an_old_workbook_with_a_cell_far_away_is_refused():
    def number(row: int, column: int) -> bytes:
        return struct.pack("<HHHHHd", 0x0203, 14, row, column, 0, 1.0)

    assert "CSV" in refusal(ole_file("Workbook", number(0, 0) + number(65535, 65535)))
    assert "kata sandi" in refusal(ole_file("Workbook", struct.pack("<HHHH", 0x002F, 4, 0, 0) + number(0, 0)))


def test_a_sheet_of_a_million_formatted_empty_rows_is_read():
    empty = "".join(f'<row r="{i}"><c r="A{i}" s="1"/></row>' for i in range(3, 1048577))

    frame, _ = read(with_rows(xlsx_bytes(EXPORT_A, child()), empty))

    assert len(frame) == 1


def test_a_workbook_whose_cells_do_not_say_where_they_are_is_read():
    cells = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in child())
    rows = f"<row>{cells}</row>" * 3000

    frame, _ = read(with_rows(xlsx_bytes(EXPORT_A), rows))

    assert frame["weight_kg"].tolist() == [10.6] * 3000


def test_an_ods_of_a_spreadsheet_program_is_read():
    lines = ""
    for row in (EXPORT_A, child()):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{x}</text:p></table:table-cell>' for x in row
        )
        lines += f'<table:table-row>{cells}<table:table-cell table:number-columns-repeated="16340"/></table:table-row>'
    rest = '<table:table-cell table:number-columns-repeated="16384"/>'

    frame, _ = read(ods_file(f'{lines}<table:table-row table:number-rows-repeated="1048570">{rest}</table:table-row>'))

    assert frame["weight_kg"].tolist() == [10.6]


def test_merged_hidden_and_formula_cells_are_read():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 10, "DATA BALITA AGUSTUS 2025")
        for column, name in enumerate(EXPORT_A):
            sheet.merge_range(1, column, 2, column, name)
        sheet.write_row(3, 0, child())
        sheet.write_formula(3, EXPORT_A.index("Berat"), "=5+5.6", None, 10.6)
        sheet.write_formula(3, EXPORT_A.index("LiLA"), "=NA()", None, "#N/A")
        sheet.write_row(4, 0, child())
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        hidden = book.add_worksheet("tersembunyi")
        hidden.hide()
        hidden.write_row(0, 0, EXPORT_A)
        hidden.write_row(1, 0, child())
        book.add_chartsheet()

    frame, _ = read(target.getvalue())

    assert len(frame) == 3
    assert frame["weight_kg"].tolist() == [10.6] * 3
    assert frame["muac_cm"].isna().tolist() == [True, False, False]


def test_a_sheet_that_begins_far_from_the_corner_is_read():
    rows = [[], [], ["", "", *EXPORT_A], ["", "", *child()]]

    assert read(xlsx_bytes(*rows))[0]["row_no"].tolist() == [4]


def test_no_uploaded_byte_reaches_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    read(xlsx_bytes(EXPORT_A, child()))
    read(csv_bytes(EXPORT_A, child()))

    assert list(tmp_path.iterdir()) == []


def zip_of(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_rows(content: bytes, rows: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    return repacked(content, sheet1=xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


def ods_file(rows: str) -> bytes:
    names = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    return zip_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": (
                f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
                f'<table:table table:name="S">{rows}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ).encode(),
        }
    )


def ole_file(name: str, content: bytes) -> bytes:
    """The smallest compound file with one stream: header, FAT, directory, the stream padded to 4.096 bytes."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")

    def entry(title: str, kind: int, start: int, length: int, child_at: int) -> bytes:
        raw = title.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child_at)
            + bytes(36)
            + struct.pack("<IQ", start, length)
        )

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry(name, 2, 2, len(content), 0xFFFFFFFF)
    return bytes(header) + table + directory.ljust(512, b"\0") + content


# -- what is on the disk


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipa.csv")

    assert "bukan berkas biasa" in refusal_of(tmp_path / "pipa.csv")


def test_a_device_without_end_is_refused():
    assert "bukan berkas biasa" in refusal_of(Path("/dev/zero"))


def test_a_name_that_no_disk_could_hold_is_refused(tmp_path):
    assert "tidak dapat dibuka" in refusal_of(tmp_path / f"{'x' * 300}.csv")


def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "satu.csv").symlink_to("dua.csv")
    (tmp_path / "dua.csv").symlink_to("satu.csv")

    assert "tidak dapat dibuka" in refusal_of(tmp_path / "satu.csv")


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes], ids=["csv", "xlsx"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, write):
    path = tmp_path / "unduhan"
    path.write_bytes(write(EXPORT_A, child()))

    def read_while_changed():
        with open_file("unduhan", path) as opened:
            list(opened.chunks(opened.sheets[0], today=TODAY))
            path.write_bytes(write(EXPORT_A, child(), child()))

    with pytest.raises(ImportRefusedError, match="berubah selagi dibaca"):
        read_while_changed()


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes], ids=["csv", "xlsx"])
def test_a_file_that_is_removed_while_it_is_read_is_refused(tmp_path, write):
    path = tmp_path / "unduhan"
    path.write_bytes(write(EXPORT_A, child()))

    def read_while_removed():
        with open_file("unduhan", path) as opened:
            path.unlink()
            list(opened.chunks(opened.sheets[0], today=TODAY))

    with pytest.raises(ImportRefusedError, match="tidak ditemukan"):
        read_while_removed()


def test_a_name_is_shown_on_one_line_without_control_signs():
    assert file_name("a\nb\x1b[31m\udcff\u202e balita 🙂.csv") == "a?b?[31m?? balita 🙂.csv"


def refusal_of(path: Path) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        open_file(path.name, path)
    return str(refused.value)
