"""The tab Data layanan: only in mode internal, with the sheets to take and what is stored."""

from __future__ import annotations

import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting.geography import Register
from stunting.paths import ROOT, Layout
from stunting.services import files


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """A copy of the release whose additions a test may change."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    return Layout.default()


def tab_alone():
    """The tab without its page."""
    from stunting.ui import data, filters, shell
    from stunting.ui.services_page import data_tab

    release = data.open_release(filters.release_id())
    register = data.register(release.id)
    with shell.explained():
        data_tab.show(shell.View(release=release, register=register, area=filters.area(register)))


def opened(**params: str) -> AppTest:
    page = AppTest.from_function(tab_alone, default_timeout=120)
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def buttons(page: AppTest) -> set[str]:
    return {one.label for one in page.button}


def test_mode_publik_shows_the_way_to_the_sheets_and_no_sheet(layout):
    page = opened(wilayah="3514")

    assert buttons(page) == {"Pakai mode internal (khusus petugas)"}
    assert not page.text_input


def test_without_a_kabupaten_the_tab_says_what_to_do(layout):
    page = opened(wilayah="35", mode="internal")

    assert "Pilih kabupaten/kota dulu" in page.info[0].value


def test_what_is_stored_can_be_removed(layout):
    register = Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")
    text = "kode_desa;tahun;periode;indikator;pembilang;penyebut\n3514061024;2025;TW I;asi;9;10\n"
    draft = files.read_draft(text.encode(), name="a.csv", register=register, kabupaten_code="3514", source="Web")
    files.add(layout, draft, geometry=False)
    st.cache_resource.clear()

    page = opened(wilayah="3514", mode="internal")

    assert {"Hapus"} <= buttons(page)
    stored = next(one for one in page.button if one.label == "Hapus")
    stored.click().run()
    assert files.own(layout) == []
