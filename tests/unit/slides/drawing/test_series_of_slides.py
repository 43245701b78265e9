from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from stunting.slides.drawing import draw, rasters, series_axis
from stunting.slides.drawing.inks import LIGHT, NARROW, TALL, WIDE, Inks
from stunting.slides.drawing.scale import Scale, ticks
from stunting.slides.drawings import Level, Line, Point, SeriesDrawing
from tests import drawn

SIZES = (WIDE, TALL, NARROW)
PAGE = Inks.of_page()
VALUE = st.none() | st.floats(min_value=0, max_value=100)
POINT = st.builds(
    Point,
    x=st.floats(min_value=2013, max_value=2030),
    label=st.just("Agustus 2024"),
    value=VALUE,
    low=VALUE,
    high=VALUE,
    text=st.sampled_from(["14,2%", "7,0%", "", "tidak ditampilkan"]),
    is_hollow=st.booleans(),
)
LINE = st.builds(
    Line,
    name=st.sampled_from(["SSGI", "e-PPGBM, Bulan Timbang", "Rata-rata kabupaten di provinsi", ""]),
    points=st.lists(POINT, max_size=24).map(lambda found: tuple(sorted(found, key=lambda one: one.x))),
    symbol=st.sampled_from(["circle", "square", "diamond", "triangle-up"]),
    is_joined=st.booleans(),
    breaks=st.sampled_from([(), (1,), (2, 5)]),
)
LEVEL = st.builds(
    Level,
    label=st.sampled_from(["Target RPJMN 2029: 14,2%", "Ambang 10%"]),
    value=st.floats(min_value=0, max_value=60),
    x=st.none() | st.just(2029.0),
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    panels=st.lists(
        st.tuples(
            st.sampled_from(["Prevalensi", "Prevalensi stunting menurut survei SSGI dan SKI"]),
            st.lists(LINE, max_size=3).map(tuple),
        ),
        max_size=3,
    ),
    levels=st.lists(LEVEL, max_size=3),
    size=st.sampled_from(SIZES),
)
def test_a_series_keeps_its_texts_apart_and_inside(panels, levels, size):
    drawing = SeriesDrawing(
        panels=tuple(panels), levels=tuple(levels), bands=((2025.0, 2030.0, "Proyeksi"),), alt="Tren"
    )

    assert drawn.faults(draw(drawing, size=size, inks=PAGE, watermark="DATA CONTOH"), size) == []


def yearly(**more) -> SeriesDrawing:
    points = tuple(
        Point(x=year, label=str(year), value=value, text=f"{value:.1f}%".replace(".", ","))
        for year, value in ((2021, 24.4), (2022, 21.6), (2023, 21.5), (2024, 19.8))
    )
    return SeriesDrawing(panels=(("Prevalensi", (Line(name="SSGI", points=points, **more),)),), alt="Tren")


def joined(svg: str) -> list[str]:
    """The path data of lines that join points."""
    return [
        one.get("d", "")
        for one in drawn.root(svg).iter(f"{drawn.NS}path")
        if one.get("stroke-width") == "4" and one.get("fill") == "none"
    ]


def test_first_and_last_value_are_written():
    said = drawn.words(draw(yearly(), size=NARROW, inks=PAGE))

    assert {"24,4%", "19,8%"} <= set(said)


def test_points_that_may_not_be_joined_are_not():
    assert len(joined(draw(yearly(), size=WIDE, inks=PAGE))) == 1
    assert joined(draw(yearly(is_joined=False), size=WIDE, inks=PAGE)) == []


def test_a_line_is_cut_where_the_definition_changes():
    assert len(joined(draw(yearly(breaks=(2,)), size=WIDE, inks=PAGE))) == 2


def test_one_name_has_one_colour_in_all_panels():
    ((_, (line,)),) = yearly().panels
    others = tuple(Line(name=name, points=line.points) for name in ("SSGBI", "SSGI"))
    drawing = SeriesDrawing(panels=(("Mesuji", others), ("Magetan", (line,))), alt="Tren")

    inks = [
        one.get("stroke")
        for one in drawn.root(draw(drawing, size=WIDE, inks=PAGE)).iter(f"{drawn.NS}path")
        if one.get("stroke-width") == "4" and one.get("fill") == "none"
    ]

    assert inks[1] == inks[2] != inks[0]


def test_the_axis_begins_at_0_and_the_years_are_written():
    said = drawn.words(draw(yearly(), size=WIDE, inks=PAGE))

    assert "0%" in said
    assert {"2021", "2022", "2023", "2024"} <= set(said)


def test_months_are_written_with_the_year_under_the_first_of_it():
    scale = Scale(2024, 2025.5, 0, 1200)

    found = series_axis.ticks([[2024 + 7 / 12, 2024 + 8 / 12, 2025.0]], [], scale)

    assert [lines for _, lines in found] == [["Agu", "2024"], ["Sep"], ["Jan", "2025"]]


@pytest.mark.parametrize(("low", "high", "most"), [(0, 1, 4), (0, 37.2, 4), (0, 100, 3), (-5, 12, 4), (0, 0.013, 2)])
def test_ticks_are_few_round_and_hold_the_values(low, high, most):
    found = ticks(low, high, most)

    assert len(found) <= max(most, 3)
    assert found[0] <= low
    assert found[-1] >= high


def test_a_drawing_becomes_a_picture_of_its_width_in_the_typeface_of_the_pages():
    picture = Image.open(io.BytesIO(rasters.to_png(draw(yearly(), size=WIDE, inks=LIGHT), width_px=1080)))

    assert picture.size == (1080, 592)
    # Letters are drawn: the heading has ink in its row.
    assert picture.convert("RGBA").crop((0, 0, 200, 30)).getchannel("A").getextrema() == (0, 255)
