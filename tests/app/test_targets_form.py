"""The form for targets of one's own, on the release that the shipped raw data give."""

from __future__ import annotations

import shutil
import threading

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import queries, releases, target_files
from stunting.locks import exclusive
from stunting.paths import Layout

PERDA = "Perda Kab. Lamandau No. 3 Tahun 2025 tentang RPJMD 2025-2029"


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """A copy of the release whose targets a test may change."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    return Layout.default()


def form_alone():
    """The part of a page that shows the form."""
    from stunting.ui import data, filters, shell
    from stunting.ui.targets_form import targets_form

    release = data.open_release(filters.release_id())
    register = data.register(release.id)
    with shell.explained():
        targets_form(
            shell.View(release=release, register=register, area=filters.area(register)), filters.area(register)
        )


@pytest.fixture
def open_form(layout):
    def opened(area: str) -> AppTest:
        page = AppTest.from_function(form_alone, default_timeout=120)
        page.query_params["wilayah"] = area
        return page.run()

    return opened


def fill(page: AppTest, **written: str) -> AppTest:
    """Write into the boxes and send the form."""
    labels = {"year": "Tahun", "value": "Target (%)", "basis": "Dasar hukum", "source": "Sumber atau tautan"}
    for name, text in written.items():
        next(box for box in page.text_input if box.label == labels[name]).set_value(text)
    return press(page, "Simpan target")


def press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def table(page: AppTest) -> str:
    return next(one.proto.body for one in page.get("html") if 'aria-label="Target"' in one.proto.body)


def of_release(layout, code):
    with releases.open_release(layout).database as opened:
        return queries.targets_of_areas(opened, codes=[code]).set_index(["year", "basis"])


def test_the_targets_of_an_area_stand_above_those_of_its_province_and_the_country(open_form):
    page = open_form("6209")

    shown = table(page)
    assert not page.exception
    assert shown.index("Kab. Lamandau") < shown.index("Provinsi Kalimantan Tengah") < shown.index("Indonesia")
    assert "12,74%" in shown
    assert "Antara Kalteng" in shown
    assert not any(button.label == "Hapus" for button in page.button)


def test_an_area_without_a_target_says_so(open_form):
    page = open_form("3514")

    assert any("Belum ada target yang tercatat untuk Kab. Pasuruan" in one.value for one in page.markdown)


def test_every_fault_of_the_form_is_a_sentence_and_nothing_is_built(open_form, layout):
    page = fill(open_form("6209"), year="29", value="banyak")

    (warning,) = page.warning
    assert not page.exception
    assert [line.split()[0] for line in warning.value.split("\n\n")] == ["Tahun", "Target", "Dasar", "Sumber"]
    assert len(releases.list_releases(layout)) == 1


def test_a_saved_target_is_in_the_new_release_and_can_be_removed_again(open_form, layout):
    before = releases.current(layout)
    page = fill(open_form("6209"), year="2029", value="9,5", basis=PERDA, source="Lampiran, hal. 41")

    row = of_release(layout, "6209").loc[(2029, PERDA)]
    assert not page.exception
    assert (row["value_pct"], row["is_user_added"]) == (9.5, True)
    assert PERDA in table(page)
    assert "ditetapkan sendiri" in table(page)
    assert {box.value for box in page.text_input} == {""}

    page = press(page, "Hapus")

    assert not page.exception
    assert PERDA not in table(page)
    assert releases.current(layout) == before


def test_a_form_with_the_basis_of_a_shipped_target_replaces_it_and_says_what_it_was(open_form, layout):
    basis = "Target Pemerintah Kabupaten Lamandau"
    page = fill(open_form("6209"), year="2024", value="12", basis=basis, source="RKPD 2024, hal. 12")

    assert of_release(layout, "6209").loc[(2024, basis), "value_pct"] == 12.0
    assert "Menggantikan 12,74% dari data bawaan." in table(page)


def test_a_form_sent_while_another_process_writes_is_refused_with_a_sentence(open_form, layout):
    page = open_form("6209")
    is_held, go_on = threading.Event(), threading.Event()

    def hold():
        with exclusive(layout.releases / "kunci"):
            is_held.set()
            go_on.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    is_held.wait(10)
    page = fill(page, year="2029", value="9,5", basis=PERDA, source="Lampiran, hal. 41")
    go_on.set()
    other.join()

    (sentence,) = (one.proto.body for one in page.get("html") if 'class="jelas"' in one.proto.body)
    assert not page.exception
    assert "Rilis lain sedang dibuat" in sentence
    assert target_files.own_targets(layout) == []
