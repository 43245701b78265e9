"""Tagih janji as a slide: the numbers of the board, offices and no names, the source with the chain."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stunting.errors import NoDataError
from stunting.ledger import Ledger
from stunting.minutes.records import Commitment
from stunting.promises.board import Asked, board_of
from stunting.promises.book import book_of
from stunting.promises.shown import book_for
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.slides import from_komitmen
from stunting.slides.building import deck_of
from stunting.slides.deck_json import public
from stunting.slides.drawings import MapDrawing, PairsDrawing
from stunting.slides.sources import Sources
from tests.promises import TODAY, other, promised, write_board
from tests.small import layout_in

PER = {"per": TODAY.isoformat()}


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    ledger = Ledger.open(layout_in(tmp_path))
    write_board(ledger)
    return book_of(ledger)


def made(sources, book, **params):
    step = Step(key="a", title="Tagih janji", page="komitmen", params={**PER, **params})
    return from_komitmen.slide(Sources(release=sources.release, promises=book), step, sources.register.get("3514"))


def test_the_slide_has_the_numbers_of_the_board(sources, book):
    slide = made(sources, book)
    board = board_of(book, Asked(day=TODAY))

    assert (slide.figure.text, slide.figure.value) == ("1 dari 5", 1.0)
    assert slide.figure.label == "Komitmen dipenuhi, Kab. Pasuruan"
    assert board.tally.open_words in slide.figure.detail
    assert slide.sentence == "1 dari 5 komitmen dilaporkan terpenuhi. Terlambat: Dinas Kesehatan (1)."
    assert slide.source == board.source
    assert slide.source.startswith("Sumber: Buku keputusan, 11 catatan, data per ")
    assert [row[0].text.split(": ")[1] for row in slide.drawing.rows] == [one.promise.text for one in board.rows]
    assert [cell.text for cell in slide.drawing.rows[0]][1:] == ["31/8/2026", "belum ada", "Terlambat 81 hari"]
    assert [row[-1].sign for row in slide.drawing.rows] == ["!", "?", "→", "×", "✓"]


def test_names_of_officials_do_not_reach_the_hall(sources, book):
    slide = made(sources, book)

    assert "Rina Wulandari" not in repr(slide)
    assert "Yudha" not in repr(slide)
    assert "Camat Kejayan" in repr(slide)


def test_one_state_is_counted_out_of_all(sources, book):
    slide = made(sources, book, keadaan="terlambat")

    assert (slide.figure.text, len(slide.drawing.rows)) == ("1 dari 5", 1)
    assert slide.figure.label == "Komitmen terlambat, Kab. Pasuruan"
    assert "hanya terlambat" in slide.chips


def test_more_than_the_hall_can_read_is_counted(sources, book, tmp_path):
    ledger = Ledger.open(layout_in(tmp_path))
    promised(
        ledger,
        *[Commitment(text=f"Janji {number} {'panjang ' * 30}") for number in range(12)],
        meeting=other("351406", dt.date(2026, 3, 1)),
    )

    slide = made(sources, book_of(ledger))

    assert len(slide.drawing.rows) == 8
    assert slide.drawing.rest == "… dan 9 komitmen lain"
    assert max(len(row[0].text) for row in slide.drawing.rows) <= 122


def test_without_the_ledger_or_without_promises_there_is_a_sentence(sources, book):
    with pytest.raises(NoDataError, match="Buku keputusan tidak dapat dibaca"):
        made(sources, None)
    with pytest.raises(NoDataError, match="Belum ada komitmen dari rembuk sebelum 1 Januari 2025"):
        made(sources, book, per="2025-01-01")


def test_a_deck_carries_the_promises_to_screen_and_followers(release, book):
    step = Step(key="a", title="Tagih janji", page="komitmen", params=PER)
    agenda = Agenda(name="Rembuk", kind=Kind.DISTRICT, area_code="3514", steps=(step,))

    deck = deck_of(release, agenda, has_cards=False, promises=book)

    assert deck.problems == ()
    assert "1 dari 5" in str(public(deck, "wide"))
    assert "Lembaga: komitmen" in str(public(deck, "wide"))


def test_the_ledger_is_opened_only_for_an_agenda_that_shows_it(tmp_path, monkeypatch):
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    layout = layout_in(tmp_path)
    step = Step(key="a", title="Peta", page="peta")

    assert book_for(layout, [step]) is None
    assert not layout.ledger.exists()
    assert book_for(layout, [replace(step, page="komitmen")]).promises == ()


@pytest.mark.parametrize(
    ("code", "params", "drawn"),
    [
        ("18", {"tab": "Kampanye", "jenis-kegiatan": "kampanye", "ukuran": "terakhir"}, MapDrawing),
        ("1811", {"tab": "Rupiah", "kebutuhan": "krs", "satuan-dana": "kecamatan"}, PairsDrawing),
    ],
)
def test_campaign_and_money_are_shown_as_they_were_added_from_their_tabs(release, code, params, drawn):
    step = Step(key="a", title="Komitmen", page="komitmen", params=params)
    agenda = Agenda(name="Rembuk", kind=Kind.OWN, area_code=code, steps=(step,))

    deck = deck_of(release, agenda, has_cards=False)

    assert deck.problems == ()
    assert isinstance(deck.slides[0].drawing, drawn)
