"""What a step shows, in words, and the address of a page as a view."""

from __future__ import annotations

import pytest

from stunting.rembuk.addresses import shown_of_address
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_words import shown_words
from tests.meetings import register


def words(page="", **params):
    return shown_words(Step(key="a", title="A", page=page, params=params), register(), area_code="3514")


@pytest.mark.parametrize(
    ("page", "params", "said"),
    [
        ("", {}, "Hanya judul"),
        ("peta", {"satuan": "desa", "periode": "bt:2025-08"}, "Peta · per desa/kelurahan · Bulan Timbang Agustus 2025"),
        ("peta", {"wilayah": "351406"}, "Peta · Kec. Kejayan"),
        ("peta", {"wilayah": "3514"}, "Peta"),
        ("peta", {"wilayah": "9999"}, "Peta · wilayah 9999 (tidak ada di rilis ini)"),
        ("banding", {"dari": "ssgi-2021", "ke": "ski-2023"}, "Banding · dari SSGI 2021 · ke SKI 2023"),
        ("tabel", {"urut": "-stunted_n"}, "Tabel · 1 pilihan lain"),
        (
            "lokus",
            {"tab": "Daftar", "daftar": "2026", "lokus": "ya-2026"},
            "Lokus · Daftar · lokus 2026 · Desa lokus 2026",
        ),
    ],
)
def test_a_view_is_said_in_words(page, params, said):
    assert words(page, **params) == said


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("http://localhost:8501/peta?wilayah=3514", "peta"),
        ("https://10.0.0.2/dasbor/peta/?wilayah=3514", "peta"),
        ("http://localhost:8501/?wilayah=3514", "ringkasan"),
        ("/tabel", "tabel"),
        ("/data?tab=Impor", ""),
        ("http://[", ""),
        ("x" * 3_000, ""),
        ("/peta?" + "a=1&" * 100, ""),
    ],
)
def test_an_address_is_a_view_or_says_why_not(address, page):
    found = shown_of_address(address)

    assert found.page == page
    assert page or found.notes
