"""Tab Catat: attendance, decisions, commitments and follow-up while the meeting goes on."""

from __future__ import annotations

import html
from pathlib import Path

import streamlit as st

from stunting import formats
from stunting.ledger import Ledger
from stunting.minutes import reading
from stunting.minutes.recording import Writer
from stunting.minutes.records import Minutes
from stunting.paths import Layout
from stunting.ui import filters
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
ATTENDANCE, DECISIONS, COMMITMENTS, FOLLOW_UPS, FACTS = "kehadiran", "keputusan", "komitmen", "rtl", "rapat"
SECTIONS = {
    ATTENDANCE: "Kehadiran",
    DECISIONS: "Keputusan",
    COMMITMENTS: "Komitmen",
    FOLLOW_UPS: "Tindak lanjut",
    FACTS: "Rapat",
}


def show(view: View) -> None:
    """What is agreed goes into the ledger at once; a reload or a crash loses only what was not saved yet."""
    st.html(CSS)
    ledger = Ledger.open(Layout.default())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="catat-kepala"):
        written = meeting_choice.chosen(view, ledger, allows_new=True)
        newest = reading.last_entry(ledger, written.record) if written else None
        by = desk.writer(Writer(author=newest.author, role=newest.role) if newest else Writer(author=""))
    if written is None:
        meeting_part.begin(view, ledger, by)
        return
    minutes = reading.minutes_of(ledger, written.record.id)
    at = Desk(ledger=ledger, written=written, minutes=minutes, by=by)
    if newest is not None:
        noun = desk.NOUNS.get(newest.kind, newest.kind)
        when = f"{noun}, {desk.saved_at(newest.moment, author=newest.author)}"
        facts = f"Pimpinan {written.record.chair}; rilis data {written.record.release_id or 'tidak dicatat'}."
        st.html(
            f'<p class="catat-status"><span class="tersimpan">✓ Tersimpan di buku sampai nomor {newest.seq}</span> '
            f"({html.escape(when)}). {html.escape(facts)}</p>"
        )
    section = _section(minutes, at)
    with st.container(key="catat-isi"):
        if section == ATTENDANCE:
            attendance_part.show(at)
        elif section == DECISIONS:
            decisions_part.show(view, at)
        elif section == COMMITMENTS:
            promises_part.commitments(at)
        elif section == FOLLOW_UPS:
            promises_part.follow_ups(at)
        else:
            meeting_part.correct(at)
    record_keys.listen(
        token=f"{section}-{newest.seq if newest else 0}-{filters.asked(desk.EDITED)}", target=".st-key-catat-isi"
    )


def _section(minutes: Minutes, at: Desk) -> str:
    """The open section; a step of the agenda with a question opens the decisions."""
    asks = any(one.key == filters.asked(meeting_choice.STEP) for one in decisions_part.open_steps(at))
    current = filters.checked(desk.SECTION, SECTIONS, default=DECISIONS if asks else ATTENDANCE)
    counts = {
        ATTENDANCE: sum(one.present_n for one in minutes.attendance),
        DECISIONS: len(minutes.decisions),
        COMMITMENTS: len(minutes.commitments),
        FOLLOW_UPS: len(minutes.follow_ups),
    }
    labels = {
        key: f"{name} ({formats.number(counts[key])})" if counts.get(key) else name for key, name in SECTIONS.items()
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        filters.buttons(
            "Bagian",
            "catat-bagian",
            labels,
            current=current,
            params=lambda key: {desk.SECTION: key, desk.EDITED: ""},
        )
        said = "Alt+1 sampai Alt+5 membuka bagian; Tab ke isian berikut; Enter menyimpan."
        st.html(f'<span class="catat-petunjuk">{said}</span>')
    return current
