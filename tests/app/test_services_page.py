"""Page Layanan: coverage, the weakest services, association and families at risk, in both modes, by link alone."""

from __future__ import annotations

import pytest

from tests.app.lokus_pages import again, said

TABS = ("Cakupan", "Terlemah", "Kaitan", "Keluarga berisiko")
WITH_REPORTS = ("3514", "1811", "351406", "3514061001", "35")


def files(page) -> list[str]:
    return [one.label for one in page.get("download_button")]


@pytest.mark.parametrize("mode", ["", "internal"])
@pytest.mark.parametrize("code", ["", "35", "3514", "1811", "351406", "3514061001", "1101"])
def test_every_tab_of_every_area_opens_with_something_to_read(open_page, code, mode):
    page = open_page("layanan", **({"wilayah": code} if code else {}), **({"mode": mode} if mode else {}))

    for tab in TABS:
        again(page, tab="" if tab == "Cakupan" else tab)
        assert not page.exception, tab
        assert len(said(page)) > 200, tab


def test_the_matrix_of_a_kabupaten_has_its_kecamatan_their_services_and_a_legend_in_words(open_page):
    text = said(open_page("layanan", wilayah="3514"))

    assert "Cakupan layanan menurut kecamatan, Kab. Pasuruan, Tahun 2025" in text
    assert "Kec. Kejayan" in text
    assert "24. KRS didampingi" in text
    for words in ("tercapai", "mendekati", "perlu dukungan", "tanpa target", "disembunyikan: melindungi 1–4 orang"):
        assert words in text
    assert "terburuk" not in text


def test_mode_publik_hides_what_mode_internal_shows(open_page):
    public = said(open_page("layanan", wilayah="351406", kelompok="balita"))
    internal = said(open_page("layanan", wilayah="351406", kelompok="balita", mode="internal"))

    assert "disembunyikan" in public
    assert "disembunyikan" not in internal
    assert "n kecil" in internal


def test_every_choice_is_a_link(open_page):
    text = said(
        open_page("layanan", wilayah="3514", layanan="perpres", jenis="spesifik", lapor="2024-tahun", isi="orang")
    )

    assert "Tahun 2024" in text
    assert "Angka: jumlah yang belum terjangkau" in text
    assert "1. Ibu hamil KEK dapat asupan" in text
    assert "PBI" not in text


def test_a_month_in_which_a_service_is_not_asked_is_said_in_words(open_page):
    text = said(open_page("layanan", wilayah="3514", mode="internal", lapor="2025-m03", kelompok="balita"))

    assert "tidak dijadwalkan" in text
    assert "tidak ada data" in text


def test_a_link_with_a_choice_that_does_not_exist_offers_the_nearest(open_page):
    page = open_page("layanan", wilayah="3514", lapor="1999-tahun")

    assert not page.exception
    assert "tidak dikenal" in said(page)


def test_more_reached_than_there_are_is_named_and_the_rate_without_it_stands_beside(open_page):
    text = said(open_page("layanan", wilayah="3514", mode="internal"))

    assert "laporan di atas 100%" in text
    assert "tanpa laporan itu" in text


def test_the_matrix_and_the_weakest_services_come_as_files(open_page, download):
    page = open_page("layanan", wilayah="3514")

    assert files(page)[:3] == ["CSV", "Excel", "Gambar PNG"]
    assert "Kec. Kejayan" in download(page, "CSV").decode("utf-8-sig")
    assert download(page, "Gambar PNG").startswith(b"\x89PNG")
    again(page, tab="Terlemah")
    assert download(page, "Excel").startswith(b"PK")
    assert download(page, "Gambar PNG").startswith(b"\x89PNG")


def test_the_weakest_services_say_their_cause_their_target_and_the_people(open_page):
    text = said(open_page("layanan", wilayah="3514", tab="Terlemah"))

    assert "kerangka UNICEF" in text
    assert "poin dari target" in text
    assert "belum terjangkau" in text
    assert "terburuk" not in text


def test_an_association_is_never_called_a_cause(open_page):
    text = said(open_page("layanan", wilayah="3514", tab="Kaitan"))

    assert "Korelasi peringkat Spearman" in text
    assert "bukan bukti sebab" in text
    assert "balita diukur" in text
    assert "SSGI" not in text.split("Rilis data")[0]


def test_families_at_risk_have_factors_of_their_own_bases(open_page):
    text = said(open_page("layanan", wilayah="3514", tab="Keluarga berisiko"))

    assert "keluarga sasaran berisiko" in text
    assert "tumpang tindih dan tidak dijumlahkan" in text


def test_desa_of_families_at_risk_are_for_officers(open_page):
    public = open_page("layanan", wilayah="351406", tab="Keluarga berisiko")
    assert "disembunyikan" in said(public)

    again(public, mode="internal")
    assert "disembunyikan" not in said(public)


def test_an_area_without_reports_says_what_to_do_and_where_there_are_some(open_page):
    page = open_page("layanan", wilayah="3525")

    assert "Belum ada laporan layanan untuk Kab. Gresik" in said(page)
    assert "Data layanan" in said(page)
    assert "Kab. Pasuruan" in [button.label for button in page.button]
