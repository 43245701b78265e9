"""Papers of the minilok and the audit: what is on them, in both files, and what never is."""

import datetime as dt
import io

import docx
import pytest
from pypdf import PdfReader

from stunting.exports import audit_sheet, office_paper, office_paper_docx, workshop_sheet
from stunting.exports.audit_sheet import AuditContent, Worksheet
from stunting.exports.office_paper import RESTRICTED
from stunting.exports.tables import SAMPLE
from stunting.exports.workshop_sheet import CaseLine, FollowUpLine, PlanLine, WorkshopContent
from stunting.geography import Area
from stunting.letterhead import Letterhead
from tests.areas import PASURUAN

KEJAYAN = Area(
    code="351406",
    level="kecamatan",
    kind="kecamatan",
    name="Kejayan",
    official_name="Kec. Kejayan",
    parent_code="3514",
    lat=-7.7,
    lon=112.8,
)
HEAD = Letterhead(government="Pemerintah Kabupaten Pasuruan", office="DPPKB", place="Pasuruan")
RTL = FollowUpLine(
    about="K-7QX4M2B", activity="Kunjungan rumah", implementer="TPK", person_in_charge="Bidan desa",
    deadline="31 Maret 2026", status="belum",
)  # fmt: skip


def case(number: str = "K-7QX4M2B") -> CaseLine:
    return CaseLine(
        case_no=number, group="Baduta", desa="Desa Klinter", age="14 bulan", concerns="Gizi buruk", step="RTL",
        deadline="▲ lewat 4 hari",
    )  # fmt: skip


def workshop(*, n: int = 2, is_sample: bool = False):
    return workshop_sheet.workshop_paper(
        WorkshopContent(
            kecamatan=KEJAYAN,
            kabkota=PASURUAN,
            day=dt.date(2026, 3, 16),
            place="Aula kecamatan",
            puskesmas=("Kejayan",),
            agenda=(("Pembukaan", "Camat"),),
            counts=(("Gizi buruk", 3),),
            cases=tuple(case(f"K-7QX4M{at + 10}") for at in range(n)),
            follow_ups=(RTL,),
            plan=(PlanLine(activity="Sweeping", implementer="Kader", person_in_charge="Puskesmas", weeks=(1, 3)),),
        ),
        letterhead=HEAD,
        source="Sumber: e-PPGBM.",
        release_id="20260316",
        is_sample=is_sample,
    )


def audit(*, groups=(("Baduta", 7), ("Bumil", 3)), direct=(("Diare berulang", 10), ("BBLR", 2))) -> AuditContent:
    sheet = Worksheet(
        number=1, case=case(), puskesmas="Kejayan", kecamatan="Kejayan", desa="Klinter", audited_on="3 April 2026",
        direct_factors=("Diare berulang",), indirect_factors=("Paparan asap rokok",), recommendation="Rujuk ke SpA",
        follow_ups=(RTL,),
    )  # fmt: skip
    return AuditContent(
        kabkota=PASURUAN,
        name="Audit I, Semester I 2026",
        decree="441/12/2026",
        experts="SpA, SpOG",
        steps=(("Pembentukan tim", dt.date(2026, 1, 4)), ("Diseminasi", None)),
        note="",
        groups=groups,
        kecamatan=(("Kejayan", 10),),
        direct_factors=direct,
        indirect_factors=(),
        follow_up_n=9,
        done_n=4,
        overdue_n=2,
        worksheets=(sheet,),
    )


def summary(**changes):
    return audit_sheet.summary_paper(audit(**changes), letterhead=HEAD, source="Sumber: buku kasus.", release_id="x")


def restricted():
    return audit_sheet.restricted_paper(audit(), letterhead=HEAD, source="Sumber: buku kasus.", release_id="x")


def pdf_pages(paper) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(office_paper.to_pdf(paper))).pages]


def docx_text(paper) -> str:
    document = docx.Document(io.BytesIO(office_paper_docx.to_docx(paper)))
    header = document.sections[0].header.paragraphs
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in (*header, *document.paragraphs)), *cells])


def test_every_page_with_cases_says_that_it_is_for_officers():
    pages = pdf_pages(workshop(n=60))

    assert len(pages) > 3
    assert all(RESTRICTED in page for page in pages)


def test_the_document_says_it_in_its_header():
    document = docx.Document(io.BytesIO(office_paper_docx.to_docx(workshop())))

    assert RESTRICTED in [one.text for one in document.sections[0].header.paragraphs]


@pytest.mark.parametrize("read", [lambda paper: " ".join(pdf_pages(paper)), docx_text], ids=["pdf", "docx"])
def test_a_meeting_prints_agenda_cases_plan_and_who_signs(read):
    said = read(workshop())

    for wanted in (
        "Minilokakarya stunting Kec. Kejayan", "16 Maret 2026", "Pembukaan", "K-7QX4M10", "Gizi buruk",
        "Sweeping", "Minggu 1", "Minggu 4", "Keterangan", "Kunjungan rumah", "Camat Kejayan",
        "Kepala Puskesmas Kejayan",
    ):  # fmt: skip
        assert wanted in said, wanted


def test_sample_data_are_named_on_every_page():
    assert all(SAMPLE in page for page in pdf_pages(workshop(is_sample=True)))
    assert SAMPLE in docx_text(workshop(is_sample=True))


def test_the_file_of_a_restricted_paper_says_so_in_its_name():
    assert workshop().stamp.file_name("pdf").startswith("terbatas-minilokakarya")
    assert summary().stamp.file_name("pdf").startswith("ringkasan-audit")


def test_the_summary_has_no_row_about_anybody():
    for said in (" ".join(pdf_pages(summary())), docx_text(summary())):
        assert "K-7QX4M2B" not in said
        assert "Klinter" not in said
        assert RESTRICTED not in said


def test_a_small_count_takes_another_with_it_so_that_subtraction_tells_neither():
    assert audit_sheet.shown_parts((("Baduta", 7), ("Bumil", 3), ("Catin", 0), ("Balita", 20))) == (
        ("Baduta", "disembunyikan"),
        ("Bumil", "disembunyikan"),
        ("Catin", "0"),
        ("Balita", "20"),
    )


def test_two_small_counts_that_sum_to_less_than_five_take_others_along():
    shown = audit_sheet.shown_parts((("A", 1), ("B", 2), ("C", 6), ("D", 9), ("E", 30)))

    assert dict(shown) == {
        "A": "disembunyikan",
        "B": "disembunyikan",
        "C": "disembunyikan",
        "D": "disembunyikan",
        "E": "30",
    }


def test_two_small_counts_that_sum_to_five_are_not_left_alone_with_their_sum():
    shown = dict(audit_sheet.shown_parts((("A", 4), ("B", 1), ("C", 20), ("D", 0))))

    assert shown == {"A": "disembunyikan", "B": "disembunyikan", "C": "disembunyikan", "D": "0"}


def test_zero_is_hidden_along_where_only_small_counts_are_left():
    shown = dict(audit_sheet.shown_parts((("A", 4), ("B", 1), ("C", 0))))

    assert set(shown.values()) == {"disembunyikan"}


def test_a_total_of_less_than_five_hides_its_parts():
    said = " ".join(pdf_pages(summary(groups=(("Baduta", 3), ("Bumil", 0)))))

    assert "Baduta disembunyikan" in said
    assert "Jumlah disembunyikan" in said
    assert "Bumil 0" in said


@pytest.mark.parametrize(("n", "is_shown"), [(10, True), (5, True), (4, False), (8, False), (6, False)])
def test_a_factor_is_counted_only_where_neither_it_nor_the_rest_is_small(n, is_shown):
    said = " ".join(pdf_pages(summary(direct=(("Diare berulang", n),))))

    assert (f"Diare berulang ({n} kasus)" in said) is is_shown


@pytest.mark.parametrize("read", [lambda paper: " ".join(pdf_pages(paper)), docx_text], ids=["pdf", "docx"])
def test_the_worksheet_has_the_head_of_the_national_form(read):
    said = read(restricted())

    for wanted in (
        "Nomor urut kasus audit", "Puskesmas", "Kecamatan", "Desa/kelurahan", "Tanggal audit", "3 April 2026",
        "Pendidikan ibu", "KB pascapersalinan", "Diare berulang", "Paparan asap rokok", "Rujuk ke SpA",
        "Wakil Bupati Pasuruan",
    ):  # fmt: skip
        assert wanted in said, wanted


def test_markup_and_endless_words_in_typed_texts_are_printed_as_text():
    head = Letterhead(government="#panic() *Pemkab* $x$")
    paper = audit_sheet.summary_paper(audit(), letterhead=head, source="x" * 400, release_id="x")

    assert "#PANIC() *PEMKAB* $X$" in pdf_pages(paper)[0]
