"""One open view as a slide of its own."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from stunting import queries, releases
from stunting.exports import slide_sheets
from stunting.exports.slide_files import KINDS, Options
from stunting.geography import Register
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.slides.building import deck_of
from stunting.slides.single_view import deck_of_view

VIEWS = [
    ("peta", "3514", {"lapis": "rutin", "satuan": "kecamatan", "mode": "internal"}),
    ("peta", "00", {"lapis": "prevalensi", "satuan": "kabupaten"}),
    ("tren", "1101", {"tab": "Survei"}),
    ("ringkasan", "351406", {}),
]


@pytest.fixture(scope="module")
def release(built_layout):
    opened = releases.open_release(built_layout)
    with opened.database:
        yield opened


@pytest.fixture(scope="module")
def register(release):
    return Register(queries.registered_areas(release.database))


@pytest.mark.parametrize(("page", "code", "params"), VIEWS)
def test_a_view_alone_is_the_slide_it_would_be_in_an_agenda(release, register, page, code, params):
    area = register.get(code)
    deck = deck_of_view(release, page, {"wilayah": code, **params}, area=area, title="Satu tampilan")
    shown = {key: value for key, value in params.items() if key != "mode"}
    step = Step(key="tampilan", title="Satu tampilan", page=page, params={"wilayah": code, **shown})
    (expected,) = deck_of(release, Agenda(name="Sama", kind=Kind.OWN, area_code=code, steps=(step,))).slides

    (slide,) = deck.slides
    assert (slide.figure, slide.sentence, slide.source) == (expected.figure, expected.sentence, expected.source)
    assert slide.figure is not None
    assert slide.params["mode"] == "publik"
    assert deck.cards == ()
    assert deck.problems == ()


def test_its_files_are_made(release, register):
    page, code, params = VIEWS[0]
    deck = deck_of_view(release, page, params, area=register.get(code), title="Peta prevalensi")

    with Image.open(io.BytesIO(slide_sheets.to_png(deck, deck.slides[0]))) as picture:
        assert picture.width == 1_080
    assert all(KINDS[kind].make(deck, Options()) for kind in ("pptx", "html"))
