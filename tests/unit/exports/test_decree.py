"""The rows of a decree on priority villages, what stands below them, and its editable files."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import docx
import numpy as np
import pandas as pd
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from stunting.exports import decree, decree_docx, decree_pdf, decree_rows, decree_xlsx
from stunting.exports.decree_rows import Order
from stunting.letterhead import default_for
from stunting.lokus.choosing import propose
from stunting.lokus.proposal import Place
from tests.areas import PASURUAN
from tests.lokus_desa import random_candidates, scenario_of
from tests.lokus_lists import FORMULA, HOSTILE, desa, proposal

SIZES = (1, 15, 27, 60)


def appendix(found, **given):
    told = {
        "area": PASURUAN,
        "letterhead": default_for(PASURUAN),
        "period_label": "Bulan Timbang Agustus 2026",
        "release_id": "20261121-233736-a07c84e6",
    }
    return decree.from_proposal(found, **{**told, **given})


def read_back(frame, **given):
    told = {
        "area": PASURUAN,
        "letterhead": default_for(PASURUAN),
        "lokus_year": 2026,
        "period_label": "Agustus 2025",
        "release_id": "20261121-233736-a07c84e6",
    }
    return decree.from_list(frame, **{**told, **given})


def column(found, key):
    at = [one.key for one in found.columns].index(key)
    return [row[at] for row in found.rows]


def total(found, key):
    return found.total[[one.key for one in found.columns].index(key)]


def lines(found, title):
    return next((one.lines for one in found.sections if one.title == title), ())


@pytest.mark.parametrize("size", SIZES)
def test_a_proposal_gives_exactly_its_rows_numbered_from_one(size):
    found = appendix(proposal(size)).table

    assert len(found.rows) == size
    assert [cell.value for cell in column(found, "no")] == list(range(1, size + 1))


def test_the_columns_are_those_of_an_appendix():
    assert [one.heading for one in appendix(proposal(3)).table.columns] == [
        *("No", "Kecamatan", "Desa/Kelurahan", "Puskesmas", "Balita diukur", "Balita stunting", "Prevalensi (%)"),
        *("KRS (keluarga)", "Cakupan ukur (%)", "Cakupan layanan (%)", "Skor (usulan)", "Status"),
    ]


def test_rows_stand_by_kecamatan_and_rank_or_by_rank_alone():
    by_kecamatan = appendix(proposal(15)).table
    by_rank = appendix(proposal(15), order=Order.RANK).table

    scores = [cell.value for cell in column(by_rank, "score")]
    assert scores == sorted(scores, reverse=True)
    pairs = list(
        zip(
            [cell.text for cell in column(by_kecamatan, "kecamatan_name")],
            [-cell.value for cell in column(by_kecamatan, "score")],
            strict=True,
        )
    )
    assert pairs == sorted(pairs)


def test_the_total_is_the_sum_and_its_prevalence_sum_by_sum():
    found = appendix(proposal(27)).table
    sums = {
        key: sum(cell.value for cell in column(found, key) if cell.value is not None)
        for key in ("measured_n", "stunted_n", "krs_n")
    }

    assert {key: total(found, key).value for key in sums} == sums
    assert total(found, "raw_pct").value == pytest.approx(100 * sums["stunted_n"] / sums["measured_n"])
    assert total(found, "area_name").text == "Jumlah 27 desa/kelurahan"
    assert (total(found, "score").text, total(found, "status").text) == ("", "")


def test_the_coverage_of_the_total_is_weighted_by_the_target():
    frame = desa(2, leaving=0).assign(target_n=[100, 300], coverage_pct=[50.0, 90.0])

    assert total(decree_rows.table(frame), "coverage_pct").value == pytest.approx(80.0)


def test_the_coverage_of_the_total_is_unknown_without_targets():
    assert total(decree_rows.table(desa(2).drop(columns="target_n")), "coverage_pct").text == "–"


def test_what_nobody_counted_is_a_dash_and_never_zero():
    found = appendix(proposal(15))
    row = next(row for row in found.table.rows if row[2].text == "Sumberrejo 6")

    assert [cell.text for cell in row[4:10]] == ["–"] * 6
    assert "– : tidak ada data; bukan nol." in lines(found, "Tanda dan singkatan")
    assert any("dari 15: Balita diukur 14" in line for line in lines(found, "Catatan"))


def test_no_percentage_is_written_below_twenty_children_but_its_counts_are_summed():
    frame = desa(2, leaving=0).assign(measured_n=[19, 20], stunted_n=[5, 5])
    found = decree_rows.table(frame)

    assert [cell.text for cell in column(found, "raw_pct")] == ["n kecil", "25,0"]
    assert total(found, "raw_pct").value == pytest.approx(1_000 / 39)


def test_data_kurang_quota_and_swaps_carry_a_sign_that_is_explained():
    found = appendix(proposal(15, place=[Place.QUOTA, *[Place.SWAPPED_IN] * 17]))
    names = [cell.text for cell in column(found.table, "area_name")]

    assert "Sumberrejo 1 §" in names
    assert "Sumberrejo 4 †‡" in names
    legend = " ".join(lines(found, "Tanda dan singkatan"))
    assert all(sign in legend for sign in "†§‡")


def test_signs_that_do_not_occur_are_not_explained():
    found = appendix(proposal(3, is_lacking=False))

    assert not any(sign in " ".join(lines(found, "Tanda dan singkatan")) for sign in "†§‡")


def test_who_left_stands_in_a_table_of_its_own_without_a_total():
    found = appendix(proposal(15))

    assert len(found.leaving.rows) == 3
    assert found.leaving.total == ()
    assert {cell.text for cell in column(found.leaving, "status")} == {"keluar (di bawah batas)"}
    assert not any(cell.text.startswith("keluar") for cell in column(found.table, "status"))


def test_exchanges_and_exclusions_are_listed_with_their_reasons():
    found = appendix(proposal(15))

    assert lines(found, "Pertukaran dengan alasan") == (
        "Sumberrejo 1 (Kec. A) menggantikan Sumberrejo 18 (Kec. C). Alasan: Dekat balai.",
    )
    assert lines(found, "Dikecualikan dengan alasan") == ("Sumberrejo 17 (Kec. B). Alasan: Desa persiapan.",)


def test_formula_sources_notes_release_and_the_day_of_the_data_are_printed():
    found = appendix(
        proposal(15), frozen=dt.datetime(2026, 11, 22, 9, 5), sources=("KRS: verval 2026.",), notes=("Satu catatan.",)
    )

    assert lines(found, "Rumus skor")[0].startswith("Skor = 0,30 × prevalensi")
    assert "usulan, dapat diubah" in lines(found, "Rumus skor")[-1]
    assert lines(found, "Sumber kriteria") == ("KRS: verval 2026.",)
    assert lines(found, "Catatan")[-2:] == ("Nilai yang sama diputus oleh jumlah kasus.", "Satu catatan.")
    assert found.subtitle == (
        "Data: Bulan Timbang Agustus 2026, rilis 20261121-233736-a07c84e6. "
        "Data dibekukan pada 22 November 2026 pukul 09.05."
    )


def test_without_an_earlier_list_every_row_is_new_and_a_note_says_why():
    told = "Daftar lokus tahun sebelumnya belum ada dalam data, jadi setiap desa/kelurahan tertulis baru."

    assert told in lines(appendix(proposal(3, was_lokus=False)), "Catatan")
    assert told not in lines(appendix(proposal(3, was_lokus=[True] + [False] * 5)), "Catatan")


def test_the_column_of_the_kecamatan_does_not_repeat_its_heading():
    assert column(appendix(proposal(1)).table, "kecamatan_name")[0].text == "A"


def test_a_list_shorter_than_asked_says_so():
    found = proposal(15)
    asked = replace(found, scenario=replace(found.scenario, size=20))

    assert "Diminta 20 desa/kelurahan; yang memenuhi aturan 15." in lines(appendix(asked), "Catatan")


def test_empty_fields_are_dotted_lines_and_given_ones_are_printed():
    blank = appendix(proposal(3))
    filled = appendix(
        proposal(3),
        letterhead=replace(
            default_for(PASURUAN),
            decree_number="188/1/2026",
            decree_date=dt.date(2026, 2, 22),
            signer_name="Nama",
            signer_nip="123",
        ),
    )

    assert dict(blank.head)["NOMOR"] == decree.BLANK
    assert blank.signature[3:] == (decree.BLANK, "")
    assert dict(filled.head)["TANGGAL"] == "22 Februari 2026"
    assert filled.signature[3:] == ("Nama", "NIP 123")


def test_a_list_read_back_has_no_score_and_says_nothing_of_a_formula():
    found = read_back(desa(15).drop(columns=["score", "rank", "place", "is_lacking"]))

    assert "score" not in [one.key for one in found.table.columns]
    assert len(found.table.rows) == 15
    assert len(found.leaving.rows) == 3
    assert lines(found, "Rumus skor") == ()


def test_a_list_with_nothing_but_names_is_a_list_too():
    names = desa(15)[["area_code", "area_name", "kecamatan_code", "kecamatan_name", "status"]]
    found = read_back(names).table

    assert {cell.text for key in ("measured_n", "raw_pct", "krs_n", "service_pct") for cell in column(found, key)} == {
        "–"
    }
    assert total(found, "measured_n").text == "–"


def test_protected_figures_say_so_and_no_sum_opens_them():
    frame = desa(4, leaving=0).drop(columns=["score", "rank"])
    frame["is_suppressed"] = [True, False, False, False]
    frame["is_n_suppressed"] = False
    frame["is_coverage_suppressed"] = [False, True, False, False]
    frame["krs_n"] = [3.0, 12.0, 13.0, 14.0]
    frame.loc[0, "stunted_n"] = pd.NA

    found = decree_rows.table(frame, with_score=False, is_public=True)

    for key, at in (("stunted_n", 0), ("raw_pct", 0), ("coverage_pct", 1), ("krs_n", 0)):
        cells = column(found, key)
        assert [number for number, cell in enumerate(cells) if cell.text == "disembunyikan"] == [at]
        assert total(found, key).text == "disembunyikan"
    assert total(found, "measured_n").value == sum(frame["measured_n"])


def test_a_column_with_protected_figures_has_room_for_the_word():
    frame = desa(3, leaving=0).assign(is_coverage_suppressed=[True, False, False])
    widths = [
        {one.key: one.width for one in decree_rows.table(frame, is_public=one).columns}["coverage_pct"]
        for one in (False, True)
    ]

    assert widths == [19, decree_rows.WIDTH_OF_HIDDEN]


def test_a_protected_count_that_is_still_in_the_frame_is_not_printed():
    frame = desa(3, leaving=0).assign(is_suppressed=[True, False, False], is_n_suppressed=[True, False, False])
    found = read_back(frame, is_public=True)
    texts = [cell.text for cell in found.table.rows[0]]

    assert texts[4:7] == ["disembunyikan"] * 3
    assert any("disembunyikan: angka 1–4" in line for line in lines(found, "Tanda dan singkatan"))


def test_decimals_have_a_comma_in_every_text():
    found = appendix(proposal(60))
    texts = [cell.text for table in (found.table, found.leaving) for row in (*table.rows, table.total) for cell in row]

    assert [text for text in texts if re.search(r"\d\.\d{1,2}(?!\d)", text)] == []
    assert "1.104" in texts


def test_control_signs_and_turned_text_never_reach_a_file():
    assert decree_rows.printable("a\x1b\x00b\u202ec\ud800\n d") == "a b c? d"


def sheet_of(found):
    book = CalamineWorkbook.from_filelike(io.BytesIO(decree_xlsx.to_xlsx(found)))
    rows = book.get_sheet_by_name("Lampiran SK").to_python()
    first = next(at for at, row in enumerate(rows) if row[:2] == ["No", "Kecamatan"])
    return book, rows[first + 1 :]


@pytest.mark.parametrize("size", SIZES)
def test_the_workbook_has_the_numbers_of_the_rows_as_numbers(size):
    found = appendix(proposal(size))
    book, rows = sheet_of(found)

    assert book.sheet_names == ["Lampiran SK", "Keterangan"]
    for cells, read in zip([*found.table.rows, found.table.total], rows, strict=False):
        for cell, value in zip(cells, read, strict=True):
            assert value == (cell.text if cell.value is None else pytest.approx(cell.value))


def test_the_workbook_shows_decimals_in_the_manner_of_its_reader_and_repeats_the_head():
    with zipfile.ZipFile(io.BytesIO(decree_xlsx.to_xlsx(appendix(proposal(60))))) as parts:
        styles = parts.read("xl/styles.xml").decode()
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        names = parts.read("xl/workbook.xml").decode()

    assert 'formatCode="0.0"' in styles
    assert 'formatCode="0.000"' in styles
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in names
    assert "<f>SUM(" in sheet


def test_a_formula_in_a_name_is_a_text_in_the_workbook():
    names = desa(3)["area_name"].to_numpy(dtype=object)
    names[0], names[1] = FORMULA, HOSTILE
    content = decree_xlsx.to_xlsx(appendix(proposal(3, area_name=names)))

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "cmd" not in "".join(re.findall(r"<f>.*?</f>", sheet))
    _, rows = sheet_of(appendix(proposal(3, area_name=names)))
    assert FORMULA in [row[2] for row in rows]


def document_of(found):
    return docx.Document(io.BytesIO(decree_docx.to_docx(found)))


def test_the_document_has_a_real_table_with_a_repeated_head_and_whole_rows():
    found = appendix(proposal(27))
    table, leaving = document_of(found).tables

    assert [[cell.text for cell in row.cells] for row in table.rows[1:-1]] == found.table.texts()
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert len(leaving.rows) == 1 + 3


def test_the_document_is_indonesian_and_has_a_title():
    found = document_of(appendix(proposal(3)))
    languages = {one.get(qn("w:val")) for one in found.styles.element.iter(qn("w:lang"))}

    assert languages == {"id-ID"}
    assert found.core_properties.title == "Daftar desa/kelurahan lokus Kabupaten Pasuruan tahun 2027"


def test_the_document_of_sample_data_has_the_watermark_in_its_head_and_real_data_have_none():
    sample, real = (document_of(appendix(proposal(3), is_sample=one)) for one in (True, False))

    assert 'string="DATA CONTOH"' in sample.sections[0].header._element.xml
    assert "DATA CONTOH" not in real.sections[0].header._element.xml


def test_the_same_words_stand_on_the_pdf():
    found = appendix(proposal(15), is_sample=True)
    content = decree_pdf.sheet(found)

    assert content["table"]["rows"] == found.table.texts()
    assert content["watermark"] == "DATA CONTOH"
    assert decree_pdf.to_pdf(found).startswith(b"%PDF-")
    assert len(decree_pdf.to_png_pages(found, ppi=30)) == 2


def test_the_file_name_tells_what_it_is():
    assert appendix(proposal(3), is_sample=True).stamp.file_name("docx") == (
        "data-contoh-lampiran-sk-lokus-kabupaten-pasuruan-tahun-2027_20261121-233736-a07c84e6.docx"
    )


def test_the_list_of_the_engine_is_printed_as_it_is():
    found = propose(random_candidates(3), scenario_of(size=9))
    printed = appendix(found, order=Order.RANK)

    assert [cell.text.split(" †")[0] for cell in column(printed.table, "area_name")] == [
        f"{name}" for name in found.chosen["area_name"]
    ]
    assert total(printed.table, "measured_n").value == found.chosen["measured_n"].sum()
    assert lines(printed, "Rumus skor")[0] == found.formula


def test_missing_rank_and_place_do_not_stop_a_proposal_of_one():
    found = appendix(proposal(1, rank=np.nan))

    assert len(found.table.rows) == 1
