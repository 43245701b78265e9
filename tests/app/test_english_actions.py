"""The page Komitmen speaks English to an English reader; links, sheets and papers stay the same in both languages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import action_queries, published_foster
from stunting.campaigns.kinds import kind_of
from stunting.exports import promise_sheet
from stunting.funds.kinds import fund_of
from stunting.languages import ENGLISH, use
from stunting.ledger import Ledger
from stunting.paths import ROOT
from stunting.promises.board import NOBODY, Asked, board_of
from stunting.promises.book import book_of
from stunting.promises.replies import read_replies
from stunting.promises.reply_sheet import reply_sheet
from stunting.ui import data
from tests.app.test_english import names_of_areas, without
from tests.promises import TODAY, write_board
from tests.small import layout_in
from tests.spoken import left_over, texts

VIEWS = [
    {"wilayah": "18", "tab": "Kampanye"},
    {"wilayah": "3514", "tab": "Kampanye", "mode": "internal"},
    {"wilayah": "3514", "tab": "Kampanye", "jenis-kegiatan": "kampanye"},
    {"wilayah": "3514", "tab": "Rupiah"},
    {"wilayah": "3514", "tab": "Rupiah", "mode": "internal", "kebutuhan": "krs"},
    {"wilayah": "351406", "tab": "Rupiah", "mode": "internal"},
    {"wilayah": "3514", "tab": "Orang tua asuh"},
    {"wilayah": "3520", "tab": "Orang tua asuh"},
]


@pytest.mark.parametrize("params", VIEWS)
def test_no_indonesian_word_is_left_on_an_english_page(open_page, params):
    page = open_page("komitmen", bahasa="en", **params)

    assert_english(page, sources())


def assert_english(page, quoted) -> None:
    names = names_of_areas()
    said = [f"{word}: {text[:160]!r}" for text in texts(page) for word in left_over(without(text, quoted), names)]
    assert not page.exception
    assert not said, "\n".join(said)


@cache
def sources() -> tuple[str, ...]:
    """What sources and organisers wrote, and what belongs to `published_foster`."""
    opened = data.database(data.open_release(None).id)
    events = action_queries.campaign_events(opened, within="")
    funds = action_queries.village_funds(opened, within="")
    written = ("place", "title", "organiser", "partners", "material", "source", "note")
    found = {text for name in written for text in events[name].dropna()}
    found |= {*funds["source"], published_foster.HIDDEN_NOTE, published_foster.ALIKE, published_foster.BY_ITSELF}
    return tuple(sorted(filter(None, found), key=len, reverse=True))


@pytest.fixture
def ledger(built_layout, tmp_path, monkeypatch):
    """The real releases with a board of commitments."""
    own = layout_in(tmp_path)
    shutil.copytree(built_layout.releases, own.releases, dirs_exist_ok=True)
    monkeypatch.setenv("STUNTING_DATA", str(own.releases.parent))
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    st.cache_resource.clear()
    st.cache_data.clear()
    found = Ledger.open(own)
    write_board(found)
    return found


def test_the_board_of_commitments_is_english_around_what_was_promised(ledger):
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["wilayah"] = "3514"
    page.run()
    page.switch_page("pages/komitmen.py")
    for key, value in {"wilayah": "3514", "bahasa": "en", "per": TODAY.isoformat()}.items():
        page.query_params[key] = value
    page.run()

    promised = [
        text
        for one in book_of(ledger).promises
        for text in (
            *(one.text, one.institution, one.signatory, one.signatory_name, one.target, one.deadline_words),
            *(one.budget_source, one.person_in_charge),
            *(said for report in one.reports for said in vars(report.record).values() if isinstance(said, str)),
        )
        if text
    ]
    assert_english(page, tuple(sorted(promised, key=len, reverse=True)))


def test_a_sheet_of_replies_is_indonesian_and_is_read_by_an_english_reader(ledger):
    book = book_of(ledger)
    rows = board_of(book, Asked(day=TODAY)).rows

    indonesian = reply_sheet(rows, title="Balasan", day=TODAY)
    with use(ENGLISH):
        english = reply_sheet(rows, title="Balasan", day=TODAY)
        draft = read_replies(english, name="balasan.xlsx", book=book, today=TODAY)

    assert len(english) == len(indonesian)
    assert draft.empty_n == len(rows)


def test_a_promise_of_nobody_has_one_link_in_both_languages(ledger):
    book = book_of(ledger)

    indonesian = len(board_of(book, Asked(day=TODAY, institution=NOBODY)).rows)
    with use(ENGLISH):
        assert len(board_of(book, Asked(day=TODAY, institution=NOBODY)).rows) == indonesian


def test_the_paper_of_commitments_is_titled_in_indonesian(ledger):
    board = board_of(book_of(ledger), Asked(day=TODAY))

    with use(ENGLISH):
        stamp = promise_sheet.stamp_of(board, where="Kab. Pasuruan", scope="semua rembuk", release_id="r")

    assert stamp.title == "Lembar tagih janji Kab. Pasuruan"
    assert "Keadaan per" in stamp.subtitle
    assert stamp.source.startswith("Sumber: Buku keputusan")


def test_words_of_sheets_mean_the_same_in_both_languages():
    with use(ENGLISH):
        assert kind_of("Pengukuran bersama") == "pengukuran"
        assert fund_of("Dana desa (DD)") == "DD"


def test_months_of_a_plan_are_read_whoever_comes_first():
    program = (
        "from stunting import languages\n"
        "with languages.use('en'):\n"
        "    from stunting.promises import due\n"
        "    from stunting.promises.replies import _STATUSES\n"
        "assert due.due_of('Agustus 2026') is not None\n"
        "assert 'terpenuhi' in _STATUSES and 'sebagian/berjalan' in _STATUSES\n"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
