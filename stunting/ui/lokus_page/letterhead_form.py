"""Kop surat dan tanda tangan: typed in once per kabupaten, printed on every appendix."""

from __future__ import annotations

import streamlit as st

from stunting import letterhead_store
from stunting.geography import Area
from stunting.letterhead import Letterhead, LetterheadError, default_for
from stunting.paths import Layout
from stunting.ui import parts

LABELS = {
    "government": "Pemerintah",
    "office": "Perangkat daerah",
    "address": "Alamat",
    "decree_kind": "Jenis keputusan",
    "decree_number": "Nomor",
    "decree_date": "Tanggal",
    "place": "Ditetapkan di",
    "signer_title": "Jabatan penanda tangan",
    "signer_name": "Nama",
    "signer_nip": "NIP (kosongkan bila tidak ada)",
}


def letterhead_of(kabkota: Area) -> Letterhead:
    """The kept letterhead, or what can be said without one."""
    return letterhead_store.read(Layout.default().additions, kabkota.code) or default_for(kabkota)


def show(kabkota: Area) -> None:
    """The form, folded; what stays empty is printed as a dotted line."""
    known = letterhead_of(kabkota)
    with st.popover("Kop dan tanda tangan", icon=":material/badge:", key="lokus-kop"):
        st.caption("Disimpan di komputer ini. Yang kosong dicetak sebagai garis titik-titik.")
        with st.form(f"lokus-kop-{kabkota.code}", border=False):
            typed = {
                name: st.text_input(label, value=str(getattr(known, name)), max_chars=300, key=f"kop-{name}")
                for name, label in LABELS.items()
            }
            logo = st.file_uploader("Logo (PNG, paling besar 500 kB)", type=["png"], key="kop-logo")
            drops = st.checkbox("Cetak tanpa logo", value=False, key="kop-tanpa-logo")
            wanted = st.form_submit_button("Simpan kop", icon=":material/save:")
        if not wanted:
            return
        picture = None if drops else logo.getvalue() if logo is not None else known.logo_png
        try:
            letterhead_store.save(Layout.default().additions, kabkota.code, Letterhead(**typed, logo_png=picture))
        except LetterheadError as refused:
            st.warning(str(refused))
            return
        st.toast("Kop disimpan.", icon=":material/check_circle:")
        parts.repaint()
