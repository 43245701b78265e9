"""Tab Berita acara: make the document, and check one."""

from __future__ import annotations

import html
from pathlib import Path

import streamlit as st

from stunting import letterhead_store
from stunting.geography import Register
from stunting.languages import _
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead
from stunting.minutes import issuing, making, reading
from stunting.minutes.document import content_of
from stunting.minutes.recording import Writer
from stunting.paths import Layout
from stunting.ui import letterhead_form
from stunting.ui.rembuk_page import desk, meeting_choice, minutes_check, minutes_files, minutes_preview
from stunting.ui.rembuk_page.desk import Desk
from stunting.ui.shell import View

CSS = Path(__file__).with_name("record.css")


def show(view: View) -> None:
    """What is missing first, then the content and its files; beside it the check of a paper."""
    st.html(CSS)
    layout = Layout.default()
    ledger = Ledger.open(layout)
    with st.container(key="berita"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="catat-kepala"):
            written = meeting_choice.chosen(view, ledger, allows_new=False)
            newest = reading.last_entry(ledger, written.record) if written else None
            by = desk.writer(Writer(author=newest.author, role=newest.role)) if newest else Writer(author="")
            code = written.record.area_code if written else view.area.code
            kabkota = view.register.ancestor(code, "kabupaten") if code in view.register else None
            if kabkota is not None:
                letterhead_form.show_for_meetings(kabkota)
        left, right = st.columns([1.35, 1], gap="large")
        with left:
            if written is None:
                st.info(_("Belum ada rembuk yang dicatat untuk wilayah ini. Mulai di tab Catat."))
            else:
                minutes, register = making.minutes_and_register(layout, ledger, written.record.id)
                at = Desk(ledger=ledger, written=written, minutes=minutes, by=by)
                _document(at, register)
        with right:
            minutes_check.show(ledger)


def _document(at: Desk, register: Register) -> None:
    kept = letterhead_store.read(Layout.default().additions, at.meeting.area_code[:4]) or Letterhead()
    content = content_of(at.minutes, register=register, letterhead=kept)
    earlier = issuing.issued(at.ledger, meeting_id=at.meeting.id)
    gaps = at.minutes.gaps
    if gaps:
        listed = "".join(f"<li>{html.escape(one)}</li>" for one in gaps)
        st.html(_('<p class="jelas">Yang belum lengkap</p><ul class="ba-kurang">{listed}</ul>', listed=listed))
    else:
        st.html(_('<p class="tersimpan">✓ Tidak ada yang kurang dalam catatan.</p>'))
    minutes_files.issue(at, content, earlier)
    minutes_files.signers(at, register.ancestor(at.meeting.area_code, "kabupaten"))
    is_current = bool(earlier) and earlier[0].content == content
    if rest := earlier[1:] if is_current else earlier:
        with st.expander(_("Yang terbit sebelumnya ({rest_n})", rest_n=len(rest))):
            minutes_files.again(at.ledger, rest)
    st.html(minutes_preview.as_html(content))
