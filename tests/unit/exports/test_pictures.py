"""Pictures for paper and WhatsApp, made without a browser."""

import io

import plotly.graph_objects as go
import pytest
from PIL import Image

from stunting import compose
from stunting.exports import page, pictures
from stunting.exports.stamp import Stamp
from stunting.geography import Register
from stunting.measures import Round
from stunting.queries import registered_areas
from stunting.releases import open_release

FIVE = ["1801", "1811", "3514", "3520", "6209"]


@pytest.fixture(scope="module")
def db(built_layout):
    with open_release(built_layout).database as opened:
        yield opened


@pytest.fixture(scope="module")
def register(db):
    return Register(registered_areas(db))


def stamp(picture, **more):
    return Stamp(
        title=picture.title,
        subtitle=picture.subtitle,
        source=picture.source,
        release_id="r",
        notes=picture.notes,
        **more,
    )


@pytest.fixture(scope="module")
def drawn(db, register):
    ssgi21, ssgi24 = Round(survey="ssgi", year=2021), Round(survey="ssgi", year=2024)
    return {
        "trend": compose.trend_of(db, register, "1801"),
        "trend of Indonesia": compose.trend_of(db, register, "00"),
        "dumbbell": compose.dumbbell_of(db, register, FIVE, first=ssgi21, last=ssgi24),
        "slope": compose.slope_of(db, register, FIVE),
        "ranking": compose.ranking_of(db, register, "35", one=ssgi24, chosen=["3514"]),
    }


@pytest.mark.parametrize("name", ["trend", "trend of Indonesia", "dumbbell", "slope", "ranking"])
def test_every_chart_becomes_a_picture_of_1080_pixels_below_one_megabyte(drawn, name):
    picture = drawn[name]

    content = pictures.to_png(picture.figure, stamp(picture))

    assert Image.open(io.BytesIO(content)).width == 1080
    assert len(content) < 1_000_000


def test_a_sample_picture_differs_by_its_watermark(drawn):
    picture = drawn["trend"]

    plain, sample = (pictures.to_png(picture.figure, stamp(picture, is_sample=flag)) for flag in (False, True))

    assert plain != sample


def test_a_mark_that_cannot_be_drawn_is_an_error_and_not_left_out(drawn):
    picture = drawn["trend"]
    figure = go.Figure(picture.figure)
    figure.add_trace(go.Pie(values=[1, 2]))

    with pytest.raises(TypeError, match="Pie"):
        pictures.to_png(figure, stamp(picture))


def test_long_sentences_are_wrapped_between_words():
    text = page.wrap("satu dua tiga empat lima", 10)

    assert text == "satu dua\ntiga empat\nlima"
