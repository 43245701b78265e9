"""Survey and routine beside each other: what is drawn, what is said, and what is never joined."""

import math

import pytest

from stunting.charts.two_numbers import two_numbers

SSGI = {"survey_pct": 22.7, "survey_low_pct": 19.4, "survey_high_pct": 26.1, "survey_n": 589}
BOUNDS = {"coverage_pct": 86.0, "bound_low_pct": 6.9, "bound_high_pct": 20.9, "implied_unmeasured_pct": 113.0}


def draw(**more):
    given = {
        "area_name": "Kab. Magetan",
        "survey_label": "SSGI 2024",
        "routine_label": "Bulan Timbang Agustus 2025",
        "routine_pct": 8.0,
        "routine_low_pct": 7.7,
        "routine_high_pct": 8.3,
        "routine_n": 33120,
        "source": "Sumber: SSGI 2024; e-PPGBM.",
    }
    return two_numbers(**{**given, **SSGI, **more})


def trace(picture, start):
    return next((one for one in picture.figure.data if one.name.startswith(start)), None)


def texts(picture):
    return [note.text for note in picture.figure.layout.annotations]


def test_no_line_joins_survey_and_routine():
    lines = [one for one in draw(**BOUNDS).figure.data if one.mode == "lines"]

    assert lines
    for line in lines:
        at = [x for x in line.x if x is not None]
        assert not (min(at) <= 8.0 and max(at) >= 22.7)
    upright = draw(**BOUNDS).figure.layout.shapes
    assert all(shape.x0 == shape.x1 for shape in upright)


def test_both_numbers_are_written_with_their_intervals():
    assert "<b>22,7%</b> (19,4–26,1%)" in texts(draw())
    assert "<b>8,0%</b> (7,7–8,3%)" in texts(draw())


def test_survey_and_routine_have_marks_of_their_own():
    symbols = {one.marker.symbol for one in draw().figure.data if one.mode == "markers"}

    assert symbols == {"diamond", "circle"}


def test_without_a_published_interval_the_survey_has_only_its_point():
    picture = draw(survey_low_pct=None, survey_high_pct=None)

    assert trace(picture, "Survei, SSGI 2024: interval") is None
    assert "Interval SSGI 2024 tidak dipublikasikan." in picture.notes


def test_the_bracket_has_the_bounds_of_all_listed_children():
    bracket = trace(draw(**BOUNDS), "Semua balita terdaftar")

    assert {x for x in bracket.x if x is not None} == {6.9, 20.9}
    assert any("antara <b>6,9%</b> dan <b>20,9%</b>" in text for text in texts(draw(**BOUNDS)))


def test_an_impossible_rate_among_the_others_is_said_and_not_drawn():
    picture = draw(**BOUNDS)

    assert any("mustahil" in text and "di atas 100%" in text for text in texts(picture))
    assert max(x for one in picture.figure.data for x in one.x if x is not None) <= 60
    assert math.isnan(picture.table["Nilai (%)"].iloc[-1])


def test_a_possible_rate_among_the_others_is_a_hollow_mark():
    picture = draw(**{**BOUNDS, "implied_unmeasured_pct": 27.8})

    assert trace(picture, "Belum terukur").marker.symbol == "circle-open"
    assert "<b>27,8%</b>" in texts(picture)


@pytest.mark.parametrize(("high", "words"), [(20.9, "di luar"), (44.4, "di antara")])
def test_the_note_says_whether_coverage_can_explain_the_difference(high, words):
    notes = draw(**{**BOUNDS, "bound_high_pct": high}).notes

    assert any(words in note for note in notes)


def test_the_two_ways_of_measuring_are_always_named_as_different():
    assert draw().notes[0].startswith("Angka survei dan pencatatan rutin memakai cara ukur berbeda")


def test_without_a_survey_the_routine_stands_alone_and_it_is_said():
    picture = draw(survey_pct=None, survey_low_pct=None, survey_high_pct=None)

    assert len(picture.table) == 1
    assert picture.notes == ("Tidak ada angka SSGI 2024 untuk Kab. Magetan.",)


def test_the_scale_grows_beyond_sixty_only_where_it_must():
    assert draw().figure.layout.xaxis.range == (0, 60)
    assert draw(**{**BOUNDS, "bound_high_pct": 71.2}).figure.layout.xaxis.range == (0, 80)


def test_table_alternative_text_and_watermark():
    picture = draw(is_sample=True, **BOUNDS)

    assert picture.table["Nilai (%)"].tolist()[:2] == [22.7, 8.0]
    assert picture.table["n"].tolist()[:2] == [589, 33120]
    assert "Survei, SSGI 2024 22,7%" in picture.alt
    assert any(note.name == "watermark" for note in picture.figure.layout.annotations)
