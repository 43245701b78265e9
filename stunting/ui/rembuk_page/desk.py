"""What the tab Catat works with: the ledger, the meeting, who writes, and one way to write that tells what happened."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from stunting import formats
from stunting.errors import LedgerError
from stunting.languages import Words, _
from stunting.ledger import Entry, Ledger
from stunting.minutes import reading
from stunting.minutes.kinds import ATTENDANCE, COMMITMENT, DECISION, FOLLOW_UP, ISSUED, MEETING
from stunting.minutes.recording import Writer
from stunting.minutes.records import Meeting, Minutes, Written
from stunting.minutes.typed import MinutesError
from stunting.promises.reports import REPORT_OF
from stunting.ui import filters, parts

EDITED, SECTION = "ubah", "bagian"
LONGEST_NAME, LONGEST_REASON = 120, 2_000
NOUNS = Words(
    {
        MEETING: "keterangan rapat",
        ATTENDANCE: "kehadiran",
        DECISION: "keputusan",
        COMMITMENT: "komitmen",
        FOLLOW_UP: "tindak lanjut",
        ISSUED: "berita acara",
        REPORT_OF[COMMITMENT]: "kabar komitmen",
        REPORT_OF[FOLLOW_UP]: "kabar tindak lanjut",
    }
)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A meeting that is being written down. by: as typed in, also while it is still empty."""

    ledger: Ledger
    written: Written[Meeting]
    minutes: Minutes
    by: Writer

    @property
    def meeting(self) -> Meeting:
        return self.written.record

    def by_because(self, reason: str) -> Writer:
        """Who corrects, and why."""
        return Writer(author=self.by.author, role=self.by.role, reason=reason)


def at(ledger: Ledger, meeting_id: str, by: Writer) -> Desk:
    """The meeting as it stands in the ledger now.

    Raises:
        MinutesError: there is no such meeting, or an entry was changed into something else.
    """
    written = reading.written_meeting(ledger, meeting_id)
    return Desk(ledger=ledger, written=written, minutes=reading.minutes_of(ledger, meeting_id), by=by)


def writer(suggested: Writer) -> Writer:
    """Who writes, typed once; it stays for the whole window, and after a reload whoever wrote last is suggested."""
    name = st.text_input(
        _("Pencatat"),
        value=suggested.author,
        placeholder=_("Nama petugas"),
        max_chars=LONGEST_NAME,
        key="pencatat-nama",
        persist_state="session",
        width=210,
    )
    role = st.text_input(
        _("Jabatan"),
        value=suggested.role,
        placeholder=_("mis. Bappeda"),
        max_chars=LONGEST_NAME,
        key="pencatat-jabatan",
        persist_state="session",
        width=190,
    )
    return Writer(author=name or "", role=role or "")


def write(work: Callable[[], Entry], *, after: Callable[[Entry], None] | None = None) -> None:
    """Write into the ledger and show the part anew; what is refused is said, and what was typed stays in its boxes."""
    try:
        entry = work()
    except (LedgerError, MinutesError) as refused:
        st.warning(parts.plain(str(refused)), icon=":material/error:")
        return
    if after is not None:
        after(entry)
    st.toast(
        _(
            "Tersimpan di buku: nomor {seq}, {kind}.",
            seq=entry.seq,
            kind=NOUNS.get(entry.kind, parts.plain(entry.kind)),
        ),
        icon=":material/check:",
    )
    parts.repaint()


def close_edit(_entry: Entry | None = None) -> None:
    """Leave the form of a correction."""
    filters.apply({EDITED: ""})


def edited() -> int | None:
    """Number of the entry that the link opens for correction."""
    said = filters.asked(EDITED)
    return int(said) if said.isdecimal() and len(said) < 10 else None


def saved_at(moment: dt.datetime, *, author: str = "") -> str:
    """ "09.41", with its day where that is not today."""
    here = moment.astimezone()
    said = formats.clock(here) if here.date() == dt.date.today() else formats.timestamp(moment)
    return _("{when} oleh {author}", when=said, author=author) if author else said


def stored(one: Written, *, says_author: bool = False) -> str:
    """The mark of a record that is in the ledger, as HTML."""
    author = one.author if says_author else ""
    corrected = _(", diperbaiki") if one.seq != one.first else ""
    when = saved_at(one.written_at, author=author)
    said = _("nomor {seq}{corrected}, {when}", seq=one.seq, corrected=corrected, when=when)
    return f'<span class="tersimpan">✓ {html.escape(said)}</span>'
