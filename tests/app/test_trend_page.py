"""Announced routine rates on the page Tren: beside the survey, and in claims."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def texts(page: AppTest) -> str:
    html = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    return "\n".join([*html, *(one.value for one in (*page.markdown, *page.info, *page.warning, *page.caption))])


def test_survey_and_announced_rate_of_pasuruan_cannot_both_describe_all_children_above_a_coverage(open_page):
    page = open_page("tren", wilayah="3514", tab="Dua angka", survei_dua="ssgi-2024", rutin_dua="bt-2025-02-P")

    assert not page.exception
    shown = texts(page)
    assert "SSGI 2024 26,1% dan e-PPGBM Bulan Timbang Februari 2025 (diumumkan) 4,2%" in shown
    assert "Di atas cakupan 77,1% keduanya tidak dapat sekaligus benar untuk semua balita." in shown
    assert "diumumkan: InfoPublik dan Jatimlines, 6 Agustus 2025" in shown
    assert "diumumkan, bukan dihitung dari berkas di rilis ini. Penyebutnya tidak disebutkan." in shown


def test_the_list_of_routine_figures_tells_announced_from_counted(open_page):
    page = open_page("tren", wilayah="3514", tab="Dua angka")

    offered = page.selectbox(key="rutin_dua").options
    assert "Bulan Timbang Februari 2025: 4,2% (diumumkan, tanpa hitungan)" in offered
    assert "Tahun 2020: 21,4% (diumumkan)" in offered
    assert "Bulan Timbang Agustus 2025: 10,2% (e-PPGBM)" in offered


def test_two_sources_for_one_year_are_two_choices(open_page):
    page = open_page("tren", wilayah="3520", tab="Dua angka", rutin_dua="tahun-2024-P2")

    assert not page.exception
    assert "PPID Kab. Magetan, 10 Juni 2025, menulis 8,31%" in texts(page)


def test_an_announced_rate_of_a_sample_kabupaten_is_no_sample(open_page):
    counted = open_page("tren", wilayah="3514", tab="Dua angka", rutin_dua="bt-2025-08-R")
    assert "DATA CONTOH" in texts(counted)

    announced = open_page("tren", wilayah="3514", tab="Dua angka", rutin_dua="bt-2025-02-P")
    assert "Dua angka prevalensi stunting, Kab. Pasuruan" in texts(announced)
    assert "DATA CONTOH" not in texts(announced).split("Dua angka prevalensi stunting")[1].split("</h2>")[0]


def test_a_kabupaten_without_imported_data_still_has_its_announced_rate(open_page):
    page = open_page("tren", wilayah="3501", tab="Dua angka")

    assert not page.exception
    assert page.selectbox(key="rutin_dua").options == [
        "Juni 2024: 11,3% (diumumkan, tanpa hitungan)",
        "Januari 2024: 13,7% (diumumkan, tanpa hitungan)",
    ]


def test_a_claim_is_held_against_announced_rates_and_names_who_announced_them(open_page):
    page = open_page("tren", wilayah="3514", tab="Uji klaim", klaim="dari 22,5% (2019) menjadi 10,8% (2022)")

    assert not page.exception
    shown = texts(page)
    assert "e-PPGBM tahun 2019 (diumumkan) 22,5% (18.678 dari 82.963 balita ditimbang" in shown
    assert "diumumkan, Tugu Jatim, Januari 2023" in shown
    assert "Penyebut e-PPGBM tahun 2022 (diumumkan) tidak disebutkan" in shown
