"""The page Lokus speaks English to an English reader, in every tab; its papers stay Indonesian."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from pypdf import PdfReader

from stunting import lokus_queries
from stunting.ui import data
from tests.app.lokus_pages import list_of, plain
from tests.app.test_english import names_of_areas, without
from tests.spoken import left_over, texts

PASURUAN = {"wilayah": "3514", "mode": "internal"}
# With lists whose desa are named.
LAMPUNG_SELATAN = {"wilayah": "1801", "mode": "internal"}
VIEWS = [
    {"wilayah": "18"},
    {"wilayah": "3514"},
    PASURUAN,
    {"wilayah": "3514", "tab": "Pilih"},
    {**PASURUAN, "tab": "Pilih"},
    {**PASURUAN, "tab": "Pilih", "wilayah": "3514062012", "min": "1"},
    {**PASURUAN, "tab": "SK dan keputusan", "pratinjau": "ya"},
    {"wilayah": "3514", "tab": "SK dan keputusan"},
    {**PASURUAN, "tab": "Banding"},
    {**PASURUAN, "tab": "Banding", "tampilan": "antarwaktu"},
    {**PASURUAN, "tab": "Banding", "tampilan": "sebelum-sesudah"},
    {"wilayah": "3514", "tab": "Banding", "tampilan": "peta"},
    {**PASURUAN, "tab": "Dampak"},
    LAMPUNG_SELATAN,
    {**LAMPUNG_SELATAN, "tab": "Pilih", "kurang": "keluar"},
    {**LAMPUNG_SELATAN, "tab": "Dampak"},
    {"wilayah": "1801", "tab": "Dampak"},
]


@pytest.mark.parametrize("params", VIEWS)
def test_no_indonesian_word_is_left_on_the_english_page(open_page, params):
    page = open_page("lokus", bahasa="en", **params)

    said, quoted = [*texts(page), plain(list_of(page))], quotes()
    left = [f"{word}: {text[:160]!r}" for text in said for word in left_over(without(text, quoted), names_of_areas())]
    assert not page.exception
    assert not left, "\n".join(left)


@cache
def quotes() -> tuple[str, ...]:
    """What is shown as it was written: who says so of lists and figures, and what is printed on a letterhead."""
    db = data.database(data.open_release(None).id)
    lists = lokus_queries.lokus_of_area(db, within="00")["source"]
    announced = lokus_queries.announced_lokus(db, within="00")[["source", "breakdown", "note"]].stack().dropna()
    figures = [
        source
        for code in ("1801", "3514")
        for source in lokus_queries.desa_figures(db, within=code, last_year=2100)["source"]
    ]
    written = {text.rstrip(".") for text in (*lists, *announced, *figures) if text}
    written |= {"Pemerintah Kabupaten Pasuruan", "Keputusan Bupati Pasuruan"}
    return tuple(sorted(written, key=len, reverse=True))


def test_papers_for_an_english_reader_are_those_of_everybody(open_page, download):
    papers = {}
    for language in ({}, {"bahasa": "en"}):
        decree = open_page("lokus", **PASURUAN, **language, tab="SK dan keputusan")
        files = [words_of(download(decree, "Word"))]
        card = open_page("lokus", **{**PASURUAN, **language, "wilayah": "3514062012"}, tab="Pilih")
        label = "Print card (A4 PDF)" if language else "Cetak kartu (PDF A4)"
        papers[bool(language)] = [*files, text_of(download(card, label))]

    assert papers[True] == papers[False]


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as book:
        return plain(book.read("word/document.xml").decode())


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)
