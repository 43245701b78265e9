"""The files of a recap: XLSX equal to the screen, and an A4 sheet as PDF."""

import io
import re

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from stunting.exports import recap_sheet, tables
from stunting.exports.stamp import Stamp
from stunting.routine import recap, recap_columns
from stunting.routine.recap_columns import Kind
from tests.routine_recaps import counts, small_recap, without_sample

HOSTILE = '#image("/etc/passwd") *tebal* $x$ @a <b> \\ " // [c] `d`'


def stamp_of(found):
    return Stamp(
        title=recap.title(found),
        subtitle=recap.subtitle(found),
        source="Sumber: pencatatan rutin.",
        release_id="20261121-233736-a07c84e6",
        is_sample=found.is_sample,
        notes=("Satu catatan.",),
    )


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture(scope="module")
def pdf():
    found = small_recap()
    return recap_sheet.to_pdf(found, stamp_of(found), government="Pemerintah Kabupaten Pasuruan")


def test_the_sheet_is_a_pdf_of_one_a4_page_lying_down_with_its_title(pdf):
    assert pdf.startswith(b"%PDF-")
    assert pages_of(pdf) == 1
    width, height = (float(size) for size in re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert (round(width), round(height)) == (842, 595)
    assert "Rekap prevalensi stunting menurut desa/kelurahan".encode("utf-16-be") in pdf or b"Rekap prevalensi" in pdf


def test_the_typeface_of_the_pages_is_inside(pdf):
    assert b"SourceSansPro" in pdf


def test_many_rows_go_on_over_several_pages():
    many = counts(**{f"Desa {number}": (100, 90, 18, 4) for number in range(200)})
    found = small_recap(many, None)

    assert pages_of(recap_sheet.to_pdf(found, stamp_of(found))) > 4


def test_text_of_the_data_is_never_read_as_markup():
    found = small_recap(counts(**{HOSTILE: (100, 90, 18, 4)}), None)
    plain = small_recap(counts(Ambal=(100, 90, 18, 4)), None)

    content = recap_sheet.sheet(found, stamp_of(found), government=HOSTILE)
    assert content["rows"][0][0] == HOSTILE
    assert pages_of(recap_sheet.to_pdf(found, stamp_of(found), government=HOSTILE)) == pages_of(
        recap_sheet.to_pdf(plain, stamp_of(plain))
    )


def test_sample_data_carry_the_watermark_and_real_data_do_not():
    found = small_recap()
    real = without_sample(found)

    assert recap_sheet.sheet(found, stamp_of(found))["watermark"] == "DATA CONTOH"
    assert recap_sheet.sheet(real, stamp_of(real))["watermark"] == ""


def test_the_sheet_has_the_rows_of_the_screen_in_its_order():
    found = small_recap()
    shown = recap_columns.columns(found)
    rows = recap_columns.sorted_rows(found.rows, shown, "-kasus")

    content = recap_sheet.sheet(found, stamp_of(found), order="-kasus")

    assert content["rows"] == recap_columns.cells(rows, shown, mode=found.question.mode)
    assert content["head"] == [one.heading for one in shown]


def test_the_workbook_has_the_numbers_of_the_screen_as_numbers():
    found = small_recap()
    book = CalamineWorkbook.from_filelike(io.BytesIO(tables.to_xlsx(recap_columns.file_table(found), stamp_of(found))))
    header, *rows = book.get_sheet_by_name("Data").to_python()
    shown = [one for one in recap_columns.columns(found) if one.kind in (Kind.COUNT, Kind.COVERAGE, Kind.RATE)]
    frame = pd.concat([found.rows, recap_columns.total_row(found)])
    screen = recap_columns.cells(frame, shown, mode=found.question.mode)

    for written, read in zip(screen, rows, strict=True):
        for one, text in zip(shown, written, strict=True):
            value = read[header.index(one.heading)]
            number = text.removeprefix("▽ ").replace(".", "").replace(",", ".")
            assert (value == "" and text == "–") or round(value, 1) == float(number)


def test_what_is_hidden_on_the_screen_is_a_mark_in_the_files():
    frame = counts(Ambal=(100, 90, 18, None), Luwuk=(400, 380, 38, 9))
    table = recap_columns.file_table(small_recap(frame, None, mode=recap.Mode.PUBLIC))

    assert table["Sangat pendek"].tolist()[:2] == ["*", 9]
    assert table["Pendek"].tolist()[:2] == ["*", 29]
