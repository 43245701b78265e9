"""Tab Tagih janji on a real ledger: the board, a report in its row, a correction, replies, a commitment from paper."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import releases
from stunting.ledger import Ledger
from stunting.paths import ROOT
from stunting.promises.book import book_of
from stunting.promises.reports import Status
from stunting.rembuk.agenda import Step
from stunting.slides import from_komitmen
from stunting.slides.sources import Sources
from tests.app.test_pages import texts
from tests.promises import TODAY, write_board
from tests.small import layout_in

PER = TODAY.isoformat()


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """The real releases with a ledger of its own."""
    own = layout_in(tmp_path)
    shutil.copytree(built_layout.releases, own.releases, dirs_exist_ok=True)
    monkeypatch.setenv("STUNTING_DATA", str(own.releases.parent))
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    st.cache_resource.clear()
    st.cache_data.clear()
    return own


@pytest.fixture
def ledger(layout):
    return Ledger.open(layout)


def opened(**params):
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.query_params["wilayah"] = params.get("wilayah", "3514")
    test.run()
    test.switch_page("pages/komitmen.py")
    for key, value in {"wilayah": "3514", **params}.items():
        test.query_params[key] = value
    return test.run()


def box(page, label, *, which=0):
    return [one for one in page.text_input if one.label == label][which]


def press(page, label):
    next(one for one in page.button if one.label == label).click()
    return page.run()


def test_page_and_slide_say_the_same(ledger, layout):
    write_board(ledger)

    said = texts(opened(per=PER))

    sources = Sources(release=releases.open_release(layout), promises=book_of(ledger))
    step = Step(key="a", title="Tagih janji", page="komitmen", params={"per": PER})
    slide = from_komitmen.slide(sources, step, sources.register.get("3514"))
    assert slide.figure.text == "1 dari 5"
    assert "1 <small>dari 5</small>" in said
    assert slide.source in said
    for row, number in (("Terlambat", 1), ("Tanpa kabar", 1), ("Dibatalkan", 1)):
        assert f"{row} <b>{number}</b>" in said
    assert "Rina Wulandari" not in said


def test_an_area_without_promises_says_where_to_write_them(layout):
    said = texts(opened(wilayah="1801"))

    assert "Belum ada komitmen yang tercatat untuk Kab. Lampung Selatan" in said
    assert "halaman Rembuk, tab Catat" in said


def test_a_report_is_written_in_its_row_and_then_corrected(ledger):
    write_board(ledger)
    page = opened(kabar="2")
    next(one for one in page.selectbox if one.label == "Status").set_value(Status.KEPT)
    box(page, "Realisasi").set_value("Cakupan 96%")
    box(page, "Rupiah").set_value("149,5 juta")

    page = press(page, "Simpan kabar")

    assert not page.exception
    (first,) = book_of(ledger).promise(2).reports
    assert (first.record.status, first.record.realised_rp) == (Status.KEPT, 149_500_000)
    assert first.record.reporter == "Dinas Kesehatan"
    assert first.author == "Siti Aminah"

    page = opened(kabar="2", perbaiki=str(first.seq))
    next(one for one in page.selectbox if one.label == "Status").set_value(Status.RUNNING)
    box(page, "Alasan perbaikan").set_value("Baru 90%")
    press(page, "Simpan kabar")

    (after,) = book_of(ledger).promise(2).reports
    assert (after.record.status, after.record.realised, after.first) == (Status.RUNNING, "Cakupan 96%", first.seq)
    assert ledger.verify().is_sound


def test_what_is_refused_stays_in_its_boxes(ledger):
    write_board(ledger)
    page = opened(kabar="2")
    box(page, "Realisasi").set_value("Cakupan 96%")

    page = press(page, "Simpan kabar")

    assert "Pilih dulu statusnya" in page.warning[0].value
    assert box(page, "Realisasi").value == "Cakupan 96%"
    assert book_of(ledger).promise(2).reports == ()


def test_a_commitment_on_paper_comes_in_with_its_meeting(ledger):
    page = opened()
    box(page, "Tanggal rapat").set_value("12/03/2025")
    box(page, "Tempat").set_value("Aula Bapperida")
    box(page, "Pimpinan rapat (jabatan)").set_value("Sekretaris Daerah")
    box(page, "Komitmen").set_value("Menimbang semua balita")
    box(page, "Lembaga").set_value("Dinas Kesehatan")
    box(page, "Kertasnya").set_value("Komitmen bersama, lembar 2")
    box(page, "Pencatat").set_value("Siti Aminah")

    page = press(page, "Simpan komitmen")

    assert not page.exception
    (promise,) = book_of(ledger).promises
    assert (promise.meeting.id, promise.meeting.date) == ("rembuk-3514-20250312", dt.date(2025, 3, 12))
    assert {one.reason for one in ledger.entries()} == {"Disalin dari kertas: Komitmen bersama, lembar 2"}
    assert "Tanpa kabar <b>1</b>" in texts(page)


@pytest.mark.parametrize(
    "params", [{"keadaan": "lupa"}, {"jenis": "x"}, {"rembuk": "rembuk-9999-20200101"}, {"per": "2026-02-30"}]
)
def test_a_link_that_means_nothing_is_a_sentence(ledger, params):
    write_board(ledger)

    page = opened(**params)

    assert not page.exception
    assert "tidak dikenal" in texts(page)
    assert "dari 5" not in texts(page)


def test_an_entry_that_was_changed_by_hand_is_named_on_the_page(ledger, layout):
    import sqlite3

    write_board(ledger)
    with sqlite3.connect(layout.ledger / "buku.sqlite") as raw:
        for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            raw.execute(f'drop trigger "{name}"')
        raw.execute("update entry set author = 'Orang lain' where seq = 3")

    assert "nomor 3" in texts(opened())
