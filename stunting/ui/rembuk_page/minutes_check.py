"""Periksa berkas: whether a paper or its code is what the ledger says, answered in one colour, one sign, one word."""

from __future__ import annotations

import html

import streamlit as st

from stunting.errors import StuntingError
from stunting.ledger import Ledger
from stunting.minutes.code_check import check_code
from stunting.minutes.verification import Finding, Verdict, verify
from stunting.ui import parts
from stunting.ui.rembuk_page import minutes_preview

LARGEST_MB = 20
# Sign and class of each answer; never told by colour alone.
SIGNS = {
    Finding.SAME: ("✓", "sesuai", "Sesuai"),
    Finding.REPLACED: ("↻", "diganti", "Asli, sudah diganti"),
    Finding.CHANGED: ("✗", "berubah", "Berubah"),
    Finding.UNKNOWN: ("?", "asing", "Tidak dikenal"),
}


def show(ledger: Ledger) -> None:
    """A file to upload, or a code to paste; a file is compared letter by letter, a code names its entry."""
    st.html('<h2 class="judul-gambar">Periksa berkas</h2>')
    file = st.file_uploader(
        f"DOCX atau PDF berita acara, paling besar {LARGEST_MB} MB",
        type=["docx", "pdf"],
        max_upload_size=LARGEST_MB,
        key="ba-berkas",
    )
    with st.form("ba-kode", border=False):
        typed = st.text_input(
            "atau kode: isi QR, baris sha256, atau kode periksa",
            max_chars=500,
            placeholder="stunting:ba:…  atau  7F3A-91C2-0B4D",
            key="ba-kode-isi",
        )
        wanted = st.form_submit_button("Periksa kode", icon=":material/qr_code_scanner:")
    try:
        if file is not None:
            _answer(verify(file.getvalue(), ledger), about=file.name, shows_content=False)
        elif wanted or (typed or "").strip():
            _answer(check_code(typed or "", ledger), about="kode yang ditempel", shows_content=True)
    except StuntingError as refused:
        st.warning(parts.plain(str(refused)), icon=":material/error:")
    _chain(ledger)


def _answer(found: Verdict, *, about: str, shows_content: bool) -> None:
    sign, style, word = SIGNS[found.finding]
    said = [
        f'<div class="putusan {style}" role="status"><span class="tanda-putusan" aria-hidden="true">{sign}</span><div>'
        f"<b>{word}</b><p>{html.escape(found.sentence)}</p>"
    ]
    difference = found.difference
    if difference is not None:
        said.append(
            f'<dl><dt>Tempat</dt><dd>{html.escape(difference.where)}</dd><dt>Di buku</dt><dd class="di-buku">'
            f'{html.escape(difference.printed or "(tidak ada)")}</dd><dt>Di berkas</dt><dd class="di-berkas">'
            f"{html.escape(difference.found or '(tidak ada)')}</dd></dl>"
        )
    for where, words in found.filled:
        said.append(f"<p>Diisi sesudah dicetak, {html.escape(where)}: <b>{html.escape(words)}</b></p>")
    said += [f"<p>{html.escape(one)}</p>" for one in found.notes]
    said.append(f'<p class="sumber">Yang diperiksa: {html.escape(about)}</p></div></div>')
    st.html("".join(said))
    if shows_content and found.issued is not None:
        with st.expander(f"Isi berita acara nomor {found.issued.entry.seq} menurut buku"):
            st.html(minutes_preview.as_html(found.issued.content))


def _chain(ledger: Ledger) -> None:
    """Whether the ledger itself is whole."""
    chain = ledger.verify()
    if chain.is_sound:
        st.html(f'<p class="tersimpan">✓ {html.escape(chain.sentence)}</p>')
    else:
        st.error(parts.plain(chain.sentence), icon=":material/link_off:")
