"""A sheet of replies -> reports, all of it or none: what is not clear gets a sentence with the number of its row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stunting import formats
from stunting.errors import ImportRefusedError, StuntingError, nearest
from stunting.imports.masking import told
from stunting.languages import _, in_indonesian
from stunting.ledger import Entry, Ledger
from stunting.lokus.sheets import SEARCHED_ROWS, Row, sheets_of
from stunting.minutes.recording import Writer
from stunting.minutes.typed import NAME, MinutesError
from stunting.minutes.typed_lines import day_of, rupiah_of
from stunting.promises.book import Promise, PromiseBook
from stunting.promises.recording import record_report
from stunting.promises.reply_sheet import (
    AMOUNT,
    ASKED,
    CODE,
    DAY,
    EVIDENCE,
    GIVEN,
    LINK,
    REALISED,
    REPORTER,
    STATUS,
)
from stunting.promises.reports import STATUS_LABELS, Report, Status, checked_report

_CODE = re.compile(r"([0-9]{1,9})-([0-9a-f]{8})")
# The sheet has the Indonesian labels, whoever reads it.
_LABELS = in_indonesian(lambda: dict(STATUS_LABELS))()
_STATUSES = {label.casefold().replace(" / ", "/"): status for status, label in _LABELS.items()}
_STATUSES |= {status.value: status for status in Status}
# As people write it instead.
_STATUSES |= {
    "sebagian": Status.RUNNING,
    "selesai": Status.KEPT,
    "sudah": Status.KEPT,
    "dipenuhi": Status.KEPT,
    "proses": Status.RUNNING,
    "batal": Status.CANCELLED,
    "belum dimulai": Status.NOT_YET,  # no text
}
_HEADINGS = {name.casefold(): name for name in (*GIVEN, *ASKED)}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One row: its number in the sheet, the promise it answers, and the report it becomes."""

    row: int
    promise: Promise
    report: Report


@dataclass(frozen=True, kw_only=True)
class ReplyDraft:
    """A sheet that was read. problems: while there is one nothing may be written; empty_n: rows nobody filled in."""

    file: str
    replies: tuple[Reply, ...]
    empty_n: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def read_replies(content: bytes, *, name: str, book: PromiseBook, today: dt.date) -> ReplyDraft:
    """Read the sheet of `reply_sheet` as it came back.

    A row without a day speaks of today; a row without who reports is reported by the institution that promised.

    Raises:
        ImportRefusedError: no table, or not this sheet; else see `ReplyDraft.problems`.
    """
    rows, columns = _table(content, name=name)
    replies: list[Reply] = []
    problems: list[str] = []
    notes: list[str] = []
    empty_n = 0
    seen: dict[int, int] = {}
    for number, cells in rows:
        said = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
        if not said[CODE] and not any(said.get(key) for key in ASKED):
            continue
        if not any(said.get(key) for key in ASKED):
            empty_n += 1
            continue
        try:
            promise = _promise(said[CODE], book)
            report = _report(said, promise, today)
        except StuntingError as refused:
            problems.append(_("Baris {number}: {refused}", number=number, refused=refused))
            continue
        if promise.first in seen:
            problems.append(
                _(
                    "Baris {number}: janji ini sudah dibalas di baris {seen}. Sisakan satu.",
                    number=number,
                    seen=seen[promise.first],
                )
            )
        elif any(one.record == report for one in promise.reports):
            notes.append(_("Baris {number} sudah tercatat di buku, jadi dilewati.", number=number))
        else:
            replies.append(Reply(row=number, promise=promise, report=report))
        seen.setdefault(promise.first, number)
    if not replies and not problems and not notes:
        problems.append(_("Belum ada baris yang diisi. Isi kolom Status dan kolom sesudahnya, lalu unggah lagi."))
    return ReplyDraft(
        file=name, replies=tuple(replies), empty_n=empty_n, problems=tuple(told(problems)), notes=tuple(notes)
    )


def write_replies(ledger: Ledger, draft: ReplyDraft, *, by: Writer, today: dt.date) -> tuple[Entry, ...]:
    """Write every reply; a process that is killed in between leaves a part, and the same sheet again completes it.

    Raises:
        MinutesError: the draft has problems.
        LedgerError: the ledger cannot be written.
    """
    if draft.problems:
        raise MinutesError(_("Lembar balasan belum dapat dicatat. Perbaiki baris yang disebut, lalu unggah lagi."))
    found = Writer(author=by.author, role=by.role, reason=f"Dari lembar balasan {draft.file}"[:NAME])  # no text
    return tuple(record_report(ledger, one.promise, one.report, by=found, today=today) for one in draft.replies)


def _table(content: bytes, *, name: str) -> tuple[Sequence[Row], Mapping[str, int]]:
    """The rows below the header, and where its columns are."""
    for sheet in sheets_of(content, name=name, header_score=_score):
        for at, (_number, cells) in enumerate(sheet.rows[:SEARCHED_ROWS]):
            if _score(cells) >= len(ASKED):
                columns: dict[str, int] = {}
                for column, cell in enumerate(cells):
                    if known := _HEADINGS.get(" ".join(cell.split()).casefold()):
                        columns.setdefault(known, column)
                if CODE in columns and STATUS in columns:
                    return sheet.rows[at + 1 :], columns
    raise ImportRefusedError(
        _(
            "{name} bukan lembar balasan: kolom {code} dan {status} tidak ditemukan. Unduh "
            "lembarnya di tab Tagih janji, lalu isi tanpa mengubah judul kolom.",
            name=name,
            code=CODE,
            status=STATUS,
        )
    )


def _score(cells: Sequence[str]) -> int:
    return sum(" ".join(cell.split()).casefold() in _HEADINGS for cell in cells)


def _promise(code: str, book: PromiseBook) -> Promise:
    found = _CODE.fullmatch(code.strip("' ").lower())
    promise = book.promise(int(found[1])) if found else None
    if found is None or promise is None or promise.code != found[2]:
        raise MinutesError(
            _(
                "kode “{code}” tidak ada di buku wilayah ini. Salin kodenya dari lembar asal, atau buka wilayahnya.",
                code=code[:30],
            )
        )
    return promise


def _report(said: Mapping[str, str], promise: Promise, today: dt.date) -> Report:
    # "Sebagian/berjalan" is typed as often as the label is chosen.
    status = re.sub(r"\s*/\s*", "/", said[STATUS].casefold().strip())
    if status not in _STATUSES:
        close = nearest(status, [label.casefold() for label in _LABELS.values()])
        offered = (
            _("Maksud Anda {close}?", close=close[0])
            if close
            else _("Pilih: {values}.", values=", ".join(_LABELS.values()))
        )
        raise MinutesError(
            _("status “{status}” tidak dikenal. {offered}", status=status[:30], offered=offered)
            if status
            else _("status belum diisi. {offered}", offered=offered)
        )
    return checked_report(
        Report(
            status=_STATUSES[status],
            day=day_of(said.get(DAY, "")) or today,
            realised=said.get(REALISED, ""),
            realised_rp=rupiah_of(said.get(AMOUNT, "")),
            evidence=said.get(EVIDENCE, ""),
            link=said.get(LINK, ""),
            reporter=said.get(REPORTER, "") or promise.who or promise.person_in_charge,
        ),
        since=promise.meeting.date,
        today=today,
    )


def summary(draft: ReplyDraft) -> str:
    """ "12 kabar terbaca; 3 baris belum diisi." """
    left = _("; {empty_n} baris belum diisi", empty_n=formats.number(draft.empty_n)) if draft.empty_n else ""
    return _("{replies_n} kabar terbaca{left}.", replies_n=formats.number(len(draft.replies)), left=left)
