"""Periksa berkas: whether a paper or its code is what the ledger says, answered in one colour, one sign, one word."""

from __future__ import annotations

import html

import streamlit as st

from stunting.errors import StuntingError
from stunting.languages import N_, _
from stunting.ledger import Ledger
from stunting.minutes.code_check import check_code
from stunting.minutes.verification import Finding, Verdict, verify
from stunting.ui import parts
from stunting.ui.rembuk_page import minutes_preview

LARGEST_MB = 20
# Sign and class of each answer; never told by colour alone.
SIGNS = {
    Finding.SAME: ("✓", "sesuai", N_("Sesuai")),
    Finding.REPLACED: ("↻", "diganti", N_("Asli, sudah diganti")),
    Finding.CHANGED: ("✗", "berubah", N_("Berubah")),
    Finding.UNKNOWN: ("?", "asing", N_("Tidak dikenal")),
}


def show(ledger: Ledger) -> None:
    """A file to upload, or a code to paste; a file is compared letter by letter, a code names its entry."""
    st.html(_('<h2 class="judul-gambar">Periksa berkas</h2>'))
    file = st.file_uploader(
        _("DOCX atau PDF berita acara, paling besar {largest_mb} MB", largest_mb=LARGEST_MB),
        type=["docx", "pdf"],
        max_upload_size=LARGEST_MB,
        key="ba-berkas",
    )
    with st.form("ba-kode", border=False):
        typed = st.text_input(
            _("atau kode: isi QR, baris sha256, atau kode periksa"),
            max_chars=500,
            placeholder=_("stunting:ba:…  atau  7F3A-91C2-0B4D"),
            key="ba-kode-isi",
        )
        wanted = st.form_submit_button(_("Periksa kode"), icon=":material/qr_code_scanner:")
    try:
        if file is not None:
            _answer(verify(file.getvalue(), ledger), about=file.name, shows_content=False)
        elif wanted or (typed or "").strip():
            _answer(check_code(typed or "", ledger), about=_("kode yang ditempel"), shows_content=True)
    except StuntingError as refused:
        st.warning(parts.plain(str(refused)), icon=":material/error:")
    _chain(ledger)


def _answer(found: Verdict, *, about: str, shows_content: bool) -> None:
    sign, style, word = SIGNS[found.finding]
    said = [
        f'<div class="putusan {style}" role="status"><span class="tanda-putusan" aria-hidden="true">{sign}</span><div>'
        f"<b>{_(word)}</b><p>{html.escape(found.sentence)}</p>"
    ]
    difference = found.difference
    if difference is not None:
        said.append(
            f"<dl><dt>{_('Tempat')}</dt><dd>{html.escape(difference.where)}</dd><dt>{_('Di buku')}</dt>"
            f'<dd class="di-buku">{html.escape(difference.printed or _("(tidak ada)"))}</dd>'
            f"<dt>{_('Di berkas')}</dt>"
            f'<dd class="di-berkas">{html.escape(difference.found or _("(tidak ada)"))}</dd></dl>'
        )
    for where, words in found.filled:
        said.append(
            _(
                "<p>Diisi sesudah dicetak, {where}: <b>{words}</b></p>",
                where=html.escape(where),
                words=html.escape(words),
            )
        )
    said += [f"<p>{html.escape(one)}</p>" for one in found.notes]
    said.append(_('<p class="sumber">Yang diperiksa: {about}</p></div></div>', about=html.escape(about)))
    st.html("".join(said))
    if shows_content and found.issued is not None:
        with st.expander(_("Isi berita acara nomor {seq} menurut buku", seq=found.issued.entry.seq)):
            st.html(minutes_preview.as_html(found.issued.content))


def _chain(ledger: Ledger) -> None:
    """Whether the ledger itself is whole."""
    chain = ledger.verify()
    if chain.is_sound:
        st.html(f'<p class="tersimpan">✓ {html.escape(chain.sentence)}</p>')
    else:
        st.error(parts.plain(str(chain.sentence)), icon=":material/link_off:")
