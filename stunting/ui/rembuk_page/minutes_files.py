"""Issue the berita acara of a meeting, and hand out those that were issued."""

from __future__ import annotations

import html
from dataclasses import replace
from functools import partial

import streamlit as st

from stunting import formats
from stunting.geography import Area
from stunting.languages import _, _n
from stunting.ledger import Entry, Ledger
from stunting.minutes import making, recording
from stunting.minutes.content import Content
from stunting.minutes.issuing import Issued
from stunting.minutes.records import Signer
from stunting.paths import Layout
from stunting.ui import exporting, letterhead_form
from stunting.ui.lokus_page.decree_files import DOCX_TYPE, PDF_TYPE
from stunting.ui.rembuk_page import desk
from stunting.ui.rembuk_page.desk import Desk

# Is kept in the ledger.
SIGNERS_REASON = "Penanda tangan disamakan dengan kop."  # no text


def issue(at: Desk, content: Content, earlier: tuple[Issued, ...]) -> None:
    """The button where the ledger holds another content, else the files."""
    newest = earlier[0] if earlier else None
    if newest is not None and newest.content == content:
        st.html(
            _(
                '<p class="jelas">Berita acara nomor {seq} sudah sesuai dengan catatan.</p><p '
                'class="anak-judul">{newest}</p>',
                seq=newest.entry.seq,
                newest=_about(newest),
            )
        )
        with st.container(horizontal=True, gap="small"):
            _buttons(at.ledger, newest, key="terbaru", is_primary=True)
        return
    if newest is not None:
        st.html(
            _(
                '<p class="catatan">Catatan berubah sesudah berita acara nomor {seq}. Terbitkan '
                "lagi; yang lama tetap ada dan ditandai sudah diganti.</p>",
                seq=newest.entry.seq,
            )
        )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        wanted = st.button(_("Terbitkan berita acara"), icon=":material/verified:", type="primary", key="ba-terbitkan")
        st.caption(_("Isinya dicatat di buku, lalu dapat diunduh sebagai DOCX dan PDF."))
    if wanted:
        layout = Layout.default()
        desk.write(lambda: making.make(layout, at.ledger, at.meeting.id, by=at.by).issued.entry)


def again(ledger: Ledger, earlier: tuple[Issued, ...]) -> None:
    """Those that were issued before, as they were: the same files, byte by byte for the PDF."""
    for one in earlier:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"ba-lama-{one.entry.seq}"):
            st.html(
                _('<p class="sumber"><b>Nomor {seq}</b>: {one}</p>', seq=one.entry.seq, one=_about(one)),
                width="content",
            )
            _buttons(ledger, one, key=str(one.entry.seq))


def signers(at: Desk, kabkota: Area | None) -> None:
    """Who signs; the letterhead may know others than the meeting."""
    known = at.meeting.signers
    said = "; ".join(", ".join(filter(None, (one.title, one.name))) for one in known)
    st.html(
        _('<p class="anak-judul"><b>Penanda tangan:</b> {words}</p>', words=html.escape(said or _("belum dicatat")))
    )
    if kabkota is None:
        return
    head = letterhead_form.letterhead_of(kabkota)
    offered = tuple(Signer(title=one.title, name=one.name, nip=one.nip) for one in head.signatories)
    if (
        offered
        and offered != known
        and st.button(
            _n("Pakai {n} penanda tangan dari kop", len(offered), n=formats.number(len(offered))),
            icon=":material/badge:",
            key="ba-penanda",
        )
    ):
        desk.write(lambda: _with_signers(at, offered))


def _with_signers(at: Desk, signing: tuple[Signer, ...]) -> Entry:
    changed = replace(at.meeting, signers=signing)
    return recording.record_meeting(at.ledger, changed, by=at.by_because(SIGNERS_REASON), corrects=at.written.seq)


def _about(one: Issued) -> str:
    by = f"{one.entry.author}, {one.entry.role}" if one.entry.role else one.entry.author
    return html.escape(
        _(
            "diterbitkan {timestamp} oleh {by}; kode periksa {code}",
            timestamp=formats.timestamp(one.entry.moment),
            by=by,
            code=one.proof.code,
        )
    )


def _buttons(ledger: Ledger, one: Issued, *, key: str, is_primary: bool = False) -> None:
    """Each file is made when it is asked for."""
    stem = making.file_stem(one)
    for label, extension, media_type in (("DOCX", "docx", DOCX_TYPE), ("PDF", "pdf", PDF_TYPE)):
        exporting.download(
            label,
            data=partial(_file, ledger, one.entry.seq, extension),
            file_name=f"{stem}.{extension}",
            mime=media_type,
            on_click="ignore",
            key=f"ba-{key}-{extension}",
            icon=":material/download:",
            type="primary" if is_primary else "tertiary",
        )


def _file(ledger: Ledger, seq: int, extension: str) -> bytes:
    made = making.again(Layout.default(), ledger, seq)
    return made.docx if extension == "docx" else made.pdf
