"""The page Metode speaks English to an English reader, apart from what belongs to lokus and actions."""

from __future__ import annotations

from stunting.imports.rules import NOTES, REASONS
from tests.app.test_english import names_of_areas, quotes, without
from tests.app.test_english_data import cards
from tests.spoken import left_over, texts


def test_no_indonesian_word_is_left_on_an_english_page(open_page):
    page = open_page("metode", bahasa="en")

    names, quoted = names_of_areas(), (*rules(), *cards(), *quotes())
    told = own_parts(list(texts(page)))
    said = [f"{word}: {text[:160]!r}" for text in told for word in left_over(without(text, quoted), names)]
    assert not page.exception
    assert len(told) > 100
    assert not said, "\n".join(said)


def own_parts(said: list[str]) -> list[str]:
    """Without the parts between routine records and prevalence classes."""
    classes = said.index("Prevalence classes")
    # The menu has a page of that name.
    lokus = classes - 1 - said[classes - 1 :: -1].index("Lokus")
    return said[:lokus] + said[classes:]


def rules() -> tuple[str, ...]:
    """The rules of the import, which stay Indonesian as in its reports."""
    found = {text for one in (*REASONS, *NOTES) for text in (one.label, one.advice)}
    return tuple(sorted(found, key=len, reverse=True))
