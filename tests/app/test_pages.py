"""Each page of the menu opens, says its figures, and answers a wrong link with a sentence."""

from __future__ import annotations

import re

import pytest

from stunting.imports.rules import NOTES, REASONS
from stunting.quality_bands import INDICATORS
from stunting.ui.shell import PAGES

STEMS = [page.file.removeprefix("pages/").removesuffix(".py") for page in PAGES]


def texts(page) -> str:
    """Everything AppTest knows of what the page says, in one string; HTML as it is sent."""
    html = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    return "\n".join([*html, *(m.value for m in page.markdown), *(i.value for i in page.info)])


@pytest.mark.parametrize("stem", STEMS)
def test_every_page_opens_for_indonesia(open_page, stem):
    page = open_page(stem)

    assert not page.exception
    assert "Rilis data" in texts(page)


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("code", ["18", "1811", "351406", "3514061024", "9304", "94"])
def test_every_page_opens_for_every_level(open_page, stem, code):
    page = open_page(stem, wilayah=code)

    assert not page.exception


def test_the_summary_of_indonesia_says_the_newest_survey_figure(open_page):
    text = texts(open_page())

    assert "19,8%" in text
    assert "SSGI 2024" in text
    assert "tidak dapat diuji" in text


def test_a_kecamatan_with_routine_data_shows_its_own_figure(open_page):
    text = texts(open_page(wilayah="351406"))

    assert "Prevalensi stunting, Kec. Kejayan" in text
    assert "Bulan Timbang Agustus 2025 · e-PPGBM" in text
    assert "SSGI" not in text.replace("Angka survei (SSGI/SKI)", "")


def test_a_kecamatan_without_routine_data_shows_its_kabupaten_figure_under_the_kabupaten_name(open_page):
    text = texts(open_page(wilayah="110101"))

    assert "tidak ada angka survei untuk **Kec. Bakongan**" in text
    assert "Prevalensi stunting balita, Kab. Aceh Selatan" in text


def test_the_survey_of_a_kabupaten_stands_beside_its_routine_figure_and_is_not_compared(open_page):
    text = texts(open_page(wilayah="3514"))

    assert "Prevalensi stunting, Kab. Pasuruan" in text
    assert re.search(r"SSGI 2024 mencatat \d+,\d%; cara ukurnya berbeda", text)


@pytest.mark.parametrize("stem", ["app", "peta", "tren", "banding"])
def test_an_unknown_area_is_answered_with_a_sentence_and_the_nearest_area(open_page, stem):
    page = open_page(stem, wilayah="1899")

    assert not page.exception
    assert "Wilayah &#x27;1899&#x27; tidak dikenal" in texts(page)
    assert any("Provinsi Lampung" in button.label for button in page.button)
    assert "angka-kunci" not in texts(page)


def test_a_name_that_several_areas_share_offers_all_of_them(open_page):
    page = open_page(wilayah="kejayan")

    labels = [button.label for button in page.button]
    assert any(label.startswith("Kec. Kejayan") for label in labels)
    assert any(label.startswith("Kel. Kejayan") for label in labels)


def test_a_name_that_one_area_has_leads_there(open_page):
    page = open_page(wilayah="Kab. Mesuji")

    assert "Prevalensi stunting, Kab. Mesuji" in texts(page)


def test_an_unknown_year_offers_the_nearest_surveys(open_page):
    page = open_page("peta", tahun="2020")

    assert "Tidak ada survei untuk tahun &#x27;2020&#x27;" in texts(page)
    assert {"SSGI 2021", "SSGI 2022"} <= {button.label for button in page.button}


@pytest.mark.parametrize("params", [{"survei": "sensus"}, {"tahun": "dua"}, {"skema": "x"}, {"satuan": "x"}])
def test_a_wrong_choice_in_the_link_is_a_sentence(open_page, params):
    page = open_page("peta", **params)

    assert not page.exception
    assert next(iter(params.values())) in texts(page)


def test_a_survey_in_a_year_it_was_not_done_is_a_sentence(open_page):
    page = open_page("peta", tahun="2022", survei="ski")

    assert "Survei &#x27;ski&#x27; tidak dilakukan pada 2022" in texts(page)


def test_a_pinned_release_that_does_not_exist_is_a_sentence(open_page):
    page = open_page(rilis="20200101-000000-deadbeef")

    assert not page.exception
    assert "tidak dikenal" in texts(page)


@pytest.mark.parametrize(
    "hostile", ["../../etc/passwd", "<script>alert(1)</script>", "'; drop table area; --", "0" * 400]
)
def test_hostile_values_are_text(open_page, hostile):
    for param in ("wilayah", "tahun", "survei", "rilis", "kab", "satuan"):
        page = open_page("peta" if param != "kab" else "banding", **{param: hostile})

        assert not page.exception
        assert hostile not in texts(page) or "<" not in hostile


def test_a_link_cannot_make_the_browser_fetch_a_picture(open_page):
    page = open_page(wilayah="![x](http://example.org/x.png)")

    assert not any("example.org" in element.value for element in page.markdown)


def test_changing_the_survey_changes_the_link_and_the_title(open_page):
    page = open_page("peta", wilayah="18")

    page.segmented_control(key="putaran").set_value("ssgi-2021").run()

    assert page.query_params["tahun"] == "2021"
    assert "SSGI 2021" in texts(page)


def test_a_map_of_another_survey_than_the_figure_says_so(open_page):
    page = open_page(wilayah="91")

    assert "Peta memakai SKI 2023, bukan SSGI 2024 seperti angka utama." in texts(page)


def test_every_page_has_one_first_heading(open_page):
    for stem in STEMS:
        assert texts(open_page(stem, wilayah="18")).count("<h1") == 1


def test_default_comparison_is_the_five_districts(open_page):
    page = open_page("banding")

    assert page.multiselect(key="kab").value == ["1801", "1811", "3514", "3520", "6209"]


def test_numbers_are_written_with_a_comma(open_page):
    for stem in STEMS:
        visible = re.sub(r"<[^>]*>|style=\"[^\"]*\"", " ", texts(open_page(stem, wilayah="1811")))
        # Release ids, versions and ranges of years hold no decimal point either.
        assert not re.findall(r"\d+\.\d+\s?%", visible)


@pytest.mark.parametrize("year", ["9" * 5000, "²", "٢٠٢٤", "-2024"])
def test_a_year_that_is_no_year_is_a_sentence(open_page, year):
    page = open_page("peta", tahun=year)

    assert not page.exception
    assert "Tidak ada survei untuk tahun" in texts(page)


def test_a_very_long_value_is_repeated_only_in_part(open_page):
    page = open_page("peta", satuan="x" * 3000)

    assert "x" * 61 not in texts(page)


def test_areas_named_twice_are_compared_once(open_page):
    page = open_page("banding", kab="1801,18.11,1801, 1811")

    assert not page.exception
    assert page.multiselect(key="kab").value == ["1801", "1811"]


def test_a_survey_beside_itself_is_no_comparison(open_page):
    page = open_page("banding", dari="ssgi-2021", ke="ssgi-2021")

    assert not page.exception
    assert "Pilih dua survei yang berbeda" in texts(page)


def test_the_method_page_explains_routine_records_from_the_registries(open_page):
    page = open_page("metode")

    shown = "\n".join(element.value for element in page.markdown)
    assert not page.exception
    assert all(rule.label in shown for rule in (*REASONS, *NOTES))
    assert all(f"**{one.label}** ({one.basis})" in shown for one in INDICATORS)
    assert "TB/U di luar -6 sampai 6 SD" in shown
