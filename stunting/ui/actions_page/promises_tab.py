"""Tagih janji: what was promised at earlier rembuk, how it stands, and what is reported of it."""

from __future__ import annotations

import html
from pathlib import Path

import streamlit as st

from stunting import formats
from stunting.languages import _
from stunting.ledger import Ledger
from stunting.paths import Layout
from stunting.promises.board import Board, board_of
from stunting.promises.book import PromiseBook, book_of
from stunting.promises.states import STATE_LABELS, STATE_SIGNS, State
from stunting.promises.words import noun_of, who_answers
from stunting.ui import parts
from stunting.ui.actions_page import (
    promises_choices,
    promises_files,
    promises_list,
    promises_paper,
    promises_replies,
)
from stunting.ui.shell import View

CSS = Path(__file__).with_name("promises.css")


def show(view: View) -> None:
    """The board of the chosen area, then the ways to bring in what is missing."""
    st.html(CSS)
    ledger = Ledger.open(Layout.default())
    book = book_of(ledger, within=view.area.code)
    if not book.promises:
        _nothing(view)
    else:
        _board(view, ledger, book)
    promises_paper.show(view, ledger)


def _nothing(view: View) -> None:
    st.html(
        _(
            '<p class="jelas">Belum ada komitmen yang tercatat untuk {area}.</p><p '
            'class="anak-judul">Komitmen rembuk dicatat di halaman Rembuk, tab Catat. Yang masih '
            "di kertas, juga dari tahun lalu, disalin di bawah ini.</p>",
            area=html.escape(view.area.official_name),
        )
    )


def _board(view: View, ledger: Ledger, book: PromiseBook) -> None:
    asked = promises_choices.asked(view, book)
    board = board_of(book, asked)
    noun = noun_of(asked)
    if not board.tally.total_n:
        st.html(
            _(
                '<p class="jelas">Tidak ada {noun} untuk pilihan ini.</p><p '
                'class="anak-judul">Ditagih: janji dari rapat sebelum {date}. Longgarkan '
                "saringan, pilih rapatnya, atau pilih jenis lain.</p>",
                noun=noun,
                date=formats.date(asked.day),
            )
        )
        return
    _numbers(board, noun=noun)
    parts.notes(tuple(html.escape(one) for one in board.notes))
    promises_list.show(view, ledger, board)
    parts.source_line(html.escape(board.source))
    promises_files.show(view, book, board)
    promises_replies.show(view, ledger, book, board)


def _numbers(board: Board, *, noun: str) -> None:
    """What the hall hears first: how many were kept, and how the others stand."""
    tally = board.tally
    tiles = "".join(
        f'<div class="janji-hitung {one.value}"><b>{formats.number(tally.of(one))}</b>'
        f'<span><i aria-hidden="true">{STATE_SIGNS[one]}</i> {STATE_LABELS[one]}</span></div>'
        for one in State
        if one is not State.KEPT
    )
    st.html(
        _(
            '<div class="janji-angka"><div class="janji-utama"><div class="angka-label">{noun} '
            'dipenuhi</div><div class="angka-nilai">{kept}</div><div class="angka-rinci">Ada '
            'kabar: {reported_words}</div></div>{tiles}</div><p class="janji-kalimat">{board}</p>',
            noun=noun.capitalize(),
            kept=_count(tally.of(State.KEPT), tally.total_n),
            reported_words=tally.reported_words,
            tiles=tiles,
            board=html.escape(who_answers(board)),
        )
    )


def _count(part: int, whole: int) -> str:
    return _("{part} <small>dari {whole}</small>", part=formats.number(part), whole=formats.number(whole))
