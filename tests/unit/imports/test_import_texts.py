"""Text files: encodings, separators, quotes, and HTML that calls itself Excel."""

from __future__ import annotations

import codecs

import pytest

from stunting.imports.reading import open_file
from tests.unit.imports.files import EXPORT_A, child, csv_bytes, read, xlsx_bytes


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encoding_and_separator_are_told_by_the_content(separator, encoding):
    frame, _ = read(csv_bytes(EXPORT_A, child(Nama="ANDRÉ"), separator=separator, encoding=encoding))

    assert frame["name"].tolist() == ["ANDRÉ"]
    assert frame["reason"].tolist() == [""]


def test_utf_16_big_endian_is_read_by_its_mark():
    content = codecs.BOM_UTF16_BE + csv_bytes(EXPORT_A, child(), encoding="utf-16-be")

    assert len(read(content)[0]) == 1


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_in_three_ways(ending):
    frame, _ = read(csv_bytes(EXPORT_A, child(), child()).replace(b"\r\n", ending))

    assert len(frame) == 2


def test_a_comma_in_quotes_is_part_of_the_cell():
    quoted = [f'"{cell}"' for cell in child(Berat="10,6")]

    frame, notes = read(csv_bytes(EXPORT_A, quoted, separator=","))

    assert frame["weight_kg"].tolist() == [10.6]
    assert notes == {"koma_desimal": 1}


def test_a_cell_may_hold_a_line_break():
    frame, _ = read(csv_bytes(EXPORT_A, child(Alamat='"DUSUN\nCONTOH"'), child(Nama="KEDUA")))

    assert frame["name"].tolist() == ["ANAK CONTOH", "KEDUA"]
    assert frame["row_no"].tolist() == [2, 4]


def test_a_header_may_hold_line_breaks():
    headers = [f'"{name.replace(" ", chr(10))}"' for name in EXPORT_A]

    assert len(read(csv_bytes(headers, child()))[0]) == 1


@pytest.mark.parametrize("address", ['DUSUN "CONTOH', '"DUSUN CONTOH', 'DUSUN"'])
def test_an_unbalanced_quote_swallows_no_row(address):
    rows = [child(Nama=f"ANAK {i}") for i in range(30)]
    rows[3] = child(Nama="ANAK 3", Alamat=address)

    frame, _ = read(csv_bytes(EXPORT_A, *rows))

    assert frame["name"].tolist() == [f"ANAK {i}" for i in range(30)]
    assert set(frame["reason"]) == {""}


def test_nul_bytes_are_dropped():
    frame, _ = read(csv_bytes(EXPORT_A, child()).replace(b"ANAK", b"AN\x00AK"))

    assert frame["name"].tolist() == ["ANAK CONTOH"]


def test_excels_remark_about_the_separator_is_skipped():
    frame, _ = read(b"sep=;\r\n" + csv_bytes(EXPORT_A, child()))

    assert frame["row_no"].tolist() == [3]


def test_short_and_long_rows_are_read():
    frame, _ = read(csv_bytes(EXPORT_A, child()[:21], [*child(), "", ""]))

    assert frame["weight_kg"].tolist() == [10.6, 10.6]
    assert frame["posture"].tolist() == ["", "h"]


def test_a_csv_called_xlsx_and_an_xlsx_called_csv_are_read():
    assert len(read(csv_bytes(EXPORT_A, child()), name="data.xlsx")[0]) == 1
    assert len(read(xlsx_bytes(EXPORT_A, child()), name="data.csv")[0]) == 1


def test_an_html_table_called_xls_is_read():
    cells = "".join(f"<td>{cell}</td>" for cell in child())
    heads = "".join(f"<th>{name.replace('/', '&#47;')}</th>" for name in EXPORT_A)
    page = (
        "<html><head><style>td{}</style></head><body><table>"
        f"<tr><td colspan=34>DATA BALITA AGUSTUS 2025</td></tr><tr>{heads}</tr><tr>{cells}</tr></table></body></html>"
    )

    with open_file("data.xls", page.encode()) as opened:
        assert opened.sheets[0].header_row == 2
        assert opened.sheets[0].period == 202508
    frame, _ = read(page.encode(), name="data.xls")
    assert frame["reason"].tolist() == [""]
    assert frame["weight_kg"].tolist() == [10.6]


def test_a_file_is_the_same_from_bytes_and_from_a_path(tmp_path):
    content = csv_bytes(EXPORT_A, child())
    path = tmp_path / "data.csv"
    path.write_bytes(content)

    with open_file("data.csv", path) as by_path, open_file("data.csv", content) as by_bytes:
        assert (by_path.sha256, by_path.size, by_path.sheets) == (by_bytes.sha256, by_bytes.size, by_bytes.sheets)
