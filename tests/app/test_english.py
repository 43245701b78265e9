"""The pages that are done speak English to an English reader, and Indonesian to everybody else."""

from __future__ import annotations

import html
import re
from functools import cache
from urllib.parse import parse_qsl

import pytest

from stunting import languages
from stunting.geography import Register
from stunting.paths import Layout
from stunting.ui import data
from tests.spoken import left_over, texts

VIEWS = [
    ("app", {"wilayah": "18"}),
    ("app", {"wilayah": "1811"}),
    ("app", {"wilayah": "3514062012"}),
    ("peta", {"wilayah": "3514", "susun": "waktu", "mode": "internal"}),
    ("peta", {"wilayah": "18", "lapis": "prevalensi", "dengan": "ssgi-2022"}),
    ("tren", {"wilayah": "1811"}),
    ("tren", {"wilayah": "1811", "tab": "Dua angka"}),
    ("tren", {"wilayah": "1811", "tab": "Uji klaim", "klaim": "dari 11,4% (2024) menjadi 10,3% (2025)"}),
    ("tren", {"wilayah": "1811", "tab": "Target"}),
]


@pytest.mark.parametrize(("stem", "params"), VIEWS)
def test_no_indonesian_word_is_left_on_an_english_page(open_page, stem, params):
    page = open_page(stem, bahasa="en", **params)

    names, quoted = names_of_areas(), quotes()
    said = [f"{word}: {text[:120]!r}" for text in texts(page) for word in left_over(without(text, quoted), names)]
    assert not page.exception
    assert not said, "\n".join(said)


@cache
def quotes() -> tuple[str, ...]:
    """What is quoted as its source wrote it: the legal bases of targets."""
    targets = data.targets_of_areas(data.open_release(None).id, ("00", "18", "1811", "35", "3514"))
    return tuple(sorted({*targets["basis"], *targets["source"], *targets["note"].dropna()}, key=len, reverse=True))


def without(text: str, quoted: tuple[str, ...]) -> str:
    said = html.unescape(text).replace("\\", "")
    for quote in quoted:
        said = said.replace(quote, "")
    return said


@cache
def names_of_areas() -> frozenset[str]:
    register = Register.shipped(Layout.default().raw)
    return frozenset(re.findall(r"[a-z]{3,}", " ".join(register.frame["name"]).lower()))


def test_a_link_without_a_language_is_indonesian(open_page):
    page = open_page(wilayah="1811")

    assert "Prevalensi stunting" in " ".join(texts(page))
    assert "bahasa" not in page.query_params


def test_the_switch_changes_words_and_numbers_and_stays_in_the_link(open_page):
    page = open_page(wilayah="1811")

    page.button(key="bahasa-en").click().run()

    said = " ".join(texts(page))
    assert page.query_params["bahasa"] == "en"
    assert page.query_params["wilayah"] == "1811"
    assert "Stunting prevalence, Kab. Mesuji" in said
    assert re.search(r"\d+\.\d%", said)
    assert not re.search(r"\d+,\d%", said)

    # AppTest writes the values of lists as they are read in this thread.
    with languages.use(languages.ENGLISH):
        page.button(key="bahasa-id").click().run()

    assert "bahasa" not in page.query_params
    assert "Prevalensi stunting, Kab. Mesuji" in " ".join(texts(page))


def test_the_language_goes_along_to_the_next_page(open_page):
    page = open_page(bahasa="en", wilayah="18")

    assert filters_of_menu(page) == {"wilayah": "18", "bahasa": "en"}


def filters_of_menu(page) -> dict[str, str]:
    links = [one.proto.query_string for one in page.get("page_link") if one.proto.page == "peta"]
    return dict(parse_qsl(links[0]))


def test_an_unknown_language_is_answered_with_a_sentence(open_page):
    page = open_page(bahasa="fr")

    assert "Pilihan 'fr' tidak dikenal" in html.unescape(" ".join(texts(page)))
    assert [one.label for one in page.button if one.key.startswith("saran-")] == ["Bahasa Indonesia", "English"]


def test_an_english_tab_is_the_same_link(open_page):
    page = open_page("tren", bahasa="en", wilayah="1811", tab="Uji klaim")

    assert "Claim check" in [tab.label for tab in page.tabs]
    assert page.text_input(key="klaim").label == "Type the claim"
