"""Slides of the page Banding, on the shipped data."""

from __future__ import annotations

import pytest

from stunting import queries
from stunting.errors import NoDataError, UnknownAreaError
from stunting.indicators import indicator
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode, Question, newest
from stunting.routine.ranking import ranked
from stunting.slides import from_banding
from stunting.slides.drawings import BarsDrawing, PairsDrawing, SeriesDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources
from tests.whole_slides import assert_is_whole


def slide(sources: Sources, code: str, **params: str) -> Slide:
    step = Step(key="langkah", title="Judul", page="banding", params=params)
    return from_banding.slide(sources, step, sources.register.get(code))


def published(sources: Sources, code: str, survey: str, year: int) -> float:
    frame = queries.estimates_of_areas(sources.db, key="stunting", codes=[code])
    return float(frame.loc[(frame["survey"] == survey) & (frame["year"] == year), "value_pct"].iloc[0])


def test_two_surveys_show_what_was_published_with_the_own_kabupaten_marked(sources):
    found = slide(sources, "1801", tampilan="dua", kab="1801,1811")

    assert isinstance(found.drawing, PairsDrawing)
    own = next(one for one in found.drawing.pairs if one.is_marked)
    assert own.name == "Kab. Lampung Selatan"
    assert (own.before, own.after) == (
        published(sources, "1801", "ssgi", 2021),
        published(sources, "1801", "ssgi", 2024),
    )
    assert found.figure is not None
    assert (found.figure.text, found.figure.value) == ("10,4%", own.after)
    assert "tidak dapat diuji" in found.sentence


def test_two_surveys_of_another_design_are_not_compared(sources):
    found = slide(sources, "1801", tampilan="dua", kab="1801", dari="ssgi-2021", ke="ski-2023")

    (pair,) = found.drawing.pairs
    assert (pair.text, pair.is_joined) == ("tidak dibandingkan", False)
    assert "SSGI dan SKI memakai rancangan survei yang berbeda." in found.footnotes


def test_without_a_choice_the_own_kabupaten_comes_first_and_the_link_names_all(sources):
    found = slide(sources, "1101", tampilan="dua")

    assert found.params["kab"].startswith("1101,1801,")


def test_a_kabupaten_of_one_survey_says_so(sources):
    pair = slide(sources, "1101", tampilan="dua", kab="1101,1801").drawing.pairs[0]

    assert (pair.name, pair.after, pair.after_text) == ("Kab. Aceh Selatan", None, "tidak ada data")
    assert pair.text == "hanya satu survei"


def test_few_kabupaten_have_a_panel_each_whose_lines_are_of_one_design(sources):
    drawing = slide(sources, "1801", tampilan="antarwaktu", kab="1801,1811").drawing

    assert isinstance(drawing, SeriesDrawing)
    assert [heading for heading, _ in drawing.panels] == ["Kab. Lampung Selatan", "Kab. Mesuji"]
    lines = dict(drawing.panels)["Kab. Mesuji"]
    assert [line.name for line in lines] == ["SSGI", "SKI"]
    assert [one.value for one in lines[0].points] == [
        published(sources, "1811", "ssgi", year) for year in (2021, 2022, 2024)
    ]


def test_many_kabupaten_share_one_panel_of_one_design(sources):
    found = slide(sources, "1101", tampilan="antarwaktu")

    ((_, lines),) = found.drawing.panels
    assert len(lines) <= 6
    assert {point.label.split()[0] for line in lines for point in line.points} == {"SSGI"}
    assert found.figure.text == "34,8%"
    assert "SKI 2023 mencatat 40,2% dengan rancangan lain." in found.sentence


def test_ranking_of_a_province_is_that_of_the_release(sources):
    found = slide(sources, "35", tampilan="peringkat")

    frame = queries.prevalence_by_area(
        sources.db, key="stunting", survey="ssgi", year=2024, level="kabupaten", within="35"
    )
    highest = frame.sort_values(["value_pct", "area_code"], ascending=[False, True]).head(14)
    assert isinstance(found.drawing, BarsDrawing)
    assert [(one.code, one.value) for one in found.drawing.bars] == list(
        zip(highest["area_code"], highest["value_pct"], strict=True)
    )
    assert found.drawing.rest == "… dan 24 kabupaten/kota lain"
    assert found.figure.value == published(sources, "35", "ssgi", 2024)
    assert found.drawing.levels[0].value == found.figure.value


def test_the_own_kabupaten_stays_in_the_ranking_with_its_place(sources):
    found = slide(sources, "3502", tampilan="peringkat")

    last = found.drawing.bars[-1]
    assert (last.code, last.is_marked, last.note) == ("3502", True, "urutan ke-21")
    assert len(found.drawing.bars) == 14
    assert "urutan ke-21 dari 38" in found.sentence


def test_a_kecamatan_shows_its_kabupaten(sources):
    found = slide(sources, "351406", tampilan="peringkat")

    assert [one.name for one in found.drawing.bars if one.is_marked] == ["Kab. Pasuruan"]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"tampilan": "dua", "dari": "ssgi-2021", "ke": "ssgi-2021"}, "dua survei yang berbeda"),
        ({"tampilan": "dua", "dari": "ssgi-2020"}, "Pilih SSGI 2021, SSGI 2022, SKI 2023, atau SSGI 2024"),
        ({"tampilan": "peringkat", "tahun": "2020"}, "2020 tidak memuat angka"),
        ({"tampilan": "peringkat", "survei": "riskesdas"}, "RISKESDAS tidak memuat angka"),
    ],
)
def test_a_round_that_is_not_offered_is_refused(sources, params, message):
    with pytest.raises(NoDataError, match=message):
        slide(sources, "1801", **params)


def test_an_unknown_kabupaten_is_refused(sources):
    with pytest.raises(UnknownAreaError):
        slide(sources, "1801", tampilan="dua", kab="9999")


@pytest.mark.parametrize("code", ["00", "35", "1101", "1801", "3514", "351406"])
@pytest.mark.parametrize("view", ["dua", "antarwaktu", "peringkat"])
def test_every_survey_view_is_complete_wherever_it_meets(sources, code, view):
    found = slide(sources, code, tampilan=view)

    assert_is_whole(found)
    assert "mode" not in found.params


QUESTION = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)


def units(sources: Sources, within: str, level: str):
    period = newest(sources.periods(within))
    return sources.district.areas_in_period(within=within, level=level, period=period, question=QUESTION)


def test_ranks_of_kecamatan_are_the_rates_of_the_release_with_interval_children_and_possible_ranks(sources):
    found = slide(sources, "3514", tampilan="rutin", satuan="kecamatan")

    rows = ranked(units(sources, "3514", "kecamatan"), indicator=QUESTION.indicator).set_index("area_code")
    first = found.drawing.bars[0]
    own = rows.loc[first.code]
    assert len(found.drawing.bars) == 14
    assert found.drawing.rest == "… dan 10 kecamatan lain"
    assert first.value == rows["value_pct"].max()
    assert (first.low, first.high) == (own["ci_low_pct"], own["ci_high_pct"])
    assert first.note == "peringkat 1–5; n 1.046"
    assert found.figure.text == "10,2%"
    assert "cakupan 95,0%" in found.figure.detail
    assert "sasaran (95,0%)" in found.source


def test_a_low_coverage_is_marked_and_said(sources):
    found = slide(sources, "3514", tampilan="rutin", satuan="kecamatan")

    low = [one.code for one in found.drawing.bars if one.is_low_coverage]
    assert low == ["351424"]
    assert any("Cakupan di bawah 80% di 1 dari 24 kecamatan" in one for one in found.footnotes)


def test_hidden_desa_have_no_bar_and_are_counted(sources):
    found = slide(sources, "1801", tampilan="rutin", satuan="desa")

    shown = units(sources, "1801", "desa").dropna(subset="value_pct")["area_code"].tolist()
    assert {one.code for one in found.drawing.bars} <= set(shown)
    assert found.drawing.rest == f"… dan {len(shown) - 14} desa/kelurahan lain"
    assert any("disembunyikan (melindungi 1–4 balita): 154" in one for one in found.footnotes)
    assert "mode publik: sebagian angka disembunyikan" in found.chips


def test_steadied_rates_are_drawn_beside_those_that_were_counted(sources):
    found = slide(sources, "1801", tampilan="rutin", satuan="desa", stabil="ya")

    rows = ranked(units(sources, "1801", "desa"), indicator=QUESTION.indicator, is_stabilised=True)
    steadied = rows.set_index("area_code")["stabilised_pct"]
    first = found.drawing.bars[0]
    assert first.value == steadied.max()
    assert (first.low, first.note) == (None, "peringkat 1–27; tercatat 22,4%")
    assert "angka distabilkan" in found.chips


def test_more_is_better_puts_the_lowest_first(sources):
    values = [one.value for one in slide(sources, "1801", tampilan="rutin", indikator="cakupan").drawing.bars]

    assert values == sorted(values)


def test_the_own_desa_is_marked_among_those_of_its_kecamatan(sources):
    found = slide(sources, "3514062020", tampilan="rutin")

    assert [one.name for one in found.drawing.bars if one.is_marked] == ["Desa Klinter"]
    assert "Kec. Kejayan" in found.figure.label


def test_without_a_view_routine_ranks_come_first_where_there_are_some(sources):
    assert "perlu dukungan" in slide(sources, "3514").sentence
    assert isinstance(slide(sources, "1101").drawing, PairsDrawing)


@pytest.mark.parametrize(
    ("code", "params", "message"),
    [
        ("35", {}, "di dalam satu kabupaten/kota"),
        ("1101", {}, "Belum ada data rutin"),
        ("1801", {"jk": "L"}, "Mode publik menampilkan jenis kelamin"),
    ],
)
def test_ranks_that_cannot_be_shown_are_refused_with_the_reason(sources, code, params, message):
    with pytest.raises(NoDataError, match=message):
        slide(sources, code, tampilan="rutin", **params)
