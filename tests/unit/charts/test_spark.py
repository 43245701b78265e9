"""The line as small as a word."""

import xml.etree.ElementTree as ET

from stunting.charts import theme
from stunting.charts.spark import sparkline

SVG = "{http://www.w3.org/2000/svg}"


def parsed(*arguments, **more):
    return ET.fromstring(sparkline(*arguments, label=more.pop("label", "stunting, turun"), **more))


def test_it_is_an_image_with_words_and_the_size_of_a_word():
    image = parsed([3.0, 4.0], label='turun dari 18,2% "menjadi" 14,1% & <b>')

    assert image.get("role") == "img"
    assert image.get("aria-label") == 'turun dari 18,2% "menjadi" 14,1% & <b>'
    assert (image.get("width"), image.get("height")) == ("120", "32")


def test_a_missing_value_is_a_gap():
    image = parsed([3.0, 4.0, None, 5.0, 6.0])

    lines = [line.get("points").split() for line in image.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [2, 2]


def test_the_newest_value_is_marked_at_its_place():
    image = parsed([3.0, 4.0, 5.0, None])

    circle = next(image.iter(f"{SVG}circle"))
    assert f"{circle.get('cx')},{circle.get('cy')}" == next(image.iter(f"{SVG}polyline")).get("points").split()[-1]


def test_a_preliminary_value_is_hollow():
    assert next(parsed([3.0, 4.0], is_last_hollow=True).iter(f"{SVG}circle")).get("fill") == theme.PAPER


def test_the_band_runs_along_both_limits_and_stays_inside_the_picture():
    image = parsed([3.0, 4.0], [2.0, 3.0], [4.0, 5.0])

    corners = [tuple(map(float, p.split(","))) for p in next(image.iter(f"{SVG}polygon")).get("points").split()]
    assert len(corners) == 4
    assert all(0 <= x <= 120 and 0 <= y <= 32 for x, y in corners)


def test_higher_is_further_up():
    start, end = next(parsed([3.0, 4.0]).iter(f"{SVG}polyline")).get("points").split()

    assert float(end.split(",")[1]) < float(start.split(",")[1])


def test_a_level_series_is_a_level_line_and_none_is_an_empty_picture():
    level = next(parsed([5.0, 5.0]).iter(f"{SVG}polyline")).get("points").split()

    assert level[0].split(",")[1] == level[1].split(",")[1]
    assert list(parsed([None, None])) == []
