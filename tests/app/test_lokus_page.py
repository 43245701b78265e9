"""Page Lokus: every tab for every kind of area in both modes, and links that nobody meant."""

from __future__ import annotations

import re

import pytest

from tests.app.lokus_pages import TABS, again, link, list_of, said

WITH_LISTS = ("1801", "3520")
WITHOUT_LISTS = ("3514", "1811")
NO_KABUPATEN = "Pilih kabupaten/kota dulu"
ONLY_INTERNAL = "jadi hanya dalam mode internal"


@pytest.mark.parametrize("mode", ["publik", "internal"])
@pytest.mark.parametrize("code", ["00", "35", "3514", "1801", "3520", "6209", "1811", "351406", "3514062001"])
def test_every_tab_of_every_area_opens_with_something_to_read(open_page, code, mode):
    page = open_page("lokus", **({} if code == "00" else {"wilayah": code}))

    for tab in TABS:
        again(page, tab="" if tab == "Daftar" else tab, mode=mode if mode == "internal" else "")
        assert not page.exception, tab
        text = said(page)
        if tab in ("Pilih", "SK dan keputusan", "Dampak"):
            assert (NO_KABUPATEN in text) == (len(code) == 2), tab
        if len(code) > 2 and tab == "Pilih":
            expected = ONLY_INTERNAL if mode == "publik" else "Usulan lokus"
            assert expected in text
            assert ("Daftar usulan lokus" in list_of(page)) == (mode == "internal")
        if len(code) > 2 and tab == "SK dan keputusan":
            assert ("Lampiran SK lokus" in text) == (mode == "internal")
            assert "Keputusan rembuk" in text


@pytest.mark.parametrize("code", WITH_LISTS)
def test_a_kabupaten_with_lists_shows_the_newest_and_its_effect(open_page, code):
    page = open_page("lokus", wilayah=code)
    assert "Desa/kelurahan lokus 20" in said(page)

    again(page, tab="Dampak")
    assert "poin" in said(page)


@pytest.mark.parametrize("code", WITHOUT_LISTS)
def test_a_kabupaten_without_lists_says_so_and_what_to_do(open_page, code):
    page = open_page("lokus", wilayah=code)
    assert "Belum ada daftar desa/kelurahan lokus" in said(page)

    again(page, tab="Dampak")
    assert "Masukkan daftarnya di tab Daftar" in said(page)


def test_an_area_without_routine_data_is_told_to_import(open_page):
    page = open_page("lokus", wilayah="1101", tab="Pilih", mode="internal")

    assert not page.exception
    assert "Belum ada data rutin (e-PPGBM) untuk Kab. Aceh Selatan" in said(page)


@pytest.mark.parametrize("code", ["3514", "1801", "3514062001"])
def test_mode_publik_shows_no_score_and_no_count_of_a_desa_where_the_list_is_chosen(open_page, code):
    page = open_page("lokus", wilayah=code, tab="Pilih")

    text = said(page)
    assert not page.exception
    assert list_of(page) == ""
    assert not page.slider
    assert not page.get("download_button")
    assert not [one for one in page.get("bidi_component") if one.proto.component_name == "stunting.peta"]
    assert not re.search(r"\d (?:dari \d+ )?(?:balita|diukur)|skor \d|Skor =|peringkat \d", text)


def test_the_button_of_mode_publik_opens_mode_internal(open_page):
    page = open_page("lokus", wilayah="1801", tab="Pilih")

    page.button(key="lokus-internal").click().run()

    assert link(page)["mode"] == "internal"
    assert "Usulan lokus" in said(page)


LONG = "x" * 5_000
MARKUP = "<script>alert(1)</script>"
HOSTILE = {
    "bobot": ["x", "prevalensi", "prevalensi~-1", "prevalensi~nan", "prevalensi~inf", "prevalensi~101", "kasus~1e9"],
    "ambang": ["prevalensi~x", "prevalensi~-1"],
    "untuk": ["x", "0", "1999", "20261", "-1", "²⁰²⁷", "2027.5"],
    "n": ["x", "0", "-3", "99999", "1e3", "٣"],
    "min": ["2", "x"],
    "maks": ["101", "x"],
    "batas": ["101", "x"],
    "goyang": ["31", "x"],
    "benih": ["-1", "1000000"],
    "kurang": ["x"],
    "tukar": ["x", "1801042001", "1801042001~1801042002", "9999999999~1801042002~alasan", "~~", "a~b~c"],
    "kecuali": ["x", "1801042001", "9999999999~alasan", "1801042001~ "],
}
CASES = [(param, value) for param, values in HOSTILE.items() for value in (*values, MARKUP)]


def test_a_scenario_in_a_link_that_means_nothing_is_a_sentence(open_page):
    page = open_page("lokus", wilayah="1801", tab="Pilih", mode="internal")
    assert list_of(page)

    for param, value in CASES:
        # Weights and thresholds are read together.
        extra = {"bobot": "prevalensi~30"} if param == "ambang" else {}
        again(page, **{param: value}, **extra)
        case = f"{param}={value}"
        assert not page.exception, case
        assert list_of(page) == "", case
        assert re.search(r"tidak dapat dipakai|bukan angka|tidak dikenal|perlu kode desa", said(page)), case
        assert "<script>" not in "".join(one.proto.body for one in page.get("html")), case
        again(page, **dict.fromkeys({param, *extra}, ""))
    assert list_of(page)


@pytest.mark.parametrize("tab", TABS)
def test_no_choice_of_a_link_breaks_a_tab(open_page, tab):
    page = open_page("lokus", wilayah="1801", tab=tab, mode="internal")
    params = [
        *HOSTILE,
        "daftar",
        "sesudah",
        "pratinjau",
        "skenario",
        "periode",
        "tampilan",
        "lokus_tahun",
        "kab",
        "urut",
    ]

    last = ""
    for param in params:
        for value in (MARKUP + "'; drop table lokus; --", LONG, "\x00%s{0}${x}|~|~|"):
            again(page, **{last: "", param: value})
            last = param
            assert not page.exception, (param, value[:20])
            assert "<script>alert" not in "".join(one.proto.body for one in page.get("html")), param


@pytest.mark.parametrize(
    ("tab", "param"),
    [("Daftar", "daftar"), ("Dampak", "daftar"), ("Dampak", "sesudah"), ("SK dan keputusan", "pratinjau")],
)
def test_a_choice_that_is_not_offered_is_a_sentence(open_page, tab, param):
    page = open_page("lokus", wilayah="1801", tab=tab, mode="internal", **{param: "1066"})

    assert not page.exception
    assert f"tidak dikenal untuk '{param}'" in said(page)


def test_a_tab_that_does_not_exist_is_a_sentence(open_page):
    page = open_page("lokus", wilayah="1801", tab=MARKUP)

    assert not page.exception
    assert "tidak dikenal untuk 'tab'" in said(page)


def test_a_scenario_nobody_kept_is_left_out(open_page):
    page = open_page("lokus", wilayah="1801", tab="SK dan keputusan", mode="internal", skenario="tidak-ada,x")

    assert not page.exception
    assert "Lampiran SK lokus" in said(page)
