"""Tables as an Indonesian office opens them."""

import io
import zipfile

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from stunting.exports import tables
from stunting.exports.stamp import Stamp

STAMP = Stamp(
    title="Prevalensi stunting, Kab. Mesuji",
    subtitle="Persen balita.",
    source="Sumber: SKI 2023.",
    release_id="20261121-233736-a07c84e6",
)
TABLE = pd.DataFrame(
    {
        "Kode": ["1811", "0099"],
        "Wilayah": ["Kab. Mesuji", '=HYPERLINK("x")'],
        "Tahun": [2023, 2023],
        "Prevalensi (%)": [5.0, None],
        "n": pd.array([1234, None], dtype="Int64"),
    }
)


def test_csv_has_semicolons_decimal_commas_and_a_byte_order_mark():
    content = tables.to_csv(TABLE, STAMP)

    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Kode;Wilayah;Tahun;Prevalensi (%);n"
    assert lines[1] == "1811;Kab. Mesuji;2023;5;1234"


def test_csv_keeps_a_missing_value_empty_and_disarms_a_formula():
    line = tables.to_csv(TABLE, STAMP).decode("utf-8-sig").splitlines()[2]

    assert line == '0099;"\'=HYPERLINK(""x"")";2023;;'


def test_csv_carries_title_source_and_release_after_the_rows():
    text = tables.to_csv(TABLE, STAMP).decode("utf-8-sig")

    for line in STAMP.lines:
        assert f"# {line}" in text


@pytest.fixture
def book():
    return CalamineWorkbook.from_filelike(io.BytesIO(tables.to_xlsx(TABLE, STAMP)))


def test_xlsx_holds_real_numbers_and_text_codes(book):
    header, mesuji, other = book.get_sheet_by_name("Data").to_python()

    assert header == list(TABLE.columns)
    assert mesuji == ["1811", "Kab. Mesuji", 2023.0, 5.0, 1234.0]
    assert other[0] == "0099"
    assert other[3] == ""


def test_xlsx_stores_a_formula_as_text(book):
    assert book.get_sheet_by_name("Data").to_python()[2][1] == '=HYPERLINK("x")'


def test_xlsx_says_where_it_comes_from(book):
    lines = [row[0] for row in book.get_sheet_by_name("Keterangan").to_python()]

    assert lines == STAMP.lines


def test_a_sample_says_so_in_the_name_of_its_file():
    sample = Stamp(title="Mutu", subtitle="y", source="z", release_id="r", is_sample=True)

    assert sample.file_name("xlsx") == "data-contoh-mutu_r.xlsx"


def test_a_sample_says_so_on_every_printed_page():
    sample = Stamp(title="Mutu", subtitle="y", source="z", release_id="r", is_sample=True)

    with zipfile.ZipFile(io.BytesIO(tables.to_xlsx(TABLE, sample))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]

    assert len(sheets) == 2
    assert all("DATA CONTOH - BUKAN DATA SEBENARNYA" in sheet for sheet in sheets)


def test_a_workbook_may_open_with_its_sentences():
    made = tables.to_workbook({"Data": TABLE}, title="x", about=["satu", "dua"], summary="Ringkasan")
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))

    assert book.sheet_names == ["Ringkasan", "Data"]
    assert book.get_sheet_by_name("Ringkasan").to_python() == [["satu"], ["dua"]]


def test_a_sample_says_so_in_every_file():
    sample = Stamp(title="x", subtitle="y", source="z", release_id="r", is_sample=True)

    assert "DATA CONTOH" in tables.to_csv(TABLE, sample).decode("utf-8-sig")


def test_file_name_is_plain_and_names_the_release():
    assert STAMP.file_name("csv") == "prevalensi-stunting-kab-mesuji_20261121-233736-a07c84e6.csv"
