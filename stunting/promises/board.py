"""The board that opens a rembuk: which promises, how many in which state, and whose turn it is to answer."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from stunting import formats
from stunting.languages import N_, Words, _
from stunting.minutes.kinds import COMMITMENT, FOLLOW_UP
from stunting.promises.book import Promise, PromiseBook
from stunting.promises.states import STATE_LABELS, Standing, State, standing_at

# A share of fewer promises than these says more than it knows.
FEWEST_FOR_PERCENT = 20
NOBODY = N_("Lembaga belum dicatat")
KIND_LABELS = Words({COMMITMENT: "Komitmen", FOLLOW_UP: "Tindak lanjut (RTL)"})
BOTH = "semua"
ORDER = {state: number for number, state in enumerate(State)}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the board shows; "" or 0 leaves a choice open.

    kind:       "komitmen", "rtl" or "semua"
    meeting_id: one rembuk; otherwise every one before the day
    kecamatan:  promises of meetings of this kecamatan and of the desa inside
    year:       of the meeting
    """

    day: dt.date
    kind: str = COMMITMENT
    meeting_id: str = ""
    institution: str = ""
    kecamatan: str = ""
    state: str = ""
    year: int = 0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many promises are in which state, and of how many anything was heard."""

    counts: dict[State, int] = field(default_factory=dict)
    reported_n: int = 0

    @property
    def total_n(self) -> int:
        return sum(self.counts.values())

    def of(self, state: State) -> int:
        return self.counts.get(state, 0)

    @property
    def kept_words(self) -> str:
        """ "7 dari 24", with the share where there are enough: cancelled ones stay in the base."""
        return share_words(self.of(State.KEPT), self.total_n)

    @property
    def reported_words(self) -> str:
        return share_words(self.reported_n, self.total_n)

    @property
    def open_words(self) -> str:
        """ "5 terlambat, 6 tanpa kabar, 5 berjalan, 1 dibatalkan"."""
        said = [f"{formats.number(self.of(one))} {STATE_LABELS[one].lower()}" for one in State if one is not State.KEPT]
        return ", ".join(said)


@dataclass(frozen=True, kw_only=True)
class Board:
    """rows: in the order in which the hall must answer; tally: of everything asked, whichever state was chosen;
    groups: tally by institution, most to answer first; notes: what the ledger cannot place."""

    asked: Asked
    rows: tuple[Standing, ...]
    tally: Tally
    groups: tuple[tuple[str, Tally], ...]
    source: str
    notes: tuple[str, ...] = ()

    def in_state(self, state: State) -> tuple[Standing, ...]:
        return tuple(one for one in self.rows if one.state is state)


def board_of(book: PromiseBook, asked: Asked) -> Board:
    """The promises of a book as asked."""
    wanted = [standing_at(one, asked.day) for one in book.promises if _is_asked(one, asked)]
    rows = [one for one in wanted if asked.state in ("", one.state.value)]
    return Board(
        asked=asked,
        rows=tuple(sorted(rows, key=_urgency)),
        tally=tally_of(wanted),
        groups=grouped(wanted, lambda one: institution_of(one.promise)),
        source=book.source,
        notes=book.notes,
    )


def tally_of(standings: Iterable[Standing]) -> Tally:
    counts: dict[State, int] = defaultdict(int)
    reported = 0
    for one in standings:
        counts[one.state] += 1
        reported += one.is_reported
    return Tally(counts=dict(counts), reported_n=reported)


def grouped(standings: Iterable[Standing], key: Callable[[Standing], str]) -> tuple[tuple[str, Tally], ...]:
    """Tallies of groups; names that differ in capitals alone are one group, under the first spelling."""
    names: dict[str, str] = {}
    groups: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        said = key(one)
        names.setdefault(said.casefold(), said)
        groups[said.casefold()].append(one)
    found = [(names[one], tally_of(members)) for one, members in groups.items()]
    return tuple(
        sorted(found, key=lambda pair: (-pair[1].of(State.LATE), -pair[1].of(State.SILENT), -pair[1].total_n, pair[0]))
    )


def institution_of(promise: Promise) -> str:
    """Who has to answer, by office."""
    return promise.who or _(NOBODY)


def institution_in_link(promise: Promise) -> str:
    """The same as it stands in a link, in every language."""
    return promise.who or NOBODY


def kecamatan_of(promise: Promise) -> str:
    """Code of the kecamatan whose meeting it was, "" for a meeting of the kabupaten."""
    return promise.meeting.area_code[:6] if len(promise.meeting.area_code) >= 6 else ""


def earlier(book: PromiseBook, asked: Asked) -> tuple[Promise, ...]:
    """What can be chosen from before institution, kecamatan, state and year narrow it."""
    plain = Asked(day=asked.day, kind=asked.kind, meeting_id=asked.meeting_id)
    return tuple(one for one in book.promises if _is_asked(one, plain))


def share_words(part: int, whole: int) -> str:
    """ "7 dari 24 (29,2%)"; the share only from twenty on."""
    said = _("{part} dari {whole}", part=formats.number(part), whole=formats.number(whole))
    return f"{said} ({formats.percent(100 * part / whole)})" if whole >= FEWEST_FOR_PERCENT else said


def _is_asked(promise: Promise, asked: Asked) -> bool:
    meeting = promise.meeting
    # What is promised today is not called in today, unless this very meeting is asked for.
    is_of_time = meeting.id == asked.meeting_id if asked.meeting_id else meeting.date < asked.day
    return (
        is_of_time
        and asked.kind in (BOTH, promise.kind)
        and (not asked.institution or institution_in_link(promise).casefold() == asked.institution.casefold())
        and (not asked.kecamatan or kecamatan_of(promise) == asked.kecamatan)
        and asked.year in (0, meeting.date.year)
    )


def _urgency(one: Standing) -> tuple[int, int, dt.date, int]:
    deadline = one.promise.deadline or dt.date.max
    return ORDER[one.state], -one.days_late, deadline, one.promise.first
