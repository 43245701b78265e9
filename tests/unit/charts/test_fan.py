"""What the fan claims: limits, targets, chances, and nothing that looks certain."""

import pytest

from stunting.charts.fan import fan
from stunting.charts.fan_words import PastYear, YearAhead, chance
from stunting.errors import NoDataError
from stunting.indicators import indicator

PAST = [
    PastYear(year=2023, value_pct=18.8, low_pct=17.9, high_pct=19.7),
    PastYear(year=2024, value_pct=17.9, low_pct=17.0, high_pct=18.8),
    PastYear(year=2025, value_pct=16.9, low_pct=16.0, high_pct=17.8),
]


def ahead(year, median, target=None, probability=None):
    return YearAhead(
        year=year,
        median_pct=median,
        low80_pct=median - 1,
        high80_pct=median + 1,
        low95_pct=median - 2,
        high95_pct=median + 2,
        target_pct=target,
        probability=probability,
    )


AHEAD = [ahead(2026, 15.9, 15.5, 0.124), ahead(2027, 15.0, 14.8, 0.25), ahead(2028, 14.1, 14.5, 0.997)]


def draw(past=PAST, years=AHEAD, **more):
    return fan(
        past,
        years,
        indicator=indicator("stunting"),
        area_name="Kab. Mesuji",
        method="Laju 2023–2025 diteruskan.",
        source="Sumber: e-PPGBM.",
        **more,
    )


def trace(picture, name):
    return next((one for one in picture.figure.data if one.name == name), None)


def test_measured_years_are_points_with_intervals_and_no_line():
    points = trace(draw(), "diukur")

    assert points.mode == "markers"
    assert list(points.error_y.array) == pytest.approx([0.9, 0.9, 0.9])


def test_the_fan_opens_at_the_interval_of_the_newest_figure():
    wide = trace(draw(), "95%")

    assert wide.x == (2025, 2026, 2027, 2028, 2028, 2027, 2026, 2025)
    assert wide.y[0] == 17.8
    assert wide.y[-1] == 16.0


def test_without_a_published_interval_the_fan_stands_alone():
    past = [PastYear(year=2025, value_pct=16.9)]

    assert trace(draw(past=past), "95%").x[0] == 2026
    assert not trace(draw(past=past), "diukur").error_y.visible


def test_the_narrow_band_lies_inside_the_wide_one():
    narrow, wide = trace(draw(), "80%").y, trace(draw(), "95%").y
    half = len(narrow) // 2

    assert all(a <= b for a, b in zip(narrow[:half], wide[:half], strict=True))
    assert all(a >= b for a, b in zip(narrow[half:], wide[half:], strict=True))


def test_targets_hold_for_their_year():
    steps = trace(draw(), "target")

    assert steps.x[:3] == (2025.5, 2026.5, 2026.5)
    assert list(steps.y) == [15.5, 15.5, 14.8, 14.8, 14.5, 14.5]


def test_each_year_has_its_target_and_its_chance_below_it():
    strip = trace(draw(), "target dan peluang")

    assert strip.text == ("15,5", "14,8", "14,5", "<b>12</b>", "<b>25</b>", "<b>&gt;99</b>")
    assert strip.x == (2026, 2027, 2028, 2026, 2027, 2028)


@pytest.mark.parametrize(("probability", "text"), [(0.0, "<1%"), (0.004, "<1%"), (0.41, "41%"), (1.0, ">99%")])
def test_no_chance_is_certain(probability, text):
    assert chance(probability) == text


def test_without_targets_there_is_neither_step_nor_strip():
    picture = draw(years=[ahead(2026, 15.0), ahead(2027, 14.0)])

    assert trace(picture, "target") is None
    assert trace(picture, "target dan peluang") is None


def test_the_notes_hold_method_and_caution_and_law():
    notes = draw(target_basis="RPJMD 2025-2029").notes

    assert notes[0] == "Laju 2023–2025 diteruskan."
    assert "bukan janji" in notes[1]
    assert notes[2] == "Target: RPJMD 2025-2029."


def test_the_table_equals_the_marks_and_the_words_hold_the_numbers():
    picture = draw()

    assert picture.table["Nilai (%)"].tolist() == [18.8, 17.9, 16.9, 15.9, 15.0, 14.1]
    assert picture.table["Jenis"].tolist() == ["diukur"] * 3 + ["perkiraan"] * 3
    assert "2026 sekitar 15,9% (80%: 14,9–16,9%), target 15,5%, peluang 12%" in picture.alt


@pytest.mark.parametrize(("past", "years"), [([], AHEAD), (PAST, [])])
def test_a_fan_without_past_or_future_says_so(past, years):
    with pytest.raises(NoDataError, match="memerlukan angka beberapa tahun"):
        draw(past=past, years=years)


def test_a_sample_is_watermarked():
    assert any(note.name == "watermark" for note in draw(is_sample=True).figure.layout.annotations)
