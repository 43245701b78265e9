"""The page Rembuk speaks English around what stays Indonesian: agendas, the paper of the minutes, slides."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import asdict, replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import languages
from stunting.build.release import build_release
from stunting.hall.hall import hall_of
from stunting.hall.listener import doors_of
from stunting.ledger import Ledger
from stunting.minutes import issuing, making
from stunting.minutes.usual_groups import USUAL
from stunting.paths import ROOT, Layout
from stunting.releases import open_release
from stunting.rembuk import agenda_store
from stunting.ui.rembuk_page import record_tab
from tests.agendas import AGENDA
from tests.app.lokus_pages import again
from tests.app.test_english import names_of_areas
from tests.meetings import BY, COMMITMENT, FOLLOW_UP, GROUPS, MEETING, write_all
from tests.small import TINY, layout_in, write_raw
from tests.spoken import left_over, texts

# The paper of the minutes.
INDONESIAN_BLOCKS = re.compile(r'<div class="ba-kertas".*', re.DOTALL)
# Sections of the script of the page, and its address.
NAMES = (*record_tab.SECTIONS, "catat-")
KEYS = {
    "none": {},
    "agenda": {},
    "step": {"sunting": "peta"},
    "new step": {"sunting": "~"},
    "show": {"tab": "Tayang"},
    "begin": {"tab": "Catat", "rembuk": "baru"},
    "record": {"tab": "Catat", "rembuk": MEETING.id},
    "correction": {"tab": "Catat", "rembuk": MEETING.id, "ubah": "5"},
    "minutes": {"tab": "Berita acara", "rembuk": MEETING.id},
    "files": {"tab": "Berkas"},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The release of a very small Indonesia."""
    layout = layout_in(tmp_path_factory.mktemp("kecil"))
    write_raw(layout.raw)
    build_release(layout, expected=TINY)
    return layout


@pytest.fixture
def layout(small, tmp_path, monkeypatch):
    """A copy of its data folder with a ledger of its own."""
    shutil.copytree(small.releases, tmp_path / "data" / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    st.cache_resource.clear()
    st.cache_data.clear()
    return Layout.default()


def opened(**params: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.query_params["wilayah"] = "3514"
    test.run()
    test.switch_page("pages/rembuk.py")
    return again(test, bahasa="en", **params)


def quoted(page: AppTest) -> list[str]:
    """What people wrote, and what Indonesian modules say."""
    steps = [text for one in AGENDA.steps for text in (one.title, one.notes, one.decision, one.speaker)]
    titles = [*(one.title for one in MEETING.agenda), *(one.title for one in MEETING.signers)]
    people = [MEETING.place, MEETING.chair, *titles]
    groups = [*(one.institution for one in GROUPS), *(name for names in USUAL.values() for name in names)]
    promises = [str(text) for one in (COMMITMENT, FOLLOW_UP) for text in asdict(one).values() if isinstance(text, str)]
    promises += [text for n in (1, 2, 3) for text in (f"Cakupan {60 + n}%", f"{500 + n} keluarga")]
    decided = ["Disetujui 27 desa/kelurahan.", "Sesuai usulan.", "Desa/kelurahan lokus tahun 2027"]
    marks = [found for one in page.get("html") for found in INDONESIAN_BLOCKS.findall(one.proto.body)]
    blocks = [re.sub(r"<[^<>]*>|&[a-z]+;", " ", one) for one in marks]
    head = ["Pemerintah Kabupaten Pasuruan"]
    own = [AGENDA.name, *steps, *people, *groups, *promises, *decided, *head, *NAMES, BY.author, BY.role]
    return [*blocks, *sorted(filter(None, own), key=len, reverse=True)]


def without(text: str, quotes: list[str]) -> str:
    said = " ".join(html.unescape(text).split())
    for one in quotes:
        said = said.replace(" ".join(html.unescape(one).split()), " ")
    return said


@pytest.mark.parametrize("view", KEYS)
def test_no_indonesian_word_is_left_around_agendas_and_minutes(layout, view):
    if view != "none":
        agenda_store.save(layout.additions, AGENDA)
    write_all(Ledger.open(layout))

    page = opened(**KEYS[view])

    quotes = quoted(page)
    said = [f"{w}: {text[:160]!r}" for text in texts(page) for w in left_over(without(text, quotes), names_of_areas())]
    assert not page.exception
    assert not said, "\n".join(said)


def test_what_a_check_of_minutes_finds_is_said_in_english(layout):
    ledger = Ledger.open(layout)
    write_all(ledger, meeting=replace(MEETING, release_id=open_release(layout).id))
    code = making.make(layout, ledger, MEETING.id, by=BY).issued.proof.code
    page = opened(tab="Berita acara", rembuk=MEETING.id)

    for typed, found in ((code, "This code belongs to minutes no."), ("0000-0000-0000", "not in this ledger")):
        page.text_input(key="ba-kode-isi").set_value(typed)
        next(one for one in page.button if one.label == "Check the code").click().run()
        quotes = quoted(page)
        said = [
            f"{w}: {text[:160]!r}" for text in texts(page) for w in left_over(without(text, quotes), names_of_areas())
        ]
        assert found in " ".join(texts(page))
        assert not said, "\n".join(said)


def test_a_show_that_runs_is_led_in_english(layout):
    agenda_store.save(layout.additions, replace(AGENDA, steps=AGENDA.steps[:1]))
    hall = hall_of(layout)
    try:
        page = opened(tab="Tayang")
        with languages.use(languages.ENGLISH):
            page.button(key="tayang-mulai").click().run()
            page.session_state["tayang-akhiri"] = True
            page.run()

        quotes = quoted(page)
        said = [
            f"{w}: {text[:160]!r}" for text in texts(page) for w in left_over(without(text, quotes), names_of_areas())
        ]
        assert "Showing now" in " ".join(texts(page))
        assert "step 1 of 1" in " ".join(texts(page))
        assert not said, "\n".join(said)
        assert hall.show().steps
    finally:
        doors_of(hall).close()


def test_an_agenda_begun_by_an_english_reader_is_indonesian(layout):
    page = opened()
    page.button(key="contoh-rembuk_kabupaten").click().run()

    (kept,) = agenda_store.agendas(layout.additions)
    assert not page.exception
    assert kept.name == "Rembuk stunting Kab. Pasuruan"
    assert kept.agenda.steps[0].title == "Indonesia Raya dan doa"


def test_minutes_are_the_same_paper_whoever_issues_them(layout):
    ledger = Ledger.open(layout)
    write_all(ledger, meeting=replace(MEETING, release_id=open_release(layout).id))
    made = making.make(layout, ledger, MEETING.id, by=BY)

    with languages.use(languages.ENGLISH):
        anew = making.make(layout, ledger, MEETING.id, by=BY)

    assert len(issuing.issued(ledger)) == 1
    assert anew.issued.content == made.issued.content
