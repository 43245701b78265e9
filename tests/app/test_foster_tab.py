"""The tab Orang tua asuh: in mode publik what was published alone, in mode internal the work of an officer."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting.cases.casebook import open_casebook
from stunting.cases.numbers import case_number
from stunting.foster import journal, publishing
from stunting.foster.children import children_of
from stunting.foster.journal import Desk
from stunting.foster.records import Help, Parent, Placement
from stunting.geography import Register
from stunting.imports.identity import Keys
from stunting.minutes.recording import Writer
from stunting.paths import ROOT, Layout
from tests.case_rows import kept
from tests.routine_rows import row

KEJAYAN = "3514061024"
BY = Writer(author="Siti", role="DPPKB")
SECTIONS = ("ringkasan", "perhatian", "penempatan", "catat", "impor", "terbitkan")


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    return Layout.default()


@pytest.fixture
def desk(layout):
    """Nine children below -2, eight of them placed in BAAS."""
    rows = [row(f"anak{number}", desa_code=KEJAYAN, haz=-2.5) for number in range(9)]
    kept(layout, *rows)
    desk = Desk(ledger=open_casebook(layout), kabupaten="3514")
    journal.add_parent(desk, Parent(id="o1", kind="perusahaan", name="PT <b>Contoh</b>"), by=BY)
    start = dt.date.today() - dt.timedelta(days=90)
    for number, key in enumerate(sorted(children_of(layout, "3514").frame["key"])[:8]):
        placement = Placement(
            id=f"p{number}", parent="o1", child=key, desa_code=KEJAYAN, programme="BAAS", start=start,
            end=start + dt.timedelta(days=100),
        )  # fmt: skip
        journal.add_placement(desk, placement, by=BY)
        journal.add_help(desk, Help(placement=f"p{number}", day=start, kind="nutrisi", value_rp=450_000), by=BY)
    return desk


def opened(**params: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["wilayah"] = params.get("wilayah", "3514")
    page.run()
    page.switch_page("pages/komitmen.py")
    for key, value in {"wilayah": "3514", "tab": "Orang tua asuh", **params}.items():
        page.query_params[key] = value
    return page.run()


def words(page: AppTest) -> str:
    said = [one.proto.body for one in page.get("html")]
    return " ".join([*said, *(one.value for one in page.markdown), *(one.value for one in page.warning)])


def box(page: AppTest, label: str):
    return next(one for one in page.text_input if one.label == label)


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def test_in_mode_publik_nothing_of_the_casebook_is_read(layout, desk):
    for path in (layout.restricted / "kasus").iterdir():
        path.write_bytes(b"rusak")

    page = opened()

    assert not page.exception
    assert "Belum ada ringkasan orang tua asuh yang diterbitkan di Kab. Pasuruan" in words(page)
    assert "K-" not in words(page)


def test_mode_publik_does_not_even_make_a_casebook(layout):
    opened()

    assert not layout.restricted.exists()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_with_placements(desk, section):
    page = opened(mode="internal", asuh=section)

    assert not page.exception
    assert "<b>Contoh</b>" not in words(page)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_says_what_to_do_where_nothing_is_yet(layout, section):
    page = opened(mode="internal", asuh=section)

    assert not page.exception


def test_an_entry_that_was_changed_by_hand_is_named_on_the_tab(layout, desk):
    desk.ledger.engine.dispose()
    with sqlite3.connect(layout.restricted / "kasus" / "kasus.sqlite") as opened_file:
        for (name,) in opened_file.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            opened_file.execute(f"drop trigger {name}")
        opened_file.execute("update entry set body = replace(body, '450000', '950000') where seq = 3")

    page = opened(mode="internal")

    assert "nomor 3" in " ".join([words(page), *(one.value for one in page.error)])


def test_without_a_kabupaten_the_tab_asks_for_one(layout):
    assert "Pilih kabupaten/kota" in words(opened(wilayah="35", mode="internal"))


def test_the_head_counts_children_foster_parents_and_who_is_without(desk):
    said = words(opened(mode="internal"))

    assert "<span>Anak asuh</span><b>8</b>" in said
    assert "<span>Orang tua asuh</span><b>1</b>" in said
    assert "<span>Balita stunting tanpa orang tua asuh</span><b>1</b>" in said
    assert "n kecil" in said


def test_a_child_is_placed_by_its_case_number(layout, desk):
    key = sorted(children_of(layout, "3514").frame["key"])[8]
    page = opened(mode="internal", asuh="catat")
    box(page, "Dicatat oleh").set_value("Siti")
    box(page, "Nomor kasus atau NIK anak").set_value(case_number(key))
    box(page, "Mulai").set_value(f"{dt.date.today():%d/%m/%Y}")
    next(one for one in page.selectbox if one.label == "Orang tua asuh").set_value("o1")

    page = press(page, "Simpan penempatan")

    assert not page.exception
    assert not page.warning
    (placed,) = desk.book().of_child(key)
    assert placed.record.desa_code == KEJAYAN
    assert box(page, "Nomor kasus atau NIK anak").value == ""


def test_a_nik_that_is_not_in_the_data_is_refused_without_being_repeated(layout, desk):
    Keys.of(layout, has_batches=False).save(layout)
    page = opened(mode="internal", asuh="catat")
    box(page, "Dicatat oleh").set_value("Siti")
    box(page, "Nomor kasus atau NIK anak").set_value("3514990605239977")

    page = press(page, "Simpan penempatan")

    assert "tidak ada di data" in words(page)
    assert "3514990605239977" not in words(page)


def test_help_is_written_and_a_placement_is_closed(desk):
    page = opened(mode="internal", asuh="penempatan", penempatan="p0")
    box(page, "Dicatat oleh").set_value("Siti")
    next(one for one in page.text_input if one.label == "Tanggal").set_value(f"{dt.date.today():%d/%m/%Y}")
    box(page, "Nilai (rupiah)").set_value("Rp450.000")

    page = press(page, "Simpan bantuan")

    assert not page.warning
    assert [given.value_rp for _, given in desk.book().placement("p0").helps] == [450_000, 450_000]
    closing = [one for one in page.text_input if one.label == "Tanggal"][1]
    closing.set_value(f"{dt.date.today():%d/%m/%Y}")

    page = press(page, "Tutup penempatan")

    assert not page.exception
    assert desk.book().placement("p0").ending.reason == "selesai"
    assert "selesai sesuai rencana" in words(page)


def test_what_was_published_is_shown_to_everybody(layout, desk):
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    draft = publishing.draft_of(desk.book(), children_of(layout, "3514"), register, today=dt.date.today())
    publishing.publish(layout, desk, draft, by=BY, source="Buku kasus", geometry=False)

    said = words(opened())

    assert "program BAAS mencatat 8 anak asuh" in said
    assert "Sumber: Buku kasus, per" in said
