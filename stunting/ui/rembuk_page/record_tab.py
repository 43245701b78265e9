"""Tab Catat: attendance, decisions, commitments and follow-up while the meeting goes on."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from stunting.languages import Words, _
from stunting.ledger import Ledger
from stunting.minutes import reading
from stunting.minutes.recording import Writer
from stunting.paths import Layout
from stunting.ui import filters, shell
from stunting.ui.rembuk_page import (
    attendance_part,
    decisions_part,
    desk,
    meeting_choice,
    meeting_part,
    promises_part,
    record_keys,
)
from stunting.ui.rembuk_page.desk import Desk
from stunting.ui.shell import View

CSS = Path(__file__).with_name("record.css")
ATTENDANCE, DECISIONS = "kehadiran", "keputusan"
# Key and name of each section in the order of the meeting.
SECTIONS = Words(
    {
        ATTENDANCE: "Kehadiran",
        DECISIONS: "Keputusan",
        "komitmen": "Komitmen",
        "rtl": "Tindak lanjut",
        "rapat": "Rapat",
    }
)


def show(view: View) -> None:
    """What is agreed goes into the ledger at once; a reload or a crash loses only what was not saved yet."""
    st.html(CSS)
    ledger = Ledger.open(Layout.default())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="catat-kepala"):
        written = meeting_choice.chosen(view, ledger, allows_new=True)
        newest = reading.last_entry(ledger, written.record) if written else None
        by = desk.writer(Writer(author=newest.author, role=newest.role) if newest else Writer(author=""))
    if written is None:
        with st.container(key="catat-isi"):
            meeting_part.begin(view, ledger, by)
        return
    meeting = written.record
    said = _(
        "Pimpinan {chair}; rilis data {words}.", chair=meeting.chair, words=meeting.release_id or _("tidak dicatat")
    )
    keys = _("Alt+1 sampai Alt+5 membuka bagian, Tab ke isian berikut, Enter menyimpan.")
    st.html(f'<p class="catat-status">{html.escape(said)} <span class="catat-petunjuk">{keys}</span></p>')
    parts: dict[str, Callable[[Desk], None]] = {
        ATTENDANCE: attendance_part.show,
        DECISIONS: lambda at: decisions_part.show(view, at),
        "komitmen": promises_part.commitments,
        "rtl": promises_part.follow_ups,
        "rapat": meeting_part.correct,
    }
    # All sections are sent: to change between them needs no server, and what is half typed in one stays.
    with st.container(key="catat-isi"), st.container(key="catat-bagian"):
        tabs = st.tabs(list(SECTIONS.values()), default=SECTIONS[_first(desk.at(ledger, meeting.id, by))])
        for tab, key in zip(tabs, SECTIONS, strict=True):
            with tab, st.container(key=f"catat-{key}"):
                _section(parts[key], ledger, meeting.id, by, key)


@st.fragment
def _section(draw: Callable[[Desk], None], ledger: Ledger, meeting_id: str, by: Writer, key: str) -> None:
    """One section; what is saved in it runs this part alone."""
    with shell.explained():
        at = desk.at(ledger, meeting_id, by)
        newest = reading.last_entry(ledger, at.meeting)
        if newest is not None:
            noun = desk.NOUNS.get(newest.kind, newest.kind)
            when = html.escape(f"{noun}, {desk.saved_at(newest.moment, author=newest.author)}")
            st.html(
                _(
                    '<p class="catat-status"><span class="tersimpan">✓ Tersimpan di buku sampai '
                    "nomor {seq}</span> ({when})</p>",
                    seq=newest.seq,
                    when=when,
                )
            )
        draw(at)
        seq = newest.seq if newest else 0
        record_keys.listen(key, token=f"{seq}-{filters.asked(desk.EDITED)}")


def _first(at: Desk) -> str:
    """The section of the link; a step of the agenda that asks a question opens the decisions."""
    asks = any(one.key == filters.asked(meeting_choice.STEP) for one in decisions_part.open_steps(at))
    return filters.checked(desk.SECTION, SECTIONS, default=DECISIONS if asks else ATTENDANCE)
