"""The sentences around a board, the same on page, slide and paper."""

from __future__ import annotations

from stunting import formats
from stunting.geography import Register
from stunting.minutes.kinds import FOLLOW_UP
from stunting.promises.board import BOTH, Asked, Board
from stunting.promises.book import PromiseBook
from stunting.promises.states import STATE_LABELS, State

NOUNS = {FOLLOW_UP: "tindak lanjut", BOTH: "janji"}
OWING = (State.LATE, State.SILENT)
MOST_NAMED = 4


def noun_of(asked: Asked) -> str:
    """ "komitmen", "tindak lanjut" or "janji"."""
    return NOUNS.get(asked.kind, "komitmen")


def sentence(board: Board, *, noun: str) -> str:
    """How many were kept, and who has to answer first; how the others stand is said beside the figure."""
    said = f"{board.tally.kept_words} {noun} dilaporkan terpenuhi."
    return " ".join(filter(None, (said, who_answers(board))))


def who_answers(board: Board) -> str:
    """ "Terlambat: Dinas Kesehatan (2), TP PKK (1)."; without any late the silent ones; "" where all answered."""
    for state in OWING:
        owing = sorted(
            ((name, tally.of(state)) for name, tally in board.groups if tally.of(state)),
            key=lambda pair: (-pair[1], pair[0].casefold()),
        )
        if owing:
            named = ", ".join(f"{name} ({formats.number(count)})" for name, count in owing[:MOST_NAMED])
            rest = len(owing) - MOST_NAMED
            more = f", dan {formats.number(rest)} lembaga lain" if rest > 0 else ""
            return f"{STATE_LABELS[state]}: {named}{more}."
    return ""


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
