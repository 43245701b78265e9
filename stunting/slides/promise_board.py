"""Tagih janji as a slide: how many promises were kept, and whose turn it is to answer. Offices, never names."""

from __future__ import annotations

import datetime as dt

from stunting import formats
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.promises import link
from stunting.promises.board import Board, board_of, institution_of, share_words
from stunting.promises.states import STATE_LABELS, STATE_SIGNS, Standing, State
from stunting.promises.words import noun_of, scope_words, sentence
from stunting.rembuk.agenda import Step
from stunting.slides.drawings import Cell, TableDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

# What the last row of a hall can still read.
MOST_ROWS = 8
LONGEST_TEXT, LONGEST_NAME, LONGEST_DAY = 80, 40, 26


def board_slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The board of the promises of an area, most urgent first.

    Raises:
        NoDataError: the ledger was not read, or has no such promise.
    """
    if sources.promises is None:
        raise NoDataError(_("Buku keputusan tidak dapat dibaca, jadi janji tidak dapat ditayangkan. Periksa bukunya."))
    asked = link.asked_of(step.params, today=dt.date.today())
    book = sources.promises.inside(area.code)
    board = board_of(book, asked)
    noun = noun_of(asked)
    if not board.tally.total_n:
        raise NoDataError(
            _(
                "Belum ada {noun} dari rembuk sebelum {date} untuk {area}. Catat di halaman Komitmen, tab Tagih janji.",
                noun=noun,
                date=formats.date(asked.day),
                area=area.official_name,
            )
        )
    where = area.official_name
    return Slide(
        key=step.key,
        title=step.title,
        figure=_figure(board, noun=noun, where=where),
        sentence=sentence(board, noun=noun),
        source=board.source,
        chips=(where, *scope_words(book, asked, sources.register), f"Keadaan {formats.date(asked.day)}"),
        data_date=f"Keadaan {formats.date(asked.day)}",
        drawing=_table(board, noun=noun),
        footnotes=board.notes,
        is_sample=sources.is_sample,
    )


def _figure(board: Board, *, noun: str, where: str) -> KeyFigure:
    tally, state = board.tally, board.asked.state
    label = "dipenuhi" if not state else STATE_LABELS[State(state)].lower()
    count = tally.of(State(state) if state else State.KEPT)
    return KeyFigure(
        text=f"{formats.number(count)} dari {formats.number(tally.total_n)}",
        label=f"{noun.capitalize()} {label}, {where}",
        detail=f"{tally.open_words}; ada kabar: {share_words(tally.reported_n, tally.total_n)}",
        value=float(count),
    )


def _table(board: Board, *, noun: str) -> TableDrawing:
    """The most urgent ones. The first column names the row, the last says how it stands: both stay on a telephone."""
    shown = board.rows[:MOST_ROWS]
    left = len(board.rows) - len(shown)
    return TableDrawing(
        headers=(f"Lembaga: {noun}", "Tenggat", "Kabar terakhir", "Keadaan"),
        is_number=(False, False, False, False),
        rows=tuple(_row(one) for one in shown),
        rest=f"… dan {formats.number(left)} {noun} lain" if left else "",
        alt=f"{noun.capitalize()} menurut urutan menjawab: "
        + "; ".join(f"{institution_of(one.promise)}, {STATE_LABELS[one.state].lower()}" for one in shown)
        + ".",
    )


def _row(one: Standing) -> tuple[Cell, ...]:
    promise = one.promise
    late = f" {formats.number(one.days_late)} hari" if one.state is State.LATE else ""
    who = cut(institution_of(promise), LONGEST_NAME)
    return (
        Cell(text=f"{who}: {cut(promise.text, LONGEST_TEXT)}"),
        Cell(text=cut(promise.deadline_words, LONGEST_DAY) or _short(promise.deadline, "tanpa tenggat")),
        Cell(text=_short(one.latest.record.day if one.latest else None, "belum ada")),
        Cell(text=f"{STATE_LABELS[one.state]}{late}", value=one.days_late or None, sign=STATE_SIGNS[one.state]),
    )


def _short(day: dt.date | None, missing: str) -> str:
    """ "31/8/2026", so that it stays in one line."""
    return f"{day.day}/{day.month}/{day.year}" if day else missing


def cut(text: str, longest: int) -> str:
    """The text as far as a cell can hold it."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
