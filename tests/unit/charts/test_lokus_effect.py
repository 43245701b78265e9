"""The pictures of the lokus comparison: every estimate with its interval, zero in sight, and a file of each."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.image import imread

from stunting import formats
from stunting.charts.lokus_before_after import before_after, expected_line
from stunting.charts.lokus_effect import effect_dots
from stunting.exports import pictures
from stunting.exports.stamp import Stamp
from stunting.lokus.effect import estimate_effect
from stunting.lokus.placebo import placebo
from tests.lokus_waves import usual

FACTS = {"place": "Kab. Lampung Selatan", "list_label": "lokus 2025", "source": "Sumber: e-PPGBM."}


@pytest.fixture(scope="module")
def found():
    before, after, lokus = usual(waves_n=5)
    return estimate_effect(before, after, lokus), placebo(before, lokus)


@pytest.fixture(scope="module")
def dots(found):
    return effect_dots(*found, **FACTS)


@pytest.fixture(scope="module")
def scatter(found):
    return before_after(found[0], before_label="Bulan Timbang 2024", **FACTS)


def marks(picture, mode):
    return [one for one in picture.figure.data if one.mode == mode]


def test_every_estimate_has_a_point_inside_its_interval_and_a_row_in_the_table(found, dots):
    points, lines = marks(dots, "markers"), marks(dots, "lines")

    assert len(points) == len(lines) == len(dots.table) == 3 + len(found[1])
    for point, line in zip(points, lines, strict=True):
        assert line.x[0] <= point.x[0] <= line.x[1]
        assert line.y == (point.y[0], point.y[0])
    assert dots.table["Selisih (poin persen)"].tolist() == [point.x[0] for point in points]


def test_the_corrected_estimate_stands_first_and_the_plain_one_is_grey_and_named(dots):
    first, _, plain = marks(dots, "markers")[:3]

    assert first.name == "Dengan koreksi (ANCOVA)"
    assert plain.name == "Tanpa koreksi"
    assert plain.marker.symbol == "circle-open"
    assert plain.marker.color != first.marker.color


def test_placebos_have_a_mark_of_their_own(dots):
    assert {one.marker.symbol for one in marks(dots, "markers")[3:]} == {"square-open"}


def test_zero_is_always_in_sight(dots):
    low, high = dots.figure.layout.xaxis.range
    (line,) = dots.figure.layout.shapes

    assert low < 0 < high
    assert (line.x0, line.x1) == (0, 0)
    assert "0" in dots.figure.layout.xaxis.ticktext


def test_numbers_have_decimal_commas_and_the_unit_is_named(found, dots):
    effect = found[0]

    assert any(formats.signed(effect.points) in note.text for note in dots.figure.layout.annotations)
    assert dots.figure.layout.xaxis.title.text == "poin persen"
    assert "poin persen" in dots.subtitle
    assert formats.signed(effect.low) in dots.alt


def test_the_notes_say_what_may_be_concluded(dots):
    assert "hubungan, bukan bukti sebab" in dots.notes[0]
    assert dots.notes[1].startswith("Uji tiruan")


def test_without_placebos_the_picture_says_why(found):
    picture = effect_dots(found[0], (), **FACTS)

    assert len(picture.table) == 3
    assert "tidak dapat dibuat" in picture.notes[1]


def test_every_desa_is_a_point_and_lokus_are_highlighted(found, scatter):
    others, ours = marks(scatter, "markers")

    assert (len(others.x), len(ours.x)) == (found[0].n_others, found[0].n_lokus)
    assert others.marker.color != ours.marker.color
    assert ours.marker.size > others.marker.size
    assert len(scatter.table) == found[0].n_others + found[0].n_lokus


def test_the_line_is_the_weighted_line_of_the_other_desa():
    frame = pd.DataFrame(
        {
            "is_lokus": [False, False, False, True],
            "before_pct": [0.0, 10.0, 20.0, 50.0],
            "after_pct": [2.0, 7.0, 12.0, 0.0],
            "after_n": [20, 50, 90, 500],
        }
    )

    assert expected_line(frame) == pytest.approx((0.5, 2.0))
    assert expected_line(frame.assign(before_pct=5.0)) == pytest.approx(
        (0.0, np.average([2, 7, 12], weights=[20, 50, 90]))
    )


def test_the_line_is_flatter_than_no_change(scatter):
    same, expected = marks(scatter, "lines")

    assert same.x == same.y
    assert 0 < (expected.y[1] - expected.y[0]) / (expected.x[1] - expected.x[0]) < 1


def test_no_point_lies_outside_the_axes(scatter):
    top = scatter.figure.layout.xaxis.range[1]

    for one in marks(scatter, "markers"):
        assert max(*one.x, *one.y) <= top


@pytest.mark.parametrize("name", ["dots", "scatter"])
def test_the_pictures_are_printed_with_every_mark(name, request):
    picture = request.getfixturevalue(name)
    image = imread(io.BytesIO(pictures.to_png(picture.figure, Stamp.of(picture, release_id="r"))))

    assert image.shape[1] == 1080
    assert image.shape[0] > picture.figure.layout.height
