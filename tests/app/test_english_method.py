"""The page Metode speaks English to an English reader."""

from __future__ import annotations

from tests.app.test_english import names_of_areas, quotes, without
from tests.app.test_english_data import cards
from tests.spoken import left_over, texts


def test_no_indonesian_word_is_left_on_an_english_page(open_page):
    page = open_page("metode", bahasa="en")

    names, quoted = names_of_areas(), (*cards(), *quotes())
    told = list(texts(page))
    said = [f"{word}: {text[:160]!r}" for text in told for word in left_over(without(text, quoted), names)]
    assert not page.exception
    assert len(told) > 100
    assert not said, "\n".join(said)
