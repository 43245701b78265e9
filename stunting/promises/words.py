"""The sentences around a board, the same on page, slide and paper."""

from __future__ import annotations

from stunting import formats
from stunting.geography import Register
from stunting.languages import N_, Words, _
from stunting.minutes.kinds import FOLLOW_UP
from stunting.promises.board import BOTH, NOBODY, Asked, Board
from stunting.promises.book import PromiseBook
from stunting.promises.reports import Report
from stunting.promises.states import STATE_LABELS, State

NOUNS = Words({FOLLOW_UP: "tindak lanjut", BOTH: "janji"})
OWING = (State.LATE, State.SILENT)
MOST_NAMED = 4
NO_EVIDENCE = N_("Tanpa bukti")


def noun_of(asked: Asked) -> str:
    """ "komitmen", "tindak lanjut" or "janji"."""
    return NOUNS.get(asked.kind, _("komitmen"))


def sentence(board: Board, *, noun: str) -> str:
    """How many were kept, and who has to answer first; how the others stand is said beside the figure."""
    said = _("{kept_words} {noun} dilaporkan terpenuhi.", kept_words=board.tally.kept_words, noun=noun)
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
            more = _(", dan {rest} lembaga lain", rest=formats.number(rest)) if rest > 0 else ""
            return f"{STATE_LABELS[state]}: {named}{more}."
    return ""


def scope_words(book: PromiseBook, asked: Asked, register: Register) -> tuple[str, ...]:
    """What was chosen, in the order in which it is read."""
    meeting = next((one for one in book.meetings if one.id == asked.meeting_id), None)
    said = [f"{_(meeting.kind.value)} {formats.date(meeting.date)}" if meeting else _("semua rembuk sebelumnya")]
    if asked.year:
        said.append(_("rembuk {year}", year=asked.year))
    if asked.kecamatan in register:
        said.append(register.get(asked.kecamatan).official_name)
    if asked.institution:
        said.append(_(NOBODY) if asked.institution == NOBODY else asked.institution)
    if asked.state:
        said.append(_("hanya {state}", state=STATE_LABELS[State(asked.state)].lower()))
    return tuple(said)


def report_lines(report: Report) -> tuple[str, ...]:
    """What was realised and what shows it; a report without evidence says so."""
    amount = "" if report.realised_rp is None else f"Rp{formats.number(report.realised_rp)}"
    realised = "; ".join(filter(None, (report.realised, amount)))
    file = (
        _("berkas {name} (sha256 {sha256})", name=report.evidence_file, sha256=report.evidence_sha256[:12])
        if report.evidence_file
        else ""
    )
    evidence = "; ".join(filter(None, (report.evidence, file, report.link)))
    said = (
        _("Realisasi: {realised}", realised=realised) if realised else "",
        _("Bukti: {evidence}", evidence=evidence) if evidence else _(NO_EVIDENCE),
    )
    return tuple(filter(None, said))
