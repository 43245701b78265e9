"""What the routine trend claims by its line, its gaps, its breaks and its strip of coverage."""

import calendar
import datetime as dt
import math

import pandas as pd
import pytest

from stunting import formats
from stunting.anthro.prevalence import wilson
from stunting.charts import time_axis
from stunting.charts.routine_trend import routine_trend
from stunting.charts.routine_words import Difference
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.routine.periods import Period, PeriodKind

STUNTING = indicator("stunting")
SOURCE = "Sumber: e-PPGBM, data per 31 Agustus 2025."


def period(year, month, kind=PeriodKind.MONTH):
    name = formats.month(year, month)
    if kind is PeriodKind.YEAR:
        return Period(
            start=dt.date(year, 1, 1),
            end=dt.date(year, 12, 31),
            kind=kind,
            key=str(year),
            label=str(year),
            short=str(year),
        )
    before = "BT " if kind is PeriodKind.WINDOW else ""
    return Period(
        start=dt.date(year, month, 1),
        end=dt.date(year, month, calendar.monthrange(year, month)[1]),
        kind=kind,
        key=f"{year}-{month:02}",
        label=f"{'Bulan Timbang ' if before else ''}{name}",
        short=f"{before}{name[:3]} {year}",
    )


def frame_of(periods, stunted=150, measured=1000, target=1100, **more):
    stunted_n = stunted if isinstance(stunted, list) else [stunted] * len(periods)
    low, high = wilson(stunted_n, measured)
    return pd.DataFrame(
        {
            "period": periods,
            "value_pct": [100 * n / measured for n in stunted_n],
            "ci_low_pct": low,
            "ci_high_pct": high,
            "measured_n": measured,
            "stunted_n": stunted_n,
            "target_n": target,
            "covered_n": measured,
            "coverage_pct": 100 * measured / target,
            "is_incomplete": False,
            "break_before": pd.Series([None] * len(periods), dtype=object),
        }
    ).assign(**more)


def months(count, first=(2024, 1)):
    start = first[0] * 12 + first[1] - 1
    return [period(n // 12, n % 12 + 1) for n in range(start, start + count)]


def draw(frame, **more):
    return routine_trend(frame, indicator=STUNTING, area_name="Kec. Kejayan", source=SOURCE, **more)


def trace(picture, name):
    return next((one for one in picture.figure.data if one.name == name), None)


def pieces(line):
    """The parts of a line between its gaps, as places on the axis."""
    found = [[]]
    for x in line.x:
        found.append([]) if x is None else found[-1].append(x)
    return [piece for piece in found if piece]


def at(year, month):
    return year * 12 + month - 1


def test_the_incomplete_month_is_hollow_and_joined_by_dots():
    picture = draw(frame_of(months(5), is_incomplete=[False] * 4 + [True]))

    assert trace(picture, "belum lengkap").line.dash == "dot"
    assert pieces(trace(picture, "belum lengkap")) == [[at(2024, 4), at(2024, 5)]]
    assert trace(picture, "garis").line.dash == "solid"
    assert max(trace(picture, "garis").x) == at(2024, 4)
    assert trace(picture, "titik").marker.symbol[-1] == "circle-open"
    assert any("Mei 2024" in note and "Belum lengkap" in note for note in picture.notes)


def test_a_missing_month_is_a_gap_in_line_and_band_and_is_named():
    picture = draw(frame_of([p for p in months(8) if p.month not in (4, 5)]))

    assert pieces(trace(picture, "garis")) == [
        [at(2024, 1), at(2024, 2), at(2024, 3)],
        [at(2024, 6), at(2024, 7), at(2024, 8)],
    ]
    assert len(pieces(trace(picture, "interval 95%"))) == 2
    assert "Tidak ada data: Apr 2024–Mei 2024." in picture.notes


def test_a_month_without_a_rate_is_a_gap_and_never_zero():
    frame = frame_of(months(5))
    frame.loc[2, ["value_pct", "ci_low_pct", "ci_high_pct"]] = math.nan
    frame["state"] = ["value", "value", "small_n", "value", "value"]

    picture = draw(frame)

    assert at(2024, 3) not in trace(picture, "titik").x
    assert len(pieces(trace(picture, "garis"))) == 2
    assert any("kurang dari 20" in note and "Mar 2024" in note for note in picture.notes)
    assert math.isnan(picture.table["Stunting (%)"][2])


def test_a_break_cuts_the_line_with_an_upright_mark_and_its_sentence():
    breaks = pd.Series([None, None, "Sasaran beralih ke sasaran riil.", None], dtype=object)

    picture = draw(frame_of(months(4), break_before=breaks))

    assert pieces(trace(picture, "garis")) == [[at(2024, 1), at(2024, 2)], [at(2024, 3), at(2024, 4)]]
    upright = [shape for shape in picture.figure.layout.shapes if shape.x0 == shape.x1]
    assert [shape.x0 for shape in upright] == [at(2024, 3) - 0.5]
    assert picture.notes[0] == "a. Maret 2024: Sasaran beralih ke sasaran riil."


def test_the_band_has_the_limits_of_the_intervals():
    frame = frame_of(months(2), stunted=[100, 200])

    band = trace(draw(frame), "interval 95%")

    low, high = frame["ci_low_pct"], frame["ci_high_pct"]
    assert list(band.y) == pytest.approx([high[0], high[1], low[1], low[0], high[0]])


def test_the_same_month_a_year_ago_is_marked_with_difference_and_interval():
    picture = draw(frame_of(months(13), stunted=[200] + [180] * 11 + [150]))

    assert list(trace(picture, "tahun lalu").x) == [at(2024, 1)]
    text = picture.figure.layout.annotations[0].text
    assert "Bulan yang sama tahun lalu (Jan 2024): 20,0%" in text
    assert "<b>turun</b>, −5,0 (−8,3 sampai −1,7) poin persen" in text


def test_a_difference_that_was_worked_out_elsewhere_is_the_one_that_is_said():
    given = Difference(points=-5.0, low_points=-11.0, high_points=1.0)

    picture = draw(frame_of(months(13), stunted=[200] + [180] * 11 + [150]), difference=given)

    assert "<b>setara</b>, −5,0 (−11,0 sampai +1,0)" in picture.figure.layout.annotations[0].text


def test_across_a_break_nothing_is_compared_with_a_year_ago():
    breaks = pd.Series([None] * 6 + ["Metode berganti."] + [None] * 6, dtype=object)

    assert trace(draw(frame_of(months(13), break_before=breaks)), "tahun lalu") is None


def test_an_incomplete_month_is_not_compared_with_a_whole_one():
    picture = draw(frame_of(months(14), is_incomplete=[False] * 13 + [True]))

    assert list(trace(picture, "tahun lalu").x) == [at(2024, 1)]


def test_low_coverage_is_hatched_in_the_strip_and_hollow_in_the_line():
    picture = draw(frame_of(months(3), coverage_pct=[90.0, 79.9, 80.0]))

    assert trace(picture, "cakupan rendah").marker.pattern.shape == "/"
    assert list(trace(picture, "cakupan rendah").x) == [at(2024, 2)]
    assert trace(picture, "titik").marker.symbol == ("circle", "circle-open", "circle")
    assert any("Feb 2024" in note for note in picture.notes)


def test_strip_and_line_share_their_axis_and_the_strip_reaches_a_hundred():
    layout = draw(frame_of(months(3))).figure.layout

    assert layout.xaxis.anchor == "y2"
    assert layout.yaxis2.range == (0, 100)
    assert 80 in [shape.y0 for shape in layout.shapes]


def test_without_a_known_target_group_there_is_no_strip():
    picture = draw(frame_of(months(3), coverage_pct=math.nan, target_n=None))

    assert trace(picture, "cakupan") is None
    assert picture.table["Sasaran"].isna().all()


def test_targets_hold_for_their_calendar_year_and_name_their_law():
    targets = pd.DataFrame(
        [("3514", 2024, 15.0, "RPJMD", True), ("3514", 2025, 14.0, "RPJMD", True), ("3514", 2029, 9.0, "RPJMD", True)],
        columns=["area_code", "year", "value_pct", "basis", "is_verified"],
    )

    picture = draw(frame_of(months(24)), targets=targets)

    steps = trace(picture, "target")
    assert list(steps.y) == [15.0, 15.0, 14.0, 14.0]
    assert steps.x[1] == steps.x[2] == at(2024, 12) + 0.5
    assert "Target daerah 15,0% pada 2024, 14,0% pada 2025: RPJMD." in picture.notes


@pytest.mark.parametrize("count", [1, 5, 8, 12, 20, 36, 60, 84])
def test_months_have_at_most_eight_labels_and_the_year_once(count):
    texts = time_axis.axis(months(count, first=(2019, 3)))["ticktext"]

    assert 1 <= len(texts) <= 8
    years = [text.split("<br>")[1] for text in texts if "<br>" in text]
    assert len(years) == len(set(years))


def test_months_are_indonesian():
    assert time_axis.axis(months(8))["ticktext"][4] == "Mei"
    assert time_axis.axis(months(8))["ticktext"][7] == "Agu"


def test_a_weighing_window_that_was_not_held_is_a_gap():
    held = [(2023, 2), (2023, 8), (2024, 8), (2025, 2)]

    picture = draw(frame_of([period(*one, kind=PeriodKind.WINDOW) for one in held]))

    assert [len(piece) for piece in pieces(trace(picture, "garis"))] == [2, 2]


def test_years_stand_on_their_own_labels():
    picture = draw(frame_of([period(year, 1, kind=PeriodKind.YEAR) for year in (2022, 2023, 2025)]))

    assert picture.figure.layout.xaxis.ticktext == ("2022", "2023", "2025")
    assert [len(piece) for piece in pieces(trace(picture, "garis"))] == [2]


def test_a_long_series_is_labelled_at_its_ends_only():
    picture = draw(frame_of(months(30), stunted=list(range(200, 170, -1))))

    assert trace(picture, "angka").text == ("<b>20,0%</b>", "<b>17,1%</b>")


def test_neighbouring_figures_of_the_same_height_stand_on_different_sides():
    sides = trace(draw(frame_of(months(5), stunted=[150, 151, 150, 151, 150])), "angka").textposition

    assert sides[-1] == "middle right"
    assert [side.split()[0] for side in sides[:-1]] == ["bottom", "top", "bottom", "top"]


def test_the_first_figure_of_a_long_series_stands_above_its_band():
    frame = frame_of(months(30))

    numbers = trace(draw(frame), "angka")

    assert numbers.y[0] == frame["ci_high_pct"].max()
    assert numbers.text[0] == "<b>15,0%</b>"


def test_the_table_equals_the_marks():
    picture = draw(frame_of(months(3), stunted=[150, 160, 170]))

    assert picture.table["Stunting (%)"].tolist() == list(trace(picture, "titik").y)
    assert picture.table["Balita stunting"].tolist() == [150, 160, 170]
    assert picture.table["Balita diukur"].tolist() == [1000] * 3
    assert picture.table["Periode"].tolist() == ["Januari 2024", "Februari 2024", "Maret 2024"]


def test_the_words_for_those_who_cannot_see_it_hold_the_numbers():
    alt = draw(frame_of(months(3), stunted=[152, 161, 173])).alt

    assert "Januari 2024 15,2%" in alt
    assert "Maret 2024 17,3%" in alt
    assert "cakupan terakhir 90,9%" in alt


def test_sample_data_carry_the_watermark_and_real_data_do_not():
    assert any(note.name == "watermark" for note in draw(frame_of(months(2)), is_sample=True).figure.layout.annotations)
    assert not any(note.name == "watermark" for note in draw(frame_of(months(2))).figure.layout.annotations)


def test_a_series_without_any_rate_says_so():
    with pytest.raises(NoDataError, match="tidak memiliki angka rutin"):
        draw(frame_of(months(2), value_pct=math.nan))
