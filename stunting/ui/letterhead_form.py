"""Kop surat, tanda tangan, warna: typed in once per kabupaten, printed on every paper of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from stunting import letterhead_store
from stunting.geography import Area
from stunting.languages import N_, Words, _
from stunting.letterhead import (
    HOUSE_ACCENT,
    MOST_SIGNATORIES,
    Letterhead,
    LetterheadError,
    Signatory,
)
from stunting.paths import Layout
from stunting.ui import parts

HEAD = {"government": N_("Pemerintah"), "office": N_("Perangkat daerah"), "address": N_("Alamat")}
DECREE = Words(
    {
        **HEAD,
        "decree_kind": "Jenis keputusan",
        "decree_number": "Nomor",
        "decree_date": "Tanggal",
        "place": "Ditetapkan di",
        "signer_title": "Jabatan penanda tangan",
        "signer_name": "Nama",
        "signer_nip": "NIP (kosongkan bila tidak ada)",
    }
)
MEETING = Words({**HEAD, "place": "Tempat rapat yang biasa"})
SIGNING = Words({"title": "Jabatan", "name": "Nama", "nip": "NIP"})
LONGEST_SIGNING = 120
# Rows for more who sign; a saved form has new ones.
SPARE_ROWS = 2


def letterhead_of(kabkota: Area | None) -> Letterhead:
    """The kept letterhead, or what can be said without one."""
    return letterhead_store.read_or_default(Layout.default().additions, kabkota)


def show(kabkota: Area) -> None:
    """The form for a decree, folded; what stays empty is printed as a dotted line."""
    known = letterhead_of(kabkota)
    with st.popover(_("Kop dan tanda tangan"), icon=":material/badge:", key="lokus-kop"):
        st.caption(_("Disimpan di komputer ini. Yang kosong dicetak sebagai garis titik-titik."))
        with st.form(f"lokus-kop-{kabkota.code}", border=False):
            typed = _texts(known, DECREE)
            logo = _logo(known)
            wanted = st.form_submit_button(_("Simpan kop"), icon=":material/save:")
        if wanted:
            _save(kabkota, known, {**typed, "logo_png": logo})


def show_for_meetings(kabkota: Area) -> None:
    """The form for minutes and slides, folded: head, colour, and who signs."""
    known = letterhead_of(kabkota)
    with st.popover(_("Kop, warna, penanda tangan"), icon=":material/badge:", key="rembuk-kop"):
        st.caption(
            _(
                "Untuk berita acara, layar aula, dan berkas {kabkota}. Yang kosong dicetak sebagai garis titik-titik.",
                kabkota=kabkota.official_name,
            )
        )
        with st.form(f"rembuk-kop-{kabkota.code}-{len(known.signatories)}", border=False):
            typed = _texts(known, MEETING)
            logo = _logo(known)
            accent = st.color_picker(_("Warna daerah (garis dan judul di layar)"), known.accent_colour, key="kop-warna")
            signing = _signatories(known)
            wanted = st.form_submit_button(_("Simpan kop"), icon=":material/save:")
        without_title = next((number for number, one in enumerate(signing, start=1) if _is_nobody(one)), None)
        if wanted and without_title:
            st.warning(
                _(
                    "Tulis jabatan penanda tangan ke-{number}, atau kosongkan namanya.",
                    number=without_title,
                )
            )
        elif wanted:
            kept = "" if accent.lower() == HOUSE_ACCENT else accent.lower()
            named = tuple(one for one in signing if one.title)
            _save(kabkota, known, {**typed, "logo_png": logo, "accent": kept, "signatories": named})


def _texts(known: Letterhead, labels: Mapping[str, str]) -> dict[str, str]:
    return {
        name: st.text_input(label, value=str(getattr(known, name)), max_chars=300, key=f"kop-{name}")
        for name, label in labels.items()
    }


def _logo(known: Letterhead) -> bytes | None:
    logo = st.file_uploader(_("Logo (PNG, paling besar 500 kB)"), type=["png"], key="kop-logo")
    drops = st.checkbox(_("Cetak tanpa logo"), value=False, key="kop-tanpa-logo")
    return None if drops else logo.getvalue() if logo is not None else known.logo_png


def _signatories(known: Letterhead) -> list[Signatory]:
    """A row each, and some empty ones."""
    st.caption(_("Penanda tangan berita acara, menurut urutan:"))
    found = []
    for number in range(min(len(known.signatories) + SPARE_ROWS, MOST_SIGNATORIES)):
        one = known.signatories[number] if number < len(known.signatories) else Signatory(title="")
        with st.container(horizontal=True, gap="small", key=f"kop-penanda-{number}"):
            typed = {
                name: st.text_input(
                    f"{label} {number + 1}",
                    value=getattr(one, name),
                    placeholder=label,
                    max_chars=LONGEST_SIGNING,
                    label_visibility="collapsed",
                    key=f"kop-penanda-{number}-{name}",
                )
                for name, label in SIGNING.items()
            }
        found.append(Signatory(**{name: text.strip() for name, text in typed.items()}))
    return found


def _is_nobody(one: Signatory) -> bool:
    return not one.title and bool(one.name or one.nip)


def _save(kabkota: Area, known: Letterhead, changes: dict[str, object]) -> None:
    try:
        letterhead_store.save(Layout.default().additions, kabkota.code, replace(known, **changes))  # type: ignore[arg-type]
    except LetterheadError as refused:
        st.warning(parts.plain(str(refused)))
        return
    st.toast(_("Kop disimpan."), icon=":material/check_circle:")
    parts.repaint()
