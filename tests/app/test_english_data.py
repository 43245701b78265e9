"""The tabs of the page Data speak English to an English reader."""

from __future__ import annotations

from functools import cache

import pytest

from stunting.ui import data
from tests.app.test_english import names_of_areas, quotes, without
from tests.spoken import left_over, texts

VIEWS = [
    {"wilayah": "3514"},
    {"wilayah": "3514", "tab": "Mutu"},
    {"wilayah": "3514", "tab": "Wilayah"},
    {"wilayah": "3514", "tab": "Kiriman"},
    {"wilayah": "3514", "tab": "Bulan Timbang"},
    {"wilayah": "35", "tab": "Kabupaten"},
    {"tab": "Kabupaten"},
    {"wilayah": "3514", "tab": "Rilis"},
    {"wilayah": "3514", "tab": "Sumber"},
]


@pytest.mark.parametrize("params", VIEWS, ids=lambda one: "-".join(one.values()))
def test_no_indonesian_word_is_left_on_an_english_page(open_page, params):
    page = open_page("data", bahasa="en", **params)

    names, quoted = names_of_areas(), (*cards(), *quotes())
    said = [f"{word}: {text[:160]!r}" for text in texts(page) for word in left_over(without(text, quoted), names)]
    assert not page.exception
    assert not said, "\n".join(said)


@cache
def cards() -> tuple[str, ...]:
    """What the cards of source files say, which is data."""
    frame = data.release_sources(data.open_release(None).id)
    return tuple(sorted({str(cell) for name in frame for cell in frame[name].dropna()}, key=len, reverse=True))
