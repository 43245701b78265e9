"""What the trend chart claims by its lines, marks and steps."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from stunting.charts.trend import Series, trend
from stunting.indicators import indicator
from stunting.measures import Estimate


def estimate(year, value, survey="ssgi", area="1811", **more):
    return Estimate(area_code=area, survey=survey, year=year, value_pct=value, **more)


MESUJI = Series(
    name="Kab. Mesuji",
    estimates=[estimate(2021, 21.8), estimate(2022, 22.5), estimate(2023, 5.0, survey="ski"), estimate(2024, 11.1)],
)
NO_TARGETS = pd.DataFrame(columns=["area_code", "year", "value_pct", "basis", "source", "is_verified"])
TARGETS = pd.DataFrame(
    [("00", 2025, 18.8, "RPJMN 2025-2029", "x", True), ("00", 2029, 14.2, "RPJMN 2025-2029", "x", True)],
    columns=NO_TARGETS.columns,
)


def draw(subject=MESUJI, **more):
    return trend(subject, targets=more.pop("targets", NO_TARGETS), indicator=indicator("stunting"), **more)


def lines(picture):
    return [t for t in picture.figure.data if isinstance(t, go.Scatter) and t.mode == "lines" and t.line.dash is None]


def marks(picture):
    return {t.name: t for t in picture.figure.data if isinstance(t, go.Scatter) and t.mode == "markers+text"}


def test_a_line_never_touches_a_survey_of_another_design():
    joined = [list(line.x) for line in lines(draw())]

    assert joined == [[2021, 2022, 2024]]


def test_old_papua_and_papua_are_not_joined():
    papua = Series(name="Papua", estimates=[estimate(2022, 34.6, area="91-lama"), estimate(2024, 24.7, area="91")])

    assert lines(draw(papua)) == []


def test_each_survey_has_its_own_mark_and_every_point_its_number():
    points = marks(draw())

    assert points["SSGI"].marker.symbol != points["SKI"].marker.symbol
    assert points["SSGI"].text == ("<b>21,8%</b>", "<b>22,5%</b>", "<b>11,1%</b>")


def test_without_published_intervals_there_are_no_error_bars():
    assert not any(point.error_y.visible for point in marks(draw()).values())


def test_published_intervals_are_drawn_at_their_limits():
    series = Series(name="x", estimates=[estimate(2021, 20.0, ci_low_pct=18.0, ci_high_pct=23.0), estimate(2022, 19.0)])

    bars = marks(draw(series))["SSGI"].error_y

    assert bars.visible
    assert list(bars.array) == pytest.approx([3.0, 0.0])
    assert list(bars.arrayminus) == pytest.approx([2.0, 0.0])


def test_targets_are_steps_and_the_note_names_their_legal_source():
    picture = draw(targets=TARGETS)

    steps = [t for t in picture.figure.data if t.mode == "lines" and t.line.dash == "dash"]
    assert [step.line.shape for step in steps] == ["hv"]
    assert picture.notes == ("Target nasional 18,8% pada 2025, 14,2% pada 2029: RPJMN 2025-2029.",)


def test_the_year_without_a_survey_is_said():
    series = Series(name="x", estimates=[estimate(2019, 27.7, survey="ssgbi"), estimate(2021, 24.4)])

    texts = [note.text for note in draw(series).figure.layout.annotations]
    assert any("2020" in text and "tanpa survei" in text for text in texts)


def test_the_axis_begins_at_zero_and_numbers_use_a_comma():
    figure = draw().figure

    assert figure.layout.yaxis.rangemode == "tozero"
    assert figure.layout.separators == ",."


def test_the_words_for_those_who_cannot_see_it_hold_every_figure():
    assert "SKI 2023 5,0%" in draw().alt


def test_a_sample_is_watermarked():
    notes = draw(is_sample=True).figure.layout.annotations

    assert any("DATA CONTOH" in note.text for note in notes)


def test_the_table_holds_the_same_points():
    table = draw().table

    assert table["Prevalensi (%)"].tolist() == [21.8, 22.5, 5.0, 11.1]
    assert table["Survei"].tolist() == ["SSGI", "SSGI", "SKI", "SSGI"]
