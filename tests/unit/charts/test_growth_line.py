"""The growth line of one child: on which curves, with which gaps, and how a doubtful value looks."""

import math

import numpy as np
import pandas as pd
import pytest

from stunting.charts.growth_line import Note, growth_line
from stunting.charts.growth_marks import INDEXES, curve, standard_length
from stunting.exports import pictures
from stunting.exports.stamp import Stamp


def visits(**changes) -> pd.DataFrame:
    columns = {
        "age_days": [190, 222, 480, 790],
        "height_cm": [62.1, 63.0, 71.0, 77.5],
        "weight_kg": [6.1, 6.3, 8.0, 8.6],
        "posture": ["l", None, "h", "h"],
        "haz": [-2.1, -2.2, math.nan, -3.0],
        "waz": [-2.1, -2.2, -2.4, -3.0],
        "is_haz_flagged": [False, False, True, False],
        "is_waz_flagged": [False, False, False, False],
    }
    return pd.DataFrame(columns | changes)


def drawn(frame: pd.DataFrame, *, key: str = "tbu", notes=()):
    return growth_line(frame, sex="f", index=INDEXES[key], name="K-7QX4M2B", source="Sumber: impor.", notes=notes)


def trace(picture, name: str):
    return next(one for one in picture.figure.data if one.name == name)


@pytest.mark.parametrize(
    ("key", "sex", "day", "z", "expected"),
    # WHO 2006, tables of z-scores by age in days: girls 0 days, boys 365 days.
    [
        ("tbu", "f", 0, 0, 49.1477),
        ("tbu", "m", 0, 0, 49.8842),
        ("tbu", "f", 0, -2, 45.4223),
        ("bbu", "m", 0, 0, 3.3464),
    ],
)
def test_the_curves_are_those_of_the_who(key, sex, day, z, expected):
    assert curve(INDEXES[key], sex, z)[day] == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("age_days", "posture", "expected"),
    [(400, "h", 80.7), (400, "l", 80.0), (200, "h", 80.0), (731, "l", 79.3), (731, "h", 80.0), (400, "None", 80.0)],
)
def test_a_length_is_drawn_as_the_standard_compares_it(age_days, posture, expected):
    assert standard_length(80.0, age_days=age_days, posture=posture) == pytest.approx(expected)


def test_an_implausible_value_is_drawn_and_not_joined():
    picture = drawn(visits())

    assert trace(picture, "tidak masuk akal").y == (71.7,)
    lines = [one for one in picture.figure.data if one.mode == "lines" and one.name is None]
    assert 71.7 not in [value for one in lines for value in one.y]


def test_a_long_time_without_measure_is_dotted_and_told():
    picture = drawn(visits(), key="bbu")

    dotted = next(one for one in picture.figure.data if one.line.dash == "dot" and one.name is None)
    assert [value for value in dotted.y if value is not None] == [6.3, 8.0, 8.0, 8.6]
    assert {"8 bln tanpa ukur", "10 bln tanpa ukur"} <= {one.text for one in picture.figure.layout.annotations}


def test_an_unknown_posture_has_a_mark_of_its_own():
    assert trace(drawn(visits()), "posisi tak tertulis").y == (63.0,)


def test_no_line_joins_the_standards_of_lying_and_standing():
    median = trace(drawn(visits()), "median")
    at = next(number for number, month in enumerate(median.x) if month is None)

    assert median.x[at - 1] == pytest.approx(730 / 30.4375)
    assert median.y[at - 1] - median.y[at + 1] == pytest.approx(0.7, abs=0.1)


def test_alarms_stand_beside_their_point_two_at_most():
    many = [Note(age_days=790, text=text) for text in ("satu", "dua", "tiga", "empat")]

    texts = [one.text for one in drawn(visits(), notes=many).figure.layout.annotations]

    assert "! satu<br>! dua<br>! +2 lagi" in texts


def test_the_table_says_what_is_missing_and_what_is_implausible():
    table = drawn(visits(height_cm=[62.1, np.nan, 71.0, 77.5])).table

    assert table["TB (cm)"].tolist() == ["62,1", "tidak diukur", "71,0", "77,5"]
    assert table["ZS TB/U"].tolist()[2] == "tidak masuk akal"
    assert table["Cara ukur"].tolist() == ["telentang", "tidak tertulis", "berdiri", "berdiri"]


def test_a_child_without_a_measure_gets_its_curves():
    picture = drawn(visits(height_cm=[np.nan] * 4))

    assert picture.alt == "Panjang/tinggi badan menurut umur (TB/U) K-7QX4M2B: belum ada pengukuran."


def test_the_picture_can_be_printed():
    picture = drawn(visits(), notes=[Note(age_days=790, text="sangat pendek")])

    assert pictures.to_png(picture.figure, Stamp.of(picture, release_id="x")).startswith(b"\x89PNG")
