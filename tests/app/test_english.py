"""The pages that are done speak English to an English reader, and Indonesian to everybody else."""

from __future__ import annotations

import html
import re
from functools import cache

import pytest

from stunting.geography import Register
from stunting.paths import Layout
from stunting.ui import data
from tests.spoken import left_over, texts

VIEWS = [
    ("app", {}),
    ("app", {"wilayah": "18"}),
    ("app", {"wilayah": "1811"}),
    ("app", {"wilayah": "351406", "indikator": "cakupan"}),
    ("app", {"wilayah": "3514062012"}),
    ("peta", {}),
    ("peta", {"wilayah": "1811", "satuan": "desa"}),
    ("peta", {"wilayah": "3514", "susun": "tiga", "mode": "internal"}),
    ("peta", {"wilayah": "3514", "susun": "waktu"}),
    ("peta", {"wilayah": "18", "lapis": "jumlah"}),
    ("peta", {"wilayah": "18", "lapis": "prevalensi", "dengan": "ssgi-2022"}),
    ("tren", {}),
    ("tren", {"wilayah": "1811"}),
    ("tren", {"wilayah": "1811", "tab": "Dua angka"}),
    ("tren", {"wilayah": "1811", "tab": "Uji klaim", "klaim": "dari 11,4% (2024) menjadi 10,3% (2025)"}),
    ("tren", {"wilayah": "1811", "tab": "Target"}),
    ("tren", {"wilayah": "18", "tab": "Survei"}),
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
