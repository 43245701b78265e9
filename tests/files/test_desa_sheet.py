"""The sheet of a desa says what the release says, on one page whatever is in it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pypdf
import pytest

from stunting.desa_sheet.facts import Beyond, HeadCount, Money, PromiseLine, ServiceGap
from stunting.desa_sheet.questions import questions
from stunting.exports import desa_sheet
from stunting.routine.district import Mode
from tests.desa_facts import facts

LONG = "Menyediakan makanan tambahan pangan lokal bagi ibu hamil kurang energi kronik dan balita gizi kurang " * 3
FULL = Beyond(
    services=tuple(
        ServiceGap(
            label=f"Layanan {number}: {LONG[:110]}",
            period="Semester II 2025",
            received_n=30,
            due_n=60,
            value_pct=50.0,
            target_pct=80.0,
            left_n=30,
        )
        for number in range(3)
    ),
    promises=tuple(
        PromiseLine(
            text=LONG[:300],
            institution="Dinas Pengendalian Penduduk dan Keluarga Berencana",
            deadline=dt.date(2025, 9, 1),
            state="terlambat 82 hari",
            is_late=True,
            is_fulfilled=False,
        )
        for _ in range(9)
    ),
    counts=tuple(
        HeadCount(
            key=f"k{n}", label="Keluarga berisiko stunting tanpa jamban layak", value_n=41, of_n=99, of_label="KRS"
        )
        for n in range(9)
    ),
    money=Money(year=2025, budget_rp=125_000_000, realised_rp=None, activity_n=4, source="APBDes 2025, DPMD."),
    lokus=(2022, 2023, 2024, 2025),
    lokus_status="lanjutan",
    has_services=True,
    has_money=True,
    sources=("Layanan: lembar Aksi Bangda 2025, Bappelitbangda.",),
)


def sheet(one):
    (made,) = desa_sheet.sheets_of([one], release_id="20260222-090500-abcdef12")
    return made


def text_of(pdf):
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return len(pages), re.sub(r"\s+", " ", " ".join(pages))


@pytest.mark.parametrize("beyond", [Beyond(), FULL], ids=["little", "much"])
@pytest.mark.parametrize("mode", Mode)
def test_a_desa_has_one_page(beyond, mode):
    pages, _ = text_of(desa_sheet.to_pdf([sheet(facts(beyond=beyond, mode=mode))]))

    assert pages == 1


def test_the_page_says_the_number_with_its_n_its_coverage_and_its_source():
    _, text = text_of(desa_sheet.to_pdf([sheet(facts())]))

    for said in (
        "Lembar Desa Klinter",
        "12,0%",
        "12 dari 100 balita diukur",
        "100 dari 105 sasaran (95,2%)",
        "Bulan Timbang Agustus 2025",
        "Sumber: pencatatan rutin (e-PPGBM)",
        "20260222-090500-abcdef12",
        "DATA CONTOH - BUKAN DATA SEBENARNYA",
    ):
        assert said in text


def test_the_page_asks_the_three_questions():
    one = facts(beyond=FULL)
    _, text = text_of(desa_sheet.to_pdf([sheet(one)]))

    for asked in questions(one)[1:]:
        assert asked.text in text


def test_the_page_counts_what_it_leaves_out():
    _, text = text_of(desa_sheet.to_pdf([sheet(facts(beyond=FULL))]))

    assert "dan 6 komitmen lain di buku." in text


def test_each_mode_says_what_may_be_done_with_the_page():
    public = text_of(desa_sheet.to_pdf([sheet(facts(mode=Mode.PUBLIC))]))[1]
    internal = text_of(desa_sheet.to_pdf([sheet(facts(mode=Mode.INTERNAL))]))[1]

    assert "Mode publik" in public
    assert "jangan disebarkan" in internal


def test_words_of_a_sheet_are_set_as_text():
    mean = replace(FULL, promises=(replace(FULL.promises[0], text='#panic("x") *tebal* $x$ <b>'),))

    assert '#panic("x") *tebal* $x$ <b>' in text_of(desa_sheet.to_pdf([sheet(facts(beyond=mean))]))[1]


def test_the_zip_has_one_file_per_desa_under_its_kecamatan():
    first, second = facts(), facts()
    second = replace(second, area=replace(second.area, code="3514062011"))
    made = desa_sheet.sheets_of([first, second], release_id="r")
    with zipfile.ZipFile(io.BytesIO(desa_sheet.to_zip(made))) as archive:
        names = archive.namelist()
        assert archive.testzip() is None

    assert [name.split("_")[0] for name in names] == [
        "351406 Kec. Kejayan/3514062010",
        "351406 Kec. Kejayan/3514062011",
    ]
    assert all("data-contoh" in name for name in names)
