"""Tab Tayang: what has to be right before a show, its start, who may follow, and its end."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting.hall.hall import hall_of
from stunting.hall.listener import doors_of
from stunting.paths import ROOT, Layout
from stunting.rembuk import agenda_store, editing
from stunting.rembuk.agenda import Agenda, Step
from tests.agendas import AGENDA, LIST, RELEASE, WELCOME
from tests.app.lokus_pages import again, link, said

WORDS = replace(AGENDA, steps=(WELCOME, replace(LIST, page="", params={})))


@pytest.fixture(scope="module")
def clean_caches():
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def hall(built_layout, clean_caches, tmp_path, monkeypatch):
    """The hall of a folder of one's own; its doors are closed at the end."""
    (tmp_path / "rilis").symlink_to(built_layout.releases)
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    found = hall_of(Layout.default())
    yield found
    doors_of(found).close_network()
    doors_of(found).close()


@pytest.fixture
def opened(hall):
    """`opened(agenda)`: the tab Tayang with this agenda kept."""

    def page_of(*agendas: Agenda, **params: str) -> AppTest:
        for one in agendas:
            agenda_store.save(hall.layout.additions, one)
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        test.switch_page("pages/rembuk.py")
        for key, value in ({"wilayah": "3514", "tab": "Tayang"} | params).items():
            test.query_params[key] = value
        return test.run()

    return page_of


def started(opened) -> AppTest:
    return opened(WORDS).button(key="tayang-mulai").click().run()


def addresses(page: AppTest) -> dict[str, str]:
    """The ways to the screen and to the notes by their words."""
    marks = "".join(one.proto.body for one in page.get("html"))
    links = marks.split('<p class="tayang-tautan">')[1].split("</p>")[0].split("<a ")[1:]
    return {one.split(">")[1].split("<")[0]: one.split('href="')[1].split('"')[0] for one in links}


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_without_an_agenda_the_way_to_one_is_offered(opened):
    page = opened()

    assert "Pilih agenda dulu" in said(page)
    page.button(key="tayang-ke-agenda").click().run()
    assert "Belum ada agenda" in said(page)


def test_a_show_starts_and_its_screen_and_notes_open(opened, hall):
    page = started(opened)

    found = addresses(page)
    assert hall.show().agenda_name == WORDS.name
    assert list(found) == ["Buka layar", "Buka catatan di jendela baru"]
    assert [status(one) for one in found.values()] == [200, 200]
    assert status(found["Buka layar"].split("?")[0]) == 403


def test_a_show_that_runs_is_found_again(opened, hall):
    started(opened)

    again = opened(wilayah="1801")
    assert f"Sedang tayang {WORDS.name}" in said(again)
    assert "tayang-mulai" not in [one.key for one in again.button]


def test_a_show_is_ended_after_being_asked_once(opened, hall):
    page = started(opened)

    page.session_state["tayang-akhiri"] = True
    page.run()
    page.button(key="tayang-akhir").click().run()

    assert hall.show() is None
    assert "Tayangan diakhiri." in [one.value.replace("\\", "") for one in page.info]
    assert page.button(key="tayang-mulai")


def test_followers_come_in_only_when_they_are_let_in(opened, hall):
    page = started(opened)
    assert doors_of(hall).follower_addresses() == ()
    assert hall.show().pin not in said(page).replace(" ", "")

    page.toggle[0].set_value(True).run()
    pin = hall.show().pin
    assert f"PIN {pin[:3]} {pin[3:]}" in said(page)
    assert doors_of(hall).follower_addresses()[0].removeprefix("http://") in said(page)

    page.toggle[0].set_value(False).run()
    assert doors_of(hall).follower_addresses() == ()


def test_a_changed_agenda_reaches_the_screen_with_the_same_pin(opened, hall):
    page = started(opened)
    before = hall.show()
    saved = agenda_store.read(hall.layout.additions, WORDS.name)
    step = replace(WELCOME, key="rehat", title="Rehat")
    agenda_store.update(hall.layout.additions, saved, editing.add(saved.agenda, step))

    page.run()
    page.button(key="tayang-perbarui").click().run()

    now = hall.show()
    assert list(now.steps) == ["sambutan", "lokus", "rehat"]
    assert (now.key, now.pin) == (before.key, before.pin)


def test_the_notes_of_the_speaker_go_to_the_presenter_alone(opened, hall):
    secret = replace(WORDS, steps=(replace(WELCOME, notes="RAHASIA"), *WORDS.steps[1:]))
    page = opened(secret).button(key="tayang-mulai").click().run()
    page.toggle[0].set_value(True).run()

    port = doors_of(hall).follower_addresses()[0].split(":")[2].split("/")[0]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/ikuti/isi?pin={hall.show().pin}", timeout=5) as answer:
        public = answer.read().decode()
    with urllib.request.urlopen(addresses(page)["Buka layar"].replace("layar", "isi"), timeout=5) as answer:
        presenter = answer.read().decode()
    assert json.loads(public)["slides"][0]["title"] == WELCOME.title
    assert ("RAHASIA" in public, "RAHASIA" in presenter) == (False, True)


def test_an_agenda_frozen_on_a_release_that_is_gone_is_a_sentence(opened):
    page = opened(replace(WORDS, release_id=RELEASE))

    assert not page.exception
    assert "tidak dikenal" in said(page)


def test_an_agenda_without_steps_does_not_start(opened, hall):
    page = opened(replace(WORDS, steps=())).button(key="tayang-mulai").click().run()

    assert "belum punya langkah" in page.warning[0].value
    assert hall.show() is None


@pytest.mark.parametrize("params", [{"jarak": "x"}, {"jarak": "0"}, {"lebar": "99999"}, {"lebar": "²"}])
def test_a_size_of_the_hall_that_is_none_is_a_sentence(opened, params):
    page = opened(WORDS, **params)

    assert not page.exception
    assert "bukan ukuran yang dapat dipakai" in said(page)


def test_what_needs_care_stands_before_what_is_ready(opened):
    text = said(opened(WORDS))

    assert "Pemeriksaan:" in text
    assert text.index("Angka dibekukan perlu perhatian") < text.index("Rilis data siap")
    assert "Semua 2 langkah siap tayang" in text


def test_a_hall_that_is_too_long_for_the_picture_is_told_how_wide_it_must_be(opened):
    page = opened(WORDS, jarak="4", lebar="400")
    assert "Ukuran huruf untuk baris terakhir siap" in said(page)

    again(page, jarak="30", lebar="200")
    assert "Perlebar gambar menjadi" in said(page)


def test_a_step_that_cannot_be_shown_is_named_with_its_reason(opened):
    gone = Step(key="jauh", title="Wilayah yang tidak ada", page="peta", params={"wilayah": "9999"})
    page = opened(replace(WORDS, steps=(WELCOME, gone)))

    text = said(page)
    assert "1 dari 2 langkah tampil tanpa gambar" in text
    assert text.count("Langkah “Wilayah yang tidak ada”") == 1
    assert page.button(key="tayang-mulai")


def test_every_setting_of_the_hall_stands_in_the_link(opened):
    page = opened(WORDS)

    page.number_input(key="jarak").set_value(14).run()
    page.selectbox(key="piksel").select("1024x768").run()

    assert (link(page)["jarak"], link(page)["piksel"]) == ("14", "1024x768")


@pytest.mark.parametrize(("tab", "key"), [("Tayang", "tayang-beku"), ("Berkas", "bawa-beku")])
def test_the_numbers_are_frozen_where_the_reader_is_told_they_are_not(opened, hall, tab, key):
    page = opened(WORDS, tab=tab)

    page.button(key=key).click().run()

    kept = agenda_store.read(hall.layout.additions, WORDS.name).agenda
    assert kept.is_frozen
    assert key not in [one.key for one in page.button]


def test_files_say_that_they_follow_the_live_release_until_it_is_frozen(opened):
    page = opened(WORDS, tab="Berkas")
    assert "Berkas memuat angka rilis yang berlaku" in said(page)

    page.button(key="bawa-beku").click().run()

    assert "Dibekukan pada rilis" in said(page)


def test_the_screen_from_another_port_leads_back_to_this_dashboard(opened, hall):
    page = started(opened)
    desk = addresses(page)["Buka layar"].split("/layar")[0] + "?tab=Catat"

    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.build_opener(Stays).open(desk, timeout=5)

    port = st.get_option("server.port")
    assert told.value.code == 307
    assert told.value.headers["location"] == f"http://localhost:{port}/rembuk?tab=Catat"


class Stays(urllib.request.HTTPRedirectHandler):
    """Does not go where an answer sends it."""

    def redirect_request(self, *_: object) -> None:
        return None
