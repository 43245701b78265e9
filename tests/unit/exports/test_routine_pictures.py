"""The charts of routine data on paper: nothing of them may be lost on the way."""

import calendar
import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image

from stunting import formats
from stunting.anthro.prevalence import wilson
from stunting.charts import theme
from stunting.charts.fan import fan
from stunting.charts.fan_words import PastYear, YearAhead
from stunting.charts.ranks import ranks
from stunting.charts.routine_trend import routine_trend
from stunting.charts.two_numbers import two_numbers
from stunting.exports import marks, pictures
from stunting.exports.stamp import Stamp
from stunting.indicators import indicator
from stunting.routine.periods import Period, PeriodKind

STUNTING = indicator("stunting")
SOURCE = "Sumber: e-PPGBM, data per 31 Agustus 2025."


def month(number):
    year, place = divmod(number, 12)
    name = formats.month(year, place + 1)
    return Period(
        start=dt.date(year, place + 1, 1),
        end=dt.date(year, place + 1, calendar.monthrange(year, place + 1)[1]),
        kind=PeriodKind.MONTH,
        key=str(number),
        label=name,
        short=name,
    )


def series():
    count = 15
    low, high = wilson([150] * count, 1000)
    return pd.DataFrame(
        {
            "period": [month(2024 * 12 + n) for n in range(count)],
            "value_pct": 15.0,
            "ci_low_pct": low,
            "ci_high_pct": high,
            "measured_n": 1000,
            "stunted_n": 150,
            "target_n": 1200,
            "covered_n": 1000,
            "coverage_pct": np.linspace(70, 90, count),
            "is_incomplete": [False] * (count - 1) + [True],
            "break_before": pd.Series([None, None, "Sasaran berganti."] + [None] * (count - 3), dtype=object),
        }
    )


def areas():
    return pd.DataFrame(
        {
            "area_code": ["3514062001", "3514062002"],
            "area_name": ["Desa Satu", "Desa Dua"],
            "value_pct": [15.0, 12.0],
            "ci_low_pct": [11.0, 9.0],
            "ci_high_pct": [20.0, 17.0],
            "measured_n": 200,
            "stunted_n": [30, 24],
            "coverage_pct": [90.0, 70.0],
            "rank_low": 1,
            "rank_high": 2,
            "stabilised_pct": [14.5, 12.8],
            "is_lokus": [True, False],
        }
    )


def ahead(year, probability):
    return YearAhead(
        year=year,
        median_pct=13.0,
        low80_pct=12.0,
        high80_pct=14.0,
        low95_pct=11.0,
        high95_pct=15.0,
        target_pct=13.5,
        probability=probability,
    )


@pytest.fixture(scope="module")
def drawn():
    return {
        "trend": routine_trend(series(), indicator=STUNTING, area_name="Kec. Kejayan", source=SOURCE),
        "two numbers": two_numbers(
            area_name="Kab. Magetan",
            survey_label="SSGI 2024",
            survey_pct=22.7,
            routine_label="Agustus 2025",
            routine_pct=8.0,
            routine_low_pct=7.7,
            routine_high_pct=8.3,
            routine_n=33120,
            bound_low_pct=6.9,
            bound_high_pct=20.9,
            implied_unmeasured_pct=113.0,
            source=SOURCE,
        ),
        "fan": fan(
            [PastYear(year=2025, value_pct=14.0, low_pct=13.0, high_pct=15.0)],
            [ahead(2026, 0.001), ahead(2027, 0.5)],
            indicator=STUNTING,
            area_name="Kab. Mesuji",
            method="Laju diteruskan.",
            source=SOURCE,
        ),
        "ranks": ranks(areas(), indicator=STUNTING, period_label="Agustus 2025", place="Kec. Kejayan", source=SOURCE),
    }


@pytest.mark.parametrize("name", ["trend", "two numbers", "fan", "ranks"])
def test_every_routine_chart_becomes_a_picture_of_1080_pixels(drawn, name):
    content = pictures.to_png(drawn[name].figure, Stamp.of(drawn[name], release_id="contoh"))

    assert Image.open(io.BytesIO(content)).width == 1080


def on_paper(picture, name):
    axes = Figure().add_subplot()
    marks.draw(axes, next(trace for trace in picture.figure.data if trace.name == name))
    return axes


def test_the_band_is_an_area_on_both_sides_of_a_break(drawn):
    patches = on_paper(drawn["trend"], "interval 95%").patches

    assert len(patches) == 2
    assert to_hex(patches[0].get_facecolor()) == theme.PREVALENCE[2]


def test_low_coverage_is_hatched_on_paper(drawn):
    assert all(bar.get_hatch() for bar in on_paper(drawn["trend"], "cakupan rendah").patches)
    assert not any(bar.get_hatch() for bar in on_paper(drawn["trend"], "cakupan").patches)


def test_a_mark_that_only_keeps_words_away_is_not_drawn(drawn):
    axes = on_paper(drawn["trend"], "angka")

    assert not axes.lines
    assert [text.get_text() for text in axes.texts] == ["15,0%", "15,0%"]


def test_signs_that_a_browser_needs_escaped_are_plain_on_paper(drawn):
    assert "<1" in [text.get_text() for text in on_paper(drawn["fan"], "target dan peluang").texts]
