"""A slide shows what its page shows: the same figure, children, period and areas for the same link."""

from __future__ import annotations

import re

import pytest

from stunting import formats, releases
from stunting.frames import records
from stunting.rembuk.agenda import Step
from stunting.slides import asked
from stunting.slides.building import MAKERS
from stunting.slides.sources import Sources
from tests.app.test_pages import texts

TAGS = re.compile(r"<[^>]+>")


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("ringkasan", {"wilayah": "3514"}),
        ("ringkasan", {"wilayah": "3514", "indikator": "wasting", "periode": "bulan:2025-08", "pkm": "3514-kejayan"}),
        ("ringkasan", {"wilayah": "1801", "jk": "P", "umur": "baduta"}),
        ("ringkasan", {"wilayah": "1101"}),
        ("peta", {"wilayah": "3514", "susun": "tiga", "skema": "kuintil"}),
        ("peta", {"wilayah": "1801", "lapis": "rutin", "satuan": "desa", "indikator": "cakupan"}),
    ],
)
def test_page_and_slide_show_the_same_figure(open_page, built_layout, page, params):
    sources = Sources(release=releases.open_release(built_layout))
    area = sources.register.get(params["wilayah"])
    step = Step(key="a", title="Judul", page=page, params=params)

    slide = MAKERS[page](sources, step, area)
    written = TAGS.sub(" ", texts(open_page("app" if page == "ringkasan" else page, **params)))
    said = re.sub(r"\s+", " ", written.replace("&nbsp;", " "))

    assert slide.figure is not None
    assert slide.figure.text in said
    if asked.has_routine(sources, area):
        choice = asked.routine_choice(sources, step, area)
        row = next(
            records(sources.areas(within=area.code, level=area.level, period=choice.period, question=choice.question))
        )
        assert f"{formats.number(row.hits_n)} dari {formats.number(row.base_n)} {choice.indicator.base}" in said
        assert choice.period.label in said
