"""Slides of the page Lokus, on the shipped data."""

from __future__ import annotations

import math

import pytest

from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.lokus.comparison import ListAsked, compare_lists
from stunting.lokus.effect_data import effect_of_list
from stunting.lokus.over_time import before_after, lokus_over_time
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode, Question, newest
from stunting.routine.periods import PeriodKind
from stunting.slides import from_lokus
from stunting.slides.drawings import BarsDrawing, MapDrawing, PairsDrawing, SeriesDrawing, TableDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources
from tests.whole_slides import assert_is_whole

QUESTION = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)


def slide(sources: Sources, code: str, tab: str, **params: str) -> Slide:
    step = Step(key="langkah", title="Judul", page="lokus", params={"tab": tab, **params})
    return from_lokus.slide(sources, step, sources.register.get(code))


def compared(sources: Sources, code: str, view: str, **params: str) -> Slide:
    return slide(sources, code, "Banding", tampilan=view, kab=code, **params)


def test_the_newest_list_is_counted_out_of_all_desa_and_drawn_on_the_map(sources):
    found = slide(sources, "1801", "Daftar")

    lists = sources.lokus("1801")
    codes = set(lists.loc[lists["lokus_year"] == 2026, "desa_code"])
    assert (found.figure.text, found.figure.value) == (str(len(codes)), len(codes))
    assert found.figure.detail.startswith("dari 260 desa/kelurahan")
    assert "1 baru, 14 lanjutan, 13 keluar" in found.sentence
    assert isinstance(found.drawing, MapDrawing)
    rows = found.drawing.view.panels[0].frame
    assert set(rows.loc[rows["is_lokus"], "code"]) == codes
    assert found.drawing.view.lokus == "lokus 2026"
    assert found.is_sample
    assert found.params == {"daftar": "2026"}


def test_numbers_on_the_map_are_those_of_lokus_that_mode_publik_shows(sources):
    found = slide(sources, "1801", "Daftar", daftar="2025")

    lists = sources.lokus("1801")
    codes = set(lists.loc[lists["lokus_year"] == 2025, "desa_code"])
    period = newest(sources.periods("1801"))
    units = sources.district.areas_in_period(within="1801", level="desa", period=period, question=QUESTION)
    shown = set(units.dropna(subset="value_pct")["area_code"])
    assert set(found.drawing.labels) == codes & shown
    assert len(codes - shown) == 3


def test_an_announced_number_is_told_with_its_source_and_without_names(sources):
    found = slide(sources, "3514", "Daftar")

    assert (found.figure.text, found.figure.detail) == ("25", "di 12 kecamatan; satu sumber")
    assert found.source == "Sumber: Tugu Jatim, Januari 2023."
    assert "Nama desanya tidak diumumkan" in found.sentence
    assert found.drawing is None


def test_a_province_shows_what_was_announced_in_it(sources):
    found = slide(sources, "18", "Daftar")

    assert isinstance(found.drawing, TableDrawing)
    assert found.figure.text == "2"
    assert [[cell.text for cell in row[:3]] for row in found.drawing.rows][:2] == [
        ["Kab. Lampung Selatan", "2026", "15"],
        ["Kab. Lampung Selatan", "2025", "27"],
    ]


def test_the_newest_list_stands_per_kecamatan_for_the_decision(sources):
    found = slide(sources, "1801", "SK dan keputusan")

    table = found.drawing
    assert isinstance(table, TableDrawing)
    assert sum(row[1].value for row in table.rows) == table.total[1].value == 15
    assert [row[1].value for row in table.rows] == sorted((row[1].value for row in table.rows), reverse=True)
    assert "Hatta (baru)" in [row[2].text for row in table.rows]


def test_without_any_list_the_decision_is_a_slide_of_words(sources):
    found = slide(sources, "1101", "SK dan keputusan")

    assert found.is_words
    assert "Belum ada daftar lokus Kab. Aceh Selatan" in found.sentence


def test_reach_is_that_of_the_release_between_the_best_and_a_random_list(sources):
    found = compared(sources, "1801", "jangkauan")

    asked = ListAsked(kabupaten_code="1801", lokus_year=2026, period=newest(sources.periods("1801")))
    (reach,) = compare_lists(sources.district, lists=[asked], question=QUESTION)
    assert isinstance(found.drawing, BarsDrawing)
    assert [one.value for one in found.drawing.bars] == [reach.reached_pct, reach.best_pct, reach.random_pct]
    assert found.figure.text == "15,6%"
    assert found.drawing.bars[1].text == "sedikitnya 17,5%"
    assert "18.091 balita diukur dari 19.052 sasaran (95,0%)" in found.source


def test_a_reach_that_mode_publik_hides_is_said_to_be_hidden(sources):
    found = compared(sources, "1801", "jangkauan", lokus_tahun="2025")

    assert (found.figure.text, found.figure.value) == ("tidak ditampilkan", None)
    assert found.drawing.bars[0].value is None
    assert "mode publik: sebagian angka disembunyikan" in found.chips


def test_lists_of_several_kabupaten_stand_under_each_other_the_own_one_first(sources):
    found = slide(sources, "1801", "Banding", kab="3520,1801")

    assert [one.code for one in found.drawing.bars] == ["3520", "1801"]
    assert found.drawing.bars[1].note == "acak 5,8%; terbaik ≥ 17,5%"
    assert slide(sources, "1801", "Banding").drawing.bars[0].is_marked


def test_desa_that_are_not_named_have_no_reach(sources):
    found = compared(sources, "3514", "jangkauan")

    assert (found.figure.text, found.drawing) == ("tidak ada data", None)
    assert "Nama desa tidak diumumkan" in found.sentence
    assert found.data_date == "Lokus 2023"


def test_both_sides_over_time_have_gaps_where_mode_publik_hides_them(sources):
    found = compared(sources, "1801", "antarwaktu")

    series = lokus_over_time(
        sources.district, kabupaten_code="1801", lokus_year=2026, kind=PeriodKind.WINDOW, question=QUESTION
    )
    assert isinstance(found.drawing, SeriesDrawing)
    ((heading, (ours, others)),) = found.drawing.panels
    assert heading == "Kab. Lampung Selatan, lokus 2026"
    for line, side in ((ours, "lokus"), (others, "bukan lokus")):
        expected = [None if math.isnan(value) else value for value in series.of(side)["value_pct"]]
        assert [point.value for point in line.points] == expected
        assert None in expected
    assert found.drawing.bands == ((2026.0, 2027.0, "lokus 2026"),)
    assert "161 dari 1.049 balita diukur" in found.figure.detail
    assert any("bukan dampak lokus" in one for one in found.footnotes)


def test_before_and_after_are_those_of_the_release(sources):
    found = compared(sources, "3520", "sebelum-sesudah")

    series = lokus_over_time(
        sources.district, kabupaten_code="3520", lokus_year=2024, kind=PeriodKind.WINDOW, question=QUESTION
    )
    steps = before_after(series).steps
    assert isinstance(found.drawing, PairsDrawing)
    assert [(one.before, one.after) for one in found.drawing.pairs] == [
        (one.before.value_pct, one.after.value_pct) for one in steps
    ]
    assert found.drawing.pairs[0].text == "turun 2,8 poin persen"
    assert found.figure.value == steps[0].points
    assert found.footnotes[0].startswith("Perubahan ini bukan dampak lokus")


def test_a_change_with_a_hidden_figure_is_not_worked_out(sources):
    found = compared(sources, "1801", "sebelum-sesudah")

    pair = found.drawing.pairs[0]
    assert (pair.after, pair.after_text, pair.text) == (None, "tidak ditampilkan", "tidak dihitung")
    assert (found.figure.text, found.figure.value) == ("tidak ditampilkan", None)
    assert "tidak dapat ditampilkan" in found.sentence


def test_the_map_of_a_comparison_is_that_of_the_list(sources):
    found = compared(sources, "1801", "peta")

    assert isinstance(found.drawing, MapDrawing)
    assert found.figure.text == "15"


def test_the_effect_is_told_with_its_interval_and_that_it_proves_no_cause(sources):
    found = slide(sources, "1801", "Dampak")

    effect = effect_of_list(sources.district, kabupaten_code="1801", lokus_year=2025, mode=Mode.PUBLIC).effect
    assert isinstance(found.drawing, BarsDrawing)
    main = found.drawing.bars[0]
    assert (main.value, main.low, main.high) == (effect.points, effect.low, effect.high)
    assert (found.figure.text, found.figure.value) == ("+2,1 poin persen", effect.points)
    assert found.sentence.endswith(
        "belum terlihat berbeda, karena interval memuat nol. Ini hubungan, bukan bukti sebab."
    )
    assert found.params == {"daftar": "2025"}


@pytest.mark.parametrize(
    ("code", "tab", "params", "message"),
    [
        ("1101", "Daftar", {}, "Belum ada daftar desa/kelurahan lokus Kab. Aceh Selatan"),
        ("1801", "Daftar", {"daftar": "2020"}, "Yang ada: 2025, 2026"),
        ("35", "SK dan keputusan", {}, "di dalam satu kabupaten/kota"),
        ("1101", "Banding", {"kab": "1101"}, "Belum ada daftar lokus"),
        ("3514", "Banding", {"kab": "3514", "tampilan": "antarwaktu"}, "Nama desa tidak diumumkan"),
        ("3514", "Banding", {"kab": "3514", "tampilan": "sebelum-sesudah"}, "Nama desa tidak diumumkan"),
        ("3514", "Banding", {"kab": "3514", "tampilan": "peta"}, "belum ada di rilis"),
        ("1801", "Banding", {"kab": "1801", "tampilan": "sebelum-sesudah", "lokus_tahun": "2026"}, "Belum ada periode"),
        ("3514", "Dampak", {}, "Belum ada daftar desa/kelurahan lokus Kab. Pasuruan"),
        ("1801", "Dampak", {"daftar": "2026"}, "belum dapat dinilai"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(sources, code, tab, params, message):
    with pytest.raises(NoDataError, match=message):
        slide(sources, code, tab, **params)


@pytest.mark.parametrize(
    ("tab", "view"),
    [
        ("Daftar", ""),
        ("SK dan keputusan", ""),
        ("Banding", "jangkauan"),
        ("Banding", "antarwaktu"),
        ("Banding", "sebelum-sesudah"),
        ("Banding", "peta"),
        ("Dampak", ""),
    ],
)
@pytest.mark.parametrize("code", ["1801", "3520"])
def test_every_view_is_complete_and_in_mode_publik(sources, code, tab, view):
    found = slide(sources, code, tab, **({"tampilan": view} if view else {}))

    assert_is_whole(found)
    assert "internal" not in " ".join([found.sentence, found.source, *found.chips, *found.footnotes])
    assert found.is_sample
