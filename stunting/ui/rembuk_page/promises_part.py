"""Komitmen and rencana tindak lanjut: a short form that is filled again and again, and what was promised so far."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.minutes import typed_lines
from stunting.minutes.records import Commitment, FollowUp
from stunting.minutes.typed import CELL, NAME
from stunting.ui.rembuk_page import entry_list
from stunting.ui.rembuk_page.desk import Desk
from stunting.ui.rembuk_page.entry_list import Typed


def commitments(at: Desk) -> None:
    """What institutions promise. The institution stays for the next promise."""
    left, right = st.columns([1, 1.2], gap="large")
    written = at.minutes.commitments
    with left:
        if not entry_list.correction(at, Commitment, commitment_fields):
            newest = max(written, key=lambda one: one.seq, default=None)
            kept = Commitment(text="", institution=newest.record.institution if newest else "")
            key = entry_list.fresh(at, Commitment)
            with st.form(key, border=True):
                st.html('<p class="jelas">Komitmen baru</p>')
                typed = commitment_fields(kept, f"{key}-isian")
                wanted = st.form_submit_button("Simpan komitmen", icon=":material/handshake:", type="primary")
            if wanted:
                entry_list.add(at, Commitment, typed, written)
    with right:
        st.html(f'<h3 class="judul-gambar">Komitmen tersimpan: {formats.number(len(written))}</h3>')
        entry_list.rows(written, _commitment_text, kind="komitmen")
        if not written:
            st.caption("Belum ada komitmen yang tersimpan.")


def follow_ups(at: Desk) -> None:
    """What is done next, by whom and when."""
    left, right = st.columns([1, 1.2], gap="large")
    written = at.minutes.follow_ups
    with left:
        if not entry_list.correction(at, FollowUp, _follow_up):
            key = entry_list.fresh(at, FollowUp)
            with st.form(key, border=True):
                st.html('<p class="jelas">Tindak lanjut baru</p>')
                typed = _follow_up(None, f"{key}-isian")
                wanted = st.form_submit_button("Simpan tindak lanjut", icon=":material/checklist:", type="primary")
            if wanted:
                entry_list.add(at, FollowUp, typed, written)
    with right:
        st.html(f'<h3 class="judul-gambar">Tindak lanjut tersimpan: {formats.number(len(written))}</h3>')
        entry_list.rows(written, _follow_up_text, kind="rtl")
        if not written:
            st.caption("Belum ada rencana tindak lanjut yang tersimpan.")


def commitment_fields(known: Commitment | None, key: str) -> Typed:
    """The boxes of a commitment, filled with one that is known."""
    one = known or Commitment(text="")
    text = st.text_input("Komitmen", one.text, max_chars=CELL, key=f"{key}-isi")
    with st.container(horizontal=True, gap="small"):
        institution = st.text_input("Lembaga", one.institution, max_chars=NAME, key=f"{key}-lembaga")
        person = st.text_input("Penanggung jawab", one.person_in_charge, max_chars=NAME, key=f"{key}-pj")
    with st.container(horizontal=True, gap="small"):
        target = st.text_input("Target", one.target, max_chars=CELL, key=f"{key}-target")
        # As text: in a box for days Enter does not save, and its months are English.
        deadline = st.text_input(
            "Tenggat",
            typed_lines.day_text(one.deadline),
            max_chars=30,
            placeholder="31/08/2026",
            key=f"{key}-tenggat",
            width=130,
        )
        budget = st.text_input("Sumber anggaran", one.budget_source, max_chars=NAME, key=f"{key}-anggaran", width=150)
        amount = st.text_input(
            "Rupiah",
            typed_lines.rupiah_text(one.budget_rp),
            max_chars=30,
            placeholder="15 juta",
            key=f"{key}-rupiah",
            width=150,
        )
    with st.container(horizontal=True, gap="small"):
        signatory = st.text_input(
            "Penanda tangan (jabatan)", one.signatory, max_chars=NAME, placeholder="mis. Camat", key=f"{key}-penanda"
        )
        name = st.text_input("Nama pejabatnya", one.signatory_name, max_chars=NAME, key=f"{key}-penanda-nama")
    return lambda: Commitment(
        text=text or "",
        person_in_charge=person or "",
        institution=institution or "",
        target=target or "",
        deadline=typed_lines.day_of(deadline or ""),
        budget_source=budget or "",
        signatory=signatory or "",
        signatory_name=name or "",
        budget_rp=typed_lines.rupiah_of(amount or ""),
    )


def _follow_up(known: FollowUp | None, key: str) -> Typed:
    one = known or FollowUp(activity="")
    activity = st.text_input("Kegiatan", one.activity, max_chars=CELL, key=f"{key}-kegiatan")
    with st.container(horizontal=True, gap="small"):
        implementer = st.text_input("Pelaksana", one.implementer, max_chars=NAME, key=f"{key}-pelaksana")
        person = st.text_input("Penanggung jawab", one.person_in_charge, max_chars=NAME, key=f"{key}-pj")
    with st.container(horizontal=True, gap="small"):
        when = st.text_input(
            "Waktu", one.when, max_chars=NAME, placeholder="mis. Maret 2026", key=f"{key}-waktu", width=180
        )
        note = st.text_input("Keterangan", one.note, max_chars=CELL, key=f"{key}-keterangan")
    return lambda: FollowUp(
        activity=activity or "",
        implementer=implementer or "",
        person_in_charge=person or "",
        when=when or "",
        note=note or "",
    )


def _commitment_text(one: Commitment) -> str:
    deadline = f"tenggat {formats.date(one.deadline)}" if one.deadline else None
    return _words(
        one.text,
        (one.person_in_charge, "tanpa penanggung jawab"),
        (one.institution, ""),
        (f"target {one.target}" if one.target else "", ""),
        (deadline or "", "tanpa tenggat"),
        (one.budget_source, ""),
        (typed_lines.rupiah_text(one.budget_rp), ""),
        (_signed(one), ""),
    )


def _signed(one: Commitment) -> str:
    said = ", ".join(filter(None, (one.signatory, one.signatory_name)))
    return f"ditandatangani {said}" if said else ""


def _follow_up_text(one: FollowUp) -> str:
    return _words(
        one.activity,
        (one.implementer, ""),
        (f"PJ {one.person_in_charge}" if one.person_in_charge else "", ""),
        (one.when, "tanpa waktu"),
        (one.note, ""),
    )


def _words(head: str, *facts: tuple[str, str]) -> str:
    """What is missing and makes a promise hard to call in is said."""
    said = [
        html.escape(fact) if fact else f'<span class="kurang">{missing}</span>'
        for fact, missing in facts
        if fact or missing
    ]
    return f"<b>{html.escape(head)}</b><br>{' · '.join(said)}"
