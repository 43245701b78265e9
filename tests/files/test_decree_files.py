"""The appendix of a decree as an office opens it: DOCX and XLSX through LibreOffice, and the PDF."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from stunting.exports import decree, decree_docx, decree_pdf, decree_xlsx
from stunting.letterhead import Letterhead, default_for
from tests.areas import PASURUAN
from tests.lokus_lists import FORMULA, HOSTILE, LONG, desa, proposal
from tests.office import converted

SIZES = (15, 27, 60)
RELEASE = "20261121-233736-a07c84e6"
# Commas between the cells, UTF-8.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
HEADER = ("Kecamatan", "Desa/Kelurahan", "Puskesmas", "Status")


HEAD = default_for(PASURUAN)


def decree_of(count: int, *, head: Letterhead = HEAD, **columns: object) -> decree.Decree:
    return decree.from_proposal(
        proposal(count, **columns),
        area=PASURUAN,
        letterhead=head,
        period_label="Bulan Timbang Agustus 2026",
        release_id=RELEASE,
        frozen=dt.date(2026, 11, 22),
        sources=("Keluarga berisiko stunting (KRS): Verval KRS, 2026 (300 desa/kelurahan).",),
        is_sample=True,
    )


def hostile() -> decree.Decree:
    names = desa(15)["area_name"].to_numpy(dtype=object)
    names[7], names[8] = HOSTILE, FORMULA
    head = replace(HEAD, office=HOSTILE, address="<w:p/>&amp;", decree_number="#1/*2*/$3$", signer_name=FORMULA)
    return decree_of(15, head=head, area_name=names)


@dataclass(frozen=True)
class Opened:
    """The files of one decree as they come out of the office program."""

    decree: decree.Decree
    docx: PdfReader
    pdf: PdfReader
    sheet: PdfReader
    cells: list[list[str]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> dict[object, Opened]:
    folder = tmp_path_factory.mktemp("lampiran")
    made = {**{size: decree_of(size) for size in SIZES}, "hostile": hostile()}
    documents, books = [], []
    for name, one in made.items():
        documents.append(folder / f"{name}.docx")
        documents[-1].write_bytes(decree_docx.to_docx(one))
        books.append(folder / f"{name}-buku.xlsx")
        books[-1].write_bytes(decree_xlsx.to_xlsx(one))
    printed = converted([*documents, *books], to="pdf", into=folder / "pdf")
    sheets = printed[len(documents) :]
    tables = converted(books, to=CSV, into=folder / "csv")
    return {
        name: Opened(
            decree=one,
            docx=PdfReader(printed[at]),
            pdf=PdfReader(io.BytesIO(decree_pdf.to_pdf(one))),
            sheet=PdfReader(sheets[at]),
            cells=rows_of(tables[at]),
        )
        for at, (name, one) in enumerate(made.items())
    }


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def text_of(reader: PdfReader) -> str:
    """Everything on the pages with single spaces, and without the places where long words may break."""
    return " ".join(text_of_page(page) for page in reader.pages)


def text_of_page(page: PageObject) -> str:
    return " ".join(page.extract_text().replace("\u200b", "").split())


@pytest.mark.parametrize("kind", ["docx", "pdf", "sheet"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_a4_lying_down(opened, size, kind):
    for page in getattr(opened[size], kind).pages:
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (842, 595)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize(("size", "most"), [(15, 2), (27, 2), (60, 3)])
def test_a_list_takes_few_pages(opened, size, most, kind):
    assert 1 < len(getattr(opened[size], kind).pages) <= most


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("size", SIZES)
def test_every_row_can_be_read_in_its_order(opened, size, kind):
    text = text_of(getattr(opened[size], kind))
    at = 0
    for row in opened[size].decree.table.texts():
        words = " ".join(row)
        found = text.find(words, at)
        assert found >= 0, words
        at = found
    assert f"Jumlah {size} desa/kelurahan" in text[at:]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("size", SIZES)
def test_the_total_never_stands_alone_on_a_page(opened, size, kind):
    page = next(page for page in getattr(opened[size], kind).pages if f"Jumlah {size} desa" in page.extract_text())
    last = " ".join(opened[size].decree.table.texts()[-1])

    assert last in text_of_page(page)


@pytest.mark.parametrize("kind", ["docx", "pdf", "sheet"])
def test_the_head_of_the_table_stands_on_the_second_page_too(opened, kind):
    for page in getattr(opened[60], kind).pages[:2]:
        assert all(word in page.extract_text() for word in HEADER)


@pytest.mark.parametrize("kind", ["docx", "pdf", "sheet"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_sample_data_says_so_and_counts_itself(opened, size, kind):
    pages = getattr(opened[size], kind).pages
    for number, page in enumerate(pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "DATA CONTOH - BUKAN DATA SEBENARNYA" in text
        assert f"Halaman {number} dari {len(pages)}" in text
        assert RELEASE in text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_decree_names_itself_its_office_and_who_signs(opened, kind):
    text = text_of(getattr(opened[15], kind))

    assert "PEMERINTAH KABUPATEN PASURUAN" in text
    assert "LAMPIRAN : KEPUTUSAN BUPATI PASURUAN" in text
    assert "PENETAPAN DESA/KELURAHAN LOKASI FOKUS PERCEPATAN PENURUNAN STUNTING KABUPATEN PASURUAN TAHUN 2027" in text
    assert f"NOMOR : {decree.BLANK}" in text
    assert f"Ditetapkan di : {decree.BLANK}" in text
    assert "BUPATI PASURUAN," in text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_decimals_have_a_comma_everywhere(opened, kind):
    text = text_of(getattr(opened[27], kind)).replace("09.05", "")

    assert re.findall(r"\d\.\d{1,2}(?!\d)", text) == []
    assert "1.104" in text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_signs_of_markup_are_printed_as_they_are(opened, kind):
    text = text_of(getattr(opened["hostile"], kind)).replace(" ", "")
    row = opened["hostile"].decree.table.texts()
    names = [cells[2] for cells in row if "passwd" in cells[2] or "cmd" in cells[2]]

    assert len(names) == 2
    for words in (*names, "<w:p/>&amp;", "#1/*2*/$3$"):
        assert words.replace(" ", "") in text


def test_signs_of_markup_add_no_page(opened):
    assert len(opened["hostile"].docx.pages) == len(opened[15].docx.pages)
    assert len(opened["hostile"].pdf.pages) == len(opened[15].pdf.pages)


@pytest.mark.parametrize("size", SIZES)
def test_the_workbook_has_exactly_the_rows_and_their_sums(opened, size):
    cells = opened[size].cells
    first = next(at for at, row in enumerate(cells) if row[:2] == ["No", "Kecamatan"]) + 1
    rows = cells[first : first + size]
    total = cells[first + size]

    assert [row[0] for row in rows] == [str(number + 1) for number in range(size)]
    assert total[2] == f"Jumlah {size} desa/kelurahan"
    for column in (4, 5, 7):
        values = [plain(row[column]) for row in rows if row[column] != "–"]
        assert plain(total[column]) == sum(values)
    assert plain(total[6]) == round(100 * plain(total[5]) / plain(total[4]), 1)


def plain(text: str) -> float:
    """A number as LibreOffice writes it in English."""
    return float(text.replace(",", ""))


def test_the_workbook_keeps_formulas_of_names_as_words(opened):
    cells = [cell for row in opened["hostile"].cells for cell in row]

    assert FORMULA in cells
    assert " ".join(HOSTILE.replace("\x1b", "").replace("\u202e", "").split()) in cells


def test_the_pdf_is_tagged_indonesian_and_has_a_title(opened):
    root = opened[15].pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"
    assert opened[15].pdf.metadata.title == opened[15].decree.title


@pytest.mark.parametrize("kind", ["docx", "pdf", "sheet"])
def test_a_long_name_is_whole(opened, kind):
    assert LONG in text_of(getattr(opened[27], kind))


@pytest.mark.parametrize("kind", ["docx", "pdf", "sheet"])
def test_no_text_lies_outside_the_page(opened, kind):
    for name in (60, "hostile"):
        for page in getattr(opened[name], kind).pages:
            places = []
            page.extract_text(
                visitor_text=lambda text, cm, tm, font, size, found=places: (
                    found.append(tm[4] * cm[0] + cm[4]) if text.strip() else None
                )
            )
            assert all(20 <= x <= 842 for x in places if x)
