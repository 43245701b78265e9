"""The card that tells a kepala desa why, and scenarios side by side."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from stunting.exports import lokus_card, scenario_sheet
from stunting.exports.lokus_card import CardContent, CardRow
from stunting.exports.scenario_sheet import Side
from stunting.exports.stamp import Stamp
from stunting.lokus.choosing import propose
from stunting.lokus.criteria import CASES, KRS, PREVALENCE
from stunting.lokus.explain import explain
from stunting.lokus.scenario import Rule
from tests.areas import PASURUAN
from tests.lokus_desa import random_candidates, scenario_of
from tests.lokus_lists import FORMULA, HOSTILE, LONG, desa

NAN = float("nan")
ROWS = (
    CardRow(
        label="Prevalensi stunting distabilkan",
        value="12,4%",
        standing="urutan 3 dari 120",
        level=0.92,
        part=0.276,
        share=0.3,
    ),
    CardRow(
        label="Keluarga berisiko stunting (KRS)", value="tidak ada data", standing="", level=NAN, part=NAN, share=0.2
    ),
)
CARD = CardContent(
    name="Klinter",
    place="Desa Klinter, Kec. Kejayan, Kabupaten Pasuruan",
    government="Pemerintah Kabupaten Pasuruan",
    lokus_year=2027,
    is_in=True,
    status="lanjutan",
    certainty="perbatasan",
    rows=ROWS,
    score=0.731,
    cut_score=0.702,
    cut_label="skor Ambal-ambil",
    sentences=("Klinter masuk usulan lokus 2027.", "", "Tempatnya di perbatasan."),
    source="Sumber: pencatatan rutin (e-PPGBM).",
    notes=("Satu catatan.",),
    release_id="20261121-233736-a07c84e6",
    is_sample=True,
)
STAMP = Stamp(
    title="Perbandingan skenario lokus 2027",
    subtitle="Kabupaten Pasuruan",
    source="Sumber: pencatatan rutin.",
    release_id="20261121-233736-a07c84e6",
    is_sample=True,
)


def text_of(pdf: bytes) -> tuple[int, str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    words = " ".join(page.extract_text() for page in pages)
    return len(pages), " ".join(words.replace("\u200b", "").split())


@pytest.mark.parametrize(("is_in", "verdict"), [(True, "Masuk"), (False, "Tidak masuk")])
def test_the_card_is_one_upright_page_that_says_whether_and_why(is_in, verdict):
    pdf = lokus_card.to_pdf(replace(CARD, is_in=is_in))
    pages, text = text_of(pdf)
    page = PdfReader(io.BytesIO(pdf)).pages[0].mediabox

    assert (pages, round(float(page.width)), round(float(page.height))) == (1, 595, 842)
    assert f"Kenapa Klinter {verdict.lower()} daftar lokus 2027?" in text
    assert f"{verdict} lanjutan · kepastian: perbatasan" in text
    assert "Klinter masuk usulan lokus 2027. Tempatnya di perbatasan." in text
    assert "DATA CONTOH - BUKAN DATA SEBENARNYA" in text
    assert "20261121-233736-a07c84e6" in text


def test_a_criterion_without_a_figure_is_said_to_be_missing_and_drawn_as_missing():
    row = lokus_card.sheet(CARD)["rows"][1]

    assert (row["level"], row["level_text"], row["part"]) == (None, "–", "–")
    assert (row["value"], row["standing"]) == ("tidak ada data", "tidak dihitung")


def test_a_level_beyond_its_ends_is_drawn_at_them_and_decimals_have_a_comma():
    content = lokus_card.sheet(replace(CARD, rows=(replace(ROWS[0], level=1.0000001),)))

    assert content["rows"][0]["level"] == 1.0
    assert (content["score_text"], content["cut_text"], content["rows"][0]["part"]) == ("0,731", "0,702", "0,276")
    assert re.findall(r"\d\.\d{1,2}(?!\d)", text_of(lokus_card.to_pdf(CARD))[1]) == []


def test_a_desa_without_a_score_has_a_card_without_the_bar():
    pages, text = text_of(lokus_card.to_pdf(replace(CARD, score=NAN, cut_score=NAN, certainty="", status="")))

    assert pages == 1
    assert "Skor desa" not in text


def test_many_criteria_and_long_sentences_stay_on_one_page():
    rows = tuple(replace(ROWS[0], label=f"{LONG} {number}", value="1.234.567 balita") for number in range(8))
    full = replace(CARD, name=LONG, rows=rows, sentences=(("Sebuah kalimat yang panjang sekali. " * 6),) * 5)

    assert text_of(lokus_card.to_pdf(full))[0] == 1


def test_signs_of_markup_are_printed_as_they_are_on_the_card():
    hostile = replace(
        CARD, name=HOSTILE, place=FORMULA, sentences=(HOSTILE,), rows=(replace(ROWS[0], label=HOSTILE, value=FORMULA),)
    )
    pages, text = text_of(lokus_card.to_pdf(hostile))

    assert pages == 1
    for words in (FORMULA, '#image("/etc/passwd") *tebal* $x$ @a <b>&amp; </w:t> \\ " // [c] `d`'):
        assert text.replace(" ", "").count(words.replace(" ", "")) == 2 + (words != FORMULA)


@pytest.mark.parametrize("at", [0, -1])
def test_the_card_of_the_engine_says_what_the_engine_says(at):
    found = propose(random_candidates(3), scenario_of(size=9))
    told = explain(found, found.frame["area_code"].iloc[at])
    card = lokus_card.card_of(
        told, area=PASURUAN, lokus_year=2027, source="Sumber: uji.", release_id="20261121-233736-a07c84e6"
    )
    pages, text = text_of(lokus_card.to_pdf(card))

    assert pages == 1
    assert card.place == f"{told.name}, {told.kecamatan_name}, Kabupaten Pasuruan"
    assert " ".join(told.sentences) in text
    assert sum(row.part for row in card.rows if row.part == row.part) == pytest.approx(card.score)
    assert card.score - card.cut_score == pytest.approx(told.distance)


def test_a_criterion_without_weight_is_not_on_the_card_and_a_threshold_is_named():
    rules = (Rule(key=PREVALENCE, weight=1, threshold=7.0), Rule(key=CASES, weight=1), Rule(key=KRS, weight=0))
    found = propose(random_candidates(3), scenario_of(size=9, rules=rules))
    told = explain(found, found.frame["area_code"].iloc[0])
    card = lokus_card.card_of(told, area=PASURUAN, lokus_year=2027, source="", release_id="r")

    assert [row.label for row in card.rows] == ["Prevalensi stunting distabilkan", "Jumlah balita stunting"]
    assert card.rows[0].standing == "batas > 7%"


def test_proposals_stand_side_by_side_under_the_names_they_are_given():
    candidates = random_candidates(3)
    proposals = [(f"Daftar {size}", propose(candidates, scenario_of(size=size, draws=1))) for size in (5, 9)]
    found = scenario_sheet.from_proposals(proposals)

    assert found.counts == (5, 9)
    assert len(found.frame) == 9
    assert proposals[0][1].formula in text_of(scenario_sheet.to_pdf(found, STAMP))[1]


def lists():
    frame = desa(6, leaving=0).assign(satu=[True, True, False, False, True, False], dua=[True, False, True] * 2)
    frame["tiga"] = [True, None, None, None, None, None]
    return frame


def sides(*names):
    return [Side(column=name, label=name.capitalize(), formula=f"Skor = {name}") for name in names]


def test_only_desa_in_any_list_are_shown_and_unknown_is_outside():
    found = scenario_sheet.side_by_side(lists(), sides("satu", "tiga"))

    assert found.counts == (3, 1)
    assert len(found.frame) == 3
    assert sorted(found.times) == [1, 1, 2]
    assert found.summary == "1 desa/kelurahan masuk di semua 2 skenario; 2 hanya di sebagian."


def test_the_sheet_marks_every_list_without_colour():
    content: dict[str, Any] = scenario_sheet.sheet(scenario_sheet.side_by_side(lists(), sides("satu", "dua")), STAMP)

    assert {cell for row in content["rows"] for cell in row[2:4]} == {"●", "–"}
    assert [sum(row[2 + at] == "●" for row in content["rows"]) for at in (0, 1)] == [
        int(count) for count in content["total"]
    ]


def test_scenarios_of_one_name_are_told_apart():
    found = scenario_sheet.side_by_side(lists(), [replace(one, label="Usulan") for one in sides("satu", "dua")])

    assert list(scenario_sheet.file_table(found))[3:5] == ["Usulan", "Usulan (2)"]


def test_the_workbook_has_a_row_per_desa_and_names_stay_words():
    frame = lists().assign(area_name=[FORMULA, HOSTILE, "Ambal", "Luwuk", "Bendo", "Klinter"])
    found = scenario_sheet.side_by_side(frame, sides("satu", "dua", "tiga"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(scenario_sheet.to_xlsx(found, STAMP)))
    header, *rows = book.get_sheet_by_name("Skenario").to_python()

    assert header[-4:] == ["Satu", "Dua", "Tiga", "Masuk dalam (skenario)"]
    assert [row[-1] for row in rows] == found.times.tolist()
    assert FORMULA in [row[2] for row in rows]
    assert {row[3] for row in rows} == {"ya", "tidak"}


@pytest.mark.parametrize(("count", "width"), [(4, 595), (6, 842)])
def test_many_scenarios_turn_the_sheet_and_every_row_is_on_it(count, width):
    frame = desa(60, leaving=0).assign(**{f"s{number}": True for number in range(count)})
    found = scenario_sheet.side_by_side(frame, sides(*(f"s{number}" for number in range(count))))
    pdf = scenario_sheet.to_pdf(found, STAMP, government=HOSTILE)
    pages, text = text_of(pdf)

    assert round(float(PdfReader(io.BytesIO(pdf)).pages[0].mediabox.width)) == width
    assert pages > 1
    assert all(name in text for name in frame["area_name"])
    assert text.count("Masuk dalam") == pages


def test_no_rows_are_said_in_a_sentence():
    found = scenario_sheet.side_by_side(lists().assign(satu=False), sides("satu"))

    assert "Tidak ada desa/kelurahan dalam daftar mana pun." in text_of(scenario_sheet.to_pdf(found, STAMP))[1]
