"""Tabs Kampanye and Rupiah of the page Komitmen: every kind of area, both modes, and an event of one's own."""

from __future__ import annotations

import shutil

import pytest

from tests.app.lokus_pages import said

AREAS = ["00", "18", "1811", "3514", "3514062010", "1101"]


def opened(open_page, code, tab, **params):
    return open_page("komitmen", tab=tab, **({} if code == "00" else {"wilayah": code}), **params)


@pytest.mark.parametrize("code", AREAS)
def test_the_campaign_of_every_area_opens_with_something_to_read(open_page, code):
    page = opened(open_page, code, "Kampanye")

    assert not page.exception
    assert "kegiatan" in said(page)


def test_the_campaign_of_lampung_names_who_had_none(open_page):
    text = said(opened(open_page, "18", "Kampanye"))

    assert "12 dari 15 kabupaten/kota" in text
    assert "Belum ada yang tercatat di Kab. Lampung Barat, Kab. Way Kanan, Kab. Pesisir Barat." in text
    assert "DATA CONTOH" in text


def test_before_and_after_needs_mode_internal_for_desa(open_page):
    assert "disembunyikan dalam mode publik" in said(opened(open_page, "3514", "Kampanye"))
    assert "bukan bukti sebab" in said(opened(open_page, "3514", "Kampanye", mode="internal"))


@pytest.mark.parametrize("code", ["3514", "351406", "1811"])
@pytest.mark.parametrize("mode", ["publik", "internal"])
def test_money_opens_beside_need(open_page, code, mode):
    page = opened(open_page, code, "Rupiah", mode=mode)

    assert not page.exception
    text = said(page)
    assert "tercatat untuk stunting" in text
    assert "tidak menetapkan persentase untuk stunting" in text


@pytest.mark.parametrize("code", ["00", "18"])
def test_money_of_more_than_a_kabupaten_asks_for_one(open_page, code):
    assert "Pilih kabupaten/kota" in said(opened(open_page, code, "Rupiah"))


def test_a_kabupaten_without_money_says_what_to_bring(open_page):
    assert "Masukkan lembarnya di bawah" in said(opened(open_page, "1101", "Rupiah"))


def test_families_of_desa_are_not_shown_in_mode_publik(open_page):
    page = opened(open_page, "3514", "Rupiah", kebutuhan="krs", **{"satuan-dana": "desa"})

    assert not page.exception
    assert "Bagian kebutuhan tidak dapat ditampilkan" in said(page)


def test_the_files_of_both_tabs_can_be_made(open_page, download):
    campaign = opened(open_page, "1811", "Kampanye")
    assert download(campaign, "Lembar A4 (PDF)").startswith(b"%PDF")

    money = opened(open_page, "1811", "Rupiah")
    assert download(money, "Lembar A4 (PDF)").startswith(b"%PDF")
    assert download(money, "Gambar PNG").startswith(b"\x89PNG")


@pytest.fixture
def own_data(built_layout, tmp_path, monkeypatch, open_page):
    """A copy of the release that a test may add to."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    return open_page


def test_an_event_of_the_form_is_in_the_list_of_a_new_release(own_data):
    page = opened(own_data, "1811", "Kampanye")
    boxes = {one.label: one for one in page.text_input}
    boxes["Tanggal"].set_value("3 Maret 2026")
    boxes["Nama kegiatan"].set_value("Kampanye di pasar")
    boxes["Penyelenggara (instansi)"].set_value("DPPKB Kab. Mesuji")
    page.button(key=next(one.key for one in page.button if one.label == "Simpan kegiatan")).click().run(timeout=120)

    assert not page.exception
    text = said(page)
    # The sample events of Mesuji are gone, the announced one stays.
    assert "2 kegiatan tercatat" in text
    assert "DATA CONTOH" not in text.split("Sebelum dan sesudah")[0]


def test_a_form_without_a_day_is_not_saved(own_data):
    page = opened(own_data, "1811", "Kampanye")
    page.button(key=next(one.key for one in page.button if one.label == "Simpan kegiatan")).click().run(timeout=60)

    assert any("tanggal kosong" in one.value for one in page.warning)
