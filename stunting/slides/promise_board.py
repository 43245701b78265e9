"""Tagih janji as a slide: how many promises were kept, and whose turn it is to answer. Offices, never names."""

from __future__ import annotations

import datetime as dt

from stunting import formats
from stunting.errors import NoDataError
from stunting.geography import Area, Register
from stunting.minutes.kinds import FOLLOW_UP
from stunting.promises import link
from stunting.promises.board import BOTH, Asked, Board, board_of, institution_of, share_words
from stunting.promises.book import PromiseBook
from stunting.promises.states import STATE_LABELS, STATE_SIGNS, Standing, State
from stunting.rembuk.agenda import Step
from stunting.slides.drawings import Cell, TableDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

# What the last row of a hall can still read.
MOST_ROWS = 8
LONGEST_TEXT, LONGEST_NAME = 90, 40
NOUNS = {FOLLOW_UP: "tindak lanjut", BOTH: "janji"}


def board_slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The board of the promises of an area, most urgent first.

    Raises:
        NoDataError: the ledger was not read, or has no such promise.
    """
    if sources.promises is None:
        raise NoDataError("Buku keputusan tidak dapat dibaca, jadi janji tidak dapat ditayangkan. Periksa bukunya.")
    asked = link.asked_of(step.params, today=dt.date.today())
    book = sources.promises.inside(area.code)
    board = board_of(book, asked)
    noun = noun_of(asked)
    if not board.tally.total_n:
        raise NoDataError(
            f"Belum ada {noun} dari rembuk sebelum {formats.date(asked.day)} untuk {area.official_name}. Catat di "
            "halaman Komitmen, tab Tagih janji."
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


def noun_of(asked: Asked) -> str:
    """ "komitmen", "tindak lanjut" or "janji"."""
    return NOUNS.get(asked.kind, "komitmen")


def sentence(board: Board, *, noun: str) -> str:
    """How many were kept, how the others stand, and who has most to answer."""
    tally = board.tally
    kept = formats.number(tally.of(State.KEPT))
    said = f"Dari {formats.number(tally.total_n)} {noun}, {kept} dilaporkan terpenuhi; {tally.open_words}."
    name, first = board.groups[0]
    if due := [f"{formats.number(first.of(one))} {STATE_LABELS[one].lower()}" for one in OWING if first.of(one)]:
        said += f" Paling banyak yang perlu dijawab: {name} ({', '.join(due)})."
    return said


OWING = (State.LATE, State.SILENT)


def scope_words(book: PromiseBook, asked: Asked, register: Register) -> tuple[str, ...]:
    """What was chosen, in the order in which it is read."""
    meeting = next((one for one in book.meetings if one.id == asked.meeting_id), None)
    said = [f"{meeting.kind.value} {formats.date(meeting.date)}" if meeting else "semua rembuk sebelumnya"]
    if asked.year:
        said.append(f"rembuk {asked.year}")
    if asked.kecamatan in register:
        said.append(register.get(asked.kecamatan).official_name)
    if asked.institution:
        said.append(asked.institution)
    if asked.state:
        said.append(f"hanya {STATE_LABELS[State(asked.state)].lower()}")
    return tuple(said)


def _figure(board: Board, *, noun: str, where: str) -> KeyFigure:
    tally, state = board.tally, board.asked.state
    label = "dipenuhi" if not state else STATE_LABELS[State(state)].lower()
    count = tally.of(State(state) if state else State.KEPT)
    return KeyFigure(
        text=f"{formats.number(count)} dari {formats.number(tally.total_n)}",
        label=f"{noun.capitalize()} {label}, {where}",
        detail=f"{tally.open_words}; ada kabar dari {share_words(tally.reported_n, tally.total_n)}",
        value=float(count),
    )


def _table(board: Board, *, noun: str) -> TableDrawing:
    """The most urgent ones. The first column names the row, the last says how it stands: both stay on a telephone."""
    shown = board.rows[:MOST_ROWS]
    left = len(board.rows) - len(shown)
    return TableDrawing(
        headers=(noun.capitalize(), "Lembaga", "Tenggat", "Kabar terakhir", "Keadaan"),
        is_number=(False, False, False, False, False),
        rows=tuple(_row(one) for one in shown),
        rest=f"… dan {formats.number(left)} {noun} lain" if left else "",
        alt=f"{noun.capitalize()} menurut urutan menjawab: "
        + "; ".join(f"{institution_of(one.promise)}, {STATE_LABELS[one.state].lower()}" for one in shown)
        + ".",
    )


def _row(one: Standing) -> tuple[Cell, ...]:
    promise = one.promise
    late = f" {formats.number(one.days_late)} hari" if one.state is State.LATE else ""
    return (
        Cell(text=cut(promise.text, LONGEST_TEXT)),
        Cell(text=cut(institution_of(promise), LONGEST_NAME)),
        Cell(text=cut(promise.due_words, LONGEST_NAME) or "tanpa tenggat"),
        Cell(text=formats.date(one.latest.record.day) if one.latest else "belum ada"),
        Cell(text=f"{STATE_LABELS[one.state]}{late}", value=one.days_late or None, sign=STATE_SIGNS[one.state]),
    )


def cut(text: str, longest: int) -> str:
    """The text as far as a cell can hold it."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
